//! The end of a refund, as a V2 notification tells it.

use serde::Serialize;

use super::RefundStatus;
use crate::error::Result;
use crate::wire::xml::Fields;

/// The end of a refund in V2 (protocol 4.7). The message carries no signature: its authenticity rests on the
/// decryption alone, so confirm it with a refund query before you act on it.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct V2RefundNotice {
    /// WeChat AppID.
    pub appid: String,
    /// Merchant number.
    pub mch_id: String,
    /// Sub merchant's WeChat AppID.
    pub sub_appid: Option<String>,
    /// Sub merchant's number.
    pub sub_mch_id: Option<String>,
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
    /// The order's amount, fen.
    pub total_fee: i64,
    /// The same after coupons that are not settled, fen.
    pub settlement_total_fee: Option<i64>,
    /// This refund, fen.
    pub refund_fee: i64,
    /// The same after coupons that are not settled, fen.
    pub settlement_refund_fee: Option<i64>,
    /// When the money went back, `yyyy-MM-dd HH:mm:ss` in Beijing time.
    pub success_time: Option<String>,
    /// Where the money went (the wire spells it with one `n` less).
    #[debug("[payer]")]
    pub refund_recv_accout: Option<String>,
    /// The account that it was taken from.
    pub refund_account: Option<String>,
    /// `API` or `VENDOR_PLATFORM`.
    pub refund_request_source: Option<String>,
}

impl V2RefundNotice {
    /// Reads the open fields of the message and the decrypted ones.
    pub(crate) fn read(outer: &Fields, inner: &Fields) -> Result<Self> {
        Ok(Self {
            appid: outer.required_text("appid")?,
            mch_id: outer.required_text("mch_id")?,
            sub_appid: outer.text("sub_appid"),
            sub_mch_id: outer.text("sub_mch_id"),
            out_trade_no: inner.required_text("out_trade_no")?,
            transaction_id: inner.required_text("transaction_id")?,
            out_refund_no: inner.required_text("out_refund_no")?,
            refund_id: inner.required_text("refund_id")?,
            refund_status: RefundStatus::from(inner.required_text("refund_status")?),
            total_fee: inner.required_fen("total_fee")?,
            settlement_total_fee: inner.fen("settlement_total_fee")?,
            refund_fee: inner.required_fen("refund_fee")?,
            settlement_refund_fee: inner.fen("settlement_refund_fee")?,
            success_time: inner.text("success_time"),
            refund_recv_accout: inner.text("refund_recv_accout"),
            refund_account: inner.text("refund_account"),
            refund_request_source: inner.text("refund_request_source"),
        })
    }
}
