//! What everything that sends requests needs.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::faults::FaultLimiter;
use super::observer::Observer;
use super::reentry::Asked;
use super::transport::Transport;
use crate::config::Config;
use crate::environment::{Clock, NonceSource, Stamp, random_number};

/// The configuration of a client, and its ways to the world outside. Clones share everything.
#[derive(Clone)]
pub(super) struct Means {
    pub(super) config: Config,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) nonces: Arc<dyn NonceSource>,
    pub(super) observer: Option<Arc<dyn Observer>>,
    pub(super) faults: Arc<FaultLimiter>,
    /// Who it is to the functions of the user that it waits for.
    pub(super) asked: Asked,
    /// How many signers may wait at a time.
    pub(super) signatures: Arc<Semaphore>,
}

impl Means {
    pub(super) fn now(&self) -> i64 {
        self.clock.now()
    }

    /// The moment and a fresh nonce, for a request that [`super::signing::sign`] signs.
    pub(super) fn stamp(&self) -> Stamp {
        Stamp::new(self.clock.now(), self.nonces.nonce()).signed_later()
    }

    /// A number drawn from the nonces.
    pub(super) fn random(&self) -> u32 {
        random_number(self.nonces.as_ref())
    }
}
