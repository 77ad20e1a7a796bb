//! The environment of the process: variables, and the files that they name.

use std::fs::File;
use std::io::{self, Read as _};

use crate::config::PREFIX;
use crate::error::{Error, Result, sdk_codes};

/// No key is larger, bytes; a path may lead to a device that never ends.
const LARGEST: u64 = 1 << 20;

/// The environment variables of this library.
///
/// # Errors
/// `VARIABLE_NOT_TEXT`, naming the one whose value is not UTF-8.
pub(super) fn own_variables() -> Result<Vec<(String, String)>> {
    let named = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
    let own = named.filter(|(name, _)| name.starts_with(PREFIX));
    own.map(|(name, value)| match value.into_string() {
        Ok(value) => Ok((name, value)),
        Err(_) => Err(Error::sdk(&sdk_codes::VARIABLE_NOT_TEXT).with_field(name)),
    })
    .collect()
}

/// The content of a file, unless it is too large to be a key: what [`crate::Settings::from_variables`] is given to read files with.
///
/// # Errors
/// Whatever the file system reports; `FileTooLarge`.
pub fn read_setting(path: &str) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    let read = File::open(path)?.take(LARGEST + 1).read_to_end(&mut content)?;
    if read as u64 > LARGEST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(content)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_device_without_end_is_refused() {
        assert_eq!(read_setting("/dev/zero").unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(read_setting("/no/such/file").unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(read_setting("/dev/null").unwrap(), b"");
    }
}
