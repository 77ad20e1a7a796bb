//! Notifications of payments and refunds: what they say, how they are signed, and when they are repeated.

mod answer;
mod attempt;
mod compose;
mod deliver;
mod delivery_queue;
mod message;
mod payload;
mod schedule;
mod statement;

pub(crate) use answer::{Answer, is_acknowledgement};
pub(crate) use attempt::attempt;
pub(crate) use deliver::run;
pub(crate) use delivery_queue::{Delivery, DeliveryQueue};
pub(crate) use message::{Message, Signing};
pub(crate) use payload::{Notification, NotificationContent, Subject};
pub(crate) use statement::{Event, Sealing, Statement, new_id};
