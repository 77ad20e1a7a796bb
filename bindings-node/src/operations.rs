//! The list of operations, of which the facade makes its methods.

use napi_derive::napi;
use qq_wxpay::bridge::{self, FieldCase, OperationKind};
use serde_json::{Value, json};

/// Every operation as JSON: its name in JavaScript, its name in the core, its kind.
#[napi]
pub fn operations() -> String {
    let list: Vec<Value> = bridge::operations()
        .map(|operation| {
            json!({
                "name": FieldCase::Camel.name(&operation.method()),
                "operation": operation.name,
                "kind": kind(operation.kind),
            })
        })
        .collect();
    json!(list).to_string()
}

fn kind(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Call => "call",
        OperationKind::Now => "now",
        OperationKind::Bill => "bill",
        OperationKind::Prepare => "prepare",
        OperationKind::PrepareBill => "prepare_bill",
    }
}
