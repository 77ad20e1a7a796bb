//! Refunds, as V2 replies tell them: numbered fields become lists.

use serde::Serialize;

use crate::error::Result;
use crate::model::common::keeps_raw;
use crate::model::{RawMessage, RefundStatus};
use crate::wire::xml::Fields;

/// The fields that every refund of a list has, and so show that it is there.
const REFUND: [&str; 4] = ["out_refund_no", "refund_id", "refund_fee", "refund_status"];

/// The fields of a coupon that goes back.
const COUPON: [&str; 3] = ["coupon_refund_id", "coupon_refund_fee", "coupon_type"];

/// A V2 refund that was taken. The money has not gone back yet: ask with a refund query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct V2RefundAccepted {
    /// WeChat Pay's number of the order.
    pub transaction_id: String,
    /// The merchant's number of the order.
    pub out_trade_no: String,
    /// The merchant's number of the refund.
    pub out_refund_no: String,
    /// WeChat Pay's number of the refund.
    pub refund_id: String,
    /// This refund, fen.
    pub refund_fee: i64,
    /// The same without coupons that are not settled, fen.
    pub settlement_refund_fee: Option<i64>,
    /// The order's amount, fen. Replies may leave it out.
    pub total_fee: Option<i64>,
    /// The same without coupons that are not settled, fen.
    pub settlement_total_fee: Option<i64>,
    /// `CNY`.
    pub fee_type: Option<String>,
    /// What the payer paid in cash, fen.
    pub cash_fee: Option<i64>,
    /// What goes back in cash, fen.
    pub cash_refund_fee: Option<i64>,
    /// What goes back in coupons, fen.
    pub coupon_refund_fee: Option<i64>,
    /// The coupons that go back.
    pub coupons: Vec<V2RefundCoupon>,
    /// The verified reply in full, XML, also what has no field here; it holds the payer's identity. `None` within a notification,
    /// which has its own.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("x-hidden" = true)))]
    pub raw: Option<RawMessage>,
}

/// One coupon of a refund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct V2RefundCoupon {
    /// `CASH` or `NO_CASH`.
    pub coupon_type: Option<String>,
    /// Number of the coupon.
    pub coupon_refund_id: Option<String>,
    /// What goes back of it, fen.
    pub coupon_refund_fee: Option<i64>,
}

/// The refunds of an order; at most 10 come in one reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct V2Refunds {
    /// WeChat Pay's number of the order.
    pub transaction_id: String,
    /// The merchant's number of the order.
    pub out_trade_no: String,
    /// The order's amount, fen. Replies may leave it out.
    pub total_fee: Option<i64>,
    /// `CNY`.
    pub fee_type: Option<String>,
    /// What the payer paid in cash, fen.
    pub cash_fee: Option<i64>,
    /// How many refunds the order has in all; ask again with an offset for those that are not in `refunds`.
    pub total_refund_count: Option<i64>,
    /// The refunds of this reply.
    pub refunds: Vec<V2Refund>,
    /// The verified reply in full, XML, also what has no field here; it holds the payer's identity. `None` within a notification,
    /// which has its own.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("x-hidden" = true)))]
    pub raw: Option<RawMessage>,
}

/// One refund.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct V2Refund {
    /// The merchant's number of the refund.
    pub out_refund_no: String,
    /// WeChat Pay's number of the refund.
    pub refund_id: String,
    /// `ORIGINAL`, `BALANCE`, `OTHER_BALANCE` or `OTHER_BANKCARD`.
    pub refund_channel: Option<String>,
    /// This refund, fen.
    pub refund_fee: i64,
    /// The same without coupons that are not settled, fen.
    pub settlement_refund_fee: Option<i64>,
    /// Where the refund stands.
    pub refund_status: RefundStatus,
    /// The account that it was taken from.
    pub refund_account: Option<String>,
    /// Where the money went (the wire spells it with one `n` less).
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[payer]")]
    pub refund_recv_accout: Option<String>,
    /// When the money went back, `yyyy-MM-dd HH:mm:ss` in Beijing time.
    pub refund_success_time: Option<String>,
    /// What went back in coupons, fen.
    pub coupon_refund_fee: Option<i64>,
    /// The coupons that went back.
    pub coupons: Vec<V2RefundCoupon>,
}

impl V2RefundAccepted {
    pub(crate) fn read(fields: &Fields) -> Result<Self> {
        Ok(Self {
            raw: None,
            transaction_id: fields.required_text("transaction_id")?,
            out_trade_no: fields.required_text("out_trade_no")?,
            out_refund_no: fields.required_text("out_refund_no")?,
            refund_id: fields.required_text("refund_id")?,
            refund_fee: fields.required_fen("refund_fee")?,
            settlement_refund_fee: fields.fen("settlement_refund_fee")?,
            total_fee: fields.fen("total_fee")?,
            settlement_total_fee: fields.fen("settlement_total_fee")?,
            fee_type: fields.text("fee_type"),
            cash_fee: fields.fen("cash_fee")?,
            cash_refund_fee: fields.fen("cash_refund_fee")?,
            coupon_refund_fee: fields.fen("coupon_refund_fee")?,
            coupons: coupons(fields, "")?,
        })
    }
}

impl V2Refunds {
    /// `offset` is the one that was asked with: WeChat Pay numbers the entries of a later page from it, pages of other interfaces
    /// from 0 again.
    pub(crate) fn read(fields: &Fields, offset: u32) -> Result<Self> {
        let entries = fields.entries(&REFUND.map(str::to_owned), "refund_count", i64::from(offset))?;
        let refunds = entries.into_iter().map(|n| V2Refund::read(fields, n)).collect::<Result<_>>()?;
        Ok(Self {
            raw: None,
            transaction_id: fields.required_text("transaction_id")?,
            out_trade_no: fields.required_text("out_trade_no")?,
            total_fee: fields.fen("total_fee")?,
            fee_type: fields.text("fee_type"),
            cash_fee: fields.fen("cash_fee")?,
            total_refund_count: fields.fen("total_refund_count")?,
            refunds,
        })
    }
}

impl V2Refund {
    fn read(fields: &Fields, n: i64) -> Result<Self> {
        let name = |name: &str| format!("{name}_{n}");
        Ok(Self {
            out_refund_no: fields.required_text(&name("out_refund_no"))?,
            refund_id: fields.required_text(&name("refund_id"))?,
            refund_channel: fields.text(&name("refund_channel")),
            refund_fee: fields.required_fen(&name("refund_fee"))?,
            settlement_refund_fee: fields.fen(&name("settlement_refund_fee"))?,
            refund_status: RefundStatus::from(fields.required_text(&name("refund_status"))?),
            refund_account: fields.text(&name("refund_account")),
            refund_recv_accout: fields.text(&name("refund_recv_accout")),
            refund_success_time: fields.text(&name("refund_success_time")),
            coupon_refund_fee: fields.fen(&name("coupon_refund_fee"))?,
            coupons: coupons(fields, &format!("_{n}"))?,
        })
    }
}

/// The coupons of a refund; in a query their names carry the number of the refund first.
fn coupons(fields: &Fields, refund: &str) -> Result<Vec<V2RefundCoupon>> {
    let names = COUPON.map(|name| format!("{name}{refund}"));
    let coupon = |n: i64| {
        Ok(V2RefundCoupon {
            coupon_type: fields.text(&format!("coupon_type{refund}_{n}")),
            coupon_refund_id: fields.text(&format!("coupon_refund_id{refund}_{n}")),
            coupon_refund_fee: fields.fen(&format!("coupon_refund_fee{refund}_{n}"))?,
        })
    };
    fields.entries(&names, &format!("coupon_refund_count{refund}"), 0)?.into_iter().map(coupon).collect()
}

keeps_raw!(V2RefundAccepted, V2Refunds);
