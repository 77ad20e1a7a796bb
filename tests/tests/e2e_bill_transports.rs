//! Bills over the transports of others.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use qq_wxpay::QqWxPay;
use qq_wxpay::client::{ReqwestTransport, StreamingReply, Transport, TransportError, TransportErrorKind};
use qq_wxpay::http::{HttpRequest, HttpResponse};
use qq_wxpay::model::{TradeBillRequest, V2TradeBillRequest};
use qq_wxpay::retry::RetryPolicy;
use qq_wxpay_tests::bill_server::{Bill, BillServer};
use qq_wxpay_tests::with;

/// A transport of somebody who never thought of bills.
struct Plain(ReqwestTransport);

#[async_trait]
impl Transport for Plain {
    async fn send(
        &self,
        request: HttpRequest,
        timeout: Duration,
    ) -> std::result::Result<HttpResponse, TransportError> {
        self.0.send(request, timeout).await
    }
}

/// A transport that never answers.
struct Dead;

#[async_trait]
impl Transport for Dead {
    async fn send(&self, _: HttpRequest, _: Duration) -> std::result::Result<HttpResponse, TransportError> {
        Err(TransportError::new(TransportErrorKind::NotConnected, ""))
    }

    async fn send_streaming(
        &self,
        _: HttpRequest,
        _: Duration,
    ) -> std::result::Result<StreamingReply, TransportError> {
        std::future::pending().await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn transports_of_others() {
    let server = BillServer::of_bill(Bill::of(1));
    let config = server.settings().build().unwrap();
    let transport = Plain(ReqwestTransport::new(&config).unwrap());
    let pay = QqWxPay::builder(config.clone()).transport(Arc::new(transport)).build().unwrap();
    let error = pay.trade_bill(&TradeBillRequest::new("2026-06-08")).await.unwrap_err();
    assert_eq!((error.code(), error.kind().name()), ("STREAMING_UNSUPPORTED", "config"));
    assert_eq!(server.seen().len(), 1, "only the question was sent, once");

    let retry = with(RetryPolicy::default(), |retry| {
        retry.attempts = 1;
        retry.attempt_timeout = Duration::from_millis(100);
    });
    let pay = QqWxPay::builder(config).transport(Arc::new(Dead)).retry(retry).build().unwrap();
    let error = pay.v2_trade_bill(&V2TradeBillRequest::new("20260608")).await.unwrap_err();
    assert_eq!((error.code(), error.retry().name()), ("TIMED_OUT", "same_request"));
}
