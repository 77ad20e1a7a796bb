//! A sandbox beside the runs, and its settings.

use std::path::PathBuf;
use std::sync::OnceLock;

use qq_wxpay_sandbox::{Options, Sandbox};
use tokio::runtime::Runtime;

use crate::told::{Told, told};

/// Variables of a run.
#[derive(Clone)]
pub(crate) struct Variables(pub(crate) Vec<(String, String)>);

impl Variables {
    pub(crate) fn get(&self, name: &str) -> String {
        self.0.iter().find(|(own, _)| own == name).unwrap_or_else(|| panic!("no {name}")).1.clone()
    }

    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.remove(name);
        self.0.push((name.to_owned(), value.into()));
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.0.retain(|(own, _)| own != name);
    }
}

/// The runtime on which sandboxes and shops live; runs have their own.
pub(crate) fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Runtime::new().unwrap())
}

/// All have the keys of the first one: to make keys takes long.
pub(crate) fn start() -> Sandbox {
    runtime().block_on(Sandbox::start(Options { keep: Some(keys().clone()), ..Options::default() })).unwrap()
}

/// The file of the keys, which is there.
pub(crate) fn keys() -> &'static PathBuf {
    static KEYS: OnceLock<PathBuf> = OnceLock::new();
    KEYS.get_or_init(|| {
        let path = std::env::temp_dir().join(format!("qq-wxpay-cli-keys-{}.json", std::process::id()));
        let options = Options { keep: Some(path.clone()), ..Options::default() };
        runtime().block_on(async { Sandbox::start(options).await.unwrap().stop().await });
        path
    })
}

/// One that all tests share: none of them may change its clock or its switches.
pub(crate) fn shared() -> &'static Sandbox {
    static SANDBOX: OnceLock<Sandbox> = OnceLock::new();
    SANDBOX.get_or_init(start)
}

/// The settings of a sandbox, without a notify address, the token for this run alone.
pub(crate) fn variables(sandbox: &Sandbox) -> Variables {
    let mut variables = Variables(sandbox.env());
    variables.set("QQ_WXPAY_TOKEN_STORE", "memory");
    variables
}

/// `check --json` with changed settings of the shared sandbox.
pub(crate) fn check(change: impl FnOnce(&mut Variables)) -> Checked {
    checked(shared(), &["--json"], change)
}

pub(crate) fn checked(sandbox: &Sandbox, more: &[&str], change: impl FnOnce(&mut Variables)) -> Checked {
    let mut variables = variables(sandbox);
    variables.set("QQ_WXPAY_NOTIFY_URL", crate::shop::that_refuses());
    change(&mut variables);
    let told = told(&[&["check"], more].concat(), &variables.0);
    no_secret(&told.all(), &variables);
    Checked(told)
}

/// What `check --json` found.
pub(crate) struct Checked(pub(crate) Told);

impl Checked {
    /// The state of an item and its code.
    pub(crate) fn item(&self, name: &str) -> (String, String) {
        let items = self.0.json()["items"].clone();
        let found = items.as_array().unwrap().iter().find(|item| item["name"] == name);
        let found = found.unwrap_or_else(|| panic!("no {name}: {items:#}"));
        let text = |member: &str| found[member].as_str().unwrap_or_default().to_owned();
        (text("state"), text("code"))
    }

    /// The items that are faults: name, code, field.
    pub(crate) fn faults(&self) -> Vec<String> {
        let json = self.0.json();
        let faults = json["items"].as_array().unwrap().iter().filter(|item| item["state"] == "fault");
        let text =
            |item: &serde_json::Value, member: &str| item[member].as_str().unwrap_or_default().to_owned();
        let faults = faults
            .map(|item| format!("{} {} {}", text(item, "name"), text(item, "code"), text(item, "field")));
        faults.map(|fault| fault.trim().to_owned()).collect()
    }

    /// Exactly these faults, and the exit status of faults.
    pub(crate) fn names(&self, expected: &[&str]) {
        assert_eq!(self.faults(), expected, "{:#}", self.0.json());
        assert_eq!(self.0.code, 1);
    }
}

const SECRETS: [&str; 6] = [
    "QQ_WXPAY_QQ_APP_SECRET",
    "QQ_WXPAY_MERCHANT_PRIVATE_KEY",
    "QQ_WXPAY_MERCHANT_P12",
    "QQ_WXPAY_API_V3_KEY",
    "QQ_WXPAY_API_V2_KEY",
    "QQ_WXPAY_TOKEN_STORE",
];

/// That a text has no secret of these settings, and no mark that was planted.
pub(crate) fn no_secret(text: &str, variables: &Variables) {
    for (name, value) in variables.0.iter().filter(|(name, _)| SECRETS.contains(&name.as_str())) {
        for line in value.lines().filter(|line| line.len() > 8 && !line.starts_with("-----")) {
            assert!(!text.contains(line), "{name} is shown: {text}");
        }
    }
    for mark in ["MARKER", "access_token=", "secret=", "signature=\""] {
        assert!(!text.contains(mark), "{mark} is shown: {text}");
    }
}
