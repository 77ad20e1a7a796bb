//! Runs `verify` on the captures, in this process.
#![allow(dead_code, unreachable_pub, reason = "each test uses its part of it")]

use std::path::PathBuf;

use qq_wxpay_cli::{Host, run};
use serde_json::{Map, Value};

/// What a run wrote, and its exit status.
pub struct Ran {
    pub code: u8,
    pub out: String,
    pub err: String,
}

/// The path of a capture.
pub fn capture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/captures").join(name)
}

/// Every capture with what has to be told of it.
pub fn captures() -> Map<String, Value> {
    let text = std::fs::read_to_string(capture("expected.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The settings whose keys the captures are made with.
pub fn settings() -> Vec<(String, String)> {
    let text = std::fs::read_to_string(capture("settings.env")).unwrap();
    let lines = text.lines().filter_map(|line| line.split_once('='));
    lines.map(|(name, value)| (name.to_owned(), value.trim_matches('"').replace("\\n", "\n"))).collect()
}

/// Runs `verify` with the settings of the captures.
pub fn verify(arguments: &[&str]) -> Ran {
    verify_with(&settings(), arguments, b"")
}

/// Runs `verify` with these settings and this standard input.
pub fn verify_with(settings: &[(String, String)], arguments: &[&str], input: &[u8]) -> Ran {
    let (mut out, mut err, mut input) = (Vec::new(), Vec::new(), input);
    let mut host = Host::new(&mut out, &mut err);
    host.variables = settings.to_vec();
    host.input = Some(&mut input);
    let code = run(std::iter::once("verify").chain(arguments.iter().copied()), host);
    Ran { code, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

/// A folder that goes away with it.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("qq-wxpay-verify-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn file(&self, name: &str, content: &[u8]) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
