//! The sandbox as a program: what it prints, what it keeps, how it ends.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "in tests a panic is the report")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("qq-wxpay-sandbox-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

struct Running {
    child: Child,
    said: String,
}

impl Running {
    /// Starts the program and reads what it prints until it is ready.
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_qq-wxpay-sandbox"))
            .args(["--port", "0"])
            .args(arguments)
            .current_dir(folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        while !said.contains("Ctrl-C stops it.") {
            assert!(output.read_line(&mut said).unwrap() > 0, "it ended: {said}");
        }
        Self { child, said }
    }

    /// Ends it by a signal; whether it ended well.
    fn end(mut self, signal: &str) -> bool {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        self.child.wait().unwrap().success()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_printed_line_is_read_by_a_plain_shell() {
    let folder = Folder::new("shell");
    let running = Running::start(&folder.0, &["--env-file", "sandbox.env"]);
    let line = running.said.lines().find_map(|line| line.trim().strip_prefix("1. ")).unwrap();
    let script = format!("{line}; echo \"$QQ_WXPAY_MCHID\"");
    let output = Command::new("sh").args(["-c", &script]).current_dir(&folder.0).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "1900000001\n", "{output:?}");
    assert!(running.end("-TERM"));
}

#[test]
fn it_ends_by_either_signal() {
    let folder = Folder::new("signals");
    for signal in ["-TERM", "-INT"] {
        assert!(Running::start(&folder.0, &[]).end(signal), "{signal}");
    }
}

#[test]
fn it_listens_where_it_is_told_and_says_how_it_is_found() {
    let folder = Folder::new("host");
    let running = Running::start(&folder.0, &["--host", "0.0.0.0"]);
    assert!(running.said.contains("running at http://127.0.0.1:"), "{}", running.said);
    let wrong =
        Command::new(env!("CARGO_BIN_EXE_qq-wxpay-sandbox")).args(["--host", "here"]).output().unwrap();
    assert!(!wrong.status.success());
}

#[test]
fn what_is_kept_is_the_same_at_the_next_start() {
    let folder = Folder::new("keep");
    let settings = |keep: &[&str]| {
        let running = Running::start(&folder.0, &[&["--env-file", "env"], keep].concat());
        assert!(running.end("-TERM"));
        let text = fs::read_to_string(folder.0.join("env")).unwrap();
        // The ports are the system's choice.
        text.lines().filter(|line| !line.contains("127.0.0.1")).map(str::to_owned).collect::<Vec<_>>()
    };
    let first = settings(&["--keep", "keys.json"]);
    assert_eq!(settings(&["--keep", "keys.json"]), first);
    assert_ne!(settings(&[]), first);
    use std::os::unix::fs::PermissionsExt as _;
    let file = folder.0.join("keys.json");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    fs::write(&file, "{}").unwrap();
    let program = env!("CARGO_BIN_EXE_qq-wxpay-sandbox");
    let refused = Command::new(program).args(["--port", "0", "--keep"]).arg(&file).output().unwrap();
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("keys.json holds no keys"), "{refused:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "{}", "the file is left alone");
}
