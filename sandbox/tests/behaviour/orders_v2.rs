//! V2 orders and queries.

use std::collections::BTreeMap;

use hmac::{Hmac, Mac as _};
use md5::{Digest as _, Md5};
use qq_wxpay_sandbox::{ErrorAnswer, Fault, FaultEndpoint, FaultKind, RefundStatus};
use serde_json::json;
use sha2::Sha256;

use crate::client::Merchant;
use crate::receiver::{Receiver, V2_SUCCESS};

pub(crate) fn digest(fields: &BTreeMap<String, String>, key: &str) -> String {
    let pairs = fields.iter().filter(|(name, value)| *name != "sign" && !value.is_empty());
    let text: String = pairs.map(|(name, value)| format!("{name}={value}&")).collect();
    let text = format!("{text}key={key}");
    let hexadecimal = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    if fields.get("sign_type").is_some_and(|kind| kind == "HMAC-SHA256") {
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key.as_bytes()).unwrap();
        mac.update(text.as_bytes());
        hexadecimal(&mac.finalize().into_bytes())
    } else {
        hexadecimal(&Md5::digest(text.as_bytes()))
    }
}

pub(crate) fn signed(merchant: &Merchant, mut fields: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let sign = digest(&fields, &merchant.identity().api_v2_key);
    fields.insert("sign".to_owned(), sign);
    fields
}

pub(crate) fn write(fields: &BTreeMap<String, String>) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let inner: String =
        fields.iter().map(|(name, value)| format!("<{name}>{}</{name}>", escape(value))).collect();
    format!("<xml>{inner}</xml>")
}

pub(crate) fn read(text: &str) -> BTreeMap<String, String> {
    let document = roxmltree::Document::parse(text).unwrap();
    let element = |node: roxmltree::Node<'_, '_>| {
        (node.tag_name().name().to_owned(), node.text().unwrap_or_default().to_owned())
    };
    document.root_element().children().filter(|node| node.is_element()).map(element).collect()
}

pub(crate) fn fields(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

pub(crate) fn order_fields(number: &str, sign_type: Option<&str>) -> BTreeMap<String, String> {
    let mut fields = fields(&[
        ("appid", "wx0123456789abcdef"),
        ("mch_id", "1900000001"),
        ("nonce_str", "ibuaiVcKdpRxkhJA"),
        ("body", "H5支付测试"),
        ("attach", "a=b&c=<d>"),
        ("out_trade_no", number),
        ("total_fee", "101"),
        ("spbill_create_ip", "203.0.113.7"),
        ("notify_url", "https://api.q.qq.com/wxpay/notify"),
        ("trade_type", "MWEB"),
        ("scene_info", r#"{"h5_info":{"type":"Wap","wap_url":"https://pay.example.com","wap_name":"商店"}}"#),
    ]);
    if let Some(sign_type) = sign_type {
        fields.insert("sign_type".to_owned(), sign_type.to_owned());
    }
    fields
}

async fn post(merchant: &Merchant, url: &str, body: String) -> BTreeMap<String, String> {
    let request = merchant.http.post(url).header("content-type", "text/xml").body(body);
    read(&request.send().await.unwrap().text().await.unwrap())
}

pub(crate) async fn order_through_qq(
    merchant: &Merchant,
    fields: BTreeMap<String, String>,
    real_notify_url: &str,
) -> BTreeMap<String, String> {
    // /pay/unifiedorder at WeChat Pay is /wxpay/unifiedorder at QQ.
    let url = merchant.proxy_url("/unifiedorder", real_notify_url).await;
    post(merchant, &url, write(&signed(merchant, fields))).await
}

async fn pays(sign_type: Option<&str>, number: &str) {
    let merchant = Merchant::start().await;
    let receiver = Receiver::start(&[(200, V2_SUCCESS)]).await;
    let key = merchant.identity().api_v2_key.clone();
    let verify = |fields: &BTreeMap<String, String>| {
        // The reply does not repeat the sign type, so the reader must know it.
        let mut with_type = fields.clone();
        let added = sign_type.is_some() && !fields.contains_key("sign_type");
        if added && sign_type == Some("HMAC-SHA256") {
            let sign = with_type.remove("sign").unwrap();
            let pairs: String = with_type.iter().map(|(name, value)| format!("{name}={value}&")).collect();
            let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key.as_bytes()).unwrap();
            mac.update(format!("{pairs}key={key}").as_bytes());
            let expected: String =
                mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02X}")).collect();
            assert_eq!(sign, expected);
        } else {
            assert_eq!(fields["sign"], digest(fields, &key));
        }
    };
    let reply = order_through_qq(&merchant, order_fields(number, sign_type), &receiver.url).await;
    assert_eq!(reply["result_code"], "SUCCESS", "{reply:?}");
    assert!(!reply.contains_key("sandbox_future_field"));
    verify(&reply);
    merchant.sandbox.pay(&reply["mweb_url"]).await.unwrap();

    let arrived = receiver.wait_for(1).await.remove(0);
    assert_eq!(arrived.headers["content-type"], "text/xml; charset=utf-8");
    let notified = read(std::str::from_utf8(&arrived.body).unwrap());
    verify(&notified);
    assert_eq!(notified.get("sign_type").map(String::as_str), sign_type);
    assert_eq!((notified["total_fee"].as_str(), notified["attach"].as_str()), ("101", "a=b&c=<d>"));

    let mut query = fields(&[
        ("appid", "wx0123456789abcdef"),
        ("mch_id", "1900000001"),
        ("nonce_str", "n"),
        ("out_trade_no", number),
    ]);
    if let Some(sign_type) = sign_type {
        query.insert("sign_type".to_owned(), sign_type.to_owned());
    }
    let found = post(&merchant, &merchant.url("/pay/orderquery"), write(&signed(&merchant, query))).await;
    verify(&found);
    assert_eq!(found["trade_state"], "SUCCESS");
    assert_eq!(found["transaction_id"], notified["transaction_id"]);

    let (status, v3) =
        merchant.query(&format!("/v3/pay/transactions/out-trade-no/{number}?mchid=1900000001")).await;
    assert_eq!((status, v3["transaction_id"].as_str()), (200, Some(notified["transaction_id"].as_str())));
}

#[tokio::test]
async fn a_whole_payment_with_hmac() {
    pays(Some("HMAC-SHA256"), "V2-ORDER-1").await;
}

#[tokio::test]
async fn a_whole_payment_with_md5_unsaid() {
    pays(None, "V2-ORDER-2").await;
}

#[tokio::test]
async fn a_v3_order_is_seen_by_v2() {
    let merchant = Merchant::start().await;
    let body = merchant.direct_body("V3-ORDER-1");
    merchant.order_through_qq("/v3/pay/transactions/h5", &body, "https://pay.example.com/n").await;
    let query = fields(&[
        ("appid", "wx0123456789abcdef"),
        ("mch_id", "1900000001"),
        ("nonce_str", "n"),
        ("out_trade_no", "V3-ORDER-1"),
    ]);
    let found =
        post(&merchant, &merchant.url("/pay/orderquery"), write(&signed(&merchant, query.clone()))).await;
    assert_eq!(found["trade_state"], "NOTPAY");
    assert!(!found.contains_key("transaction_id"));
    let mut other = query;
    other.insert("out_trade_no".to_owned(), "NOBODY".to_owned());
    let missing = post(&merchant, &merchant.url("/pay/orderquery"), write(&signed(&merchant, other))).await;
    assert_eq!((missing["result_code"].as_str(), missing["err_code"].as_str()), ("FAIL", "ORDERNOTEXIST"));
    assert_eq!(missing["sign"], digest(&missing, &merchant.identity().api_v2_key));
}

#[tokio::test]
async fn wrong_orders_are_refused() {
    let merchant = Merchant::start().await;
    let long = "长".repeat(43);
    let cases: [(&str, &str, &str); 10] = [
        ("total_fee", "1.5", "参数错误：total_fee "),
        ("total_fee", "0", "参数错误：total_fee "),
        ("trade_type", "JSAPI", "参数错误：trade_type "),
        ("scene_info", "{\"h5_info\":{\"type\":\"iOS\"}}", "参数错误：scene_info "),
        ("spbill_create_ip", "", "缺少参数spbill_create_ip"),
        ("spbill_create_ip", "somewhere", "invalid spbill_create_ip"),
        ("time_expire", "2030-01-01", "参数错误：time_expire "),
        ("body", &long, "参数错误：body has 129 bytes"),
        ("attach", &long, "参数错误：attach has 129 bytes"),
        ("surprise", "1", "参数错误：surprise "),
    ];
    for (name, value, text) in cases {
        let mut fields = order_fields("V2-ORDER-3", None);
        fields.insert(name.to_owned(), value.to_owned());
        let reply = order_through_qq(&merchant, fields, "https://pay.example.com/n").await;
        assert!(reply["return_msg"].starts_with(text), "{name}={value}: {reply:?}");
        let names: Vec<_> = reply.keys().map(String::as_str).collect();
        assert_eq!((names, &*reply["return_code"]), (vec!["return_code", "return_msg"], "FAIL"));
    }
    let mut longest = order_fields("V2-ORDER-3", None);
    longest.insert("body".to_owned(), "长".repeat(42));
    let placed = order_through_qq(&merchant, longest, "https://pay.example.com/n").await;
    assert_eq!(placed["result_code"], "SUCCESS");
}

#[tokio::test]
async fn a_wrong_signature_gets_an_unsigned_failure() {
    let merchant = Merchant::start().await;
    let mut wrong = signed(&merchant, order_fields("V2-ORDER-4", None));
    wrong.insert("total_fee".to_owned(), "1".to_owned());
    let url = merchant.proxy_url("/unifiedorder", "https://pay.example.com/n").await;
    let reply = post(&merchant, &url, write(&wrong)).await;
    assert_eq!(reply["return_code"], "FAIL");
    assert!(!reply.contains_key("sign"));
}

#[tokio::test]
async fn other_parameters_under_the_same_number_are_refused() {
    let merchant = Merchant::start().await;
    let order = |fee: &str| {
        let mut fields = order_fields("V2-ORDER-5", Some("MD5"));
        fields.insert("total_fee".to_owned(), fee.to_owned());
        fields
    };
    let first = order_through_qq(&merchant, order("101"), "https://pay.example.com/n").await;
    let again = order_through_qq(&merchant, order("101"), "https://pay.example.com/n").await;
    assert_eq!(first["prepay_id"], again["prepay_id"]);
    assert_ne!(first["mweb_url"], again["mweb_url"]);
    let other = order_through_qq(&merchant, order("102"), "https://pay.example.com/n").await;
    assert_eq!(other["err_code"], "INVALID_REQUEST");
}

#[tokio::test]
async fn an_error_code_of_a_fault_is_signed() {
    let merchant = Merchant::start().await;
    let kind = FaultKind::Refuse(ErrorAnswer::new("NOTENOUGH", 403).unwrap());
    merchant.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Order, kind, times: 1 });
    let url = "https://pay.example.com/n";
    let reply = order_through_qq(&merchant, order_fields("V2-FAULT", None), url).await;
    let value = |name: &str| reply[name].as_str();
    assert_eq!(
        (value("return_code"), value("result_code"), value("err_code")),
        ("SUCCESS", "FAIL", "NOTENOUGH")
    );
    assert_eq!(reply["sign"], digest(&reply, &merchant.identity().api_v2_key));
    assert!(!reply.contains_key("mweb_url"));
    assert_eq!(merchant.sandbox.statistics().orders_created, 0);
    let reply = order_through_qq(&merchant, order_fields("V2-FAULT", None), url).await;
    assert_eq!(reply["result_code"], "SUCCESS");
}

/// A signed question about an order.
async fn ask(merchant: &Merchant, path: &str, number: &str) -> BTreeMap<String, String> {
    let question = fields(&[
        ("appid", "wx0123456789abcdef"),
        ("mch_id", "1900000001"),
        ("nonce_str", "n"),
        ("out_trade_no", number),
    ]);
    post(merchant, &merchant.url(path), write(&signed(merchant, question))).await
}

#[tokio::test]
async fn states_have_the_words_of_v2() {
    let merchant = Merchant::start().await;
    let url = "https://pay.example.com/n";
    let state = async |number: &str| ask(&merchant, "/pay/orderquery", number).await["trade_state"].clone();
    order_through_qq(&merchant, order_fields("V2-STATE-1", None), url).await;
    assert_eq!(state("V2-STATE-1").await, "NOTPAY");
    assert!(merchant.sandbox.fail_payment("V2-STATE-1"));
    assert_eq!(state("V2-STATE-1").await, "PAYERROR");
    assert_eq!(ask(&merchant, "/pay/closeorder", "V2-STATE-1").await["result_code"], "SUCCESS");
    assert_eq!(state("V2-STATE-1").await, "CLOSED");
    assert!(!merchant.sandbox.fail_payment("V2-STATE-1"));

    for (number, settled, word, order_state) in [
        ("V2-STATE-2", RefundStatus::Success, "SUCCESS", "REFUND"),
        ("V2-STATE-3", RefundStatus::Abnormal, "CHANGE", "REFUND"),
        ("V2-STATE-4", RefundStatus::Closed, "REFUNDCLOSE", "SUCCESS"),
    ] {
        let placed = order_through_qq(&merchant, order_fields(number, None), url).await;
        merchant.sandbox.pay(&placed["mweb_url"]).await.unwrap();
        assert_eq!(state(number).await, "SUCCESS");
        let nothing = ask(&merchant, "/pay/refundquery", number).await;
        assert_eq!(nothing["err_code"], "REFUNDNOTEXIST");
        let refund = json!({"out_trade_no": number, "out_refund_no": number,
            "amount": {"refund": 1, "total": 101, "currency": "CNY"}});
        assert_eq!(merchant.order("/v3/refund/domestic/refunds", &refund).await.0, 200);
        let status = async || ask(&merchant, "/pay/refundquery", number).await["refund_status_0"].clone();
        assert_eq!((status().await, state(number).await), ("PROCESSING".to_owned(), "REFUND".to_owned()));
        merchant.sandbox.settle_refund(number, settled).unwrap();
        assert_eq!((status().await, state(number).await), (word.to_owned(), order_state.to_owned()));
    }
}
