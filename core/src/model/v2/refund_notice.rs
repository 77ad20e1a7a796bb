//! The end of a refund, as a V2 notification tells it.

use serde::Serialize;

use crate::error::{Error, Result, sdk_codes};
use crate::model::RefundStatus;
#[cfg(feature = "client")]
use crate::model::{V2Refund, V2Refunds};
use crate::wire::xml::Fields;

/// The end of a refund in V2. The message carries no signature, so it is believed only as far as
/// a refund query says the same.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
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
    pub total_fee: Option<i64>,
    /// The same after coupons that are not settled, fen.
    pub settlement_total_fee: Option<i64>,
    /// This refund, fen.
    pub refund_fee: i64,
    /// The same after coupons that are not settled, fen.
    pub settlement_refund_fee: Option<i64>,
    /// When the money went back, `yyyy-MM-dd HH:mm:ss` in Beijing time.
    pub success_time: Option<String>,
    /// Where the money went (the wire spells it with one `n` less).
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
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
        let notice = Self {
            appid: outer.required_text("appid")?,
            mch_id: outer.required_text("mch_id")?,
            sub_appid: outer.text("sub_appid"),
            sub_mch_id: outer.text("sub_mch_id"),
            out_trade_no: inner.required_text("out_trade_no")?,
            transaction_id: inner.required_text("transaction_id")?,
            out_refund_no: inner.required_text("out_refund_no")?,
            refund_id: inner.required_text("refund_id")?,
            refund_status: RefundStatus::from(inner.required_text("refund_status")?),
            total_fee: inner.fen("total_fee")?,
            settlement_total_fee: inner.fen("settlement_total_fee")?,
            refund_fee: inner.required_fen("refund_fee")?,
            settlement_refund_fee: inner.fen("settlement_refund_fee")?,
            success_time: inner.text("success_time"),
            refund_recv_accout: inner.text("refund_recv_accout"),
            refund_account: inner.text("refund_account"),
            refund_request_source: inner.text("refund_request_source"),
        };
        notice.check_form()?;
        Ok(notice)
    }

    /// What a refund query found, in the form of a notice: it is what the query says.
    #[cfg(feature = "client")]
    pub(crate) fn found(
        (appid, mch_id): (&str, &str),
        sub_mch_id: Option<&str>,
        order: &V2Refunds,
        refund: &V2Refund,
    ) -> Self {
        Self {
            appid: appid.to_owned(),
            mch_id: mch_id.to_owned(),
            sub_appid: None,
            sub_mch_id: sub_mch_id.map(str::to_owned),
            out_trade_no: order.out_trade_no.clone(),
            transaction_id: order.transaction_id.clone(),
            out_refund_no: refund.out_refund_no.clone(),
            refund_id: refund.refund_id.clone(),
            refund_status: refund.refund_status.clone(),
            total_fee: order.total_fee,
            settlement_total_fee: None,
            refund_fee: refund.refund_fee,
            settlement_refund_fee: refund.settlement_refund_fee,
            success_time: refund.refund_success_time.clone(),
            refund_recv_accout: refund.refund_recv_accout.clone(),
            refund_account: refund.refund_account.clone(),
            refund_request_source: None,
        }
    }

    /// The blocks of an encrypted message can be exchanged without its key: what then stands in a number or a time mostly has
    /// another form.
    fn check_form(&self) -> Result<()> {
        let refuse = |field: &str| Err(Error::sdk(&sdk_codes::MESSAGE_FIELD).with_field(field));
        let numbers = [
            ("out_trade_no", &self.out_trade_no, 32),
            ("transaction_id", &self.transaction_id, 32),
            ("out_refund_no", &self.out_refund_no, 64),
            ("refund_id", &self.refund_id, 32),
        ];
        for (field, number, limit) in numbers {
            let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_-|*@".contains(&byte);
            if number.len() > limit || !number.bytes().all(fits) {
                return refuse(field);
            }
        }
        match self.success_time.as_deref() {
            Some(time) if !has_form(time, "0000-00-00 00:00:00") => refuse("success_time"),
            _ => Ok(()),
        }
    }
}

/// Whether a text has a digit where the form has one, and else the form's own characters.
fn has_form(text: &str, form: &str) -> bool {
    let same =
        |(found, wanted): (u8, u8)| if wanted == b'0' { found.is_ascii_digit() } else { found == wanted };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(same)
}
