//! V2 refunds through mutual TLS: their codes, and what has no code.

use std::collections::BTreeMap;

use qq_wxpay_sandbox::Switches;
use reqwest::{Certificate, Client, Identity};

use crate::client::Merchant;
use crate::orders_v2::{digest, fields, order_fields, order_through_qq, read, signed, write};
use crate::receiver::{Receiver, V2_SUCCESS};

const NOTIFY: &str = "https://pay.example.com/n";

/// A client with the merchant's certificate.
fn secure(merchant: &Merchant) -> Client {
    let identity = merchant.identity();
    let pem = format!("{}{}", identity.merchant_private_key, identity.merchant_certificate);
    Client::builder()
        .no_proxy()
        .identity(Identity::from_pem(pem.as_bytes()).unwrap())
        .tls_certs_only([Certificate::from_pem(identity.root_certificate.as_bytes()).unwrap()])
        .build()
        .unwrap()
}

struct Refunds {
    merchant: Merchant,
    http: Client,
}

impl Refunds {
    async fn ask(&self, changes: &[(&str, &str)]) -> BTreeMap<String, String> {
        let mut asked = fields(&[
            ("appid", "wx0123456789abcdef"),
            ("mch_id", "1900000001"),
            ("nonce_str", "n"),
            ("out_trade_no", "V2-REFUND-1"),
            ("out_refund_no", "R1"),
            ("total_fee", "101"),
            ("refund_fee", "51"),
        ]);
        for (name, value) in changes {
            asked.insert((*name).to_owned(), (*value).to_owned());
        }
        let url = format!("{}/secapi/pay/refund", self.merchant.sandbox.secure_url());
        let body = write(&signed(&self.merchant, asked));
        read(&self.http.post(url).body(body).send().await.unwrap().text().await.unwrap())
    }

    /// `err_code` and `err_code_des` of a signed refusal.
    async fn code(&self, changes: &[(&str, &str)]) -> (String, String) {
        let reply = self.ask(changes).await;
        assert_eq!((&*reply["return_code"], &*reply["result_code"]), ("SUCCESS", "FAIL"), "{reply:?}");
        assert_eq!(reply["sign"], digest(&reply, &self.merchant.identity().api_v2_key));
        (reply["err_code"].clone(), reply["err_code_des"].clone())
    }
}

#[tokio::test]
async fn a_refusal_of_business_has_a_code_and_one_of_a_parameter_has_none() {
    let merchant = Merchant::start().await;
    let http = secure(&merchant);
    let placed = order_through_qq(&merchant, order_fields("V2-REFUND-1", None), NOTIFY).await;
    let refunds = Refunds { merchant, http };
    assert_eq!(refunds.code(&[]).await.0, "ORDERNOTEXIST", "it is not paid");
    assert_eq!(refunds.code(&[("out_trade_no", "NOBODY-1")]).await.0, "ORDERNOTEXIST");
    refunds.merchant.sandbox.pay(&placed["mweb_url"]).await.unwrap();
    assert_eq!(refunds.ask(&[]).await["result_code"], "SUCCESS");
    assert_eq!(refunds.ask(&[]).await["result_code"], "SUCCESS", "the same again");
    assert_eq!(refunds.code(&[("refund_fee", "50")]).await.0, "REFUND_FEE_MISMATCH");
    let second = ("out_refund_no", "R2");
    assert_eq!(refunds.code(&[second, ("total_fee", "102")]).await.0, "REFUND_FEE_MISMATCH");
    assert_eq!(refunds.code(&[second]).await.0, "INVALID_REQUEST", "more than is left");
    assert_eq!(refunds.ask(&[second, ("refund_fee", "50")]).await["result_code"], "SUCCESS");
    let full = refunds.code(&[("out_refund_no", "R3"), ("refund_fee", "1")]).await;
    assert_eq!(full, ("ERROR".to_owned(), "订单已全额退款".to_owned()));
    let long = "长".repeat(27);
    for (name, value, text) in [
        ("out_refund_no", "", "缺少参数out_refund_no"),
        ("out_refund_no", "no blanks", "invalid out_refund_no"),
        ("refund_desc", &*long, "参数错误：refund_desc has 81 bytes"),
        ("refund_fee", "0", "参数错误：refund_fee"),
        ("transaction_id", "4200", "缺少参数transaction_id或out_trade_no"),
    ] {
        let reply = refunds.ask(&[(name, value)]).await;
        let names: Vec<_> = reply.keys().map(String::as_str).collect();
        assert_eq!(names, ["return_code", "return_msg"], "{name}={value}");
        assert!(reply["return_code"] == "FAIL" && reply["return_msg"].starts_with(text), "{reply:?}");
    }
}

#[tokio::test]
async fn a_field_of_the_future_is_signed_where_the_switch_asks_for_it() {
    let merchant = Merchant::start().await;
    merchant.sandbox.set_switches(Switches { sandbox_future_field: true, ..Switches::default() });
    let receiver = Receiver::start(&[(200, V2_SUCCESS)]).await;
    let placed = order_through_qq(&merchant, order_fields("V2-REFUND-2", None), &receiver.url).await;
    merchant.sandbox.pay(&placed["mweb_url"]).await.unwrap();
    let notified = read(std::str::from_utf8(&receiver.wait_for(1).await[0].body).unwrap());
    for message in [placed, notified] {
        assert!(message.contains_key("sandbox_future_field"), "{message:?}");
        assert_eq!(message["sign"], digest(&message, &merchant.identity().api_v2_key));
    }
}
