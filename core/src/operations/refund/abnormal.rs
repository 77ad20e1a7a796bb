//! Sending the money of an abnormal refund elsewhere.

use serde::Serialize;

use crate::error::{Result, Subject};
use crate::model::{AbnormalRefundRequest, AbnormalRefundType, Refund};
use crate::operation::{CallContext, Operation, RedirectAbnormalRefund, descriptor};
use crate::protocol::endpoint::encode;
use crate::protocol::prepared::Prepared;
use crate::protocol::reply::v3;
use crate::protocol::sensitive;
use crate::protocol::wechat_call::{V3Call, same};
use crate::retry::Idempotency;

/// Account and name are encrypted for the key that [`sensitive::encrypt`] takes. It may be repeated: WeChat Pay takes it once,
/// while the refund is `ABNORMAL`.
impl Operation for RedirectAbnormalRefund {
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
    const SUBJECT: Subject = Subject::AbnormalRefund;
    const ENCRYPTS: bool = true;

    fn prepare(request: &AbnormalRefundRequest, call: &CallContext<'_>) -> Result<Prepared<Refund>> {
        #[derive(Serialize)]
        struct Body<'a> {
            out_refund_no: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            sub_mchid: Option<&'a str>,
            r#type: AbnormalRefundType,
            #[serde(skip_serializing_if = "Option::is_none")]
            bank_type: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            bank_account: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            real_name: Option<String>,
        }
        request.check()?;
        let mut serial = None;
        let mut encrypted = |field: &str, text: &Option<String>| -> Result<Option<String>> {
            let Some(text) = text else { return Ok(None) };
            let encrypted = sensitive::encrypt(call.config, text, call.stamp.now()).map_err(|error| {
                match error.field() {
                    Some(_) => error,
                    None => error.with_field(field),
                }
            })?;
            serial = Some(encrypted.serial);
            Ok(Some(encrypted.ciphertext))
        };
        let body = Body {
            out_refund_no: &request.out_refund_no,
            sub_mchid: request.sub_mchid.as_deref(),
            r#type: request.r#type,
            bank_type: request.bank_type.as_deref(),
            bank_account: encrypted("bank_account", &request.bank_account)?,
            real_name: encrypted("real_name", &request.real_name)?,
        };
        let path =
            format!("/v3/refund/domestic/refunds/{}/apply-abnormal-refund", encode(&request.refund_id));
        let asked = V3Call::post(descriptor::<Self>(request), path, &body).about(&request.out_refund_no);
        let (refund_id, out_refund_no) = (request.refund_id.clone(), request.out_refund_no.clone());
        asked.prepare_encrypted(call, serial.as_deref(), move |config, reply, now| {
            let found: Refund = v3::kept(config, reply, now)?;
            same("refund_id", &refund_id, &found.refund_id)?;
            same("out_refund_no", &out_refund_no, &found.out_refund_no)?;
            Ok(found)
        })
    }
}
