//! What runs a call: prepare, sign, send, finish, repeat; who observes it, and over which transport.

pub(super) mod attempt;
pub(super) mod bill_stream;
pub(super) mod call;
pub(super) mod context;
pub(super) mod driver;
pub(super) mod event_queue;
pub(super) mod faults;
#[cfg(feature = "reqwest")]
mod http_client;
#[cfg(feature = "reqwest")]
mod mutual_tls;
pub(super) mod observer;
pub(super) mod reentry;
#[cfg(feature = "reqwest")]
pub(super) mod reqwest_transport;
pub(super) mod signing;
pub(super) mod single_flight;
pub(super) mod state_events;
pub(super) mod transport;
pub(super) mod whom;
