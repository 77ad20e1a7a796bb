//! The client reads the bills that the sandbox makes of what was paid and refunded there.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use qq_wxpay::bill::BillRow;
use qq_wxpay::client::BillStream;
use qq_wxpay::error::wechat_codes;
use qq_wxpay::model::{
    FinishedBill, FundAccount, FundFlowBillRequest, Placement, RefundRequest, TradeBillRequest, TradeBillRow,
    TradeBillType, V2TradeBillRequest,
};
use qq_wxpay::{Error, Result, Settings};
use qq_wxpay_sandbox::{Fault, FaultEndpoint, FaultKind};
use qq_wxpay_tests::shop::{Shop, combine, direct, impatient, partner, v2};
use qq_wxpay_tests::with;

const DAY: i64 = 24 * 3600;
const TOTAL: i64 = 1999;

/// A shop at noon with one order of each kind paid, and 5.00 yuan of the direct one given back.
async fn busy() -> Shop {
    let shop = Shop::open_with(|settings: Settings| settings, impatient()).await;
    shop.next_day(DAY / 2);
    let pay = &shop.pay;
    let links = [
        pay.place_order(&direct("SB-direct")).await.and_then(Placement::placed),
        pay.place_partner_order(&partner(&shop.sandbox, "SB-partner")).await.and_then(Placement::placed),
        pay.place_combine_order(&combine(&shop.sandbox, "SB-combine")).await.and_then(Placement::placed),
        pay.place_v2_order(&v2("SB-old-v2")).await.and_then(Placement::placed),
    ];
    for link in links {
        shop.sandbox.pay(&link.unwrap().h5_url).await.unwrap();
    }
    pay.place_order(&direct("SB-unpaid")).await.and_then(Placement::placed).unwrap();
    pay.refund(&RefundRequest::new("SB-direct", "SB-R1", 500, TOTAL)).await.unwrap();
    shop.advance(10);
    shop
}

async fn read<R: BillRow>(stream: Result<BillStream<R>>) -> Result<(Vec<R>, FinishedBill<R::Summary>)> {
    let mut rows = Vec::new();
    let finished = stream?
        .for_each(|row| {
            rows.push(row.into_unproven());
            Ok(())
        })
        .await?;
    Ok((rows, finished))
}

fn numbers(rows: &[TradeBillRow]) -> Vec<&str> {
    let mut numbers: Vec<_> = rows
        .iter()
        .map(|row| row.out_refund_no.as_deref().or(row.out_trade_no.as_deref()).unwrap())
        .collect();
    numbers.sort_unstable();
    numbers
}

const PAYMENTS: [&str; 5] = ["SB-combine-a", "SB-combine-b", "SB-direct", "SB-old-v2", "SB-partner"];

#[tokio::test(flavor = "multi_thread")]
async fn a_trade_bill_of_a_day_in_every_form() {
    let shop = busy().await;
    shop.next_day(10 * 3600);
    for gzip in [false, true] {
        let asked = with(TradeBillRequest::new(shop.day(-1)), |bill| bill.gzip = gzip);
        let (rows, all) = read(shop.pay.trade_bill(&asked).await).await.unwrap();
        assert!(all.verified);
        let mut everything = vec!["SB-R1"];
        everything.extend(PAYMENTS);
        everything.sort_unstable();
        assert_eq!(numbers(&rows), everything);
        let sum = all.summary;
        assert_eq!((sum.count, sum.order_amount, sum.refund_amount), (Some(6), Some(4 * TOTAL), Some(500)));
        let of = |pick: fn(&TradeBillRow) -> i64| rows.iter().map(pick).sum::<i64>();
        assert_eq!(of(|row| row.order_amount.unwrap()), 4 * TOTAL);
        assert_eq!(of(|row| row.fee.unwrap()), sum.fee.unwrap());
        let find =
            |number: &str| rows.iter().find(|row| row.out_trade_no.as_deref() == Some(number)).unwrap();
        let sub_mchid = shop.sandbox.identity().sub_mchids[0].as_str();
        assert_eq!(find("SB-partner").sub_mchid.as_deref(), Some(sub_mchid));
        assert_eq!(find("SB-old-v2").attach.as_deref(), Some("a=b&c=<d>\"'"));
        assert_eq!(find("SB-direct").description.as_deref(), Some("蓝色马克杯 & \"blue\" <mug>"));
        let refund = rows.iter().find(|row| row.out_refund_no.is_some()).unwrap();
        assert_eq!((refund.refund_amount, refund.fee, refund.order_amount), (Some(500), Some(-3), Some(0)));

        let payments = with(asked.clone(), |bill| bill.bill_type = TradeBillType::Success);
        let (rows, bill) = read(shop.pay.trade_bill(&payments).await).await.unwrap();
        assert_eq!((numbers(&rows), bill.verified), (PAYMENTS.to_vec(), true));
        assert!(rows.iter().all(|row| row.refund_amount.is_none()), "the column is not there");
        let refunds = with(asked.clone(), |bill| bill.bill_type = TradeBillType::Refund);
        let (rows, bill) = read(shop.pay.trade_bill(&refunds).await).await.unwrap();
        assert_eq!((numbers(&rows), bill.verified), (vec!["SB-R1"], true));
        assert!(rows[0].refund_request_time.is_some() && rows[0].refund_success_time.is_some());
        let own = with(asked, |bill| bill.sub_mchid = Some(sub_mchid.to_owned()));
        let (rows, _) = read(shop.pay.trade_bill(&own).await).await.unwrap();
        assert_eq!(numbers(&rows), ["SB-combine-b", "SB-partner"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fund_flow_bill_adds_up() {
    let shop = busy().await;
    shop.next_day(10 * 3600);
    for gzip in [false, true] {
        let asked = with(FundFlowBillRequest::new(shop.day(-1)), |bill| bill.gzip = gzip);
        let (rows, bill) = read(shop.pay.fund_flow_bill(&asked).await).await.unwrap();
        let sum = &bill.summary;
        assert!(bill.verified);
        // Direct, V2 and the first part of the combine order: three payments, three fees, a refund and its fee.
        assert_eq!((rows.len(), sum.income_count, sum.expense_count), (8, Some(4), Some(4)));
        let last = rows.last().unwrap().balance.unwrap();
        assert_eq!(last, sum.income_amount.unwrap() - sum.expense_amount.unwrap());
        assert_eq!(sum.income_amount, Some(2 * TOTAL + 999 + 3));
    }
    let fees = with(FundFlowBillRequest::new(shop.day(-1)), |bill| bill.account_type = FundAccount::Fees);
    let error = read(shop.pay.fund_flow_bill(&fees).await).await.unwrap_err();
    assert!(error.is(&wechat_codes::NO_STATEMENT_EXIST), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_v2_bill_and_why_there_is_none() {
    let shop = busy().await;
    let plain = |offset: i64| V2TradeBillRequest::new(shop.day(offset).replace('-', ""));
    let early = read(shop.pay.v2_trade_bill(&plain(0)).await).await.unwrap_err();
    assert_eq!((early.code(), early.retry().name()), ("20003", "same_request"));
    shop.next_day(10 * 3600);
    for gzip in [false, true] {
        let asked = with(plain(-1), |bill| bill.gzip = gzip);
        let (rows, bill) = read(shop.pay.v2_trade_bill(&asked).await).await.unwrap();
        assert_eq!((rows.len(), bill.verified, bill.summary.count), (6, false, Some(6)));
    }
    let recharged = with(plain(-1), |bill| bill.bill_type = TradeBillType::RechargeRefund);
    for asked in [plain(-2), recharged] {
        let error = read(shop.pay.v2_trade_bill(&asked).await).await.unwrap_err();
        assert!(error.is(&wechat_codes::NO_STATEMENT_EXIST), "{error}");
    }
    shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::Bill, kind: FaultKind::SystemError, times: 1 });
    assert_eq!(read(shop.pay.v2_trade_bill(&plain(-1)).await).await.unwrap().0.len(), 6, "asked again");
    let mut settings = qq_wxpay_tests::shop::settings(&shop.sandbox);
    settings.api_v2_key = Some("0123456789abcdef0123456789abcdef".to_owned());
    let stranger = qq_wxpay::QqWxPay::builder(settings.build().unwrap()).build().unwrap();
    let error = read(stranger.v2_trade_bill(&plain(-1)).await).await.unwrap_err();
    assert!(error.is(&wechat_codes::SIGN_ERROR), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn bills_that_are_not_there_and_bills_that_cannot_be_believed() {
    let shop = busy().await;
    let ask = async |offset: i64| -> Result<usize, Error> {
        let asked = TradeBillRequest::new(shop.day(offset));
        Ok(read(shop.pay.trade_bill(&asked).await).await?.0.len())
    };
    assert!(ask(0).await.unwrap_err().is(&wechat_codes::STATEMENT_CREATING));
    shop.next_day(9 * 3600);
    assert!(ask(-1).await.unwrap_err().is(&wechat_codes::STATEMENT_CREATING));
    shop.advance(3600);
    assert_eq!(ask(-1).await.unwrap(), 6);
    for offset in [-2, 1] {
        assert!(ask(offset).await.unwrap_err().is(&wechat_codes::NO_STATEMENT_EXIST));
    }
    for (kind, code) in [
        (FaultKind::FlippedByte, "BILL_DIGEST_WRONG"),
        (FaultKind::TruncatedBody, "BILL_INCOMPLETE"),
        (FaultKind::DropMidReply, "CONNECTION_LOST"),
    ] {
        shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::BillFile, kind, times: 1 });
        assert_eq!(ask(-1).await.unwrap_err().code(), code, "{kind:?}");
    }
    shop.sandbox.add_fault(Fault { endpoint: FaultEndpoint::BillFile, kind: FaultKind::Status503, times: 1 });
    assert_eq!(ask(-1).await.unwrap(), 6, "a new link is asked for");
    shop.sandbox.add_fault(Fault {
        endpoint: FaultEndpoint::BillFile,
        kind: FaultKind::FlippedByte,
        times: 1,
    });
    let packed = with(TradeBillRequest::new(shop.day(-1)), |bill| bill.gzip = true);
    let error = read(shop.pay.trade_bill(&packed).await).await.unwrap_err();
    // Which of its checks notices first depends on the byte.
    assert!(["BILL_GZIP_BROKEN", "BILL_UNREADABLE"].contains(&error.code()), "{error}");
}
