//! Swift. Where there is no compiler, its syntax is checked all the same, and the table of all languages says that nothing was run;
//! under CI that is a failure.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{TESTING, library};
use crate::command::{root, run};
use crate::programs;
use crate::python::Environment;

pub(super) fn test(built: &Path) -> Result<(), String> {
    let package = root().join("uniffi/swift");
    let testing = root().join("uniffi/testing/swift-testing");
    syntax(&package)?;
    check_readmes()?;
    if !is_installed() {
        if std::env::var_os("CI").is_some() {
            return Err(
                "Swift: there is no `swift` on this machine; on Debian, .ci/install-swift sets it up"
                    .to_owned(),
            );
        }
        println!("\n== Swift: skipped, there is no `swift` on this machine: nothing of it was compiled");
        return skip();
    }
    if cfg!(target_os = "macos") {
        for of in [&package, &testing] {
            run("Swift: library", &mut Command::new(of.join("scripts/build-xcframework.sh")))?;
        }
    } else {
        copy_library(built, &package)?;
        copy_testing_library(built, &testing)?;
    }
    run("Swift: tests", &mut swift("test", &package))?;
    run("Swift: tests of the test kit", &mut swift("test", &testing))?;
    run("Swift: a user's test in an empty folder", &mut swift("test", &users_package(&testing)?))?;
    run("Swift: example", &mut swift("build", &root().join("examples/swift/shop")))
}

/// The suites that measure time or wait for it.
pub(crate) fn timed() -> Vec<Command> {
    let mut suites = swift("test", &root().join("uniffi/swift"));
    suites.args(["--skip-build", "--filter", "ThreadsTests|ReentryTests|LogTests"]);
    vec![suites]
}

/// The program of the soak, with the library where the package looks for it.
pub(crate) fn soak() -> Result<(), String> {
    if !cfg!(target_os = "macos") {
        copy_library(&programs::folder(), &root().join("uniffi/swift"))?;
    }
    run("soak: Swift", &mut swift("build", &root().join("tests/soak/swift/worker")))
}

fn swift(word: &str, folder: &Path) -> Command {
    let mut command = Command::new("swift");
    // In the folder of the package, so that what the example shares with the tests is built once.
    let build = root().join("uniffi/swift/.build");
    command.arg(word).arg("--package-path").arg(folder).arg("--scratch-path").arg(build);
    // Without it, one of the two packages is taken for the other.
    command.arg("--disable-build-manifest-caching");
    command
}

/// Puts the library where the package looks for it. The package manager does not see that it has changed, so what was linked to
/// another one is removed.
fn copy_library(built: &Path, package: &Path) -> Result<(), String> {
    let (name, folder) = ("libqq_wxpay_uniffi.a", package.join("lib"));
    let (from, to) = (built.join(name), folder.join(name));
    let failed = |error: std::io::Error| format!("{name}: {error}");
    if fs::read(&to).ok() == Some(fs::read(&from).map_err(failed)?) {
        return Ok(());
    }
    for linked in [
        "qq-wxpayPackageTests.xctest",
        "qq-wxpay-testingPackageTests.xctest",
        "shopPackageTests.xctest",
        "Shop",
        "TenLines",
        "Worker",
    ] {
        match fs::remove_file(package.join(".build/debug").join(linked)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
    }
    fs::create_dir_all(&folder).and_then(|()| fs::copy(&from, &to)).map(drop).map_err(failed)
}

/// A dynamic one, which is found when the tests run.
fn copy_testing_library(built: &Path, package: &Path) -> Result<(), String> {
    let (name, folder) = (library(TESTING), package.join("lib"));
    let copied = fs::create_dir_all(&folder).and_then(|()| fs::copy(built.join(&name), folder.join(&name)));
    copied.map(drop).map_err(|error| format!("{name}: {error}"))
}

/// A package of a user with the test of the READMEs alone, in a folder of its own.
fn users_package(testing: &Path) -> Result<PathBuf, String> {
    let test = testing.join("Tests/QqWxPayTestingTests/NotifyTests.swift");
    let text = fs::read_to_string(&test).map_err(|error| format!("NotifyTests.swift: {error}"))?;
    let lines =
        text.lines().skip_while(|line| !line.contains("func test")).take_while(|line| *line != "    }");
    if lines.count() >= 10 {
        return Err("the test of the READMEs has more than 10 lines".to_owned());
    }
    let folder = root().join("target/swift-user");
    let tests = folder.join("Tests/ShopTests");
    let written = fs::create_dir_all(&tests)
        .and_then(|()| fs::write(folder.join("Package.swift"), USERS_PACKAGE))
        .and_then(|()| fs::write(tests.join("NotifyTests.swift"), text));
    written.map(|()| folder).map_err(|error| format!("target/swift-user: {error}"))
}

const USERS_PACKAGE: &str = r#"// swift-tools-version: 5.10
import PackageDescription

let package = Package(
    name: "shop",
    platforms: [.macOS(.v13)],
    dependencies: [
        .package(name: "qq-wxpay", path: "../../uniffi/swift"),
        .package(name: "qq-wxpay-testing", path: "../../uniffi/testing/swift-testing"),
    ],
    targets: [
        .testTarget(
            name: "ShopTests",
            dependencies: [
                .product(name: "QqWxPay", package: "qq-wxpay"),
                .product(name: "QqWxPayTesting", package: "qq-wxpay-testing"),
            ]
        )
    ]
)
"#;

pub(crate) fn is_installed() -> bool {
    Command::new("swift").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Parses every file, the manifests and the programs of the READMEs.
fn syntax(package: &Path) -> Result<(), String> {
    let scripts = package.join("scripts");
    let own = Environment::with("swift-venv", &scripts.join("requirements.txt"))?;
    let mut check = own.tool("python");
    check.arg(scripts.join("check_syntax.py"));
    run("Swift: syntax", &mut check)
}

/// The programs of the READMEs are those that are compiled, in other words beside them; the handler is the one that the tests run.
fn check_readmes() -> Result<(), String> {
    let read = |name: &str| {
        let text = fs::read_to_string(root().join(name)).map_err(|error| format!("{name}: {error}"))?;
        Ok::<_, String>(
            text.lines()
                .map(|line| line.split(" // ").next().unwrap_or_default().to_owned() + "\n")
                .collect(),
        )
    };
    let program: String = read("examples/swift/shop/Sources/TenLines/main.swift")?;
    for name in ["uniffi/swift/README.md", "uniffi/swift/README.zh-CN.md"] {
        let text: String = read(name)?;
        if !text.contains(&format!("```swift\n{program}```")) {
            return Err(format!("{name} shows another program than examples/swift/shop/Sources/TenLines"));
        }
    }
    let handler = fs::read_to_string(root().join("examples/swift/shop/Sources/Shop/Handler.swift"))
        .map_err(|error| format!("Handler.swift: {error}"))?;
    let handler = handler.trim_start_matches("import QqWxPay\n\n");
    let readme = fs::read_to_string(root().join("uniffi/swift/README.md"))
        .map_err(|error| format!("README.md: {error}"))?;
    if !readme.contains(&format!("```swift\n{handler}```")) {
        return Err("uniffi/swift/README.md shows another handler than examples/swift".to_owned());
    }
    // The test of the READMEs is one that runs.
    let test = fs::read_to_string(
        root().join("uniffi/testing/swift-testing/Tests/QqWxPayTestingTests/NotifyTests.swift"),
    )
    .map_err(|error| format!("NotifyTests.swift: {error}"))?;
    for name in ["uniffi/swift/README.md", "uniffi/swift/README.zh-CN.md"] {
        let text = fs::read_to_string(root().join(name)).map_err(|error| format!("{name}: {error}"))?;
        if !text.contains(&format!("```swift\n{test}```")) {
            return Err(format!("{name} shows another test than uniffi/testing/swift-testing"));
        }
    }
    Ok(())
}

/// Reports every case as skipped.
fn skip() -> Result<(), String> {
    let mut skipped: BTreeMap<String, u32> = BTreeMap::new();
    let files = fs::read_dir(root().join("tests/cases")).map_err(|error| error.to_string())?;
    for path in files.flatten().map(|entry| entry.path()) {
        if path.extension().is_some_and(|extension| extension == "json") {
            let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
            let content: Value =
                serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
            for case in content["cases"].as_array().into_iter().flatten() {
                let operation = case["operation"].as_str().ok_or("a case has an operation")?;
                *skipped.entry(operation.to_owned()).or_default() += 1;
            }
        }
    }
    let rows: Vec<String> =
        skipped.iter().map(|(operation, count)| format!("{operation}\t0\t0\t{count}\n")).collect();
    let folder = root().join("target/conformance");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join("Swift.tsv"), rows.concat()))
        .map_err(|error| error.to_string())
}
