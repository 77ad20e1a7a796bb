//! Trade bills: the payments and refunds of a day.

use super::day::Day;
use super::sheet::{Sheet, fee, fee_yuan, yuan};
use crate::clock::spaced;
use crate::orders::{Content, OrderBook, Part, Payment, Refund, RefundStatus};

/// Which transactions a trade bill lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TradeKind {
    All,
    Payments,
    Refunds,
}

const TOTALS: &str =
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";

/// A payment, or a refund of it.
struct Entry<'a> {
    part: Part<'a>,
    payment: &'a Payment,
    refund: Option<&'a Refund>,
}

/// Name of a column, the kinds of bills that have it, and its cell.
struct Column(&'static str, &'static [TradeKind], fn(&Entry<'_>) -> String);

const EVERY: &[TradeKind] = &[TradeKind::All, TradeKind::Payments, TradeKind::Refunds];
const WITH_REFUNDS: &[TradeKind] = &[TradeKind::All, TradeKind::Refunds];
const REFUNDS_ALONE: &[TradeKind] = &[TradeKind::Refunds];

const COLUMNS: [Column; 29] = [
    Column("交易时间", EVERY, |entry| spaced(entry.time())),
    Column("公众账号ID", EVERY, |entry| entry.appid().to_owned()),
    Column("商户号", EVERY, |entry| entry.part.owner().0.to_owned()),
    Column("特约商户号", EVERY, |entry| entry.part.owner().1.unwrap_or("0").to_owned()),
    Column("设备号", EVERY, |entry| entry.device().to_owned()),
    Column("微信订单号", EVERY, |entry| entry.transaction_id().to_owned()),
    Column("商户订单号", EVERY, |entry| entry.part.out_trade_no().to_owned()),
    Column("用户标识", EVERY, |entry| entry.payment.openid.clone()),
    Column("交易类型", EVERY, |_| "MWEB".to_owned()),
    Column("交易状态", EVERY, |entry| entry.refunded("SUCCESS", |_| "REFUND".to_owned())),
    Column("付款银行", EVERY, |entry| entry.payment.bank_type.clone()),
    Column("货币种类", EVERY, |_| "CNY".to_owned()),
    Column("应结订单金额", EVERY, |entry| yuan(entry.paid())),
    Column("代金券金额", EVERY, |_| yuan(0)),
    Column("退款申请时间", REFUNDS_ALONE, |entry| {
        entry.refunded("", |refund| spaced(refund.created_at))
    }),
    Column("退款成功时间", REFUNDS_ALONE, |entry| {
        entry.refunded("", |refund| refund.success_at.map(spaced).unwrap_or_default())
    }),
    Column("微信退款单号", WITH_REFUNDS, |entry| {
        entry.refunded("0", |refund| refund.refund_id.clone())
    }),
    Column("商户退款单号", WITH_REFUNDS, |entry| {
        entry.refunded("0", |refund| refund.out_refund_no.clone())
    }),
    Column("退款金额", WITH_REFUNDS, |entry| yuan(entry.given_back())),
    Column("充值券退款金额", WITH_REFUNDS, |_| yuan(0)),
    Column("退款类型", WITH_REFUNDS, |entry| entry.refunded("", |refund| refund.channel().to_owned())),
    Column("退款状态", WITH_REFUNDS, |entry| entry.refunded("", |refund| status(refund).to_owned())),
    Column("商品名称", EVERY, |entry| entry.part.order.description.clone()),
    Column("商户数据包", EVERY, |entry| entry.attach().to_owned()),
    Column("手续费", EVERY, |entry| fee_yuan(entry.fee())),
    Column("费率", EVERY, |_| "0.60%".to_owned()),
    Column("订单金额", EVERY, |entry| yuan(entry.paid())),
    Column("申请退款金额", WITH_REFUNDS, |entry| yuan(entry.asked_back())),
    Column("费率备注", EVERY, |_| String::new()),
];

/// Writes the bill of a day; `None` when there is nothing to list.
pub(super) fn write(
    book: &OrderBook,
    day: &Day,
    kind: TradeKind,
    sub_mchid: Option<&str>,
) -> Option<Vec<u8>> {
    let is_wanted = |entry: &Entry<'_>| {
        let fits = match kind {
            TradeKind::All => true,
            TradeKind::Payments => entry.refund.is_none(),
            TradeKind::Refunds => entry.refund.is_some(),
        };
        let is_of_merchant = sub_mchid.is_none() || entry.part.owner().1 == sub_mchid;
        fits && is_of_merchant && day.contains(entry.time())
    };
    let mut entries: Vec<_> = entries(book).into_iter().filter(is_wanted).collect();
    if entries.is_empty() {
        return None;
    }
    entries.sort_by_key(Entry::time);
    let columns: Vec<_> = COLUMNS.iter().filter(|column| column.1.contains(&kind)).collect();
    let names: Vec<_> = columns.iter().map(|column| column.0).collect();
    let mut sheet = Sheet::new(&names.join(","));
    for entry in &entries {
        sheet.row(&columns.iter().map(|column| (column.2)(entry)).collect::<Vec<_>>());
    }
    let sum = |amount: fn(&Entry<'_>) -> i64| entries.iter().map(amount).sum::<i64>();
    let totals = [
        entries.len().to_string(),
        yuan(sum(|entry| entry.paid())),
        yuan(sum(|entry| entry.given_back())),
        yuan(0),
        fee_yuan(sum(|entry| entry.fee())),
        yuan(sum(|entry| entry.paid())),
        yuan(sum(|entry| entry.asked_back())),
    ];
    Some(sheet.finish(TOTALS, &totals))
}

/// All payments, each followed by its refunds.
fn entries(book: &OrderBook) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    for part in book.all().flat_map(Part::all) {
        let Some(payment) = part.order.payment() else { continue };
        entries.push(Entry { part, payment, refund: None });
        let id = &payment.parts[part.index].transaction_id;
        let own = book.refunds().iter().filter(|refund| refund.transaction_id == *id);
        entries.extend(own.map(|refund| Entry { part, payment, refund: Some(refund) }));
    }
    entries
}

/// Bills know three words: a refund that is abnormal or closed has failed.
fn status(refund: &Refund) -> &'static str {
    match refund.status {
        RefundStatus::Success => "SUCCESS",
        RefundStatus::Processing => "PROCESSING",
        RefundStatus::Abnormal | RefundStatus::Closed => "FAIL",
    }
}

impl<'a> Entry<'a> {
    /// When it was paid, or the refund was asked for.
    fn time(&self) -> i64 {
        self.refund.map_or(self.payment.paid_at, |refund| refund.created_at)
    }

    /// What the payer paid; on a refund nothing.
    fn paid(&self) -> i64 {
        if self.refund.is_some() { 0 } else { self.part.total() }
    }

    /// What goes back to the payer; of a refund that failed nothing.
    fn given_back(&self) -> i64 {
        self.refund.filter(|refund| status(refund) != "FAIL").map_or(0, |refund| refund.terms.refund)
    }

    /// The refund that was asked for.
    fn asked_back(&self) -> i64 {
        self.refund.map_or(0, |refund| refund.terms.refund)
    }

    /// Taken for a payment, given back for a refund.
    fn fee(&self) -> i64 {
        fee(self.paid()) - fee(self.given_back())
    }

    fn refunded(&self, otherwise: &str, cell: impl Fn(&'a Refund) -> String) -> String {
        self.refund.map_or_else(|| otherwise.to_owned(), cell)
    }

    fn transaction_id(&self) -> &'a str {
        &self.payment.parts[self.part.index].transaction_id
    }

    fn appid(&self) -> &'a str {
        match &self.part.order.content {
            Content::Single(single) => &single.appid,
            Content::Combine(combine) => &combine.appid,
        }
    }

    fn device(&self) -> &'a str {
        let device = match &self.part.order.content {
            Content::Single(single) => &single.device,
            Content::Combine(combine) => &combine.device,
        };
        device.as_deref().unwrap_or_default()
    }

    fn attach(&self) -> &'a str {
        match &self.part.order.content {
            Content::Single(single) => single.attach.as_deref().unwrap_or_default(),
            Content::Combine(combine) => &combine.sub_orders[self.part.index].attach,
        }
    }
}
