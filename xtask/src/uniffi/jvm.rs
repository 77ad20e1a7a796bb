//! Kotlin and Java: one Maven project for both, and their examples. It needs a JDK 17 and Maven.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{LIBRARY, TESTING, library};
use crate::command::{cargo, root, run, target};
use crate::{programs, sizes};

/// Where the library of this platform is looked for, below a folder of resources: as JNA names it, and behind it what tells musl.
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
    let libc = if cfg!(target_env = "musl") { "-musl" } else { "" };
    format!("{os}-{architecture}{libc}")
}

/// Copies a library to where the build takes those of the platforms from, below the name that JNA gives this platform.
fn copy_library(name: &str, built: &Path, folder: &Path) -> Result<(), String> {
    let native = folder.join(jna_folder());
    fs::create_dir_all(&native).map_err(|error| error.to_string())?;
    fs::copy(built.join(library(name)), native.join(library(name))).map_err(|error| error.to_string())?;
    Ok(())
}

/// A program that finds the library in the jar, as for users, and not where cargo builds.
fn java(name: &str) -> Command {
    let mut command = Command::new(name);
    for variable in ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"] {
        command.env_remove(variable);
    }
    command
}

fn maven() -> Command {
    let mut maven = java("mvn");
    maven
        .args(["--batch-mode", "--quiet", "--no-transfer-progress", "--file"])
        .arg(root().join("uniffi/pom.xml"));
    maven
}

pub(super) fn test(built: &Path) -> Result<(), String> {
    copy_library(LIBRARY, built, &root().join("uniffi/native"))?;
    copy_library(TESTING, built, &root().join("uniffi/testing/native"))?;
    run("Kotlin and Java: tests, examples", maven().arg("verify"))
}

/// The suites that measure time or wait for it.
pub(crate) fn timed() -> Vec<Command> {
    let mut suites = maven();
    suites.args([
        "--offline",
        "surefire:test",
        "-Dtest=ThreadsTest,JavaThreadsTest,FaultsTest,JavaHostTest,StoresTest",
    ]);
    suites.args(["--projects", "jvm", "-Dsurefire.failIfNoSpecifiedTests=false"]);
    vec![suites]
}

/// The program of the soak, with the library in the jar.
pub(crate) fn soak() -> Result<(), String> {
    copy_library(LIBRARY, &programs::folder(), &root().join("uniffi/native"))?;
    let mut build = maven();
    build.args(["package", "--activate-profiles", "soak", "--also-make", "--projects", "../tests/soak/jvm"]);
    run("soak: Kotlin and Java", build.arg("-Dmaven.test.skip=true"))
}

/// A heap that is all there from the beginning: memory that grows is then the library's.
const WHOLE_HEAP: [&str; 3] = ["-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch"];

/// What each needs of the libraries of the benchmark, by the beginnings of their names.
const OURS: [&str; 6] = ["qq-wxpay-0", "jna-", "kotlin-stdlib-", "kotlinx-", "annotations-", "slf4j-api-"];
const PEER: [&str; 9] = [
    "wechatpay-java",
    "okhttp-",
    "okio-",
    "gson-",
    "http",
    "commons-",
    "kotlin-stdlib-",
    "annotations-",
    "slf4j-api-",
];

/// Builds the library as for users and holds it against the peer.
pub(crate) fn bench() -> Result<(), String> {
    cargo(
        "Kotlin and Java: library, optimised",
        &["build", "--profile", "addon", "--package", "qq-wxpay-uniffi"],
    )?;
    cargo("the sandbox", &["build", "--release", "--package", "qq-wxpay-cli", "--bins"])?;
    let native = root().join("target/native");
    copy_library(LIBRARY, &target().join("addon"), &native)?;
    let mut build = maven();
    build.args(["package", "--activate-profiles", "bench", "--also-make", "--projects", "../benchmarks/jvm"]);
    build.arg("-Dmaven.test.skip=true").arg(format!("-Dnative.folder={}", native.display()));
    run("Kotlin and Java: the benchmark", &mut build)?;
    let built = root().join("benchmarks/jvm/target");
    let classes = std::env::join_paths([built.join("classes"), built.join("libraries/*")])
        .map_err(|error| error.to_string())?;
    for program in ["Work", "Load"] {
        let mut own = java("java");
        if program == "Work" {
            own.args(WHOLE_HEAP);
        }
        own.arg(format!("-Drepository={}", root().display())).arg("-cp").arg(&classes);
        own.arg(format!("com.qqwxpay.benchmarks.{program}Kt"));
        run(&format!("benchmarks: Kotlin and Java, {program}"), &mut own)?;
    }
    let jars = fs::read_dir(built.join("libraries")).map_err(|error| error.to_string())?;
    let jars: Vec<PathBuf> = jars.filter_map(|entry| Some(entry.ok()?.path())).collect();
    let of = |names: &[&str]| -> Vec<PathBuf> {
        let is_needed = |jar: &&PathBuf| {
            let name = jar.file_name().unwrap_or_default().to_string_lossy();
            names.iter().any(|begin| name.starts_with(begin))
        };
        jars.iter().filter(is_needed).cloned().collect()
    };
    sizes::tell("library", &[target().join("addon").join(library(LIBRARY))], &[])?;
    sizes::tell("installed", &of(&OURS), &[("wechatpay-java", of(&PEER))])
}
