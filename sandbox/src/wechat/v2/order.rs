//! `unifiedorder`, directly or through QQ's proxy.

use std::collections::BTreeMap;

use super::authentication::Request;
use super::limits;
use super::reply::{self, Refusal, put};
use crate::call::Call;
use crate::clock;
use crate::faults::{self, Dialect, FaultEndpoint};
use crate::orders::{Content, Destination, Draft, PlacingProblem, Single, Style};
use crate::reply::Reply;
use crate::state::SandboxState;
use crate::{cashier, wechat};

/// `POST /pay/unifiedorder`
pub(crate) fn order(state: &SandboxState, call: Call) -> Reply {
    state.counters.direct_requests.count();
    place(state, call, None)
}

/// An order that QQ forwards.
pub(crate) fn order_through_qq(state: &SandboxState, call: Call, destination: Destination) -> Reply {
    place(state, call, Some(destination))
}

fn place(state: &SandboxState, call: Call, through_qq: Option<Destination>) -> Reply {
    let at = (FaultEndpoint::Order, through_qq.is_none(), Dialect::V2);
    faults::around(state, at, call, |state, call| {
        reply::serve(state, &call, |request| {
            limits::check(request)?;
            let draft = draft(state, request, through_qq)?;
            let link = cashier::issue_link(state, draft).map_err(refusal)?;
            let mut fields = BTreeMap::new();
            put(&mut fields, "trade_type", "MWEB");
            put(&mut fields, "prepay_id", &link.prepay_id);
            put(&mut fields, "mweb_url", &link.url);
            Ok(fields)
        })
    })
}

fn draft(state: &SandboxState, request: &Request, through_qq: Option<Destination>) -> Result<Draft, Refusal> {
    let owned = |name: &str| request.field(name).map(str::to_owned);
    let required = |name: &str| owned(name).ok_or_else(|| Refusal::parameter(format!("缺少参数{name}")));
    let url = required("notify_url")?;
    let destination = match through_qq {
        Some(destination) => destination,
        None if wechat::v3::is_notify_url(&url) => Destination { url, qq_appid: None },
        None => {
            return Err(Refusal::parameter("参数错误：notify_url must be an https address without a query"));
        }
    };
    let total = limits::fen(request, "total_fee")?;
    let style =
        Style::V2 { sign_type: request.sign_type, sign_type_was_sent: request.field("sign_type").is_some() };
    Ok(Draft {
        mchid: state.identity.mchid.clone(),
        out_trade_no: required("out_trade_no")?,
        description: required("body")?,
        total,
        parameters: parameters(request),
        pay_before: request.field("time_expire").and_then(clock::parse_compact),
        destination,
        content: Content::Single(Single {
            appid: state.identity.wechat_appid.clone(),
            sub_appid: owned("sub_appid"),
            sub_mchid: owned("sub_mch_id"),
            attach: owned("attach"),
            device: owned("device_info"),
            style,
            shares_profit: request.field("profit_sharing") == Some("Y"),
        }),
    })
}

/// What must be the same when the order is placed again: all but what each signature changes.
fn parameters(request: &Request) -> String {
    let lasting = |(name, value): &(&String, &String)| {
        !["sign", "sign_type", "nonce_str"].contains(&name.as_str()) && !value.is_empty()
    };
    request.fields.iter().filter(lasting).map(|(name, value)| format!("{name}={value}\n")).collect()
}

fn refusal(problem: PlacingProblem) -> Refusal {
    match problem {
        PlacingProblem::Paid => Refusal::new("ORDERPAID", "该订单已支付"),
        PlacingProblem::Closed => Refusal::new("ORDERCLOSED", "该订单已关闭"),
        PlacingProblem::OtherParameters => Refusal::new("INVALID_REQUEST", "201 商户订单号重复"),
        PlacingProblem::NumberUsed => Refusal::new("OUT_TRADE_NO_USED", "商户订单号重复"),
        PlacingProblem::DeadlinePassed => Refusal::parameter("参数错误：time_expire lies in the past"),
    }
}
