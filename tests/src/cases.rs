//! The conformance cases of `tests/cases`; their format is described in `tests/SPEC.md`.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

/// One case, with the defaults filled in.
#[derive(Debug)]
pub struct Case {
    /// The file it comes from, without its ending.
    pub file: String,
    /// What it is about.
    pub name: String,
    /// The operation that it runs.
    pub operation: String,
    /// Its inputs: settings, request, now, nonce, access_token, reply, headers, body.
    pub inputs: Map<String, Value>,
    /// What must be observed.
    pub expect: Value,
}

impl Case {
    /// Whether the case expects an error.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        let refused = |name: &str| self.expect.get(name).is_some_and(Value::is_object);
        refused("error") || refused("as_expected") || self.expect["outcome"] == "probe"
    }
}

/// The folder of the cases.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

/// All cases of all files.
///
/// # Panics
/// When a file cannot be read or has another form.
#[must_use]
pub fn all() -> Vec<Case> {
    let defaults = read("defaults.json");
    let mut files: Vec<String> = std::fs::read_dir(folder())
        .expect("the folder of the cases exists")
        .map(|entry| entry.expect("the folder is readable").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".json") && !matches!(name.as_str(), "defaults.json" | "keys.json"))
        .collect();
    files.sort();
    files.iter().flat_map(|file| of_file(file, &defaults)).collect()
}

fn of_file(file: &str, defaults: &Value) -> Vec<Case> {
    let content = read(file);
    let cases = content["cases"].as_array().expect("a file holds a list of cases");
    cases.iter().map(|case| with_defaults(file, case, defaults)).collect()
}

fn with_defaults(file: &str, case: &Value, defaults: &Value) -> Case {
    let text = |name: &str| case[name].as_str().expect("name and operation are texts").to_owned();
    let mut inputs = defaults.as_object().expect("the defaults are an object").clone();
    for (name, value) in case.as_object().expect("a case is an object") {
        match (name.as_str(), inputs.get_mut(name)) {
            ("name" | "operation" | "expect", _) => {}
            ("settings", Some(settings)) => merge(settings, value),
            _ => drop(inputs.insert(name.clone(), value.clone())),
        }
    }
    Case {
        file: file.trim_end_matches(".json").to_owned(),
        name: text("name"),
        operation: text("operation"),
        inputs,
        expect: case["expect"].clone(),
    }
}

/// A setting of the case replaces the default; `null` removes it.
fn merge(defaults: &mut Value, changes: &Value) {
    let defaults = defaults.as_object_mut().expect("settings are an object");
    for (name, value) in changes.as_object().expect("settings are an object") {
        if value.is_null() {
            defaults.remove(name)
        } else {
            defaults.insert(name.clone(), value.clone())
        };
    }
}

fn read(file: &str) -> Value {
    let text = std::fs::read_to_string(folder().join(file)).expect("the case file is readable");
    serde_json::from_str(&text).expect("the case file is JSON")
}

/// The first place where `observed` lacks what `expected` demands; more than demanded is fine.
#[must_use]
pub fn difference(expected: &Value, observed: &Value, path: &str) -> Option<String> {
    match (expected, observed) {
        (Value::Object(expected), Value::Object(observed)) => expected.iter().find_map(|(name, value)| {
            difference(value, observed.get(name).unwrap_or(&Value::Null), &format!("{path}.{name}"))
        }),
        (Value::Array(expected), Value::Array(observed)) if expected.len() == observed.len() => {
            expected.iter().zip(observed).enumerate().find_map(|(index, (expected, observed))| {
                difference(expected, observed, &format!("{path}[{index}]"))
            })
        }
        _ if expected == observed => None,
        _ => Some(format!("{path}: expected {expected}, observed {observed}")),
    }
}
