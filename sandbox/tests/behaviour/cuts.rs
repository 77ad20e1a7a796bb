//! Connections cut after any byte, seen on the wire.

use qq_wxpay_sandbox::{Fault, FaultEndpoint, FaultKind};
use reqwest::{Certificate, Client};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::client::{Merchant, encode};

async fn connect(merchant: &Merchant) -> TcpStream {
    let address = merchant.sandbox.base_url();
    TcpStream::connect(address.trim_start_matches("http://")).await.unwrap()
}

/// A request for an access token as it goes over the wire.
fn token_request(merchant: &Merchant) -> String {
    let query = encode(&[
        ("grant_type", "client_credential"),
        ("appid", "1110000001"),
        ("secret", &merchant.identity().qq_app_secret),
    ]);
    format!("GET /api/getToken?{query} HTTP/1.1\r\nhost: sandbox\r\n\r\n")
}

/// What arrives until the connection ends. A connection that is reset has ended too.
async fn exchange(merchant: &Merchant, request: &str) -> Vec<u8> {
    let mut stream = connect(merchant).await;
    let _ = stream.write_all(request.as_bytes()).await;
    let mut received = Vec::new();
    let _ = stream.read_to_end(&mut received).await;
    received
}

fn strike(merchant: &Merchant, endpoint: FaultEndpoint, kind: FaultKind) {
    merchant.sandbox.add_fault(Fault { endpoint, kind, times: 1 });
}

#[tokio::test]
async fn a_reply_is_cut_after_exactly_so_many_bytes() {
    let merchant = Merchant::start().await;
    let request = token_request(&merchant);
    let closing = request.replace("host:", "connection: close\r\nhost:");
    let whole = exchange(&merchant, &closing).await;
    assert!(whole.starts_with(b"HTTP/1.1 200 OK\r\n") && whole.ends_with(b"}"));
    for bytes in 0..=whole.len() {
        strike(&merchant, FaultEndpoint::Token, FaultKind::CutReply(u32::try_from(bytes).unwrap()));
        let received = exchange(&merchant, &closing).await;
        assert_eq!(received.len(), bytes);
        let line = bytes.min(17);
        assert_eq!(received[..line], whole[..line]);
    }
    // Each of them was processed.
    assert_eq!(merchant.events_of("token.issued"), whole.len() + 2);
    strike(&merchant, FaultEndpoint::Token, FaultKind::CutReply(u32::MAX));
    assert_eq!(exchange(&merchant, &closing).await.len(), whole.len());
}

#[tokio::test]
async fn a_whole_reply_that_is_cut_ends_the_connection_and_no_other() {
    let merchant = Merchant::start().await;
    let request = token_request(&merchant);
    let closing = request.replace("host:", "connection: close\r\nhost:");
    // Without the request to close it the reply is shorter by its header, and the connection stays.
    let length = exchange(&merchant, &closing).await.len() - "connection: close\r\n".len();
    let mut stream = connect(&merchant).await;
    let mut reply = vec![0; length];
    strike(&merchant, FaultEndpoint::Token, FaultKind::CutReply(u32::MAX));
    for _ in 0..2 {
        stream.write_all(request.as_bytes()).await.unwrap();
        stream.read_exact(&mut reply).await.unwrap();
        assert!(reply.starts_with(b"HTTP/1.1 200 OK\r\n"), "a limit that was not reached is gone");
    }
    strike(&merchant, FaultEndpoint::Token, FaultKind::CutReply(u32::try_from(length).unwrap()));
    assert_eq!(exchange(&merchant, &request).await.len(), length);
}

#[tokio::test]
async fn a_request_is_processed_only_when_all_of_it_was_read() {
    let merchant = Merchant::start().await;
    let request = token_request(&merchant);
    for bytes in 0..request.len() {
        strike(&merchant, FaultEndpoint::Token, FaultKind::CutRequest(u32::try_from(bytes).unwrap()));
        assert_eq!(exchange(&merchant, &request).await, b"", "cut after {bytes}");
    }
    assert_eq!(merchant.events_of("fault.struck"), request.len());
    assert_eq!(merchant.sandbox.statistics().token_requests, 0);
    for (index, bytes) in (1..).zip([u32::try_from(request.len()).unwrap(), u32::MAX]) {
        strike(&merchant, FaultEndpoint::Token, FaultKind::CutRequest(bytes));
        assert_eq!(exchange(&merchant, &request).await, b"");
        assert_eq!(merchant.events_of("token.issued"), index);
    }
}

#[tokio::test]
async fn a_body_is_read_to_its_last_byte_or_not_at_all() {
    let merchant = Merchant::start().await;
    let body = r#"{"advance_seconds":1}"#;
    let request = format!(
        "POST /wxpay/v3/pay/transactions/h5 HTTP/1.1\r\nhost: sandbox\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    for (left_out, processed) in [(body.len() + 1, 0), (body.len(), 0), (1, 0), (0, 1)] {
        let bytes = u32::try_from(request.len() - left_out).unwrap();
        strike(&merchant, FaultEndpoint::Any, FaultKind::CutRequest(bytes));
        assert_eq!(exchange(&merchant, &request).await, b"");
        assert_eq!(merchant.sandbox.statistics().proxy_requests, processed, "{left_out} bytes left out");
    }
}

#[tokio::test]
async fn faults_wait_for_their_own_endpoint_and_their_turn() {
    let merchant = Merchant::start().await;
    let request = token_request(&merchant);
    // On one connection: the first request passes, the second one is cut.
    let mut stream = connect(&merchant).await;
    strike(&merchant, FaultEndpoint::Query, FaultKind::CutRequest(3));
    strike(&merchant, FaultEndpoint::Token, FaultKind::Status503);
    strike(&merchant, FaultEndpoint::Token, FaultKind::CutRequest(3));
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut reply = [0; 12];
    stream.read_exact(&mut reply).await.unwrap();
    assert_eq!(&reply, b"HTTP/1.1 503");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest).await;
    assert!(!rest.windows(4).any(|part| part == b"HTTP"), "the second request has no reply");
    assert_eq!(merchant.events_of("token.issued"), 0);
    merchant.token().await;
    let query = "GET /v3/pay/transactions/id/1 HTTP/1.1\r\nhost: sandbox\r\n\r\n";
    assert_eq!(exchange(&merchant, query).await, b"");
}

#[tokio::test]
async fn every_endpoint_can_be_cut_where_its_requests_arrive() {
    let merchant = Merchant::start().await;
    let number = "/v3/pay/partner/transactions/out-trade-no/CUT-0001";
    let paths = [
        ("/api/getToken?appid=1", FaultEndpoint::Token),
        ("/wxpay/unifiedorder?appid=1", FaultEndpoint::Proxy),
        ("/wxpay/v3/combine-transactions/h5", FaultEndpoint::Proxy),
        ("/pay/unifiedorder", FaultEndpoint::Order),
        ("/v3/pay/transactions/h5", FaultEndpoint::Order),
        ("/v3/combine-transactions/h5", FaultEndpoint::Order),
        ("/pay/orderquery", FaultEndpoint::Query),
        (number, FaultEndpoint::Query),
        ("/v3/combine-transactions/out-trade-no/CUT-0001", FaultEndpoint::Query),
        ("/pay/closeorder", FaultEndpoint::Close),
        (&format!("{number}/close"), FaultEndpoint::Close),
        ("/secapi/pay/refund", FaultEndpoint::Refund),
        ("/v3/refund/domestic/refunds", FaultEndpoint::Refund),
        ("/v3/refund/domestic/refunds/1/apply-abnormal-refund", FaultEndpoint::Refund),
        ("/v3/refund/domestic/refunds/R-1?sub_mchid=1", FaultEndpoint::RefundQuery),
        ("/pay/refundquery", FaultEndpoint::RefundQuery),
        ("/v3/bill/tradebill?bill_date=2026-01-01", FaultEndpoint::Bill),
        ("/pay/downloadbill", FaultEndpoint::Bill),
        ("/v3/billdownload/file?token=1", FaultEndpoint::BillFile),
        ("/v3/certificates", FaultEndpoint::Certificates),
        ("/v3/security/echo", FaultEndpoint::Echo),
    ];
    for (path, endpoint) in paths {
        let request = format!("GET {path} HTTP/1.1\r\nconnection: close\r\nhost: sandbox\r\n\r\n");
        strike(&merchant, endpoint, FaultKind::CutRequest(5));
        assert_eq!(exchange(&merchant, &request).await, b"", "{path}");
        assert_eq!(
            merchant.sandbox.events().last().unwrap().summary,
            format!("cut_request 5 at {}", serde_json::json!(endpoint).as_str().unwrap())
        );
    }
    strike(&merchant, FaultEndpoint::Any, FaultKind::CutRequest(5));
    for path in ["/", "/sandbox/events", "/cgi-bin/mmpayweb-bin/checkmweb", "/nobody"] {
        let request = format!("GET {path} HTTP/1.1\r\nconnection: close\r\nhost: sandbox\r\n\r\n");
        assert!(exchange(&merchant, &request).await.starts_with(b"HTTP/1.1 "), "{path} is no endpoint");
    }
}

#[tokio::test]
async fn inside_tls_it_is_the_same() {
    let merchant = Merchant::start().await;
    let root = Certificate::from_pem(merchant.identity().root_certificate.as_bytes()).unwrap();
    let http = Client::builder().no_proxy().tls_certs_only([root]).build().unwrap();
    let url = format!("{}/api/getToken", merchant.sandbox.secure_url());
    for kind in [FaultKind::CutReply(0), FaultKind::CutReply(30), FaultKind::CutRequest(30)] {
        strike(&merchant, FaultEndpoint::Token, kind);
        assert!(http.get(&url).send().await.is_err(), "{kind:?}");
    }
    assert_eq!(merchant.sandbox.statistics().token_requests, 2);
    assert_eq!(http.get(&url).send().await.unwrap().status(), 200);
}
