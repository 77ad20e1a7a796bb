//! Everything that the endpoints of one sandbox share.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use crate::bills::BillFiles;
use crate::clock::Clock;
use crate::events::Events;
use crate::faults::Faults;
use crate::identity::{Identity, Keyring};
use crate::journal::{Entry, Journal};
use crate::orders::OrderBook;
use crate::orders_guard::OrdersGuard;
use crate::qq::TokenBook;
use crate::statistics::Counters;
use crate::switches::Switches;
use crate::watchers::Watchers;
use crate::wechat::notification::DeliveryQueue;

/// The state of one sandbox.
pub(crate) struct SandboxState {
    pub(crate) identity: Identity,
    pub(crate) keyring: Keyring,
    pub(crate) clock: Arc<Clock>,
    pub(crate) journal: Arc<Journal>,
    pub(crate) faults: Faults,
    pub(crate) events: Events,
    pub(crate) counters: Counters,
    pub(crate) delivery_queue: DeliveryQueue,
    /// Sends notifications and plays the payer; follows no redirect and uses no proxy.
    pub(crate) http: reqwest::Client,
    pub(crate) watchers: Watchers,
    switches: Mutex<Switches>,
    tokens: Mutex<TokenBook>,
    orders: Mutex<OrderBook>,
    bills: Mutex<BillFiles>,
    nonces: Mutex<HashMap<String, i64>>,
}

impl SandboxState {
    /// A fresh state around an identity.
    pub(crate) fn new(
        (identity, keyring): (Identity, Keyring),
        clock: Arc<Clock>,
        delivery_queue: DeliveryQueue,
        http: reqwest::Client,
    ) -> Self {
        let journal = Arc::new(Journal::default());
        Self {
            identity,
            keyring,
            events: Events::new(Arc::clone(&clock), Arc::clone(&journal)),
            clock,
            faults: Faults::new(Arc::clone(&journal)),
            journal,
            counters: Counters::default(),
            delivery_queue,
            http,
            watchers: Watchers::default(),
            switches: Mutex::default(),
            tokens: Mutex::default(),
            orders: Mutex::default(),
            bills: Mutex::default(),
            nonces: Mutex::default(),
        }
    }

    /// A copy of the switches as they stand.
    pub(crate) fn switches(&self) -> Switches {
        self.switches.lock().expect("no holder of the switches panics").clone()
    }

    /// Replaces the switches.
    pub(crate) fn set_switches(&self, switches: Switches) {
        *self.switches.lock().expect("no holder of the switches panics") = switches;
        self.journal.put(Entry::Switches);
    }

    /// The access tokens.
    pub(crate) fn tokens(&self) -> MutexGuard<'_, TokenBook> {
        self.tokens.lock().expect("no holder of the tokens panics")
    }

    /// The orders; what changes stands in the journal once they are let go.
    pub(crate) fn orders(&self) -> OrdersGuard<'_> {
        let mut orders = self.orders.lock().expect("no holder of the orders panics");
        orders.close_old(self.clock.now());
        OrdersGuard::new(orders, &self.journal)
    }

    /// The files of bills behind their links.
    pub(crate) fn bills(&self) -> MutexGuard<'_, BillFiles> {
        self.bills.lock().expect("no holder of the bills panics")
    }

    /// Remembers a nonce; false when it was used before.
    pub(crate) fn remember_nonce(&self, nonce: &str) -> bool {
        let now = self.clock.now();
        let mut nonces = self.nonces.lock().expect("no holder of the nonces panics");
        if nonces.len() >= NONCES_BEFORE_CLEANING {
            // A timestamp may be 300 s off either way, so nothing older can be replayed.
            nonces.retain(|_, seen| (now - *seen).abs() <= 600);
        }
        nonces.insert(nonce.to_owned(), now).is_none()
    }
}

const NONCES_BEFORE_CLEANING: usize = 10_000;
