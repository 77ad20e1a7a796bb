//! Verifying who sends a V2 request: here a wrong signature is refused.

use std::collections::BTreeMap;

use super::{SignType, sign, xml};
use crate::call::Call;
use crate::state::SandboxState;

/// A request whose signature was right.
pub(super) struct Request {
    pub(super) fields: BTreeMap<String, String>,
    pub(super) sign_type: SignType,
}

impl Request {
    /// A field's value; an empty one counts as absent.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
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
