//! Every setting, error code and key file that a user reads of exists: names that a conversion destroyed, or that were dropped.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use qq_wxpay::{Settings, error};

/// What users read: documents, and the sources of the packages with their documentation.
const READ: [&str; 6] = [".md", ".d.ts", ".d.mts", ".py", ".kt", ".swift"];

/// Ruby and PHP have no types apart from the sources of the package.
const SOURCES: [(&str, &str); 2] = [("uniffi/ruby/lib/", ".rb"), ("php/src/", ".php")];

/// What PHP's package reads itself: where its libraries are.
const OF_PHP: [&str; 2] = ["QQ_WXPAY_LIBRARY", "QQ_WXPAY_TESTING_LIBRARY"];

/// The names of key files, as WeChat Pay's merchant console gives them.
const KEY_FILES: [&str; 4] = ["apiclient_key.pem", "apiclient_cert.pem", "apiclient_cert.p12", "pub_key.pem"];

/// What is written like a code and is none.
const OTHERS: [&str; 30] = [
    // Values of fields of WeChat Pay.
    "ACCOUNT_ABNORMAL",
    "AEAD_AES_256_GCM",
    "CMB_DEBIT",
    "MERCHANT_BANK_CARD",
    "MERCHANT_ID",
    "NO_CASH",
    "NO_RELATION",
    "OTHER_BALANCE",
    "OTHER_BANKCARD",
    "PERSONAL_OPENID",
    "RECHARGE_REFUND",
    "REFUND_SOURCE_RECHARGE_FUNDS",
    "REFUND_SOURCE_UNSETTLED_FUNDS",
    "USER_BANK_CARD",
    "VENDOR_PLATFORM",
    // Of Django, the system, the JVM, and of these tests.
    "ATOMIC_REQUESTS",
    "CONTENT_LENGTH",
    "LD_LIBRARY_PATH",
    "LC_ALL",
    "LC_MESSAGES",
    "LONG_TESTS",
    "NO_COLOR",
    "QQ_WXPAY",
    "RAW_POST_DATA",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "TOKEN_PROVIDER",
    "TOKEN_STORE",
    "TRANSACTION_SUCCESS",
    // The form of a name.
    "NAME_FILE",
];

/// The codes of the test kit and of a sandbox that a test steers: what they refuse never reaches a shop.
const OF_TESTS: [&str; 8] = [
    "NOT_JSON",
    "NOT_POSSIBLE",
    "SANDBOX_NOT_STARTED",
    "SANDBOX_OF_PARENT",
    "SANDBOX_REFUSED",
    "SANDBOX_STOPPED",
    "UNKNOWN_NAME",
    "WRONG_VALUE",
];

/// The constants of the library for C stand in its header.
const HEADER: &str = include_str!("../../c/include/qq_wxpay.h");

fn is_read(file: &str) -> bool {
    let is_source = |(folder, ending): &(&str, &str)| file.starts_with(folder) && file.ends_with(ending);
    READ.iter().any(|ending| file.ends_with(ending)) || SOURCES.iter().any(is_source)
}

/// The names in this text that do not exist, each with its line.
fn unknown(file: &str, text: &str) -> Vec<String> {
    let codes: BTreeSet<&str> = error::entries()
        .flat_map(|entry| std::iter::once(entry.code).chain(entry.aliases.iter().copied()))
        .collect();
    let is_known = |name: &str| codes.contains(name) || OTHERS.contains(&name) || OF_TESTS.contains(&name);
    let mut faults = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let mut fault = |what: &str, name: &str| {
            faults.push(format!("{file}:{}: no {what} is called {name}", number + 1));
        };
        for name in line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')) {
            let name = name.trim_end_matches('_');
            let is_elsewhere = || OF_PHP.contains(&name) || HEADER.contains(&format!(" {name} "));
            if name.starts_with("QQ_WXPAY_") && !is_setting(name) && !is_elsewhere() {
                fault("setting", name);
            }
        }
        // What stands between backticks is every second piece.
        for name in line.split('`').skip(1).step_by(2) {
            if is_code(name) && !name.starts_with("QQ_WXPAY_") && !is_known(name) {
                fault("error code", name);
            }
            let is_key_file = [".pem", ".p12"].iter().any(|ending| name.ends_with(ending));
            if is_key_file
                && !KEY_FILES.contains(&name)
                && !name.starts_with('.')
                && !name.contains(['/', ' ', '*'])
            {
                fault("key file", name);
            }
        }
    }
    faults
}

/// Whether the library takes this variable.
fn is_setting(name: &str) -> bool {
    let read = Settings::from_variables([(name, "x")], |_| Ok(b"x".to_vec()));
    read.err().is_none_or(|error| error.code() != "VARIABLE_UNKNOWN")
}

/// `ORDER_CLOSED`: capitals and digits, at least two words.
fn is_code(name: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    name.contains('_') && name.starts_with(|c: char| c.is_ascii_uppercase()) && name.split('_').all(is_word)
}

#[test]
fn every_name_in_the_documents_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(&root).output().unwrap();
    let names = String::from_utf8(listed.stdout).unwrap();
    let files: Vec<&str> = names.split('\0').filter(|file| is_read(file)).collect();
    assert!(files.len() > 100, "git lists {} files that users read", files.len());
    let read = |file: &&str| fs::read_to_string(root.join(file)).map(|text| unknown(file, &text));
    let faults: Vec<String> = files.iter().flat_map(|file| read(file).unwrap()).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn told(text: &str) -> Vec<String> {
    unknown("a.md", text)
}

#[test]
fn what_exists_is_no_fault() {
    let text =
        "`ORDER_NUMBER_LENGTH` of `QQ_WXPAY_MCHID`, QQ_WXPAY_MCHID_FILE=x, `apiclient_key.pem`, `CMB_DEBIT`";
    assert_eq!(told(text), Vec::<String>::new());
}

#[test]
fn names_that_do_not_exist_are_told_with_their_line() {
    assert_eq!(told("\n`ORDER_NUMBER_LENGHT`"), ["a.md:2: no error code is called ORDER_NUMBER_LENGHT"]);
    assert_eq!(told("QQ_WXPAY_MCH_ID=1"), ["a.md:1: no setting is called QQ_WXPAY_MCH_ID"]);
    assert_eq!(told("the file `apiclientKey.pem`"), ["a.md:1: no key file is called apiclientKey.pem"]);
}
