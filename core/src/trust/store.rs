//! The keys that everybody shares, replaced as a whole.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use super::{SignatureHeaders, TrustedKeys};
use crate::crypto::{Certificate, PublicKey};
use crate::error::Result;

/// The trusted keys of a configuration. Its clones share them.
///
/// Readers take a reference to the keys of the moment and look at them without a lock: nobody waits for a refresh.
pub(crate) struct TrustStore {
    public_key_id: Option<String>,
    current: RwLock<Current>,
}

#[derive(Clone)]
struct Current {
    keys: Arc<TrustedKeys>,
    /// When certificates were adopted last, in Unix seconds.
    adopted_at: Option<i64>,
    /// How often certificates were adopted.
    generation: u64,
}

impl TrustStore {
    /// A store of the configured keys; they may be none.
    pub(crate) fn new(keys: TrustedKeys, public_key_id: Option<String>) -> Self {
        let current = Current { keys: Arc::new(keys), adopted_at: None, generation: 0 };
        Self { public_key_id, current: RwLock::new(current) }
    }

    /// The keys of this moment.
    pub(crate) fn keys(&self) -> Arc<TrustedKeys> {
        self.current().keys
    }

    /// Verifies with the keys of this moment: see [`TrustedKeys::verify`].
    pub(crate) fn verify(&self, headers: &SignatureHeaders<'_>, body: &[u8], now: i64) -> Result<i64> {
        self.keys().verify(headers, body, now)
    }

    /// Adds the certificates of a verified list, in one step.
    pub(crate) fn adopt(&self, fetched: &[Certificate], now: i64) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        *current = Current {
            keys: Arc::new(current.keys.with_fetched(fetched, now)),
            adopted_at: Some(now),
            generation: current.generation + 1,
        };
    }

    /// When certificates were adopted last, in Unix seconds; `None` when never.
    pub(crate) fn adopted_at(&self) -> Option<i64> {
        self.current().adopted_at
    }

    /// A number that changes whenever certificates are adopted.
    #[cfg(feature = "client")]
    pub(crate) fn generation(&self) -> u64 {
        self.current().generation
    }

    /// The serial that requests name in `Wechatpay-Serial`: the public key's, when there is one.
    pub(crate) fn requested_serial(&self) -> Option<&str> {
        self.public_key_id.as_deref()
    }

    /// The key that texts are encrypted for, and its serial: the public key, else the newest valid certificate.
    pub(crate) fn encryption_key(&self, now: i64) -> Option<(String, PublicKey)> {
        let keys = self.keys();
        match &self.public_key_id {
            Some(id) => keys.public_key(id).map(|key| (id.clone(), key.clone())),
            None => keys
                .newest_certificate(now)
                .map(|found| (found.serial().to_owned(), found.public_key().clone())),
        }
    }

    fn current(&self) -> Current {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for TrustStore {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.keys().fmt(out)
    }
}
