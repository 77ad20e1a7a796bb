//! Rules of queries, and the platform certificates.

use reqwest::Method;
use serde_json::Value;

use crate::client::{Merchant, answer};

#[tokio::test]
async fn a_query_names_the_signer() {
    let merchant = Merchant::start().await;
    let path = "/v3/pay/transactions/out-trade-no/NOBODY";
    let (status, reply) = merchant.query(&format!("{path}?mchid=1900000001")).await;
    assert_eq!((status, reply["code"].as_str()), (404, Some("ORDER_NOT_EXIST")));
    for query in ["", "?mchid=", "?mchid=1900000002"] {
        let (status, reply) = merchant.query(&format!("{path}{query}")).await;
        assert_eq!((status, reply["code"].as_str()), (400, Some("PARAM_ERROR")));
    }
}

#[tokio::test]
async fn the_query_is_part_of_the_signature() {
    let merchant = Merchant::start().await;
    let path = "/v3/pay/transactions/out-trade-no/NOBODY";
    let mut signed = merchant.signed(Method::GET, &format!("{path}?mchid=1900000001"), "");
    path.clone_into(&mut signed.target);
    assert_eq!(answer(merchant.request(&signed)).await.0, 401);
}

#[tokio::test]
async fn an_escaped_order_number_is_found() {
    let merchant = Merchant::start().await;
    let mut body = merchant.direct_body("A|B*C-1");
    body["notify_url"] = Value::from("https://pay.example.com/notify");
    assert_eq!(merchant.order("/v3/pay/transactions/h5", &body).await.0, 200);
    let (status, reply) =
        merchant.query("/v3/pay/transactions/out-trade-no/A%7CB*C-1?mchid=1900000001").await;
    assert_eq!((status, reply["out_trade_no"].as_str()), (200, Some("A|B*C-1")));
}

#[tokio::test]
async fn the_platform_certificate_can_be_fetched() {
    let merchant = Merchant::start().await;
    let mut request =
        merchant.request(&merchant.signed(Method::GET, "/v3/certificates", "")).build().unwrap();
    request.headers_mut().remove("wechatpay-serial");
    let response = merchant.http.execute(request).await.unwrap();
    let headers = response.headers().clone();
    let text = response.text().await.unwrap();
    assert_eq!(headers["wechatpay-serial"], merchant.identity().platform_serial);
    assert!(merchant.verifies(&headers, text.as_bytes()));
    let listed: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(listed["data"][0]["serial_no"], merchant.identity().platform_serial);
    let pem = merchant.decrypt(&listed["data"][0]["encrypt_certificate"]);
    assert_eq!(pem, merchant.identity().platform_certificate);
}
