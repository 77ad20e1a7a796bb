//! Fund flow bills: every movement of the merchant's basic account on a day.

use super::day::Day;
use super::sheet::{Sheet, fee, yuan};
use crate::clock::spaced;
use crate::orders::{OrderBook, Part, RefundStatus};

const HEADER: &str = "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号";
const TOTALS: &str = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额";

/// One movement.
struct Movement<'a> {
    at: i64,
    number: &'a str,
    kind: &'static str,
    /// In fen; negative where money goes out.
    amount: i64,
    voucher: &'a str,
}

/// Writes the bill of a day; `None` when nothing moved.
pub(super) fn write(book: &OrderBook, mchid: &str, day: &Day) -> Option<Vec<u8>> {
    let mut all = movements(book, mchid);
    all.retain(|movement| movement.at < day.end());
    all.sort_by_key(|movement| movement.at);
    let mut sheet = Sheet::new(HEADER);
    let (mut balance, mut incomes, mut income, mut expenses, mut expense) = (0, 0, 0, 0, 0);
    for movement in &all {
        balance += movement.amount;
        if !day.contains(movement.at) {
            continue;
        }
        if movement.amount > 0 {
            (incomes, income) = (incomes + 1, income + movement.amount);
        } else {
            (expenses, expense) = (expenses + 1, expense - movement.amount);
        }
        sheet.row(&cells(movement, balance, mchid));
    }
    if incomes + expenses == 0 {
        return None;
    }
    let count = |number: i32| number.to_string();
    let totals = [count(incomes + expenses), count(incomes), yuan(income), count(expenses), yuan(expense)];
    Some(sheet.finish(TOTALS, &totals))
}

fn cells(movement: &Movement<'_>, balance: i64, mchid: &str) -> [String; 11] {
    let code = match movement.kind {
        "交易" => "1001",
        "扣除交易手续费" => "1002",
        "退款" => "2001",
        _ => "2002",
    };
    [
        spaced(movement.at),
        movement.number.to_owned(),
        format!("{code}{}", movement.number),
        movement.kind.to_owned(),
        movement.kind.to_owned(),
        if movement.amount > 0 { "收入" } else { "支出" }.to_owned(),
        yuan(movement.amount.abs()),
        yuan(balance),
        if movement.kind == "退款" { format!("{mchid}API") } else { "system".to_owned() },
        String::new(),
        movement.voucher.to_owned(),
    ]
}

/// Everything that ever moved, in no order. What sub merchants take is booked at their own accounts.
fn movements<'a>(book: &'a OrderBook, mchid: &str) -> Vec<Movement<'a>> {
    let mut found = Vec::new();
    let mut add = |at, number: &'a str, kind, amount, voucher: &'a str| {
        if amount != 0 {
            found.push(Movement { at, number, kind, amount, voucher });
        }
    };
    for part in book.all().flat_map(Part::all).filter(|part| part.owner() == (mchid, None)) {
        let Some(payment) = part.order.payment() else { continue };
        let id = payment.parts[part.index].transaction_id.as_str();
        add(payment.paid_at, id, "交易", part.total(), part.out_trade_no());
        add(payment.paid_at, id, "扣除交易手续费", -fee(part.total()), part.out_trade_no());
        let own = |refund: &&crate::orders::Refund| {
            refund.transaction_id == id && refund.status == RefundStatus::Success
        };
        for refund in book.refunds().iter().filter(own) {
            let at = refund.success_at.unwrap_or(refund.created_at);
            add(at, &refund.refund_id, "退款", -refund.terms.refund, &refund.out_refund_no);
            add(at, &refund.refund_id, "退还交易手续费", fee(refund.terms.refund), &refund.out_refund_no);
        }
    }
    found
}
