//! Notifications, alone and with a confirming query.

use std::time::Duration;

use super::QqWxPay;
use crate::error::{Error, Result, sdk_codes};
use crate::http::Headers;
use crate::model::OrderId;
use crate::notify::{self, Acknowledgement, Handled, MessageVersion, OrderFamily, OrderReference, Outcome};

/// How long a confirming query may take: the notification must be answered within 5 seconds (protocol 6.4).
const CONFIRM: Duration = Duration::from_secs(4);

impl QqWxPay {
    /// Verifies and reads a notification; `body` must be the raw bytes as received. Nothing is sent.
    ///
    /// Deliver only for a verified payment whose amount is that of your own order
    /// ([`crate::model::Transaction::expect`]), then answer with `acknowledgement`, or with `failure` when your own work
    /// failed.
    #[must_use]
    pub fn handle_notification(&self, headers: &Headers, body: &[u8]) -> Handled {
        let mut handled = notify::handle(self.config(), headers, body, self.0.clock.now());
        handled.repeat = handled.id.as_ref().is_some_and(|id| self.0.seen.seen_before(id));
        handled
    }

    /// The same, but what it says of a payment is what a query of the order says.
    ///
    /// For those who never trust notifications, and for notifications that lost their signature on the way or are too
    /// old: only the order number is taken from them. A query that fails, or takes longer than 4 seconds, makes the outcome `Refused` with its error,
    /// answered so that the notification comes again.
    pub async fn confirm_notification(&self, headers: &Headers, body: &[u8]) -> Handled {
        let mut handled = self.handle_notification(headers, body);
        let Some(order) = handled.outcome.order() else { return handled };
        let version = match order.family {
            OrderFamily::V2 => MessageVersion::V2,
            _ => MessageVersion::V3,
        };
        let asked = tokio::time::timeout(CONFIRM, self.ask(&order)).await;
        let asked = asked.unwrap_or_else(|_| Err(Error::sdk(&sdk_codes::TIMED_OUT)));
        handled.outcome = asked.unwrap_or_else(Outcome::Refused);
        handled.acknowledgement = match &handled.outcome {
            Outcome::Refused(_) | Outcome::NotPaid(..) => Acknowledgement::failed(version),
            _ => Acknowledgement::accepted(version),
        };
        handled
    }

    async fn ask(&self, order: &OrderReference) -> Result<Outcome> {
        let id = OrderId::OutTradeNo(order.out_trade_no.clone());
        Ok(match order.family {
            OrderFamily::Direct => self.query_order(&id).await?.into(),
            OrderFamily::Partner => {
                let sub_mchid = order.sub_mchid.as_deref();
                let sub_mchid = sub_mchid
                    .ok_or_else(|| Error::sdk(&sdk_codes::MESSAGE_INCOMPLETE).with_field("sub_mchid"))?;
                self.query_partner_order(sub_mchid, &id).await?.into()
            }
            OrderFamily::Combine => self.query_combine_order(&order.out_trade_no).await?.into(),
            OrderFamily::V2 => self.query_v2_order(order.sub_mchid.as_deref(), &id).await?.into(),
        })
    }
}
