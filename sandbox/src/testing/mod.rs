//! A test kit: signed notifications for the tests of a shop, without a process, without a network, without keys of one's own.
//!
//! A client that is made of [`settings`] believes what [`signed_notification`] makes. The keys are fixed and known to everybody, so a
//! client of `qq-wxpay` takes them only where all its addresses are on the machine itself, and the addresses of [`settings`] are
//! such, with nobody behind them.
//!
//! ```
//! use qq_wxpay_sandbox::testing::{Changes, Kind, Order, Spoilt, settings, signed_notification};
//!
//! let order = Order::new("SHOP-1", 100);
//! let paid = signed_notification(Kind::Payment, &order, &Changes::default())?;
//! assert!(paid.headers.iter().any(|(name, _)| name == "Wechatpay-Signature"));
//!
//! let other_total = Changes::default().field("amount.total", 1);
//! let wrong = signed_notification(Kind::Payment, &order, &other_total)?;
//! let forged = signed_notification(Kind::Payment, &order, &Changes::default().spoilt(Spoilt::Forged))?;
//! assert!(settings().iter().any(|(name, _)| name == "QQ_WXPAY_API_V3_KEY"));
//! # let _ = (wrong, forged);
//! # Ok::<_, qq_wxpay_sandbox::testing::TestingError>(())
//! ```

mod call;
mod changes;
mod credentials;
mod error;
mod kind;
mod known_fields;
mod notification;
mod order;
mod paths;
mod reader;
mod statements;
mod wallet;

pub use call::call;
pub use changes::Changes;
pub use credentials::{client_settings, settings};
pub use error::TestingError;
pub use kind::{Kind, Spoilt};
pub use notification::{SignedNotification, again, signed_notification};
pub use order::{Order, SubOrder};
pub use wallet::Wallet;
