//! The tests of the Composer package: they need PHP 8.1 or newer with FFI, FPM, opcache, pcntl and xml, PHPUnit 9 and some packages of PSR.

use std::path::Path;
use std::process::Command;

use crate::command::{cargo, root, run, target};
use crate::{c, programs};

/// What is needed beside PHP itself, as Debian calls it.
const PACKAGES: &str = "php-cli php-fpm php-xml php-mbstring phpunit php-psr-log php-psr-http-message php-nyholm-psr7 php-guzzlehttp-guzzle";

/// Forks, workers of FPM, loops with fibers, time limits and signals, functions of the host.
const TIMED: [&str; 5] = ["Forks", "Fpm", "Host", "Loop", "Payment"];

/// Builds the libraries and runs every suite: syntax, cases, facade, notifications, forks, workers of FPM, in the long form 64 of them.
pub(crate) fn test() -> Result<(), String> {
    if !is_there() {
        if std::env::var_os("CI").is_some() {
            return Err(format!("PHP is missing: apt-get install {PACKAGES}"));
        }
        println!("\n== PHP: skipped, it is not there: apt-get install {PACKAGES}");
        return Ok(());
    }
    programs::build("PHP: the libraries", &[&c::LIBRARIES[..], &["--package", "qq-wxpay-cli"]].concat())?;
    let package = root().join("php");
    let compiling = ["-d", "opcache.enable_cli=1", "-d", "display_errors=1"];
    run("PHP: syntax", Command::new("php").args(compiling).arg(package.join("tests/syntax.php")))?;
    run("PHP: composer.json", composer(&package).args(["validate", "--strict", "--no-check-publish"]))?;
    run("PHP: tests", Command::new("phpunit").arg("--configuration").arg(package.join("phpunit.xml")))
}

/// The suites that measure time or wait for it.
pub(crate) fn timed() -> Vec<Command> {
    let package = root().join("php");
    let suite = |name: &&str| {
        let mut tests = Command::new("phpunit");
        tests.arg("--configuration").arg(package.join("phpunit.xml"));
        tests.arg(package.join(format!("tests/{name}Test.php")));
        tests
    };
    TIMED.iter().map(suite).collect()
}

pub(crate) fn is_there() -> bool {
    let has = |program: &str| {
        Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
    };
    has("php") && has("phpunit")
}

fn composer(package: &Path) -> Command {
    let mut composer = Command::new("composer");
    composer
        .arg("--working-dir")
        .arg(package)
        .env("COMPOSER_ALLOW_SUPERUSER", "1")
        .env("COMPOSER_DISABLE_NETWORK", "1")
        .arg("--no-interaction");
    composer
}

/// Builds the libraries as for users and holds the package against PHP's own openssl.
pub(crate) fn bench() -> Result<(), String> {
    let packages = ["build", "--release", "--package", "qq-wxpay-c", "--package", "qq-wxpay-testing-c"];
    cargo("PHP: libraries, optimised", &packages)?;
    let library = |name: &str| {
        target().join("release").join(format!(
            "{}{name}{}",
            std::env::consts::DLL_PREFIX,
            std::env::consts::DLL_SUFFIX
        ))
    };
    let mut work = Command::new("php");
    work.arg(root().join("benchmarks/php/work.php")).env("QQ_WXPAY_LIBRARY", library("qq_wxpay_c"));
    work.env("QQ_WXPAY_TESTING_LIBRARY", library("qq_wxpay_testing_c"));
    run("benchmarks: PHP", &mut work)
}
