//! A large bill is read in little memory. One test only, because it measures the memory of its process.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure
#![cfg(target_os = "linux")] // memory is read from /proc

use qq_wxpay::QqWxPay;
use qq_wxpay::model::TradeBillRequest;
use qq_wxpay_tests::bill_server::{Bill, BillServer};
use qq_wxpay_tests::with;

const ROWS: u64 = 100_000;
const GROWTH_KIB: u64 = 8 << 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_thousand_rows_do_not_fill_the_memory() {
    // What is made once and kept: threads, keys, TLS roots, buffers.
    let (rows, code) = download(Bill::of(2_000)).await;
    assert_eq!((rows, code.as_str()), (2_000, "verified"));
    let before = peak();

    for gzip in [false, true] {
        let (rows, code) = download(Bill { gzip, ..Bill::of(ROWS) }).await;
        assert_eq!((rows, code.as_str()), (ROWS, "verified"));
        let growth = peak() - before;
        println!("gzip {gzip}: the peak grew by {growth} KiB");
        assert!(growth < GROWTH_KIB, "{growth} KiB");
    }

    // A digit of a text far inside: every row is readable, and only the end tells.
    let flipped = Bill { flipped: Some(Bill::place_in(ROWS / 2)), ..Bill::of(ROWS) };
    assert_eq!(download(flipped).await, (ROWS, "BILL_DIGEST_WRONG".to_owned()));
    assert!(peak() - before < GROWTH_KIB);
}

async fn download(bill: Bill) -> (u64, String) {
    let server = BillServer::of_bill(bill);
    let pay = QqWxPay::new(&server.settings()).unwrap();
    let request = with(TradeBillRequest::new("2026-06-08"), |request| request.gzip = bill.gzip);
    let mut stream = pay.trade_bill(&request).await.unwrap();
    let (mut rows, mut sum) = (0, 0);
    loop {
        match stream.next_row().await {
            Ok(Some(row)) => {
                rows += 1;
                sum += row.unproven().order_amount.unwrap();
            }
            Ok(None) => break,
            Err(error) => return (rows, error.code().to_owned()),
        }
    }
    let finished = stream.finished().unwrap();
    assert_eq!((finished.rows, finished.summary.order_amount), (rows, Some(sum)));
    assert!(finished.bytes > rows * 295 && finished.verified);
    (rows, "verified".to_owned())
}

/// The largest memory of this process so far, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
