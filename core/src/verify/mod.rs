//! Whom we believe: WeChat Pay's keys by serial, public keys and platform certificates side by side.
//!
//! The keys are replaced as a whole when new platform certificates were fetched and verified ([`crate::operations::certificates`]).

mod freshness;
mod keys;
mod store;

pub(crate) use freshness::{MAX_CLOCK_SKEW_SECONDS, Verdict};
#[cfg(feature = "client")]
pub(crate) use keys::is_certificate_serial;
pub(crate) use keys::{TrustedKeys, verify_with_certificate};
pub(crate) use store::TrustStore;

use crate::error::{Error, Result, sdk_codes};
use crate::http::Headers;

/// The four headers of a signed message.
pub(crate) struct SignatureHeaders<'a> {
    timestamp: &'a str,
    seconds: i64,
    nonce: &'a str,
    signature: &'a str,
    serial: &'a str,
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
        // A line feed inside would move the border between nonce and body in the signed text.
        if nonce.len() > 128 || !nonce.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::sdk(&sdk_codes::SIGNATURE_HEADERS_INCOMPLETE)
                .with_field("Wechatpay-Nonce")
                .with_detail("not 1 to 128 printable characters"));
        }
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

#[cfg(test)]
mod tests {
    use super::*;

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
