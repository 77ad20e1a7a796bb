//! What the sandbox knows, held against what was reported; and what happens at it.

use std::sync::Arc;
use std::time::Duration;

use qq_wxpay_tests::chaos::About;
use qq_wxpay_tests::truth::Truth;

use crate::ledger::What;
use crate::stage::Stage;

/// How often the sandbox is asked for news.
const LOOK_AGAIN: Duration = Duration::from_millis(30);

/// What must have been done by the shop's functions, and was not.
pub(crate) fn unreported(truth: &Truth, done: &[About]) -> Vec<About> {
    let paid = truth.paid.iter().map(|number| About::Paid { number: number.clone() });
    let refunds = truth
        .ended()
        .map(|(number, status)| About::Refund { number: number.clone(), status: status.clone() });
    paid.chain(refunds).filter(|about| !done.contains(about)).collect()
}

/// Whether the sandbox has a payment of this order.
pub(crate) fn is_paid(stage: &Stage, number: &str) -> bool {
    let start = format!("{number} for ");
    let events = stage.sandbox.events();
    events.iter().any(|event| event.kind == "order.paid" && event.summary.starts_with(&start))
}

/// Writes down what happens at the sandbox, until the task that runs this is aborted.
pub(crate) async fn watch(stage: Arc<Stage>) {
    let mut heard = 0;
    loop {
        heard = hear(&stage, heard);
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// Writes down what happened at the sandbox after the first `heard` events; gives how many there are.
fn hear(stage: &Stage, heard: usize) -> usize {
    let events = stage.sandbox.events();
    for event in events.iter().skip(heard) {
        stage.ledger.add(What::Sandbox { kind: event.kind.clone(), summary: event.summary.clone() });
    }
    events.len()
}
