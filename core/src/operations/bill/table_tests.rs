//! What lines may look like.

use super::reader_tests::{HEADER, gzip, read, reader};
use crate::error::Error;
use crate::model::TradeBillRow;

/// The end of a bill of so many rows.
fn end(rows: usize) -> String {
    format!("总交易单数\n`{rows}\n")
}

fn rows(bill: &str) -> Vec<TradeBillRow> {
    let (rows, end) = read::<TradeBillRow>(reader(None), bill.as_bytes(), 10);
    end.unwrap();
    rows
}

fn refused(bill: impl AsRef<[u8]>) -> Error {
    read::<TradeBillRow>(reader(None), bill.as_ref(), 1000).1.unwrap_err()
}

#[test]
fn a_bill_without_rows() {
    assert!(rows(&format!("{HEADER}\r\n{}", end(0))).is_empty());
    assert!(rows(&format!("\u{FEFF}{HEADER}\n{}\r\n\n", end(0))).is_empty());
}

#[test]
fn unknown_columns_are_kept_and_missing_ones_are_absent() {
    let rows = rows("商户订单号,新的列,订单金额\n`T1,`x,y,`1.00\n总交易单数,新合计\n`1,`z\n");
    let row = TradeBillRow {
        out_trade_no: Some("T1".to_owned()),
        order_amount: Some(100),
        other: [("新的列".to_owned(), "x,y".to_owned())].into(),
        ..TradeBillRow::default()
    };
    assert_eq!(rows, [row]);
    let (_, end) = read::<TradeBillRow>(reader(None), "商户订单号\n总交易单数,新合计\n`0,`z\n".as_bytes(), 3);
    let summary = end.unwrap().summary;
    assert_eq!((summary.count, summary.fee, summary.other["新合计"].as_str()), (Some(0), None, "z"));
}

#[test]
fn older_names_mean_the_same() {
    let rows = rows(
        "交易时间,子商户号,总金额,代金券或立减优惠金额,退款申请时间,代金券或立减优惠退款金额\n`2014-11-10,`1900000109,`0.01,`0.0,`2014-11-11,`0\n\
         总交易单数,总交易额,总退款金额,总代金券或立减优惠退款金额,手续费总金额\n`1,`0.01,`0.0,`0.0,`0\n",
    );
    let row = &rows[0];
    assert_eq!(row.sub_mchid.as_deref(), Some("1900000109"));
    assert_eq!(
        (row.settlement_amount, row.coupon_amount, row.coupon_refund_amount),
        (Some(1), Some(0), Some(0))
    );
    assert_eq!(row.refund_request_time.as_deref(), Some("2014-11-11"));
    assert!(row.other.is_empty(), "{row:?}");
}

#[test]
fn an_old_and_a_new_name_do_not_overwrite_each_other() {
    let rows = rows(&format!("应结订单金额,总金额\n`1.00,`2.00\n{}", end(1)));
    assert_eq!(rows[0].settlement_amount, Some(100));
    assert_eq!(rows[0].other["总金额"], "2.00");
}

#[test]
fn texts_may_hold_commas_quotes_backquotes_and_line_feeds() {
    let cells = ["a,b", "\"a\"", "a`b", "`a", "a,", "a\nb", "\n", "\n\n`b", "a, `b", "'\t"];
    for text in cells {
        let rows =
            rows(&format!("商品名称,商户数据包,订单金额\n`{text},`x,`1.00\n`y,`{text},`2.00\n{}", end(2)));
        let found: Vec<_> =
            rows.iter().map(|row| (row.description.as_deref(), row.attach.as_deref())).collect();
        assert_eq!(found, [(Some(text), Some("x")), (Some("y"), Some(text))], "{text:?}");
        assert_eq!((rows[0].order_amount, rows[1].order_amount), (Some(100), Some(200)));
    }
}

#[test]
fn a_text_that_looks_like_the_border_of_a_cell_is_refused_not_guessed() {
    let error = refused(format!("商品名称,订单金额\n`a,`b,`1.00\n{}", end(1)));
    assert_eq!((error.code(), error.detail()), ("BILL_UNREADABLE", "line 2: more cells than columns"));
}

#[test]
fn amounts_are_refused_with_column_and_line_but_without_the_value() {
    for value in ["1.001", "-1.00", "+1.00", "1,000.00", "MARKER", "1.0.0", " ", "99999999999999999999"] {
        let error = refused(format!("商户订单号,订单金额\n`T1,`1.00\n`T2,`{value}\n{}", end(2)));
        assert_eq!((error.code(), error.field()), ("BILL_UNREADABLE", Some("订单金额")), "{value}");
        assert_eq!(error.detail(), "line 3: not an amount or number");
        assert!(!error.to_string().contains("MARKER"));
    }
    let error = refused("商户订单号,订单金额\n总交易单数,订单总金额\n`1.5,`1.00\n");
    assert_eq!((error.code(), error.field()), ("BILL_UNREADABLE", Some("总交易单数")));
}

#[test]
fn other_lines_are_refused() {
    let table = [
        ("MARKER,x\n`1,`2\n", "line 1: no column of this kind of bill is named"),
        ("商户订单号,x,x\n", "line 1: two columns of the same name"),
        ("商户订单号\nT1\n", "line 2: no column of this kind of bill is named"),
        ("商户订单号\n总交易单数\n3\n", "line 3: totals without a backquote"),
        ("商户订单号\n总交易单数\n`3,`4\n", "line 3: another number of totals than named"),
        ("商户订单号\n总交易单数,手续费总金额\n`3\n", "line 3: another number of totals than named"),
        ("商户订单号\n总交易单数\n`3\n`T1\n", "line 4: something after the totals"),
        ("商户订单号\n总交易单数\n`3\nMARKER", "line 4: something after the totals"),
    ];
    for (bill, detail) in table {
        let error = refused(bill);
        assert_eq!((error.code(), error.detail()), ("BILL_UNREADABLE", detail), "{bill}");
    }
    assert_eq!(refused(b"\xE5\x95\n").detail(), "line 1: not UTF-8");
    assert_eq!(refused([HEADER.as_bytes(), b"\n`\xFF\n"].concat()).detail(), "line 2: not UTF-8");
    for incomplete in
        ["商户订单号", "商户订单号\n`T1\n", "商户订单号,订单金额\n`T1\n", "商户订单号\n总交易单数\n"]
    {
        assert_eq!(refused(incomplete).code(), "BILL_INCOMPLETE", "{incomplete}");
    }
}

/// What `bill` is refused with; `packed` for one that is compressed.
fn refusal(bill: &str, packed: bool) -> Option<String> {
    let body = if packed { gzip(bill.as_bytes()) } else { bill.as_bytes().to_vec() };
    let end = read::<TradeBillRow>(reader(None), &body, 1000).1;
    end.err().map(|error| format!("{} {}", error.code(), error.retry().name()))
}

#[test]
fn a_bill_whose_totals_count_other_rows_is_refused() {
    let incomplete = Some("BILL_INCOMPLETE same_request".to_owned());
    for packed in [false, true] {
        for (told, rows) in [(45, 44), (44, 45), (1, 0), (0, 1)] {
            let bill = format!("商户订单号\n{}{}", "`T1\n".repeat(rows), end(told));
            assert_eq!(refusal(&bill, packed), incomplete, "{told} {rows}");
        }
        assert_eq!(refusal(&format!("商户订单号\n{}{}", "`T1\n".repeat(45), end(45)), packed), None);
        assert_eq!(refusal("商户订单号\n`T1\n总交易单数,总交易额\n`,`1.00\n", packed), incomplete);
        assert_eq!(refusal("商户订单号\n`T1\n总交易额\n`1.00\n", packed), incomplete);
    }
}

#[test]
fn every_cut_of_a_bill_without_a_digest_is_refused_that_changes_it() {
    let header = "商户订单号,手续费,申请退款金额";
    let row = "`T1,`0.09000,`15.25";
    let totals = "总交易单数,手续费总金额,申请退款总金额";
    let whole = format!("{header}\n{row}\n{row}\n{totals}\n`2,`0.18000,`30.50\n");
    for cut in 0..whole.len() - 1 {
        let error = read::<TradeBillRow>(reader(None), &whole.as_bytes()[..cut], 1000).1;
        assert!(
            error.is_err(),
            "cut at {cut}: …{}",
            &whole[whole.floor_char_boundary(cut.saturating_sub(20))..]
        );
    }
    assert_eq!(refusal(&whole[..whole.len() - 1], false), None, "whole but for its last line feed");
    // The same where the last amount is a fee of five decimals: what is left of the cut is the same amount.
    let fees = "商户订单号,手续费\n`T1,`0.09000\n总交易单数,手续费总金额\n`1,`0.09000";
    for cut in 1..=7 {
        let left = &fees[..fees.len() - cut];
        assert_eq!(refusal(left, false).is_none(), left.ends_with("`0.09"), "{left}");
    }
}

#[test]
fn limits_of_lines_and_columns() {
    let long = |length: usize| format!("商户数据包\n`{}\n{}", "a".repeat(length - 1), end(1));
    assert_eq!(rows(&long(64 << 10)).len(), 1);
    assert_eq!(refused(long((64 << 10) + 1)).code(), "BILL_TOO_LARGE");
    assert_eq!(refused(format!("商户数据包\n`{}", "a".repeat(70_000))).code(), "BILL_TOO_LARGE");
    assert_eq!(refused(format!("商户数据包,费率\n`{}", "a\n".repeat(40_000))).code(), "BILL_TOO_LARGE");
    let wide = |columns: usize| {
        let names: Vec<_> = (1..columns).map(|index| format!("c{index}")).collect();
        format!("费率,{}\n`{}\n{}", names.join(","), vec!["x"; columns].join(",`"), end(1))
    };
    assert_eq!(rows(&wide(200))[0].other.len(), 199);
    assert_eq!(refused(wide(201)).code(), "BILL_TOO_LARGE");
}
