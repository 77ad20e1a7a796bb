use qq_wxpay::{
    QqWxPay, Result,
    model::{OrderFamily, OrderReference, PaymentState, RefundRequest},
};

async fn after(pay: &QqWxPay) -> Result<()> {
    let refund = RefundRequest::new("T20261123000001", "R20261123000001", 500, 1999); // 5.00 of 19.99 yuan
    println!("{}", pay.refund(&refund).await?.status); // accepted; the notification or query_refund tells the end
    let order = OrderReference::new(OrderFamily::Direct, "T20261123000002");
    match pay.close_if_unpaid(&order).await?.state {
        PaymentState::Paid => println!("deliver"),
        PaymentState::Closed => println!("the link is dead"),
        PaymentState::NotPaid | PaymentState::Unknown => println!("ask again later"),
    }
    Ok(())
}
