//! Taking notifications. Anybody can call this address: only what is verified counts.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use qq_wxpay::http::Headers;
use qq_wxpay::notify::{Acknowledgement, Outcome};

use crate::server::App;
use crate::store::Settlement;

/// `POST /notify`: the raw bytes, as QQ passes them on.
pub(crate) async fn receive(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Response {
    let headers: Headers =
        headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?))).collect();
    let mut handled = app.pay.handle_notification(&headers, &body);
    if matches!(handled.outcome, Outcome::Stale(..) | Outcome::Unsigned(..)) {
        // Too old, or its signature was lost on the way: only a query can tell.
        handled = app.pay.confirm_notification(&headers, &body).await;
    }
    let answer = match &handled.outcome {
        Outcome::Payment(payment) => match app.store.settle(payment) {
            Settlement::Paid => {
                println!("order {} is paid", payment.out_trade_no);
                handled.acknowledgement
            }
            Settlement::Already => handled.acknowledgement,
            // It is kept for a person to look at, so it need not come again.
            Settlement::Differs(difference) => {
                eprintln!("order {}: {difference}", payment.out_trade_no);
                handled.acknowledgement
            }
            Settlement::Unknown => {
                eprintln!("a payment of an order that this shop does not have");
                handled.failure
            }
        },
        Outcome::Refused(error) => {
            eprintln!("notification refused: {error}");
            handled.acknowledgement
        }
        // Probes, and what this shop does not do: refunds, other kinds of orders.
        _ => handled.acknowledgement,
    };
    answer_with(&answer)
}

/// Exactly the answer that QQ and WeChat Pay understand.
fn answer_with(answer: &Acknowledgement) -> Response {
    let status = StatusCode::from_u16(answer.status).expect("an acknowledgement has an HTTP status");
    (status, [(header::CONTENT_TYPE, answer.content_type)], answer.body).into_response()
}
