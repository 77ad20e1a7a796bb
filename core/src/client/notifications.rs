//! Notifications: read, confirmed by a query where nothing else proves them, and reported where they show a fault.

use std::sync::PoisonError;
use std::time::{Duration, Instant};

use super::QqWxPay;
use super::certificates::{NOTIFICATION_WAIT, is_about_an_unknown_key};
use crate::client::engine::driver::{KeySource as _, out_of_time, runtime};
use crate::client::engine::faults::Fault;
use crate::client::engine::observer::FaultKind;
use crate::error::{Error, Result, sdk_codes};
use crate::http::Headers;
use crate::model::{OrderFamily, OrderReference};
use crate::notify::{self, HandledNotification, Outcome, Subject};

/// How long reading, waiting for certificates and the confirming query may take together: the notification must be answered within
/// 5 seconds, and the shop's own work needs time, too.
const BUDGET: Duration = Duration::from_secs(4);

/// How many notifications a client remembers as verified.
pub(super) const SEEN_NOTIFICATIONS: usize = 16_384;

impl QqWxPay {
    /// Verifies and reads a notification; `body` must be the raw bytes as received. For experts: nothing is waited for, and nothing
    /// is confirmed. Else use [`QqWxPay::receive_notification`].
    ///
    /// A notification that names a platform certificate which is not known yet is refused, so that it comes again. On a
    /// tokio runtime the certificates are fetched meanwhile, at most once a minute.
    ///
    /// ```
    /// # fn example(pay: qq_wxpay::QqWxPay, headers: qq_wxpay::http::Headers, body: Vec<u8>) {
    /// use qq_wxpay::notify::{EventKind, Outcome};
    ///
    /// let handled = pay.handle_notification(&headers, &body);
    /// let answer = match &handled.outcome {
    ///     Outcome::Payment(transaction) => {
    ///         println!("{}", transaction.out_trade_no); // compare, and mark it paid once
    ///         handled.accept(EventKind::Paid)
    ///     }
    ///     _ => handled.failure.clone(), // nobody took it: it comes again
    /// };
    /// println!("{} {}", answer.status, answer.body);
    /// # }
    /// ```
    pub fn handle_notification(&self, headers: &Headers, body: &[u8]) -> HandledNotification {
        self.conclude(self.read_notification(headers, body))
    }

    /// Verifies and reads a notification, and proves what can be proven; `body` must be the raw bytes as received.
    ///
    /// One that names an unknown platform certificate waits up to 3 seconds for the certificates; they are fetched at most once a
    /// minute, whatever arrives. One that proves nothing by itself is confirmed by a query of the order or refund: it is too old,
    /// lost its signature on the way, or is a V2 refund, which has none. All of it takes 4 seconds at the most. A query that fails
    /// makes the outcome `Refused`, answered so that the notification comes again. Old notifications that somebody sends again and
    /// again share one query for a moment, and are turned away beyond a limit (`CONFIRM_LIMITED`).
    ///
    /// With the setting `inbox` the event is taken for this process: what another one has handled is answered as success without you, and
    /// what another one is at work on as failure. It is handled once [`HandledNotification::accept`] is called, and is given back when the
    /// notification is dropped without that, or after 60 seconds.
    ///
    /// [`crate::client::Notifications`] does this and calls your functions.
    pub async fn receive_notification(&self, headers: &Headers, body: &[u8]) -> HandledNotification {
        self.conclude(self.claimed(self.prove(headers, body, false).await).await)
    }

    /// The same, but every notification about an order or refund is confirmed by a query: for those who never trust notifications.
    pub async fn confirm_notification(&self, headers: &Headers, body: &[u8]) -> HandledNotification {
        self.conclude(self.claimed(self.prove(headers, body, true).await).await)
    }

    async fn prove(&self, headers: &Headers, body: &[u8], always: bool) -> HandledNotification {
        let begin = Instant::now();
        let handled = self.read_with_keys(headers, body).await;
        let is_unproven = matches!(handled.outcome, Outcome::Stale(..) | Outcome::Unsigned(..));
        let Some(subject) = handled.outcome.subject().filter(|_| always || is_unproven) else {
            return handled;
        };
        if let Err(error) = runtime() {
            return handled.confirmed(Err(error));
        }
        let left = BUDGET.saturating_sub(begin.elapsed()).min(self.limit());
        let (asking, asked) = (self.within(left), subject.clone());
        let query = async move { asking.ask(&asked).await };
        let answer = tokio::time::timeout(left, self.0.confirmations.ask(&subject, query)).await;
        handled.confirmed(answer.unwrap_or_else(|_| Err(out_of_time())))
    }

    /// Tells the observer, and the log where it shows a fault.
    pub(super) fn conclude(&self, mut handled: HandledNotification) -> HandledNotification {
        let context = &self.0.context;
        context.tell_of(&handled);
        let fault = self.0.health.fault_of(&handled);
        if let Some(error) = fault {
            let subject = handled.outcome.subject();
            let number = subject.as_ref().map(Subject::number);
            let what = FaultKind::NotificationRefused;
            if context.report(&Fault { what, error: &error, number, operation: None }) {
                handled.fault = Some(error);
            }
        }
        handled
    }

    /// Whether this process has verified it already: a repeat by WeChat Pay, or a replay by somebody else.
    fn seen_before(&self, id: &str) -> bool {
        // A panic elsewhere while the lock was held cannot leave it inconsistent in a way that matters.
        self.0.seen.lock().unwrap_or_else(PoisonError::into_inner).seen_before(id)
    }

    fn read_notification(&self, headers: &Headers, body: &[u8]) -> HandledNotification {
        self.0.certificates.tell_of_ends();
        let mut handled = notify::handle(self.config(), headers, body, self.0.context.now());
        handled.repeat = handled.id.as_ref().is_some_and(|id| self.seen_before(id));
        self.0.callbacks.note(&handled.outcome);
        if names_unknown_key(&handled) {
            self.0.certificates.begin_for_unknown_serial();
        } else {
            self.0.certificates.refresh_if_due();
        }
        handled
    }

    async fn read_with_keys(&self, headers: &Headers, body: &[u8]) -> HandledNotification {
        let generation = self.0.certificates.generation();
        let handled = self.read_notification(headers, body);
        if !names_unknown_key(&handled) || runtime().is_err() {
            return handled;
        }
        let learned = tokio::time::timeout(
            NOTIFICATION_WAIT,
            self.0.certificates.refresh_for_unknown_serial(generation),
        )
        .await;
        if learned.unwrap_or(false) { self.read_notification(headers, body) } else { handled }
    }

    async fn ask(&self, subject: &Subject) -> Result<Outcome> {
        match subject {
            Subject::Order(order) => self.ask_order(order).await,
            Subject::Refund(refund) => {
                let sub_mchid = refund.sub_mchid.as_deref();
                self.look_up_refund(refund.version, &refund.out_refund_no, sub_mchid).await
            }
        }
    }

    async fn ask_order(&self, order: &OrderReference) -> Result<Outcome> {
        if order.family == OrderFamily::Partner && order.sub_mchid.is_none() {
            return Err(Error::sdk(&sdk_codes::MESSAGE_INCOMPLETE).with_field("sub_mchid"));
        }
        self.look_up_order(order).await.map(Outcome::from)
    }
}

fn names_unknown_key(handled: &HandledNotification) -> bool {
    handled.outcome.error().is_some_and(is_about_an_unknown_key)
}
