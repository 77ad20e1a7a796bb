//! `GET /v3/certificates`: the platform certificates, encrypted with the APIv3 key.

use serde_json::{Value, json};

use super::{Caller, Refusal, reply, seal, signers};
use crate::call::Call;
use crate::certificate::LIFETIME_SECONDS;
use crate::clock::rfc3339;
use crate::faults::{self, Dialect, FaultEndpoint};
use crate::reply::Reply;
use crate::state::SandboxState;
use crate::switches::CertificateList;

/// Lists the platform certificates that the merchant has.
pub(crate) fn certificates(state: &SandboxState, call: Call) -> Reply {
    state.counters.direct_requests.count();
    faults::around(state, (FaultEndpoint::Certificates, true, Dialect::V3), call, |state, call| {
        let outcome = Caller::verify(state, &call).and_then(|_| list(state));
        if outcome.is_ok() {
            state.events.add("certificates.listed", call.path.clone());
        }
        reply::reply(state, &call, outcome)
    })
}

fn list(state: &SandboxState) -> Result<Value, Refusal> {
    let (has_current, has_successor) = signers::certificates(state);
    let identity = &state.identity;
    let mut data = Vec::new();
    if has_current {
        data.push(entry(state, &identity.platform_serial, &identity.platform_certificate));
    }
    if has_successor {
        let successor = &state.keyring.successor().certificate;
        data.push(entry(state, &successor.serial, &successor.pem));
    }
    if data.is_empty() {
        return Err(Refusal::not_exists("无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥"));
    }
    Ok(json!({ "data": data }))
}

fn entry(state: &SandboxState, serial: &str, pem: &str) -> Value {
    let trouble = state.switches().certificate_list;
    let mut key = state.api_v3_key().to_owned();
    if trouble == CertificateList::OtherKey {
        key = key.chars().rev().collect();
    }
    let mut sealed = seal(&key, "certificate", pem);
    if trouble == CertificateList::Tampered {
        let text = sealed["ciphertext"].as_str().unwrap_or_default();
        let (first, rest) = text.split_at(1);
        sealed["ciphertext"] = format!("{}{rest}", if first == "A" { "B" } else { "A" }).into();
    }
    let serial = match trouble {
        CertificateList::OtherSerial => serial.chars().rev().collect(),
        _ => serial.to_owned(),
    };
    let since = state.keyring.platform_since;
    json!({
        "serial_no": serial,
        "effective_time": rfc3339(since),
        "expire_time": rfc3339(since.saturating_add_unsigned(LIFETIME_SECONDS)),
        "encrypt_certificate": sealed,
    })
}
