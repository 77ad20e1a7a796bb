//! C: the library that other languages call, too. Its tests need a C compiler, cmake, pkg-config, jansson and valgrind.

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{cargo, is_long, root, run, target};
use crate::programs;

/// Of the package and of its test kit, by the arguments of `cargo build`.
pub(crate) const LIBRARIES: [&str; 4] = ["--package", "qq-wxpay-c", "--package", "qq-wxpay-testing-c"];

/// What valgrind reads in the short form: what needs no sandbox, whose keys would take minutes under it.
const UNDER_VALGRIND: [&str; 2] = ["hostile", "merchants"];

/// What it cannot read: a process that loads the library a second time, and one that measures the time of calls.
const NOT_UNDER_VALGRIND: [&str; 2] = ["ends", "example"];

/// In a forked child the memory of the parent's threads belongs to nobody: leaks are not counted there, only what is used wrongly.
const WITHOUT_LEAKS: [&str; 1] = ["forks"];

/// What fails when something is leaked or used after its end.
const VALGRIND: [&str; 6] = [
    "--quiet",
    "--error-exitcode=9",
    "--leak-check=full",
    "--errors-for-leak-kinds=definite",
    "--show-leak-kinds=definite",
    "--num-callers=30",
];

/// The library, its header, and its tests: as they are, with sanitizers, under valgrind, and installed.
pub(crate) fn test() -> Result<(), String> {
    let libraries = programs::build("C: libraries", &LIBRARIES)?;
    suite("as it is", &libraries, &[])?;
    suite("with sanitizers", &libraries, &["-DQQ_WXPAY_SANITIZE=ON"])?;
    if is_long() && cfg!(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu")) {
        suite("with sanitizers on both sides", &sanitized_libraries()?, &["-DQQ_WXPAY_SANITIZE=ON"])?;
    }
    valgrind()?;
    installed(&libraries)
}

/// The libraries with the sanitizer for addresses in Rust's code, too. It takes an option that the stable compiler has, and hides; and the name of
/// the target, for else it would be in the macros as well, which the compiler loads.
fn sanitized_libraries() -> Result<PathBuf, String> {
    let (triple, folder) = ("x86_64-unknown-linux-gnu", target().join("sanitized"));
    let mut build = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    build.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Zsanitizer=address").arg("build").args(LIBRARIES);
    run("C: libraries, sanitized", build.args(["--target", triple, "--target-dir"]).arg(&folder))?;
    Ok(folder.join(triple).join("debug"))
}

/// The same for somebody who runs nothing else: the headers are compared, which is a part of the tests of the workspace.
pub(crate) fn test_alone() -> Result<(), String> {
    test()?;
    if programs::are_built() {
        return Ok(());
    }
    cargo("C: headers", &["test", "--package", "qq-wxpay-generators"])
}

/// The suites that measure time or wait for it.
pub(crate) fn timed() -> Vec<Command> {
    let mut suites = Command::new("ctest");
    suites.args(["--test-dir"]).arg(folder("as-it-is")).args([
        "--output-on-failure",
        "-R",
        "called|ends|forks|pulled",
    ]);
    vec![suites]
}

fn folder(name: &str) -> PathBuf {
    target().join("c").join(name.replace(' ', "-"))
}

/// Builds the tests with these options and runs them all.
fn suite(name: &str, libraries: &Path, options: &[&str]) -> Result<(), String> {
    let built = folder(name);
    let mut configure = Command::new("cmake");
    configure.arg("-S").arg(root().join("c")).arg("-B").arg(&built).args(options);
    configure.arg(format!("-DQQ_WXPAY_LIBRARIES={}", libraries.display())).arg("-DQQ_WXPAY_TESTS=ON");
    run(&format!("C: tests {name}, configured"), &mut configure)?;
    run(
        &format!("C: tests {name}, built"),
        Command::new("cmake").arg("--build").arg(&built).args(["-j", "2"]),
    )?;
    let table = target().join("conformance");
    fs::create_dir_all(&table).map_err(|error| error.to_string())?;
    let mut tests = Command::new("ctest");
    tests.arg("--test-dir").arg(&built).args(["--output-on-failure", "-j", "2"]);
    // A leak is looked for where the process is not meant to end in the middle of something.
    tests
        .env("CONFORMANCE_TABLE", table.join("C.tsv"))
        .env("ASAN_OPTIONS", "detect_stack_use_after_return=1");
    run(&format!("C: tests {name}"), &mut tests)
}

/// Reads the tests as they run; in the short form those that do most with memory.
fn valgrind() -> Result<(), String> {
    let programs = folder("as it is").join("tests");
    let all = fs::read_dir(root().join("c/tests")).map_err(|error| error.to_string())?;
    let mut names: Vec<String> = all
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok()?.strip_suffix(".c").map(str::to_owned))
        .filter(|name| !NOT_UNDER_VALGRIND.contains(&name.as_str()))
        .filter(|name| is_long() || UNDER_VALGRIND.contains(&name.as_str()))
        .collect();
    names.sort();
    for name in names {
        let mut reading = Command::new("valgrind");
        // Reading all roots of the system would take longer than everything else.
        reading.env("SSL_CERT_FILE", "/nonexistent").env("SSL_CERT_DIR", "/nonexistent");
        reading
            .args(VALGRIND)
            .arg(format!("--suppressions={}", root().join("c/tests/valgrind.supp").display()));
        if WITHOUT_LEAKS.contains(&name.as_str()) {
            reading.arg("--leak-check=no");
        }
        run(&format!("C: {name} under valgrind"), reading.arg(programs.join(&name)))?;
    }
    Ok(())
}

/// What is installed is enough: the example is built in an empty folder, by pkg-config and by CMake, shared and static.
fn installed(libraries: &Path) -> Result<(), String> {
    let prefix = folder("prefix");
    let elsewhere = folder("elsewhere");
    for folder in [&prefix, &elsewhere] {
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(|error| error.to_string())?;
        }
    }
    let mut install = Command::new("cmake");
    run("C: installed", install.arg("--install").arg(folder("as it is")).arg("--prefix").arg(&prefix))?;
    let mut check = Command::new("sh");
    check
        .arg(root().join("c/tests/installed.sh"))
        .arg(&prefix)
        .arg(&elsewhere)
        .arg(folder("as it is"))
        .arg(libraries);
    run("C: the example, built with what is installed", &mut check)
}

/// Builds the library as for users and holds it against the core called directly.
pub(crate) fn bench() -> Result<(), String> {
    let packages = ["build", "--release", "--package", "qq-wxpay-c", "--package", "qq-wxpay-testing-c"];
    cargo("C: libraries, optimised", &packages)?;
    let (built, here) = (target().join("release"), root());
    let flags = Command::new("pkg-config").args(["--cflags", "--libs", "jansson"]).output();
    let flags = flags.map_err(|error| format!("pkg-config cannot be started: {error}"))?;
    let mut compiler = Command::new("cc");
    compiler.args(["-std=c11", "-O2", "-D_GNU_SOURCE", "-DLIBRARY=\"\"", "-DCASES=\"\"", "-o"]);
    compiler.arg(built.join("c-work"));
    compiler
        .args(["c/include", "c/testing/include"].map(|folder| format!("-I{}", here.join(folder).display())));
    compiler.args(["benchmarks/c/work.c", "c/tests/support/support.c"]).arg("-L").arg(&built);
    compiler.args(["-lqq_wxpay_c", "-lqq_wxpay_testing_c", &format!("-Wl,-rpath,{}", built.display())]);
    compiler.args(String::from_utf8_lossy(&flags.stdout).split_whitespace());
    run("benchmarks: C, the program", &mut compiler)?;
    run("benchmarks: C", &mut Command::new(built.join("c-work")))?;
    crate::sizes::tell("library", &[built.join(format!("{DLL_PREFIX}qq_wxpay_c{DLL_SUFFIX}"))], &[])
}
