//! Which credentials the sandbox accepts and uses now: those of its identity, or their successors.

use crate::keys::KeyPair;
use crate::rotation::Rotation;
use crate::state::SandboxState;

impl SandboxState {
    /// Whether QQ accepts this AppSecret.
    pub(crate) fn accepts_app_secret(&self, secret: &str) -> bool {
        let rotation = self.switches().qq_app_secret;
        (rotation.takes_current() && secret == self.identity.qq_app_secret)
            || (rotation.takes_successor() && secret == self.keyring.successors().qq_app_secret)
    }

    /// The merchant's public key of this serial, if it is accepted.
    pub(crate) fn merchant_key(&self, serial: &str) -> Option<rsa::RsaPublicKey> {
        let rotation = self.switches().merchant_key;
        let is = |own: &str| serial.eq_ignore_ascii_case(own);
        if rotation.takes_current() && is(&self.identity.merchant_serial) {
            return Some(self.keyring.merchant.clone());
        }
        let next = rotation.takes_successor().then(|| self.keyring.successors())?;
        is(&next.merchant_certificate.serial).then(|| next.merchant.public())
    }

    /// The APIv3 key that a reply is encrypted with: the successor once the change is over.
    pub(crate) fn api_v3_key(&self) -> &str {
        self.api_v3_key_if(self.switches().api_v3_key == Rotation::Successor)
    }

    /// The APIv3 key that a notification is encrypted with: during a change those of before are still on their way.
    pub(crate) fn api_v3_key_of_notification(&self) -> &str {
        self.api_v3_key_if(self.takes_successor_now(self.switches().api_v3_key))
    }

    fn api_v3_key_if(&self, is_successor: bool) -> &str {
        if is_successor { &self.keyring.successors().api_v3_key } else { &self.identity.api_v3_key }
    }

    /// WeChat Pay's public key that signs now, with its ID, or the one of this ID.
    pub(crate) fn wechat_pay_key(&self, id: Option<&str>) -> Option<(&KeyPair, &str)> {
        let rotation = self.switches().public_key;
        let current = (&self.keyring.wechat_pay, self.identity.public_key_id.as_str());
        let next = || {
            let next = self.keyring.successors();
            (&next.wechat_pay, next.public_key_id.as_str())
        };
        match id {
            None => Some(if self.takes_successor_now(rotation) { next() } else { current }),
            Some(id) if id == current.1 => rotation.takes_current().then_some(current),
            Some(id) => rotation.takes_successor().then(next).filter(|(_, own)| *own == id),
        }
    }

    fn takes_successor_now(&self, rotation: Rotation) -> bool {
        match rotation {
            Rotation::Current => false,
            Rotation::Both => self.keyring.is_successors_turn(),
            Rotation::Successor => true,
        }
    }
}
