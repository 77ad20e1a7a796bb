//! What no language shows when it prints a value: the fields that have this mark. The rule is written at the field itself, in `model/`:
//! beside its `debug` attribute, by which Rust redacts it, stands the mark, which the generators read for all other languages.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Schemas;

/// The mark: of the payer, secrets, links, and what is sent.
const HIDDEN_MARK: &str = "x-hidden";

/// What facades add to generated types, and is hidden for the same reasons.
const HIDDEN_IN_FACADES: [&str; 2] = ["raw", "body"];

impl Schemas {
    /// Whether no language shows the field that has this schema.
    #[must_use]
    pub fn is_hidden(field: &Value) -> bool {
        field[HIDDEN_MARK] == true
    }

    /// The names of the fields that no language shows, for those that hide by name.
    #[must_use]
    pub fn hidden_fields(&self) -> BTreeSet<String> {
        let own = HIDDEN_IN_FACADES.map(str::to_owned);
        own.into_iter().chain(self.fields(&Self::is_hidden)).collect()
    }
}
