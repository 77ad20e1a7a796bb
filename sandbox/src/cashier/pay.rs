//! `POST /cashier/pay` and `POST /cashier/cancel`: the buttons of the cashier page.

use axum::http::StatusCode;
use serde_json::Value;

use super::page::{reason, refusal};
use crate::call::Call;
use crate::orders::{self, LinkProblem};
use crate::page;
use crate::reply::Reply;
use crate::state::SandboxState;
use crate::wechat::notification::Notification;

/// Pays the order and sends the notification on its way.
pub(crate) fn pay(state: &SandboxState, call: Call) -> Reply {
    let form = Form::read(&call);
    let now = state.clock.now();
    let mut book = state.orders();
    let paid = book.dismiss(&form.cashier_token, &form.prepay_id).and_then(|order| {
        orders::pay(order, now)?;
        Ok(order.clone())
    });
    drop(book);
    match paid {
        Ok(order) => {
            state.events.add("order.paid", format!("{} for {} fen", order.out_trade_no, order.total));
            let notification = Notification::about(&order, state);
            let kind = state.delivery_queue.take(notification, state.switches().deliver);
            state.events.add(kind, order.out_trade_no.clone());
            done("支付成功 Paid", "可以返回商家页面了。 You can go back to the shop.")
        }
        Err(problem) => refuse(state, problem),
    }
}

/// Leaves the cashier; the order stays unpaid.
pub(crate) fn cancel(state: &SandboxState, call: Call) -> Reply {
    let form = Form::read(&call);
    let mut book = state.orders();
    let order = book.dismiss(&form.cashier_token, &form.prepay_id).map(|order| order.out_trade_no.clone());
    drop(book);
    match order {
        Ok(number) => {
            state.events.add("cashier.cancelled", number);
            done("已取消 Cancelled", "订单未支付。 The order is not paid.")
        }
        Err(problem) => refuse(state, problem),
    }
}

/// What the buttons send: a form, or the same as JSON.
struct Form {
    prepay_id: String,
    /// Shows that the page was opened with the right Referer; works once.
    cashier_token: String,
}

impl Form {
    fn read(call: &Call) -> Self {
        let json: Option<Value> = serde_json::from_slice(&call.body).ok();
        let field = |name: &str| match &json {
            Some(json) => json[name].as_str().unwrap_or_default().to_owned(),
            None => url::form_urlencoded::parse(&call.body)
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned())
                .unwrap_or_default(),
        };
        Self { prepay_id: field("prepay_id"), cashier_token: field("cashier_token") }
    }
}

fn done(title: &str, text: &str) -> Reply {
    let body = format!(r#"<h1>{title}</h1><p id="message">{text}</p>"#);
    Reply::html(StatusCode::OK, page::document(title, &body))
}

fn refuse(state: &SandboxState, problem: LinkProblem) -> Reply {
    let (text, number) = reason(problem);
    state.events.add("cashier.refused", format!("{text} ({number})"));
    refusal(text, number)
}
