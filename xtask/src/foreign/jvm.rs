//! Kotlin and Java: one Maven project for both, and their examples. It needs a JDK 17 and Maven.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::library;
use crate::steps::{root, run};

/// Where JNA looks for the library of this platform, below a folder of resources.
fn jna_folder() -> String {
    let os = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    let architecture = match std::env::consts::ARCH {
        "x86_64" => "x86-64",
        other => other,
    };
    format!("{os}-{architecture}")
}

pub(super) fn test(built: &Path) -> Result<(), String> {
    let native = root().join("uniffi/native").join(jna_folder());
    fs::create_dir_all(&native).map_err(|error| error.to_string())?;
    fs::copy(built.join(library()), native.join(library())).map_err(|error| error.to_string())?;
    let maven = ["--batch-mode", "--quiet", "--no-transfer-progress", "verify", "--file"];
    run(
        "Kotlin and Java: tests, examples",
        Command::new("mvn").args(maven).arg(root().join("uniffi/pom.xml")),
    )
}
