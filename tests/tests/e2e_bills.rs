//! The client and bills: from the question to the proof, and everything that goes wrong between.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use qq_wxpay::client::{BillLimits, BillStream};
use qq_wxpay::error::{sdk_codes, wechat_codes};
use qq_wxpay::model::{
    FundFlowBillRequest, TradeBillRequest, TradeBillRow, TradeBillType, V2TradeBillRequest,
};
use qq_wxpay::retry::RetryPolicy;
use qq_wxpay::{Error, QqWxPay, Result};
use qq_wxpay_tests::bill_server::{Bill, BillServer, link_reply, reply};
use qq_wxpay_tests::shop::PATIENCE;
use qq_wxpay_tests::with;

const WECHAT: &str = "https://api.mch.weixin.qq.com";
const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";

fn client(server: &BillServer) -> QqWxPay {
    client_with(server, BillLimits::default())
}

fn client_with(server: &BillServer, limits: BillLimits) -> QqWxPay {
    let retry = with(RetryPolicy::default(), |retry| {
        retry.first_pause = Duration::from_millis(5);
        retry.attempt_timeout = Duration::from_secs(20); // on a busy machine, too, none of them is repeated for it
    });
    let config = server.settings().build().unwrap();
    QqWxPay::builder(config).retry(retry).bill_limits(limits).build().unwrap()
}

fn day() -> TradeBillRequest {
    TradeBillRequest::new("2026-06-08")
}

/// How many rows came, and what the end was.
async fn read(stream: Result<BillStream<TradeBillRow>>) -> (u64, Result<bool>) {
    let mut stream = match stream {
        Ok(stream) => stream,
        Err(error) => return (0, Err(error)),
    };
    let mut rows = 0;
    loop {
        match stream.next_row().await {
            Ok(Some(_)) => rows += 1,
            Ok(None) => return (rows, Ok(stream.finished().unwrap().verified)),
            Err(error) => {
                assert!(stream.finished().is_none(), "no proof after an error");
                let again = stream.next_row().await.unwrap_err();
                assert_eq!(again.code(), error.code(), "an error stays");
                return (rows, Err(error));
            }
        }
    }
}

async fn failure(stream: Result<BillStream<TradeBillRow>>) -> Error {
    read(stream).await.1.unwrap_err()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bill_from_the_question_to_the_proof() {
    for gzip in [false, true] {
        let server = BillServer::of_bill(Bill { gzip, ..Bill::of(3_000) });
        let pay = client(&server);
        let request = with(day(), |bill| {
            bill.gzip = gzip;
            bill.bill_type = TradeBillType::Success;
            bill.sub_mchid = Some("1900000109".to_owned());
        });
        let mut stream = pay.trade_bill(&request).await.unwrap();
        assert!(stream.finished().is_none());
        // On a task of its own: the stream may move between threads.
        let (rows, stream) = tokio::spawn(async move {
            let mut rows = Vec::new();
            while let Some(row) = stream.next_row().await.unwrap() {
                rows.push(row.into_unproven().out_trade_no.unwrap());
            }
            assert!(stream.next_row().await.unwrap().is_none());
            (rows, stream)
        })
        .await
        .unwrap();
        let expected: Vec<_> = (0..3_000).map(|number| format!("T20260608{number:010}")).collect();
        assert_eq!(rows, expected);
        let finished = stream.finished().unwrap();
        assert!(finished.verified);
        assert_eq!((finished.rows, finished.summary.count), (3_000, Some(3_000)));
        assert_eq!(finished.summary.order_amount, Some(3_000 * 1999));

        let seen = server.seen();
        assert_eq!(seen.len(), 2);
        let packed = if gzip { "&tar_type=GZIP" } else { "" };
        let question =
            format!("/v3/bill/tradebill?bill_date=2026-06-08&bill_type=SUCCESS&sub_mchid=1900000109{packed}");
        assert_eq!(seen[0].target, question);
        // Sent to the configured address, whatever host the link names, and unchanged.
        assert_eq!(seen[1].target, "/v3/billdownload/file?token=a-B_c.d~e&x=%2Fy");
        assert!(seen[1].header("authorization").unwrap().starts_with("WECHATPAY2-SHA256-RSA2048 mchid="));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fund_flow_bill() {
    let bill = "记账时间,收支类型,收支金额(元)\r\n`2026-06-08 10:00:01,`收入,`19.99\r\n资金流水总笔数,收入金额\r\n`1,`19.99\r\n";
    let digest = qq_wxpay_tests::bill_server::sha1_hex(bill.as_bytes());
    let server = BillServer::start(move |request, out| {
        if request.target.starts_with("/v3/bill/") {
            return out.write_all(&link_reply(&digest, WECHAT));
        }
        out.write_all(&reply("200 OK", "", bill))
    });
    let stream = client(&server).fund_flow_bill(&FundFlowBillRequest::new("2026-06-08")).await.unwrap();
    let mut sum = 0;
    let take = |row: qq_wxpay::bill::Unverified<qq_wxpay::model::FundFlowRow>| {
        sum += row.unproven().amount.unwrap();
        Ok(())
    };
    let finished = stream.for_each(take).await.unwrap();
    assert_eq!((sum, finished.summary.income_amount, finished.verified), (1999, Some(1999), true));
    assert_eq!(server.seen()[0].target, "/v3/bill/fundflowbill?bill_date=2026-06-08&account_type=BASIC");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_or_cut_bill_is_refused() {
    let last = Bill::place_in(900);
    for gzip in [false, true] {
        let intact = Bill { gzip, ..Bill::of(1_000) };
        let place = if gzip { 5_000 } else { last };
        let server = BillServer::of_bill(Bill { flipped: Some(place), ..intact });
        let (rows, end) = read(client(&server).trade_bill(&day()).await).await;
        let code = end.unwrap_err().code().to_owned();
        if gzip {
            assert!(code.starts_with("BILL_"), "{code}");
        } else {
            assert_eq!((rows, code.as_str()), (1_000, "BILL_DIGEST_WRONG"));
        }
        let server = BillServer::of_bill(Bill { cut: Some(place), ..intact });
        let error = failure(client(&server).trade_bill(&day()).await).await;
        assert_eq!(error.code(), if gzip { "BILL_GZIP_BROKEN" } else { "BILL_INCOMPLETE" });
        assert_eq!(error.retry().name(), "same_request");
    }
    let server = BillServer::start(|request, out| {
        if request.target.starts_with("/v3/bill/") {
            return out.write_all(&link_reply(&"0".repeat(40), WECHAT));
        }
        out.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")?;
        Bill::of(500).send(out)
    });
    let (rows, end) = read(client(&server).trade_bill(&day()).await).await;
    let error = end.unwrap_err();
    assert_eq!((rows, error.code(), error.retry().name()), (500, "CONNECTION_LOST", "same_request"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bill_in_the_making_is_asked_for_again_and_a_missing_one_is_not() {
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    let bill = Bill::of(1);
    let digest = bill.digest();
    let server = BillServer::start(move |request, out| {
        if !request.target.starts_with("/v3/bill/") {
            out.write_all(HEAD)?;
            return bill.send(out);
        }
        if count.fetch_add(1, Ordering::SeqCst) == 0 {
            let body = r#"{"code":"STATEMENT_CREATING","message":"账单生成中"}"#;
            return out.write_all(&reply("400 Bad Request", "", body));
        }
        out.write_all(&link_reply(&digest, WECHAT))
    });
    assert!(read(client(&server).trade_bill(&day()).await).await.1.unwrap());
    assert_eq!(asked.load(Ordering::SeqCst), 2);

    let body = r#"{"code":"NO_STATEMENT_EXIST","message":"请求的账单文件不存在"}"#;
    let server = BillServer::start(move |_, out| out.write_all(&reply("400 Bad Request", "", body)));
    let error = failure(client(&server).trade_bill(&day()).await).await;
    assert!(error.is(&wechat_codes::NO_STATEMENT_EXIST), "{error}");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_does_not_open_is_replaced() {
    let opened = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&opened);
    let bill = Bill::of(2);
    let digest = bill.digest();
    let server = BillServer::start(move |request, out| {
        if request.target.starts_with("/v3/bill/") {
            return out.write_all(&link_reply(&digest, WECHAT));
        }
        match count.fetch_add(1, Ordering::SeqCst) {
            0 => out.write_all(&reply("502 Bad Gateway", "", "<html>")),
            1 => Ok(()), // the connection ends without a word
            _ => out.write_all(HEAD).and_then(|()| bill.send(out)),
        }
    });
    let (rows, end) = read(client(&server).trade_bill(&day()).await).await;
    assert_eq!((rows, end.unwrap()), (2, true));
    let targets: Vec<_> =
        server.seen().iter().map(|request| request.target.starts_with("/v3/bill/")).collect();
    assert_eq!(targets, [true, false, true, false, true, false], "each attempt has a new link");
}

#[tokio::test(flavor = "multi_thread")]
async fn links_are_believed_only_when_signed_and_at_wechat_pay() {
    for (origin, code) in [("https://evil.example.com", "BILL_LINK_REFUSED"), (WECHAT, "REPLY_UNSIGNED")] {
        let server = BillServer::start(move |_, out| {
            let whole = link_reply(&"0".repeat(40), origin);
            if origin != WECHAT {
                return out.write_all(&whole);
            }
            let body = String::from_utf8(whole).unwrap().split_once("\r\n\r\n").unwrap().1.to_owned();
            out.write_all(&reply("200 OK", "", &body))
        });
        let error = failure(client(&server).trade_bill(&day()).await).await;
        assert_eq!(error.code(), code);
        assert!(!error.to_string().contains("token="), "{error}");
        assert!(
            server.seen().iter().all(|request| request.target.starts_with("/v3/bill/")),
            "nothing is downloaded"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_that_stands_still_or_never_ends_is_given_up() {
    let slow = |pause: u64, pieces: u32| {
        BillServer::start(move |request, out| {
            if request.target.starts_with("/v3/bill/") {
                return out.write_all(&link_reply(&"0".repeat(40), WECHAT));
            }
            out.write_all(HEAD)?;
            out.write_all(format!("{}\r\n", qq_wxpay_tests::bill_server::TRADE_HEADER).as_bytes())?;
            for _ in 0..pieces {
                std::thread::sleep(Duration::from_millis(pause));
                out.write_all(b"\r\n")?;
            }
            Ok(())
        })
    };
    let limits = |between: u64, total: u64| {
        with(BillLimits::default(), |limits| {
            limits.between_chunks = Duration::from_millis(between);
            limits.total = Duration::from_millis(total);
        })
    };
    for (server, limits) in
        [(slow(600_000, 1), limits(300, 600_000)), (slow(100, 6_000), limits(600_000, 500))]
    {
        let begin = std::time::Instant::now();
        let error = failure(client_with(&server, limits).trade_bill(&day()).await).await;
        assert_eq!((error.code(), error.retry().name()), ("TIMED_OUT", "same_request"));
        assert!(begin.elapsed() < PATIENCE, "{:?}", begin.elapsed());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_time_of_whoever_takes_the_rows_does_not_count() {
    let server = BillServer::of_bill(Bill::of(50));
    let limits = with(BillLimits::default(), |limits| limits.total = Duration::from_secs(4));
    let mut stream = client_with(&server, limits).trade_bill(&day()).await.unwrap();
    stream.next_row().await.unwrap().unwrap();
    tokio::time::sleep(Duration::from_millis(4_100)).await;
    assert!(read(Ok(stream)).await.1.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_limit_of_bytes() {
    let server = BillServer::of_bill(Bill::of(1_000));
    let limits = with(BillLimits::default(), |limits| limits.maximum_bytes = 100_000);
    let (rows, end) = read(client_with(&server, limits).trade_bill(&day()).await).await;
    assert_eq!(end.unwrap_err().code(), "BILL_TOO_LARGE");
    assert!(rows < 1_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_of_the_callback_ends_the_download() {
    let server = BillServer::of_bill(Bill::of(100));
    let stream = client(&server).trade_bill(&day()).await.unwrap();
    let mut rows = 0;
    let take = |_| {
        rows += 1;
        if rows == 3 { Err(Error::sdk(&sdk_codes::CALL_ABANDONED)) } else { Ok(()) }
    };
    assert_eq!(stream.for_each(take).await.unwrap_err().code(), "CALL_ABANDONED");
    assert_eq!(rows, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn v2_bills_have_no_proof() {
    for gzip in [false, true] {
        let server = BillServer::start(move |_, out| {
            out.write_all(HEAD)?;
            Bill { gzip, ..Bill::of(20) }.send(out)
        });
        let request = with(V2TradeBillRequest::new("20260608"), |bill| bill.gzip = gzip);
        let (rows, end) = read(client(&server).v2_trade_bill(&request).await).await;
        assert_eq!((rows, end.unwrap()), (20, false));
        let seen = server.seen();
        assert_eq!((seen.len(), seen[0].target.as_str()), (1, "/pay/downloadbill"));
        assert!(seen[0].body.contains("<bill_date>20260608</bill_date><bill_type>ALL</bill_type>"));
        assert_eq!(seen[0].body.contains("<tar_type>GZIP</tar_type>"), gzip);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn v2_errors_come_in_place_of_the_bill() {
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    let xml = |words: &str| {
        let body = format!(
            "<xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[{words}]]></return_msg><error_code><![CDATA[20002]]></error_code></xml>"
        );
        reply("200 OK", "Content-Type: text/plain\r\n", &body)
    };
    let server = BillServer::start(move |_, out| match count.fetch_add(1, Ordering::SeqCst) {
        0 => out.write_all(&xml("Bill Creating")),
        1 => out.write_all(HEAD).and_then(|()| Bill::of(2).send(out)),
        _ => out.write_all(&xml("No Bill Exist")),
    });
    let request = V2TradeBillRequest::new("20260608");
    assert_eq!(read(client(&server).v2_trade_bill(&request).await).await.0, 2);
    let error = failure(client(&server).v2_trade_bill(&request).await).await;
    assert!(error.is(&wechat_codes::NO_STATEMENT_EXIST), "{error}");
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}
