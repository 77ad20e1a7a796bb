//! A machine without CA certificates, as slim images are: the client is made, and TLS is checked against the roots that it brings.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::process::Command;

use qq_wxpay::QqWxPay;
use qq_wxpay::model::{OrderId, Placement};
use qq_wxpay_tests::shop::{Shop, direct, settings};

/// Set in the process without certificates: the variables are read when a client is made.
const INNER: &str = "TESTS_WITHOUT_ROOTS";

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_without_ca_certificates_takes_payments() {
    if std::env::var_os(INNER).is_some() {
        return pay().await;
    }
    let mut inner = Command::new(std::env::current_exe().unwrap());
    inner.args(["--exact", "a_machine_without_ca_certificates_takes_payments"]).env(INNER, "1");
    inner.env("SSL_CERT_FILE", "/nonexistent").env("SSL_CERT_DIR", "/nonexistent");
    let output = inner.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

async fn pay() {
    let shop = Shop::open().await;
    let placed = shop.pay.place_order(&direct("ROOTS-1")).await.and_then(Placement::placed).unwrap();
    shop.sandbox.pay(&placed.h5_url).await.unwrap();
    assert_eq!(shop.received(1).await.len(), 1, "a notification needs no roots at all");

    // Whoever is not signed by one of the roots is not talked to.
    let mut strict = settings(&shop.sandbox);
    strict.wechat_base_url = Some(shop.sandbox.secure_url());
    let pay = QqWxPay::new(&strict).unwrap();
    let error = pay.query_order(&OrderId::OutTradeNo("ROOTS-1".to_owned())).await.unwrap_err();
    assert_eq!(error.code(), "NOT_CONNECTED", "{error}");
    assert!(error.to_string().contains("UnknownIssuer"), "{error}");
}
