//! Whom we believe: WeChat Pay's keys by serial, public keys and platform certificates side by side (protocol 5.5).

use std::collections::HashMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::crypto::{Certificate, PublicKey};
use crate::error::{Error, Result, sdk_codes};
use crate::http::Headers;
use crate::sign::v3::reply_message;

/// How far a signed message's time may lie from now, in seconds: this much is refused already.
pub(crate) const CLOCK_WINDOW_SECONDS: u64 = 300;

/// What a signature begins with that WeChat Pay made wrong on purpose.
const PROBE_PREFIX: &str = "WECHATPAY/SIGNTEST/";

/// The keys that messages are verified with, each under the serial that `Wechatpay-Serial` names.
#[derive(Clone, Default)]
pub(crate) struct TrustStore {
    keys: HashMap<String, TrustedKey>,
    public_key_id: Option<String>,
}

#[derive(Clone)]
struct TrustedKey {
    key: PublicKey,
    /// Unix seconds between which a certificate may be used; a public key has no end.
    validity: Option<(i64, i64)>,
}

/// The four headers of a signed message (protocol 5.3).
pub(crate) struct SignatureHeaders<'a> {
    timestamp: &'a str,
    seconds: i64,
    nonce: &'a str,
    signature: &'a str,
    serial: &'a str,
}

impl TrustStore {
    pub(crate) fn add_public_key(&mut self, id: &str, key: PublicKey) {
        self.keys.insert(id.to_owned(), TrustedKey { key, validity: None });
        self.public_key_id = Some(id.to_owned());
    }

    pub(crate) fn add_certificate(&mut self, certificate: Certificate) {
        let validity = Some((certificate.not_before(), certificate.not_after()));
        let trusted = TrustedKey { key: certificate.public_key().clone(), validity };
        self.keys.insert(certificate.serial().to_owned(), trusted);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The serial that requests name in `Wechatpay-Serial`: the public key's, when there is one.
    pub(crate) fn requested_serial(&self) -> Option<&str> {
        self.public_key_id.as_deref()
    }

    /// Verifies the signature with the one key that the message names, and tells when it was signed.
    /// The clock is not looked at here.
    pub(crate) fn verify(&self, headers: &SignatureHeaders<'_>, body: &[u8], now: i64) -> Result<i64> {
        if headers.signature.starts_with(PROBE_PREFIX) {
            return Err(Error::sdk(&sdk_codes::SIGNATURE_PROBE));
        }
        let trusted = self.key(headers.serial)?;
        if let Some((start, end)) = trusted.validity
            && !(start..=end).contains(&now)
        {
            return Err(
                Error::sdk(&sdk_codes::PLATFORM_CERTIFICATE_EXPIRED).with_detail(headers.serial.to_owned())
            );
        }
        let message = reply_message(headers.timestamp, headers.nonce, body);
        match STANDARD.decode(headers.signature) {
            Ok(signature) if trusted.key.verify(&message, &signature) => Ok(headers.seconds),
            _ => Err(Error::sdk(&sdk_codes::SIGNATURE_WRONG)),
        }
    }

    fn key(&self, serial: &str) -> Result<&TrustedKey> {
        let unknown = || {
            // A serial is shown only when it looks like one: it came from the network.
            let plain =
                serial.len() <= 64 && serial.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let error = Error::sdk(&sdk_codes::SERIAL_UNKNOWN);
            if plain { error.with_detail(serial.to_owned()) } else { error }
        };
        match self.keys.get(serial) {
            Some(trusted) => Ok(trusted),
            None if serial.starts_with("PUB_KEY_ID_") => Err(unknown()),
            None => self.keys.get(&serial.to_ascii_uppercase()).ok_or_else(unknown),
        }
    }
}

impl fmt::Debug for TrustStore {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_set().entries(self.keys.keys()).finish()
    }
}

impl<'a> SignatureHeaders<'a> {
    /// Finds the four headers; `None` when none of them is there.
    ///
    /// # Errors
    /// When some are missing or unusable, or when another way of signing is named.
    pub(crate) fn find(headers: &'a Headers) -> Result<Option<Self>> {
        const NAMES: [&str; 4] =
            ["Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature", "Wechatpay-Serial"];
        if !NAMES.iter().any(|name| headers.contains(name)) {
            return Ok(None);
        }
        let [timestamp, nonce, signature, serial] = NAMES.map(|name| {
            headers
                .value(name)
                .filter(|value| !value.is_empty())
                .ok_or_else(|| Error::sdk(&sdk_codes::SIGNATURE_HEADERS_INCOMPLETE).with_field(name))
        });
        let (timestamp, nonce, signature, serial) = (timestamp?, nonce?, signature?, serial?);
        match headers.value("Wechatpay-Signature-Type") {
            None if !headers.contains("Wechatpay-Signature-Type") => {}
            Some("WECHATPAY2-SHA256-RSA2048") => {}
            _ => return Err(Error::sdk(&sdk_codes::SIGNATURE_TYPE)),
        }
        let digits = timestamp.len() <= 12 && timestamp.bytes().all(|byte| byte.is_ascii_digit());
        let seconds = digits.then(|| timestamp.parse().ok()).flatten().ok_or_else(|| {
            Error::sdk(&sdk_codes::SIGNATURE_HEADERS_INCOMPLETE)
                .with_field("Wechatpay-Timestamp")
                .with_detail("not Unix seconds")
        })?;
        Ok(Some(Self { timestamp, seconds, nonce, signature, serial }))
    }
}

/// Refuses a message that was signed too long ago, or in the future.
pub(crate) fn check_clock(signed_at: i64, now: i64) -> Result<()> {
    let distance = now.abs_diff(signed_at);
    if distance < CLOCK_WINDOW_SECONDS {
        return Ok(());
    }
    let direction = if signed_at < now { "old" } else { "ahead" };
    Err(Error::sdk(&sdk_codes::MESSAGE_STALE).with_detail(format!("{distance} s {direction}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_is_closed_at_300_seconds_both_ways() {
        assert!(check_clock(1000, 1299).is_ok());
        assert!(check_clock(1299, 1000).is_ok());
        assert_eq!(check_clock(1000, 1300).unwrap_err().code(), "MESSAGE_STALE");
        assert_eq!(check_clock(1300, 1000).unwrap_err().code(), "MESSAGE_STALE");
        assert!(check_clock(i64::MAX, i64::MIN).is_err());
    }

    #[test]
    fn some_headers_are_not_enough_and_none_is_told_apart() {
        let none: Headers = [("Content-Type", "application/json")].into_iter().collect();
        assert!(matches!(SignatureHeaders::find(&none), Ok(None)));
        let some: Headers = [("wechatpay-nonce", "n"), ("wechatpay-serial", "s")].into_iter().collect();
        let error = SignatureHeaders::find(&some).err().unwrap();
        assert_eq!(
            (error.code(), error.field()),
            ("SIGNATURE_HEADERS_INCOMPLETE", Some("Wechatpay-Timestamp"))
        );
    }

    #[test]
    fn another_way_of_signing_is_refused() {
        let headers: Headers = [
            ("Wechatpay-Timestamp", "1"),
            ("Wechatpay-Nonce", "n"),
            ("Wechatpay-Signature", "s"),
            ("Wechatpay-Serial", "s"),
            ("Wechatpay-Signature-Type", "WECHATPAY2-SM2-WITH-SM3"),
        ]
        .into_iter()
        .collect();
        assert_eq!(SignatureHeaders::find(&headers).err().unwrap().code(), "SIGNATURE_TYPE");
    }
}
