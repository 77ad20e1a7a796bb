//! `getToken`.

use serde_json::Value;

use crate::client::{Merchant, encode};

#[tokio::test]
async fn errors_name_what_is_wrong() {
    let merchant = Merchant::start().await;
    let (appid, secret) = (&merchant.identity().qq_appid, &merchant.identity().qq_app_secret);
    let cases = [
        (40002, "password", appid.as_str(), secret.as_str()),
        (40013, "client_credential", "1110000002", secret),
        (40001, "client_credential", appid, "wrong"),
    ];
    for (code, grant, appid, secret) in cases {
        let query = encode(&[("grant_type", grant), ("appid", appid), ("secret", secret)]);
        let response =
            merchant.http.get(merchant.url(&format!("/api/getToken?{query}"))).send().await.unwrap();
        assert_eq!(response.status(), 200);
        let body: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
        assert_eq!(body["errcode"], code);
    }
    assert_eq!(merchant.sandbox.statistics().token_requests, 3);
}

#[tokio::test]
async fn a_token_needs_escaping_and_dies() {
    let merchant = Merchant::start().await;
    let token = merchant.token().await;
    assert!(["+", "/", "="].iter().all(|letter| token.contains(letter)));
    merchant.sandbox.advance_clock(7200);
    let path = format!(
        "/wxpay/v3/pay/transactions/h5?{}",
        encode(&[("appid", "1110000001"), ("access_token", &token)])
    );
    let (status, body) = merchant.post_json(&path, &Value::Null).await;
    assert_eq!((status, &body["errcode"]), (200, &Value::from(40001)));
}
