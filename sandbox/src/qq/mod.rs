//! QQ's side: access tokens, the payment proxy, and the relay of notifications.

pub(crate) mod proxy;
mod refusal;
pub(crate) mod relay;
mod token;
mod token_book;

pub(crate) use token::token;
pub(crate) use token_book::TokenBook;
