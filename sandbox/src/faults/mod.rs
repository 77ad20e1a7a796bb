//! Faults: things that go wrong a given number of times.

mod apply;
mod arrival;
mod error_answer;
mod kind;
mod told;

use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};

pub(crate) use apply::{Dialect, around};
pub(crate) use arrival::request_cut;
pub use error_answer::ErrorAnswer;
pub use kind::FaultKind;

use crate::journal::{Entry, Journal};

/// Where a fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultEndpoint {
    /// QQ's `getToken`.
    Token,
    /// QQ's payment proxy.
    Proxy,
    /// WeChat Pay's ordering, reached directly or through the proxy.
    Order,
    /// WeChat Pay's order queries.
    Query,
    /// WeChat Pay's closing of orders.
    Close,
    /// WeChat Pay's refunds: the request for one, also for one that is abnormal.
    Refund,
    /// WeChat Pay's refund queries.
    RefundQuery,
    /// WeChat Pay's bills: the link to a file, and V2's `downloadbill`.
    Bill,
    /// The download of a bill's file.
    BillFile,
    /// WeChat Pay's platform certificates.
    Certificates,
    /// WeChat Pay's self test.
    Echo,
    /// Whichever of them is called next.
    Any,
}

/// One thing that is going to go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Where it strikes.
    pub endpoint: FaultEndpoint,
    /// What goes wrong.
    pub kind: FaultKind,
    /// How often it strikes before it is gone.
    #[serde(default = "once")]
    pub times: u32,
}

/// What a fault does to the signature of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignatureFault {
    WrongSignature,
    ProbeSignature,
    StaleTimestamp,
    UnknownSerial,
}

/// The faults that still wait for their turn.
pub(crate) struct Faults {
    journal: Arc<Journal>,
    waiting: Mutex<Vec<Fault>>,
}

impl Faults {
    /// No fault yet; each change stands in the journal.
    pub(crate) fn new(journal: Arc<Journal>) -> Self {
        Self { journal, waiting: Mutex::default() }
    }

    /// Those that wait, in their order.
    pub(crate) fn all(&self) -> Vec<Fault> {
        self.lock().clone()
    }

    /// Adds a fault behind those already waiting.
    pub(crate) fn add(&self, fault: Fault) {
        if fault.times > 0 {
            self.lock().push(fault);
            self.journal.put(Entry::Faults);
        }
    }

    /// Forgets all faults.
    pub(crate) fn clear(&self) {
        self.lock().clear();
        self.journal.put(Entry::Faults);
    }

    /// Whether a fault waits that cuts a request.
    pub(crate) fn hold_request_cut(&self) -> bool {
        self.lock().iter().any(cuts_request)
    }

    /// Takes one strike of the first fault that fits a request that was read.
    fn take(&self, endpoint: FaultEndpoint, any_fits: bool) -> Option<FaultKind> {
        let mut waiting = self.lock();
        let index =
            waiting.iter().position(|fault| fault.fits(endpoint, any_fits) && !cuts_request(fault))?;
        let kind = strike(&mut waiting, index);
        drop(waiting);
        self.journal.put(Entry::Faults);
        Some(kind)
    }

    /// Takes one strike of the first fault that fits, if it cuts the request before it is read.
    fn take_request_cut(&self, endpoint: FaultEndpoint) -> Option<u32> {
        let mut waiting = self.lock();
        let index = waiting.iter().position(|fault| fault.fits(endpoint, true))?;
        let FaultKind::CutRequest(bytes) = waiting[index].kind else { return None };
        strike(&mut waiting, index);
        drop(waiting);
        self.journal.put(Entry::Faults);
        Some(bytes)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Fault>> {
        self.waiting.lock().expect("no holder of the fault list panics")
    }
}

impl Fault {
    fn fits(&self, endpoint: FaultEndpoint, any_fits: bool) -> bool {
        self.endpoint == endpoint || (any_fits && self.endpoint == FaultEndpoint::Any)
    }
}

fn cuts_request(fault: &Fault) -> bool {
    matches!(fault.kind, FaultKind::CutRequest(_))
}

/// Counts one strike of a waiting fault; the last one ends it.
fn strike(waiting: &mut Vec<Fault>, index: usize) -> FaultKind {
    let kind = waiting[index].kind;
    waiting[index].times -= 1;
    if waiting[index].times == 0 {
        waiting.remove(index);
    }
    kind
}

fn once() -> u32 {
    1
}
