//! What is cancelled, and what the list holds.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use super::FieldCase;
use super::operations::*;
use crate::error::Retry;

fn advice(operation: &str, arguments: &str) -> Option<Retry> {
    cancelled_outcome(operation, arguments, FieldCase::Snake).err().map(|error| error.retry())
}

#[test]
fn names_are_unique_and_documented() {
    let mut names: Vec<_> = operations().map(|operation| (operation.kind as u8, operation.name)).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
    assert!(count > 40, "{count}");
    assert!(operations().all(|operation| operation.documentation.trim().ends_with('.')));
}

#[test]
fn what_is_cancelled_is_to_be_confirmed_where_it_changes_something() {
    let calls = operations().filter(|operation| operation.kind == OperationKind::Call);
    for name in calls.map(|call| call.name).filter(|name| !name.starts_with("place_") && *name != "request") {
        let changing = ["close", "refund", "v2_refund", "abnormal", "unfreeze"];
        let changes = changing.iter().any(|word| name.starts_with(word));
        let expected = if changes { Retry::ConfirmFirst } else { Retry::SameRequest };
        assert_eq!(advice(name, "{}"), Some(expected), "{name}");
    }
    for (method, expected) in [("GET", Retry::SameRequest), ("POST", Retry::ConfirmFirst)] {
        let request = format!(r#"{{"method":"{method}","path":"/v3/x"}}"#);
        assert_eq!(advice("request", &request), Some(expected));
    }
}

#[test]
fn an_order_that_is_cancelled_is_a_result_that_names_it() {
    let partner = r#"{"subMchid":"1900000109","order":{"outTradeNo":"T123456"}}"#;
    let reply = cancelled_outcome("place_partner_order", partner, FieldCase::Camel).unwrap();
    let reply: serde_json::Value = serde_json::from_str(&reply).unwrap();
    assert_eq!((&reply["outcome"], &reply["order"]["family"]), (&"to_confirm".into(), &"partner".into()));
    assert_eq!(
        (&reply["order"]["outTradeNo"], &reply["order"]["subMchid"]),
        (&"T123456".into(), &"1900000109".into())
    );
    assert_eq!(reply["error"]["retry"], "confirm_first");
}
