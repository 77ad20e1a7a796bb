//! One refund.

/// What a request for a refund asks for, after all checks of its form.
pub(crate) struct RefundDraft {
    /// The merchant that signed the request.
    pub(crate) mchid: String,
    pub(crate) sub_mchid: Option<String>,
    pub(crate) named: OrderName,
    pub(crate) out_refund_no: String,
    pub(crate) terms: RefundTerms,
    pub(crate) form: RefundForm,
    pub(crate) source: RefundSource,
}

/// What must be the same when a refund is asked for again.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct RefundTerms {
    /// In fen.
    pub(crate) refund: i64,
    /// The order's amount as the request states it, in fen.
    pub(crate) total: i64,
    pub(crate) reason: Option<String>,
    pub(crate) notify_url: Option<String>,
    /// `AVAILABLE` or `UNSETTLED`.
    pub(crate) funds_account: &'static str,
    /// Accounts and their shares in fen, when the request names them.
    pub(crate) from: Vec<(String, i64)>,
    /// `goods_detail` in its canonical JSON; empty without goods.
    pub(crate) goods: String,
}

/// How a request names what is to be refunded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum OrderName {
    TransactionId(String),
    OutTradeNo(String),
}

/// The form of the notification: V3's envelope, or V2's `req_info`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RefundForm {
    V3,
    V2,
}

/// Who asked for a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RefundSource {
    Api,
    /// A person in the merchant console.
    Console,
}

/// How far a refund has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum RefundStatus {
    /// It was accepted and the money is on its way.
    Processing,
    /// The payer has the money.
    Success,
    /// The payer's account cannot take the money.
    Abnormal,
    /// It was given up; the order can be refunded again.
    Closed,
}

/// A refund in the table.
#[derive(Clone)]
pub(crate) struct Refund {
    /// 29 digits.
    pub(crate) refund_id: String,
    pub(crate) mchid: String,
    pub(crate) sub_mchid: Option<String>,
    pub(crate) out_refund_no: String,
    pub(crate) transaction_id: String,
    pub(crate) out_trade_no: String,
    pub(crate) terms: RefundTerms,
    pub(crate) form: RefundForm,
    pub(crate) source: RefundSource,
    pub(crate) created_at: i64,
    pub(crate) status: RefundStatus,
    /// When the money arrived.
    pub(crate) success_at: Option<i64>,
    /// When the sandbox decides what becomes of it; `None` once that is decided.
    pub(crate) due_at: Option<i64>,
    /// Whether the money goes to another bank card than the one that paid.
    pub(crate) is_to_other_card: bool,
}

impl RefundStatus {
    /// The name in V3: `status` and `refund_status`.
    pub(crate) fn v3_name(self) -> &'static str {
        match self {
            Self::Processing => "PROCESSING",
            Self::Success => "SUCCESS",
            Self::Abnormal => "ABNORMAL",
            Self::Closed => "CLOSED",
        }
    }

    /// The name in V2.
    pub(crate) fn v2_name(self) -> &'static str {
        match self {
            Self::Processing => "PROCESSING",
            Self::Success => "SUCCESS",
            Self::Abnormal => "CHANGE",
            Self::Closed => "REFUNDCLOSE",
        }
    }
}

impl Refund {
    /// The channel by which the money goes back.
    pub(crate) fn channel(&self) -> &'static str {
        if self.is_to_other_card { "OTHER_BANKCARD" } else { "ORIGINAL" }
    }

    /// The account that the money goes to, in words.
    pub(crate) fn received_account(&self) -> &'static str {
        if self.is_to_other_card { "招商银行信用卡0403" } else { "支付用户零钱" }
    }
}
