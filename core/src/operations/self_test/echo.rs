//! The callback of a self test.

use serde::{Deserialize, Serialize};

use crate::config::V3;
use crate::error::Result;
use crate::protocol::sensitive::decrypt_with;
use crate::wire::json;

/// A verified callback of a self test: the way from WeChat Pay to this address works. No money is involved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SecurityEcho {
    /// The text of the test, as [`super::SelfTestReport::echo_message`].
    pub echo_message: String,
    /// The encrypted text, opened with the merchant's private key; `None` when there is none or it does not open.
    pub decrypted_echo_message: Option<String>,
}

/// The content; the spelling is WeChat Pay's.
#[derive(Deserialize)]
struct Content {
    echo_message: String,
    #[serde(default)]
    encrypt_echo_message: Option<String>,
}

impl SecurityEcho {
    pub(crate) fn read(v3: &V3, plain: &[u8]) -> Result<Self> {
        let content: Content = json::read(plain)?;
        let opened = content.encrypt_echo_message.and_then(|text| decrypt_with(v3, &text).ok());
        Ok(Self {
            echo_message: content.echo_message,
            decrypted_echo_message: opened.map(|secret| secret.expose().to_owned()),
        })
    }
}
