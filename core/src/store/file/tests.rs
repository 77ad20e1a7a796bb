//! The file store as its processes see it.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::config::Settings;
use crate::operations::token::FetchedToken;

/// A folder for one test.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("qq-wxpay-test-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        let path = std::env::temp_dir().join(name);
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const LEASE: Duration = Duration::from_secs(10);

fn config(secret: &str) -> Config {
    let settings = Settings::new()
        .wechat_appid("wxd678efh567hg6787")
        .mchid("1230000109")
        .api_v2_key("8934e7d15453e97507ef794cf7b0519d")
        .qq_appid("1110000001")
        .qq_app_secret(secret);
    settings.build().unwrap()
}

fn token(text: &str) -> StoredToken {
    StoredToken::new(&FetchedToken::new(text.into(), 7200), 1_700_000_000, 0)
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

#[test]
fn two_clients_share_token_and_lease() {
    let folder = Folder::new();
    let [one, two] = [(); 2].map(|()| FileTokenStore::at(folder.path().join("a/b"), &config("one")).unwrap());
    run(async {
        assert_eq!(one.load("").await.unwrap(), None);
        assert!(one.acquire_lease("", "one", LEASE).await.unwrap());
        assert!(!two.acquire_lease("", "two", LEASE).await.unwrap());
        assert!(!two.save("", "two", &token("two's")).await.unwrap());
        two.release_lease("", "two").await.unwrap();
        assert!(one.save("", "one", &token("one's")).await.unwrap());
        assert_eq!(two.load("").await.unwrap(), Some(token("one's")));
        assert!(two.acquire_lease("", "two", LEASE).await.unwrap());
        two.release_lease("", "two").await.unwrap();
        let other = FileTokenStore::at(folder.path().join("a/b"), &config("another")).unwrap();
        assert_eq!(other.load("").await.unwrap(), None);
    });
    let kept = fs::read(one.path()).unwrap();
    assert!(!String::from_utf8_lossy(&kept).contains("one's"));
    assert!(!format!("{one:?}").contains("one's"));
}

#[cfg(unix)]
#[test]
fn only_the_owner_reads_the_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let store = FileTokenStore::at(folder.path().join("own"), &config("one")).unwrap();
    run(async { assert!(store.acquire_lease("", "one", LEASE).await.unwrap()) });
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(store.path()), 0o600);
    assert_eq!(mode(&store.0.lock), 0o600);
    assert_eq!(mode(&folder.path().join("own")), 0o700);
}

#[test]
fn what_cannot_be_read_is_replaced_and_what_is_newer_is_not() {
    let folder = Folder::new();
    let store = FileTokenStore::at(folder.path(), &config("one")).unwrap();
    run(async {
        for spoiled in [b"".as_slice(), b"qq-wxpay-store 1\nspoiled", &[0; 100_000]] {
            fs::write(store.path(), spoiled).unwrap();
            assert_eq!(store.load("").await.unwrap(), None);
            assert!(store.acquire_lease("", "one", LEASE).await.unwrap());
            assert!(store.save("", "one", &token("t")).await.unwrap());
            assert_eq!(store.load("").await.unwrap(), Some(token("t")));
        }
        let newer = b"qq-wxpay-store 2\nwhatever comes";
        fs::write(store.path(), newer).unwrap();
        assert_eq!(store.load("").await.unwrap_err().code(), "TOKEN_STORE_NEWER");
        assert_eq!(store.acquire_lease("", "one", LEASE).await.unwrap_err().code(), "TOKEN_STORE_NEWER");
        assert_eq!(fs::read(store.path()).unwrap(), newer);
    });
}

#[test]
fn what_is_forgotten_is_removed_and_nothing_else() {
    let folder = Folder::new();
    let write = |name: &str, age: Duration| {
        let path = folder.path().join(name);
        let file = fs::File::create(&path).unwrap();
        file.set_modified(SystemTime::now() - age).unwrap();
        path
    };
    let day = Duration::from_secs(24 * 3600);
    let gone = [write("token-old", 9 * day), write("token-old.new-77", 9 * day)];
    let kept = [write("token-young", 7 * day), write("something", 9 * day)];
    let store = FileTokenStore::at(folder.path(), &config("one")).unwrap();
    run(async { assert!(store.acquire_lease("", "one", LEASE).await.unwrap()) });
    assert!(gone.iter().all(|path| !path.exists()) && kept.iter().all(|path| path.exists()));
    assert!(store.path().exists() && store.0.lock.exists());
}

#[test]
fn a_folder_that_cannot_be_used_is_named() {
    let folder = Folder::new();
    let path = folder.path().join("file");
    fs::write(&path, "").unwrap();
    let error = FileTokenStore::at(&path, &config("one")).unwrap_err();
    assert_eq!((error.code(), error.field()), ("STORE_FOLDER", Some("token_store")));
    assert!(error.detail().starts_with(path.to_str().unwrap()), "{error}");
    let mut without = Settings::new().wechat_appid("wxd678efh567hg6787").mchid("1230000109");
    without.api_v2_key = Some("8934e7d15453e97507ef794cf7b0519d".into());
    let error = FileTokenStore::at(folder.path(), &without.build().unwrap()).unwrap_err();
    assert_eq!(error.code(), "QQ_NOT_CONFIGURED");
}
