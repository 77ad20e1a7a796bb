//! The access tokens of this process: clients of the same mini program share one, however many there are and however short they
//! live, because each fetch ends the earlier token.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, TryLockError};

use super::MemoryTokenStore;
use crate::config::Config;
use crate::crypto::digest;

/// So many mini programs are remembered. What is forgotten stays shared by the clients that have it.
const MOST: usize = 256;

/// How often a lock is tried that somebody else has: held for a lookup, or by nobody any more, in the child of a fork.
const TRIES: usize = 10_000;

/// Whose token it is: the process (a fork may have copied a lease that nobody ends), where and for whom it is fetched, and a digest of
/// the AppSecret.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    process: u32,
    qq_base: String,
    appid: String,
    app_secret: [u8; 32],
}

static STORES: Mutex<Option<HashMap<Key, Arc<MemoryTokenStore>>>> = Mutex::new(None);

/// The process that first asked whether it has forked.
static FIRST: AtomicU32 = AtomicU32::new(0);

/// Whether the process is a child of one that keeps tokens in its memory, too: each then ends the other's.
pub(crate) fn has_forked() -> bool {
    let own = std::process::id();
    matches!(FIRST.compare_exchange(0, own, Ordering::Relaxed, Ordering::Relaxed), Err(first) if first != own)
}

/// The store of the mini program of this configuration; one of its own for a client that has none, or cannot fetch.
pub(super) fn store(config: &Config) -> Arc<MemoryTokenStore> {
    shared(config).unwrap_or_default()
}

fn shared(config: &Config) -> Option<Arc<MemoryTokenStore>> {
    let qq = config.0.qq.as_ref()?;
    let key = Key {
        process: std::process::id(),
        qq_base: config.0.qq_base.as_str().to_owned(),
        appid: qq.appid.clone(),
        app_secret: digest::sha256(qq.app_secret.as_ref()?.expose().as_bytes()),
    };
    for _ in 0..TRIES {
        let mut stores = match STORES.try_lock() {
            Ok(stores) => stores,
            // A lookup leaves nothing half done.
            Err(TryLockError::Poisoned(stores)) => stores.into_inner(),
            Err(TryLockError::WouldBlock) => {
                std::thread::yield_now();
                continue;
            }
        };
        let stores = stores.get_or_insert_default();
        if !stores.contains_key(&key) && stores.len() >= MOST {
            stores.retain(|_, store| Arc::strong_count(store) > 1);
            if stores.len() >= MOST {
                return None;
            }
        }
        return Some(Arc::clone(stores.entry(key).or_default()));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    fn store_of(appid: &str, secret: &str) -> Arc<MemoryTokenStore> {
        let settings = Settings::new()
            .wechat_appid("wxd678efh567hg6787")
            .mchid("1230000109")
            .api_v2_key("8934e7d15453e97507ef794cf7b0519d")
            .qq_appid(appid)
            .qq_app_secret(secret);
        store(&settings.build().unwrap())
    }

    #[test]
    fn only_the_same_mini_program_with_the_same_secret_shares() {
        let first = store_of("1110000001", "one");
        assert!(Arc::ptr_eq(&first, &store_of("1110000001", "one")));
        assert!(!Arc::ptr_eq(&first, &store_of("1110000002", "one")));
        assert!(!Arc::ptr_eq(&first, &store_of("1110000001", "two")));
    }

    #[test]
    fn what_nobody_uses_is_forgotten_when_there_are_too_many() {
        let kept = store_of("1110000003", "kept");
        for index in 0..2 * MOST {
            drop(store_of("1110000004", &index.to_string()));
        }
        assert!(Arc::ptr_eq(&kept, &store_of("1110000003", "kept")));
        let stores = STORES.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        assert!(stores.as_ref().unwrap().len() <= MOST);
    }
}
