//! What goes wrong below us: whoever answers does it without end, byte by byte, or with a bomb. The call ends in its time, in little memory, with
//! a typed error, and an order whose fate is unknown says so.
//!
//! | fault | held by |
//! |---|---|
//! | a reply that stands still; one that comes too slowly | `e2e_faults` (every call), `a_reply_that_drips_ends_with_the_time_of_the_call` here (head and body) |
//! | a length of 1 GiB, pieces without end | `a_reply_without_end_is_left` here; bills: `e2e_bills` `the_limit_of_bytes`, `a_download_that_stands_still_or_never_ends_is_given_up` |
//! | gzip bombs | `a_packed_reply_is_not_unpacked` here; bills: `bill_memory`, `fuzz_seeds` `bill_gzip` |
//! | XML bombs | `an_xml_bomb_is_not_read` here; entities, depth, fields: `core/src/wire/xml.rs`; JSON: `core/src/wire/json.rs` |
//! | a wrong host, an expired certificate, TLS that breaks off | `e2e_below_tls` |
//! | an authority that nobody knows | `e2e_roots`, Redis: `e2e_redis` |
//! | no such name | `e2e_below_tls` `a_name_that_does_not_exist_is_told` |
//! | a disk that is full: token, inbox | `e2e_full_disk`; chaos (`DiskFull`) |
//! | no file handles | `e2e_no_handles` |
//! | no threads | `e2e_no_threads` |
//! | a reply that is cut at any byte | `e2e_every_byte` |
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use qq_wxpay::model::{Channel, OrderId, Placement, V2OrderQuery};
use qq_wxpay::retry::RetryPolicy;
use qq_wxpay::{Error, QqWxPay, Retry};
use qq_wxpay_tests::bill_server::{BillServer, Request, reply};
use qq_wxpay_tests::shop::direct;
use qq_wxpay_tests::with;

/// The time of an attempt, and of the whole call.
const ATTEMPT: Duration = Duration::from_secs(2);
const CALL: Duration = Duration::from_secs(5);

/// When a call with these limits has ended on the busiest machine, and none that waits for the other side would have.
const ENDED: Duration = Duration::from_secs(60);

/// More than a reply may have, and than the buffers of two sockets hold.
const FAR_TOO_MUCH: u64 = 64 << 20;

/// A client of this server with short limits.
fn client(server: &BillServer) -> QqWxPay {
    let retry = with(RetryPolicy::default(), |retry| {
        retry.first_pause = Duration::from_millis(5);
        retry.attempt_timeout = ATTEMPT;
        retry.deadline = CALL;
    });
    QqWxPay::builder(server.settings().build().unwrap()).retry(retry).build().unwrap()
}

/// The error of an order and of a query at a server that answers so; neither takes long.
async fn errors(
    answer: impl Fn(&Request, &mut dyn Write) -> io::Result<()> + Send + Sync + 'static,
) -> [Error; 2] {
    let server = BillServer::start(answer);
    let pay = client(&server);
    let begin = Instant::now();
    let order = with(direct("BELOW-1"), |order| order.channel = Some(Channel::Direct));
    let placed = pay.place_order(&order).await.and_then(Placement::placed);
    let queried = pay.query_order(&OrderId::OutTradeNo("BELOW-1".to_owned())).await;
    assert!(begin.elapsed() < ENDED, "they took {:?}", begin.elapsed());
    [placed.unwrap_err(), queried.unwrap_err()]
}

/// The order is to be confirmed, the query can be repeated, and both say this.
fn is_told(errors: &[Error; 2], code: &str) {
    let told = [Retry::ConfirmFirst, Retry::SameRequest];
    for (error, retry) in errors.iter().zip(told) {
        assert_eq!((error.code(), error.retry()), (code, retry), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_drips_ends_with_the_time_of_the_call() {
    let whole = reply("200 OK", "Content-Type: application/json\r\n", &"x".repeat(600));
    let body_at = whole.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
    for at_once in [0, body_at] {
        let reply = whole.clone();
        let told = errors(move |_, out| {
            out.write_all(&reply[..at_once])?;
            for byte in &reply[at_once..] {
                out.write_all(&[*byte])?;
                std::thread::sleep(Duration::from_secs(1));
            }
            Ok(())
        });
        is_told(&told.await, "TIMED_OUT");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_without_end_is_left() {
    let pieces = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_owned();
    let length = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", 1_u64 << 30);
    for (head, is_chunked) in [(pieces, true), (length, false)] {
        let sent = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&sent);
        let told = errors(move |_, out| {
            out.write_all(head.as_bytes())?;
            let (data, mut written) = (vec![b'a'; 1 << 16], 0);
            while written < FAR_TOO_MUCH {
                let framed =
                    if is_chunked { [b"10000\r\n", &data[..], b"\r\n"].concat() } else { data.clone() };
                out.write_all(&framed)?;
                written += data.len() as u64;
                count.fetch_max(written, Ordering::Relaxed);
            }
            Ok(())
        });
        is_told(&told.await, "REPLY_TOO_LARGE");
        let sent = sent.load(Ordering::Relaxed);
        assert!(sent < FAR_TOO_MUCH, "{sent} bytes of a reply were taken");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_packed_reply_is_not_unpacked() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&vec![b' '; 8 << 20]).unwrap();
    let packed = packed.finish().unwrap();
    let told = errors(move |request, out| {
        assert_eq!(request.header("accept-encoding"), None, "nobody is asked to pack");
        write!(out, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", packed.len())?;
        out.write_all(&packed)
    });
    for error in told.await {
        assert_ne!(error.code(), "REPLY_TOO_LARGE", "it was unpacked");
        assert!(matches!(error.retry(), Retry::ConfirmFirst | Retry::SameRequest), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_xml_bomb_is_not_read() {
    let entities: String = (1..30).map(|n| format!("<!ENTITY e{n} \"&e{0};&e{0};\">", n - 1)).collect();
    let laughs =
        format!("<!DOCTYPE xml [<!ENTITY e0 \"ha\">{entities}]><xml><return_code>&e29;</return_code></xml>");
    let deep = format!("<xml>{}{}</xml>", "<a>".repeat(100_000), "</a>".repeat(100_000));
    for bomb in [laughs, deep] {
        let server = BillServer::start(move |_, out| out.write_all(&reply("200 OK", "", &bomb)));
        let begin = Instant::now();
        let query = V2OrderQuery::new(OrderId::OutTradeNo("BELOW-1".to_owned()));
        let error = client(&server).query_v2_order(&query).await.unwrap_err();
        assert_eq!((error.code(), error.retry()), ("UNEXPECTED_REPLY", Retry::SameRequest), "{error}");
        assert!(begin.elapsed() < ENDED, "it took {:?}", begin.elapsed());
    }
}
