use qq_wxpay::client::Notifications;
use qq_wxpay::model::Expected;
use qq_wxpay::{Error, QqWxPay, Result};

fn notifications(pay: QqWxPay) -> Result<Notifications> {
    Notifications::of(pay)
        .paid(|paid| async move {
            let own = find_order(&paid.out_trade_no)?; // number and total from your database
            paid.expect(&Expected::order(&own.number, own.total))?; // else: do not deliver, a person must look
            mark_paid_once(&own.number) // in one transaction: it may be called again
        })
        .refund(|refund| async move {
            println!("{}: {:?}", refund.out_refund_no, refund.status); // `Abnormal`: the money is still with you
            Ok::<_, Error>(())
        })
        .build()
}
