//! Carries notifications, now and later, until they are acknowledged or given up.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::schedule::{patience, pauses};
use super::{Answer, Parcel, Subject, attempt};
use crate::qq::relay;
use crate::switches::Deliver;
use crate::world::World;

/// Takes notifications from the endpoints.
pub(crate) struct Courier {
    errands: mpsc::UnboundedSender<Arc<Parcel>>,
    held: Mutex<Vec<Arc<Parcel>>>,
    /// The last notification about each order and each refund.
    last: Mutex<HashMap<Subject, Arc<Parcel>>>,
}

/// The notifications that wait to be carried.
pub(crate) struct Errands(mpsc::UnboundedReceiver<Arc<Parcel>>);

impl Courier {
    /// A courier and its errands, which [`run`] carries out.
    pub(crate) fn new() -> (Self, Errands) {
        let (errands, receiver) = mpsc::unbounded_channel();
        (Self { errands, held: Mutex::default(), last: Mutex::default() }, Errands(receiver))
    }

    /// Hands over a notification; gives the event to note.
    pub(crate) fn take(&self, parcel: Parcel, deliver: Deliver) -> &'static str {
        let parcel = Arc::new(parcel);
        let mut last = self.last.lock().expect("no holder of the last notifications panics");
        last.insert(parcel.subject.clone(), Arc::clone(&parcel));
        // QQ knows nothing of an order that did not come through its proxy.
        let is_stray = parcel.destination.qq_appid.is_none() && goes_to_qq(&parcel.destination.url);
        match deliver {
            Deliver::Normal if !is_stray => {
                self.carry(parcel);
                "notification.queued"
            }
            Deliver::Hold if !is_stray => {
                self.held.lock().expect("no holder of the held notifications panics").push(parcel);
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
        held.into_iter().rev().for_each(|parcel| self.carry(parcel));
        count
    }

    /// The last notification about an order or a refund.
    pub(crate) fn last(&self, subject: &Subject) -> Option<Arc<Parcel>> {
        self.last.lock().expect("no holder of the last notifications panics").get(subject).cloned()
    }

    fn carry(&self, parcel: Arc<Parcel>) {
        // The receiver is gone only when the sandbox is being stopped.
        let _ = self.errands.send(parcel);
    }
}

/// Carries notifications until the task that runs this is aborted, which also ends all repeats.
pub(crate) async fn run(world: Arc<World>, mut errands: Errands, time_scale: f64) {
    let mut under_way = JoinSet::new();
    loop {
        tokio::select! {
            errand = errands.0.recv() => {
                let Some(parcel) = errand else { return };
                under_way.spawn(deliver(Arc::clone(&world), parcel, time_scale));
            }
            Some(_) = under_way.join_next() => {}
        }
    }
}

async fn deliver(world: Arc<World>, parcel: Arc<Parcel>, time_scale: f64) {
    let mut pauses = pauses(time_scale);
    loop {
        let answer = attempt(&world, &parcel, patience(time_scale)).await;
        if answer == Answer::Acknowledged || relay::swallows(&world.switches(), &parcel, &answer) {
            return;
        }
        let Some(pause) = pauses.next() else { break };
        tokio::time::sleep(pause).await;
    }
    world.events.add("notification.given_up", parcel.subject.number().to_owned());
}

fn goes_to_qq(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| url.host_str() == Some("api.q.qq.com"))
}
