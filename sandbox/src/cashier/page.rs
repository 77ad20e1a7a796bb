//! `GET /cgi-bin/mmpayweb-bin/checkmweb`: the page behind a payment link.

use axum::http::StatusCode;

use crate::call::Call;
use crate::orders::{LinkProblem, Order};
use crate::page;
use crate::reply::Reply;
use crate::state::SandboxState;

/// Shows the order, when the Referer and the link are right.
pub(crate) fn open(state: &SandboxState, call: Call) -> Reply {
    match admit(state, &call) {
        Ok(text) => Reply::html(StatusCode::OK, text),
        Err((reason, number)) => {
            state.events.add("cashier.refused", format!("{reason} ({number})"));
            refusal(reason, number)
        }
    }
}

/// The page that tells a payer why nothing can be paid.
pub(super) fn refusal(reason: &str, number: u32) -> Reply {
    let body = format!(
        r#"<h1>微信支付 · WeChat Pay</h1><p id="message">{}</p><p>{number}</p>"#,
        page::escape(reason)
    );
    Reply::html(StatusCode::FORBIDDEN, page::document("微信支付（沙箱）", &body))
}

/// What the payer reads when a link cannot be paid.
pub(super) fn reason(problem: LinkProblem) -> (&'static str, u32) {
    match problem {
        LinkProblem::Paid => ("该订单已支付", 268_449_538),
        LinkProblem::Unknown | LinkProblem::Expired | LinkProblem::Closed => {
            ("支付请求已失效，请重新发起支付", 268_498_468)
        }
    }
}

fn admit(state: &SandboxState, call: &Call) -> Result<String, (&'static str, u32)> {
    let referer = call.header("referer").map(str::trim).filter(|referer| !referer.is_empty());
    let referer = referer.ok_or(("商家参数格式有误，请联系商家解决", 268_443_815))?;
    let host = url::Url::parse(referer).ok().and_then(|url| url.host_str().map(str::to_owned));
    if host.as_deref() != Some(&state.identity.h5_domain) {
        return Err(("商家存在未配置的参数，请联系商家解决", 268_443_816));
    }
    let prepay_id = call.parameter("prepay_id").unwrap_or_default();
    let package = call.parameter("package").unwrap_or_default();
    let mut book = state.orders();
    let (order, left) = book.open(&prepay_id, &package, state.clock.now()).map_err(reason)?;
    let order = order.clone();
    let token = book.admit(&package).ok_or_else(|| reason(LinkProblem::Unknown))?;
    drop(book);
    state.events.add("cashier.opened", order.out_trade_no.clone());
    Ok(cashier_page(&order, left, &prepay_id, &token))
}

fn cashier_page(order: &Order, left: i64, prepay_id: &str, token: &str) -> String {
    let description = page::escape(&order.description);
    let number = page::escape(&order.out_trade_no);
    let (yuan, fen) = (order.total / 100, order.total % 100);
    let hidden = format!(
        r#"<input type="hidden" name="prepay_id" value="{prepay_id}">
<input type="hidden" name="cashier_token" value="{token}">"#
    );
    let body = format!(
        r#"<h1>微信支付 · WeChat Pay <small>沙箱 sandbox</small></h1>
<p class="description">{description}</p>
<p class="amount">¥{yuan}.{fen:02}</p>
<p class="number">订单号 order number: {number}</p>
<p>链接剩余 link valid for <b id="left">{left}</b> 秒 s</p>
<form method="post" action="/cashier/pay">{hidden}<button class="pay">立即支付 Pay</button></form>
<form method="post" action="/cashier/cancel">{hidden}<button>取消 Cancel</button></form>
<p class="note">这里不会产生真实扣款。 No real money moves here.</p>
<script>
const left = document.getElementById('left');
setInterval(() => {{ left.textContent = Math.max(0, Number(left.textContent) - 1); }}, 1000);
</script>"#
    );
    page::document("微信支付（沙箱）", &body)
}
