//! What a shop should answer.

use qq_wxpay_sandbox::testing::Spoilt;

use crate::language::{Words, words};

/// What a shop should answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expectation {
    /// It is genuine.
    Received,
    /// Whoever takes it believes anybody.
    Refused,
    /// It proves nothing by itself: who asks WeChat Pay may take it.
    Either,
}

impl Expectation {
    pub(super) fn of(spoilt: Option<Spoilt>) -> Self {
        match spoilt {
            None => Self::Received,
            Some(Spoilt::Stale | Spoilt::Unsigned) => Self::Either,
            Some(_) => Self::Refused,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Refused => "refused",
            Self::Either => "either",
        }
    }

    pub(super) fn is_met(self, received: bool) -> bool {
        match self {
            Self::Received => received,
            Self::Refused => !received,
            Self::Either => true,
        }
    }

    pub(super) fn told(self, answered: bool, received: bool) -> Words {
        match (self, answered, received) {
            (_, false, _) => words("nobody answered: WeChat Pay sends it again", "无人应答：微信支付会重发"),
            (Self::Received, _, true) => words(
                "right: WeChat Pay takes it for received, and does not send it again",
                "正确：微信支付视为已收到，不再重发",
            ),
            (Self::Received, _, false) => words(
                "wrong: WeChat Pay takes it for not received, and sends it again",
                "不正确：微信支付视为未收到，会重发",
            ),
            (Self::Refused, _, false) => {
                words("right: it was refused, as it must be", "正确：已拒绝，理应如此")
            }
            (Self::Refused, _, true) => words(
                "wrong: it was taken, though nobody should believe it: whoever knows the address can send such",
                "危险：接受了不可信的通知，任何知道该地址的人都能发送这样的通知",
            ),
            (Self::Either, _, true) => words(
                "it was taken: right only if WeChat Pay was asked before",
                "已接受：只有事先向微信支付查单确认过才是正确的",
            ),
            (Self::Either, _, false) => words(
                "it was refused: WeChat Pay sends it again, and a query tells what is true",
                "已拒绝：微信支付会重发，真实状态以查单为准",
            ),
        }
    }
}
