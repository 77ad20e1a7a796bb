//! X.509 certificates: WeChat Pay's platform certificates and the merchant's own.

use std::fmt;

use x509_cert::der::{Decode, Encode};

use super::digest::hex;
use super::key_text::{self, Wanted};
use super::rsa::{PublicKey, RsaProvider};
use crate::Result;

/// An X.509 certificate with an RSA key: its serial, its public key, the time of its validity.
///
/// Who issued it is not checked: trust comes from where it was read (configuration, or the APIv3 key).
#[derive(Clone)]
pub struct Certificate {
    serial: String,
    public_key: PublicKey,
    not_before: i64,
    not_after: i64,
}

impl Certificate {
    /// Reads the one certificate in `text`: PEM (line ends may be lost or written `\n`), base64 or DER.
    ///
    /// `field` names the setting in errors.
    ///
    /// # Errors
    /// `CERTIFICATE_IS_KEY`, `CERTIFICATE_UNREADABLE` for everything else, also for several certificates.
    pub fn parse(provider: RsaProvider, text: &[u8], field: &str) -> Result<Self> {
        let der = key_text::read_one(text, Wanted::Certificate, field)?;
        Self::from_der(provider, &der, field)
    }

    /// Reads all certificates in `text`, PEM after PEM, at least one.
    ///
    /// `field` names the setting in errors.
    ///
    /// # Errors
    /// `CERTIFICATE_IS_KEY` or `CERTIFICATE_UNREADABLE` as soon as one of them cannot be used.
    pub fn parse_many(provider: RsaProvider, text: &[u8], field: &str) -> Result<Vec<Self>> {
        let ders = key_text::read(text, Wanted::Certificate, field)?;
        ders.iter().map(|der| Self::from_der(provider, der, field)).collect()
    }

    /// The serial number in upper-case hex, two digits a byte, as WeChat Pay writes it: `D7CE59D1F522D701`.
    #[must_use]
    pub fn serial(&self) -> &str {
        &self.serial
    }

    /// The key that the certificate is for.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    /// The first moment of validity, in Unix seconds.
    #[must_use]
    pub fn not_before(&self) -> i64 {
        self.not_before
    }

    /// The last moment of validity, in Unix seconds.
    #[must_use]
    pub fn not_after(&self) -> i64 {
        self.not_after
    }

    /// Whether `now`, in Unix seconds, lies between the first and the last moment of validity.
    #[must_use]
    pub fn is_valid_at(&self, now: i64) -> bool {
        (self.not_before..=self.not_after).contains(&now)
    }

    fn from_der(provider: RsaProvider, der: &[u8], field: &str) -> Result<Self> {
        let damaged = |_| Wanted::Certificate.unreadable(field, "the content is damaged", "内容损坏");
        let parsed = x509_cert::Certificate::from_der(der).map_err(damaged)?;
        let content = parsed.tbs_certificate();
        let key = content.subject_public_key_info().to_der().map_err(damaged)?;
        Ok(Self {
            serial: serial_text(content.serial_number().as_bytes()),
            public_key: PublicKey::read(provider, &key, Wanted::Certificate, field)?,
            not_before: seconds(content.validity().not_before),
            not_after: seconds(content.validity().not_after),
        })
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Certificate")
            .field("serial", &self.serial)
            .field("not_before", &self.not_before)
            .field("not_after", &self.not_after)
            .finish_non_exhaustive()
    }
}

/// DER puts a zero byte before a number whose first bit is set; it is not part of the serial.
fn serial_text(bytes: &[u8]) -> String {
    let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
    hex(&bytes[zeros..], b"0123456789ABCDEF")
}

fn seconds(time: x509_cert::time::Time) -> i64 {
    // The year 9999 is the last that X.509 can say, and far inside an i64.
    i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_keep_whole_bytes_and_lose_the_sign_byte() {
        assert_eq!(serial_text(&[0, 0xD7, 0xCE]), "D7CE");
        assert_eq!(serial_text(&[0x0A, 0xBC]), "0ABC");
        assert_eq!(serial_text(&[]), "");
    }
}
