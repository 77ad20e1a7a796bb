//! The host's own signer, which is awaited.

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::{Host, HostFailure};
use crate::crypto::AsyncSigner;
use crate::error::{Error, Result, sdk_codes};

#[async_trait]
impl AsyncSigner for Host {
    async fn sign_sha256_rsa(&self, message: &[u8]) -> Result<Vec<u8>> {
        let failed = || Error::sdk(&sdk_codes::SIGNING_FAILED);
        let answer = self.question("sign", &json!([STANDARD.encode(message)])).await.map_err(|error| {
            let failure =
                std::error::Error::source(&error).and_then(|source| source.downcast_ref::<HostFailure>());
            failure.map_or_else(failed, |failure| failed().with_source(*failure))
        })?;
        answer.as_str().and_then(|text| STANDARD.decode(text).ok()).ok_or_else(failed)
    }
}
