//! Every case of `tests/cases`, under every RSA provider.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use qq_wxpay::crypto::RsaProvider;
use qq_wxpay::error::{ErrorKind, entries};
use qq_wxpay_tests::cases::{self, difference};
use qq_wxpay_tests::observe::observe;

#[test]
fn every_case_under_every_provider() {
    let cases = cases::all();
    let mut failures = Vec::new();
    let mut table: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for case in &cases {
        let before = failures.len();
        for provider in RsaProvider::available() {
            if let Some(difference) = difference(&case.expect, &observe(case, *provider), "") {
                failures.push(format!("{} / {} [{}]{difference}", case.file, case.name, provider.name()));
            }
        }
        let row = table.entry(case.operation.as_str()).or_default();
        if failures.len() == before { row.0 += 1 } else { row.1 += 1 }
    }
    write_results(&table);
    assert_eq!(RsaProvider::available().len(), 2, "both providers take part");
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

/// For the table of all languages that `cargo xtask test` prints: operation, passed, failed, skipped.
fn write_results(table: &BTreeMap<&str, (usize, usize)>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/conformance");
    let rows =
        table.iter().map(|(operation, (passed, failed))| format!("{operation}\t{passed}\t{failed}\t0\n"));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("Rust.tsv"), rows.collect::<String>()).unwrap();
}

#[test]
fn names_are_unique_and_negatives_are_at_least_as_many() {
    let cases = cases::all();
    let mut names: Vec<_> =
        cases.iter().map(|case| (&case.file, &case.name, &case.expect)).map(|c| format!("{c:?}")).collect();
    names.sort();
    let total = names.len();
    names.dedup();
    assert_eq!(names.len(), total, "two cases are the same");
    let negative = cases.iter().filter(|case| case.is_negative()).count();
    assert!(negative * 2 >= total, "{negative} of {total} are negative");
}

#[test]
fn a_case_that_expects_something_else_fails() {
    let case = cases::all().into_iter().find(|case| case.name == "direct payment").expect("the case exists");
    let observed = observe(&case, RsaProvider::default());
    for (path, wrong) in [("outcome", "refused"), ("id", "EV-2")] {
        let mut expect = case.expect.clone();
        expect[path] = wrong.into();
        assert!(difference(&expect, &observed, "").is_some(), "{path}");
    }
}

#[test]
fn every_error_kind_occurs() {
    let cases = cases::all();
    let seen: Vec<_> = cases.iter().filter_map(|case| case.expect["error"]["kind"].as_str()).collect();
    for kind in ErrorKind::ALL {
        assert!(seen.contains(&kind.name()), "no case expects {}", kind.name());
    }
}

#[test]
fn codes_of_this_library_are_reached_by_cases_or_named_here() {
    // Reached by the end-to-end suite, by unit tests of keys, or by the environment alone.
    let elsewhere = [
        "AMOUNT_NEGATIVE",
        "NOT_JSON",
        "MERCHANT_GIVEN_TWICE",
        "MERCHANT_NOT_REGISTERED",
        "MERCHANT_UNKNOWN",
        "UNKNOWN_OPERATION",
        "HANDLE_UNKNOWN",
        "VARIABLE_GIVEN_TWICE",
        "FILE_UNREADABLE",
        "SETTING_VALUE",
        "QQ_APPID_FORM",
        "WECHAT_APPID_FORM",
        "PRIVATE_KEY_ENCRYPTED",
        "PRIVATE_KEY_SIZE",
        "SIGNING_FAILED",
        "SIGNER_CANNOT_DECRYPT",
        "CALLBACK_NOT_SEEN",
        "API_V3_KEY_NOT_TESTED",
        "APP_SECRET_NOT_TESTED",
        "NOTIFICATION_TOO_LARGE",
        "CLIENT_CERTIFICATE_MISSING",
        "STREAMING_UNSUPPORTED",
        "TRANSPORT_GAVE_NO_REPLY",
        "NOT_CONNECTED",
        "TIMED_OUT",
        "CONNECTION_LOST",
        "REPLY_TOO_LARGE",
        "TOKEN_STORE_FAILED",
        "CALL_ABANDONED",
        "NO_RUNTIME",
        "CLIENT_CLOSED",
        "RAW_BODY_NEEDED",
        "BILL_READ_BEFORE",
        "BLOCKING_IN_EVENT_LOOP",
        "TOKEN_SOURCE_GIVEN_TWICE",
        "TRANSPORT_MISSING",
        "EVENT_NOT_TAKEN",
        "EVENT_UNKNOWN",
        "EVENT_BOTH_TAKEN_AND_IGNORED",
        "EVENT_TAKEN_TWICE",
        "NO_EVENT_TAKEN",
        "SANDBOX_NOT_CONNECTED",
        "TOO_MANY_OPEN_FILES",
        "BILL_FILE_NONE",
        "BILL_FILE_INCOMPLETE",
        "BILL_FILE_GZIP_BROKEN",
        "BILL_FILE_UNREADABLE",
        "ERROR_CODE_UNKNOWN",
        "HANDLER_FAILED",
        "SANDBOX_CLIENT",
        "VARIABLE_UNKNOWN",
        "VARIABLE_NOT_TEXT",
        "HANDLER_DECLINED",
        "HANDLER_ANSWERED",
        "HANDLER_ASYNC",
        "CONFIRM_LIMITED",
        "CLIENT_REENTERED",
        "TIME_LIMIT_INVALID",
        "SIGNATURE_UNUSABLE",
        "SIGNER_IS_ASYNC",
        "TOKEN_LEASE_NOT_FREE",
        "STORE_FOLDER",
        "ROW_TIME",
        "ROW_TWICE",
        "CLOSE_TOO_EARLY",
        "INBOX_FAILED",
        "INBOX_DEGRADED",
        "TOKEN_STORE_DEGRADED",
        "TOKEN_STORE_NEWER",
        "TOKEN_STORE_WRONG",
        "TOKEN_STORE_FORKED",
        "TOKEN_ENDED_EARLY",
        "MERCHANT_CERTIFICATE_ENDS",
        "PLATFORM_CERTIFICATE_ENDS",
        "OBSERVER_SLOW",
    ];
    let cases = cases::all();
    let codes = |case: &cases::Case| {
        let places = [&case.expect["error"], &case.expect["as_expected"]];
        let reports = case.expect["result"].as_object().into_iter().flatten().map(|(_, item)| &item["error"]);
        let codes = places.into_iter().chain(reports).filter_map(|place| place["code"].as_str());
        codes.map(str::to_owned).collect::<Vec<_>>()
    };
    let seen: Vec<_> = cases.iter().flat_map(codes).collect();
    let unreached: Vec<_> = entries()
        .filter(|entry| entry.kind != ErrorKind::Api)
        .map(|entry| entry.code)
        .filter(|code| {
            !seen.iter().any(|seen| seen == code) && !elsewhere.contains(code) && *code != "SIGNATURE_PROBE"
        })
        .collect();
    assert!(unreached.is_empty(), "no case reaches {unreached:?}");
}
