//! Handled notifications in files, for all processes of this user on this machine.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{LOCK, folder, lock, now, private};
use crate::error::{Error, Result, sdk_codes};
use crate::store::inbox::{Answer, CLAIM, Inbox, REMEMBERED};
use crate::wire::json;

/// What the folder is called in that of the access tokens.
const NAME: &str = "inbox";

/// The file whose content says since when everything is known.
const SINCE: &str = "since";

/// So many digits of an event's key are the name of its file: 4,096 files.
const DIGITS: usize = 3;

/// So many bytes are read of a file: some 100,000 events.
const LARGEST: usize = 8 << 20;

/// The format that this version writes.
const FORMAT: u32 = 1;

/// The events whose keys begin alike.
#[derive(Serialize, Deserialize)]
struct Bucket {
    format: u32,
    #[serde(default)]
    events: BTreeMap<String, Known>,
}

/// What is known of an event.
#[derive(Serialize, Deserialize)]
struct Known {
    /// When it was claimed or handled last, Unix milliseconds of the machine's clock.
    at: u64,
    /// Who is at work on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(default)]
    done: bool,
}

/// Keeps what is known of events in a folder of files, under one lock.
#[derive(Clone)]
pub(in crate::store) struct FileInbox(Arc<PathBuf>);

impl FileInbox {
    /// In the folder that all processes of this user find, a cache before one that ends with the service.
    ///
    /// # Errors
    /// `STORE_FOLDER` when none can be used, with the reasons.
    pub(in crate::store) fn usual() -> Result<Self> {
        let folder = folder::lasting(NAME).map_err(|error| error.with_field("inbox"))?.join(NAME);
        private::folder(&folder).map_err(|error| error.with_field("inbox"))?;
        Ok(Self(Arc::new(folder)))
    }

    /// In this folder; it is made if it is not there.
    ///
    /// # Errors
    /// `STORE_FOLDER` when it cannot be used, with the reason.
    pub(in crate::store) fn at(folder: &Path) -> Result<Self> {
        let folder = folder.join(NAME);
        private::usable(&folder, LOCK, "inbox")?;
        Ok(Self(Arc::new(folder)))
    }

    /// Changes what is known of an event, while nobody else does.
    async fn change<T: Send + 'static>(
        &self,
        key: &str,
        change: impl Fn(&mut BTreeMap<String, Known>, u64) -> T + Send + 'static,
    ) -> Result<T> {
        let (folder, digits) = (Arc::clone(&self.0), key.get(..DIGITS).unwrap_or(key).to_owned());
        let work = move || {
            lock::strictly_locked(&folder.join(LOCK), || {
                let (path, now) = (folder.join(&digits), now());
                let mut bucket = read(&path)?;
                bucket.events.retain(|_, known| !is_forgotten(known, now));
                let answer = change(&mut bucket.events, now);
                let content = serde_json::to_vec(&bucket).expect("a bucket is JSON");
                private::replace(&path, &content).map(|()| answer)
            })
        };
        let done = tokio::task::spawn_blocking(work).await;
        done.unwrap_or_else(|_| Err(Error::sdk(&sdk_codes::INBOX_FAILED).with_detail("it was given up")))
    }

    async fn known_for(&self) -> Result<Duration> {
        let folder = Arc::clone(&self.0);
        let since = tokio::task::spawn_blocking(move || since(&folder)).await;
        let since = since.unwrap_or(Ok(u64::MAX))?;
        Ok(Duration::from_millis(now().saturating_sub(since)))
    }
}

/// Since when everything is known, Unix milliseconds of the machine's clock.
fn since(folder: &Path) -> Result<u64> {
    let path = folder.join(SINCE);
    let read = || -> Result<Option<u64>> {
        Ok(private::read(&path, 20)?.and_then(|kept| str::from_utf8(&kept).ok()?.parse().ok()))
    };
    if let Some(since) = read()? {
        return Ok(since);
    }
    lock::strictly_locked(&folder.join(LOCK), || match read()? {
        Some(since) => Ok(since),
        None => {
            let now = now();
            private::replace(&path, now.to_string().as_bytes()).map(|()| now)
        }
    })
}

/// What cannot be read counts as nothing.
fn read(path: &Path) -> Result<Bucket> {
    let kept = private::read(path, LARGEST)?;
    // Of what it does not take the reader of JSON lets any bytes pass; nothing that this library writes has other than UTF-8.
    let text = kept.filter(|kept| str::from_utf8(kept).is_ok());
    let bucket = text.and_then(|text| json::read::<Bucket>(&text).ok());
    match bucket {
        Some(bucket) if bucket.format > FORMAT => {
            let detail = format!("{}: written by a later version", path.display());
            Err(Error::sdk(&sdk_codes::INBOX_FAILED).with_detail(detail))
        }
        Some(bucket) => Ok(bucket),
        None => Ok(Bucket { format: FORMAT, events: BTreeMap::new() }),
    }
}

/// A clock that was put back forgets nothing, unless by so much that nothing would ever be forgotten.
fn is_forgotten(known: &Known, now: u64) -> bool {
    u128::from(now.abs_diff(known.at)) >= REMEMBERED.as_millis()
}

/// Whether a claim has ended, or was made before the clock was put back.
fn has_ended(at: u64, now: u64) -> bool {
    now.checked_sub(at).is_none_or(|passed| u128::from(passed) >= CLAIM.as_millis())
}

fn take(
    events: &mut BTreeMap<String, Known>,
    key: &str,
    owner: &str,
    now: u64,
    known_for: Duration,
) -> Answer {
    let answer = match events.get(key) {
        None => Answer::First { known_for },
        Some(known) if known.done => return Answer::Done,
        Some(Known { owner: Some(holder), at, .. }) if holder != owner && !has_ended(*at, now) => {
            return Answer::Held;
        }
        Some(_) => Answer::Again,
    };
    events.insert(key.to_owned(), Known { at: now, owner: Some(owner.to_owned()), done: false });
    answer
}

#[async_trait]
impl Inbox for FileInbox {
    async fn claim(&self, key: &str, owner: &str) -> Result<Answer> {
        let known_for = self.known_for().await?;
        let (own_key, owner) = (key.to_owned(), owner.to_owned());
        self.change(key, move |events, now| take(events, &own_key, &owner, now, known_for)).await
    }

    async fn done(&self, key: &str) -> Result<()> {
        let own_key = key.to_owned();
        let note = move |events: &mut BTreeMap<String, Known>, now| {
            events.insert(own_key.clone(), Known { at: now, owner: None, done: true });
        };
        self.change(key, note).await
    }

    async fn release(&self, key: &str, owner: &str) -> Result<()> {
        let (own_key, owner) = (key.to_owned(), owner.to_owned());
        let give_back = move |events: &mut BTreeMap<String, Known>, _| {
            if let Some(known) = events.get_mut(&own_key).filter(|known| known.owner.as_ref() == Some(&owner))
            {
                known.owner = None;
            }
        };
        self.change(key, give_back).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::file::tests::Folder;

    const NOW: u64 = 1_700_000_000_000;
    const KNOWN: Duration = Duration::from_secs(9);

    #[test]
    fn nothing_is_claimed_while_another_process_holds_the_lock() {
        let folder = Folder::new();
        let inbox = FileInbox::at(folder.path()).unwrap();
        let lock = private::open(&folder.path().join(NAME).join(LOCK)).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let both = futures_util::future::join(inbox.claim("1", "a"), inbox.claim("2", "b")).await;
            assert!(both.0.is_ok() && both.1.is_ok(), "the first claims of all: {both:?}");
            lock.lock().unwrap();
            let both = futures_util::future::join(inbox.claim("key", "a"), inbox.claim("key", "b")).await;
            assert!(both.0.is_err() && both.1.is_err(), "two owners of one event: {both:?}");
            lock.unlock().unwrap();
            assert!(matches!(inbox.claim("key", "a").await.unwrap(), Answer::First { .. }));
            assert_eq!(inbox.claim("key", "b").await.unwrap(), Answer::Held);
        });
    }

    #[test]
    fn one_owner_at_a_time_and_nobody_once_it_is_done() {
        let mut events = BTreeMap::new();
        let mut claim = |owner: &str, now| take(&mut events, "key", owner, now, KNOWN);
        assert_eq!(claim("a", NOW), Answer::First { known_for: KNOWN });
        assert_eq!(claim("b", NOW + 59_999), Answer::Held);
        assert_eq!(claim("b", NOW + 60_000), Answer::Again, "the claim has ended");
        assert_eq!(claim("a", NOW + 60_001), Answer::Held);
        assert_eq!(claim("a", NOW - 1), Answer::Again, "the clock was put back");
        events.insert("key".to_owned(), Known { at: NOW, owner: None, done: true });
        assert_eq!(take(&mut events, "key", "a", NOW + 1, KNOWN), Answer::Done);
        let three_days = 3 * 24 * 3_600_000;
        assert!(!is_forgotten(&events["key"], NOW + three_days - 1));
        assert!(is_forgotten(&events["key"], NOW + three_days));
        assert!(!is_forgotten(&events["key"], NOW - 1), "the clock was put back");
        assert!(is_forgotten(&events["key"], NOW - three_days), "it would be kept for ever");
    }
}
