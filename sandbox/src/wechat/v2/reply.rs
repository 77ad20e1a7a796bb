//! Answers to V2 requests.

use std::collections::BTreeMap;

use super::authentication::{Request, verify};
use super::{SignType, sign, xml};
use crate::call::Call;
use crate::faults::SignatureFault;
use crate::random;
use crate::reply::Reply;
use crate::state::SandboxState;

/// Why a request is not served although its signature was right.
pub(super) struct Refusal {
    /// `None` for a wrong parameter: the reply has a text alone, and no signature.
    pub(super) code: Option<String>,
    pub(super) message: String,
}

impl Refusal {
    /// A refusal with a code and its text.
    pub(super) fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code: Some(code.into()), message: message.into() }
    }

    /// A refusal because of a parameter.
    pub(super) fn parameter(message: impl Into<String>) -> Self {
        Self { code: None, message: message.into() }
    }
}

/// Reads and verifies a request, lets `act` do the work, and signs what it answers.
pub(super) fn serve(
    state: &SandboxState,
    call: &Call,
    act: impl FnOnce(&Request) -> Result<BTreeMap<String, String>, Refusal>,
) -> Reply {
    let request = match verify(state, call) {
        Ok(request) => request,
        Err(message) => return refused(state, call, &message),
    };
    let mut fields = common(state, &request);
    match act(&request) {
        Ok(own) => {
            put(&mut fields, "result_code", "SUCCESS");
            fields.extend(own);
        }
        Err(Refusal { code: None, message }) => return refused(state, call, &message),
        Err(Refusal { code: Some(code), message }) => {
            state.events.add("wechat.refused", format!("{code} {message} at {}", call.path));
            put(&mut fields, "result_code", "FAIL");
            put(&mut fields, "err_code", &code);
            put(&mut fields, "err_code_des", &message);
        }
    }
    signed(state, call, fields, request.sign_type)
}

/// The signed reply to a request that meets a fault.
pub(crate) fn refuse(state: &SandboxState, call: &Call, code: &str, message: &str) -> Reply {
    serve(state, call, |_| Err(Refusal::new(code, message)))
}

fn common(state: &SandboxState, request: &Request) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    put(&mut fields, "return_code", "SUCCESS");
    put(&mut fields, "return_msg", "OK");
    put(&mut fields, "appid", &state.identity.wechat_appid);
    put(&mut fields, "mch_id", &state.identity.mchid);
    put(&mut fields, "nonce_str", &random::alphanumeric(32));
    for name in ["sub_appid", "sub_mch_id", "device_info"] {
        if let Some(value) = request.field(name) {
            put(&mut fields, name, value);
        }
    }
    if state.switches().sandbox_future_field {
        // Readers must tolerate fields of the future, and include them when they verify.
        put(&mut fields, "sandbox_future_field", "signed as well");
    }
    fields
}

fn signed(
    state: &SandboxState,
    call: &Call,
    mut fields: BTreeMap<String, String>,
    sign_type: SignType,
) -> Reply {
    let signature = sign(&fields, sign_type, &state.identity.api_v2_key);
    let signature = match call.signature_fault {
        Some(SignatureFault::WrongSignature) => signature.chars().rev().collect(),
        Some(SignatureFault::ProbeSignature) => format!("WECHATPAY/SIGNTEST/{signature}"),
        Some(SignatureFault::StaleTimestamp | SignatureFault::UnknownSerial) | None => signature,
    };
    put(&mut fields, "sign", &signature);
    Reply::xml(xml::write(&fields))
}

fn refused(state: &SandboxState, call: &Call, message: &str) -> Reply {
    state.events.add("wechat.refused", format!("{message} at {}", call.path));
    failure(message)
}

/// A reply to a request that could not be verified or read: it has no signature.
pub(crate) fn failure(message: &str) -> Reply {
    let mut fields = BTreeMap::new();
    put(&mut fields, "return_code", "FAIL");
    put(&mut fields, "return_msg", message);
    Reply::xml(xml::write(&fields))
}

/// Adds a field.
pub(super) fn put(fields: &mut BTreeMap<String, String>, name: &str, value: &str) {
    fields.insert(name.to_owned(), value.to_owned());
}
