//! Waiting until the merchant has answered a notification.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::arguments::{Arguments, subject};
use super::failure::Failure;
use crate::state::SandboxState;
use crate::wechat::notification::{Answer, Delivery, Subject};

/// What is waited for, and for how long.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wait {
    out_trade_no: Option<String>,
    out_refund_no: Option<String>,
    #[serde(default)]
    until: Until,
    #[serde(default = "ten")]
    timeout_seconds: f64,
}

fn ten() -> f64 {
    10.0
}

/// The answer that ends the waiting.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Until {
    /// Any answer of the merchant.
    #[default]
    Answered,
    /// An acknowledgement.
    Acknowledged,
}

/// The longest that is waited.
const LONGEST_SECONDS: f64 = 3600.0;

/// Waits for the merchant's answer to a notification, and tells it.
pub(super) async fn wait_for_delivery(state: &SandboxState, arguments: Arguments) -> Result<Value, Failure> {
    let Wait { out_trade_no, out_refund_no, until, timeout_seconds } = arguments.all()?;
    let subject = subject(out_trade_no, out_refund_no)?;
    if !(0.0..=LONGEST_SECONDS).contains(&timeout_seconds) {
        return Err(Failure::bad_request("timeout_seconds must lie between 0 and 3600"));
    }
    let limit = Duration::from_secs_f64(timeout_seconds);
    match tokio::time::timeout(limit, answered(state, &subject, until)).await {
        Ok(answer) => Ok(answer),
        Err(_) => Err(too_late(state, &subject, timeout_seconds)),
    }
}

async fn answered(state: &SandboxState, subject: &Subject, until: Until) -> Value {
    let mut changes = state.journal.changes();
    loop {
        changes.mark_unchanged();
        if let Some(delivery) = state.delivery_queue.delivery(subject)
            && let Some(answer) = told(&delivery, until)
        {
            return answer;
        }
        if changes.changed().await.is_err() {
            // Nothing is delivered any more: the time limit says so.
            std::future::pending::<()>().await;
        }
    }
}

fn told(delivery: &Delivery, until: Until) -> Option<Value> {
    let (outcome, answer) = match delivery.answer.as_ref()? {
        Answer::Acknowledged => ("acknowledged", None),
        Answer::Refused(answer) if until == Until::Answered => ("refused", Some(answer)),
        Answer::Refused(_) | Answer::Failed(_) => return None,
    };
    Some(json!({"outcome": outcome, "answer": answer, "tries": delivery.tries}))
}

fn too_late(state: &SandboxState, subject: &Subject, seconds: f64) -> Failure {
    let reason = match state.delivery_queue.delivery(subject) {
        None => "there was none: is the order paid, the refund decided?".to_owned(),
        Some(Delivery { answer: Some(Answer::Refused(answer)), tries, .. }) => {
            format!("the merchant refused it {tries} times, the last time with {answer}")
        }
        Some(Delivery { answer: Some(Answer::Failed(reason)), tries, .. }) => {
            format!("it did not arrive in {tries} tries: {reason}")
        }
        Some(Delivery { fate, .. }) => format!("it is {fate}"),
    };
    let number = subject.number();
    Failure::impossible(format!("no answer to a notification about {number} within {seconds} s: {reason}"))
}
