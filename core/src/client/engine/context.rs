//! What everything that sends requests needs.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::Semaphore;

use crate::client::engine::faults::{Fault, FaultLimiter, line};
use crate::client::engine::observer::{Event, FaultEvent, FaultLevel, NotificationEvent, Observer};
use crate::client::engine::reentry::Asked;
use crate::client::engine::transport::Transport;
use crate::config::Config;
use crate::environment::{Clock, NonceSource, RequestStamp, random_number};
use crate::error::{Error, Result, sdk_codes};
use crate::notify::HandledNotification;

/// The configuration of a client, and its ways to the world outside. Clones share everything.
#[derive(Clone)]
pub(in crate::client) struct ClientContext {
    pub(in crate::client) config: Config,
    pub(in crate::client) transport: Arc<dyn Transport>,
    pub(in crate::client) clock: Arc<dyn Clock>,
    pub(in crate::client) nonces: Arc<dyn NonceSource>,
    pub(in crate::client) observer: Option<Arc<dyn Observer>>,
    pub(in crate::client) faults: Arc<FaultLimiter>,
    /// Who it is to the functions of the user that it waits for.
    pub(in crate::client) asked: Asked,
    /// How many signers may wait at a time.
    pub(in crate::client) signatures: Arc<Semaphore>,
}

impl ClientContext {
    pub(in crate::client) fn now(&self) -> i64 {
        self.clock.now()
    }

    /// The moment and a fresh nonce, for a request that [`crate::client::engine::signing::sign`] signs.
    pub(in crate::client) fn stamp(&self) -> RequestStamp {
        RequestStamp::new(self.clock.now(), self.nonces.nonce()).signed_later()
    }

    /// A number drawn from the nonces.
    pub(in crate::client) fn random(&self) -> u32 {
        random_number(self.nonces.as_ref())
    }

    /// Reports a fault, unless the same was reported too often just now. Whether it was reported.
    pub(crate) fn report(&self, fault: &Fault<'_>) -> bool {
        let code = fault.error.code();
        let Some(suppressed) = self.faults.admit(fault.what, code, Instant::now()) else { return false };
        let message = line(fault.what, fault.error, fault.number, suppressed);
        let (what, number) = (fault.what.name(), fault.number);
        match fault.what.level() {
            FaultLevel::Warning => tracing::warn!(what, code, number, "{message}"),
            FaultLevel::Error => tracing::error!(what, code, number, "{message}"),
        }
        self.emit(|| {
            Event::Fault(FaultEvent {
                what: fault.what,
                level: fault.what.level(),
                code: code.to_owned(),
                message,
                number: number.map(str::to_owned),
                operation: fault.operation,
                suppressed,
            })
        });
        true
    }

    /// Tells that a notification was read.
    pub(in crate::client) fn tell_of(&self, handled: &HandledNotification) {
        self.emit(|| {
            Event::Notification(NotificationEvent {
                outcome: handled.outcome.name(),
                code: handled.outcome.error().map(|error| error.code().to_owned()),
                repeat: handled.repeat,
            })
        });
    }

    /// Tells the observer, if there is one, what `event` makes.
    pub(in crate::client) fn emit(&self, event: impl FnOnce() -> Event) {
        let Some(observer) = &self.observer else { return };
        // A call must not end because somebody watches it.
        if catch_unwind(AssertUnwindSafe(|| observer.observe(&event()))).is_err() {
            tracing::error!("the observer panicked");
        }
    }

    /// Who the client is to the functions that it asks.
    pub(in crate::client) fn asked(&self) -> Asked {
        self.asked.clone()
    }

    /// See [`Asked::scope`].
    pub(in crate::client) async fn ask<T>(&self, answer: impl Future<Output = T>) -> T {
        self.asked.scope(answer).await
    }

    /// See [`Asked::now`].
    pub(in crate::client) fn ask_now<T>(&self, answer: impl FnOnce() -> T) -> T {
        self.asked.now(answer)
    }

    /// Refuses a call out of a function that this client waits for.
    ///
    /// # Errors
    /// `CLIENT_REENTERED`.
    pub(in crate::client) fn refuse_reentry(&self) -> Result<()> {
        if self.asked.waits_here() { Err(Error::sdk(&sdk_codes::CLIENT_REENTERED)) } else { Ok(()) }
    }
}
