//! The languages behind UniFFI: their half of the border, and their tests. Kotlin needs a JDK 17 and Maven.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::steps::{cargo, root, run};

/// What the generator of UniFFI writes, below `uniffi/`: the language, where its file goes.
const SOURCES: [(&str, &str); 1] =
    [("kotlin", "kotlin/src/main/kotlin/com/qqwxpay/internal/qq_wxpay_native.kt")];

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

fn library() -> String {
    let (before, after) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    format!("{before}qq_wxpay_uniffi{after}")
}

/// Builds library and generator in the dev profile.
fn build() -> Result<PathBuf, String> {
    let build = ["build", "--package", "qq-wxpay-uniffi", "--features", "bindgen", "--lib", "--bins"];
    cargo("UniFFI: library and generator", &build)?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    Ok(target.join("debug"))
}

/// Writes the foreign sources to `into`, a folder per language, and gives the path of each.
fn write(built: &Path, into: &Path) -> Result<Vec<(PathBuf, PathBuf)>, String> {
    let mut written = Vec::new();
    for (language, path) in SOURCES {
        let folder = into.join(language);
        let mut bindgen = Command::new(built.join("uniffi-bindgen"));
        bindgen
            .args(["generate", "--no-format", "--language", language, "--library"])
            .arg(built.join(library()));
        run(&format!("UniFFI: {language}"), bindgen.arg("--out-dir").arg(&folder))?;
        let name = Path::new(path).file_name().ok_or("a source has a name")?;
        written.push((
            find(&folder, name).ok_or(format!("no {language} was written"))?,
            root().join("uniffi").join(path),
        ));
    }
    Ok(written)
}

fn find(folder: &Path, name: &std::ffi::OsStr) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    entries.into_iter().find_map(|path| {
        if path.is_dir() { find(&path, name) } else { (path.file_name() == Some(name)).then_some(path) }
    })
}

/// Writes the foreign sources where they belong.
pub(crate) fn generate() -> Result<(), String> {
    for (from, to) in write(&build()?, &root().join("target/foreign"))? {
        fs::create_dir_all(to.parent().ok_or("a source lies in a folder")?)
            .map_err(|error| error.to_string())?;
        fs::copy(from, to).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Compares the foreign sources, and tests each language.
pub(crate) fn test() -> Result<(), String> {
    let built = build()?;
    for (from, to) in write(&built, &root().join("target/foreign"))? {
        if fs::read(&from).ok() != fs::read(&to).ok() {
            return Err(format!(
                "{} is not what is generated: run `cargo xtask generate` and commit",
                to.display()
            ));
        }
    }
    let native = root().join("uniffi/native").join(jna_folder());
    fs::create_dir_all(&native).map_err(|error| error.to_string())?;
    fs::copy(built.join(library()), native.join(library())).map_err(|error| error.to_string())?;
    // As in the step of the peers, so that nothing is built twice.
    let programs = ["build", "--package", "qq-wxpay-sandbox", "--package", "qq-wxpay-tests", "--bins"];
    cargo("UniFFI: sandbox", &programs)?;
    let kotlin = root().join("uniffi/kotlin");
    let maven = ["--batch-mode", "--quiet", "--no-transfer-progress", "verify", "--file"];
    run("Kotlin: tests", Command::new("mvn").args(maven).arg(kotlin.join("pom.xml")))
}
