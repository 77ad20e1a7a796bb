//! The transcript for a request for support.

use std::path::Path;

use qq_wxpay::environment::{Clock as _, SystemClock};
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::language::{Language, words};
use crate::output::harmless;
use crate::transcript::{Exchange, Redactor};

pub(super) struct Transcript<'a> {
    pub(super) exchanges: &'a [Exchange],
    pub(super) items: &'a [Value],
    pub(super) redactor: &'a Redactor,
}

impl Transcript<'_> {
    pub(super) fn to_file(&self, path: &Path) -> Result<(), Failure> {
        let content = json!({
            "program": about(),
            "at": SystemClock.now(),
            "items": self.items,
            "exchanges": self.value(),
        });
        std::fs::write(path, format!("{content:#}\n")).map_err(|error| Failure::file(path, &error))
    }

    pub(super) fn value(&self) -> Value {
        let text = json!(self.exchanges).to_string();
        // Without what stands in the settings it is still JSON: names of settings need no escapes.
        serde_json::from_str(&self.redactor.clean(&text)).unwrap_or(Value::Null)
    }

    pub(super) fn text(&self, language: Language) -> String {
        let title = language.of(words(
            "What went over the wire, fit to be shown to others (no secrets, tokens, queries, payers):",
            "网络往来记录，可以给他人看（不含密钥、凭证、查询参数和用户信息）：",
        ));
        let exchanges: String = self.exchanges.iter().map(|exchange| exchange.lines() + "\n").collect();
        format!("\n{title}\n\n{}\n{}", about(), harmless(&self.redactor.clean(&exchanges)))
    }
}

fn about() -> String {
    format!("qq-wxpay {} ({} {})", env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH)
}
