//! By what an event is known, however often and by whichever notification it is told.

use std::fmt::Write as _;

use crate::config::Config;
use crate::crypto::digest;
use crate::model::times::told_seconds;
use crate::notify::{RefundEnd, ShopEvent};

/// The key of an event, and when it happened.
pub(crate) struct EventKey {
    /// 32 hexadecimal digits of a digest: what is kept tells nothing about the order.
    pub(crate) text: String,
    /// When it happened, as WeChat Pay says it, in Unix seconds.
    pub(crate) happened: Option<i64>,
}

impl EventKey {
    /// The key of a paid order or an ended refund; `None` for an event that may come again and mean something new.
    ///
    /// An order is known by its number and the numbers of its payments, a refund by its numbers and how it ended: one that was abnormal and
    /// went through later are two events. Which protocol told it, and the number of the notification, make no difference.
    pub(crate) fn of(config: &Config, event: &ShopEvent) -> Option<Self> {
        let (parts, happened): (Vec<&str>, _) = match event {
            ShopEvent::Paid { paid } => {
                let payments = paid.orders.iter().map(|order| order.transaction_id.as_str());
                let happened = paid
                    .orders
                    .iter()
                    .filter_map(|order| order.success_time.as_deref())
                    .filter_map(told_seconds)
                    .min();
                (["paid", &paid.out_trade_no].into_iter().chain(payments).collect(), happened)
            }
            ShopEvent::Refund { refund } => {
                let end = match refund.status {
                    RefundEnd::Success => "success",
                    RefundEnd::Abnormal => "abnormal",
                    RefundEnd::Closed => "closed",
                };
                (
                    vec!["refund", &refund.out_refund_no, &refund.refund_id, end],
                    refund.success_time.as_deref().and_then(told_seconds),
                )
            }
            ShopEvent::NotPaid { .. } | ShopEvent::Other { .. } => return None,
        };
        let whose = [config.0.wechat_base.as_str(), &config.0.mchid, &config.0.wechat_appid];
        let mut whole = String::new();
        for part in whose.into_iter().chain(parts) {
            // Length before text: no two lists become one text.
            let _ = write!(whole, "{}:{part}", part.len());
        }
        let text = digest::sha256(whole.as_bytes())[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        Some(Self { text, happened })
    }
}
