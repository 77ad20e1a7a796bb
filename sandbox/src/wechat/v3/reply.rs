//! Signing V3 replies.

use axum::http::StatusCode;
use serde_json::Value;

use super::Refusal;
use super::signers::{self, Signer};
use crate::call::Call;
use crate::faults::SignatureFault;
use crate::random;
use crate::reply::Reply;
use crate::state::SandboxState;

/// The headers that carry a signature, in lower case.
pub(crate) const SIGNATURE_HEADERS: [&str; 5] = [
    "wechatpay-timestamp",
    "wechatpay-nonce",
    "wechatpay-signature",
    "wechatpay-serial",
    "wechatpay-signature-type",
];

/// Turns an outcome into a reply: success is signed, an error is not.
pub(super) fn reply(state: &SandboxState, call: &Call, outcome: Result<Value, Refusal>) -> Reply {
    answer(state, call, outcome.map(|value| signed(state, call, Reply::json(StatusCode::OK, &value))))
}

/// Turns an outcome without content into a reply: 204 with a signature over the empty body.
pub(super) fn empty_reply(state: &SandboxState, call: &Call, outcome: Result<(), Refusal>) -> Reply {
    answer(state, call, outcome.map(|()| signed(state, call, Reply::no_content())))
}

/// Turns an outcome whose success is not signed into a reply.
pub(crate) fn answer(state: &SandboxState, call: &Call, outcome: Result<Reply, Refusal>) -> Reply {
    let (reply, number) = match outcome {
        Ok(reply) => (reply, 0),
        Err(refusal) => {
            let summary = format!("{} {} at {}", refusal.code, refusal.message, call.path);
            state.events.add("wechat.refused", summary);
            (Reply::json(refusal.status, &refusal.body()), refusal.number)
        }
    };
    reply.with_header("request-id", &format!("08{}-{number}", random::hexadecimal(22).to_uppercase()))
}

/// The signature headers over a body, with the time at which it is said to be signed.
pub(crate) fn signed_headers(
    signer: &Signer<'_>,
    timestamp: i64,
    body: &[u8],
) -> [(&'static str, String); 5] {
    let nonce = random::alphanumeric(32);
    let mut message = format!("{timestamp}\n{nonce}\n").into_bytes();
    message.extend_from_slice(body);
    message.push(b'\n');
    let signature = signer.keys.sign(&message);
    let values = [
        timestamp.to_string(),
        nonce,
        signature,
        signer.serial.to_owned(),
        "WECHATPAY2-SHA256-RSA2048".to_owned(),
    ];
    let mut values = values.into_iter();
    SIGNATURE_HEADERS.map(|name| (name, values.next().expect("there is one value per header")))
}

fn signed(state: &SandboxState, call: &Call, mut reply: Reply) -> Reply {
    let now = state.clock.now();
    let timestamp =
        if call.signature_fault == Some(SignatureFault::StaleTimestamp) { now - 400 } else { now };
    let mut covered = reply.body.to_vec();
    if call.signature_fault == Some(SignatureFault::WrongSignature) {
        covered.push(b' ');
    }
    let headers = signed_headers(&signers::for_reply(state, call), timestamp, &covered);
    for (name, value) in headers {
        let value = twisted(name, value, call.signature_fault);
        reply = reply.with_header(name, &value);
    }
    reply
}

fn twisted(name: &str, value: String, signature_fault: Option<SignatureFault>) -> String {
    match (name, signature_fault) {
        ("wechatpay-signature", Some(SignatureFault::ProbeSignature)) => {
            format!("WECHATPAY/SIGNTEST/{value}")
        }
        ("wechatpay-serial", Some(SignatureFault::UnknownSerial)) => {
            "PUB_KEY_ID_0119999999992026010100000000000000".to_owned()
        }
        _ => value,
    }
}
