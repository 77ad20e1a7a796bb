//! Places an order and prints what the mini program needs to pay it.

use qq_wxpay::model::{OrderRequest, Placement};
use qq_wxpay::{QqWxPay, Result};

#[tokio::main]
async fn main() -> Result<()> {
    let pay = QqWxPay::from_env()?;
    let request = OrderRequest::new("T20261123000001", "Blue mug", 1999, "203.0.113.7"); // 1999 fen = 19.99 yuan
    match pay.place_order(&request).await? {
        Placement::Placed(order) => println!("{}", serde_json::json!(order.request_payment)), // for qq.requestWxPayment
        Placement::ToConfirm(lost) => println!("{:?}", pay.confirm_order(&lost.order).await?.state),
    }
    Ok(())
}
