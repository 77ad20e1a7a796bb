//! What a run says.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use qq_wxpay_cli::{Host, Stop, run};
use serde_json::Value;

/// What a run said, and how it ended.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) code: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Told {
    /// Both streams.
    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A run in this process, with these variables and no others, in English.
pub(crate) fn told(arguments: &[&str], variables: &[(String, String)]) -> Told {
    told_until(arguments, variables, &Stop::default())
}

/// The same, until it is stopped.
pub(crate) fn told_until(arguments: &[&str], variables: &[(String, String)], stop: &Stop) -> Told {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut host = Host::new(&mut out, &mut err);
    host.variables = variables.to_vec();
    host.stop = stop.clone();
    let code = run(arguments, host);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Told { code, out: text(out), err: text(err) }
}

/// The program, with these variables and no others.
pub(crate) fn program(arguments: &[&str], variables: &[(&str, &str)]) -> Told {
    let output = Command::new(env!("CARGO_BIN_EXE_qq-wxpay"))
        .args(arguments)
        .env_clear()
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let code = u8::try_from(output.status.code().unwrap()).unwrap();
    Told { code, out: text(output.stdout), err: text(output.stderr) }
}

/// A folder that goes with the test.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("qq-wxpay-cli-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
