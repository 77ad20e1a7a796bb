//! Asks what became of an open order: `open NUMBER`.

use std::time::{SystemTime, UNIX_EPOCH};

use qq_wxpay::model::{OpenOrder, OpenOrders, OrderFamily, OrderReference};
use qq_wxpay::notify::OpenOrderReport;
use qq_wxpay::{QqWxPay, Result};

#[tokio::main]
async fn main() -> Result<()> {
    let order = OrderReference::new(OrderFamily::Direct, std::env::args().nth(1).unwrap_or_default());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let placed_at = (now - 120).to_string();
    ask(&QqWxPay::from_env()?, vec![OpenOrder::new(order, 1999, placed_at)]).await
}

// --8<-- [start:cron]
/// Once a minute, with every open order of your database. ｜ 每分钟一次，传入数据库中所有未完成的订单。
async fn ask(pay: &QqWxPay, orders: Vec<OpenOrder>) -> Result<()> {
    let mut reports = pay.confirm_open_orders(&OpenOrders::new(orders).close_after(7200))?;
    while let Some(report) = reports.next().await {
        match report {
            OpenOrderReport::Paid { paid, .. } => println!("deliver {}", paid.out_trade_no), // as a notification does ｜ 与处理通知的是同一个函数
            OpenOrderReport::Closed { order, .. } => println!("release {}", order.out_trade_no),
            OpenOrderReport::Refused { error, .. } => eprintln!("{error}"),
            _ => {} // still open, not due, no answer: the next run ｜ 未付款、未到时间、没有应答：下次再查
        }
    }
    Ok(())
}
// --8<-- [end:cron]
