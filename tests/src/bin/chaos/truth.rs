//! What the sandbox knows: which orders are paid, how refunds ended, which tokens QQ gave.

use std::sync::Arc;
use std::time::Duration;

use qq_wxpay_tests::chaos::About;
use serde_json::Value;

use crate::ledger::What;
use crate::stage::Stage;

/// How often the sandbox is asked for news.
const LOOK_AGAIN: Duration = Duration::from_millis(30);

/// The sandbox's ledger.
#[derive(Debug, Default)]
pub(crate) struct Truth {
    pub(crate) paid: Vec<String>,
    pub(crate) unpaid: Vec<String>,
    /// Number and state.
    pub(crate) refunds: Vec<(String, String)>,
}

/// The ledger as it stands.
pub(crate) async fn of(stage: &Stage) -> Truth {
    let (mut truth, text) = (Truth::default(), |value: &Value| value.as_str().unwrap_or_default().to_owned());
    for order in list(stage, "orders").await {
        let side = if order["payment"].is_null() { &mut truth.unpaid } else { &mut truth.paid };
        side.push(text(&order["out_trade_no"]));
    }
    for refund in list(stage, "refunds").await {
        truth.refunds.push((text(&refund["out_refund_no"]), text(&refund["status"])));
    }
    truth
}

async fn list(stage: &Stage, name: &str) -> Vec<Value> {
    let address = format!("{}/sandbox/{name}", stage.sandbox.base_url());
    let answer = stage.http.get(address).send().await.expect("the sandbox answers");
    let body = answer.bytes().await.expect("the sandbox answers");
    serde_json::from_slice(&body).expect("the sandbox answers with a list")
}

/// What must have been done by the shop's functions, and was not.
pub(crate) fn unreported(truth: &Truth, done: &[About]) -> Vec<About> {
    let paid = truth.paid.iter().map(|number| About::Paid { number: number.clone() });
    let ended = truth.refunds.iter().filter(|(_, status)| status != "PROCESSING");
    let refunds =
        ended.map(|(number, status)| About::Refund { number: number.clone(), status: status.clone() });
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
