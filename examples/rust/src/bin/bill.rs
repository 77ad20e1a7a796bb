//! Adds up what a day brought: `bill 2026-11-24`.

use qq_wxpay::model::TradeBillRequest;
use qq_wxpay::{QqWxPay, Result};

#[tokio::main]
async fn main() -> Result<()> {
    let day = std::env::args().nth(1).unwrap_or_default();
    read(&QqWxPay::from_env()?, &day).await
}

// --8<-- [start:bill]
async fn read(pay: &QqWxPay, day: &str) -> Result<()> {
    let mut bill = pay.trade_bill(&TradeBillRequest::new(day)).await?; // from 10:00 of the next day on ｜ 次日 10 点后可取
    let mut fen = 0;
    while let Some(row) = bill.next_row().await? {
        fen += row.unproven().order_amount.unwrap_or(0); // keep rows apart: nothing is proven yet ｜ 先另外存放：此时尚未证实
    }
    if let Some(finished) = bill.finished() {
        println!("{} {fen} {:?}", finished.rows, finished.summary.order_amount); // the digest was right: now they are proven ｜ 摘要正确：到这里才算证实
    }
    Ok(())
}
// --8<-- [end:bill]
