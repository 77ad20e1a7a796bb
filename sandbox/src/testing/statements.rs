//! What WeChat Pay would say about the order of a test: made by the sandbox's own code.

use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::credentials::merchant;
use super::{Kind, Order, TestingError};
use crate::clock::{parse_rfc3339, rfc3339};
use crate::keys;
use crate::orders::{
    self, Combine, Content, Destination, Payment, Refund, RefundForm, RefundSource, RefundStatus,
    RefundTerms, Single, State, Style, SubPayment,
};
use crate::wechat::notification::{Event, Statement};
use crate::wechat::v2::SignType;

/// What is said about an order, at a time.
pub(super) fn statement(kind: Kind, order: &Order, now: i64) -> Result<Statement, TestingError> {
    let structure = "order.sub_mchid";
    if kind == Kind::Payment && (order.sub_mchid.is_some() || order.sub_appid.is_some()) {
        let text = ("a sub merchant's order is a `partner_payment`", "子商户订单请使用 `partner_payment`");
        return Err(TestingError::impossible(structure, text));
    }
    if kind == Kind::CombinePayment && (order.sub_mchid.is_some() || order.sub_appid.is_some()) {
        let text =
            ("sub merchants stand in the parts, `sub_orders`", "合单的子商户写在各子单 `sub_orders` 中");
        return Err(TestingError::impossible(structure, text));
    }
    if kind != Kind::CombinePayment && !order.sub_orders.is_empty() {
        let text = ("only a `combine_payment` has parts", "只有 `combine_payment` 才有子单");
        return Err(TestingError::impossible("order.sub_orders", text));
    }
    let at = success_time(order, now)?;
    Ok(match kind {
        Kind::Payment => paid(order, single(order, (None, None), Style::V3), at),
        Kind::PartnerPayment => {
            let (mchid, appid) = order.sub_merchant();
            paid(order, single(order, (Some(mchid), appid), Style::V3), at)
        }
        Kind::CombinePayment => paid(order, combine(order), at),
        Kind::V2Payment => paid(order, v2(order)?, at),
        Kind::NotPaid => not_paid(order, at),
        Kind::V2NotPaid => v2_not_paid(order, at)?,
        Kind::Refund => refunded(order, (RefundForm::V3, RefundStatus::Success), at),
        Kind::RefundAbnormal => refunded(order, (RefundForm::V3, RefundStatus::Abnormal), at),
        Kind::RefundClosed => refunded(order, (RefundForm::V3, RefundStatus::Closed), at),
        Kind::V2Refund => refunded(order, (RefundForm::V2, RefundStatus::Success), at),
        Kind::V2RefundAbnormal => refunded(order, (RefundForm::V2, RefundStatus::Abnormal), at),
        Kind::V2RefundClosed => refunded(order, (RefundForm::V2, RefundStatus::Closed), at),
        Kind::Other => other(order, at),
        Kind::SecurityEcho => echo(),
    })
}

fn success_time(order: &Order, now: i64) -> Result<i64, TestingError> {
    let Some(text) = &order.success_time else { return Ok(now) };
    let expected = ("a time such as 2026-01-31T12:00:00+08:00", "形如 2026-01-31T12:00:00+08:00 的时间");
    parse_rfc3339(text).ok_or_else(|| TestingError::value("order.success_time", expected))
}

fn single(order: &Order, (sub_mchid, sub_appid): (Option<String>, Option<String>), style: Style) -> Content {
    Content::Single(Single {
        appid: order.appid.clone(),
        sub_appid,
        sub_mchid,
        attach: order.attach.clone(),
        device: None,
        style,
        shares_profit: false,
    })
}

fn combine(order: &Order) -> Content {
    let sub_orders = order.parts().into_iter().map(|part| orders::SubOrder {
        mchid: part.mchid,
        sub_mchid: part.sub_mchid,
        sub_appid: part.sub_appid,
        out_trade_no: part.out_trade_no,
        attach: part.attach,
        total: part.total,
        shares_profit: false,
    });
    Content::Combine(Combine { appid: order.appid.clone(), device: None, sub_orders: sub_orders.collect() })
}

fn v2(order: &Order) -> Result<Content, TestingError> {
    let known = [SignType::HmacSha256, SignType::Md5];
    let sign_type = known.into_iter().find(|sign_type| sign_type.name() == order.sign_type);
    let names = known.map(SignType::name);
    let sign_type =
        sign_type.ok_or_else(|| TestingError::unknown("order.sign_type", &order.sign_type, names))?;
    // A message that names no way of signing is signed with MD5.
    let style = Style::V2 { sign_type, sign_type_was_sent: sign_type == SignType::HmacSha256 };
    Ok(single(order, (order.sub_mchid.clone(), order.sub_appid.clone()), style))
}

fn paid(order: &Order, content: Content, at: i64) -> Statement {
    let ids = match &content {
        Content::Single(_) => vec![transaction_id(order)],
        Content::Combine(_) => {
            let id = |part: super::SubOrder| {
                part.transaction_id.unwrap_or_else(|| number("4200", &part.out_trade_no, 28))
            };
            order.parts().into_iter().map(id).collect()
        }
    };
    let part = |transaction_id| SubPayment { transaction_id, is_refunded: false };
    let payment = Payment {
        paid_at: at,
        openid: order.openid.clone(),
        bank_type: order.bank_type.clone(),
        parts: ids.into_iter().map(part).collect(),
    };
    Statement::of_order(&in_book(order, content, State::Paid(payment), at), &order.appid)
}

fn not_paid(order: &Order, at: i64) -> Statement {
    let content = single(order, (None, None), Style::V3);
    Statement::of_order(&in_book(order, content, State::Failed, at), &order.appid)
}

fn v2_not_paid(order: &Order, at: i64) -> Result<Statement, TestingError> {
    let mut statement = paid(order, v2(order)?, at);
    if let Statement::V2 { fields, .. } = &mut statement {
        for (name, value) in
            [("result_code", "FAIL"), ("err_code", "SYSTEMERROR"), ("err_code_des", "系统错误")]
        {
            fields.insert(name.to_owned(), value.to_owned());
        }
    }
    Ok(statement)
}

fn in_book(order: &Order, content: Content, state: State, at: i64) -> orders::Order {
    orders::Order {
        mchid: order.mchid.clone(),
        out_trade_no: order.out_trade_no.clone(),
        content,
        description: String::new(),
        total: order.total,
        parameters: String::new(),
        pay_before: None,
        destination: Destination { url: String::new(), qq_appid: None },
        created_at: at,
        prepay_id: String::new(),
        prepaid_at: at,
        state,
    }
}

fn refunded(order: &Order, (form, status): (RefundForm, RefundStatus), at: i64) -> Statement {
    let terms = RefundTerms {
        refund: order.refund.unwrap_or(order.total),
        total: order.total,
        reason: None,
        notify_url: None,
        funds_account: "AVAILABLE",
        from: Vec::new(),
        goods: String::new(),
    };
    let refund = Refund {
        refund_id: order.refund_id.clone().unwrap_or_else(|| number("5030", &order.out_refund_no, 29)),
        mchid: order.mchid.clone(),
        sub_mchid: order.sub_mchid.clone(),
        out_refund_no: order.out_refund_no.clone(),
        transaction_id: transaction_id(order),
        out_trade_no: order.out_trade_no.clone(),
        terms,
        form,
        source: RefundSource::Api,
        created_at: at,
        status,
        success_at: (status == RefundStatus::Success).then_some(at),
        due_at: None,
        is_to_other_card: false,
    };
    Statement::of_refund(&refund, &order.appid).expect("a refund that has ended is told")
}

fn other(order: &Order, at: i64) -> Statement {
    let resource = json!({
        "mchid": order.mchid,
        "transaction_id": transaction_id(order),
        "out_order_no": order.out_trade_no,
        "order_id": number("3008", &order.out_trade_no, 28),
        "receiver": {"type": "MERCHANT_ID", "account": order.mchid, "amount": order.total, "description": ""},
        "success_time": rfc3339(at),
    });
    Statement::V3 { event: Event::new("profitsharing", "PROFITSHARING", "分账"), resource }
}

fn echo() -> Statement {
    let message = "test kit";
    let encrypted = keys::encrypt(&merchant().public(), message).expect("a short text fits into one block");
    Statement::of_echo(json!({ "echo_message": message, "encrypt_echo_message": encrypted }))
}

fn transaction_id(order: &Order) -> String {
    order.transaction_id.clone().unwrap_or_else(|| number("4200", &order.out_trade_no, 28))
}

/// A number of WeChat Pay that belongs to one of the merchant: the same digits each time.
fn number(prefix: &str, of: &str, length: usize) -> String {
    let digits = Sha256::digest(of.as_bytes()).into_iter().map(|byte| char::from(b'0' + byte % 10));
    prefix.chars().chain(digits).take(length).collect()
}
