//! The reader at every size of pieces, cut and changed everywhere.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::download::{Download, MAXIMUM_BILL_BYTES, Version};
use super::reader::BillReader;
use super::row::BillRow;
use crate::crypto::digest::Sha1Digest;
use crate::error::{Error, Result};
use crate::http::Headers;
use crate::model::{FinishedBill, FundDirection, FundFlowRow, TradeBillRow};

pub(super) const HEADER: &str = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
const PAYMENT: &str = "`2026-06-08 10:00:01,`wx2421b1c4370ec43b,`1900007291,`0,`,`4200000001,`T20260608001,`oUpF8uMEb4qRXf22hE3X68TekukE,`MWEB,`SUCCESS,`OTHERS,`CNY,`19.99,`0.00,`0,`0,`0.00,`0.00,`,`,`mug, \"blue\", 'new',`a,b`c,\",`0.12000,`0.60%,`19.99,`0.00,`";
const REFUND: &str = "`2026-06-08 11:00:01,`wx2421b1c4370ec43b,`1900007291,`0,`,`4200000001,`T20260608001,`oUpF8uMEb4qRXf22hE3X68TekukE,`MWEB,`REFUND,`OTHERS,`CNY,`0.00,`0.00,`50000001,`R20260608001,`5.00,`0.00,`ORIGINAL,`PROCESSING,`mug,`,`-0.03000,`0.60%,`0.00,`5.00,`";
const TOTALS: &str =
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";

fn trade_bill() -> String {
    format!(
        "{HEADER}\r\n{PAYMENT}\r\n{REFUND}\r\n{TOTALS}\r\n`2,`19.99,`5.00,`0.00,`0.09000,`19.99,`5.00\r\n"
    )
}

pub(super) fn sha1(content: &[u8]) -> String {
    let mut digest = Sha1Digest::default();
    digest.update(content);
    digest.hex()
}

pub(super) fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

pub(super) fn reader<R: BillRow>(digest: Option<&str>) -> BillReader<R> {
    let version = if digest.is_some() { Version::V3 } else { Version::V2 };
    let digest = digest.map(str::to_owned);
    BillReader::new(
        Download { version, digest, maximum_bytes: MAXIMUM_BILL_BYTES, is_file: false },
        200,
        Headers::default(),
    )
}

/// All rows that come before the end, and the end.
pub(super) fn read<R: BillRow>(
    mut reader: BillReader<R>,
    body: &[u8],
    piece: usize,
) -> (Vec<R>, Result<FinishedBill<R::Summary>>) {
    let mut rows = Vec::new();
    for chunk in body.chunks(piece) {
        reader.feed(chunk);
        loop {
            match reader.next_row() {
                Ok(Some(row)) => rows.push(row.into_unproven()),
                Ok(None) => break,
                Err(error) => {
                    let again = reader.next_row().unwrap_err();
                    assert_eq!(again.code(), error.code(), "an error stays");
                    assert_eq!(reader.finish().unwrap_err().code(), error.code(), "an error stays");
                    return (rows, Err(error));
                }
            }
        }
    }
    (rows, reader.finish())
}

fn failure<T: std::fmt::Debug>(result: Result<T>) -> Error {
    result.unwrap_err()
}

#[test]
fn rows_and_totals_are_typed() {
    let bill = trade_bill();
    let (rows, end) = read::<TradeBillRow>(reader(Some(&sha1(bill.as_bytes()))), bill.as_bytes(), 4096);
    let end = end.unwrap();
    assert!(end.verified);
    assert_eq!((end.rows, end.bytes), (2, bill.len() as u64));
    let [payment, refund] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!(payment.out_trade_no.as_deref(), Some("T20260608001"));
    assert_eq!(payment.trade_state.as_ref().map(|state| state.as_str()), Some("SUCCESS"));
    assert_eq!(
        (payment.settlement_amount, payment.order_amount, payment.fee),
        (Some(1999), Some(1999), Some(12))
    );
    assert_eq!((&payment.sub_mchid, &payment.refund_id, &payment.out_refund_no), (&None, &None, &None));
    assert_eq!(payment.description.as_deref(), Some("mug, \"blue\", 'new'"));
    assert_eq!(payment.attach.as_deref(), Some("a,b`c,\""));
    assert_eq!((&payment.device_id, &payment.fee_rate_note), (&None, &None));
    assert_eq!(refund.out_refund_no.as_deref(), Some("R20260608001"));
    assert_eq!((refund.requested_refund_amount, refund.fee), (Some(500), Some(-3)));
    assert_eq!(
        (end.summary.count, end.summary.fee, end.summary.order_amount),
        (Some(2), Some(9), Some(1999))
    );
    let with_more =
        TradeBillRow { other: [("新的列".to_owned(), "MARKER".to_owned())].into(), ..payment.clone() };
    let shown = format!("{with_more:?}");
    assert!(shown.contains("新的列") && !shown.contains("oUpF8uM") && !shown.contains("MARKER"), "{shown}");
}

#[test]
fn every_size_of_pieces_gives_the_same() {
    let bill = trade_bill();
    let digest = sha1(bill.as_bytes());
    let packed = gzip(bill.as_bytes());
    let (whole, end) = read::<TradeBillRow>(reader(Some(&digest)), bill.as_bytes(), usize::MAX);
    let end = end.unwrap();
    for body in [bill.as_bytes(), &packed] {
        for piece in 1..=body.len() {
            let (rows, same) = read::<TradeBillRow>(reader(Some(&digest)), body, piece);
            assert_eq!(rows, whole, "pieces of {piece}");
            assert_eq!(same.unwrap(), end, "pieces of {piece}");
        }
    }
}

#[test]
fn every_cut_is_refused() {
    let bill = trade_bill();
    let digest = sha1(bill.as_bytes());
    let packed = gzip(bill.as_bytes());
    for end in 0..bill.len() {
        let code = failure(read::<TradeBillRow>(reader(Some(&digest)), &bill.as_bytes()[..end], 100).1);
        assert!(
            matches!(code.code(), "BILL_INCOMPLETE" | "BILL_UNREADABLE" | "BILL_DIGEST_WRONG"),
            "cut at {end}: {code}"
        );
    }
    for end in 0..packed.len() {
        let code = failure(read::<TradeBillRow>(reader(Some(&digest)), &packed[..end], 100).1);
        assert!(matches!(code.code(), "BILL_INCOMPLETE" | "BILL_GZIP_BROKEN"), "cut at {end}: {code}");
    }
}

#[test]
fn every_changed_byte_is_refused() {
    let bill = trade_bill();
    let digest = sha1(bill.as_bytes());
    let packed = gzip(bill.as_bytes());
    for place in 0..bill.len() {
        for bit in [0x01, 0x20, 0x80] {
            let mut changed = bill.clone().into_bytes();
            changed[place] ^= bit;
            let error = failure(read::<TradeBillRow>(reader(Some(&digest)), &changed, 500).1);
            assert!(
                error.code().starts_with("BILL_") || error.code() == "UNEXPECTED_REPLY",
                "{place}: {error}"
            );
        }
    }
    for place in 0..packed.len() {
        let mut changed = packed.clone();
        changed[place] ^= 0x01;
        let (_, end) = read::<TradeBillRow>(reader(Some(&digest)), &changed, 500);
        // Time, system and flags of the gzip header say nothing about the file.
        match end {
            Ok(end) => assert!(place < 10 && end.verified, "changed at {place}"),
            Err(error) => assert!(error.code().starts_with("BILL_"), "{place}: {error}"),
        }
    }
}

#[test]
fn a_changed_amount_is_found_out_at_the_end() {
    let bill = trade_bill();
    let changed = bill.replace("`19.99,`0.00,`0,`0", "`99.99,`0.00,`0,`0");
    let (rows, end) = read::<TradeBillRow>(reader(Some(&sha1(bill.as_bytes()))), changed.as_bytes(), 64);
    assert_eq!(rows[0].settlement_amount, Some(9999), "which is why rows are called unverified");
    let error = failure(end);
    assert_eq!(
        (error.code(), error.kind().name(), error.retry().name()),
        ("BILL_DIGEST_WRONG", "signature", "same_request")
    );
    assert!(error.remedy().unwrap().en.contains("Throw away"));
}

#[test]
fn a_v2_bill_has_no_proof_and_says_so() {
    let bill = format!("\u{FEFF}{}", trade_bill());
    for body in [bill.clone().into_bytes(), gzip(bill.as_bytes())] {
        let (rows, end) = read::<TradeBillRow>(reader(None), &body, 7);
        assert_eq!(rows.len(), 2);
        assert!(!end.unwrap().verified);
    }
}

#[test]
fn a_digest_may_be_written_in_capitals_but_must_be_right() {
    let bill = trade_bill();
    let digest = sha1(bill.as_bytes());
    assert!(
        read::<TradeBillRow>(reader(Some(&digest.to_uppercase())), bill.as_bytes(), 99).1.unwrap().verified
    );
    let packed = gzip(bill.as_bytes());
    for wrong in [sha1(&packed), "0".repeat(40), digest[1..].to_owned()] {
        let end = read::<TradeBillRow>(reader(Some(&wrong)), &packed, 99).1;
        assert_eq!(failure(end).code(), "BILL_DIGEST_WRONG", "{wrong}");
    }
}

#[test]
fn fund_flow_bills() {
    for brackets in [("(", ")"), ("（", "）")] {
        let (open, close) = brackets;
        let bill = format!(
            "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额{open}元{close},账户结余{open}元{close},资金变更提交申请人,备注,业务凭证号\n\
             `2026-06-08 04:21:23,`50000305742018020103387128253,`1900009231201802015884652186,`退款,`退款,`支出,`0.02,`-0.17,`system,`缺货, \"x\",`REF4200000068201801293084726067\n\
             \n\
             资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额\n\n`1.0,`0.0,`0.00,`1.0,`0.02"
        );
        let (rows, end) = read::<FundFlowRow>(reader(Some(&sha1(bill.as_bytes()))), bill.as_bytes(), 5);
        let summary = end.unwrap().summary;
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].amount, rows[0].balance), (Some(2), Some(-17)));
        assert_eq!(rows[0].direction, Some(FundDirection::Expense));
        assert_eq!(rows[0].note.as_deref(), Some("缺货, \"x\""));
        assert_eq!(
            (summary.count, summary.income_amount, summary.expense_count),
            (Some(1), Some(0), Some(1))
        );
        let wrong_kind = read::<TradeBillRow>(reader(None), bill.as_bytes(), 5).1;
        assert_eq!(failure(wrong_kind).code(), "BILL_UNREADABLE");
    }
}

#[test]
fn a_bomb_is_stopped_and_does_not_fill_the_memory() {
    let line = format!("{PAYMENT}\n");
    let mut bill = format!("{HEADER}\n");
    for _ in 0..20_000 {
        bill.push_str(&line);
    }
    let packed = gzip(bill.as_bytes());
    assert!(packed.len() * 50 < bill.len(), "it swells");
    let mut reader = reader::<TradeBillRow>(None).with_maximum_bytes(1_000_000);
    reader.feed(&packed);
    let mut rows = 0;
    let error = loop {
        match reader.next_row() {
            Ok(Some(_)) => rows += 1,
            Ok(None) => panic!("the limit was passed over"),
            Err(error) => break error,
        }
    };
    assert_eq!(error.code(), "BILL_TOO_LARGE");
    assert!(rows > 1_000 && rows * line.len() <= 1_000_000, "{rows}");

    let zeros = gzip(&vec![b'0'; 50_000_000]);
    let (_, end) = read::<TradeBillRow>(super::reader_tests::reader(None), &zeros, 1 << 16);
    assert_eq!(failure(end).code(), "BILL_TOO_LARGE");
}

#[test]
fn gzip_members_join_and_nothing_else_may_follow() {
    let bill = trade_bill();
    let digest = sha1(bill.as_bytes());
    let (first, second) = bill.as_bytes().split_at(700);
    let joined = [gzip(first), gzip(second)].concat();
    let packed = gzip(bill.as_bytes());
    for piece in [1, 3, 1000] {
        let (rows, end) = read::<TradeBillRow>(reader(Some(&digest)), &joined, piece);
        assert_eq!((rows.len(), end.unwrap().verified), (2, true));
        for rubbish in
            [&b"\0"[..], b"\x1f", b"\x1f\x8b", b"\x1f\x8b\x08\0\0\0\0\0\0\0", b"more", &packed[..50]]
        {
            let body = [&packed, rubbish].concat();
            let error = failure(read::<TradeBillRow>(reader(Some(&digest)), &body, piece).1);
            assert_eq!(error.code(), "BILL_GZIP_BROKEN", "{rubbish:?} in pieces of {piece}");
        }
        let twice = [packed.clone(), packed.clone()].concat();
        let error = failure(read::<TradeBillRow>(reader(Some(&digest)), &twice, piece).1);
        assert_eq!(error.code(), "BILL_UNREADABLE");
    }
    let many = [packed.clone(), gzip(b"").repeat(2_000)].concat();
    assert_eq!(failure(read::<TradeBillRow>(reader(Some(&digest)), &many, 999).1).code(), "BILL_GZIP_BROKEN");
}

#[test]
fn refusals_are_no_bills() {
    let json = br#"{"code":"STATEMENT_CREATING","message":"x"}"#;
    let v3 = |status, body: &[u8]| {
        let download = Download {
            version: Version::V3,
            digest: Some("0".repeat(40)),
            maximum_bytes: 1000,
            is_file: false,
        };
        failure(read::<TradeBillRow>(BillReader::new(download, status, Headers::default()), body, 10).1)
    };
    let v2 = |body: &[u8]| failure(read::<TradeBillRow>(reader(None), body, 10).1);
    let told = |error: Error| (error.code().to_owned(), error.retry().name());
    assert_eq!(told(v3(400, json)), ("STATEMENT_CREATING".to_owned(), "same_request"));
    assert_eq!(
        told(v3(400, br#"{"code":"NO_STATEMENT_EXIST"}"#)),
        ("NO_STATEMENT_EXIST".to_owned(), "never")
    );
    assert_eq!(told(v3(500, br#"{"code":"WHO_KNOWS"}"#)), ("WHO_KNOWS".to_owned(), "same_request"));
    assert_eq!(told(v3(200, json)), ("STATEMENT_CREATING".to_owned(), "same_request"));
    for (status, body, retry) in [
        (502, &b"<html>"[..], "same_request"),
        (200, b"<html>", "same_request"),
        (302, b"", "never"),
        (403, &[b'x'; 100_000], "never"),
    ] {
        assert_eq!(told(v3(status, body)), ("UNEXPECTED_REPLY".to_owned(), retry), "{status}");
    }
    assert_eq!(told(v3(429, b"")), ("TOO_MANY_REQUESTS".to_owned(), "same_request"));
    for empty in [&b""[..], b"\xEF", b"\xEF\xBB\xBF"] {
        assert_eq!(told(v3(200, empty)), ("BILL_INCOMPLETE".to_owned(), "same_request"));
    }
    let xml = |message: &str| {
        format!(
            "<xml><return_code><![CDATA[FAIL]]></return_code>\n<return_msg><![CDATA[{message}]]></return_msg>\n<error_code><![CDATA[20002]]></error_code></xml>"
        )
    };
    let error = v2(xml("No Bill Exist").as_bytes());
    assert_eq!(told(error.clone()), ("20002".to_owned(), "never"));
    assert!(error.is(&crate::error::wechat_codes::NO_STATEMENT_EXIST));
    assert_eq!(v2(xml("Bill Creating").as_bytes()).retry().name(), "same_request");
    assert!(v2(xml("sign error").as_bytes()).is(&crate::error::wechat_codes::SIGN_ERROR));
    let error = v2(xml("invalid bill_date").as_bytes());
    assert_eq!((error.code(), error.detail(), error.retry().name()), ("20002", "invalid bill_date", "never"));
    assert_eq!(v2(b"<xml><return_code>SUCCESS</return_code></xml>").code(), "UNEXPECTED_REPLY");
    assert_eq!(v2(b"<!DOCTYPE xml><xml></xml>").code(), "UNEXPECTED_REPLY");
    assert_eq!(v2(br#"{"code":"X"}"#).code(), "UNEXPECTED_REPLY");
}
