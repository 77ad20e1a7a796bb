//! What became of an open order or refund that was asked for: the same records as a notification brings.

use serde::Serialize;

use super::{Paid, RefundEnded};
use crate::error::Error;
use crate::model::{FoundOrder, OrderReference, RefundStatus, TradeState};

/// What became of one open order. Each row of the list has one such report.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "result", rename_all = "snake_case")]
#[non_exhaustive]
pub enum OpenOrderReport {
    /// It is paid, with the number and the total of its row: the same as a notification says. Deliver, once.
    Paid {
        /// Which row of the list, from 0.
        row: u32,
        /// The order.
        order: OrderReference,
        /// The payment.
        paid: Paid,
        /// The same as WeChat Pay told it.
        found: Box<FoundOrder>,
    },
    /// It is not paid and not closed: ask again in a later run.
    StillOpen {
        /// Which row of the list, from 0.
        row: u32,
        /// The order.
        order: OrderReference,
        /// Its state; nothing while WeChat Pay does not know an order that was placed just now.
        state: Option<TradeState>,
        /// When it is due next, RFC 3339.
        due_at: String,
    },
    /// It is closed and cannot be paid any more.
    Closed {
        /// Which row of the list, from 0.
        row: u32,
        /// The order.
        order: OrderReference,
        /// Whether this run closed it.
        closed_now: bool,
    },
    /// WeChat Pay does not know it, asked twice, and it is old enough: it was never placed.
    NotFound {
        /// Which row of the list, from 0.
        row: u32,
        /// The order.
        order: OrderReference,
        /// What WeChat Pay said.
        error: Error,
    },
    /// It was not asked for: its time has not come.
    NotDue {
        /// Which row of the list, from 0.
        row: u32,
        /// The order.
        order: OrderReference,
        /// When it is due next, RFC 3339.
        due_at: String,
    },
    /// It was not asked for: the time of the run was over. It comes in the next.
    NotAsked {
        /// Which row of the list, from 0.
        row: u32,
        /// The order.
        order: OrderReference,
    },
    /// The row is wrong (also: it is paid, but not what the row says), or WeChat Pay refused the question for good. Correct what the error
    /// names.
    Refused {
        /// Which row of the list, from 0.
        row: u32,
        /// The order.
        order: OrderReference,
        /// Why.
        error: Error,
    },
    /// No usable answer came: nothing is known. It is due again in the next run.
    NoAnswer {
        /// Which row of the list, from 0.
        row: u32,
        /// The order.
        order: OrderReference,
        /// What stood in the way.
        error: Error,
    },
}

/// What became of one open refund. Each row of the list has one such report.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "result", rename_all = "snake_case")]
#[non_exhaustive]
pub enum OpenRefundReport {
    /// It has ended: with success, abnormally (the money is stuck: act), or closed. The same as a notification says.
    Ended {
        /// Which row of the list, from 0.
        row: u32,
        /// The merchant's number of the refund.
        out_refund_no: String,
        /// The refund.
        refund: RefundEnded,
    },
    /// It is still processed: ask again in a later run.
    StillOpen {
        /// Which row of the list, from 0.
        row: u32,
        /// The merchant's number of the refund.
        out_refund_no: String,
        /// Its state; nothing while WeChat Pay does not know a refund that was requested just now.
        status: Option<RefundStatus>,
        /// When it is due next, RFC 3339.
        due_at: String,
    },
    /// WeChat Pay does not know it, asked twice, and it is old enough: the request never arrived. Request it again, with the same number.
    NotFound {
        /// Which row of the list, from 0.
        row: u32,
        /// The merchant's number of the refund.
        out_refund_no: String,
        /// What WeChat Pay said.
        error: Error,
    },
    /// It was not asked for: its time has not come.
    NotDue {
        /// Which row of the list, from 0.
        row: u32,
        /// The merchant's number of the refund.
        out_refund_no: String,
        /// When it is due next, RFC 3339.
        due_at: String,
    },
    /// It was not asked for: the time of the run was over. It comes in the next.
    NotAsked {
        /// Which row of the list, from 0.
        row: u32,
        /// The merchant's number of the refund.
        out_refund_no: String,
    },
    /// The row is wrong, or WeChat Pay refused the question for good. Correct what the error names.
    Refused {
        /// Which row of the list, from 0.
        row: u32,
        /// The merchant's number of the refund.
        out_refund_no: String,
        /// Why.
        error: Error,
    },
    /// No usable answer came: nothing is known. It is due again in the next run.
    NoAnswer {
        /// Which row of the list, from 0.
        row: u32,
        /// The merchant's number of the refund.
        out_refund_no: String,
        /// What stood in the way.
        error: Error,
    },
}

impl OpenOrderReport {
    /// The name of the result in every language, `snake_case`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Paid { .. } => "paid",
            Self::StillOpen { .. } => "still_open",
            Self::Closed { .. } => "closed",
            Self::NotFound { .. } => "not_found",
            Self::NotDue { .. } => "not_due",
            Self::NotAsked { .. } => "not_asked",
            Self::Refused { .. } => "refused",
            Self::NoAnswer { .. } => "no_answer",
        }
    }

    /// Which row of the list, and the order in it.
    #[must_use]
    pub fn row(&self) -> (u32, &OrderReference) {
        match self {
            Self::Paid { row, order, .. }
            | Self::StillOpen { row, order, .. }
            | Self::Closed { row, order, .. }
            | Self::NotFound { row, order, .. }
            | Self::NotDue { row, order, .. }
            | Self::NotAsked { row, order }
            | Self::Refused { row, order, .. }
            | Self::NoAnswer { row, order, .. } => (*row, order),
        }
    }

    /// What stood in the way.
    #[must_use]
    pub fn error(&self) -> Option<&Error> {
        match self {
            Self::NotFound { error, .. } | Self::Refused { error, .. } | Self::NoAnswer { error, .. } => {
                Some(error)
            }
            _ => None,
        }
    }

    /// The same with an error that names fields as a language does.
    #[cfg(feature = "bridge")]
    pub(crate) fn with_error(mut self, named: impl FnOnce(&Error) -> Error) -> Self {
        if let Self::NotFound { error, .. } | Self::Refused { error, .. } | Self::NoAnswer { error, .. } =
            &mut self
        {
            *error = named(error);
        }
        self
    }
}

impl OpenRefundReport {
    /// The name of the result in every language, `snake_case`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ended { .. } => "ended",
            Self::StillOpen { .. } => "still_open",
            Self::NotFound { .. } => "not_found",
            Self::NotDue { .. } => "not_due",
            Self::NotAsked { .. } => "not_asked",
            Self::Refused { .. } => "refused",
            Self::NoAnswer { .. } => "no_answer",
        }
    }

    /// Which row of the list, and the merchant's number of the refund in it.
    #[must_use]
    pub fn row(&self) -> (u32, &str) {
        match self {
            Self::Ended { row, out_refund_no, .. }
            | Self::StillOpen { row, out_refund_no, .. }
            | Self::NotFound { row, out_refund_no, .. }
            | Self::NotDue { row, out_refund_no, .. }
            | Self::NotAsked { row, out_refund_no }
            | Self::Refused { row, out_refund_no, .. }
            | Self::NoAnswer { row, out_refund_no, .. } => (*row, out_refund_no),
        }
    }

    /// What stood in the way.
    #[must_use]
    pub fn error(&self) -> Option<&Error> {
        match self {
            Self::NotFound { error, .. } | Self::Refused { error, .. } | Self::NoAnswer { error, .. } => {
                Some(error)
            }
            _ => None,
        }
    }

    /// The same with an error that names fields as a language does.
    #[cfg(feature = "bridge")]
    pub(crate) fn with_error(mut self, named: impl FnOnce(&Error) -> Error) -> Self {
        if let Self::NotFound { error, .. } | Self::Refused { error, .. } | Self::NoAnswer { error, .. } =
            &mut self
        {
            *error = named(error);
        }
        self
    }
}
