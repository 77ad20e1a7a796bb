//! The keys of one moment: a set that never changes.

use std::collections::HashMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{SignatureHeaders, Verdict};
use crate::crypto::{Certificate, PublicKey};
use crate::error::{Error, Result, sdk_codes};

/// What a signature begins with that WeChat Pay made wrong on purpose.
const PROBE_PREFIX: &str = "WECHATPAY/SIGNTEST/";

/// A fetched certificate that the newest list lacks is believed this much longer, in seconds: messages that it signed may
/// still be on their way, and what is taken away for good must not stay for years.
const OVERLAP_SECONDS: u64 = 24 * 3600;

/// The keys that messages are verified with, each under the serial that `Wechatpay-Serial` names.
#[derive(Clone, Default)]
pub(crate) struct TrustedKeys(HashMap<String, TrustedKey>);

#[derive(Clone)]
enum TrustedKey {
    /// A configured public key: it has no end.
    Public(PublicKey),
    /// A configured certificate: it stays until its end.
    Configured(Certificate),
    /// A fetched certificate, and since when a newer list lacks it, in Unix seconds.
    Fetched { certificate: Certificate, missing_since: Option<i64> },
}

impl TrustedKeys {
    pub(crate) fn add_public_key(&mut self, id: &str, key: PublicKey) {
        self.0.insert(id.to_owned(), TrustedKey::Public(key));
    }

    pub(crate) fn add_certificate(&mut self, certificate: Certificate) {
        self.0.insert(certificate.serial().to_owned(), TrustedKey::Configured(certificate));
    }

    /// These keys and the certificates of a verified list; without certificates that ended or were taken away.
    pub(super) fn with_fetched(&self, fetched: &[Certificate], now: i64) -> Self {
        let mut keys: HashMap<_, _> =
            self.0.iter().filter_map(|(serial, key)| Some((serial.clone(), key.kept(now)?))).collect();
        for certificate in fetched {
            let listed = TrustedKey::Fetched { certificate: certificate.clone(), missing_since: None };
            // What is configured stays configured, whatever the list says later.
            let slot = keys.entry(certificate.serial().to_owned()).or_insert_with(|| listed.clone());
            if matches!(slot, TrustedKey::Fetched { .. }) {
                *slot = listed;
            }
        }
        Self(keys)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn has_certificates(&self) -> bool {
        self.0.values().any(|key| key.certificate().is_some())
    }

    /// Whether a message that names this serial can be verified or is refused for good, so that fetching is no use.
    pub(crate) fn knows(&self, serial: &str) -> bool {
        self.find(serial).is_some()
    }

    /// The certificate that was issued last of those that are valid and not taken away, for encrypting.
    pub(super) fn newest_certificate(&self, now: i64) -> Option<&Certificate> {
        self.0
            .values()
            .filter(|key| !matches!(key, TrustedKey::Fetched { missing_since: Some(_), .. }))
            .filter_map(TrustedKey::certificate)
            .filter(|certificate| certificate.is_valid_at(now))
            .max_by_key(|certificate| (certificate.not_before(), certificate.serial()))
    }

    pub(super) fn public_key(&self, id: &str) -> Option<&PublicKey> {
        self.0.get(id).map(TrustedKey::key)
    }

    /// Verifies the signature with the one key that the message names, and looks at the clock.
    pub(crate) fn verify(&self, headers: &SignatureHeaders<'_>, body: &[u8], now: i64) -> Result<Verdict> {
        headers.refuse_probe()?;
        let trusted = self.find(headers.serial).ok_or_else(|| self.unknown(headers.serial))?;
        match trusted.certificate() {
            Some(certificate) => verify_with_certificate(certificate, headers, body, now),
            None => headers.verify_with(trusted.key(), body, now),
        }
    }

    /// The serials of all of them.
    #[cfg(feature = "client")]
    pub(crate) fn serials(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The key of this serial.
    #[cfg(feature = "client")]
    pub(crate) fn key(&self, serial: &str) -> Option<&PublicKey> {
        self.find(serial).map(TrustedKey::key)
    }

    fn find(&self, serial: &str) -> Option<&TrustedKey> {
        // The ID of a public key has one spelling; that of a certificate is a number in hexadecimal digits.
        let is_number = || serial.bytes().all(|byte| byte.is_ascii_hexdigit());
        match self.0.get(serial) {
            Some(trusted) => Some(trusted),
            None if is_number() => self.0.get(&serial.to_ascii_uppercase()),
            None => None,
        }
    }

    /// The error of a message that names a key that is not here.
    pub(crate) fn unknown(&self, serial: &str) -> Error {
        if self.is_empty() {
            return Error::sdk(&sdk_codes::NOTHING_TO_VERIFY_WITH);
        }
        // A serial is shown only when it looks like one: it came from the network.
        let plain =
            serial.len() <= 64 && serial.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let error = Error::sdk(&sdk_codes::SERIAL_UNKNOWN);
        if plain { error.with_detail(serial.to_owned()) } else { error }
    }
}

impl TrustedKey {
    fn key(&self) -> &PublicKey {
        match self {
            Self::Public(key) => key,
            Self::Configured(certificate) | Self::Fetched { certificate, .. } => certificate.public_key(),
        }
    }

    fn certificate(&self) -> Option<&Certificate> {
        match self {
            Self::Public(_) => None,
            Self::Configured(certificate) | Self::Fetched { certificate, .. } => Some(certificate),
        }
    }

    /// The key as it is kept when a new list comes; the list itself is added afterwards.
    fn kept(&self, now: i64) -> Option<Self> {
        match self {
            Self::Fetched { certificate, missing_since } => {
                let since = missing_since.unwrap_or(now);
                let stays = certificate.is_valid_at(now) && now.abs_diff(since) < OVERLAP_SECONDS;
                stays.then(|| Self::Fetched { certificate: certificate.clone(), missing_since: Some(since) })
            }
            configured => Some(configured.clone()),
        }
    }
}

impl SignatureHeaders<'_> {
    /// The serial of the key that the message says it was signed with.
    pub(crate) fn serial(&self) -> &str {
        self.serial
    }

    pub(crate) fn refuse_probe(&self) -> Result<()> {
        if self.signature.starts_with(PROBE_PREFIX) {
            return Err(Error::sdk(&sdk_codes::SIGNATURE_PROBE));
        }
        Ok(())
    }

    fn verify_with(&self, key: &PublicKey, body: &[u8], now: i64) -> Result<Verdict> {
        let message = reply_message(self.timestamp, self.nonce, body);
        match STANDARD.decode(self.signature) {
            Ok(signature) if key.verify(&message, &signature) => Ok(Verdict::of(self.seconds, now)),
            _ => Err(Error::sdk(&sdk_codes::SIGNATURE_WRONG)),
        }
    }
}

/// Verifies the signature with this certificate, if it is valid now, and looks at the clock.
pub(crate) fn verify_with_certificate(
    certificate: &Certificate,
    headers: &SignatureHeaders<'_>,
    body: &[u8],
    now: i64,
) -> Result<Verdict> {
    if !certificate.is_valid_at(now) {
        let serial = certificate.serial().to_owned();
        return Err(Error::sdk(&sdk_codes::PLATFORM_CERTIFICATE_EXPIRED).with_detail(serial));
    }
    headers.verify_with(certificate.public_key(), body, now)
}

/// Whether a serial can be that of a certificate: those can be fetched, unlike public keys.
#[cfg(feature = "client")]
pub(crate) fn is_certificate_serial(serial: &str) -> bool {
    (1..=40).contains(&serial.len()) && serial.bytes().all(|byte| byte.is_ascii_hexdigit())
}

impl fmt::Debug for TrustedKeys {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_set().entries(self.0.keys()).finish()
    }
}

/// The text that the signature of a reply or notification covers.
fn reply_message(timestamp: &str, nonce: &str, body: &[u8]) -> Vec<u8> {
    let mut message = Vec::with_capacity(body.len() + timestamp.len() + nonce.len() + 3);
    for part in [timestamp.as_bytes(), nonce.as_bytes(), body] {
        message.extend_from_slice(part);
        message.push(b'\n');
    }
    message
}
