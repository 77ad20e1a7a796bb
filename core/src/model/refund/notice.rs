//! The end of a refund, as a V3 notification tells it.

use serde::{Deserialize, Serialize};

#[cfg(feature = "client")]
use crate::model::Refund;
use crate::model::RefundStatus;

/// The end of a refund.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RefundNotice {
    /// Merchant number of a direct merchant.
    #[serde(default)]
    pub mchid: Option<String>,
    /// Service provider's number, in partner use.
    #[serde(default)]
    pub sp_mchid: Option<String>,
    /// Sub merchant's number, in partner use.
    #[serde(default)]
    pub sub_mchid: Option<String>,
    /// The merchant's number of the order.
    pub out_trade_no: String,
    /// WeChat Pay's number of the order.
    pub transaction_id: String,
    /// The merchant's number of the refund.
    pub out_refund_no: String,
    /// WeChat Pay's number of the refund.
    pub refund_id: String,
    /// How it ended.
    pub refund_status: RefundStatus,
    /// When the money went back, RFC 3339; only on success.
    #[serde(default)]
    pub success_time: Option<String>,
    /// Where the money went.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[payer]")]
    #[serde(default)]
    pub user_received_account: Option<String>,
    /// How much.
    pub amount: RefundNoticeAmount,
}

/// Amounts of a refund, in fen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RefundNoticeAmount {
    /// The order's amount.
    pub total: i64,
    /// This refund.
    pub refund: i64,
    /// What the payer had paid.
    #[serde(default)]
    pub payer_total: Option<i64>,
    /// What the payer gets back.
    #[serde(default)]
    pub payer_refund: Option<i64>,
}

impl RefundNotice {
    /// What a refund query found, in the form of a notice: it is what the query says.
    #[cfg(feature = "client")]
    pub(crate) fn found(mchid: &str, sub_mchid: Option<&str>, refund: Refund) -> Self {
        let own = Some(mchid.to_owned());
        let (mchid, sp_mchid) = if sub_mchid.is_some() { (None, own) } else { (own, None) };
        Self {
            mchid,
            sp_mchid,
            sub_mchid: sub_mchid.map(str::to_owned),
            out_trade_no: refund.out_trade_no,
            transaction_id: refund.transaction_id,
            out_refund_no: refund.out_refund_no,
            refund_id: refund.refund_id,
            refund_status: refund.status,
            success_time: refund.success_time,
            user_received_account: refund.user_received_account,
            amount: RefundNoticeAmount {
                total: refund.amount.total,
                refund: refund.amount.refund,
                payer_total: refund.amount.payer_total,
                payer_refund: refund.amount.payer_refund,
            },
        }
    }
}
