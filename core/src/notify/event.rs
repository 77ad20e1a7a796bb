//! What a notification asks of the shop: one shape for all families of orders and both protocols.

use serde::{Deserialize, Serialize};

use super::{MessageVersion, OtherEvent, Outcome};
use crate::error::{Error, Result, sdk_codes};
use crate::model::{
    CombineTransaction, OrderFamily, OrderReference, PartnerTransaction, RefundNotice, RefundStatus,
    SubOrderTransaction, TradeState, Transaction, TransactionAmount, V2RefundNotice, V2Transaction,
};

/// The events of a notification, each for a function of the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EventKind {
    /// An order is paid.
    Paid,
    /// A refund has ended.
    Refund,
    /// WeChat Pay says of an order that it is not paid.
    NotPaid,
    /// An event of another product.
    Other,
}

impl EventKind {
    /// Every event, in the order of declaration.
    pub const ALL: [Self; 4] = [Self::Paid, Self::Refund, Self::NotPaid, Self::Other];

    /// The name used in every language, `snake_case`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Refund => "refund",
            Self::NotPaid => "not_paid",
            Self::Other => "other",
        }
    }

    /// The event of this name.
    ///
    /// # Errors
    /// `InvalidInput`, `EVENT_UNKNOWN`.
    pub fn of(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|kind| kind.name() == name);
        found.ok_or_else(|| Error::sdk(&sdk_codes::EVENT_UNKNOWN).with_field("event"))
    }
}

/// An event, for the function of the shop that takes it. All of it is proven: by a signature, or by a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ShopEvent"))]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ShopEvent {
    /// An order is paid.
    Paid {
        /// The order.
        paid: Paid,
    },
    /// A refund has ended.
    Refund {
        /// The refund.
        refund: RefundEnded,
    },
    /// WeChat Pay says of an order that it is not paid.
    NotPaid {
        /// The order.
        not_paid: NotPaid,
    },
    /// An event of another product.
    Other {
        /// Which.
        other: OtherEvent,
    },
}

/// An order that is paid, of whichever family. Compare number and total with your own order before you deliver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Paid {
    /// How the order was placed.
    pub family: OrderFamily,
    /// The number to look your order up with (of a combine order its `combine_out_trade_no`).
    pub out_trade_no: String,
    /// What was to be paid, in fen (of a combine order the sum of its parts).
    pub total: i64,
    /// The order, or the parts of a combine order.
    pub orders: Vec<PaidOrder>,
    /// Whether it was refunded since, in part or whole.
    pub refunded: bool,
    /// Whether this process has already verified a delivery with the same number. The earlier one may have failed in your own
    /// code: do the work again, idempotently.
    pub repeat: bool,
    /// WeChat Pay's number of the notification (V3).
    pub id: Option<String>,
}

/// One paid order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PaidOrder {
    /// The merchant's order number.
    pub out_trade_no: String,
    /// What was to be paid, in fen.
    pub total: i64,
    /// WeChat Pay's number of the payment.
    pub transaction_id: String,
    /// The merchant that gets the money: of a service provider's order the sub merchant.
    pub mchid: String,
    /// When it was paid: RFC 3339, in V2 `yyyyMMddHHmmss` in Beijing time.
    pub success_time: Option<String>,
    /// What the order carried.
    pub attach: Option<String>,
}

/// A refund that has ended, made over V3, V2 or in the merchant console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RefundEnded {
    /// Which protocol told it.
    pub version: MessageVersion,
    /// The merchant's number of the refund.
    pub out_refund_no: String,
    /// WeChat Pay's number of the refund.
    pub refund_id: String,
    /// The merchant's number of the order.
    pub out_trade_no: String,
    /// WeChat Pay's number of the payment.
    pub transaction_id: String,
    /// How it ended.
    pub status: RefundEnd,
    /// This refund, in fen.
    pub refund: i64,
    /// The order's amount, in fen; V2 may leave it out.
    pub total: Option<i64>,
    /// The sub merchant's number, in partner use.
    pub sub_mchid: Option<String>,
    /// When the money went back: RFC 3339, in V2 `yyyy-MM-dd HH:mm:ss` in Beijing time; only on success.
    pub success_time: Option<String>,
    /// Whether this process has already verified a delivery with the same number.
    pub repeat: bool,
    /// WeChat Pay's number of the notification (V3).
    pub id: Option<String>,
}

/// How a refund ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RefundEnd {
    /// The money went back.
    Success,
    /// The payer's account cannot take the money: send it elsewhere with `abnormal_refund`, or by hand in the merchant console.
    Abnormal,
    /// No money went back.
    Closed,
}

/// An order of which WeChat Pay says that it is not paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NotPaid {
    /// The order.
    pub order: OrderReference,
    /// Its state, or the first state of a part that is not paid.
    pub state: TradeState,
    /// Whether this process has already verified a delivery with the same number.
    pub repeat: bool,
    /// WeChat Pay's number of the notification (V3).
    pub id: Option<String>,
}

impl ShopEvent {
    /// Which event it is.
    #[must_use]
    pub fn kind(&self) -> EventKind {
        match self {
            Self::Paid { .. } => EventKind::Paid,
            Self::Refund { .. } => EventKind::Refund,
            Self::NotPaid { .. } => EventKind::NotPaid,
            Self::Other { .. } => EventKind::Other,
        }
    }

    /// What a proven outcome asks of the shop; `None` when that is nothing.
    ///
    /// # Errors
    /// `MESSAGE_INCOMPLETE` when it says "paid" without saying what; `REFUND_NOT_ENDED`.
    pub(crate) fn of(outcome: &Outcome, id: Option<&str>, repeat: bool) -> Result<Option<Self>> {
        let id = id.map(str::to_owned);
        let paid = |family, out_trade_no: &str, refunded, orders: Vec<PaidOrder>| {
            let total = orders.iter().try_fold(0_i64, |sum, order| sum.checked_add(order.total));
            let total = total.ok_or_else(|| missing("amount.total"))?;
            let out_trade_no = out_trade_no.to_owned();
            Ok(Some(Self::Paid {
                paid: Paid { family, out_trade_no, total, orders, refunded, repeat, id: id.clone() },
            }))
        };
        let refunded = |state: &TradeState| *state == TradeState::Refund;
        match outcome {
            Outcome::Payment(found) => {
                let order = direct(found)?;
                paid(OrderFamily::Direct, &found.out_trade_no, refunded(&found.trade_state), vec![order])
            }
            Outcome::PartnerPayment(found) => {
                let order = partner(found)?;
                paid(OrderFamily::Partner, &found.out_trade_no, refunded(&found.trade_state), vec![order])
            }
            Outcome::CombinePayment(found) => {
                let any = found.sub_orders.iter().any(|part| refunded(&part.trade_state));
                paid(OrderFamily::Combine, &found.combine_out_trade_no, any, parts(found)?)
            }
            Outcome::V2Payment(found) => {
                paid(OrderFamily::V2, &found.out_trade_no, refunded(&found.trade_state), vec![v2(found)?])
            }
            Outcome::Refund(notice) => RefundEnded::v3(notice, repeat, id).map(Self::refund),
            Outcome::V2Refund(notice) => RefundEnded::v2(notice, repeat, id).map(Self::refund),
            Outcome::NotPaid(_, state) if !state.is_known() => Ok(None),
            Outcome::NotPaid(order, state) => {
                let (order, state) = (order.clone(), state.clone());
                Ok(Some(Self::NotPaid { not_paid: NotPaid { order, state, repeat, id } }))
            }
            Outcome::Other(other) => Ok(Some(Self::Other { other: other.clone() })),
            Outcome::SecurityEcho(_)
            | Outcome::Stale(..)
            | Outcome::Unsigned(..)
            | Outcome::Probe
            | Outcome::Refused(_) => Ok(None),
        }
    }

    fn refund(refund: RefundEnded) -> Option<Self> {
        Some(Self::Refund { refund })
    }
}

fn direct(found: &Transaction) -> Result<PaidOrder> {
    Ok(PaidOrder {
        out_trade_no: found.out_trade_no.clone(),
        total: total(found.amount.as_ref())?,
        transaction_id: found.transaction_id.clone().ok_or_else(|| missing("transaction_id"))?,
        mchid: found.mchid.clone(),
        success_time: found.success_time.clone(),
        attach: found.attach.clone(),
    })
}

fn partner(found: &PartnerTransaction) -> Result<PaidOrder> {
    Ok(PaidOrder {
        out_trade_no: found.out_trade_no.clone(),
        total: total(found.amount.as_ref())?,
        transaction_id: found.transaction_id.clone().ok_or_else(|| missing("transaction_id"))?,
        mchid: found.sub_mchid.clone(),
        success_time: found.success_time.clone(),
        attach: found.attach.clone(),
    })
}

fn total(amount: Option<&TransactionAmount>) -> Result<i64> {
    amount.and_then(|amount| amount.total).ok_or_else(|| missing("amount.total"))
}

fn parts(found: &CombineTransaction) -> Result<Vec<PaidOrder>> {
    let part = |(index, part): (usize, &SubOrderTransaction)| {
        let missing = |field: &str| missing(&format!("sub_orders[{index}].{field}"));
        let amount = part.amount.as_ref().and_then(|amount| amount.total_amount);
        Ok(PaidOrder {
            out_trade_no: part.out_trade_no.clone(),
            total: amount.ok_or_else(|| missing("amount.total_amount"))?,
            transaction_id: part.transaction_id.clone().ok_or_else(|| missing("transaction_id"))?,
            mchid: part.sub_mchid.clone().unwrap_or_else(|| part.mchid.clone()),
            success_time: part.success_time.clone(),
            attach: part.attach.clone(),
        })
    };
    found.sub_orders.iter().enumerate().map(part).collect()
}

fn v2(found: &V2Transaction) -> Result<PaidOrder> {
    Ok(PaidOrder {
        out_trade_no: found.out_trade_no.clone(),
        total: found.total_fee.ok_or_else(|| missing("total_fee"))?,
        transaction_id: found.transaction_id.clone().ok_or_else(|| missing("transaction_id"))?,
        mchid: found.sub_mch_id.clone().unwrap_or_else(|| found.mch_id.clone()),
        success_time: found.time_end.clone(),
        attach: found.attach.clone(),
    })
}

impl RefundEnded {
    fn v3(notice: &RefundNotice, repeat: bool, id: Option<String>) -> Result<Self> {
        Ok(Self {
            version: MessageVersion::V3,
            out_refund_no: notice.out_refund_no.clone(),
            refund_id: notice.refund_id.clone(),
            out_trade_no: notice.out_trade_no.clone(),
            transaction_id: notice.transaction_id.clone(),
            status: RefundEnd::of(&notice.refund_status)?,
            refund: notice.amount.refund,
            total: Some(notice.amount.total),
            sub_mchid: notice.sub_mchid.clone(),
            success_time: notice.success_time.clone(),
            repeat,
            id,
        })
    }

    fn v2(notice: &V2RefundNotice, repeat: bool, id: Option<String>) -> Result<Self> {
        Ok(Self {
            version: MessageVersion::V2,
            out_refund_no: notice.out_refund_no.clone(),
            refund_id: notice.refund_id.clone(),
            out_trade_no: notice.out_trade_no.clone(),
            transaction_id: notice.transaction_id.clone(),
            status: RefundEnd::of(&notice.refund_status)?,
            refund: notice.refund_fee,
            total: notice.total_fee,
            sub_mchid: notice.sub_mch_id.clone(),
            success_time: notice.success_time.clone(),
            repeat,
            id,
        })
    }
}

impl RefundEnd {
    fn of(status: &RefundStatus) -> Result<Self> {
        match status {
            RefundStatus::Success => Ok(Self::Success),
            RefundStatus::Abnormal => Ok(Self::Abnormal),
            RefundStatus::Closed => Ok(Self::Closed),
            RefundStatus::Processing | RefundStatus::Unknown(_) => {
                Err(Error::sdk(&sdk_codes::REFUND_NOT_ENDED).with_field("refund_status"))
            }
        }
    }
}

fn missing(field: &str) -> Error {
    Error::sdk(&sdk_codes::MESSAGE_INCOMPLETE).with_field(field)
}
