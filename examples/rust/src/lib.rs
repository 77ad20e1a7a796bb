//! A shop in a QQ mini program: it places orders, takes the notifications, and asks WeChat Pay where none came.
//!
//! `router` is the whole server; `main.rs` gives it a port. Orders live in memory: a real shop keeps them in a database.

mod notify;
mod orders;
mod payer;
mod products;
mod server;
mod store;

pub use server::{App, router};
pub use store::{Order, OrderState, Settlement, Store};
