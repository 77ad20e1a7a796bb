//! Where the access token is kept, and which notifications were handled: the settings `token_store` and `inbox`.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result, sdk_codes};
use crate::secret::Secret;

/// The setting, checked. What it means is decided in `store/choice.rs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StoreChoice {
    /// In this process alone.
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

impl StoreChoice {
    /// The place that the setting `token_store` names.
    pub(super) fn of_tokens(text: &str) -> Result<Self> {
        Self::parse("token_store", text)
    }

    /// The place that the setting `inbox` names.
    pub(super) fn of_inbox(text: &str) -> Result<Self> {
        match Self::parse("inbox", text)? {
            Self::Memory => Err(refused(
                "inbox",
                (
                    "what one process remembers does not keep another from handling it",
                    "单个进程的内存无法防止其他进程重复处理",
                ),
            )),
            place => Ok(place),
        }
    }

    fn parse(field: &'static str, text: &str) -> Result<Self> {
        let refuse = |en, zh| Err(refused(field, (en, zh)));
        match text.trim() {
            "memory" => Ok(Self::Memory),
            "file" => Ok(Self::File),
            text if REDIS.iter().any(|begin| text.starts_with(begin)) => Ok(Self::Redis(text.into())),
            text => match text.strip_prefix("file://").or_else(|| text.strip_prefix("file:")) {
                Some(folder) if Path::new(folder).is_absolute() => Ok(Self::Folder(folder.into())),
                Some(_) => refuse("the folder after `file:` is no absolute path", "`file:` 之后不是绝对路径"),
                None if field == "inbox" => refuse(
                    "allowed: file, file:FOLDER, redis://…, rediss://…",
                    "可用：file、file:目录、redis://…、rediss://…",
                ),
                None => refuse(
                    "allowed: file, file:FOLDER, redis://…, rediss://…, memory",
                    "可用：file、file:目录、redis://…、rediss://…、memory",
                ),
            },
        }
    }
}

/// The value is not shown: an address may have a password in it.
fn refused(field: &'static str, (en, zh): (&str, &str)) -> Error {
    Error::sdk(&sdk_codes::STORE_SETTING).with_field(field).with_detail_in(en, zh)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // tests: a panic is the failure

    use super::*;

    #[test]
    fn the_forms_of_the_setting() {
        let folder = if cfg!(windows) { "C:\\shop" } else { "/var/lib/shop" };
        for (text, choice) in [
            ("memory".to_owned(), StoreChoice::Memory),
            (" file ".to_owned(), StoreChoice::File),
            (format!("file:{folder}"), StoreChoice::Folder(folder.into())),
            (format!("file://{folder}"), StoreChoice::Folder(folder.into())),
            ("rediss://:secret@host".to_owned(), StoreChoice::Redis("rediss://:secret@host".into())),
        ] {
            assert_eq!(StoreChoice::of_tokens(&text).unwrap(), choice, "{text}");
        }
        for text in ["", "File", "file:", "file:relative", "file://relative", "disk", "redi://:hunter2@host"]
        {
            let error = StoreChoice::of_tokens(text).unwrap_err();
            assert_eq!((error.code(), error.field()), ("STORE_SETTING", Some("token_store")), "{text}");
            assert!(!error.to_string().contains("hunter2"));
        }
    }

    #[test]
    fn an_inbox_is_shared_and_never_in_memory() {
        assert_eq!(StoreChoice::of_inbox("file").unwrap(), StoreChoice::File);
        for text in ["memory", "off", ""] {
            let error = StoreChoice::of_inbox(text).unwrap_err();
            assert_eq!((error.code(), error.field()), ("STORE_SETTING", Some("inbox")), "{text}");
        }
    }
}
