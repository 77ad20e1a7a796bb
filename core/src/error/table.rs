//! The table of all codes, and the search in it.

use super::{Entry, Origin, qq_codes, sdk_codes, wechat_codes};

/// All codes that this library can explain.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    let upstream = [qq_codes::ENTRIES, wechat_codes::ENTRIES];
    sdk_codes::TABLES.into_iter().chain(upstream).flatten().copied()
}

/// The entry of `code` as `origin` speaks it, whichever spelling is used.
///
/// ```
/// use qq_wxpay::error::{self, Origin};
///
/// let entry = error::find(Origin::WeChatPay, "NOTENOUGH").expect("it is in the table");
/// println!("{} {}", entry.cause.en, entry.remedy.zh);
/// ```
#[must_use]
pub fn find(origin: Origin, code: &str) -> Option<&'static Entry> {
    entries().find(|entry| entry.origin == origin && (entry.code == code || entry.aliases.contains(&code)))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::error::ErrorKind;

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
