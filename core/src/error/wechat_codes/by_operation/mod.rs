//! The same code has another remedy at another operation: what is right for an order can pay a refund twice.

mod abnormal_refunds;
mod bills;
mod certificates;
mod closing;
mod others;
mod queries;
mod refund_queries;
mod refunds;

use crate::error::Entry;

/// What was asked for, as far as the remedies differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Subject {
    /// Placing an order: what the table itself speaks of.
    Order,
    /// Asking for an order.
    Query,
    /// Closing an order.
    Close,
    /// Asking for a refund.
    Refund,
    /// Asking where a refund stands.
    RefundQuery,
    /// Redirecting an abnormal refund.
    AbnormalRefund,
    /// Asking for a bill.
    Bill,
    /// Fetching certificates.
    Certificates,
    /// An interface that the caller names.
    Other,
}

impl Subject {
    #[cfg(test)]
    const ALL: [Self; 9] = [
        Self::Order,
        Self::Query,
        Self::Close,
        Self::Refund,
        Self::RefundQuery,
        Self::AbnormalRefund,
        Self::Bill,
        Self::Certificates,
        Self::Other,
    ];

    /// What `code`, in its newest spelling, means here, where that differs from the table.
    pub(crate) fn entry(self, code: &str) -> Option<&'static Entry> {
        self.entries().find(|entry| entry.code == code)
    }

    /// The texts of this subject, and behind them those of wider ones.
    fn entries(self) -> impl Iterator<Item = &'static Entry> {
        const NONE: &[&Entry] = &[];
        let (own, wider) = match self {
            Self::Order => (NONE, NONE),
            Self::Query => (queries::ENTRIES, NONE),
            Self::Close => (closing::ENTRIES, NONE),
            Self::Refund => (refunds::ENTRIES, NONE),
            Self::RefundQuery => (refund_queries::ENTRIES, refunds::ENTRIES),
            Self::AbnormalRefund => (abnormal_refunds::ENTRIES, refunds::ENTRIES),
            Self::Bill => (bills::ENTRIES, NONE),
            Self::Certificates => (certificates::ENTRIES, NONE),
            Self::Other => (NONE, NONE),
        };
        let widest = if self == Self::Order { NONE } else { others::ENTRIES };
        [own, wider, widest].into_iter().flatten().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::Subject;
    use crate::error::{Entry, Origin, entries, find};

    /// Every code of WeChat Pay with what is told of it at `subject`.
    fn told(subject: Subject) -> impl Iterator<Item = &'static Entry> {
        let codes = entries().filter(|entry| entry.origin == Origin::WeChatPay);
        codes.map(move |entry| subject.entry(entry.code).unwrap_or(entry))
    }

    #[test]
    fn only_an_order_is_told_to_take_a_new_order_number_or_to_order_again() {
        let of_orders = ["new order number", "fresh link", "H5支付", "换新单号", "换新的商户订单号"];
        for subject in Subject::ALL.into_iter().filter(|subject| *subject != Subject::Order) {
            for entry in told(subject) {
                let found = of_orders
                    .iter()
                    .find(|words| entry.remedy.en.contains(**words) || entry.remedy.zh.contains(**words));
                assert!(found.is_none(), "{subject:?} {}: {found:?}", entry.code);
            }
        }
    }

    #[test]
    fn a_refund_keeps_its_number_and_is_queried_first() {
        for code in ["INVALID_REQUEST", "REFUND_FEE_MISMATCH", "ERROR", "TRADE_STATE_ERROR"] {
            let entry = Subject::Refund.entry(code).expect("this code has a text for refunds");
            assert_eq!(entry.retry, crate::error::Retry::ConfirmFirst, "{code}");
            assert!(entry.remedy.en.contains("out_refund_no"), "{code}");
            assert!(entry.remedy.en.contains("uery the"), "{code}");
            assert!(entry.remedy.zh.contains("out_refund_no"), "{code}");
        }
        for entry in told(Subject::Refund) {
            let text = entry.remedy.en;
            let new_number = text.find("new refund number");
            assert!(new_number.is_none_or(|at| text[at..].contains("before that query")), "{}", entry.code);
        }
    }

    #[test]
    fn only_certificates_are_blamed_on_certificates() {
        for subject in Subject::ALL.into_iter().filter(|subject| *subject != Subject::Order) {
            let Some(entry) = subject.entry("RESOURCE_NOT_EXISTS") else { continue };
            let named = entry.remedy.en.contains("QQ_WXPAY_PUBLIC_KEY");
            assert_eq!(named, subject == Subject::Certificates, "{subject:?}");
        }
    }

    #[test]
    fn every_text_belongs_to_a_code_of_the_table_in_all_its_spellings() {
        for subject in Subject::ALL {
            for own in subject.entries() {
                let general = find(Origin::WeChatPay, own.code).expect("the table has the code");
                assert_eq!(own.aliases, general.aliases, "{subject:?} {}", own.code);
                for text in [own.cause, own.remedy] {
                    assert!(!text.en.trim().is_empty() && text.zh.chars().any(|c| c > '\u{4e00}'));
                }
            }
        }
    }
}
