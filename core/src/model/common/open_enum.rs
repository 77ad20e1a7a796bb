//! Sets of wire words that the platform may extend.

/// Declares an enum whose variants are wire words, and whose last variant keeps any other word.
macro_rules! open_enum {
    ($(#[doc = $text:literal])* $name:ident { $($(#[$variant_attr:meta])* $variant:ident = $word:literal $(| $alias:literal)*),* $(,)? }) => {
        $(#[doc = $text])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(from = "String", into = "String")]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_attr])* #[doc = concat!("`", $word, "`")] $variant,)*
            /// A word that was not known when this version was made.
            Unknown(String),
        }

        impl $name {
            /// The word as it stands on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)*
                    Self::Unknown(word) => word,
                }
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "description": concat!($($text, "\n"),*).trim(),
                    "anyOf": [{ "type": "string", "enum": [$($word),*] }, { "type": "string" }],
                })
            }
        }

        impl From<String> for $name {
            fn from(word: String) -> Self {
                match word.as_str() {
                    $($word $(| $alias)* => Self::$variant,)*
                    _ => Self::Unknown(word),
                }
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.as_str().to_owned()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use open_enum;
