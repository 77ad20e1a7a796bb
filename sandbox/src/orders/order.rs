//! One order.

use crate::wechat::v2::SignType;

/// The two families of order numbers; neither sees the other's orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Family {
    Single,
    Combine,
}

/// What a request to order asks for, after all checks.
pub(crate) struct Draft {
    /// The merchant that signed the request.
    pub(crate) mchid: String,
    pub(crate) out_trade_no: String,
    pub(crate) content: Content,
    pub(crate) description: String,
    /// What the payer pays in all, in fen.
    pub(crate) total: i64,
    /// The request's parameters in one canonical text: ordering again must repeat them.
    pub(crate) parameters: String,
    /// The deadline for paying, Unix seconds.
    pub(crate) pay_before: Option<i64>,
    pub(crate) destination: Destination,
}

/// Where the payment notification goes.
#[derive(Clone)]
pub(crate) struct Destination {
    pub(crate) url: String,
    /// The QQ mini program whose proxy carried the order; its relay carries the notification.
    pub(crate) qq_appid: Option<String>,
}

/// What differs between a single and a combine order.
#[derive(Clone)]
pub(crate) enum Content {
    Single(Single),
    Combine(Combine),
}

/// A direct, partner or V2 order.
#[derive(Clone)]
pub(crate) struct Single {
    pub(crate) appid: String,
    pub(crate) sub_appid: Option<String>,
    /// Present in partner orders only.
    pub(crate) sub_mchid: Option<String>,
    pub(crate) attach: Option<String>,
    pub(crate) device: Option<String>,
    pub(crate) style: Style,
    pub(crate) shares_profit: bool,
}

/// The interface that an order was made with, which decides the form of its notification.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    V3,
    V2 { sign_type: SignType, sign_type_was_sent: bool },
}

/// Several orders paid at once.
#[derive(Clone)]
pub(crate) struct Combine {
    pub(crate) appid: String,
    pub(crate) device: Option<String>,
    pub(crate) sub_orders: Vec<SubOrder>,
}

/// One part of a combine order.
#[derive(Clone)]
pub(crate) struct SubOrder {
    pub(crate) mchid: String,
    pub(crate) sub_mchid: Option<String>,
    pub(crate) sub_appid: Option<String>,
    pub(crate) out_trade_no: String,
    pub(crate) attach: String,
    pub(crate) total: i64,
    pub(crate) shares_profit: bool,
}

/// An order in the table.
#[derive(Clone)]
pub(crate) struct Order {
    pub(crate) mchid: String,
    pub(crate) out_trade_no: String,
    pub(crate) content: Content,
    pub(crate) description: String,
    pub(crate) total: i64,
    pub(crate) parameters: String,
    pub(crate) pay_before: Option<i64>,
    pub(crate) destination: Destination,
    pub(crate) created_at: i64,
    pub(crate) prepay_id: String,
    pub(crate) prepaid_at: i64,
    pub(crate) state: State,
}

/// How far an order has come.
#[derive(Clone)]
pub(crate) enum State {
    Unpaid,
    Paid(Payment),
    Closed,
    /// The bank refused the payment for good: PAYERROR.
    Failed,
}

/// A payment of an order.
#[derive(Clone)]
pub(crate) struct Payment {
    pub(crate) paid_at: i64,
    pub(crate) openid: String,
    pub(crate) bank_type: String,
    /// One for a single order, one per sub order otherwise, in the same order.
    pub(crate) parts: Vec<SubPayment>,
}

/// The payment of one single order or sub order.
#[derive(Clone)]
pub(crate) struct SubPayment {
    /// 28 digits.
    pub(crate) transaction_id: String,
    /// Whether a refund of it was accepted and not closed again, which makes its state REFUND.
    pub(crate) is_refunded: bool,
}

impl Content {
    /// The family of the order's number.
    pub(crate) fn family(&self) -> Family {
        match self {
            Self::Single(_) => Family::Single,
            Self::Combine(_) => Family::Combine,
        }
    }

    /// The interface style; combine orders exist in V3 only.
    pub(crate) fn style(&self) -> Style {
        match self {
            Self::Single(single) => single.style,
            Self::Combine(_) => Style::V3,
        }
    }
}

impl Order {
    /// The payment, when there is one.
    pub(crate) fn payment(&self) -> Option<&Payment> {
        match &self.state {
            State::Paid(payment) => Some(payment),
            State::Unpaid | State::Closed | State::Failed => None,
        }
    }

    /// `trade_state` of one part, as queries report it; a single order is its part 0.
    ///
    /// REFUND counts from the moment when WeChat Pay accepts a refund, whole or partial.
    pub(crate) fn trade_state(&self, part: usize) -> &'static str {
        match &self.state {
            State::Paid(payment) if payment.parts[part].is_refunded => "REFUND",
            State::Paid(_) => "SUCCESS",
            State::Unpaid => "NOTPAY",
            State::Closed => "CLOSED",
            State::Failed => "PAYERROR",
        }
    }
}

/// `trade_state_desc` of a state.
pub(crate) fn state_description(trade_state: &str) -> &'static str {
    match trade_state {
        "SUCCESS" => "支付成功",
        "REFUND" => "订单发生过退款，退款详情请查询退款单",
        "CLOSED" => "订单已关闭",
        "PAYERROR" => "支付失败",
        _ => "订单未支付",
    }
}
