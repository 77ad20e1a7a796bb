//! Every future of the client can move between threads, as `tokio::spawn` and web frameworks demand. The compiler checks
//! it; the futures are never made.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use std::path::Path;

use qq_wxpay::QqWxPay;
use qq_wxpay::bill::BillRow;
use qq_wxpay::client::{BillStream, Notifications, OpenOrderReports, OpenRefundReports};
use qq_wxpay::model::{FundFlowRow, TradeBillRow};

const _: fn() = orders_are_send;
const _: fn() = everything_else_is_send;
const _: fn() = bills_are_send::<TradeBillRow>;
const _: fn() = bills_are_send::<FundFlowRow>;
const _: fn() = reports_are_send;

fn send<T: Send>(_: T) {}

fn shared<T: Clone + Send + Sync + 'static>(_: &T) {}

/// A value of the wanted type, for code that is compiled and never run.
fn some<T>() -> T {
    unreachable!("nothing here runs")
}

fn orders_are_send() {
    let pay: &QqWxPay = some();
    shared(pay);
    send(pay.place_order(some()));
    send(pay.place_partner_order(some()));
    send(pay.place_combine_order(some()));
    send(pay.place_v2_order(some()));
    send(pay.query_order(some()));
    send(pay.query_partner_order(some()));
    send(pay.query_combine_order(some()));
    send(pay.query_v2_order(some()));
    send(pay.close_order(some()));
    send(pay.close_partner_order(some()));
    send(pay.close_combine_order(some()));
    send(pay.close_v2_order(some()));
    send(pay.confirm_order(some()));
    send(pay.close_if_unpaid(some()));
    send(pay.refund(some()));
    send(pay.abnormal_refund(some()));
    send(pay.query_refund(some()));
    send(pay.v2_refund(some()));
    send(pay.query_v2_refund(some()));
    send(pay.unfreeze_funds(some()));
    send(pay.query_profit_sharing(some()));
}

fn everything_else_is_send() {
    let pay: &QqWxPay = some();
    send(pay.access_token());
    send(pay.invalidate_access_token(some()));
    send(pay.check_token_store());
    send(pay.receive_notification(some(), some()));
    send(pay.confirm_notification(some(), some()));
    send(some::<&Notifications>().receive(some(), some()));
    send(pay.trade_bill(some()));
    send(pay.fund_flow_bill(some()));
    send(pay.v2_trade_bill(some()));
    send(pay.refresh_certificates());
    send(pay.encrypt_sensitive(some()));
    send(pay.request(some()));
    send(pay.self_test(some()));
}

fn bills_are_send<R: BillRow>() {
    let mut stream: BillStream<R> = some();
    send(stream.next_row());
    send(stream.for_each(|_| Ok(())));
}

fn reports_are_send() {
    let (mut orders, mut refunds): (OpenOrderReports, OpenRefundReports) = (some(), some());
    send(orders.next());
    send(refunds.next());
    send((orders, refunds));
}

#[test]
fn every_method_that_waits_is_named_above() {
    let client = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/client");
    let mut found = 0;
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/operation.rs");
    let files = std::fs::read_dir(client).unwrap().map(|file| file.unwrap().path());
    for file in files.filter(|file| file.is_file()) {
        let text = std::fs::read_to_string(file).unwrap();
        for declared in text.split("\n    pub async fn ").skip(1) {
            if declared.starts_with('$') {
                continue; // one of the list, see below
            }
            let name: String = declared.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            assert!(include_str!("futures_are_send.rs").contains(&format!(".{name}(")), "{name}");
            found += 1;
        }
    }
    let list = std::fs::read_to_string(list).unwrap();
    for declared in list.lines().filter(|line| line.contains(" = ") && line.trim_end().ends_with(';')) {
        let Some((name, _)) = declared.trim().split_once(" = ") else { continue };
        if name.chars().all(|c| c.is_alphanumeric() || c == '_') {
            assert!(include_str!("futures_are_send.rs").contains(&format!(".{name}(")), "{name}");
            found += 1;
        }
    }
    assert!(found >= 31, "{found}");
}
