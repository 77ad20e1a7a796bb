//! Notifications of payments and refunds: what they say, how they are signed, and when they are repeated.

mod attempt;
mod courier;
mod message;
mod parcel;
mod schedule;

pub(crate) use attempt::{Answer, attempt};
pub(crate) use courier::{Courier, run};
pub(crate) use message::Message;
pub(crate) use parcel::{Parcel, Subject};
