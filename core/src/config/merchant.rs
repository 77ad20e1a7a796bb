//! The merchant's key and certificate out of the settings: two PEM files, or one PKCS#12 file.

use super::Settings;
use crate::crypto::{Certificate, MerchantPair, RsaProvider};
use crate::error::{Error, Result, sdk_codes};
use crate::secret::Secret;

/// What the settings give of the merchant's own key and certificate.
#[derive(Default)]
pub(super) struct MerchantKeys {
    pub(super) private_key: Option<Secret>,
    pub(super) certificate: Option<String>,
    /// The name of the setting that gave the key.
    pub(super) key_field: &'static str,
}

impl Settings {
    pub(super) fn merchant_keys(&self, provider: RsaProvider) -> Result<MerchantKeys> {
        let Some(p12) = &self.merchant_p12 else {
            return Ok(MerchantKeys {
                private_key: self.merchant_private_key.as_deref().map(Secret::new),
                certificate: self.merchant_certificate.clone(),
                key_field: "merchant_private_key",
            });
        };
        if self.merchant_private_key.is_some() || self.merchant_certificate.is_some() {
            return Err(Error::sdk(&sdk_codes::KEY_GIVEN_TWICE).with_field("merchant_p12"));
        }
        let password = self.merchant_p12_password.as_ref().or(self.mchid.as_ref());
        let password = password.map(String::as_str).unwrap_or_default();
        let pair = MerchantPair::open(provider, p12, password, "merchant_p12")?;
        Ok(MerchantKeys {
            private_key: Some(pair.private_key),
            certificate: Some(pair.certificate),
            key_field: "merchant_p12",
        })
    }

    /// Whether the key is there for V2 refunds alone: a merchant without V3 has no APIv3 key.
    pub(super) fn key_is_for_v2_alone(&self) -> bool {
        self.api_v2_key.is_some()
            && (self.merchant_certificate.is_some() || self.merchant_p12.is_some())
            && self.api_v3_key.is_none()
            && self.public_key.is_none()
            && self.platform_certificates.is_none()
    }
}

impl MerchantKeys {
    pub(super) fn parsed_certificate(&self, provider: RsaProvider) -> Result<Option<Certificate>> {
        let text = self.certificate.as_ref();
        text.map(|text| Certificate::parse(provider, text.as_bytes(), "merchant_certificate")).transpose()
    }

    /// What the merchant shows on a TLS connection.
    pub(super) fn client_identity(&self) -> Result<Option<Secret>> {
        let (Some(key), Some(certificate)) = (&self.private_key, &self.certificate) else { return Ok(None) };
        let pair = MerchantPair { private_key: key.clone(), certificate: certificate.clone() };
        pair.tls_identity().map(Some)
    }
}
