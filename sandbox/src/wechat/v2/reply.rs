//! Reading, checking and answering V2 requests.

use std::collections::BTreeMap;

use super::{SignType, sign, xml};
use crate::call::Call;
use crate::faults::Twist;
use crate::random;
use crate::reply::Reply;
use crate::world::World;

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
    world: &World,
    call: &Call,
    act: impl FnOnce(&Request) -> Result<BTreeMap<String, String>, Refusal>,
) -> Reply {
    let request = match verify(world, call) {
        Ok(request) => request,
        Err(message) => return refused(world, call, &message),
    };
    let mut fields = common(world, &request);
    match act(&request) {
        Ok(own) => {
            put(&mut fields, "result_code", "SUCCESS");
            fields.extend(own);
        }
        Err(Refusal { code: None, message }) => return refused(world, call, &message),
        Err(Refusal { code: Some(code), message }) => {
            world.events.add("wechat.refused", format!("{code} {message} at {}", call.path));
            put(&mut fields, "result_code", "FAIL");
            put(&mut fields, "err_code", &code);
            put(&mut fields, "err_code_des", &message);
        }
    }
    signed(world, call, fields, request.sign_type)
}

/// The signed reply to a request that meets a fault.
pub(crate) fn refuse(world: &World, call: &Call, code: &str, message: &str) -> Reply {
    serve(world, call, |_| Err(Refusal::new(code, message)))
}

/// Verifies form, merchant, AppID and signature, in this order; the error is the `return_msg`.
pub(super) fn verify(world: &World, call: &Call) -> Result<Request, String> {
    if call.body.is_empty() {
        return Err("post数据为空".to_owned());
    }
    let fields = xml::parse(&call.body).map_err(|reason| format!("XML格式错误: {reason}"))?;
    let is = |name: &str, expected: &str| fields.get(name).is_some_and(|value| value == expected);
    if !is("mch_id", &world.identity.mchid) {
        return Err("mch_id参数错误: 商户号不存在".to_owned());
    }
    let sign_type = SignType::of(&fields).ok_or("sign_type参数错误")?;
    let expected = sign(&fields, sign_type, &world.identity.api_v2_key);
    if !is("sign", &expected) {
        return Err("签名错误，请检查后再试".to_owned());
    }
    if !is("appid", &world.identity.wechat_appid) {
        return Err("appid和mch_id不匹配".to_owned());
    }
    if !fields.get("nonce_str").is_some_and(|nonce| (1..=32).contains(&nonce.chars().count())) {
        return Err("nonce_str参数长度有误".to_owned());
    }
    if let Some(sub_mchid) = fields.get("sub_mch_id").filter(|value| !value.is_empty())
        && !world.identity.sub_mchids.contains(sub_mchid)
    {
        return Err("sub_mch_id参数错误: 与服务商没有受理关系".to_owned());
    }
    Ok(Request { fields, sign_type })
}

fn common(world: &World, request: &Request) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    put(&mut fields, "return_code", "SUCCESS");
    put(&mut fields, "return_msg", "OK");
    put(&mut fields, "appid", &world.identity.wechat_appid);
    put(&mut fields, "mch_id", &world.identity.mchid);
    put(&mut fields, "nonce_str", &random::alphanumeric(32));
    for name in ["sub_appid", "sub_mch_id", "device_info"] {
        if let Some(value) = request.field(name) {
            put(&mut fields, name, value);
        }
    }
    if world.switches().sandbox_future_field {
        // Readers must tolerate fields of the future, and include them when they verify.
        put(&mut fields, "sandbox_future_field", "signed as well");
    }
    fields
}

fn signed(world: &World, call: &Call, mut fields: BTreeMap<String, String>, sign_type: SignType) -> Reply {
    let signature = sign(&fields, sign_type, &world.identity.api_v2_key);
    let signature = match call.twist {
        Some(Twist::WrongSignature) => signature.chars().rev().collect(),
        Some(Twist::ProbeSignature) => format!("WECHATPAY/SIGNTEST/{signature}"),
        Some(Twist::StaleTimestamp | Twist::UnknownSerial) | None => signature,
    };
    put(&mut fields, "sign", &signature);
    Reply::xml(xml::write(&fields))
}

fn refused(world: &World, call: &Call, message: &str) -> Reply {
    world.events.add("wechat.refused", format!("{message} at {}", call.path));
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
