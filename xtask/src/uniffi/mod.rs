//! The languages behind UniFFI: their half of the border, and their tests.

pub(crate) mod jvm;
pub(crate) mod ruby;
mod statuses;
pub(crate) mod swift;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{root, run};
use crate::programs;

/// What the generator of UniFFI writes: of each library and language its files, and where they go below `uniffi/`.
const SOURCES: [(&str, &str, Files); 6] = [
    (
        LIBRARY,
        "kotlin",
        &[("qq_wxpay_native.kt", "jvm/src/generated/kotlin/com/qqwxpay/internal/qq_wxpay_native.kt")],
    ),
    (LIBRARY, "ruby", &[("qq_wxpay_native.rb", "ruby/lib/qq_wxpay/generated/qq_wxpay_native.rb")]),
    (
        LIBRARY,
        "swift",
        &[
            ("QqWxPayNative.swift", "swift/Sources/Generated/QqWxPayNative/QqWxPayNative.swift"),
            ("QqWxPayNativeFFI.h", "swift/Sources/Generated/QqWxPayNativeFFI/QqWxPayNativeFFI.h"),
            ("QqWxPayNativeFFI.modulemap", "swift/Sources/Generated/QqWxPayNativeFFI/module.modulemap"),
        ],
    ),
    (
        TESTING,
        "kotlin",
        &[(
            "qq_wxpay_testing_native.kt",
            "testing/jvm/src/generated/kotlin/com/qqwxpay/testing/internal/qq_wxpay_testing_native.kt",
        )],
    ),
    (
        TESTING,
        "ruby",
        &[(
            "qq_wxpay_testing_native.rb",
            "testing/ruby/lib/qq_wxpay/testing/generated/qq_wxpay_testing_native.rb",
        )],
    ),
    (
        TESTING,
        "swift",
        &[
            (
                "QqWxPayTestingNative.swift",
                "testing/swift-testing/Sources/Generated/QqWxPayTestingNative/QqWxPayTestingNative.swift",
            ),
            (
                "QqWxPayTestingNativeFFI.h",
                "testing/swift-testing/Sources/Generated/QqWxPayTestingNativeFFI/QqWxPayTestingNativeFFI.h",
            ),
            (
                "QqWxPayTestingNativeFFI.modulemap",
                "testing/swift-testing/Sources/Generated/QqWxPayTestingNativeFFI/module.modulemap",
            ),
        ],
    ),
];

/// Names, and where each goes.
type Files = &'static [(&'static str, &'static str)];

/// The library of the languages, and that of their tests.
const LIBRARY: &str = "qq_wxpay_uniffi";
const TESTING: &str = "qq_wxpay_testing";

/// What is tested, in this order.
const TESTED: [&str; 3] = ["jvm", "ruby", "swift"];

fn library(name: &str) -> String {
    let (before, after) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    format!("{before}{name}{after}")
}

/// Builds libraries and generator in the dev profile.
fn build() -> Result<PathBuf, String> {
    let library = ["--package", "qq-wxpay-uniffi", "--features", "bindgen", "--lib", "--bins"];
    programs::build("UniFFI: library and generator", &library)?;
    programs::build("UniFFI: library of the tests", &["--package", "qq-wxpay-testing-uniffi"])
}

/// Writes the generated sources of a library in a language to `into`.
fn bindgen(built: &Path, name: &str, language: &str, into: &Path) -> Result<(), String> {
    let mut bindgen = Command::new(built.join("uniffi-bindgen"));
    bindgen
        .args(["generate", "--no-format", "--language", language, "--library"])
        .arg(built.join(library(name)))
        .arg("--out-dir")
        .arg(into);
    run(&format!("UniFFI: {name}, {language}"), &mut bindgen)
}

/// Writes the generated sources to a folder of their own: where each is, and where it belongs.
fn write(built: &Path) -> Result<Vec<(PathBuf, PathBuf)>, String> {
    let mut written = Vec::new();
    for (name, language, files) in SOURCES {
        let folder = root().join("target/uniffi").join(name).join(language);
        bindgen(built, name, language, &folder)?;
        for (name, path) in files {
            let found = find(&folder, OsStr::new(name)).ok_or(format!("no {name} was written"))?;
            if language == "kotlin" {
                statuses::keep(&found)?;
            }
            written.push((found, root().join("uniffi").join(path)));
        }
    }
    Ok(written)
}

fn find(folder: &Path, name: &OsStr) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    entries.into_iter().find_map(|path| {
        if path.is_dir() { find(&path, name) } else { (path.file_name() == Some(name)).then_some(path) }
    })
}

/// Writes the generated sources where they belong.
pub(crate) fn generate() -> Result<(), String> {
    for (from, to) in write(&build()?)? {
        fs::create_dir_all(to.parent().ok_or("a source lies in a folder")?)
            .map_err(|error| error.to_string())?;
        fs::copy(from, to).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// The generated sources that are committed must be what is generated.
pub(crate) fn compare(built: &Path) -> Result<(), String> {
    for (from, to) in write(built)? {
        if fs::read(&from).ok() != fs::read(&to).ok() {
            return Err(format!(
                "{} is not what is generated: run `cargo xtask generate` and commit",
                to.display()
            ));
        }
    }
    Ok(())
}

/// Compares the generated sources, unless the whole run has done so, and tests every language, or this one alone.
pub(crate) fn test(only: Option<&str>) -> Result<(), String> {
    if let Some(other) = only.filter(|language| !TESTED.contains(language)) {
        return Err(format!("{other} is none of {}", TESTED.join(", ")));
    }
    let built = build()?;
    if !programs::are_built() {
        compare(&built)?;
    }
    programs::build("UniFFI: sandbox", &programs::SANDBOX)?;
    for language in TESTED.iter().filter(|language| only.is_none_or(|only| only == **language)) {
        match *language {
            "jvm" => jvm::test(&built)?,
            "ruby" => ruby::test(&built)?,
            _ => swift::test(&built)?,
        }
    }
    Ok(())
}
