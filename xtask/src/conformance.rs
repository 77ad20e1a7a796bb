//! The table of all languages: how each operation's cases went.
//!
//! Each runner writes `target/conformance/LANGUAGE.tsv`: operation, passed, failed, skipped.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::command::root;

/// The languages that must be there.
const LANGUAGES: [&str; 10] = ["Rust", "Node", "Python", "Kotlin", "Java", "Ruby", "Swift", "C", "Go", "PHP"];

/// The one that may be skipped, but not under CI: its compiler is not everywhere.
const MAY_BE_SKIPPED: &str = "Swift";

/// How the cases of one operation went in one language.
#[derive(Clone, Copy, Default)]
struct Row {
    passed: u32,
    failed: u32,
    skipped: u32,
}

/// Removes the results of earlier runs.
pub(crate) fn begin() -> Result<(), String> {
    match fs::remove_dir_all(root().join("target/conformance")) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.to_string()),
        _ => Ok(()),
    }
}

/// Prints the table. All languages but one must have run all cases, and passed them.
pub(crate) fn finish() -> Result<(), String> {
    let results = LANGUAGES.iter().map(|language| read(language)).collect::<Result<Vec<_>, String>>()?;
    let operations: BTreeSet<&String> = results.iter().flat_map(BTreeMap::keys).collect();
    print!("\n{:<24}", "operation");
    LANGUAGES.iter().for_each(|language| print!(" {language:>13}"));
    println!();
    let mut wrong = Vec::new();
    let may_skip = std::env::var_os("CI").is_none();
    for operation in operations {
        print!("{operation:<24}");
        let rows: Vec<Row> =
            results.iter().map(|result| result.get(operation).copied().unwrap_or_default()).collect();
        for (row, language) in rows.iter().zip(LANGUAGES) {
            let (word, count) = match row {
                Row { failed: 1.., .. } => ("FAIL", row.failed),
                Row { passed: 0, .. } => ("SKIP", row.skipped),
                _ => ("PASS", row.passed),
            };
            print!(" {:>13}", format!("{word} {count}"));
            if !is_right(*row, rows[0], language, may_skip) {
                wrong.push(format!("{operation} in {language}"));
            }
        }
        println!();
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("conformance: {}", wrong.join(", "))) }
}

/// Whether all that passed in Rust passed here, or, where that is allowed, all of it was skipped.
fn is_right(row: Row, rust: Row, language: &str, may_skip: bool) -> bool {
    let passed = row.passed > 0 && row.passed == rust.passed && row.skipped == 0;
    let skipped = may_skip && language == MAY_BE_SKIPPED && row.passed == 0 && row.skipped == rust.passed;
    row.failed == 0 && (passed || skipped)
}

fn read(language: &str) -> Result<BTreeMap<String, Row>, String> {
    let path = root().join(format!("target/conformance/{language}.tsv"));
    let text = fs::read_to_string(&path).map_err(|error| format!("no results of {language}: {error}"))?;
    text.lines().map(|line| row(line).ok_or_else(|| format!("{language}: {line}"))).collect()
}

fn row(line: &str) -> Option<(String, Row)> {
    let mut parts = line.split('\t');
    let operation = parts.next()?.to_owned();
    let mut number = || parts.next()?.parse().ok();
    Some((operation, Row { passed: number()?, failed: number()?, skipped: number()? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(passed: u32, failed: u32, skipped: u32) -> Row {
        Row { passed, failed, skipped }
    }

    #[test]
    fn every_case_passes_or_is_skipped_in_one_language_alone() {
        let rust = of(7, 0, 0);
        for language in LANGUAGES {
            assert!(is_right(of(7, 0, 0), rust, language, false));
            for wrong in
                [of(0, 0, 0), of(6, 0, 0), of(8, 0, 0), of(6, 1, 0), of(6, 0, 1), of(0, 7, 0), of(7, 0, 1)]
            {
                assert!(!is_right(wrong, rust, language, true), "{language}");
            }
            assert_eq!(is_right(of(0, 0, 7), rust, language, true), language == "Swift", "{language}");
            assert!(!is_right(of(0, 0, 7), rust, language, false), "{language}");
            assert!(!is_right(of(0, 0, 6), rust, language, true), "{language}");
            assert!(!is_right(of(0, 1, 7), rust, language, true), "{language}");
        }
    }
}
