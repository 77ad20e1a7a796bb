//! Faults in the words of the log: by the names that they have in JSON.

use serde_json::Value;

use super::{FaultEndpoint, FaultKind};

/// What strikes where, such as `cut_reply 17 at order`.
pub(crate) fn told(kind: FaultKind, endpoint: FaultEndpoint) -> String {
    format!("{} at {}", words(&serde_json::json!(kind)), words(&serde_json::json!(endpoint)))
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(parts) => {
            let parts = parts.iter().filter(|(_, value)| !value.is_null());
            parts.map(|(name, value)| format!("{name} {}", words(value))).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_as_it_is_asked_for() {
        assert_eq!(told(FaultKind::Status500, FaultEndpoint::RefundQuery), "status_500 at refund_query");
        assert_eq!(told(FaultKind::CutReply(17), FaultEndpoint::Order), "cut_reply 17 at order");
    }
}
