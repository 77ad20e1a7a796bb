//! Time and randomness come from outside: the system's in production, fixed ones in tests.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the time.
///
/// ```
/// use qq_wxpay::environment::Clock;
///
/// /// A clock that stands, for tests.
/// struct At(i64);
///
/// impl Clock for At {
///     fn now(&self) -> i64 {
///         self.0
///     }
/// }
///
/// assert_eq!(At(1_722_850_421).now(), 1_722_850_421);
/// ```
pub trait Clock: Send + Sync {
    /// Now, in Unix seconds.
    fn now(&self) -> i64;
}

/// Makes values that are used once.
pub trait NonceSource: Send + Sync {
    /// A fresh text of 32 ASCII letters and digits, unpredictable to others.
    fn nonce(&self) -> String;
}

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> i64 {
        // A clock before 1970 signs with 0, and WeChat Pay then says that the timestamp is wrong.
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |passed| i64::try_from(passed.as_secs()).unwrap_or(i64::MAX))
    }
}

/// The operating system's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemNonce;

impl NonceSource for SystemNonce {
    fn nonce(&self) -> String {
        const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).expect("the operating system has randomness");
        bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
    }
}

/// Any number, to spread pauses and lives with. It is no secret.
#[cfg(feature = "client")]
pub(crate) fn random_number(nonces: &dyn NonceSource) -> u32 {
    nonces.nonce().bytes().fold(0, |sum: u32, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)))
}

/// The moment and the nonce that one request is signed with.
#[derive(Clone, PartialEq, Eq)]
pub struct RequestStamp {
    now: i64,
    nonce: String,
    /// Whether the request is made without its signature, for whoever waits for the signer.
    signs_later: bool,
}

impl RequestStamp {
    /// A stamp of the given Unix seconds and nonce (up to 32 ASCII letters and digits).
    #[must_use]
    pub fn new(now: i64, nonce: impl Into<String>) -> Self {
        Self { now, nonce: nonce.into(), signs_later: false }
    }

    /// A stamp of this moment, with a fresh nonce.
    #[must_use]
    pub fn system() -> Self {
        Self::new(SystemClock.now(), SystemNonce.nonce())
    }

    /// The same for a request that gets its signature afterwards.
    #[cfg(feature = "client")]
    pub(crate) fn signed_later(self) -> Self {
        Self { signs_later: true, ..self }
    }

    pub(crate) fn signs_later(&self) -> bool {
        self.signs_later
    }

    /// Unix seconds.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.now
    }

    /// The nonce.
    #[must_use]
    pub fn nonce(&self) -> &str {
        &self.nonce
    }
}

impl fmt::Debug for RequestStamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("RequestStamp").field("now", &self.now).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonces_are_32_letters_and_digits_and_differ() {
        let (first, second) = (SystemNonce.nonce(), SystemNonce.nonce());
        assert_eq!(first.len(), 32);
        assert!(first.chars().all(|c| c.is_ascii_alphanumeric()));
        assert_ne!(first, second);
    }
}
