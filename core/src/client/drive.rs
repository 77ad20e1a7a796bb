//! The loop: prepare, transport, finish, repeat?

use std::time::Instant;

use tokio::runtime::{Handle, RuntimeFlavor};
use tracing::{Instrument as _, debug, info_span, warn};

use super::transport::Transport;
use crate::call::{Effect, Prepared};
use crate::environment::{Clock, NonceSource};
use crate::error::{Error, Result, Retry};
use crate::retry::RetryPolicy;

/// What the loop needs from its surroundings.
pub(super) struct Driver<'a> {
    pub(super) transport: &'a dyn Transport,
    pub(super) clock: &'a dyn Clock,
    pub(super) nonces: &'a dyn NonceSource,
    pub(super) retry: &'a RetryPolicy,
    /// Whether signing waits for I/O ([`crate::crypto::Signer::blocks`]).
    pub(super) signer_blocks: bool,
}

impl Driver<'_> {
    /// Sends what `prepare` makes until there is a result or a final error; each attempt is prepared, and so signed, anew.
    pub(super) async fn run<T>(&self, mut prepare: impl FnMut() -> Result<Prepared<T>>) -> Result<T> {
        let begin = Instant::now();
        let mut attempt = 1;
        loop {
            let prepared =
                if self.signer_blocks && Handle::current().runtime_flavor() == RuntimeFlavor::MultiThread {
                    tokio::task::block_in_place(&mut prepare)?
                } else {
                    prepare()?
                };
            let span =
                info_span!("qq_wxpay", operation = prepared.operation(), leg = ?prepared.leg(), attempt);
            let result = self.attempt(&prepared, begin).instrument(span.clone()).await;
            let error = match result {
                Ok(value) => return Ok(value),
                Err(error) => error,
            };
            let pause = self.retry.pause(&error, prepared.effect(), attempt, begin.elapsed(), self.random());
            span.in_scope(|| {
                warn!(
                    kind = error.kind().name(),
                    code = error.code(),
                    status = error.http_status(),
                    repeat = pause.is_some(),
                    "failed"
                );
            });
            match pause {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Err(error),
            }
            attempt += 1;
        }
    }

    async fn attempt<T>(&self, prepared: &Prepared<T>, begin: Instant) -> Result<T> {
        let left = self.retry.deadline.saturating_sub(begin.elapsed());
        let timeout = self.retry.attempt_timeout.min(left);
        let sent = Instant::now();
        // The transport may be the user's: it is not trusted to keep the time.
        let exchange =
            tokio::time::timeout(timeout, self.transport.send(prepared.request().clone(), timeout));
        let reply = match exchange.await {
            Ok(Ok(reply)) => reply,
            Ok(Err(error)) => return Err(harmless_when_reading(prepared.effect(), error.into())),
            Err(_) => {
                let error = Error::sdk(&crate::error::sdk_codes::TIMED_OUT);
                return Err(harmless_when_reading(prepared.effect(), error));
            }
        };
        debug!(
            status = reply.status(),
            request_id = reply.request_id(),
            elapsed_ms = sent.elapsed().as_millis(),
            "answered"
        );
        prepared.finish(&reply, self.clock.now())
    }

    fn random(&self) -> u32 {
        self.nonces
            .nonce()
            .bytes()
            .fold(0, |sum: u32, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)))
    }
}

/// A question whose answer is lost can simply be asked again.
fn harmless_when_reading(effect: Effect, error: Error) -> Error {
    match effect {
        Effect::Read => error.with_retry(Retry::SameRequest),
        Effect::Repeatable | Effect::Once => error,
    }
}
