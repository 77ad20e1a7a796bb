//! `POST /v3/security/echo`: the self test of keys, serials and clock, without an order.

use serde_json::{Value, json};

use super::order::call_body;
use super::{Caller, Fields, Refusal, is_refund_notify_url, reply, signers};
use crate::call::Call;
use crate::clock::http_date;
use crate::faults::{self, Dialect, FaultEndpoint, SignatureFault};
use crate::keys;
use crate::reply::Reply;
use crate::state::SandboxState;
use crate::switches::{Deliver, SecurityEcho};
use crate::wechat::notification::Notification;

/// How far WeChat Pay's clock is ahead when the merchant's is to be wrong, in seconds.
const CLOCK_DIFFERENCE: i64 = 400;

/// The longest text that still fits into one encrypted block of the merchant's key.
const LONGEST_MESSAGE: usize = 214;

/// Echoes a text, in plain and encrypted, and calls back if it is asked to.
pub(crate) fn echo(state: &SandboxState, call: Call) -> Reply {
    state.counters.direct_requests.count();
    faults::around(state, (FaultEndpoint::Echo, true, Dialect::V3), call, |state, mut call| {
        let trouble = state.switches().security_echo;
        let outcome = Caller::verify(state, &call)
            .and_then(|caller| refuse(trouble).map(|()| caller))
            .and_then(|_| answer(state, &call, trouble));
        if trouble == SecurityEcho::Verification {
            call.signature_fault = Some(SignatureFault::WrongSignature);
        }
        let ahead = if trouble == SecurityEcho::Clock { CLOCK_DIFFERENCE } else { 0 };
        let date = http_date(state.clock.now().saturating_add(ahead));
        reply::reply(state, &call, outcome).with_header("date", &date)
    })
}

fn refuse(trouble: SecurityEcho) -> Result<(), Refusal> {
    let refusal = |message, issue| {
        let detail = json!({"field": "signature", "issue": issue, "location": "authorization"});
        Err(Refusal::signature(message, detail))
    };
    match trouble {
        SecurityEcho::Signature => refusal("错误的签名，验签失败", "sign not match"),
        SecurityEcho::Clock => {
            refusal("Http头Authorization中的timestamp与发起请求的时间不得超过5分钟", "timestamp has expired")
        }
        _ => Ok(()),
    }
}

fn answer(state: &SandboxState, call: &Call, trouble: SecurityEcho) -> Result<Value, Refusal> {
    let issue = "must be the public key ID or the serial number of a platform certificate";
    let named = call.header("wechatpay-serial").and_then(|serial| signers::named(state, serial));
    let key = named.ok_or_else(|| Refusal::parameter("header", "Wechatpay-Serial", issue))?;
    let body = call_body(call)?;
    let fields = Fields::body(&body)?;
    let message = fields.text("echo_message", LONGEST_MESSAGE)?;
    let encrypted = fields.optional_text("encrypted_echo_message", 1024)?;
    let notify_url = fields.optional_text("notify_url", 255)?;
    if notify_url.is_some_and(|url| !is_refund_notify_url(url)) {
        return Err(fields.wrong("notify_url", "must be an https address of your own without a query"));
    }
    let issue = "cannot be decrypted with the key that Wechatpay-Serial names";
    let wrong = || fields.wrong("encrypted_echo_message", issue);
    let opened = encrypted.map(|text| key.keys.decrypt(text).ok_or_else(wrong)).transpose()?;
    fields.finish()?;
    let for_merchant = |text: &String| {
        let wechat_pay = state.keyring.wechat_pay.public();
        let is_wrong = trouble == SecurityEcho::Encryption;
        keys::encrypt(if is_wrong { &wechat_pay } else { &state.keyring.merchant }, text)
    };
    let sealed = opened.as_ref().and_then(for_merchant);
    state.events.add("security.echoed", message);
    if let Some(url) = notify_url {
        call_back(state, (url, message, sealed.as_deref()), trouble);
    }
    let mut reply = json!({ "echo_message": message });
    if let Some(sealed) = sealed {
        reply["encrypted_echo_message"] = sealed.into();
    }
    Ok(reply)
}

fn call_back(
    state: &SandboxState,
    (url, message, sealed): (&str, &str, Option<&str>),
    trouble: SecurityEcho,
) {
    let mut content = json!({ "echo_message": message });
    if let Some(sealed) = sealed {
        // In the callback the field is spelled so.
        content["encrypt_echo_message"] = sealed.into();
    }
    let mut key = state.api_v3_key().to_owned();
    if trouble == SecurityEcho::CallbackKey {
        key = key.chars().rev().collect();
    }
    let notification = Notification::about_echo((url, message), content, &key, state);
    let deliver = if trouble == SecurityEcho::Callback { Deliver::Lost } else { state.switches().deliver };
    let kind = state.delivery_queue.take(notification, deliver);
    state.events.add(kind, message);
}
