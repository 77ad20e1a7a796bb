//! WeChat Pay's keys: which of them signs, and which a serial number names.

use crate::call::Call;
use crate::keys::KeyPair;
use crate::state::SandboxState;
use crate::switches::{NotificationKey, PlatformCertificates, SigningKey};

/// A key that signs, and its serial number.
pub(crate) struct Signer<'a> {
    pub(crate) keys: &'a KeyPair,
    pub(crate) serial: &'a str,
}

/// The key that signs the reply to a call.
pub(super) fn for_reply<'a>(state: &'a SandboxState, call: &Call) -> Signer<'a> {
    match state.switches().signing_key {
        SigningKey::ByRequest => {
            let named = call.header("wechatpay-serial").and_then(|serial| named(state, serial));
            named.unwrap_or_else(|| platform(state))
        }
        SigningKey::PublicKey => public_key(state),
        SigningKey::Certificate => platform(state),
    }
}

/// The key that signs a notification.
pub(crate) fn for_notification(state: &SandboxState) -> Signer<'_> {
    match state.switches().notification_key {
        NotificationKey::PublicKey => public_key(state),
        NotificationKey::Certificate => platform(state),
    }
}

/// The key that a serial number names, if the merchant has it.
pub(super) fn named<'a>(state: &'a SandboxState, serial: &str) -> Option<Signer<'a>> {
    if let Some((keys, serial)) = state.wechat_pay_key(Some(serial)) {
        return Some(Signer { keys, serial });
    }
    let (has_current, has_successor) = certificates(state);
    if has_current && serial == state.identity.platform_serial {
        return Some(current(state));
    }
    has_successor.then(|| successor(state)).filter(|signer| signer.serial == serial)
}

/// Whether the merchant has the current platform certificate, and its successor.
pub(super) fn certificates(state: &SandboxState) -> (bool, bool) {
    match state.switches().platform_certificates {
        PlatformCertificates::Current => (true, false),
        PlatformCertificates::Both => (true, true),
        PlatformCertificates::Successor => (false, true),
        PlatformCertificates::None => (false, false),
    }
}

/// A platform certificate; of two the one whose turn it is. The public key where there is none.
fn platform(state: &SandboxState) -> Signer<'_> {
    match certificates(state) {
        (true, true) if state.keyring.is_successors_turn() => successor(state),
        (true, _) => current(state),
        (false, true) => successor(state),
        (false, false) => public_key(state),
    }
}

fn public_key(state: &SandboxState) -> Signer<'_> {
    let (keys, serial) = state.wechat_pay_key(None).expect("one of them always signs");
    Signer { keys, serial }
}

fn current(state: &SandboxState) -> Signer<'_> {
    Signer { keys: &state.keyring.platform, serial: &state.identity.platform_serial }
}

fn successor(state: &SandboxState) -> Signer<'_> {
    let successor = state.keyring.successor();
    Signer { keys: &successor.keys, serial: &successor.certificate.serial }
}
