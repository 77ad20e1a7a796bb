//! Placing an order, giving it a fresh link, telling its state.

use std::net::SocketAddr;

use axum::Json;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use qq_wxpay::environment::{Clock as _, NonceSource as _, SystemClock, SystemNonce};
use qq_wxpay::model::{OrderId, OrderRequest, Placement};
use qq_wxpay::{Error, Retry};
use serde::Deserialize;
use serde_json::json;

use crate::server::App;
use crate::store::{OrderState, Settlement};
use crate::{payer, products};

/// What the client wants: a product, and not its price.
#[derive(Deserialize)]
pub(crate) struct Wish {
    product: String,
}

/// `POST /orders`: an order for a product, and the arguments of `qq.requestWxPayment`.
pub(crate) async fn create(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Json(wish): Json<Wish>,
) -> Response {
    let Some(product) = products::find(&wish.product) else { return not_found("no such product") };
    let payer = payer::address(&headers, peer.ip(), app.stand_in_payer);
    let request = OrderRequest::new(new_number(), product.description, product.price, payer.to_string());
    app.store.insert(request.clone());
    place(&app, StatusCode::CREATED, &request).await
}

/// `POST /orders/{out_trade_no}/link`: the same order again. A link lives 5 minutes, and a reply may have been lost.
pub(crate) async fn fresh_link(State(app): State<App>, Path(out_trade_no): Path<String>) -> Response {
    match app.store.find(&out_trade_no) {
        Some(order) if order.state == OrderState::Open => place(&app, StatusCode::OK, &order.request).await,
        Some(_) => (StatusCode::CONFLICT, Json(json!({ "error": "already settled" }))).into_response(),
        None => not_found("no such order"),
    }
}

/// `GET /orders/{out_trade_no}`: the state of an order. The mini program asks after `qq.requestWxPayment`.
pub(crate) async fn show(State(app): State<App>, Path(out_trade_no): Path<String>) -> Response {
    let Some(order) = app.store.find(&out_trade_no) else { return not_found("no such order") };
    if order.state == OrderState::Open {
        ask(&app, &out_trade_no).await;
    }
    let state = app.store.find(&out_trade_no).map_or(order.state, |order| order.state);
    let total = order.request.amount.total;
    Json(json!({ "out_trade_no": out_trade_no, "total": total, "state": state })).into_response()
}

async fn place(app: &App, status: StatusCode, request: &OrderRequest) -> Response {
    match app.pay.place_order(request).await {
        Ok(Placement::Placed(placed)) => {
            let body = json!({
                "out_trade_no": placed.out_trade_no,
                "total": request.amount.total,
                "expires_at": placed.expires_at,
                "request_payment": placed.request_payment,
            });
            (status, Json(body)).into_response()
        }
        Ok(Placement::ToConfirm(unconfirmed)) => failure(&request.out_trade_no, &unconfirmed.error),
        Err(error) => failure(&request.out_trade_no, &error),
    }
}

/// No notification has come: it may be late or lost. WeChat Pay's answer decides.
async fn ask(app: &App, out_trade_no: &str) {
    match app.pay.query_order(&OrderId::OutTradeNo(out_trade_no.to_owned())).await {
        Ok(found) if found.trade_state.was_paid() => {
            if let Settlement::Differs(difference) =
                app.store.settle(out_trade_no, |expected| found.expect(expected))
            {
                eprintln!("order {out_trade_no}: {difference}");
            }
        }
        Ok(_) => {}
        // Nothing is known: the order stays open, and the client asks again.
        Err(error) => eprintln!("order {out_trade_no}: {error}"),
    }
}

/// The client learns the number, so that it repeats this very order (`/link`) and never places a second one.
fn failure(out_trade_no: &str, error: &Error) -> Response {
    eprintln!("order {out_trade_no}: {error}");
    let status = match error.retry() {
        Retry::Never => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::SERVICE_UNAVAILABLE,
    };
    let body = json!({ "error": error.code(), "retry": error.retry().name(), "out_trade_no": out_trade_no });
    (status, Json(body)).into_response()
}

fn not_found(what: &str) -> Response {
    (StatusCode::NOT_FOUND, Json(json!({ "error": what }))).into_response()
}

/// A number that nobody guesses: who knows it may see the order's state.
fn new_number() -> String {
    format!("T{}{}", SystemClock.now(), &SystemNonce.nonce()[..16])
}
