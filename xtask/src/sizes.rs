//! What is installed, as a figure of the benchmarks: a line as `bench/figures.rs` reads it.
#![allow(clippy::float_arithmetic)] // megabytes, no amounts

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use crate::command::told;

/// Adds what these files take on the disk, in MB, to the figures of the language that is measured.
pub(crate) fn tell(row: &str, ours: &[PathBuf], beside: &[(&str, Vec<PathBuf>)]) -> Result<(), String> {
    let (Some(file), Some(language)) = (told("BENCH_FIGURES"), told("BENCH_LANGUAGE")) else {
        return Err("no file for figures".to_owned());
    };
    let mut others: Map<String, Value> = Map::new();
    for (name, files) in beside {
        others.insert((*name).to_owned(), megabytes(files)?.into());
    }
    let ours = megabytes(ours)?;
    let line = json!({ "row": row, "language": language, "unit": "MB", "ours": ours, "beside": others });
    println!("{line}");
    let opened = OpenOptions::new().create(true).append(true).open(&file);
    opened.and_then(|mut opened| writeln!(opened, "{line}")).map_err(|error| format!("{file}: {error}"))
}

fn megabytes(files: &[PathBuf]) -> Result<f64, String> {
    let sizes = files.iter().map(|file| {
        let found = fs::metadata(file).map_err(|error| format!("{}: {error}", file.display()))?;
        Ok(found.len() as f64 / 1e6)
    });
    sizes.sum()
}
