//! Places an order with a number of the caller's: `order NUMBER`.

use std::process::ExitCode;
use std::time::Duration;

use qq_wxpay::QqWxPay;
use qq_wxpay::model::{OrderRequest, Placement};

#[tokio::main]
async fn main() -> ExitCode {
    let number = std::env::args().nth(1).unwrap_or_default();
    match place(&number).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let remedy = error.remedy().map_or("", |remedy| remedy.zh);
            eprintln!("{} {:?} {} {remedy}", error.code(), error.field(), error.retry().name());
            ExitCode::FAILURE
        }
    }
}

// --8<-- [start:order]
async fn place(number: &str) -> qq_wxpay::Result<()> {
    let pay = QqWxPay::from_env()?;
    // The number is chosen by you, once for each order. Fen, from your own product, never from the client. The payer's address, as your
    // server sees it.
    let mut order = OrderRequest::new(number, "蓝色马克杯", 1999, "203.0.113.7");
    order.attach = Some("shop 12".to_owned()); // comes back in queries and notifications ｜ 在查单结果和通知里原样返回
    match pay.within(Duration::from_secs(10)).place_order(&order).await? {
        Placement::Placed(placed) => {
            let Some(arguments) = placed.request_payment else { return Ok(()) }; // for qq.requestWxPayment ｜ 交给 qq.requestWxPayment
            println!("{} {}", arguments.url, arguments.referer);
        }
        Placement::ToConfirm(lost) => println!("{:?}", pay.confirm_order(&lost.order).await?.state), // the reply was lost: ask, never take another number ｜ 应答丢失：去查单，绝不换单号
    }
    Ok(())
}
// --8<-- [end:order]
