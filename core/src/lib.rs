//! WeChat Pay inside QQ mini programs.
//!
//! A QQ mini program takes WeChat Pay only as H5 payment that is ordered through QQ's proxy. This crate does the whole
//! job of the merchant's server: the QQ access token, the order, the notification, the query that decides.
//!
//! # A whole payment
//!
#![cfg_attr(feature = "reqwest", doc = "```no_run")]
#![cfg_attr(not(feature = "reqwest"), doc = "```ignore")]
//! use qq_wxpay::client::Notifications;
//! use qq_wxpay::http::Headers;
//! use qq_wxpay::model::{Expected, OrderId, OrderRequest, Placement, RefundRequest, RequestPayment};
//! use qq_wxpay::{Error, QqWxPay, Result};
//!
//! # fn to_the_mini_program(_: Option<&RequestPayment>) {}
//! # async fn example(headers: Headers, raw_body: &[u8]) -> Result<()> {
//! let pay = QqWxPay::from_env()?; // QQ_WXPAY_MCHID and others: whatever is missing is told at once
//!
//! // 1. The order: number, description, fen (19.99 yuan), the payer's address. What is optional is assigned.
//! let mut order = OrderRequest::new("T20261123000001", "Blue mug", 1999, "203.0.113.7");
//! order.attach = Some("cart 7".to_owned());
//! match pay.place_order(&order).await? {
//!     // 2. The link: the mini program gives this, as JSON, to `qq.requestWxPayment`, which opens WeChat.
//!     Placement::Placed(placed) => to_the_mini_program(placed.request_payment.as_ref()),
//!     // The reply was lost: ask, and never take another order number.
//!     Placement::ToConfirm(lost) => println!("{:?}", pay.confirm_order(&lost.order).await?.state),
//! }
//!
//! // 3. The notification, its headers and raw bytes as they came. Success is answered only for what a function took.
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
//! println!("{} {} {}", answer.status, answer.content_type, answer.body); // send it back
//!
//! // 4. The query, whenever the notification does not come, or the payer asks.
//! let found = pay.query_order(&OrderId::OutTradeNo("T20261123000001".to_owned())).await?;
//! println!("{}", found.trade_state);
//!
//! // 5. A refund: repeat it only with the same number and values. Its end is notified, too.
//! pay.refund(&RefundRequest::new("T20261123000001", "R20261123000001", 1999, 1999)).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # When something fails
//!
//! ```
//! use qq_wxpay::{Error, Retry};
//!
//! fn tell(error: &Error) {
//!     eprintln!("{error}"); // kind, code, field, cause and remedy; nothing in it is secret
//!     match error.retry() {
//!         Retry::SameRequest => println!("again later, with the same number and values"),
//!         Retry::ConfirmFirst => println!("ask what became of it before anything else"),
//!         _ => println!("{}", error.remedy().map_or("", |remedy| remedy.zh)),
//!     }
//! }
//! ```
//!
//! # Where what is
//!
//! - [`QqWxPay`] has a method for every operation; [`client`] what it is made of: [`client::QqWxPayBuilder`], and the traits for a
//!   transport, a token store, an observer of your own.
//! - [`operations`], [`bill`], [`token`] and [`notify`] are the same without I/O: pure functions that make signed requests and
//!   read replies, for those who bring their own HTTP client. See [`Operation`] and [`Prepared`].
//! - [`Settings`] describes the merchant; everything in it is checked once, at construction.
//! - Records and most enums are `#[non_exhaustive]`: make a request with its `new` and assign what is optional; give a `match`
//!   an arm `_`. The few enums that are complete have none to be forgotten: [`model::Placement`], [`model::PaymentState`].
//!
//! # Features
//!
//! | feature | what it brings |
//! |---|---|
//! | `aws-lc-rs` (default) | RSA, and the TLS of `reqwest`, by AWS-LC |
//! | `rustcrypto` | RSA in Rust alone, five times slower; RUSTSEC-2023-0071 applies |
//! | `reqwest` (default) | `client` with its own transport: reqwest over rustls; with `http` |
//! | `ring` | the TLS of `reqwest` by ring, beside `rustcrypto`, where AWS-LC is not wanted |
//! | `client` | the client with a transport of yours, on tokio: no HTTP and no TLS comes along |
//! | `redis` | the access token in Redis, for several machines |
//! | `http` | [`http::Headers`] from a `http::HeaderMap` |
//!
//! One of `aws-lc-rs` and `rustcrypto` is needed. `bridge` and `schema` are for the packages of other languages and may change
//! with every version.

#[cfg(feature = "bridge")]
pub mod bridge;
#[cfg(feature = "client")]
pub mod client;
mod config;
pub mod crypto;
pub mod environment;
pub mod error;
#[cfg(feature = "client")]
mod fork_gate;
pub mod http;
pub mod model;
pub mod notify;
mod operation;
pub mod operations;
mod protocol;
pub mod retry;
mod secret;
#[cfg(feature = "client")]
mod store;
pub mod testing;
mod verify;
mod wire;

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
