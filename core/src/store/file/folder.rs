//! In which folder the file is when none is named: one that all processes of this user on this machine find.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::private;
use crate::error::{Error, Result, sdk_codes};

/// What our folder is called in the one that is there.
const NAME: &str = "qq-wxpay";

/// Where the caches of a user are, in the home: elsewhere, and on macOS.
const CACHES: [&str; 2] = [".cache", "Library/Caches"];

/// The folder in which the file already is; else the first that can be used.
///
/// The first alone would not do: a process that was started at a terminal has `XDG_RUNTIME_DIR`, and the service of the same user has not.
///
/// # Errors
/// `STORE_FOLDER` with each folder that was tried, and why it cannot be used.
pub(super) fn usual(file: &str) -> Result<PathBuf> {
    choose(&candidates(|name| std::env::var_os(name)), file)
}

/// The same for what should outlive a restart of the service and of the machine: caches come first.
pub(super) fn lasting(file: &str) -> Result<PathBuf> {
    choose(&lasting_candidates(|name| std::env::var_os(name)), file)
}

fn choose(candidates: &[PathBuf], file: &str) -> Result<PathBuf> {
    let in_use =
        candidates.iter().find(|folder| folder.join(file).exists() && private::folder(folder).is_ok());
    if let Some(folder) = in_use {
        return Ok(folder.clone());
    }
    let mut reasons = Vec::new();
    for folder in candidates {
        // A user who is new has a home and no cache in it yet.
        if let Some(cache) = folder.parent().filter(|parent| CACHES.iter().any(|name| parent.ends_with(name)))
        {
            let _ = private::folder(cache);
        }
        match private::folder(folder).and_then(|()| private::open(&folder.join(super::LOCK))) {
            Ok(_) => return Ok(folder.clone()),
            Err(error) => reasons.push(error),
        }
    }
    let en: Vec<_> = reasons.iter().map(Error::detail).collect();
    let zh: Vec<_> = reasons.iter().map(Error::detail_in_chinese).collect();
    Err(Error::sdk(&sdk_codes::STORE_FOLDER).with_detail_in(en.join("; "), zh.join("；")))
}

/// Ours in: the folder of the user's login, of systemd's service, of the user's cache, and for temporary files.
fn candidates(variable: impl Fn(&str) -> Option<OsString>) -> Vec<PathBuf> {
    let of = Folders { variable };
    let systemd = of.first("RUNTIME_DIRECTORY").or_else(|| of.first("CACHE_DIRECTORY"));
    ours([of.whole("XDG_RUNTIME_DIR"), systemd, of.cache()])
}

/// Ours in: systemd's cache of a service, the user's cache, and what is emptied sooner.
fn lasting_candidates(variable: impl Fn(&str) -> Option<OsString>) -> Vec<PathBuf> {
    let of = Folders { variable };
    let all = ["CACHE_DIRECTORY", "RUNTIME_DIRECTORY"].map(|name| of.first(name));
    let [service, running] = all;
    ours([service, of.cache(), of.whole("XDG_RUNTIME_DIR"), running])
}

fn ours<const N: usize>(folders: [Option<PathBuf>; N]) -> Vec<PathBuf> {
    let named = folders.into_iter().flatten().map(|path| path.join(NAME));
    named.chain([temporary(&std::env::temp_dir())]).collect()
}

/// Folders as the variables of the process name them.
struct Folders<V> {
    variable: V,
}

impl<V: Fn(&str) -> Option<OsString>> Folders<V> {
    fn whole(&self, name: &str) -> Option<PathBuf> {
        (self.variable)(name).map(PathBuf::from).filter(|path| path.is_absolute())
    }

    /// systemd gives several folders with colons between.
    fn first(&self, name: &str) -> Option<PathBuf> {
        let value = (self.variable)(name)?;
        let first = value.to_str().and_then(|text| text.split(':').next()).map(OsString::from);
        Some(PathBuf::from(first.unwrap_or(value))).filter(|path| path.is_absolute())
    }

    fn cache(&self) -> Option<PathBuf> {
        if cfg!(windows) {
            return self.whole("LOCALAPPDATA");
        }
        let home = CACHES[usize::from(cfg!(target_os = "macos"))];
        self.whole("XDG_CACHE_HOME").or_else(|| self.whole("HOME").map(|path| path.join(home)))
    }
}

/// All users have one folder for temporary files, but for Windows.
#[cfg(unix)]
fn temporary(folder: &Path) -> PathBuf {
    folder.join(format!("{NAME}-{}", rustix::process::geteuid().as_raw()))
}

#[cfg(not(unix))]
fn temporary(folder: &Path) -> PathBuf {
    folder.join(NAME)
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)] // tests: a panic is the failure

    use std::fs;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;
    use crate::store::file::tests::Folder;

    fn of(variables: &[(&str, &str)]) -> Vec<PathBuf> {
        candidates(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into()))
    }

    #[test]
    fn the_order_is_login_service_cache_temporary() {
        let all = of(&[
            ("XDG_RUNTIME_DIR", "/run/user/1000"),
            ("RUNTIME_DIRECTORY", "/run/shop:/run/other"),
            ("CACHE_DIRECTORY", "/var/cache/shop"),
            ("HOME", "/home/shop"),
        ]);
        let cache = if cfg!(target_os = "macos") { "/home/shop/Library/Caches" } else { "/home/shop/.cache" };
        let expected = ["/run/user/1000", "/run/shop", cache].map(|path| Path::new(path).join("qq-wxpay"));
        assert_eq!(all[..3], expected);
        assert_eq!(all.len(), 4);
        assert_eq!(of(&[("CACHE_DIRECTORY", "/var/cache/shop")])[0], Path::new("/var/cache/shop/qq-wxpay"));
        assert_eq!(of(&[("XDG_CACHE_HOME", "/c"), ("HOME", "/home/shop")])[0], Path::new("/c/qq-wxpay"));
        let without = of(&[("HOME", ""), ("XDG_RUNTIME_DIR", "relative")]);
        assert_eq!(without.len(), 1, "{without:?}");
    }

    #[test]
    fn what_shall_last_goes_to_a_cache_first() {
        let variables = [
            ("XDG_RUNTIME_DIR", "/run/user/1000"),
            ("RUNTIME_DIRECTORY", "/run/shop"),
            ("CACHE_DIRECTORY", "/var/cache/shop"),
            ("XDG_CACHE_HOME", "/c"),
        ];
        let value =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
        let expected = ["/var/cache/shop", "/c", "/run/user/1000", "/run/shop"];
        assert_eq!(lasting_candidates(value)[..4], expected.map(|path| Path::new(path).join("qq-wxpay")));
    }

    #[test]
    fn the_folder_that_has_the_file_comes_before_the_first() {
        let folder = Folder::new();
        let both = [folder.path().join("a"), folder.path().join("b")];
        assert_eq!(choose(&both[1..], "token").unwrap(), both[1]);
        assert_eq!(choose(&both, "token").unwrap(), both[0], "no file anywhere: the first");
        fs::write(both[1].join("token"), "").unwrap();
        assert_eq!(choose(&both, "token").unwrap(), both[1]);
    }

    #[test]
    fn a_folder_of_others_or_a_link_is_not_taken() {
        let folder = Folder::new();
        let [open, link, file, missing] =
            ["open", "link", "file", "no/such"].map(|name| folder.path().join(name));
        fs::create_dir(&open).unwrap();
        fs::set_permissions(&open, fs::Permissions::from_mode(0o770)).unwrap();
        fs::create_dir_all(folder.path().join("private")).unwrap();
        fs::set_permissions(folder.path().join("private"), fs::Permissions::from_mode(0o700)).unwrap();
        symlink(folder.path().join("private"), &link).unwrap();
        fs::write(&file, "").unwrap();
        let error = choose(&[open, link, file, missing], "token").unwrap_err();
        assert_eq!(error.code(), "STORE_FOLDER");
        for reason in [
            "open: other users can use it",
            "link: not a folder",
            "file: not a folder",
            "such: entity not found",
        ] {
            assert!(error.detail().contains(reason), "{error}");
        }
        assert_eq!(choose(&[folder.path().join("private")], "token").unwrap(), folder.path().join("private"));
    }
}
