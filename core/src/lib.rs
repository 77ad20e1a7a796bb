//! WeChat Pay inside QQ mini programs.
//!
//! A QQ mini program takes WeChat Pay only as H5 payment that is ordered through QQ's proxy. This crate does the whole
//! job of the merchant's server: the QQ access token, the order, the notification, the query that decides.
//!
//! A whole payment with the client (feature `client`, on by default):
//!
#![cfg_attr(feature = "client", doc = "```no_run")]
#![cfg_attr(not(feature = "client"), doc = "```ignore")]
//! use qq_wxpay::client::Notifications;
//! use qq_wxpay::http::Headers;
//! use qq_wxpay::model::{Expected, OrderRequest, Placement, RefundRequest};
//! use qq_wxpay::{Error, QqWxPay, Result};
//!
//! # async fn example(headers: Headers, raw_body: &[u8]) -> Result<()> {
//! let pay = QqWxPay::from_env()?; // QQ_WXPAY_MCHID and others: whatever is missing is told at once
//!
//! // The order: `request_payment` is what `qq.requestWxPayment` takes in the mini program.
//! let order = OrderRequest::new("T20261123000001", "Blue mug", 1999, "203.0.113.7");
//! match pay.place_order(&order).await? {
//!     Placement::Placed(placed) => println!("{:?}", placed.request_payment),
//!     // The reply was lost: ask, and never take another order number.
//!     Placement::ToConfirm(order) => println!("{:?}", pay.confirm_order(&order.order).await?.state),
//! }
//!
//! // The notification, its headers and raw bytes as they came. Success is answered only for what a function took.
//! let notifications = Notifications::of(pay.clone())
//!     .paid(|paid| async move {
//!         paid.expect(&Expected::order("T20261123000001", 1999))?; // number and total out of your database
//!         Ok::<_, Error>(()) // after your own transaction
//!     })
//!     .refund(|refund| async move {
//!         println!("{}: {:?}", refund.out_refund_no, refund.status);
//!         Ok::<_, Error>(())
//!     })
//!     .build()?;
//! let answer = notifications.receive(&headers, raw_body).await;
//! println!("{} {}", answer.status, answer.body); // send it back
//!
//! // A refund: repeat it only with the same number and values.
//! pay.refund(&RefundRequest::new("T20261123000001", "R20261123000001", 1999, 1999)).await?;
//! # Ok(())
//! # }
//! ```
//!
//! - [`operations`], [`bill`], [`token`] and [`notify`] are the same without I/O: pure functions that make signed requests and
//!   read replies, for those who bring their own HTTP client.
//! - [`Settings`] describes the merchant; everything in it is checked once, at construction.

#[cfg(feature = "bridge")]
pub mod bridge;
#[cfg(feature = "client")]
pub mod client;
mod config;
pub mod crypto;
pub mod environment;
pub mod error;
pub mod http;
pub mod model;
pub mod notify;
mod operation;
pub mod operations;
mod protocol;
pub mod retry;
mod secret;

#[cfg(feature = "client")]
pub use client::QqWxPay;
pub use config::{Config, Settings, V2SignType};

pub use error::{Error, ErrorKind, Result, Retry};
pub use operation::{CallContext, Idempotency, Operation, Signature};
pub use operations::{bill, certificates, self_test, token};
pub use protocol::endpoint::Upstream;
pub use protocol::prepared::Prepared;
pub use protocol::sensitive;
pub use secret::Secret;
