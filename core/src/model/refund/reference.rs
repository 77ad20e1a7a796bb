//! How a refund is named, so that it can be asked for.

use serde::{Deserialize, Serialize};

use crate::model::{MessageVersion, RefundNotice, V2RefundNotice};

/// A refund that a message names, enough to query it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RefundReference {
    /// `v3`: ask `query_refund`; `v2`: `query_v2_refund`.
    pub version: MessageVersion,
    /// The merchant's number of the refund.
    pub out_refund_no: String,
    /// The merchant's number of the order.
    pub out_trade_no: String,
    /// The sub merchant's number, in partner use.
    #[serde(default)]
    pub sub_mchid: Option<String>,
}

impl From<&RefundNotice> for RefundReference {
    fn from(notice: &RefundNotice) -> Self {
        Self {
            version: MessageVersion::V3,
            out_refund_no: notice.out_refund_no.clone(),
            out_trade_no: notice.out_trade_no.clone(),
            sub_mchid: notice.sub_mchid.clone(),
        }
    }
}

impl From<&V2RefundNotice> for RefundReference {
    fn from(notice: &V2RefundNotice) -> Self {
        Self {
            version: MessageVersion::V2,
            out_refund_no: notice.out_refund_no.clone(),
            out_trade_no: notice.out_trade_no.clone(),
            sub_mchid: notice.sub_mch_id.clone(),
        }
    }
}
