//! WeChat Pay's keys: which of them signs, and which a serial number names.

use crate::call::Call;
use crate::keys::KeyPair;
use crate::switches::{NotificationKey, PlatformCertificates, SigningKey};
use crate::world::World;

/// A key that signs, and its serial number.
pub(crate) struct Signer<'a> {
    pub(crate) keys: &'a KeyPair,
    pub(crate) serial: &'a str,
}

/// The key that signs the reply to a call.
pub(super) fn for_reply<'a>(world: &'a World, call: &Call) -> Signer<'a> {
    match world.switches().signing_key {
        SigningKey::ByRequest => {
            let named = call.header("wechatpay-serial").and_then(|serial| named(world, serial));
            named.unwrap_or_else(|| platform(world))
        }
        SigningKey::PublicKey => public_key(world),
        SigningKey::Certificate => platform(world),
    }
}

/// The key that signs a notification.
pub(crate) fn for_notification(world: &World) -> Signer<'_> {
    match world.switches().notification_key {
        NotificationKey::PublicKey => public_key(world),
        NotificationKey::Certificate => platform(world),
    }
}

/// The key that a serial number names, if the merchant has it.
pub(super) fn named<'a>(world: &'a World, serial: &str) -> Option<Signer<'a>> {
    if let Some((keys, serial)) = world.wechat_pay_key(Some(serial)) {
        return Some(Signer { keys, serial });
    }
    let (has_current, has_successor) = certificates(world);
    if has_current && serial == world.identity.platform_serial {
        return Some(current(world));
    }
    has_successor.then(|| successor(world)).filter(|signer| signer.serial == serial)
}

/// Whether the merchant has the current platform certificate, and its successor.
pub(super) fn certificates(world: &World) -> (bool, bool) {
    match world.switches().platform_certificates {
        PlatformCertificates::Current => (true, false),
        PlatformCertificates::Both => (true, true),
        PlatformCertificates::Successor => (false, true),
        PlatformCertificates::None => (false, false),
    }
}

/// A platform certificate; of two the one whose turn it is. The public key where there is none.
fn platform(world: &World) -> Signer<'_> {
    match certificates(world) {
        (true, true) if world.keyring.is_successors_turn() => successor(world),
        (true, _) => current(world),
        (false, true) => successor(world),
        (false, false) => public_key(world),
    }
}

fn public_key(world: &World) -> Signer<'_> {
    let (keys, serial) = world.wechat_pay_key(None).expect("one of them always signs");
    Signer { keys, serial }
}

fn current(world: &World) -> Signer<'_> {
    Signer { keys: &world.keyring.platform, serial: &world.identity.platform_serial }
}

fn successor(world: &World) -> Signer<'_> {
    let successor = world.keyring.successor();
    Signer { keys: &successor.keys, serial: &successor.certificate.serial }
}
