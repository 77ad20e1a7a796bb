//! V3 bills: links, files, and why there is none.

use qq_wxpay_sandbox::{Fault, FaultEndpoint, FaultKind};
use reqwest::Method;
use rsa_sha1::{Digest as _, Sha1};
use serde_json::{Value, json};

use crate::client::{Merchant, answer, now};

/// Midnight in Beijing of the day after, and half past ten.
const DAY: i64 = 24 * 3600;
const HALF_PAST_TEN: i64 = 10 * 3600 + 1800;

/// A merchant whose sandbox stands at noon of some day, with that day in both forms, and the seconds it was moved.
struct Noon {
    merchant: Merchant,
    moved: i64,
}

impl Noon {
    async fn start() -> Self {
        let merchant = Merchant::start().await;
        let beijing = now() + 8 * 3600;
        let moved = DAY - beijing % DAY + DAY / 2;
        merchant.sandbox.advance_clock(moved);
        Self { merchant, moved }
    }

    fn advance(&mut self, seconds: i64) {
        self.merchant.sandbox.advance_clock(seconds);
        self.moved += seconds;
    }

    /// The day that is so many days from the sandbox's own.
    fn day(&self, offset: i64) -> String {
        let time = time::OffsetDateTime::from_unix_timestamp(now() + self.moved + 8 * 3600 + offset * DAY);
        time.unwrap().date().to_string()
    }

    async fn get(&self, target: &str) -> reqwest::Response {
        let mut signed = self.merchant.signed(Method::GET, target, "");
        signed.timestamp += self.moved;
        self.merchant.request(&signed).send().await.unwrap()
    }

    async fn refused(&self, target: &str) -> (u16, String) {
        let mut signed = self.merchant.signed(Method::GET, target, "");
        signed.timestamp += self.moved;
        let (status, reply) = answer(self.merchant.request(&signed)).await;
        (status, reply["code"].as_str().unwrap_or_default().to_owned())
    }

    /// The link, and the path and query of its file.
    async fn link(&self, target: &str) -> (Value, String) {
        let response = self.get(target).await;
        let headers = response.headers().clone();
        let text = response.text().await.unwrap();
        assert!(self.merchant.verifies(&headers, text.as_bytes()), "{text}");
        let link: Value = serde_json::from_str(&text).unwrap();
        let file = link["download_url"].as_str().unwrap().replace(&self.merchant.sandbox.base_url(), "");
        (link, file)
    }

    async fn file(&self, target: &str) -> (Value, Vec<u8>) {
        let (link, file) = self.link(target).await;
        let response = self.get(&file).await;
        assert_eq!(response.status(), 200);
        assert!(response.headers().get("wechatpay-signature").is_none());
        (link, response.bytes().await.unwrap().to_vec())
    }
}

fn sha1(bytes: &[u8]) -> String {
    Sha1::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The sandbox at half past ten after a day with one payment of 12.34 and one refund of 5.00 yuan.
async fn after_a_day() -> Noon {
    let mut noon = Noon::start().await;
    let mut body = noon.merchant.direct_body("BILL-0001");
    body["attach"] = json!("a, \"b\"");
    body["notify_url"] = json!("https://pay.example.com/n");
    for (path, body) in [
        ("/v3/pay/transactions/h5", body),
        (
            "/v3/refund/domestic/refunds",
            json!({"out_trade_no": "BILL-0001", "out_refund_no": "BILL-R1",
                "amount": {"refund": 500, "total": 1234, "currency": "CNY"}}),
        ),
    ] {
        let mut signed = noon.merchant.signed(Method::POST, path, &body.to_string());
        signed.timestamp += noon.moved;
        let (status, reply) = answer(noon.merchant.request(&signed)).await;
        assert_eq!(status, 200, "{reply}");
        if let Some(link) = reply["h5_url"].as_str() {
            noon.merchant.sandbox.pay(link).await.unwrap();
        }
    }
    // The refund comes to its end on the same day.
    noon.advance(10);
    noon.advance(DAY / 2 + HALF_PAST_TEN);
    noon
}

#[tokio::test]
async fn trade_bills_list_payments_and_refunds() {
    let noon = after_a_day().await;
    let day = noon.day(-1);
    let target = format!("/v3/bill/tradebill?bill_date={day}");
    let (link, file) = noon.file(&target).await;
    assert_eq!((&link["hash_type"], link["hash_value"].as_str().unwrap()), (&json!("SHA1"), &*sha1(&file)));
    let text = String::from_utf8(file.clone()).unwrap();
    let lines: Vec<_> = text.split("\r\n").collect();
    assert_eq!(lines.len(), 6, "header, two rows, two lines of totals, and the end: {text}");
    let columns = lines[0].split(',').count();
    assert!(lines[1..3].iter().all(|row| row.starts_with('`') && row.split(",`").count() == columns));
    assert!(
        lines[1].contains(",`BILL-0001,`") && lines[1].contains(",`a, \"b\",`0.07000,`0.60%,`12.34,`0.00,`")
    );
    assert!(
        lines[2].contains(",`REFUND,`") && lines[2].contains(",`BILL-R1,`5.00,`0.00,`ORIGINAL,`SUCCESS,`")
    );
    assert_eq!(lines[4], "`2,`12.34,`5.00,`0.00,`0.04000,`12.34,`5.00");

    for (kind, rows, has_refunds) in [("SUCCESS", 1, false), ("REFUND", 1, true)] {
        let (link, file) = noon.file(&format!("{target}&bill_type={kind}")).await;
        assert_eq!(link["hash_value"].as_str().unwrap(), sha1(&file));
        let text = String::from_utf8(file).unwrap();
        assert_eq!(text.matches("BILL-0001").count(), rows);
        assert_eq!(text.contains("退款成功时间"), has_refunds);
    }
    let (link, packed) = noon.file(&format!("{target}&tar_type=GZIP")).await;
    assert_eq!(packed[..2], [0x1F, 0x8B]);
    assert_eq!(link["hash_value"].as_str().unwrap(), sha1(&file), "the digest is of the unpacked file");
}

#[tokio::test]
async fn fund_flow_bills_list_movements_and_the_balance() {
    let noon = after_a_day().await;
    let target = format!("/v3/bill/fundflowbill?bill_date={}", noon.day(-1));
    let (link, file) = noon.file(&target).await;
    assert_eq!(link["hash_value"].as_str().unwrap(), sha1(&file));
    let text = String::from_utf8(file).unwrap();
    let lines: Vec<_> = text.split("\r\n").collect();
    // 12.34 in, 0.07 fee out, 5.00 refund out, 0.03 fee back.
    for (line, part) in [
        (1, "收入,`12.34,`12.34"),
        (2, "支出,`0.07,`12.27"),
        (3, "支出,`5.00,`7.27"),
        (4, "收入,`0.03,`7.30"),
    ] {
        assert!(lines[line].contains(part), "{text}");
    }
    assert_eq!(lines[6], "`4,`2,`12.37,`2,`5.07");
    for account in ["FEES", "OPERATION"] {
        let refused = noon.refused(&format!("{target}&account_type={account}")).await;
        assert_eq!(refused, (400, "NO_STATEMENT_EXIST".to_owned()));
    }
}

#[tokio::test]
async fn there_is_no_bill_before_its_time_nor_without_transactions() {
    let mut noon = after_a_day().await;
    for (offset, code) in [
        (-2, "NO_STATEMENT_EXIST"),
        (0, "STATEMENT_CREATING"),
        (1, "NO_STATEMENT_EXIST"),
        (-100, "NO_STATEMENT_EXIST"),
    ] {
        for path in ["tradebill", "fundflowbill"] {
            let target = format!("/v3/bill/{path}?bill_date={}", noon.day(offset));
            assert_eq!(noon.refused(&target).await, (400, code.to_owned()), "{offset}");
        }
    }
    noon.advance(-3600);
    let target = format!("/v3/bill/tradebill?bill_date={}", noon.day(-1));
    assert_eq!(noon.refused(&target).await, (400, "STATEMENT_CREATING".to_owned()), "half past nine");
    noon.advance(3600);
    let sub = format!("{target}&sub_mchid={}", noon.merchant.identity().sub_mchids[0]);
    assert_eq!(noon.refused(&sub).await, (400, "NO_STATEMENT_EXIST".to_owned()));
    assert_eq!(noon.refused(&format!("{target}&sub_mchid=1999999999")).await, (403, "NO_AUTH".to_owned()));
}

#[tokio::test]
async fn wrong_parameters_and_signatures_are_refused() {
    let noon = after_a_day().await;
    let day = noon.day(-1);
    for query in [
        String::new(),
        format!("?bill_date={}", day.replace('-', "")),
        "?bill_date=2026-02-30".to_owned(),
        format!("?bill_date={day}&bill_type=RECHARGE_REFUND&account_type=ALL"),
        format!("?bill_date={day}&tar_type=ZIP"),
    ] {
        for path in ["tradebill", "fundflowbill"] {
            let refused = noon.refused(&format!("/v3/bill/{path}{query}")).await;
            assert_eq!(refused, (400, "PARAM_ERROR".to_owned()), "{path}{query}");
        }
    }
    // A timestamp of another day: the sandbox's clock was moved, this one was not.
    let target = format!("/v3/bill/tradebill?bill_date={day}");
    for target in [&target, "/v3/billdownload/file?token=x"] {
        let signed = noon.merchant.signed(Method::GET, target, "");
        assert_eq!(answer(noon.merchant.request(&signed)).await.0, 401);
    }
}

#[tokio::test]
async fn a_link_opens_its_file_for_thirty_seconds() {
    let mut noon = after_a_day().await;
    let (_, file) = noon.link(&format!("/v3/bill/tradebill?bill_date={}", noon.day(-1))).await;
    assert_eq!(noon.get(&file).await.status(), 200);
    for other in [format!("{file}x"), "/v3/billdownload/file".to_owned()] {
        assert_eq!(noon.refused(&other).await, (400, "PARAM_ERROR".to_owned()));
    }
    noon.advance(30);
    assert_eq!(noon.refused(&file).await, (400, "PARAM_ERROR".to_owned()));
    let events = noon.merchant.sandbox.events();
    assert!(events.iter().all(|event| !event.summary.contains("token=")), "a token is a key to the bill");
}

#[tokio::test]
async fn files_can_arrive_changed_or_cut() {
    let noon = after_a_day().await;
    let target = format!("/v3/bill/tradebill?bill_date={}", noon.day(-1));
    let (link, file) = noon.link(&target).await;
    let whole = noon.get(&file).await.bytes().await.unwrap();
    for kind in [FaultKind::FlippedByte, FaultKind::TruncatedBody] {
        noon.merchant.sandbox.add_fault(Fault { endpoint: FaultEndpoint::BillFile, kind, times: 1 });
        let spoiled = noon.get(&file).await.bytes().await.unwrap();
        assert_ne!(link["hash_value"].as_str().unwrap(), sha1(&spoiled));
        if kind == FaultKind::FlippedByte {
            let changed = whole.iter().zip(&spoiled).filter(|(a, b)| a != b).count();
            assert_eq!((whole.len(), changed), (spoiled.len(), 1));
        }
    }
    noon.merchant.sandbox.add_fault(Fault {
        endpoint: FaultEndpoint::BillFile,
        kind: FaultKind::DropMidReply,
        times: 1,
    });
    assert!(noon.get(&file).await.bytes().await.is_err());
    assert_eq!(noon.get(&file).await.bytes().await.unwrap(), whole);
}
