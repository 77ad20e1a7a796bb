//! By what a refund is asked for.

use serde::Deserialize;

use crate::error::Result;
use crate::model::common::only_one;
use crate::model::{RefundId, RequestFromJson};

/// A refund.
///
/// ```
/// use qq_wxpay::model::RefundQuery;
///
/// let query = RefundQuery::new("R20261123000001");
/// let of_another = RefundQuery::new("R20261123000002").of_sub_merchant("1900000109");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RefundQuery {
    /// The merchant's refund number.
    pub out_refund_no: String,
    /// Number of the sub merchant, for service providers.
    #[serde(default)]
    pub sub_mchid: Option<String>,
}

/// A refund, or the refunds of an order, by exactly one of four numbers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct V2RefundQuery {
    /// Number of the sub merchant, for service providers.
    #[serde(default)]
    pub sub_mch_id: Option<String>,
    /// WeChat Pay's refund number.
    #[serde(default)]
    pub refund_id: Option<String>,
    /// The merchant's refund number.
    #[serde(default)]
    pub out_refund_no: Option<String>,
    /// WeChat Pay's order number.
    #[serde(default)]
    pub transaction_id: Option<String>,
    /// The merchant's order number.
    #[serde(default)]
    pub out_trade_no: Option<String>,
    /// The number of the first refund in the reply, which holds 10 at the most; 0 when left out.
    #[serde(default)]
    pub offset: u32,
}

impl RefundQuery {
    /// The refund with the merchant's number.
    #[must_use]
    pub fn new(out_refund_no: impl Into<String>) -> Self {
        Self { out_refund_no: out_refund_no.into(), sub_mchid: None }
    }

    /// The same refund, of this sub merchant.
    #[must_use]
    pub fn of_sub_merchant(self, sub_mchid: impl Into<String>) -> Self {
        Self { sub_mchid: Some(sub_mchid.into()), ..self }
    }
}

impl V2RefundQuery {
    /// What has this number.
    #[must_use]
    pub fn new(refund: RefundId) -> Self {
        let mut query = Self {
            sub_mch_id: None,
            refund_id: None,
            out_refund_no: None,
            transaction_id: None,
            out_trade_no: None,
            offset: 0,
        };
        match refund {
            RefundId::RefundId(number) => query.refund_id = Some(number),
            RefundId::OutRefundNo(number) => query.out_refund_no = Some(number),
            RefundId::TransactionId(number) => query.transaction_id = Some(number),
            RefundId::OutTradeNo(number) => query.out_trade_no = Some(number),
        }
        query
    }

    /// The same refunds, of this sub merchant.
    #[must_use]
    pub fn of_sub_merchant(self, sub_mch_id: impl Into<String>) -> Self {
        Self { sub_mch_id: Some(sub_mch_id.into()), ..self }
    }

    /// The same refunds, from this one on.
    #[must_use]
    pub fn from(self, offset: u32) -> Self {
        Self { offset, ..self }
    }

    pub(crate) fn refund(&self) -> Result<RefundId> {
        let numbers = [
            self.refund_id.clone().map(RefundId::RefundId),
            self.out_refund_no.clone().map(RefundId::OutRefundNo),
            self.transaction_id.clone().map(RefundId::TransactionId),
            self.out_trade_no.clone().map(RefundId::OutTradeNo),
        ];
        only_one(numbers, "out_refund_no")
    }
}

impl RequestFromJson for RefundQuery {}
impl RequestFromJson for V2RefundQuery {}
