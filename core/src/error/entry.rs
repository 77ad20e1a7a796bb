//! The shape of an entry in the table of codes.

use serde::Serialize;

use super::{ErrorKind, Retry};

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

impl Origin {
    /// Every origin, in the order of declaration.
    pub const ALL: [Self; 4] = [Self::Sdk, Self::QqToken, Self::QqProxy, Self::WeChatPay];

    /// The name used in every language, `snake_case`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sdk => "sdk",
            Self::QqToken => "qq_token",
            Self::QqProxy => "qq_proxy",
            Self::WeChatPay => "wechat_pay",
        }
    }
}

/// The same sentence in the two languages of our users.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Simplified Chinese.
    pub zh: &'static str,
}

/// One code: what it means, why it comes, what to do.
#[derive(Debug)]
#[non_exhaustive]
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
