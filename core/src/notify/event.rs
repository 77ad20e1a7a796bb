//! What a notification asks of the shop: one shape for all families of orders and both protocols.

use serde::{Deserialize, Serialize};

use super::{MessageVersion, OtherEvent};
use crate::error::{Error, Result, sdk_codes};
use crate::model::{OrderFamily, OrderReference, TradeState};

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
        found.ok_or_else(|| {
            let shown: String = name.chars().take(32).flat_map(char::escape_debug).collect();
            let error = Error::sdk(&sdk_codes::EVENT_UNKNOWN).with_field("event");
            error.with_detail_in(format!("got \"{shown}\""), format!("收到的是“{shown}”"))
        })
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
    /// Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
    /// cannot rule it out. That call may have failed: do the work again, idempotently.
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
    /// Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
    /// cannot rule it out.
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
    /// Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
    /// cannot rule it out.
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
}
