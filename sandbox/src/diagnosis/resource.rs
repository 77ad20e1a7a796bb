//! The encrypted content of a notification: does a key at hand open it, and if not, why?

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::capture::Capture;
use super::causes;
use super::keys::{Keys, NamedText};
use super::verdict::{Finding, Signature, Text, Verdict};

/// Values of `associated_data` that messages have.
const ASSOCIATED: [&str; 5] = ["", "transaction", "refund", "security", "certificate"];

/// The encrypted part of a notification.
struct Resource {
    ciphertext: Vec<u8>,
    nonce: String,
    associated_data: String,
}

/// Adds to the verdict what the encrypted content tells.
pub(super) fn examine(verdict: &mut Verdict, capture: &Capture, keys: &Keys) {
    if keys.api_v3.is_empty() && keys.api_v2.is_empty() {
        return;
    }
    let is_whole = verdict.signature == Signature::Right;
    let Some(resource) = read(&capture.body) else {
        if is_whole {
            verdict.add(Finding::new(&causes::RESOURCE_UNREADABLE));
        }
        return;
    };
    let Some(resource) = resource else {
        // A body that is explained needs no second explanation.
        let is_unknown = |finding: &Finding| finding.cause == &causes::NOT_RECOGNISED;
        if is_whole || verdict.findings.iter().any(is_unknown) || verdict.findings.is_empty() {
            verdict.findings.retain(|finding| !is_unknown(finding));
            verdict.add(Finding::new(&causes::CIPHERTEXT_DAMAGED));
        }
        return;
    };
    for key in &keys.api_v3 {
        if let Some(content) = open(key.text.as_bytes(), &resource) {
            verdict.opened_by = Some(key.name.clone());
            merchant(verdict, &content, keys);
            return;
        }
    }
    if let Some((key, finding)) = explained(&resource, capture, keys) {
        verdict.opened_by = Some(key.name.clone());
        // Where the body is known to be written anew, what it lacks explains nothing.
        let is_of_body =
            [&causes::ASSOCIATED_DATA_CHANGED, &causes::RESOURCE_NONCE_CHANGED].contains(&finding.cause);
        if is_whole || !is_of_body || verdict.findings.is_empty() {
            verdict.add(finding);
        }
    } else if is_whole && !keys.api_v3.is_empty() {
        // Only of a message that was not changed it is sure that the key is to blame.
        verdict.add(Finding::with(&causes::API_V3_KEY_WRONG, tried(keys)));
    }
}

fn tried(keys: &Keys) -> Text {
    let names: Vec<_> = keys.api_v3.iter().map(|key| key.name.as_str()).collect();
    Text::same(names.join(", "))
}

/// The resource of a body: `None` when there is none, `Some(None)` when its base64 is damaged.
fn read(body: &[u8]) -> Option<Option<Resource>> {
    let value: Value = serde_json::from_slice(body).ok()?;
    let resource = value.get("resource")?;
    let text = |name: &str| resource.get(name).and_then(Value::as_str).unwrap_or_default();
    if text("algorithm") != "AEAD_AES_256_GCM" || text("ciphertext").is_empty() {
        return None;
    }
    let Ok(ciphertext) = STANDARD.decode(text("ciphertext")) else { return Some(None) };
    let (nonce, associated_data) = (text("nonce").to_owned(), text("associated_data").to_owned());
    Some(Some(Resource { ciphertext, nonce, associated_data }))
}

fn open(key: &[u8], resource: &Resource) -> Option<Vec<u8>> {
    opened(key, resource.nonce.as_bytes(), &resource.associated_data, &resource.ciphertext)
}

fn opened(key: &[u8], nonce: &[u8], associated_data: &str, ciphertext: &[u8]) -> Option<Vec<u8>> {
    let cipher = Aes256Gcm::new_from_slice(key).ok()?;
    let nonce = Nonce::try_from(nonce).ok()?;
    cipher.decrypt(&nonce, Payload { msg: ciphertext, aad: associated_data.as_bytes() }).ok()
}

/// The key that opens the content with one thing changed, and what that says.
fn explained<'a>(resource: &Resource, capture: &Capture, keys: &'a Keys) -> Option<(&'a NamedText, Finding)> {
    for key in &keys.api_v3 {
        if let Some(name) = other_forms(&key.text).into_iter().find(|form| open(form, resource).is_some()) {
            let is_length = key.text.len() != 32 && name.len() == 32 && !is_marred(&key.text);
            let cause = if is_length { &causes::API_V3_KEY_LENGTH } else { &causes::API_V3_KEY_MARRED };
            return Some((key, Finding::with(cause, Text::same(&key.name))));
        }
    }
    for key in &keys.api_v2 {
        let mut forms = other_forms(&key.text);
        forms.push(key.text.clone().into_bytes());
        if forms.iter().any(|form| open(form, resource).is_some()) {
            return Some((key, Finding::with(&causes::API_V2_KEY_AS_V3_KEY, Text::same(&key.name))));
        }
    }
    for key in &keys.api_v3 {
        let bytes = key.text.as_bytes();
        let associated = ASSOCIATED
            .into_iter()
            .map(str::to_owned)
            .chain([resource.associated_data.trim().to_owned(), resource.associated_data.to_lowercase()]);
        for data in associated {
            if opened(bytes, resource.nonce.as_bytes(), &data, &resource.ciphertext).is_some() {
                return Some((key, Finding::new(&causes::ASSOCIATED_DATA_CHANGED)));
            }
        }
        for nonce in nonces(resource, capture) {
            if opened(bytes, &nonce, &resource.associated_data, &resource.ciphertext).is_some() {
                return Some((key, Finding::new(&causes::RESOURCE_NONCE_CHANGED)));
            }
        }
    }
    None
}

fn is_marred(text: &str) -> bool {
    text.trim() != text || text.contains('\u{FEFF}') || text.starts_with(['"', '\''])
}

/// The key without what does not belong to it, and in the forms that people give it.
fn other_forms(text: &str) -> Vec<Vec<u8>> {
    let bare: &str = text.trim_matches(|one: char| one.is_whitespace() || "\u{FEFF}\"'".contains(one));
    let mut forms = vec![
        bare.as_bytes().to_vec(),
        bare.to_lowercase().into_bytes(),
        bare.to_uppercase().into_bytes(),
        text.split_whitespace().collect::<String>().into_bytes(),
    ];
    forms.extend(STANDARD.decode(bare).ok());
    let digits: Option<Vec<u8>> = bare
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    forms.extend(digits);
    forms
}

fn nonces(resource: &Resource, capture: &Capture) -> Vec<Vec<u8>> {
    let mut forms = vec![resource.nonce.trim().as_bytes().to_vec()];
    forms.extend(STANDARD.decode(&resource.nonce).ok());
    forms.push(resource.nonce.bytes().take(12).collect());
    forms.extend(capture.header("wechatpay-nonce").map(|nonce| nonce.bytes().take(12).collect()));
    forms
}

/// Is the content about the merchant of the settings?
fn merchant(verdict: &mut Verdict, content: &[u8], keys: &Keys) {
    let Some(own) = &keys.mchid else { return };
    let content: Value = serde_json::from_slice(content).unwrap_or_default();
    let named =
        ["combine_mchid", "sp_mchid", "mchid"].into_iter().find_map(|name| content.get(name)?.as_str());
    if named.is_some_and(|mchid| mchid != own) {
        verdict.add(Finding::new(&causes::MESSAGE_OF_ANOTHER_MERCHANT));
    }
}
