//! Where the access token is kept, as the setting `token_store` says it.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result, sdk_codes};
use crate::secret::Secret;

/// The setting, checked. What it means is decided in `store/choice.rs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TokenStoreChoice {
    Memory,
    /// In the folder that all processes of the user find.
    File,
    Folder(PathBuf),
    /// An address with what comes after it, read in `store/redis/address.rs`; a password may be in it.
    Redis(Secret),
}

/// How the address of Redis may begin.
const REDIS: [&str; 6] = [
    "redis://",
    "rediss://",
    "redis+cluster://",
    "rediss+cluster://",
    "redis+sentinel://",
    "rediss+sentinel://",
];

impl TokenStoreChoice {
    pub(super) fn parse(text: &str) -> Result<Self> {
        // The value is not shown: an address may have a password in it.
        let refuse = |detail: &str| {
            Err(Error::sdk(&sdk_codes::TOKEN_STORE_SETTING).with_field("token_store").with_detail(detail))
        };
        match text.trim() {
            "memory" => Ok(Self::Memory),
            "file" => Ok(Self::File),
            text if REDIS.iter().any(|begin| text.starts_with(begin)) => Ok(Self::Redis(text.into())),
            text => match text.strip_prefix("file://").or_else(|| text.strip_prefix("file:")) {
                Some(folder) if Path::new(folder).is_absolute() => Ok(Self::Folder(folder.into())),
                Some(_) => refuse("the folder after `file:` is no absolute path"),
                None => refuse("allowed: file, file:FOLDER, redis://…, rediss://…, memory"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // tests: a panic is the failure

    use super::*;

    #[test]
    fn the_forms_of_the_setting() {
        let folder = if cfg!(windows) { "C:\\shop" } else { "/var/lib/shop" };
        for (text, choice) in [
            ("memory".to_owned(), TokenStoreChoice::Memory),
            (" file ".to_owned(), TokenStoreChoice::File),
            (format!("file:{folder}"), TokenStoreChoice::Folder(folder.into())),
            (format!("file://{folder}"), TokenStoreChoice::Folder(folder.into())),
            ("rediss://:secret@host".to_owned(), TokenStoreChoice::Redis("rediss://:secret@host".into())),
        ] {
            assert_eq!(TokenStoreChoice::parse(&text).unwrap(), choice, "{text}");
        }
        for text in ["", "File", "file:", "file:relative", "file://relative", "disk", "redi://:hunter2@host"]
        {
            let error = TokenStoreChoice::parse(text).unwrap_err();
            assert_eq!((error.code(), error.field()), ("TOKEN_STORE_SETTING", Some("token_store")), "{text}");
            assert!(!error.to_string().contains("hunter2"));
        }
    }
}
