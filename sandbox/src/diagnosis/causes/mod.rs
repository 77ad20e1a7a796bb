//! Every cause that can be told, with its remedy in English and Chinese.

mod body;
mod notification;
mod request;
mod signature;
mod v2;

pub use body::*;
pub use notification::*;
pub use request::*;
pub use signature::*;
pub use v2::*;

use serde::Serialize;

/// A way in which a signature fails.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cause {
    /// Its stable name.
    pub code: &'static str,
    /// What is wrong.
    pub what: Words,
    /// What to do about it.
    pub remedy: Words,
}

/// A fixed text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Words {
    /// English.
    pub en: &'static str,
    /// Chinese.
    pub zh: &'static str,
}

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Cause> {
    [request::ALL, body::ALL, signature::ALL, notification::ALL, v2::ALL].into_iter().flatten().copied()
}

/// Declares causes: name, what is wrong (English, Chinese), remedy (English, Chinese).
macro_rules! causes {
    ($($name:ident: $what_en:literal, $what_zh:literal; $remedy_en:literal, $remedy_zh:literal;)*) => {
        $(
            #[doc = $what_en]
            pub static $name: Cause = Cause {
                code: stringify!($name),
                what: Words { en: $what_en, zh: $what_zh },
                remedy: Words { en: $remedy_en, zh: $remedy_zh },
            };
        )*
        pub(super) static ALL: &[&Cause] = &[$(&$name),*];
    };
}
use causes;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_has_a_code_of_its_own_and_both_languages() {
        let codes: BTreeSet<_> = all().map(|cause| cause.code).collect();
        assert_eq!(codes.len(), all().count());
        for cause in all() {
            for words in [cause.what, cause.remedy] {
                assert!(words.en.is_ascii() && words.en.ends_with('.'), "{}: {}", cause.code, words.en);
                assert!(words.zh.ends_with('。'), "{}: {}", cause.code, words.zh);
                assert!(
                    words.zh.chars().any(|one| ('\u{4E00}'..'\u{9FFF}').contains(&one)),
                    "{}",
                    cause.code
                );
            }
        }
    }
}
