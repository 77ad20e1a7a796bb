//! What a client is made of, as the host says it.

use qq_wxpay::bridge::{FieldCase, TestEnvironment};
use qq_wxpay::error::sdk_codes;
use qq_wxpay::model::RequestFromJson;
use qq_wxpay::{Error, Result};
use serde::Deserialize;
use serde_json::Value;
use zeroize::Zeroizing;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    names: Option<String>,
    settings: Option<Value>,
    variables: Option<Value>,
    token_source: Option<String>,
    #[serde(default)]
    sends: bool,
    #[serde(default)]
    signs: bool,
    #[serde(default)]
    observes: bool,
    merchants: Option<u64>,
    now: Option<i64>,
    nonce: Option<String>,
}

impl RequestFromJson for Given {}

/// What a client is made of. It is kept: in a child by `fork` the client is made anew of it.
pub(super) struct Parts {
    pub(super) names: FieldCase,
    pub(super) settings: Option<Zeroizing<String>>,
    pub(super) variables: Option<Zeroizing<String>>,
    pub(super) token_source: Option<String>,
    pub(super) sends: bool,
    pub(super) signs: bool,
    pub(super) observes: bool,
    /// The handle of those that it is to be one of.
    pub(super) merchants: Option<u64>,
    pub(super) test: TestEnvironment,
}

impl Parts {
    pub(super) fn read(json: &str) -> Result<Self> {
        let given = Given::from_json(json)?;
        let text = |value: Value| Zeroizing::new(value.to_string());
        let source = given.token_source.filter(|source| !source.is_empty());
        if !matches!(source.as_deref(), None | Some("store" | "provider")) {
            return Err(wrong_word("token_source", "`store` or `provider`"));
        }
        Ok(Self {
            names: names(given.names.as_deref())?,
            settings: given.settings.map(text),
            variables: given.variables.map(text),
            token_source: source,
            sends: given.sends,
            signs: given.signs,
            observes: given.observes,
            merchants: given.merchants,
            test: TestEnvironment { now: given.now, nonce: given.nonce },
        })
    }

    /// Whether functions of the host may hold a call up.
    pub(super) fn asks(&self) -> bool {
        self.token_source.is_some() || self.sends || self.signs
    }
}

/// How a language names fields, by its word.
pub(crate) fn names(word: Option<&str>) -> Result<FieldCase> {
    match word {
        None | Some("snake") => Ok(FieldCase::Snake),
        Some("camel") => Ok(FieldCase::Camel),
        Some("go") => Ok(FieldCase::Go),
        Some(_) => Err(wrong_word("names", "`snake`, `camel` or `go`")),
    }
}

fn wrong_word(field: &str, expected: &str) -> Error {
    Error::sdk(&sdk_codes::VALUE_NOT_ALLOWED).with_field(field).with_detail(format!("expected {expected}"))
}
