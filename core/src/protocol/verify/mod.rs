//! Whom we believe: WeChat Pay's keys by serial, public keys and platform certificates side by side.
//!
//! The keys are replaced as a whole when new platform certificates were fetched and verified ([`crate::operations::certificates`]).

mod keys;
mod store;

#[cfg(feature = "client")]
pub(crate) use keys::is_certificate_serial;
pub(crate) use keys::{TrustedKeys, verify_with_certificate};
pub(crate) use store::TrustStore;

use crate::error::{Error, Result, sdk_codes};
use crate::http::Headers;

/// How far a signed message's time may lie from now, in seconds: this much is refused already.
pub(crate) const MAX_CLOCK_SKEW_SECONDS: u64 = 300;

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

/// What a right signature says: when its message was signed, and whether that is near enough to now.
#[derive(Debug)]
#[must_use = "a message that is too old, or of the future, proves nothing"]
pub(crate) enum Verdict {
    /// Signed just now.
    Fresh { signed_at: i64 },
    /// Rightly signed, at another time: the error says so.
    Stale { signed_at: i64, error: Error },
}

impl Verdict {
    fn of(signed_at: i64, now: i64) -> Self {
        let distance = now.abs_diff(signed_at);
        if distance < MAX_CLOCK_SKEW_SECONDS {
            return Self::Fresh { signed_at };
        }
        let direction = if signed_at < now { "old" } else { "ahead" };
        let error = Error::sdk(&sdk_codes::MESSAGE_STALE).with_detail(format!("{distance} s {direction}"));
        Self::Stale { signed_at, error }
    }

    /// When the message was signed, in Unix seconds.
    pub(crate) fn signed_at(&self) -> i64 {
        match self {
            Self::Fresh { signed_at } | Self::Stale { signed_at, .. } => *signed_at,
        }
    }

    /// Refuses what was not signed just now.
    ///
    /// # Errors
    /// `MESSAGE_STALE`.
    pub(crate) fn fresh(self) -> Result<()> {
        match self {
            Self::Fresh { .. } => Ok(()),
            Self::Stale { error, .. } => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_is_closed_at_300_seconds_both_ways() {
        let fresh = |signed_at, now| Verdict::of(signed_at, now).fresh();
        assert!(fresh(1000, 1299).is_ok());
        assert!(fresh(1299, 1000).is_ok());
        assert_eq!(fresh(1000, 1300).unwrap_err().code(), "MESSAGE_STALE");
        assert_eq!(fresh(1300, 1000).unwrap_err().code(), "MESSAGE_STALE");
        assert!(fresh(i64::MAX, i64::MIN).is_err());
        assert_eq!(Verdict::of(1000, 9000).signed_at(), 1000);
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
