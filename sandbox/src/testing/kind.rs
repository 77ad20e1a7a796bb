//! What a notification is about, and what is wrong with it.

use super::TestingError;
use crate::wechat::notification::is_acknowledgement;

/// Writes an enum whose members have names, and the search for a name.
macro_rules! named {
    ($(#[$about:meta])* $enum:ident, $field:literal: $( $(#[$doc:meta])* $member:ident = $name:literal, )*) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $enum { $( $(#[$doc])* $member, )* }

        impl $enum {
            /// All of them, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$member),*];

            /// The name in every language.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$member => $name),* }
            }

            /// The one of this name.
            ///
            /// # Errors
            /// `UNKNOWN_NAME`, with the nearest name.
            pub fn of(name: &str) -> Result<Self, TestingError> {
                let found = Self::ALL.iter().copied().find(|member| member.name() == name);
                found.ok_or_else(|| TestingError::unknown($field, name, Self::ALL.iter().map(|member| member.name())))
            }
        }
    };
}

named! {
    /// What a notification is about.
    Kind, "kind":
    /// A paid order of the merchant itself (V3).
    Payment = "payment",
    /// A paid order of a sub merchant (V3).
    PartnerPayment = "partner_payment",
    /// A paid combine order (V3).
    CombinePayment = "combine_payment",
    /// A paid order of V2, signed as `order.sign_type` says: HMAC-SHA256, or MD5.
    V2Payment = "v2_payment",
    /// A refund whose money went back (V3).
    Refund = "refund",
    /// A refund whose money is stuck (V3).
    RefundAbnormal = "refund_abnormal",
    /// A refund that was given up (V3).
    RefundClosed = "refund_closed",
    /// A refund of V2 whose money went back; nobody signs it, so a client asks before it believes it.
    V2Refund = "v2_refund",
    /// A refund of V2 whose money is stuck.
    V2RefundAbnormal = "v2_refund_abnormal",
    /// A refund of V2 that was given up.
    V2RefundClosed = "v2_refund_closed",
    /// An order of the merchant itself that is not paid (V3, PAYERROR).
    NotPaid = "not_paid",
    /// An order of V2 that is not paid.
    V2NotPaid = "v2_not_paid",
    /// An event of another product (V3).
    Other = "other",
    /// The callback of WeChat Pay's self test (V3).
    SecurityEcho = "security_echo",
}

named! {
    /// What is wrong with a notification.
    Spoilt, "changes.spoilt":
    /// Rightly signed, an hour ago (V3). A client asks before it believes it.
    Stale = "stale",
    /// Without a signature, as a relay that drops headers leaves it (V3; V2 without `sign`).
    Unsigned = "unsigned",
    /// Signed over something else.
    Forged = "forged",
    /// Signed with the key of somebody else, in WeChat Pay's name.
    WrongKey = "wrong_key",
    /// Signed with the key of somebody else, in the name of a key that the client does not have (V3).
    UnknownSerial = "unknown_serial",
    /// Encrypted with a key that the merchant does not have, and rightly signed (V3; V2's refunds).
    Undecryptable = "undecryptable",
    /// WeChat Pay's own test of the receiver: a signature that must be refused (V3).
    Probe = "probe",
}

impl Kind {
    /// Whether V2's XML carries it.
    #[must_use]
    pub fn is_v2(self) -> bool {
        matches!(self, Self::V2Payment | Self::V2NotPaid) || self.is_v2_refund()
    }

    /// Whether WeChat Pay takes this answer of the shop for "received", and does not send the notification again.
    ///
    /// ```
    /// use qq_wxpay_sandbox::testing::Kind;
    ///
    /// assert!(Kind::Payment.is_received(204, b""));
    /// assert!(!Kind::V2Payment.is_received(200, b"ok")); // V2 wants its XML
    /// ```
    #[must_use]
    pub fn is_received(self, status: u16, body: &[u8]) -> bool {
        is_acknowledgement(self.is_v2(), status, body)
    }

    pub(super) fn is_v2_refund(self) -> bool {
        matches!(self, Self::V2Refund | Self::V2RefundAbnormal | Self::V2RefundClosed)
    }
}

impl Spoilt {
    /// Refuses what a message of this kind cannot have.
    pub(super) fn check(self, kind: Kind) -> Result<(), TestingError> {
        let impossible = |en, zh| Err(TestingError::impossible("changes.spoilt", (en, zh)));
        match self {
            Self::Stale | Self::UnknownSerial | Self::Probe if kind.is_v2() => impossible(
                "a message of V2 has neither a time of its signature, nor a serial, nor probes: V3 alone can be spoilt so",
                "V2 报文没有签名时间、证书序列号和签名探测，只有 V3 可以这样构造",
            ),
            Self::Unsigned | Self::Forged if kind.is_v2_refund() => impossible(
                "V2's notification of a refund is never signed: try `wrong_key`",
                "V2 退款通知本来就没有签名，可改用 `wrong_key`",
            ),
            Self::Undecryptable if kind.is_v2() && !kind.is_v2_refund() => impossible(
                "nothing in V2's notification of a payment is encrypted: try `wrong_key`",
                "V2 支付通知没有加密内容，可改用 `wrong_key`",
            ),
            _ => Ok(()),
        }
    }
}
