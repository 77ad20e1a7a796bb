//! The shape of the table of codes, and the search in it.

use super::{ErrorKind, Retry, qq_codes, sdk_codes, wechat_codes};

/// Who speaks a code. The same number can mean different things at different doors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Origin {
    /// This library.
    Sdk,
    /// QQ's `getToken`.
    QqToken,
    /// QQ's payment proxy.
    QqProxy,
    /// WeChat Pay, V2 or V3, directly or passed on by the proxy.
    WeChatPay,
}

/// The same sentence in the two languages of our users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Simplified Chinese.
    pub zh: &'static str,
}

/// One code: what it means, why it comes, what to do.
#[derive(Debug)]
pub struct Entry {
    /// Who speaks it.
    pub origin: Origin,
    /// The code, in its newest spelling.
    pub code: &'static str,
    /// Other spellings of the same code.
    pub aliases: &'static [&'static str],
    /// The kind of the error that is made of it.
    pub kind: ErrorKind,
    /// What may be done with the call.
    pub retry: Retry,
    /// Why it happens.
    pub cause: Text,
    /// What to do about it.
    pub remedy: Text,
}

/// All codes that this library can explain.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    let upstream = [qq_codes::ENTRIES, wechat_codes::ENTRIES];
    sdk_codes::TABLES.into_iter().chain(upstream).flatten().copied()
}

/// The entry of `code` as `origin` speaks it, whichever spelling is used.
#[must_use]
pub fn find(origin: Origin, code: &str) -> Option<&'static Entry> {
    entries().find(|entry| entry.origin == origin && (entry.code == code || entry.aliases.contains(&code)))
}

/// Writes a table of entries that can be named (`&CODE`) and walked (`ENTRIES`).
macro_rules! code_table {
    ($( $(#[$attr:meta])* $name:ident = $origin:ident $code:literal $(aliases [$($alias:literal),*])? , $kind:ident, $retry:ident,
        cause $cause_en:literal / $cause_zh:literal, remedy $remedy_en:literal / $remedy_zh:literal; )*) => {
        $(
            $(#[$attr])*
            #[doc = concat!("`", $code, "`: ", $cause_en)]
            pub static $name: $crate::error::Entry = $crate::error::Entry {
                origin: $crate::error::Origin::$origin,
                code: $code,
                aliases: &[$($($alias),*)?],
                kind: $crate::error::ErrorKind::$kind,
                retry: $crate::error::Retry::$retry,
                cause: $crate::error::Text { en: $cause_en, zh: $cause_zh },
                remedy: $crate::error::Text { en: $remedy_en, zh: $remedy_zh },
            };
        )*
        /// Every entry of this table.
        pub(in crate::error) static ENTRIES: &[&$crate::error::Entry] = &[$(&$name),*];
    };
}
pub(crate) use code_table;

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_spelling_has_one_entry_per_origin() {
        let mut seen = HashSet::new();
        for entry in entries() {
            for spelling in std::iter::once(&entry.code).chain(entry.aliases) {
                assert!(seen.insert((entry.origin, *spelling)), "{:?} {spelling} occurs twice", entry.origin);
                let found = find(entry.origin, spelling).expect("a listed spelling is found");
                assert!(std::ptr::eq(found, entry), "{:?} {spelling} finds another entry", entry.origin);
            }
        }
    }

    #[test]
    fn every_entry_explains_itself_in_both_languages() {
        for entry in entries() {
            for text in [entry.cause, entry.remedy] {
                assert!(!text.en.trim().is_empty(), "{:?} {} has no English", entry.origin, entry.code);
                assert!(
                    text.zh.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter)),
                    "{:?} {} has no Chinese",
                    entry.origin,
                    entry.code
                );
            }
        }
    }

    #[test]
    fn a_code_is_an_api_error_exactly_when_somebody_else_speaks_it() {
        for entry in entries() {
            assert_eq!(entry.kind == ErrorKind::Api, entry.origin != Origin::Sdk, "{}", entry.code);
        }
    }
}
