//! Files and folders that only the user of this process can read.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process;

use crate::error::{Error, Result, in_chinese, sdk_codes};

/// A folder for this user alone; it is made if it is not there.
///
/// # Errors
/// `STORE_FOLDER`, with the folder and the reason, also when it is a link or belongs to somebody else.
pub(super) fn folder(path: &Path) -> Result<()> {
    let refuse = |en: &str, zh: &str| {
        let path = path.display();
        Err(Error::sdk(&sdk_codes::STORE_FOLDER)
            .with_detail_in(format!("{path}: {en}"), format!("{path}：{zh}")))
    };
    let failed = |kind: io::ErrorKind| refuse(&kind.to_string(), &in_chinese(kind));
    if let Err(error) = builder().create(path)
        && error.kind() != io::ErrorKind::AlreadyExists
    {
        return failed(error.kind());
    }
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_dir() => refuse("not a folder", "不是目录"),
        Ok(found) if !is_private(&found) => refuse(
            "other users can use it; only its owner may (0700)",
            "其他用户可以访问，应只允许所有者访问（0700）",
        ),
        Ok(found) if !is_own(&found) => refuse("it belongs to another user", "属于其他用户"),
        Ok(_) => Ok(()),
        Err(error) => failed(error.kind()),
    }
}

/// A folder that the user of the library has named, with those above it; what is there already is theirs to guard.
fn folders(path: &Path) -> io::Result<()> {
    builder().recursive(true).create(path)
}

/// The same, tried with the file of its lock, for the setting that names the folder.
///
/// # Errors
/// `STORE_FOLDER` with the reason.
pub(super) fn usable(path: &Path, lock: &str, setting: &'static str) -> Result<()> {
    let refused = |en: &str, zh: &str| {
        let path = path.display();
        let error = Error::sdk(&sdk_codes::STORE_FOLDER).with_field(setting);
        error.with_detail_in(format!("{path}: {en}"), format!("{path}：{zh}"))
    };
    folders(path).map_err(|error| refused(&error.kind().to_string(), &in_chinese(error.kind())))?;
    open(&path.join(lock)).map(drop).map_err(|error| refused(error.detail(), error.detail_in_chinese()))
}

/// Opens a file for reading and writing; it is made if it is not there.
pub(super) fn open(path: &Path) -> Result<File> {
    private().read(true).create(true).truncate(false).open(path).map_err(|error| failed("open", path, error))
}

/// The content of a file, not more than `most` bytes of it; `None` when there is no such file.
pub(super) fn read(path: &Path, most: usize) -> Result<Option<Vec<u8>>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed("read", path, error)),
    };
    let mut content = Vec::new();
    file.take(most as u64).read_to_end(&mut content).map_err(|error| failed("read", path, error))?;
    Ok(Some(content))
}

/// Puts a file in the place of another one: whoever reads finds the old or the new content, and nothing between.
pub(super) fn replace(path: &Path, content: &[u8]) -> Result<()> {
    let new = path.with_extension(format!("new-{}", process::id()));
    let written = private()
        .create(true)
        .truncate(true)
        .open(&new)
        .and_then(|mut file| file.write_all(content))
        .and_then(|()| fs::rename(&new, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&new);
        failed("write", path, error)
    })
}

/// What the operating system said, and about which file. The path is the user's own setting or folder, and no secret.
pub(super) fn failed(step: &str, path: &Path, error: io::Error) -> Error {
    let detail = format!("{step} {}: {}", path.display(), error.kind());
    Error::sdk(&sdk_codes::TOKEN_STORE_FAILED).with_detail(detail).with_source(error)
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn builder() -> DirBuilder {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "folders have no mode there"))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

#[cfg(unix)]
fn is_private(found: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::mode(found) & 0o077 == 0
}

#[cfg(unix)]
fn is_own(found: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(found) == rustix::process::geteuid().as_raw()
}

/// The folders that are taken there belong to the user in any case.
#[cfg(not(unix))]
fn is_private(_: &fs::Metadata) -> bool {
    true
}

#[cfg(not(unix))]
fn is_own(_: &fs::Metadata) -> bool {
    true
}
