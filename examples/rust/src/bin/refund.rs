//! Gives 5 of 19.99 yuan back: `refund NUMBER REFUND_NUMBER`.

use qq_wxpay::model::{RefundQuery, RefundRequest};
use qq_wxpay::{QqWxPay, Result};

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (number, refund_number) =
        (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    refund(&QqWxPay::from_env()?, &number, &refund_number).await
}

// --8<-- [start:refund]
async fn refund(pay: &QqWxPay, number: &str, refund_number: &str) -> Result<()> {
    let mut request = RefundRequest::new(number, refund_number, 500, 1999); // fen; repeat with the same refund number only ｜ 分；重试只能用同一个退款单号
    request.reason = Some("少发一件".to_owned());
    println!("{}", pay.refund(&request).await?.status); // PROCESSING: accepted, not ended ｜ PROCESSING：已受理，尚未结束
    // later, or when no notification has come ｜ 稍后，或一直没有收到通知时
    println!("{}", pay.query_refund(&RefundQuery::new(refund_number)).await?.status); // SUCCESS, PROCESSING, ABNORMAL, CLOSED
    Ok(())
}
// --8<-- [end:refund]
