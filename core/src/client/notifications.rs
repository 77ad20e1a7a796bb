//! Notifications, alone and with a confirming query.

use std::time::{Duration, Instant};

use super::QqWxPay;
use super::certificates::{NOTIFICATION_WAIT, is_about_an_unknown_key};
use super::drive::runtime;
use crate::error::{Error, Result, sdk_codes};
use crate::http::Headers;
use crate::model::{OrderFamily, OrderId, OrderReference};
use crate::notify::{self, Acknowledgement, Handled, MessageVersion, Outcome};

/// How long reading and the confirming query may take together: the notification must be answered within 5 seconds (protocol 6.4).
const CONFIRM: Duration = Duration::from_secs(4);

impl QqWxPay {
    /// Verifies and reads a notification; `body` must be the raw bytes as received. Nothing is waited for.
    ///
    /// A notification that names a platform certificate which is not known yet is refused, so that it comes again. On a
    /// tokio runtime the certificates are fetched meanwhile, at most once a minute; [`QqWxPay::receive_notification`] waits
    /// for them.
    ///
    /// Deliver only for a verified payment whose amount is that of your own order
    /// ([`crate::model::Transaction::expect`]), then answer with `acknowledgement`, or with `failure` when your own work
    /// failed.
    #[must_use]
    pub fn handle_notification(&self, headers: &Headers, body: &[u8]) -> Handled {
        self.told(self.read_notification(headers, body))
    }

    /// The same, but a notification that names an unknown platform certificate waits up to 3 seconds for the certificates,
    /// and is then read once more. They are fetched at most once a minute, whatever arrives.
    pub async fn receive_notification(&self, headers: &Headers, body: &[u8]) -> Handled {
        self.told(self.read_with_keys(headers, body).await)
    }

    /// The same, but what it says of a payment is what a query of the order says.
    ///
    /// For those who never trust notifications, and for notifications that lost their signature on the way or are too
    /// old: only the order number is taken from them. A query that fails, or takes longer than 4 seconds, makes the outcome `Refused` with its error,
    /// answered so that the notification comes again.
    pub async fn confirm_notification(&self, headers: &Headers, body: &[u8]) -> Handled {
        let begin = Instant::now();
        let mut handled = self.read_with_keys(headers, body).await;
        let Some(order) = handled.outcome.order() else { return self.told(handled) };
        let version = match order.family {
            OrderFamily::V2 => MessageVersion::V2,
            _ => MessageVersion::V3,
        };
        let left = CONFIRM.saturating_sub(begin.elapsed()).min(self.0.retry.deadline);
        handled.outcome = self.within(left).ask(&order).await.unwrap_or_else(Outcome::Refused);
        handled.acknowledgement = match &handled.outcome {
            Outcome::Refused(_) | Outcome::NotPaid(..) => Acknowledgement::failed(version),
            _ => Acknowledgement::accepted(version),
        };
        self.told(handled)
    }

    /// Tells the observer.
    fn told(&self, handled: Handled) -> Handled {
        self.0.means.tell_of(&handled);
        handled
    }

    fn read_notification(&self, headers: &Headers, body: &[u8]) -> Handled {
        let mut handled = notify::handle(self.config(), headers, body, self.0.means.now());
        handled.repeat = handled.id.as_ref().is_some_and(|id| self.0.seen.seen_before(id));
        self.0.callbacks.note(&handled.outcome);
        if names_unknown_key(&handled) {
            self.0.certificates.begin_for_unknown_serial();
        } else {
            self.0.certificates.refresh_if_due();
        }
        handled
    }

    async fn read_with_keys(&self, headers: &Headers, body: &[u8]) -> Handled {
        let generation = self.0.certificates.generation();
        let handled = self.read_notification(headers, body);
        if !names_unknown_key(&handled) || runtime().is_err() {
            return handled;
        }
        let learned = tokio::time::timeout(NOTIFICATION_WAIT, self.0.certificates.learn(generation)).await;
        if learned.unwrap_or(false) { self.read_notification(headers, body) } else { handled }
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

fn names_unknown_key(handled: &Handled) -> bool {
    handled.outcome.error().is_some_and(is_about_an_unknown_key)
}
