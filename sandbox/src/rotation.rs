//! What a merchant may change while its shop runs, and what comes after it.

use serde::{Deserialize, Serialize};

use crate::certificate::{self, IssuedCertificate};
use crate::keys::KeyPair;
use crate::random;
use crate::state::SandboxState;

/// Which of two credentials counts, the one of the identity and its successor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rotation {
    /// The one of the identity.
    #[default]
    Current,
    /// Both: either is accepted, and where the sandbox itself uses it, they take turns.
    Both,
    /// The successor alone: the change is over.
    Successor,
}

impl Rotation {
    fn takes_current(self) -> bool {
        self != Self::Successor
    }

    fn takes_successor(self) -> bool {
        self != Self::Current
    }
}

/// The credentials of the time after a change of each.
pub(crate) struct Successors {
    pub(crate) merchant: KeyPair,
    pub(crate) merchant_certificate: IssuedCertificate,
    pub(crate) wechat_pay: KeyPair,
    pub(crate) public_key_id: String,
    pub(crate) api_v3_key: String,
    pub(crate) qq_app_secret: String,
}

impl Successors {
    pub(crate) fn generate() -> Self {
        let merchant = KeyPair::generate();
        Self {
            merchant_certificate: certificate::issue(&merchant, "Sandbox merchant 2"),
            merchant,
            wechat_pay: KeyPair::generate(),
            public_key_id: "PUB_KEY_ID_0119000000012026060100000000000001".to_owned(),
            api_v3_key: random::alphanumeric(32),
            qq_app_secret: random::alphanumeric(32),
        }
    }

    /// The environment variables of all of them.
    pub(crate) fn variables(&self) -> Vec<(String, String)> {
        [
            ("QQ_WXPAY_QQ_APP_SECRET", self.qq_app_secret.clone()),
            ("QQ_WXPAY_MERCHANT_SERIAL", self.merchant_certificate.serial.clone()),
            ("QQ_WXPAY_MERCHANT_PRIVATE_KEY", self.merchant.private_pem()),
            ("QQ_WXPAY_MERCHANT_CERTIFICATE", self.merchant_certificate.pem.clone()),
            ("QQ_WXPAY_API_V3_KEY", self.api_v3_key.clone()),
            ("QQ_WXPAY_PUBLIC_KEY_ID", self.public_key_id.clone()),
            ("QQ_WXPAY_PUBLIC_KEY", self.wechat_pay.public_pem()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into()
    }
}

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
