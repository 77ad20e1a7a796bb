//! WeChat Pay inside QQ mini programs.
//!
//! A QQ mini program takes WeChat Pay only as H5 payment that is ordered through QQ's proxy. This crate does the whole
//! job of the merchant's server: the QQ access token, the order, the notification, the query that decides.
//!
//! - `QqWxPay` (feature `client`, on by default) is the facade with a network client.
//! - [`order`], [`query`], [`bill`], [`token`] and [`notify`] are the same without I/O: pure functions that make signed
//!   requests and read replies, for users who bring their own HTTP client.
//! - [`Settings`] describes the merchant; everything in it is checked once, at construction.

pub mod bill;
#[cfg(feature = "bridge")]
pub mod bridge;
pub mod call;
pub mod certificates;
#[cfg(feature = "client")]
pub mod client;
pub mod close;
mod config;
pub mod crypto;
mod direct;
mod endpoint;
pub mod environment;
pub mod error;
pub mod http;
pub mod model;
pub mod notify;
pub mod order;
pub mod query;
pub mod refund;
mod reply;
pub mod request;
mod resource;
pub mod retry;
mod secret;
pub mod self_test;
pub mod sensitive;
mod sign;
pub mod token;
mod trust;
mod wire;

#[cfg(feature = "client")]
pub use client::QqWxPay;
pub use config::{Config, Settings, V2SignType};
pub use endpoint::Leg;
pub use error::{Error, ErrorKind, Result, Retry};
pub use secret::Secret;
