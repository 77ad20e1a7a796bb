//! Asking for a refund in V2.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::{RefundId, RequestFromJson, check};

/// A V2 refund. It needs the merchant certificate on the connection: `merchant_certificate` with
/// `merchant_private_key`, or `merchant_p12`.
///
/// `out_refund_no` is what keeps money from going twice: a repeated refund must carry the same one and the same values.
///
/// ```
/// use qq_wxpay::model::V2RefundRequest;
///
/// let mut request = V2RefundRequest::new("T20261123000001", "R20261123000001", 500, 1999); // 5.00 of 19.99 yuan
/// request.refund_desc = Some("a broken handle".to_owned());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct V2RefundRequest {
    /// WeChat AppID of the sub merchant, for service providers.
    pub sub_appid: Option<String>,
    /// Number of the sub merchant, for service providers.
    pub sub_mch_id: Option<String>,
    /// WeChat Pay's number of the order. Exactly one of this and `out_trade_no`.
    pub transaction_id: Option<String>,
    /// The merchant's number of the order.
    pub out_trade_no: Option<String>,
    /// The merchant's number of this refund, unique: up to 64 of `[0-9A-Za-z_\-|*@]`. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub out_refund_no: String,
    /// What the whole order cost, fen. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub total_fee: i64,
    /// What goes back, fen, at least 1. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub refund_fee: i64,
    /// `CNY`, also when left out.
    pub refund_fee_type: Option<String>,
    /// Shown to the payer; up to 80 bytes of UTF-8.
    pub refund_desc: Option<String>,
    /// `REFUND_SOURCE_UNSETTLED_FUNDS` (WeChat Pay's default) or `REFUND_SOURCE_RECHARGE_FUNDS`.
    pub refund_account: Option<String>,
    /// Your own address for the notification of this refund; the configured one when left out.
    pub notify_url: Option<String>,
}

impl V2RefundRequest {
    /// A refund of `refund_fee` fen out of the `total_fee` fen of the order.
    #[must_use]
    pub fn new(
        out_trade_no: impl Into<String>,
        out_refund_no: impl Into<String>,
        refund_fee: i64,
        total_fee: i64,
    ) -> Self {
        Self {
            out_trade_no: Some(out_trade_no.into()),
            out_refund_no: out_refund_no.into(),
            refund_fee,
            total_fee,
            ..Self::default()
        }
    }

    pub(crate) fn check(&self) -> Result<()> {
        if let Some(number) = &self.sub_mch_id {
            check::merchant_number("sub_mch_id", number)?;
        }
        if let Some(appid) = &self.sub_appid {
            check::wechat_appid("sub_appid", appid)?;
        }
        RefundId::check_order(self.transaction_id.as_deref(), self.out_trade_no.as_deref())?;
        check::refund_number("out_refund_no", &self.out_refund_no)?;
        check::refund_amounts(("refund_fee", self.refund_fee), ("total_fee", self.total_fee))?;
        check::currency("refund_fee_type", self.refund_fee_type.as_deref())?;
        check::optional_text("refund_desc", self.refund_desc.as_deref(), 80)?;
        let accounts = ["REFUND_SOURCE_UNSETTLED_FUNDS", "REFUND_SOURCE_RECHARGE_FUNDS"];
        check::one_of("refund_account", self.refund_account.as_deref(), &accounts)
    }
}

impl RequestFromJson for V2RefundRequest {}
