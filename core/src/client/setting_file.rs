//! Files that variables name: keys and secrets.

use std::fs::File;
use std::io::{self, Read as _};

/// No key is larger, bytes; a path may lead to a device that never ends.
const LARGEST: u64 = 1 << 20;

/// The content of a file, unless it is too large to be a key.
pub(crate) fn read_setting(path: &str) -> io::Result<Vec<u8>> {
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
