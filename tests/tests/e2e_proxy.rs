//! A proxy of the environment sees nothing of what stays on this machine, and the AppSecret least of all.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::io::ErrorKind;
use std::net::TcpListener;
use std::process::Command;

use qq_wxpay::model::{Placement, V2RefundRequest};
use qq_wxpay_tests::shop::{Shop, direct};

/// Set in the process that has a proxy in its environment: the variables are read when a client is made.
const INNER: &str = "TESTS_BEHIND_A_PROXY";

#[tokio::test(flavor = "multi_thread")]
async fn what_stays_on_this_machine_passes_no_proxy() {
    if std::env::var_os(INNER).is_some() {
        return pay_on_the_sandbox().await;
    }
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    proxy.set_nonblocking(true).unwrap();
    let address = format!("http://{}", proxy.local_addr().unwrap());
    let mut inner = Command::new(std::env::current_exe().unwrap());
    inner.args(["--exact", "what_stays_on_this_machine_passes_no_proxy"]).env(INNER, "1");
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        inner.env(name, &address);
    }
    let output = inner.env_remove("NO_PROXY").env_remove("no_proxy").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(proxy.accept().unwrap_err().kind(), ErrorKind::WouldBlock, "the proxy was asked");
}

/// The token, an order through QQ, a V2 refund that shows the merchant certificate, the self test, a bill.
async fn pay_on_the_sandbox() {
    let shop = Shop::open().await;
    assert!(shop.pay.config().is_sandbox());
    shop.pay.access_token().await.unwrap();
    shop.pay.place_order(&direct("PROXY-1")).await.and_then(Placement::placed).unwrap();
    assert!(shop.pay.self_test(&qq_wxpay::self_test::SelfTest::default()).await.unwrap().passed());
    // The refund is refused, by the sandbox and not by a proxy.
    let refund = V2RefundRequest::new("PROXY-none", "PROXY-R", 1, 100);
    let error = shop.pay.v2_refund(&refund).await.unwrap_err();
    assert_eq!((error.code(), error.http_status()), ("ORDERNOTEXIST", Some(200)), "{error}");
    assert!(error.remedy().unwrap().en.contains("out_refund_no"), "the remedy is one for refunds");
}
