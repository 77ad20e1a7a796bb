//! What each fault does to a call.

use axum::body::Bytes;
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::told::told;
use super::{ErrorAnswer, FaultEndpoint, FaultKind, SignatureFault};
use crate::call::Call;
use crate::reply::{Manner, Reply};
use crate::state::SandboxState;
use crate::wechat::{v2, v3};

/// The language in which an endpoint reports errors.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// QQ: `errcode` and `errmsg`.
    Qq,
    /// WeChat Pay V2: XML.
    V2,
    /// V2's bills: XML that is not signed.
    V2Bill,
    /// WeChat Pay V3: JSON with a code.
    V3,
}

/// Handles a call, or lets the fault strike that waits for this endpoint.
///
/// `any_fits` is false for the inner half of a proxied order, so that a fault for any endpoint
/// strikes once per request.
pub(crate) fn around(
    state: &SandboxState,
    (endpoint, any_fits, dialect): (FaultEndpoint, bool, Dialect),
    mut call: Call,
    handler: impl FnOnce(&SandboxState, Call) -> Reply,
) -> Reply {
    let Some(kind) = state.faults.take(endpoint, any_fits) else { return handler(state, call) };
    state.events.add("fault.struck", told(kind, endpoint));
    match kind {
        FaultKind::TruncatedBody => {
            let mut reply = handler(state, call);
            reply.body.truncate(reply.body.len() / 2);
            reply
        }
        FaultKind::FlippedByte => {
            let mut reply = handler(state, call);
            reply.body = flipped(&reply.body);
            reply
        }
        FaultKind::SlowBody => handler(state, call).sent(Manner::Dripping),
        FaultKind::TimeOut => handler(state, call).sent(Manner::Late),
        FaultKind::DropAfter => handler(state, call).sent(Manner::CutAfter(0)),
        FaultKind::CutReply(bytes) => handler(state, call).sent(Manner::CutAfter(bytes)),
        FaultKind::DropMidReply => handler(state, call).sent(Manner::CutOff),
        FaultKind::WrongSignature
        | FaultKind::ProbeSignature
        | FaultKind::StaleTimestamp
        | FaultKind::UnknownSerial => {
            call.signature_fault = signature_fault(kind);
            handler(state, call)
        }
        _ => instead(state, kind, dialect, &call),
    }
}

/// How many digits in a row are a long number.
const LONG_NUMBER: usize = 7;

fn flipped(body: &[u8]) -> Bytes {
    let mut changed = body.to_vec();
    let middle = body.len() / 2;
    let second_half = body[middle..].windows(LONG_NUMBER);
    let number = second_half.into_iter().position(|run| run.iter().all(u8::is_ascii_digit));
    if let Some(byte) = changed.get_mut(middle + number.unwrap_or_default()) {
        *byte ^= 1;
    }
    Bytes::from(changed)
}

fn signature_fault(kind: FaultKind) -> Option<SignatureFault> {
    match kind {
        FaultKind::WrongSignature => Some(SignatureFault::WrongSignature),
        FaultKind::ProbeSignature => Some(SignatureFault::ProbeSignature),
        FaultKind::StaleTimestamp => Some(SignatureFault::StaleTimestamp),
        FaultKind::UnknownSerial => Some(SignatureFault::UnknownSerial),
        _ => None,
    }
}

/// The reply of a fault that keeps the request from being processed.
fn instead(state: &SandboxState, kind: FaultKind, dialect: Dialect, call: &Call) -> Reply {
    match kind {
        FaultKind::Status500 => Reply::text(StatusCode::INTERNAL_SERVER_ERROR, "internal server error"),
        FaultKind::Status502Html => Reply::html(StatusCode::BAD_GATEWAY, GATEWAY_PAGE),
        FaultKind::Status503 => Reply::text(StatusCode::SERVICE_UNAVAILABLE, ""),
        FaultKind::Status429 => too_many(state, dialect, call),
        FaultKind::Html200 => Reply::html(StatusCode::OK, GATEWAY_PAGE),
        FaultKind::Empty200 => Reply::new(StatusCode::OK, "application/json", ""),
        FaultKind::GarbageJson => Reply::new(StatusCode::OK, "application/json", r#"{"h5_url":"http,}"#),
        FaultKind::HugeBody => huge(),
        FaultKind::DropBefore => Reply::text(StatusCode::OK, "").sent(Manner::CutAfter(0)),
        FaultKind::Refuse(answer) => refuse(state, dialect, call, answer),
        _ => busy(state, dialect, call),
    }
}

const GATEWAY_PAGE: &str = "<html><head><title>502 Bad Gateway</title></head><body>stgw</body></html>";

fn too_many(state: &SandboxState, dialect: Dialect, call: &Call) -> Reply {
    match dialect {
        Dialect::V3 => refuse_v3(
            state,
            call,
            (StatusCode::TOO_MANY_REQUESTS, "RATELIMIT_EXCEEDED", "请求过于频繁，请稍后再试"),
        ),
        Dialect::Qq | Dialect::V2 | Dialect::V2Bill => {
            Reply::text(StatusCode::TOO_MANY_REQUESTS, "too many requests")
        }
    }
}

/// An error code, said in the language of the endpoint.
fn refuse(state: &SandboxState, dialect: Dialect, call: &Call, answer: ErrorAnswer) -> Reply {
    let (code, message) = (answer.code(), "沙箱的故障");
    match dialect {
        Dialect::Qq => {
            let code = code.parse::<i64>().map_or_else(|_| Value::from(code), Value::from);
            Reply::json(StatusCode::OK, &json!({"errcode": code, "errmsg": message}))
        }
        Dialect::V2 => v2::refuse(state, call, code, message),
        Dialect::V2Bill => v2::bill_failure(code, message),
        Dialect::V3 => refuse_v3(state, call, (answer.status_code(), code, message)),
    }
}

fn refuse_v3(state: &SandboxState, call: &Call, (status, code, message): (StatusCode, &str, &str)) -> Reply {
    v3::answer(state, call, Err(v3::Refusal::new(status, code.to_owned(), INTERNAL_NUMBER, message)))
}

/// The number behind `Request-ID`: one that stands for no particular error.
const INTERNAL_NUMBER: u32 = 268_435_456;

fn huge() -> Reply {
    let mut body = Vec::from(&br#"{"h5_url":""#[..]);
    body.resize(2 * 1024 * 1024 - 2, b'a');
    body.extend_from_slice(br#""}"#);
    Reply::new(StatusCode::OK, "application/json", Bytes::from(body))
}

fn busy(state: &SandboxState, dialect: Dialect, call: &Call) -> Reply {
    let message = "系统错误，请稍后再试";
    match dialect {
        Dialect::Qq => Reply::json(StatusCode::OK, &json!({"errcode": -1, "errmsg": "system busy"})),
        Dialect::V3 => refuse_v3(state, call, (StatusCode::INTERNAL_SERVER_ERROR, "SYSTEM_ERROR", message)),
        Dialect::V2 => v2::refuse(state, call, "SYSTEMERROR", message),
        Dialect::V2Bill => v2::bill_failure("SYSTEMERROR", message),
    }
}
