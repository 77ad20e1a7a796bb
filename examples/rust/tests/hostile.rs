//! What is sent to the address for notifications by those who mean harm: the shop lives, its memory is bounded, and the next genuine
//! notification is taken.
#![allow(clippy::unwrap_used, reason = "in tests a panic is the report")]

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use qq_wxpay::model::{OrderRequest, Placement};
use qq_wxpay::{QqWxPay, Settings};
use qq_wxpay_example_rust::{App, OrderState, router};
use qq_wxpay_sandbox::{Options, Sandbox};
use tokio::net::TcpListener;

const HEAD: &str = "POST /notify HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n";

/// How many bytes of a large body are sent, where the shop takes them: all of it in the long form.
fn sent() -> usize {
    if std::env::var_os("LONG_TESTS").is_some() { 1 << 30 } else { 64 << 20 }
}

/// Sends a head and then `body` again and again until `length` bytes are sent or the shop hangs up: the status, if one came.
fn send(shop: SocketAddr, head: &str, body: &[u8], length: usize) -> Option<u16> {
    let mut stream = TcpStream::connect(shop).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    let mut sent = 0;
    while sent < length && stream.write_all(body).is_ok() {
        sent += body.len();
    }
    if length > 0 {
        // Nothing follows; a request that is whole waits for its answer, which a server need not give to one that has hung up. The
        // shop may have hung up already.
        let _ = stream.shutdown(Shutdown::Write);
    }
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).split(' ').nth(1)?.parse().ok()
}

/// Memory of this process in MiB, where the system tells it.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kibibytes| kibibytes / 1024)
}

fn attack(shop: SocketAddr) {
    let refused = |head: &str, body: &[u8], length| {
        let status = send(shop, head, body, length);
        assert!(status.is_none_or(|status| (400..=599).contains(&status)), "{head}: {status:?}");
    };
    for method in ["GET", "HEAD", "PUT", "DELETE"] {
        let head = format!("{method} /notify HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n");
        assert_eq!(send(shop, &head, b"", 0), Some(405), "{method}");
    }
    let chunked = format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n");
    for _ in 0..20 {
        refused(&format!("{HEAD}Content-Length: 1000\r\n\r\n"), b"{", 1); // broken off
        refused(&chunked, b"ZZZ\r\n", 5);
        refused(&chunked, b"5\r\nab", 5); // broken off within a chunk
        for length in ["-1", "abc", "99999999999999999999999", "5, 6"] {
            refused(&format!("{HEAD}Content-Length: {length}\r\n\r\n"), b"{}", 2);
        }
        refused(&format!("{HEAD}Content-Length: 2\r\nConnection: close\r\n\r\n"), b"{}", 2);
        refused(&format!("{HEAD}Content-Length: 0\r\nConnection: close\r\n\r\n"), b"", 0);
    }
    let piece = vec![b'{'; 1 << 20];
    let mut chunk = format!("{:x}\r\n", piece.len()).into_bytes();
    chunk.extend(&piece);
    chunk.extend(b"\r\n");
    for _ in 0..3 {
        refused(&format!("{HEAD}Content-Length: {}\r\n\r\n", 1_u64 << 30), &piece, sent());
        refused(&chunked, &chunk, sent());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_traffic_does_no_harm() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let shop = listener.local_addr().unwrap();
    let options = Options { notify_url: format!("http://{shop}/notify"), ..Options::default() };
    let sandbox = Sandbox::start(options).await.unwrap();
    let env = sandbox.env();
    let settings = Settings::from_variables(env, |path| std::fs::read(path)).unwrap();
    let app = App::new(QqWxPay::new(&settings).unwrap()).unwrap();
    let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });

    let before = memory();
    tokio::task::spawn_blocking(move || attack(shop)).await.unwrap();
    if let (Some(before), Some(after)) = (before, memory()) {
        assert!(after < before + 64, "{before} MiB before, {after} MiB after");
    }

    let request = OrderRequest::new("HOSTILE-genuine", "Blue mug", 1999, "203.0.113.7");
    app.store().insert(request.clone());
    let pay = QqWxPay::new(&settings).unwrap();
    let placed = pay.place_order(&request).await.and_then(Placement::placed).unwrap();
    sandbox.pay(&placed.h5_url).await.unwrap();
    let is_open = || app.store().find("HOSTILE-genuine").unwrap().state == OrderState::Open;
    for _ in 0..3000 {
        if !is_open() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(app.store().find("HOSTILE-genuine").unwrap().state, OrderState::Paid);
}
