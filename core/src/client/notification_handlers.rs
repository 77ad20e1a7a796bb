//! The functions of the shop, one for each event: only what one of them took is answered as success.

use std::collections::{HashMap, HashSet};
use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::ops::Deref;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;

use futures_util::FutureExt as _;

use super::{Merchants, QqWxPay};
use crate::client::engine::faults::Fault;
use crate::client::engine::observer::FaultKind;
use crate::error::{Error, Result, sdk_codes};
use crate::http::Headers;
use crate::model::Expected;
use crate::notify::{
    Acknowledgement, EventKind, HandledNotification, HandlerResult, NotPaid, OtherEvent, Paid, RefundEnded,
    ShopEvent, Subject,
};

type Failure = Box<dyn StdError + Send + Sync>;
type Work = Pin<Box<dyn Future<Output = std::result::Result<(), Failure>> + Send>>; // names for unspeakable types, private to this file
type Handler = Box<dyn Fn(ShopEvent, Arc<HandledNotification>, QqWxPay) -> Work + Send + Sync>;

/// Takes notifications and hands each to your function for its event.
///
/// Success is answered only when the function for this event came to its end. An event without a function is answered as failure
/// and logged, unless it is named as one to ignore. A function may be called again for the same event: do its work idempotently,
/// in one transaction. It should end within a second or so, WeChat Pay waits 5 seconds in all.
///
/// ```no_run
/// # async fn example(pay: qq_wxpay::QqWxPay, headers: qq_wxpay::http::Headers, body: Vec<u8>) -> qq_wxpay::Result<()> {
/// use qq_wxpay::client::Notifications;
/// use qq_wxpay::model::Expected;
///
/// let notifications = Notifications::of(pay)
///     .paid(|paid| async move {
///         paid.expect(&Expected::order("T20261123000001", 1999))?; // number and total from your database
///         // mark it paid, once, in one transaction
///         Ok::<_, qq_wxpay::Error>(())
///     })
///     .refund(|refund| async move {
///         println!("{}: {:?}", refund.out_refund_no, refund.status);
///         Ok::<_, qq_wxpay::Error>(())
///     })
///     .build()?;
/// let answer = notifications.receive(&headers, &body).await; // send status, content type and body
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Notifications(Arc<NotificationsBuilder>);

/// Puts [`Notifications`] together.
#[must_use]
pub struct NotificationsBuilder {
    recipient: Recipient,
    handlers: HashMap<EventKind, Handler>,
    ignored: HashSet<EventKind>,
    given_twice: Option<EventKind>,
    confirm: bool,
}

/// For whom notifications come.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Recipient {
    /// One merchant.
    One(QqWxPay),
    /// Several merchants with one address.
    Many(Merchants),
}

/// An event of type `E` (it derefs to it) with the notification that brought it.
pub struct Delivered<E> {
    event: E,
    notification: Arc<HandledNotification>,
    client: QqWxPay,
}

impl<E> Delivered<E> {
    /// The notification: its outcome with all fields, and the message in full.
    pub fn notification(&self) -> &HandledNotification {
        &self.notification
    }

    /// The client of the merchant that it is for.
    #[must_use]
    pub fn client(&self) -> &QqWxPay {
        &self.client
    }
}

impl Delivered<Paid> {
    /// Compares the payment with the order that you have stored; call it before you deliver, and return its error: the notification
    /// is then answered as failure and logged.
    ///
    /// # Errors
    /// `Mismatch`, naming the first field that differs; `PAYMENT_REFUNDED` when it was refunded since and that is not allowed;
    /// `InvalidInput` when your order has no number or no total.
    pub fn expect(&self, expected: &Expected) -> Result<()> {
        self.notification.outcome.expect(expected)
    }
}

impl<E> Deref for Delivered<E> {
    type Target = E;

    fn deref(&self) -> &E {
        &self.event
    }
}

impl<E: fmt::Debug> fmt::Debug for Delivered<E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.event.fmt(out)
    }
}

impl From<QqWxPay> for Recipient {
    fn from(pay: QqWxPay) -> Self {
        Self::One(pay)
    }
}

impl From<Merchants> for Recipient {
    fn from(merchants: Merchants) -> Self {
        Self::Many(merchants)
    }
}

impl NotificationsBuilder {
    /// Takes paid orders of all four families.
    pub fn paid<F, W, X>(self, work: F) -> Self
    where
        F: Fn(Delivered<Paid>) -> W + Send + Sync + 'static,
        W: Future<Output = std::result::Result<(), X>> + Send + 'static,
        X: Into<Failure> + 'static,
    {
        self.on(EventKind::Paid, work, |event| match event {
            ShopEvent::Paid { paid } => Some(paid),
            _ => None,
        })
    }

    /// Takes refunds that have ended: also those that are `Abnormal`, where the money is still with you.
    pub fn refund<F, W, X>(self, work: F) -> Self
    where
        F: Fn(Delivered<RefundEnded>) -> W + Send + Sync + 'static,
        W: Future<Output = std::result::Result<(), X>> + Send + 'static,
        X: Into<Failure> + 'static,
    {
        self.on(EventKind::Refund, work, |event| match event {
            ShopEvent::Refund { refund } => Some(refund),
            _ => None,
        })
    }

    /// Takes messages that say of an order that it is not paid.
    pub fn not_paid<F, W, X>(self, work: F) -> Self
    where
        F: Fn(Delivered<NotPaid>) -> W + Send + Sync + 'static,
        W: Future<Output = std::result::Result<(), X>> + Send + 'static,
        X: Into<Failure> + 'static,
    {
        self.on(EventKind::NotPaid, work, |event| match event {
            ShopEvent::NotPaid { not_paid } => Some(not_paid),
            _ => None,
        })
    }

    /// Takes events of other products.
    pub fn other<F, W, X>(self, work: F) -> Self
    where
        F: Fn(Delivered<OtherEvent>) -> W + Send + Sync + 'static,
        W: Future<Output = std::result::Result<(), X>> + Send + 'static,
        X: Into<Failure> + 'static,
    {
        self.on(EventKind::Other, work, |event| match event {
            ShopEvent::Other { other } => Some(other),
            _ => None,
        })
    }

    /// Answers success for these events although nobody takes them.
    pub fn ignore(mut self, events: impl IntoIterator<Item = EventKind>) -> Self {
        self.ignored.extend(events);
        self
    }

    /// Asks WeChat Pay about the order or refund of each notification, and believes only that.
    pub fn confirm(mut self) -> Self {
        self.confirm = true;
        self
    }

    /// The finished set of functions.
    ///
    /// # Errors
    /// `NO_EVENT_TAKEN` when there is no function at all, `EVENT_TAKEN_TWICE` when an event has two, `EVENT_BOTH_TAKEN_AND_IGNORED`
    /// when one is ignored that has a function.
    pub fn build(self) -> Result<Notifications> {
        let refuse = |entry, kind: EventKind| Err(Error::sdk(entry).with_field(kind.name()));
        if self.handlers.is_empty() {
            return refuse(&sdk_codes::NO_EVENT_TAKEN, EventKind::Paid);
        }
        if let Some(kind) = self.given_twice {
            return refuse(&sdk_codes::EVENT_TAKEN_TWICE, kind);
        }
        let both = EventKind::ALL
            .into_iter()
            .find(|kind| self.ignored.contains(kind) && self.handlers.contains_key(kind));
        if let Some(kind) = both {
            return refuse(&sdk_codes::EVENT_BOTH_TAKEN_AND_IGNORED, kind);
        }
        Ok(Notifications(Arc::new(self)))
    }

    fn on<E, F, W, X>(mut self, kind: EventKind, work: F, event_of: fn(ShopEvent) -> Option<E>) -> Self
    where
        E: 'static,
        F: Fn(Delivered<E>) -> W + Send + Sync + 'static,
        W: Future<Output = std::result::Result<(), X>> + Send + 'static,
        X: Into<Failure> + 'static,
    {
        let handler: Handler = Box::new(move |event, notification, client| {
            // The table is asked by the kind of the event, so it is always one of this type.
            let work = event_of(event).map(|event| work(Delivered { event, notification, client }));
            Box::pin(async move {
                match work {
                    Some(work) => work.await.map_err(Into::into),
                    None => Err("another event".into()),
                }
            })
        });
        let former = self.handlers.insert(kind, handler);
        self.given_twice = self.given_twice.or(former.map(|_| kind));
        self
    }
}

impl Notifications {
    /// Begins with a client, or with [`Merchants`].
    pub fn of(recipient: impl Into<Recipient>) -> NotificationsBuilder {
        NotificationsBuilder {
            recipient: recipient.into(),
            handlers: HashMap::new(),
            ignored: HashSet::new(),
            given_twice: None,
            confirm: false,
        }
    }

    /// Takes one notification: verifies it, confirms it where nothing else proves it, calls your function. `body` must be the raw
    /// bytes as received. Send status, content type and body of what it gives, within 5 seconds of the request.
    ///
    /// A function that fails or panics is logged, and answered as failure.
    #[must_use = "it is the answer to send"]
    pub async fn receive(&self, headers: &Headers, body: &[u8]) -> Acknowledgement {
        let (client, notification) = self.read(headers, body).await;
        let (Some(client), Some(event)) = (client, notification.event()) else {
            return notification.answer().unwrap_or(notification.failure);
        };
        let kind = event.kind();
        let notification = Arc::new(notification);
        let (result, detail) = match self.0.handlers.get(&kind) {
            Some(handler) => run(handler, event, &notification, &client).await,
            None if self.0.ignored.contains(&kind) => (HandlerResult::Ignored, String::new()),
            None => (HandlerResult::NotTaken, String::new()),
        };
        let (acknowledgement, fault) = notification.settle(result, &detail);
        if let Some(error) = fault {
            let subject = notification.outcome.subject();
            let number = subject.as_ref().map(Subject::number);
            let what = FaultKind::NotificationNotTaken;
            client.0.context.report(&Fault { what, error: &error, number, operation: None });
        }
        acknowledgement
    }

    async fn read(&self, headers: &Headers, body: &[u8]) -> (Option<QqWxPay>, HandledNotification) {
        match (&self.0.recipient, self.0.confirm) {
            (Recipient::One(pay), false) => {
                (Some(pay.clone()), pay.receive_notification(headers, body).await)
            }
            (Recipient::One(pay), true) => (Some(pay.clone()), pay.confirm_notification(headers, body).await),
            (Recipient::Many(merchants), false) => {
                let received = merchants.receive_notification(headers, body).await;
                (received.merchant, received.handled)
            }
            (Recipient::Many(merchants), true) => {
                let received = merchants.confirm_notification(headers, body).await;
                (received.merchant, received.handled)
            }
        }
    }
}

async fn run(
    handler: &Handler,
    event: ShopEvent,
    notification: &Arc<HandledNotification>,
    client: &QqWxPay,
) -> (HandlerResult, String) {
    let begun = std::panic::catch_unwind(AssertUnwindSafe(|| {
        handler(event, Arc::clone(notification), client.clone())
    }));
    let Ok(work) = begun else { return (HandlerResult::Failed, "it panicked".to_owned()) };
    match AssertUnwindSafe(work).catch_unwind().await {
        Ok(Ok(())) => (HandlerResult::Done, String::new()),
        Ok(Err(error)) => (HandlerResult::Failed, error.to_string()),
        Err(_) => (HandlerResult::Failed, "it panicked".to_owned()),
    }
}

impl fmt::Debug for Notifications {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Notifications")
            .field("handlers", &self.0.handlers.keys())
            .field("ignored", &self.0.ignored)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for NotificationsBuilder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("NotificationsBuilder")
            .field("handlers", &self.handlers.keys())
            .finish_non_exhaustive()
    }
}
