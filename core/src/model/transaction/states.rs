//! States of orders and refunds.

use crate::model::common::open_enum;

open_enum! {
    /// Where an order stands.
    TradeState {
        /// Paid:
        Success = "SUCCESS",
        /// Paid, then refunded in part or whole:
        Refund = "REFUND",
        /// Not paid yet:
        NotPay = "NOTPAY",
        /// Closed without payment:
        Closed = "CLOSED",
        /// Revoked (payment code only):
        Revoked = "REVOKED",
        /// The payer is typing the password (payment code only):
        UserPaying = "USERPAYING",
        /// Payment failed:
        PayError = "PAYERROR",
        /// Accepted, waiting for the deduction:
        Accept = "ACCEPT",
    }
}

impl TradeState {
    /// Whether the payer's money was taken. A later refund does not change that it was.
    #[must_use]
    pub fn was_paid(&self) -> bool {
        matches!(self, Self::Success | Self::Refund)
    }

    /// Whether this version knows the state. One that a message leaves out is `Unknown` and empty.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown(_))
    }
}

impl Default for TradeState {
    /// The state of a message that names none.
    fn default() -> Self {
        Self::Unknown(String::new())
    }
}

open_enum! {
    /// Where a refund stands. V2 calls the same states `REFUNDCLOSE` and `CHANGE`.
    RefundStatus {
        /// The money went back:
        Success = "SUCCESS",
        /// The refund was closed, no money went back:
        Closed = "CLOSED" | "REFUNDCLOSE",
        /// Under way:
        Processing = "PROCESSING",
        /// Stuck, the payer's account cannot take the money:
        Abnormal = "ABNORMAL" | "CHANGE",
    }
}

open_enum! {
    /// How an order was made. H5 orders are `MWEB`.
    TradeType {
        /// H5:
        Mweb = "MWEB",
        /// Official account or mini program:
        Jsapi = "JSAPI",
        /// QR code:
        Native = "NATIVE",
        /// App:
        App = "APP",
        /// Payment code:
        Micropay = "MICROPAY",
        /// Face:
        Facepay = "FACEPAY",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_and_unknown_words_survive_the_round_trip() {
        for word in ["SUCCESS", "NOTPAY", "A_FUTURE_STATE"] {
            let state = TradeState::from(word.to_owned());
            assert_eq!(serde_json::to_string(&state).unwrap(), format!("\"{word}\""));
        }
        assert_eq!(TradeState::from("X".to_owned()), TradeState::Unknown("X".to_owned()));
    }

    #[test]
    fn only_success_and_refund_mean_paid() {
        let paid: Vec<_> =
            ["SUCCESS", "REFUND", "NOTPAY", "CLOSED", "REVOKED", "USERPAYING", "PAYERROR", "ACCEPT", "X"]
                .into_iter()
                .filter(|word| TradeState::from((*word).to_owned()).was_paid())
                .collect();
        assert_eq!(paid, ["SUCCESS", "REFUND"]);
    }

    #[test]
    fn v2_words_mean_the_same_states() {
        assert_eq!(RefundStatus::from("CHANGE".to_owned()), RefundStatus::Abnormal);
        assert_eq!(RefundStatus::from("REFUNDCLOSE".to_owned()), RefundStatus::Closed);
    }
}
