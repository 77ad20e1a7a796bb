//! What went over the wire, by the process whose orders it was about.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use qq_wxpay_sandbox::Sandbox;
use serde_json::Value;

/// How often the sandbox's journal is read, which keeps far more than comes in between.
const EACH: Duration = Duration::from_millis(200);

/// More than come between two readings.
const MOST: usize = 2000;

/// Of one process.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Figures {
    /// Requests about its orders and refunds.
    pub(crate) requests: u64,
    /// Of these the ones that were not answered, not at once, not whole, or with a failure of the other side. A wrong signature looks like
    /// any other answer here.
    pub(crate) faults: u64,
    /// Orders and refunds that were sent although they had been sent before.
    pub(crate) again: u64,
}

impl Figures {
    /// Both together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            requests: self.requests + other.requests,
            faults: self.faults + other.faults,
            again: self.again + other.again,
        }
    }
}

/// All that was seen.
#[derive(Default)]
pub(crate) struct Traffic {
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    figures: BTreeMap<String, Figures>,
    /// How often each number was sent.
    sent: HashMap<String, u32>,
    /// How often each order was paid.
    payments: HashMap<String, u32>,
    /// What the sandbox did by purpose.
    strikes: u64,
    newest: u64,
    events: u64,
}

/// The language in the number of an order or a refund.
pub(crate) fn language_of(number: &str) -> Option<&str> {
    number.split('-').nth(1)
}

impl Traffic {
    /// Reads the journal until the task that runs this is aborted.
    pub(crate) async fn watch(&self, sandbox: &Sandbox) {
        loop {
            self.read(sandbox).await;
            tokio::time::sleep(EACH).await;
        }
    }

    /// Reads what is new in the journal.
    pub(crate) async fn read(&self, sandbox: &Sandbox) {
        let after = self.lock().newest;
        let arguments = format!(r#"{{"after":{after},"limit":{MOST}}}"#);
        let listed = sandbox.control("exchanges", &arguments).await.unwrap();
        let exchanges: Vec<Value> = serde_json::from_str(&listed).unwrap();
        let mut seen = self.lock();
        exchanges.iter().for_each(|exchange| seen.note(exchange));
        let (events, count) = sandbox.events_since(seen.events);
        seen.events = count;
        for event in events {
            seen.strikes += u64::from(event.kind == "fault.struck");
            if let ("order.paid", Some((number, _))) = (event.kind.as_str(), event.summary.split_once(' ')) {
                *seen.payments.entry(number.to_owned()).or_default() += 1;
            }
        }
    }

    pub(crate) fn of(&self, language: &str) -> Figures {
        self.lock().figures.get(language).copied().unwrap_or_default()
    }

    pub(crate) fn strikes(&self) -> u64 {
        self.lock().strikes
    }

    /// How often each order was paid.
    pub(crate) fn payments(&self) -> HashMap<String, u32> {
        self.lock().payments.clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen {
    fn note(&mut self, exchange: &Value) {
        self.newest = self.newest.max(exchange["id"].as_u64().unwrap_or_default());
        let is_asked = ["qq", "wechat_pay"].contains(&exchange["role"].as_str().unwrap_or_default());
        let Some(number) = exchange["about"].as_str().filter(|_| is_asked) else { return };
        let Some(language) = language_of(number) else { return };
        let figures = self.figures.entry(language.to_owned()).or_default();
        figures.requests += 1;
        figures.faults += u64::from(is_broken(exchange));
        let target = exchange["target"].as_str().unwrap_or_default();
        if exchange["method"] == "POST" && !target.contains("/close") {
            let times = self.sent.entry(number.to_owned()).or_default();
            figures.again += u64::from(*times > 0);
            *times += 1;
        }
    }
}

fn is_broken(exchange: &Value) -> bool {
    let status = exchange["status"].as_u64().unwrap_or_default();
    !exchange["failure"].is_null() || !exchange["manner"].is_null() || status >= 500 || status == 429
}
