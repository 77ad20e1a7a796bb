//! What a merchant may change while its shop runs, and what comes after it.

use serde::{Deserialize, Serialize};

use crate::certificate::{self, IssuedCertificate};
use crate::keys::KeyPair;
use crate::random;

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
    pub(crate) fn takes_current(self) -> bool {
        self != Self::Successor
    }

    pub(crate) fn takes_successor(self) -> bool {
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
