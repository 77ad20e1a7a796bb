//! A payment in a test of your own: no account, no network.

use qq_wxpay::model::{OrderId, OrderRequest, Placement, TradeState};
use qq_wxpay::{QqWxPay, Settings};
use qq_wxpay_sandbox::{Options, Sandbox};

#[tokio::test]
async fn an_order_is_paid() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start(Options::default()).await?;
    let pay = QqWxPay::new(&Settings::from_variables(sandbox.env(), |path| std::fs::read(path))?)?;
    let order = OrderRequest::new("T20261123000001", "Blue mug", 1999, "203.0.113.7");
    let placed = pay.place_order(&order).await.and_then(Placement::placed)?;
    sandbox.pay(&placed.h5_url).await?;
    let found = pay.query_order(&OrderId::OutTradeNo("T20261123000001".into())).await?;
    assert_eq!(found.trade_state, TradeState::Success);
    Ok(())
}
