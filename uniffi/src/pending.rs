//! Calls that a host waits for by a descriptor, and fetches the result of.

use std::future::Future;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use qq_wxpay::bridge::{self, FieldCase};
use qq_wxpay::error::sdk_codes;
use qq_wxpay::{Error, Result};
use tokio::task::AbortHandle;

use crate::bell::{Bell, Ear};
use crate::bill::NativeBill;
use crate::failure::NativeFailure;
use crate::notification::NativeNotification;
use crate::prepared::{NativePrepared, NativePreparedBill};

/// What calls give.
pub(crate) enum Answer {
    Text(Option<String>),
    Bill(Arc<NativeBill>),
    Notification(Arc<NativeNotification>),
    Prepared(Arc<NativePrepared>),
    PreparedBill(Arc<NativePreparedBill>),
}

type Ended = std::result::Result<Answer, NativeFailure>; // local, for three mentions of it
type GivenUp = Box<dyn Fn() -> Result<String> + Send + Sync>; // local, likewise

/// A call that is under way, or has ended.
#[derive(uniffi::Object)]
pub struct NativeCall {
    /// The process that began it: in a forked child nothing of it is touched.
    process: u32,
    /// Gone only while this is dropped, and so is the next.
    work: Option<AbortHandle>,
    ended: Option<Arc<Mutex<Option<Ended>>>>,
    ear: Ear,
    limit: Option<Duration>,
    given_up: GivenUp,
    names: FieldCase,
}

#[uniffi::export]
impl NativeCall {
    /// The descriptor that becomes readable when it has ended: the host's own from now on. Nothing where the system has none.
    pub fn descriptor(&self) -> Option<i32> {
        self.ear.descriptor()
    }

    /// Whether it has ended.
    pub fn has_ended(&self) -> bool {
        self.work.as_ref().is_none_or(AbortHandle::is_finished)
    }

    /// Milliseconds that it may take at most; nothing when it has no limit as a whole.
    pub fn limit(&self) -> Option<u64> {
        self.limit.map(|limit| u64::try_from(limit.as_millis()).unwrap_or(u64::MAX))
    }

    /// Drops its work where it stands.
    pub fn cancel(&self) {
        if let Some(work) = &self.work {
            work.abort();
        }
    }

    /// Its text, as JSON. Of a call that has not ended: what is to be thought of it.
    pub fn text(&self) -> std::result::Result<Option<String>, NativeFailure> {
        let ended = self.take();
        match ended {
            None => (self.given_up)().map(Some).map_err(|error| NativeFailure::new(&error, self.names)),
            Some(Ok(Answer::Text(text))) => Ok(text),
            Some(other) => self.told(other, |_| None),
        }
    }

    /// The bill that it opened.
    pub fn bill(&self) -> std::result::Result<Arc<NativeBill>, NativeFailure> {
        self.fetched(|answer| if let Answer::Bill(bill) = answer { Some(bill) } else { None })
    }

    /// The notification that it read.
    pub fn notification(&self) -> std::result::Result<Arc<NativeNotification>, NativeFailure> {
        self.fetched(|answer| if let Answer::Notification(read) = answer { Some(read) } else { None })
    }

    /// The request that it signed.
    pub fn prepared(&self) -> std::result::Result<Arc<NativePrepared>, NativeFailure> {
        self.fetched(|answer| if let Answer::Prepared(prepared) = answer { Some(prepared) } else { None })
    }

    /// The request for a bill that it signed.
    pub fn prepared_bill(&self) -> std::result::Result<Arc<NativePreparedBill>, NativeFailure> {
        self.fetched(|answer| if let Answer::PreparedBill(bill) = answer { Some(bill) } else { None })
    }
}

impl NativeCall {
    /// Begins the work on the runtime of this process. `given_up` tells what is to be thought of it when it did not end.
    pub(crate) fn begin(
        work: impl Future<Output = Ended> + Send + 'static,
        limit: Option<Duration>,
        given_up: impl Fn() -> Result<String> + Send + Sync + 'static,
        names: FieldCase,
    ) -> std::result::Result<Arc<Self>, NativeFailure> {
        let cannot = |what: &str, error: std::io::Error| {
            let error = Error::sdk(&sdk_codes::NO_RUNTIME).with_detail(what).with_source(error);
            NativeFailure::new(&error, names)
        };
        let runtime = bridge::runtime().map_err(|error| cannot("no threads", error))?;
        let (bell, ear) = Bell::hung().map_err(|error| cannot("no pipes", error))?;
        let ended = Arc::new(Mutex::new(None));
        let kept = Arc::clone(&ended);
        let task = runtime.spawn(async move {
            let answer = work.await;
            *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
            drop(bell); // it rings, as when this is dropped before
        });
        Ok(Arc::new(Self {
            process: std::process::id(),
            work: Some(task.abort_handle()),
            ended: Some(ended),
            ear,
            limit,
            given_up: Box::new(given_up),
            names,
        }))
    }

    fn fetched<T>(&self, wanted: impl Fn(Answer) -> Option<T>) -> std::result::Result<T, NativeFailure> {
        let ended = self.take();
        match ended {
            Some(ended) => self.told(ended, wanted),
            None => Err(NativeFailure::new(&Error::sdk(&sdk_codes::CALL_ABANDONED), self.names)),
        }
    }

    fn told<T>(
        &self,
        ended: Ended,
        wanted: impl Fn(Answer) -> Option<T>,
    ) -> std::result::Result<T, NativeFailure> {
        let abandoned = || NativeFailure::new(&Error::sdk(&sdk_codes::CALL_ABANDONED), self.names);
        ended.and_then(|answer| wanted(answer).ok_or_else(abandoned))
    }

    fn take(&self) -> Option<Ended> {
        // It is set once and taken once: a panic elsewhere cannot leave it half done.
        self.ended.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Drop for NativeCall {
    fn drop(&mut self) {
        if self.process != std::process::id() {
            // Its threads, and whoever held its locks, are in the parent.
            mem::forget((self.work.take(), self.ended.take()));
        }
        self.cancel();
    }
}
