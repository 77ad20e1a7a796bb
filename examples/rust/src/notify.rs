//! Taking notifications. Anybody can call this address: only what is proven reaches the functions of the shop.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use qq_wxpay::client::{Delivered, Notifications};
use qq_wxpay::http::Headers;
use qq_wxpay::notify::{Acknowledgement, EventKind, Paid};
use qq_wxpay::{QqWxPay, Result};

use crate::server::App;
use crate::store::{Settlement, Store};

/// The functions of the shop. It refunds in the merchant console, and looks there how a refund ended.
pub(crate) fn notifications(pay: QqWxPay, store: Arc<Store>) -> Result<Notifications> {
    Notifications::of(pay)
        .paid(move |paid| {
            let done = settle(&store, &paid);
            async move { done }
        })
        .ignore([EventKind::Refund])
        .build()
}

/// Marks the order paid. An error is answered as failure and logged: the notification comes again.
fn settle(store: &Store, paid: &Delivered<Paid>) -> std::result::Result<(), String> {
    match store.settle(&paid.out_trade_no, |expected| paid.expect(expected)) {
        Settlement::Paid => println!("order {} is paid", paid.out_trade_no),
        Settlement::Already => {}
        // It is kept for a person to look at, so it need not come again.
        Settlement::Differs(difference) => eprintln!("order {}: {difference}", paid.out_trade_no),
        Settlement::Unknown => return Err("a payment of an order that this shop does not have".to_owned()),
    }
    Ok(())
}

/// `POST /notify`: the raw bytes, as QQ passes them on.
pub(crate) async fn receive(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Response {
    answer_with(&app.notifications.receive(&Headers::from(&headers), &body).await)
}

/// Exactly the answer that QQ and WeChat Pay understand.
fn answer_with(answer: &Acknowledgement) -> Response {
    let status = StatusCode::from_u16(answer.status).expect("an acknowledgement has an HTTP status");
    (status, [(header::CONTENT_TYPE, answer.content_type)], answer.body).into_response()
}
