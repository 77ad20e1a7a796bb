//! Each test that `docs/threat-model.md` names exists, each threat names one, and both languages name the same.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join("docs").join(name)).unwrap()
}

/// The tests of each threat: the third cell of a row names files, and after each file its functions.
fn threats(page: &str) -> Vec<Vec<(String, String)>> {
    let rows = page.lines().filter(|line| line.starts_with("| ") && line.contains('`'));
    rows.map(|row| named(row.split('|').nth(3).unwrap())).collect()
}

fn named(cell: &str) -> Vec<(String, String)> {
    let mut file = String::new();
    let mut tests = Vec::new();
    for word in cell.split('`').skip(1).step_by(2) {
        match word.ends_with(".rs") {
            true => word.clone_into(&mut file),
            false => tests.push((file.clone(), word.to_owned())),
        }
    }
    tests
}

/// Why there is no such test.
fn missing(file: &str, test: &str) -> Option<String> {
    let Ok(text) = fs::read_to_string(root().join(file)) else {
        return Some(format!("{file}: no such file"));
    };
    // The targets that are fuzzed are listed in the macro that makes their tests.
    let is_listed = file.ends_with("fuzz_seeds.rs") && text.split_ascii_whitespace().any(|word| word == test);
    let begin = format!("fn {test}()");
    let place = text.find(&begin).map(|place| &text[..place]);
    let is_test =
        place.is_some_and(|before| before.rsplit("\n\n").next().is_some_and(|near| near.contains("test")));
    (!is_listed && !is_test).then(|| format!("{file}: no test is called {test}"))
}

#[test]
fn every_test_that_is_named_exists() {
    let threats = threats(&page("threat-model.md"));
    assert!(threats.len() > 30, "{} threats", threats.len());
    assert!(threats.iter().all(|tests| !tests.is_empty()), "a threat without a test");
    let named = threats.iter().flatten();
    let missing: Vec<String> = named.filter_map(|(file, test)| missing(file, test)).collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn both_languages_name_the_same_tests() {
    assert_eq!(threats(&page("threat-model.md")), threats(&page("threat-model.zh-CN.md")));
}

#[test]
fn what_does_not_exist_is_told() {
    let told = named(" `tests/tests/threats.rs` `what_does_not_exist_is_told`, `nowhere`; `a.rs` `b` ");
    let missing: Vec<String> = told.iter().filter_map(|(file, test)| missing(file, test)).collect();
    assert_eq!(missing, ["tests/tests/threats.rs: no test is called nowhere", "a.rs: no such file"]);
}
