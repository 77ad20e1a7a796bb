//! Sending a notification once more.

use std::time::Duration;

use crate::state::SandboxState;
use crate::wechat::notification::{Answer, Subject, attempt};

/// Sends the last notification about an order or a refund once more, signed anew.
pub(crate) async fn resend(state: &SandboxState, subject: &Subject) -> Result<(), String> {
    let notification =
        state.delivery_queue.last(subject).ok_or("there was no notification about this number")?;
    match attempt(state, &notification, PATIENCE).await {
        Answer::Acknowledged => Ok(()),
        Answer::Refused(answer) => Err(format!("the merchant refused the notification: {answer}")),
        Answer::Failed(reason) => Err(format!("the notification did not arrive: {reason}")),
    }
}

/// How long the merchant has for its answer, as in ordinary deliveries.
const PATIENCE: Duration = Duration::from_secs(5);
