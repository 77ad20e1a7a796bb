//! Why a recorded message was refused.

use serde::Deserialize;
use serde_json::Value;

use super::arguments::Arguments;
use super::failure::Failure;
use super::views::to_value;
use crate::diagnosis::{Capture, Keys, Kind, UnreadableKey, examine};
use crate::journal::{Exchange, Role};
use crate::rotation::Rotation;
use crate::state::SandboxState;

/// Whether the signature of the exchange `id` holds, and if not, why; `null` where nothing is signed.
pub(super) async fn diagnosis(state: &SandboxState, arguments: Arguments) -> Result<Value, Failure> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct One {
        id: u64,
    }
    let One { id } = arguments.all()?;
    let exchange = state.journal.exchange(id);
    let exchange =
        exchange.ok_or_else(|| Failure::not_found("no exchange that is still kept has this number"))?;
    let Some(kind) = kind(&exchange) else { return Ok(Value::Null) };
    if !exchange.body.is_whole() {
        return Err(Failure::impossible("the body is longer than what is kept of it"));
    }
    let capture = Capture::new(
        kind,
        exchange.method.as_str(),
        &*exchange.target,
        exchange.request_headers(),
        exchange.body.bytes.to_vec(),
    );
    let keys = keys(state).expect("the sandbox made its keys itself");
    // It raises numbers of 2048 bits to powers, more than once.
    let examined =
        tokio::task::spawn_blocking(move || to_value(&examine(&capture.at(exchange.at), &keys))).await;
    examined.map_err(|_| Failure::impossible("the message could not be examined"))
}

/// What the request of an exchange is; `None` where nothing is signed.
fn kind(exchange: &Exchange) -> Option<Kind> {
    let path = exchange.target.split('?').next().unwrap_or_default();
    let is_v3 = path.starts_with("/v3/") || path.starts_with("/wxpay/v3/");
    let is_xml = exchange.body.bytes.trim_ascii_start().starts_with(b"<");
    let has_sign = exchange.body.bytes.windows(6).any(|window| window == b"<sign>");
    match exchange.role {
        Role::Notification if !is_xml => Some(Kind::V3Notification),
        Role::Notification if has_sign => Some(Kind::V2Notification),
        Role::Notification => Some(Kind::V2RefundNotice),
        // The address that a link to a bill leads to is signed as well.
        Role::Qq | Role::WechatPay if is_v3 => Some(Kind::V3Request),
        Role::Qq | Role::WechatPay if path != "/api/getToken" => Some(Kind::V2Request),
        Role::Qq | Role::WechatPay | Role::Cashier | Role::Nobody => None,
    }
}

/// The keys that the sandbox goes by now.
fn keys(state: &SandboxState) -> Result<Keys, UnreadableKey> {
    let (identity, switches) = (&state.identity, state.switches());
    let mut keys = Keys::new();
    let certificate = &identity.merchant_certificate;
    keys.add_merchant_certificate("QQ_WXPAY_MERCHANT_CERTIFICATE", certificate)?;
    keys.add_public_key("QQ_WXPAY_PUBLIC_KEY", &identity.public_key_id, &identity.public_key)?;
    keys.add_platform_certificates("QQ_WXPAY_PLATFORM_CERTIFICATES", &identity.platform_certificate)?;
    keys.add_api_v2_key("QQ_WXPAY_API_V2_KEY", &identity.api_v2_key);
    keys.add_api_v3_key("QQ_WXPAY_API_V3_KEY", &identity.api_v3_key);
    // Successors are made when a switch asks for them first.
    let rotations = [switches.merchant_key, switches.public_key, switches.api_v3_key];
    if rotations.iter().any(|rotation| *rotation != Rotation::Current) {
        let next = state.keyring.successors();
        let name = |setting: &str| format!("{setting} (successor)");
        let certificate = &next.merchant_certificate.pem;
        keys.add_merchant_certificate(&name("QQ_WXPAY_MERCHANT_CERTIFICATE"), certificate)?;
        let public_key = next.wechat_pay.public_pem();
        keys.add_public_key(&name("QQ_WXPAY_PUBLIC_KEY"), &next.public_key_id, &public_key)?;
        keys.add_api_v3_key(&name("QQ_WXPAY_API_V3_KEY"), &next.api_v3_key);
    }
    if switches.platform_certificates.has_successor() {
        let certificate = &state.keyring.successor().certificate.pem;
        keys.add_platform_certificates("QQ_WXPAY_PLATFORM_CERTIFICATES (successor)", certificate)?;
    }
    keys.set_mchid(&identity.mchid);
    keys.set_wechat_appid(&identity.wechat_appid);
    keys.hide(&identity.qq_app_secret);
    Ok(keys)
}
