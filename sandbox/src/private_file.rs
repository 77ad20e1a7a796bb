//! Files that only their owner can read.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// Writes a file that only its owner can read.
pub(crate) fn write_private_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // An older file may have laxer permissions, which writing into it would keep.
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)
}
