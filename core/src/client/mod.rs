//! The network client: prepare, transport, finish, retry. It knows no protocol.

mod bills;
mod builder;
mod callback_watch;
mod certificate_ends;
mod certificates;
mod claim;
mod engine;
mod facade;
mod lookup;
mod merchants;
mod notification_handlers;
mod notification_health;
mod notification_queries;
mod notifications;
mod open;
mod operations;
mod pace;
mod recent;
mod self_test;
#[cfg(feature = "reqwest")]
mod setting_file;
mod token;
mod unknown_outcome;

/// What the traits here are implemented with, as in the example of [`TokenProvider`].
pub use async_trait::async_trait;
pub use builder::QqWxPayBuilder;
pub use engine::bill_stream::{BillLimits, BillStream};
pub use engine::event_queue::wait_for_observers;
#[cfg(feature = "bridge")]
pub(crate) use engine::faults::FaultLimiter;
pub use engine::observer::{
    AttemptEvent, CallEvent, Event, FaultEvent, FaultKind, FaultLevel, NotificationEvent, Observer,
};
#[cfg(feature = "reqwest")]
pub use engine::reqwest_transport::ReqwestTransport;
pub use engine::state_events::{CertificateEvent, CertificateOwner, TokenEvent, TokenOrigin};
pub use engine::transport::{ReplyBody, StreamingReply, Transport, TransportError, TransportErrorKind};
pub use facade::QqWxPay;
pub use merchants::{MerchantNotification, Merchants, Owner};
pub use notification_handlers::{Delivered, Notifications, NotificationsBuilder, Recipient};
pub use open::{OpenOrderReports, OpenRefundReports};
#[cfg(feature = "reqwest")]
pub use setting_file::read_setting;
pub use token::provider::TokenProvider;

#[cfg(feature = "redis")]
pub use crate::store::RedisTokenStore;
pub use crate::store::{FileTokenStore, MemoryTokenStore, TokenStore, check_token_store};
