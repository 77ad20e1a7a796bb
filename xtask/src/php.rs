//! The tests of the Composer package: they need PHP 8.1 or newer with FFI, FPM, opcache, pcntl and xml, PHPUnit 9 and some packages of PSR.

use std::path::Path;
use std::process::Command;

use crate::command::{cargo, root, run};

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
    let packages = ["qq-wxpay-c", "qq-wxpay-testing-c", "qq-wxpay-cli"];
    let build: Vec<&str> = packages.iter().fold(vec!["build"], |mut all, package| {
        all.extend(["--package", package]);
        all
    });
    cargo("PHP: the libraries", &build)?;
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
