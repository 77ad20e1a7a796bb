//! The keys that everybody shares, replaced as a whole.

use std::fmt;
#[cfg(feature = "client")]
use std::sync::Mutex;
use std::sync::{Arc, PoisonError, RwLock};

use super::{SignatureHeaders, TrustedKeys, Verdict};
use crate::crypto::{Certificate, PublicKey};
use crate::error::Result;

/// The trusted keys of a configuration. Its clones share them.
///
/// Readers take a reference to the keys of the moment and look at them without a lock: nobody waits for a refresh.
pub(crate) struct TrustStore {
    public_key_id: Option<String>,
    current: RwLock<Current>,
    /// When a download of certificates began last, in Unix seconds, whoever began it.
    #[cfg(feature = "client")]
    download_begun_at: Mutex<Option<i64>>,
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
        Self {
            public_key_id,
            current: RwLock::new(current),
            #[cfg(feature = "client")]
            download_begun_at: Mutex::default(),
        }
    }

    /// The keys of this moment.
    pub(crate) fn keys(&self) -> Arc<TrustedKeys> {
        self.current().keys
    }

    /// Verifies with the keys of this moment: see [`TrustedKeys::verify`].
    pub(crate) fn verify(&self, headers: &SignatureHeaders<'_>, body: &[u8], now: i64) -> Result<Verdict> {
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

    /// Whether a message of this moment can be verified: there is a public key, or a certificate that is valid.
    pub(crate) fn is_usable(&self, now: i64) -> bool {
        self.encryption_key(now).is_some()
    }

    /// When certificates were adopted last, in Unix seconds; `None` when never.
    pub(crate) fn adopted_at(&self) -> Option<i64> {
        self.current().adopted_at
    }

    /// A number that changes whenever certificates are adopted.
    #[cfg(any(test, feature = "client"))]
    pub(crate) fn generation(&self) -> u64 {
        self.current().generation
    }

    /// Whether a download may begin that has to keep this pause since the one before, in seconds; if so, it counts.
    #[cfg(feature = "client")]
    pub(crate) fn begin_download(&self, now: i64, pause: u64) -> bool {
        let mut begun_at = self.download_begun_at.lock().unwrap_or_else(PoisonError::into_inner);
        let may_begin = begun_at.is_none_or(|begun| now.abs_diff(begun) >= pause);
        if may_begin {
            *begun_at = Some(now);
        }
        may_begin
    }

    /// The newest certificate that is valid; `None` where there are public keys alone.
    #[cfg(feature = "client")]
    pub(crate) fn newest_certificate(&self, now: i64) -> Option<Certificate> {
        self.keys().newest_certificate(now).cloned()
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::crypto::RsaProvider;

    const NOW: i64 = 1_722_850_421;
    const DAY: i64 = 24 * 3600;
    const PLATFORM: &str = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";
    const NEXT: &str = "6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B6B";

    /// Valid 2020 to 2030 and 2024 to 2029.
    fn certificates() -> [Certificate; 2] {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/generated_merchant.json");
        let file: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let text = file["platform_certificates"].as_str().unwrap();
        let both = Certificate::parse_many(RsaProvider::default(), text.as_bytes(), "").unwrap();
        both.try_into().unwrap()
    }

    fn empty() -> TrustStore {
        TrustStore::new(TrustedKeys::default(), None)
    }

    fn known(store: &TrustStore) -> [bool; 2] {
        [PLATFORM, NEXT].map(|serial| store.keys().knows(serial))
    }

    #[test]
    fn a_certificate_that_is_taken_away_stays_a_day() {
        let (store, [platform, next]) = (empty(), certificates());
        store.adopt(&[platform.clone(), next.clone()], NOW);
        store.adopt(std::slice::from_ref(&next), NOW + DAY / 2);
        assert_eq!(known(&store), [true, true]);
        store.adopt(std::slice::from_ref(&next), NOW + DAY);
        assert_eq!(known(&store), [true, true], "half a day after it was missing first");
        store.adopt(std::slice::from_ref(&next), NOW + DAY / 2 + DAY);
        assert_eq!(known(&store), [false, true]);
        store.adopt(&[platform, next], NOW + 2 * DAY);
        assert_eq!(known(&store), [true, true], "listed again, trusted again");
        assert_eq!((store.adopted_at(), store.generation()), (Some(NOW + 2 * DAY), 5));
    }

    #[test]
    fn what_is_configured_is_never_taken_away() {
        let [platform, next] = certificates();
        let mut keys = TrustedKeys::default();
        keys.add_certificate(platform.clone());
        let store = TrustStore::new(keys, None);
        store.adopt(&[platform, next.clone()], NOW);
        for days in [1, 30] {
            store.adopt(std::slice::from_ref(&next), NOW + days * DAY);
        }
        assert_eq!(known(&store), [true, true]);
    }

    #[test]
    fn an_expired_certificate_is_not_kept_over() {
        let (store, [platform, next]) = (empty(), certificates());
        let end_of_next = next.not_after();
        store.adopt(&[platform.clone(), next], end_of_next - 60);
        store.adopt(&[platform], end_of_next + 60);
        assert_eq!(known(&store), [true, false]);
    }

    #[test]
    fn texts_are_encrypted_for_the_newest_that_is_not_taken_away() {
        let (store, [platform, next]) = (empty(), certificates());
        assert!(store.encryption_key(NOW).is_none());
        store.adopt(&[platform.clone(), next.clone()], NOW);
        assert_eq!(store.encryption_key(NOW).unwrap().0, NEXT);
        assert_eq!(store.encryption_key(next.not_before() - 1).unwrap().0, PLATFORM);
        store.adopt(&[platform], NOW);
        assert_eq!(store.encryption_key(NOW).unwrap().0, PLATFORM);
        assert_eq!(known(&store), [true, true], "verifying goes on with both");
    }

    #[test]
    fn readers_see_the_whole_list_or_nothing_of_it() {
        let (store, [platform, next]) = (Arc::new(empty()), certificates());
        let reading = Arc::clone(&store);
        let reader = std::thread::spawn(move || {
            for _ in 0..100_000 {
                let keys = reading.keys();
                let seen = [PLATFORM, NEXT].map(|serial| keys.knows(serial));
                assert!(seen == [false, false] || seen == [true, true], "{seen:?}");
            }
        });
        for _ in 0..1_000 {
            store.adopt(&[platform.clone(), next.clone()], NOW);
        }
        reader.join().unwrap();
        assert_eq!(store.generation(), 1_000);
    }
}
