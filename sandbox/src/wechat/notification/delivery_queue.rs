//! Notifications that wait to be delivered, are held back, or were delivered last.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::sync::mpsc;

use super::{Notification, Subject};
use crate::switches::Deliver;

/// Takes notifications from the endpoints.
pub(crate) struct DeliveryQueue {
    pending: mpsc::UnboundedSender<Arc<Notification>>,
    held: Mutex<Vec<Arc<Notification>>>,
    /// The last notification about each order and each refund.
    last: Mutex<HashMap<Subject, Arc<Notification>>>,
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
        let mut last = self.last.lock().expect("no holder of the last notifications panics");
        last.insert(notification.subject.clone(), Arc::clone(&notification));
        // QQ knows nothing of an order that did not come through its proxy.
        let is_stray =
            notification.destination.qq_appid.is_none() && goes_to_qq(&notification.destination.url);
        match deliver {
            Deliver::Normal if !is_stray => {
                self.carry(notification);
                "notification.queued"
            }
            Deliver::Hold if !is_stray => {
                self.held.lock().expect("no holder of the held notifications panics").push(notification);
                "notification.held"
            }
            _ => "notification.lost",
        }
    }

    /// Releases held notifications, the newest first; gives their number.
    pub(crate) fn release(&self) -> usize {
        let held =
            std::mem::take(&mut *self.held.lock().expect("no holder of the held notifications panics"));
        let count = held.len();
        held.into_iter().rev().for_each(|notification| self.carry(notification));
        count
    }

    /// The last notification about an order or a refund.
    pub(crate) fn last(&self, subject: &Subject) -> Option<Arc<Notification>> {
        self.last.lock().expect("no holder of the last notifications panics").get(subject).cloned()
    }

    fn carry(&self, notification: Arc<Notification>) {
        // The receiver is gone only when the sandbox is being stopped.
        let _ = self.pending.send(notification);
    }
}

fn goes_to_qq(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| url.host_str() == Some("api.q.qq.com"))
}
