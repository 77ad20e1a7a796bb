//! Sending the money of an abnormal refund to another account.

use serde_json::Value;

use super::order::call_body;
use super::refund_view::refund_object;
use super::{Caller, Fields, Refusal, refund_request, signers};
use crate::call::Call;
use crate::state::SandboxState;

/// Reads the request, decrypts the bank data, and lets the refund go on.
pub(super) fn apply(state: &SandboxState, caller: &Caller, call: &Call) -> Result<Value, Refusal> {
    let refund_id = call.segment_before(1).unwrap_or_default();
    let body = call_body(call)?;
    let fields = Fields::body(&body)?;
    let sub_mchid = fields.optional_text("sub_mchid", 32)?;
    let out_refund_no = refund_request::out_refund_no(&fields)?;
    let needs_account = match fields.text("type", 32)? {
        "USER_BANK_CARD" => true,
        "MERCHANT_BANK_CARD" => false,
        _ => return Err(fields.wrong("type", "must be USER_BANK_CARD or MERCHANT_BANK_CARD")),
    };
    let bank_type = fields.optional_text("bank_type", 16)?;
    let account = sensitive(state, call, &fields, "bank_account")?;
    let name = sensitive(state, call, &fields, "real_name")?;
    if needs_account {
        bank_type.ok_or_else(|| fields.wrong("bank_type", "is required"))?;
        account.as_ref().ok_or_else(|| fields.wrong("bank_account", "is required"))?;
        name.ok_or_else(|| fields.wrong("real_name", "is required"))?;
    }
    let is_number =
        |text: &String| (8..=32).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if account.is_some_and(|account| !is_number(&account)) {
        return Err(fields.wrong("bank_account", "is no account number after decryption"));
    }
    fields.finish()?;
    let due_at = state.clock.now() + i64::from(state.switches().refund_seconds);
    let mut book = state.orders();
    let is_known = book
        .refund_by_number(&caller.mchid, &out_refund_no)
        .is_some_and(|refund| refund.refund_id == refund_id && refund.sub_mchid.as_deref() == sub_mchid);
    if !is_known {
        return Err(Refusal::not_exists("退款单不存在"));
    }
    let refund = book.redirect_refund(&refund_id, due_at);
    drop(book);
    let refund = refund.ok_or_else(|| Refusal::business("退款单不是退款异常状态"))?;
    state.events.add("refund.redirected", out_refund_no);
    Ok(refund_object(&refund))
}

/// A text that was encrypted for WeChat Pay, when it is there.
fn sensitive(
    state: &SandboxState,
    call: &Call,
    fields: &Fields<'_>,
    name: &'static str,
) -> Result<Option<String>, Refusal> {
    let Some(ciphertext) = fields.optional_text(name, 1024)? else { return Ok(None) };
    let named = call.header("wechatpay-serial").and_then(|serial| signers::named(state, serial));
    let key = named.ok_or_else(|| {
        let issue = "must name the key that encrypted the sensitive fields";
        Refusal::parameter("header", "Wechatpay-Serial", issue)
    })?;
    let text = key.keys.decrypt(ciphertext).filter(|text| !text.is_empty());
    text.map(Some)
        .ok_or_else(|| fields.wrong(name, "cannot be decrypted with the key that Wechatpay-Serial names"))
}
