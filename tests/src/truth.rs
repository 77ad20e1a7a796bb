//! What a sandbox knows of its orders and refunds: the ledger that the judges of chaos and of the soak read.

use qq_wxpay_sandbox::Sandbox;
use serde_json::Value;

/// The sandbox's ledger.
#[derive(Debug, Default)]
pub struct Truth {
    /// Numbers of the orders that are paid.
    pub paid: Vec<String>,
    /// Those of all others.
    pub unpaid: Vec<String>,
    /// Number and state.
    pub refunds: Vec<(String, String)>,
}

impl Truth {
    /// The ledger as it stands.
    pub async fn of(sandbox: &Sandbox) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut truth = Self::default();
        for order in list(sandbox, "orders").await {
            let side = if order["payment"].is_null() { &mut truth.unpaid } else { &mut truth.paid };
            side.push(text(&order["out_trade_no"]));
        }
        for refund in list(sandbox, "refunds").await {
            truth.refunds.push((text(&refund["out_refund_no"]), text(&refund["status"])));
        }
        truth
    }

    /// The refunds that have ended.
    pub fn ended(&self) -> impl Iterator<Item = &(String, String)> {
        self.refunds.iter().filter(|(_, status)| status != "PROCESSING")
    }
}

/// What the control interface lists under this name.
async fn list(sandbox: &Sandbox, name: &str) -> Vec<Value> {
    let listed = sandbox.control(name, "").await.expect("the sandbox answers");
    serde_json::from_str(&listed).expect("the sandbox answers with a list")
}
