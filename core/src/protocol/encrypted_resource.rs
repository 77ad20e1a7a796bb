//! What the APIv3 key opens: the content of notifications, and platform certificates.

use serde::Deserialize;
use zeroize::Zeroizing;

use crate::config::{Config, V3};
use crate::crypto::aead::{Aes256GcmKey, decode_ciphertext};
use crate::error::{Error, Result, sdk_codes};
use crate::secret::Key32;

/// Something encrypted with the APIv3 key.
#[derive(Deserialize)]
pub(crate) struct Resource {
    /// What is inside; certificates do not say it.
    #[serde(default)]
    pub(crate) original_type: Option<String>,
    algorithm: String,
    ciphertext: String,
    #[serde(default)]
    associated_data: Option<String>,
    nonce: String,
}

impl Resource {
    /// Length of the ciphertext, still in base64.
    pub(crate) fn length(&self) -> usize {
        self.ciphertext.len()
    }

    /// What the encryption is bound to; empty when it is bound to nothing.
    pub(crate) fn associated_data(&self) -> &str {
        self.associated_data.as_deref().unwrap_or_default()
    }

    /// Decrypts a notification with the APIv3 key, or with the previous one: WeChat Pay sends again what it encrypted before
    /// the change. `path` leads to the resource in error fields.
    pub(crate) fn open(&self, config: &Config, v3: &V3, path: &str) -> Result<Zeroizing<Vec<u8>>> {
        self.open_with_any(config, &v3.api_keys, path)
    }

    /// Decrypts what WeChat Pay has just encrypted, which is never done with the previous key: who has an old key must not be
    /// able to name a platform certificate.
    pub(crate) fn open_with_current(
        &self,
        config: &Config,
        v3: &V3,
        path: &str,
    ) -> Result<Zeroizing<Vec<u8>>> {
        self.open_with_any(config, &v3.api_keys[..1], path)
    }

    fn open_with_any(
        &self,
        config: &Config,
        keys: &[Aes256GcmKey],
        path: &str,
    ) -> Result<Zeroizing<Vec<u8>>> {
        let sealed = self.decoded(path)?;
        let mut result = Err(Error::sdk(&sdk_codes::DECRYPT_FAILED));
        for key in keys {
            result = sealed.open(key);
            if result.is_ok() {
                break;
            }
        }
        result.map_err(|error| {
            let v2_key = config.0.v2.as_ref().and_then(|v2| Key32::new(v2.key.expose()));
            let swapped = v2_key.is_some_and(|key| sealed.open(&Aes256GcmKey::new(key.expose())).is_ok());
            if swapped {
                Error::sdk(&sdk_codes::API_KEYS_SWAPPED)
            } else {
                error.with_field(format!("{path}.ciphertext"))
            }
        })
    }

    /// The ciphertext as bytes, once for all keys. `path` leads to the resource in error fields.
    ///
    /// # Errors
    /// `ALGORITHM_UNSUPPORTED`, `CIPHERTEXT_MALFORMED`.
    pub(crate) fn decoded(&self, path: &str) -> Result<Sealed<'_>> {
        if self.algorithm != "AEAD_AES_256_GCM" {
            return Err(Error::sdk(&sdk_codes::ALGORITHM_UNSUPPORTED).with_field(format!("{path}.algorithm")));
        }
        let ciphertext = decode_ciphertext(&self.ciphertext)
            .map_err(|error| error.with_field(format!("{path}.ciphertext")))?;
        Ok(Sealed { nonce: self.nonce.as_bytes(), associated: self.associated_data().as_bytes(), ciphertext })
    }
}

/// A ciphertext that is decoded.
pub(crate) struct Sealed<'a> {
    nonce: &'a [u8],
    associated: &'a [u8],
    ciphertext: Vec<u8>,
}

impl Sealed<'_> {
    /// Decrypts with this key.
    pub(crate) fn open(&self, key: &Aes256GcmKey) -> Result<Zeroizing<Vec<u8>>> {
        key.decrypt(self.nonce, self.associated, &self.ciphertext).map(Zeroizing::new)
    }

    /// Whether the key may open it: whether its first block becomes the beginning of a JSON object.
    #[cfg(feature = "client")]
    pub(crate) fn may_open(&self, key: &Aes256GcmKey) -> bool {
        key.may_open_json(self.nonce, &self.ciphertext)
    }
}
