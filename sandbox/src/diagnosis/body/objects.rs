//! Parameters that were signed in a form other than JSON, and what stands for "nothing" in some languages.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::change::Changed;
use super::json::Json;
use super::styles;
use crate::diagnosis::causes;

/// How languages print an object, or the lack of one.
const WORDS: [&str; 13] = [
    "{}",
    "[]",
    "null",
    "\"\"",
    "undefined",
    "None",
    "[object Object]",
    "Array",
    "nil",
    "false",
    "0",
    "Object",
    "\"{}\"",
];

/// What is signed in place of a body that is not there.
pub(super) fn nothing() -> Vec<Changed> {
    let forms = WORDS.iter().copied().chain(["\n", " "]);
    forms.map(|form| Changed::new(form, &causes::BODY_OF_GET_SIGNED, form.trim(), form.trim())).collect()
}

/// The members of a body as a query, or as an object is printed.
pub(super) fn all(value: &Json) -> Vec<Changed> {
    let mut forms: Vec<Vec<u8>> = WORDS.iter().map(|word| word.as_bytes().to_vec()).collect();
    forms.push(printed(value, &PYTHON).into_bytes());
    forms.push(printed(value, &JAVA).into_bytes());
    if let Json::Object(members) = value {
        let text = |value: &Json| match value {
            Json::Text(text) | Json::Bare(text) => text.clone(),
            other => String::from_utf8_lossy(&styles::compact(other)).into_owned(),
        };
        let plain: Vec<_> = members.iter().map(|(name, value)| (name.clone(), text(value))).collect();
        let mut sorted = plain.clone();
        sorted.sort();
        for pairs in [plain, sorted] {
            let query = |escape: fn(&str) -> String| {
                pairs
                    .iter()
                    .map(|(name, value)| format!("{name}={}", escape(value)))
                    .collect::<Vec<_>>()
                    .join("&")
            };
            forms.push(query(str::to_owned).into_bytes());
            forms.push(query(|value| utf8_percent_encode(value, NON_ALPHANUMERIC).to_string()).into_bytes());
        }
    }
    forms.into_iter().map(|form| Changed::plain(form, &causes::BODY_OTHER_OBJECT)).collect()
}

/// The marks with which a language prints a map.
struct Print {
    quote: &'static str,
    colon: &'static str,
    words: [(&'static str, &'static str); 3],
}

const PYTHON: Print =
    Print { quote: "'", colon: ": ", words: [("null", "None"), ("true", "True"), ("false", "False")] };

const JAVA: Print =
    Print { quote: "", colon: "=", words: [("null", "null"), ("true", "true"), ("false", "false")] };

fn printed(value: &Json, print: &Print) -> String {
    let quote = print.quote;
    match value {
        Json::Bare(text) => {
            let word = print.words.iter().find(|(word, _)| word == text);
            word.map_or(text.as_str(), |(_, word)| word).to_owned()
        }
        Json::Text(text) => format!("{quote}{text}{quote}"),
        Json::List(values) => {
            let values: Vec<_> = values.iter().map(|value| printed(value, print)).collect();
            format!("[{}]", values.join(", "))
        }
        Json::Object(members) => {
            let colon = print.colon;
            let members = members
                .iter()
                .map(|(name, value)| format!("{quote}{name}{quote}{colon}{}", printed(value, print)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
    }
}
