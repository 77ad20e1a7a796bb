//! Notifications that wait to be delivered, are held back, or were delivered last.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::sync::mpsc;

use super::{Answer, Notification, Subject};
use crate::switches::Deliver;

/// Takes notifications from the endpoints.
pub(crate) struct DeliveryQueue {
    pending: mpsc::UnboundedSender<Arc<Notification>>,
    held: Mutex<Vec<Arc<Notification>>>,
    /// The last notification about each order and each refund.
    last: Mutex<HashMap<Subject, Delivery>>,
}

/// What became of the last notification about an order or a refund.
#[derive(Clone)]
pub(crate) struct Delivery {
    notification: Arc<Notification>,
    /// "under way", "held back" or "lost".
    pub(crate) fate: &'static str,
    pub(crate) tries: u32,
    /// What came of the last try.
    pub(crate) answer: Option<Answer>,
}

/// The notifications that wait to be carried.
pub(crate) struct Pending(pub(super) mpsc::UnboundedReceiver<Arc<Notification>>);

impl DeliveryQueue {
    /// A delivery_queue and its pending, which [`run`] carries out.
    pub(crate) fn new() -> (Self, Pending) {
        let (pending, receiver) = mpsc::unbounded_channel();
        (Self { pending, held: Mutex::default(), last: Mutex::default() }, Pending(receiver))
    }

    /// Hands over a notification; gives the event to note.
    pub(crate) fn take(&self, notification: Notification, deliver: Deliver) -> &'static str {
        let notification = Arc::new(notification);
        // QQ knows nothing of an order that did not come through its proxy.
        let is_stray =
            notification.destination.qq_appid.is_none() && goes_to_qq(&notification.destination.url);
        let (fate, event) = match deliver {
            Deliver::Normal if !is_stray => ("under way", "notification.queued"),
            Deliver::Hold if !is_stray => ("held back", "notification.held"),
            _ => ("lost", "notification.lost"),
        };
        let delivery = Delivery { notification: Arc::clone(&notification), fate, tries: 0, answer: None };
        self.deliveries().insert(notification.subject.clone(), delivery);
        match deliver {
            Deliver::Normal if !is_stray => self.carry(notification),
            Deliver::Hold if !is_stray => {
                self.held.lock().expect("no holder of the held notifications panics").push(notification);
            }
            _ => {}
        }
        event
    }

    /// Releases held notifications, the newest first; gives their number.
    pub(crate) fn release(&self) -> usize {
        let held =
            std::mem::take(&mut *self.held.lock().expect("no holder of the held notifications panics"));
        let count = held.len();
        for notification in held.into_iter().rev() {
            if let Some(delivery) = self.deliveries().get_mut(&notification.subject) {
                delivery.fate = "under way";
            }
            self.carry(notification);
        }
        count
    }

    /// The last notification about an order or a refund.
    pub(crate) fn last(&self, subject: &Subject) -> Option<Arc<Notification>> {
        self.deliveries().get(subject).map(|delivery| Arc::clone(&delivery.notification))
    }

    /// What became of it.
    pub(crate) fn delivery(&self, subject: &Subject) -> Option<Delivery> {
        self.deliveries().get(subject).cloned()
    }

    /// Notes what came of one try.
    pub(super) fn answered(&self, subject: &Subject, answer: &Answer) {
        if let Some(delivery) = self.deliveries().get_mut(subject) {
            delivery.tries += 1;
            delivery.answer = Some(answer.clone());
        }
    }

    fn deliveries(&self) -> MutexGuard<'_, HashMap<Subject, Delivery>> {
        self.last.lock().expect("no holder of the last notifications panics")
    }

    fn carry(&self, notification: Arc<Notification>) {
        // The receiver is gone only when the sandbox is being stopped.
        let _ = self.pending.send(notification);
    }
}

fn goes_to_qq(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| url.host_str() == Some("api.q.qq.com"))
}
