//! Reading, checking and answering V2 requests.

use std::collections::BTreeMap;

use super::{SignType, sign, xml};
use crate::call::Call;
use crate::faults::SignatureFault;
use crate::random;
use crate::reply::Reply;
use crate::state::SandboxState;

/// A request whose signature was right.
pub(super) struct Request {
    pub(super) fields: BTreeMap<String, String>,
    pub(super) sign_type: SignType,
}

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

impl Request {
    /// A field's value; an empty one counts as absent.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str).filter(|value| !value.is_empty())
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

/// Verifies form, merchant, AppID and signature, in this order; the error is the `return_msg`.
pub(super) fn verify(state: &SandboxState, call: &Call) -> Result<Request, String> {
    if call.body.is_empty() {
        return Err("post数据为空".to_owned());
    }
    let fields = xml::parse(&call.body).map_err(|reason| format!("XML格式错误: {reason}"))?;
    let is = |name: &str, expected: &str| fields.get(name).is_some_and(|value| value == expected);
    if !is("mch_id", &state.identity.mchid) {
        return Err("mch_id参数错误: 商户号不存在".to_owned());
    }
    let sign_type = SignType::of(&fields).ok_or("sign_type参数错误")?;
    let expected = sign(&fields, sign_type, &state.identity.api_v2_key);
    if !is("sign", &expected) {
        return Err("签名错误，请检查后再试".to_owned());
    }
    if !is("appid", &state.identity.wechat_appid) {
        return Err("appid和mch_id不匹配".to_owned());
    }
    if !fields.get("nonce_str").is_some_and(|nonce| (1..=32).contains(&nonce.chars().count())) {
        return Err("nonce_str参数长度有误".to_owned());
    }
    if let Some(sub_mchid) = fields.get("sub_mch_id").filter(|value| !value.is_empty())
        && !state.identity.sub_mchids.contains(sub_mchid)
    {
        return Err("sub_mch_id参数错误: 与服务商没有受理关系".to_owned());
    }
    Ok(Request { fields, sign_type })
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
