//! How the process of each language is started. What it needs was built by `cargo xtask test soak` and the tests before it.

use std::path::{Path, PathBuf};
use std::process::Command;

/// All languages, as the arguments of the program name them.
pub(crate) const ALL: [&str; 9] = ["rust", "node", "python", "jvm", "ruby", "swift", "c", "go", "php"];

/// The heap of the JVM is there from the beginning: else it grows with the machine's memory, and no leak would show.
const HEAP: [&str; 3] = ["-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Where cargo builds: this program is in a folder of it.
fn target() -> PathBuf {
    std::env::current_exe().unwrap().ancestors().nth(2).unwrap().to_owned()
}

/// The program of a language, by its name.
pub(crate) fn program(language: &str) -> Command {
    let (soak, built) = (root().join("tests/soak"), target().join("soak"));
    match language {
        "rust" => Command::new(target().join("debug/soak_worker")),
        "node" => with("node", [soak.join("worker.mjs")]),
        "python" => with(root().join("target/python-venv/bin/python"), [soak.join("worker.py")]),
        "ruby" => with("ruby", [soak.join("worker.rb")]),
        "php" => with("php", [soak.join("worker.php")]),
        "c" => Command::new(built.join("worker-c")),
        "go" => Command::new(built.join("worker-go")),
        "jvm" => {
            let made = soak.join("jvm/target");
            let classes = std::env::join_paths([made.join("classes"), made.join("libraries/*")]).unwrap();
            let mut java = Command::new("java");
            java.args(HEAP).arg("-cp").arg(classes).arg("Worker");
            java
        }
        "swift" => {
            let mut swift = with("swift", ["run", "--skip-build", "--package-path"]);
            swift
                .arg(soak.join("swift/worker"))
                .arg("--scratch-path")
                .arg(root().join("uniffi/swift/.build"));
            swift.args(["--disable-build-manifest-caching", "Worker"]);
            swift
        }
        other => panic!("no language is called {other}; there are {}", ALL.join(", ")),
    }
}

fn with<A: AsRef<std::ffi::OsStr>>(
    program: impl AsRef<std::ffi::OsStr>,
    arguments: impl IntoIterator<Item = A>,
) -> Command {
    let mut command = Command::new(program);
    command.args(arguments);
    command
}

/// How many orders are under way at once in it.
pub(crate) fn lives(language: &str) -> usize {
    // PHP does one thing after the other.
    if language == "php" { 1 } else { 3 }
}
