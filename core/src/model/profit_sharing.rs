//! Letting go of money that an order with `settle_info.profit_sharing` holds back, and what became of it.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::common::{empty_when_null, keeps_raw, open_enum};
use crate::model::{RawMessage, RequestFromJson, check};

open_enum! {
    /// Where a sharing or an unfreezing stands.
    ProfitSharingState {
        /// Accepted, under way:
        Processing = "PROCESSING",
        /// It is done:
        Finished = "FINISHED",
    }
}

/// Money that is not shared any more goes to the merchant of the order.
///
/// An order that was placed with `settle_info.profit_sharing` holds its money back until it is shared or unfrozen.
///
/// ```
/// use qq_wxpay::model::UnfreezeRequest;
/// let request = UnfreezeRequest::new("4200000001202408050000000001", "S20261123000001", "nothing to share");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct UnfreezeRequest {
    /// Number of the sub merchant that sold, for service providers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_mchid: Option<String>,
    /// WeChat Pay's number of the order. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub transaction_id: String,
    /// The merchant's own number of this unfreezing: 1 to 64 of `[0-9A-Za-z_\-|*@]`; another one than those of sharings of the order. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub out_order_no: String,
    /// Why, up to 80 bytes of UTF-8; it stands in the bills. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub description: String,
}

/// A sharing or an unfreezing to ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ProfitSharingQuery {
    /// Number of the sub merchant that sold, for service providers.
    pub sub_mchid: Option<String>,
    /// WeChat Pay's number of the order. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub transaction_id: String,
    /// The merchant's number of the sharing or unfreezing. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub out_order_no: String,
}

/// What becomes of the money of an order that was placed with `settle_info.profit_sharing`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ProfitSharing {
    /// Number of the sub merchant, for service providers.
    #[serde(default)]
    pub sub_mchid: Option<String>,
    /// WeChat Pay's number of the order.
    pub transaction_id: String,
    /// The merchant's number.
    pub out_order_no: String,
    /// WeChat Pay's number.
    pub order_id: String,
    /// Where it stands as a whole.
    pub state: ProfitSharingState,
    /// Who gets how much.
    #[serde(default, deserialize_with = "empty_when_null")]
    pub receivers: Vec<ProfitSharingReceiver>,
    /// The verified reply in full, JSON, also what has no field here; it holds the identity of receivers.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("x-hidden" = true)))]
    pub raw: Option<RawMessage>,
}

/// Somebody who gets a part; with an unfreezing the merchant itself.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ProfitSharingReceiver {
    /// `MERCHANT_ID` or `PERSONAL_OPENID`.
    #[serde(default)]
    pub r#type: Option<String>,
    /// Merchant number or openid.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[receiver]")]
    #[serde(default)]
    pub account: Option<String>,
    /// Fen.
    #[serde(default)]
    pub amount: Option<i64>,
    /// Why.
    #[serde(default)]
    pub description: Option<String>,
    /// `PENDING`, `SUCCESS` or `CLOSED`.
    #[serde(default)]
    pub result: Option<String>,
    /// Why it was closed, a word of WeChat Pay: `ACCOUNT_ABNORMAL`, `NO_RELATION`, ...
    #[serde(default)]
    pub fail_reason: Option<String>,
    /// WeChat Pay's number of this part.
    #[serde(default)]
    pub detail_id: Option<String>,
    /// When it began, RFC 3339.
    #[serde(default)]
    pub create_time: Option<String>,
    /// When it ended, RFC 3339.
    #[serde(default)]
    pub finish_time: Option<String>,
}

keeps_raw!(ProfitSharing);

impl UnfreezeRequest {
    /// All that an order still holds back goes to its merchant.
    #[must_use]
    pub fn new(
        transaction_id: impl Into<String>,
        out_order_no: impl Into<String>,
        description: impl Into<String>,
    ) -> Self {
        Self {
            sub_mchid: None,
            transaction_id: transaction_id.into(),
            out_order_no: out_order_no.into(),
            description: description.into(),
        }
    }

    pub(crate) fn check(&self) -> Result<()> {
        identity(self.sub_mchid.as_deref(), &self.transaction_id, &self.out_order_no)?;
        check::text("description", &self.description, 80)
    }
}

impl ProfitSharingQuery {
    /// The sharing or unfreezing with the merchant's number, of this order.
    #[must_use]
    pub fn new(transaction_id: impl Into<String>, out_order_no: impl Into<String>) -> Self {
        Self { sub_mchid: None, transaction_id: transaction_id.into(), out_order_no: out_order_no.into() }
    }

    pub(crate) fn check(&self) -> Result<()> {
        identity(self.sub_mchid.as_deref(), &self.transaction_id, &self.out_order_no)
    }
}

fn identity(sub_mchid: Option<&str>, transaction_id: &str, out_order_no: &str) -> Result<()> {
    if let Some(number) = sub_mchid {
        check::merchant_number("sub_mchid", number)?;
    }
    check::transaction_id("transaction_id", transaction_id)?;
    check::refund_number("out_order_no", out_order_no)
}

impl RequestFromJson for UnfreezeRequest {}
impl RequestFromJson for ProfitSharingQuery {}
