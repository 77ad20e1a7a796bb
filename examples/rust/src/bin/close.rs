//! Closes an order that nobody has paid: `close NUMBER`.

use qq_wxpay::model::{OrderFamily, OrderReference, PaymentState};
use qq_wxpay::{QqWxPay, Result};

#[tokio::main]
async fn main() -> Result<()> {
    let number = std::env::args().nth(1).unwrap_or_default();
    close(&QqWxPay::from_env()?, &number).await
}

// --8<-- [start:close]
async fn close(pay: &QqWxPay, number: &str) -> Result<()> {
    let status = pay.close_if_unpaid(&OrderReference::new(OrderFamily::Direct, number)).await?;
    match status.state {
        PaymentState::Paid => println!("paid: deliver"), // somebody was faster ｜ 有人先付了款
        PaymentState::Closed => println!("closed: the goods are free"),
        PaymentState::NotPaid | PaymentState::Unknown => println!("ask again later: {:?}", status.reason),
    }
    Ok(())
}
// --8<-- [end:close]
