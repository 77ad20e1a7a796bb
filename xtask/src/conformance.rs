//! The table of all languages: how each operation's cases went.
//!
//! Each runner writes `target/conformance/LANGUAGE.tsv`: operation, passed, failed, skipped.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::steps::root;

/// The languages that must be there.
const LANGUAGES: [&str; 4] = ["Rust", "Node", "Python", "Kotlin"];

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

/// Prints the table. All languages must have run all cases, and passed them.
pub(crate) fn finish() -> Result<(), String> {
    let results = LANGUAGES.iter().map(|language| read(language)).collect::<Result<Vec<_>, String>>()?;
    let operations: BTreeSet<&String> = results.iter().flat_map(BTreeMap::keys).collect();
    print!("\n{:<24}", "operation");
    LANGUAGES.iter().for_each(|language| print!(" {language:>12}"));
    println!();
    let mut wrong = Vec::new();
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
            print!(" {:>12}", format!("{word} {count}"));
            if word != "PASS" || row.passed != rows[0].passed {
                wrong.push(format!("{operation} in {language}"));
            }
        }
        println!();
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("conformance: {}", wrong.join(", "))) }
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
