//! Which path leads to which endpoint.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use crate::call::Call;
use crate::endpoint::{self, Endpoint};
use crate::journal::Role;
use crate::reply::Reply;
use crate::state::SandboxState;
use crate::{cashier, control, live, qq, wechat};

/// The largest body that is read.
const BODY_LIMIT: usize = 1024 * 1024;

/// All paths of a sandbox.
pub(crate) fn router(state: Arc<SandboxState>) -> Router {
    Router::new()
        .merge(qq_paths())
        .merge(wechat_paths())
        .merge(cashier_paths())
        .merge(live::guarded(control::paths().merge(live::paths())))
        .fallback(not_found)
        .method_not_allowed_fallback(not_allowed)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(state)
}

fn qq_paths() -> Router<Arc<SandboxState>> {
    let get = |endpoint: Endpoint| endpoint::get(Role::Qq, endpoint);
    let post = |endpoint: Endpoint| endpoint::post(Role::Qq, endpoint);
    Router::new()
        .route("/api/getToken", get(qq::token))
        .route("/wxpay/unifiedorder", post(qq::proxy::v2))
        .route("/wxpay/v3/pay/transactions/h5", post(qq::proxy::direct))
        .route("/wxpay/v3/pay/partner/transactions/h5", post(qq::proxy::partner))
        .route("/wxpay/v3/combine-transactions/h5", post(qq::proxy::combine))
}

fn wechat_paths() -> Router<Arc<SandboxState>> {
    use wechat::{v2, v3};
    let get = |endpoint: Endpoint| endpoint::get(Role::WechatPay, endpoint);
    let post = |endpoint: Endpoint| endpoint::post(Role::WechatPay, endpoint);
    Router::new()
        .route("/v3/pay/transactions/h5", post(v3::order::direct))
        .route("/v3/pay/partner/transactions/h5", post(v3::order::partner))
        .route("/v3/combine-transactions/h5", post(v3::order::combine))
        .route("/v3/pay/transactions/out-trade-no/{number}", get(v3::query::direct_by_out_trade_no))
        .route("/v3/pay/transactions/id/{number}", get(v3::query::direct_by_transaction_id))
        .route("/v3/pay/partner/transactions/out-trade-no/{number}", get(v3::query::partner_by_out_trade_no))
        .route("/v3/pay/partner/transactions/id/{number}", get(v3::query::partner_by_transaction_id))
        .route("/v3/combine-transactions/out-trade-no/{number}", get(v3::query::combine))
        .route("/v3/pay/transactions/out-trade-no/{number}/close", post(v3::close::direct))
        .route("/v3/pay/partner/transactions/out-trade-no/{number}/close", post(v3::close::partner))
        .route("/v3/combine-transactions/out-trade-no/{number}/close", post(v3::close::combine))
        .route("/v3/refund/domestic/refunds", post(v3::refund::refund))
        .route("/v3/refund/domestic/refunds/{number}", get(v3::refund::query))
        .route("/v3/refund/domestic/refunds/{number}/apply-abnormal-refund", post(v3::refund::apply_abnormal))
        .route("/v3/profitsharing/orders/unfreeze", post(v3::profit_sharing::unfreeze))
        .route("/v3/profitsharing/orders/{number}", get(v3::profit_sharing::query))
        .route("/v3/bill/tradebill", get(v3::bill::trade))
        .route("/v3/bill/fundflowbill", get(v3::bill::fund_flow))
        .route("/v3/billdownload/file", get(v3::bill::file))
        .route("/v3/certificates", get(v3::certificates))
        .route("/v3/security/echo", post(v3::echo))
        .route("/pay/unifiedorder", post(v2::order))
        .route("/pay/orderquery", post(v2::query))
        .route("/pay/closeorder", post(v2::close))
        .route("/pay/downloadbill", post(v2::bill))
        .route("/pay/refundquery", post(v2::query_refund))
        .route("/secapi/pay/refund", post(v2::refund))
}

fn cashier_paths() -> Router<Arc<SandboxState>> {
    let get = |endpoint: Endpoint| endpoint::get(Role::Cashier, endpoint);
    let post = |endpoint: Endpoint| endpoint::post(Role::Cashier, endpoint);
    Router::new()
        .route("/cgi-bin/mmpayweb-bin/checkmweb", get(cashier::open))
        .route("/cashier/pay", post(cashier::pay))
        .route("/cashier/cancel", post(cashier::cancel))
}

async fn not_allowed(State(state): State<Arc<SandboxState>>, call: Call) -> Response {
    let refuse = |_: &SandboxState, _: Call| Reply::text(StatusCode::METHOD_NOT_ALLOWED, "wrong method");
    if is_control(&call) {
        return refuse(&state, call).into_response();
    }
    endpoint::answer(&state, Role::Nobody, call, refuse).await
}

async fn not_found(State(state): State<Arc<SandboxState>>, call: Call) -> Response {
    if is_control(&call) {
        let error = "the control interface has no such path; / lists them";
        return Reply::json(StatusCode::NOT_FOUND, &json!({ "error": error })).into_response();
    }
    endpoint::answer(&state, Role::Nobody, call, nobody).await
}

fn nobody(state: &SandboxState, call: Call) -> Reply {
    state.events.add("path.unknown", format!("{} {}: nobody serves it", call.method, call.path));
    Reply::new(StatusCode::NOT_FOUND, "application/json; charset=utf-8", "")
}

/// Whether this is for the control interface or the live page, which nobody watches.
fn is_control(call: &Call) -> bool {
    call.path == "/" || call.path.starts_with("/sandbox") || call.path.starts_with("/live/")
}
