//! Places an order and prints what the mini program needs to pay it.

use qq_wxpay::{QqWxPay, Result, model::OrderRequest};

#[tokio::main]
async fn main() -> Result<()> {
    let pay = QqWxPay::from_env()?;
    let request = OrderRequest::new("T20261123000001", "Blue mug", 1999, "203.0.113.7"); // 1999 fen = 19.99 yuan
    let order = pay.place_order(&request).await?;
    println!("link: {}", order.h5_url);
    println!("qq.requestWxPayment({})", serde_json::json!(order.request_payment));
    Ok(())
}
