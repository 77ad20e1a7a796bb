//! Delivers notifications, now and later, until they are acknowledged or given up.

use std::sync::Arc;

use tokio::task::JoinSet;

use super::delivery_queue::Pending;
use super::schedule::{patience, pauses};
use super::{Answer, Notification, attempt};
use crate::qq::relay;
use crate::state::SandboxState;

/// Delivers notifications until the task that runs this is aborted, which also ends all repeats.
pub(crate) async fn run(state: Arc<SandboxState>, mut pending: Pending, time_scale: f64) {
    let mut under_way = JoinSet::new();
    loop {
        tokio::select! {
            next = pending.0.recv() => {
                let Some(notification) = next else { return };
                under_way.spawn(deliver(Arc::clone(&state), notification, time_scale));
            }
            Some(_) = under_way.join_next() => {}
        }
    }
}

async fn deliver(state: Arc<SandboxState>, notification: Arc<Notification>, time_scale: f64) {
    let mut pauses = pauses(time_scale);
    loop {
        let answer = attempt(&state, &notification, patience(time_scale)).await;
        if answer == Answer::Acknowledged || relay::swallows(&state.switches(), &notification, &answer) {
            return;
        }
        let Some(pause) = pauses.next() else { break };
        tokio::time::sleep(pause).await;
    }
    state.events.add("notification.given_up", notification.subject.number().to_owned());
}
