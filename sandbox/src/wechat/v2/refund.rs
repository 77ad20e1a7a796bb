//! `refund`, which needs the merchant API certificate as client certificate.

use std::collections::BTreeMap;

use super::authentication::Request;
use super::limits::{self, Field, fen};
use super::reply::{self, Refusal, put};
use crate::call::Call;
use crate::faults::{self, Dialect, FaultEndpoint};
use crate::orders::{OrderName, Refund, RefundDraft, RefundForm, RefundProblem, RefundSource, RefundTerms};
use crate::refunds;
use crate::reply::Reply;
use crate::state::SandboxState;
use crate::tls::{self, ClientCertificate};
use crate::wechat::v3;

/// `POST /secapi/pay/refund`
pub(crate) fn refund(state: &SandboxState, call: Call) -> Reply {
    if let Some(refusal) = tls::refusal(call.certificate) {
        let shown = match call.certificate {
            ClientCertificate::Missing => "no merchant certificate",
            _ => "another certificate than the merchant's",
        };
        state.events.add("wechat.refused", format!("{shown} on the connection, at {}", call.path));
        return refusal;
    }
    state.counters.direct_requests.count();
    state.counters.refund_requests.count();
    faults::around(state, (FaultEndpoint::Refund, true, Dialect::V2), call, |state, call| {
        reply::serve(state, &call, |request| {
            limits::check_own(request, &FIELDS)?;
            let refund = refunds::accept(state, draft(state, request)?)
                .map_err(|problem| refusal(problem, request.field("transaction_id").is_some()))?;
            Ok(fields(&refund))
        })
    })
}

const FIELDS: [Field; 11] = [
    Field("device_info", 32, false),
    Field("op_user_id", 32, false),
    Field("transaction_id", 32, false),
    Field("out_trade_no", 32, false),
    Field("out_refund_no", 64, true),
    Field("total_fee", 10, true),
    Field("refund_fee", 10, true),
    Field("refund_fee_type", 8, false),
    Field("refund_desc", 80, false),
    Field("refund_account", 30, false),
    Field("notify_url", 256, false),
];

fn draft(state: &SandboxState, request: &Request) -> Result<RefundDraft, Refusal> {
    let owned = |name: &str| request.field(name).map(str::to_owned);
    let named = match (owned("transaction_id"), owned("out_trade_no")) {
        (Some(id), None) => OrderName::TransactionId(id),
        (None, Some(number)) => OrderName::OutTradeNo(number),
        _ => return Err(Refusal::parameter("缺少参数transaction_id或out_trade_no")),
    };
    let out_refund_no = owned("out_refund_no").unwrap_or_default();
    if !out_refund_no.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-|*@".contains(&byte)) {
        return Err(wrong("out_refund_no"));
    }
    let funds_account = match request.field("refund_account") {
        None | Some("REFUND_SOURCE_UNSETTLED_FUNDS") => "UNSETTLED",
        Some("REFUND_SOURCE_RECHARGE_FUNDS") => "AVAILABLE",
        Some(_) => return Err(wrong("refund_account")),
    };
    if request.field("refund_fee_type").is_some_and(|currency| currency != "CNY") {
        return Err(wrong("refund_fee_type"));
    }
    let notify_url = owned("notify_url");
    if notify_url.as_ref().is_some_and(|url| !v3::is_refund_notify_url(url)) {
        return Err(wrong("notify_url"));
    }
    Ok(RefundDraft {
        mchid: state.identity.mchid.clone(),
        sub_mchid: owned("sub_mch_id"),
        named,
        out_refund_no,
        terms: RefundTerms {
            refund: fen(request, "refund_fee")?,
            total: fen(request, "total_fee")?,
            reason: owned("refund_desc"),
            notify_url,
            funds_account,
            from: Vec::new(),
            goods: String::new(),
        },
        form: RefundForm::V2,
        source: RefundSource::Api,
    })
}

fn fields(refund: &Refund) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    let (total, refunded) = (refund.terms.total.to_string(), refund.terms.refund.to_string());
    for (name, value) in [
        ("transaction_id", &refund.transaction_id),
        ("out_trade_no", &refund.out_trade_no),
        ("out_refund_no", &refund.out_refund_no),
        ("refund_id", &refund.refund_id),
        ("refund_fee", &refunded),
        ("settlement_refund_fee", &refunded),
        ("total_fee", &total),
        ("settlement_total_fee", &total),
        ("cash_fee", &total),
        ("cash_refund_fee", &refunded),
    ] {
        put(&mut fields, name, value);
    }
    put(&mut fields, "fee_type", "CNY");
    put(&mut fields, "cash_fee_type", "CNY");
    put(&mut fields, "coupon_refund_fee", "0");
    put(&mut fields, "coupon_refund_count", "0");
    fields
}

fn refusal(problem: RefundProblem, by_transaction: bool) -> Refusal {
    match problem {
        RefundProblem::OrderUnknown if by_transaction => {
            Refusal::new("INVALID_TRANSACTIONID", "无效transaction_id")
        }
        RefundProblem::OrderUnknown | RefundProblem::Unpaid => Refusal::new("ORDERNOTEXIST", "订单号不存在"),
        RefundProblem::OtherParameters | RefundProblem::OtherTotal => {
            Refusal::new("REFUND_FEE_MISMATCH", "订单金额或退款金额与之前请求不一致，请核实后再试")
        }
        RefundProblem::NothingLeft => Refusal::new("ERROR", "订单已全额退款"),
        RefundProblem::TooMuch => Refusal::new("INVALID_REQUEST", "累计退款金额大于支付金额"),
        RefundProblem::TooMany => Refusal::new("ERROR", "部分退款次数超过50次"),
        RefundProblem::Overdue => Refusal::new("TRADE_OVERDUE", "订单已经超过退款期限"),
        RefundProblem::NoFunds => Refusal::new("NOTENOUGH", "商户可用退款余额不足"),
    }
}

fn wrong(issue: &str) -> Refusal {
    Refusal::parameter(format!("invalid {issue}"))
}
