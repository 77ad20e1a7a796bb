//! The token in a file that all processes of a user on one machine share.

mod folder;
mod inbox;
mod lock;
mod private;
mod record;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use async_trait::async_trait;

pub(super) use self::inbox::FileInbox;
use self::record::Record;
use super::TokenStore;
use super::seal::{self, Opened, Seal};
use crate::config::Config;
use crate::error::{Error, Result, sdk_codes};
use crate::operations::token::StoredToken;

/// The file whose lock is taken: one for all of a folder.
const LOCK: &str = "lock";

/// What the name of a token's file begins with.
const TOKEN: &str = "token-";

/// What nobody has written for so long is of no use any more: no token lives longer than 7 days.
const FORGOTTEN: Duration = Duration::from_secs(8 * 24 * 3600);

/// So many files are looked at for what is forgotten.
const LOOKED_AT: usize = 1000;

/// Keeps the access token in a file, for all processes of this user on this machine. It is the default.
///
/// The file is readable for its owner only (0600), encrypted with a key made of QQ's address, AppID and AppSecret, and replaced as a
/// whole. One process fetches for all, under a lease that ends by itself.
///
/// ```no_run
/// # fn example(config: qq_wxpay::Config) -> qq_wxpay::Result<qq_wxpay::QqWxPay> {
/// use std::sync::Arc;
///
/// use qq_wxpay::client::FileTokenStore;
/// // The same as the setting `token_store` (QQ_WXPAY_TOKEN_STORE) of `file:/var/lib/shop/qq-wxpay`.
/// let store = FileTokenStore::at("/var/lib/shop/qq-wxpay", &config)?;
/// qq_wxpay::QqWxPay::builder(config).token_store(Arc::new(store)).build()
/// # }
/// ```
#[derive(Clone)]
pub struct FileTokenStore(Arc<Files>);

struct Files {
    seal: Seal,
    token: PathBuf,
    lock: PathBuf,
}

impl FileTokenStore {
    /// In the folder that all processes of this user find: `qq-wxpay` in `XDG_RUNTIME_DIR`, in systemd's `RUNTIME_DIRECTORY` or
    /// `CACHE_DIRECTORY`, or in the user's cache; else one in the folder for temporary files. If one of them has the file, it is that one.
    ///
    /// # Errors
    /// `STORE_FOLDER` when none can be used, with the reasons; `QQ_NOT_CONFIGURED` without AppID and AppSecret.
    pub fn new(config: &Config) -> Result<Self> {
        let seal = seal_of(config)?;
        let folder = folder::usual(&token_file(&seal))?;
        Ok(Self::of(seal, &folder))
    }

    /// In this folder; it is made if it is not there.
    ///
    /// # Errors
    /// `STORE_FOLDER` when it cannot be used, with the reason; `QQ_NOT_CONFIGURED` without AppID and AppSecret.
    pub fn at(folder: impl AsRef<Path>, config: &Config) -> Result<Self> {
        let store = Self::of(seal_of(config)?, folder.as_ref());
        private::usable(folder.as_ref(), LOCK, "token_store")?;
        Ok(store)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0.token
    }

    fn of(seal: Seal, folder: &Path) -> Self {
        let token = folder.join(token_file(&seal));
        Self(Arc::new(Files { seal, token, lock: folder.join(LOCK) }))
    }

    /// Work with files, on a thread that may wait for them.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Files) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let files = Arc::clone(&self.0);
        let done = tokio::task::spawn_blocking(move || work(&files)).await;
        done.unwrap_or_else(
            |_| Err(Error::sdk(&sdk_codes::TOKEN_STORE_FAILED).with_detail("it was given up")),
        )
    }
}

impl Files {
    fn read(&self) -> Result<Option<Record>> {
        let Some(kept) = private::read(&self.token, seal::LARGEST)? else { return Ok(None) };
        Ok(match self.seal.open(&kept)? {
            Opened::Value(value) => serde_json::from_slice(&value).ok(),
            Opened::Absent => None,
        })
    }

    /// Changes the record, while nobody else does; it is written when `change` gives true.
    fn change(&self, mut change: impl FnMut(&mut Record, u64) -> bool) -> Result<bool> {
        lock::locked(&self.lock, || {
            let found = self.read()?;
            let is_new = found.is_none();
            let mut record = found.unwrap_or_default();
            let is_changed = change(&mut record, now());
            if is_changed {
                let value = serde_json::to_vec(&record).expect("a record is JSON");
                private::replace(&self.token, &self.seal.close(&value))?;
            }
            if is_changed && is_new {
                self.forget();
            }
            Ok(is_changed)
        })
    }

    /// Removes what others have left for good: tokens of AppSecrets that were changed, of sandboxes that have ended.
    fn forget(&self) {
        let Some(Ok(entries)) = self.token.parent().map(fs::read_dir) else { return };
        for entry in entries.take(LOOKED_AT).flatten() {
            let is_token = entry.file_name().to_str().is_some_and(|name| name.starts_with(TOKEN));
            let age = entry.metadata().and_then(|found| found.modified()).map(|time| time.elapsed());
            if is_token && matches!(age, Ok(Ok(age)) if age > FORGOTTEN) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

#[async_trait]
impl TokenStore for FileTokenStore {
    async fn load(&self, _: &str) -> Result<Option<StoredToken>> {
        // Without the lock: the file is replaced as a whole.
        self.blocking(|files| Ok(files.read()?.and_then(|record| record.token))).await
    }

    async fn acquire_lease(&self, _: &str, owner: &str, duration: Duration) -> Result<bool> {
        let owner = owner.to_owned();
        self.blocking(move |files| files.change(|record, now| record.lease(&owner, duration, now))).await
    }

    async fn save(&self, _: &str, owner: &str, token: &StoredToken) -> Result<bool> {
        let (owner, token) = (owner.to_owned(), token.clone());
        self.blocking(move |files| files.change(|record, now| record.save(&owner, &token, now))).await
    }

    async fn release_lease(&self, _: &str, owner: &str) -> Result<()> {
        let owner = owner.to_owned();
        self.blocking(move |files| files.change(|record, _| record.release(&owner))).await.map(drop)
    }
}

impl fmt::Debug for FileTokenStore {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("FileTokenStore").field(&self.0.token).finish()
    }
}

fn seal_of(config: &Config) -> Result<Seal> {
    Seal::of(config).ok_or_else(|| Error::sdk(&sdk_codes::QQ_NOT_CONFIGURED).with_field("qq_app_secret"))
}

fn token_file(seal: &Seal) -> String {
    format!("{TOKEN}{}", seal.name())
}

/// Unix milliseconds of the machine's clock, which all its processes share; not the client's.
fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |passed| u64::try_from(passed.as_millis()).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests;
