//! One call under way, from its beginning to its end, and the event that reports it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use crate::client::engine::attempt::Attempt;
use crate::client::engine::context::ClientContext;
use crate::client::engine::observer::{CallEvent, Event};
use crate::error::{Error, Result, sdk_codes};
use crate::protocol::endpoint::Upstream;

/// The number of the last call of this process.
static LAST: AtomicU64 = AtomicU64::new(0);

/// A call under way. It is reported when it is dropped, if it is known what it was about.
pub(in crate::client) struct Call<'a> {
    context: &'a ClientContext,
    number: u64,
    begin: Instant,
    about: Option<(&'static str, Upstream)>,
    attempts: u32,
    end: End,
}

/// How it stands.
enum End {
    /// It is under way: dropped so, it was given up.
    Open,
    Well,
    Badly {
        kind: &'static str,
        code: String,
    },
}

impl<'a> Call<'a> {
    /// A call that begins now.
    pub(in crate::client) fn begin(context: &'a ClientContext) -> Self {
        let number = LAST.fetch_add(1, Ordering::Relaxed) + 1;
        Self { context, number, begin: Instant::now(), about: None, attempts: 0, end: End::Open }
    }

    pub(in crate::client) fn began_at(&self) -> Instant {
        self.begin
    }

    /// Says what it is before there is an attempt: it may fail for what it needs, such as the access token.
    pub(in crate::client) fn is_about(&mut self, operation: &'static str, upstream: Upstream) {
        self.about = Some((operation, upstream));
    }

    /// An attempt of it that begins now.
    pub(in crate::client) fn attempt(
        &mut self,
        operation: &'static str,
        upstream: Upstream,
        attempt: u32,
        at_backup: bool,
    ) -> Attempt<'a> {
        self.about = Some((operation, upstream));
        self.attempts += 1;
        self.end = End::Open;
        Attempt::begin(self.context, (self.number, attempt), operation, upstream, at_backup)
    }

    /// It is over, unless another attempt follows.
    pub(in crate::client) fn ended<T>(&mut self, result: &Result<T>) {
        match result {
            Ok(_) => self.end = End::Well,
            Err(error) => self.failed(error),
        }
    }

    /// It has failed, unless another attempt follows.
    pub(in crate::client) fn failed(&mut self, error: &Error) {
        self.end = End::Badly { kind: error.kind().name(), code: error.code().to_owned() };
    }
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        let Some((operation, upstream)) = self.about else { return };
        if matches!(self.end, End::Open) {
            self.failed(&Error::sdk(&sdk_codes::CALL_ABANDONED));
        }
        let (kind, code) = match std::mem::replace(&mut self.end, End::Well) {
            End::Badly { kind, code } => (Some(kind), Some(code)),
            End::Open | End::Well => (None, None),
        };
        self.context.emit(|| {
            Event::Call(CallEvent {
                call: self.number,
                operation,
                upstream,
                attempts: self.attempts,
                elapsed: self.begin.elapsed(),
                kind,
                code,
            })
        });
    }
}
