//! The codes of errors that this library makes itself.

mod bills;
mod exchange;
mod input;
mod keys;
mod messages;
mod notifications;
mod settings;
mod trust;

pub use bills::*;
pub use exchange::*;
pub use input::*;
pub use keys::*;
pub use messages::*;
pub use notifications::*;
pub use settings::*;
pub use trust::*;

use super::Entry;

/// Every table of this library's own codes.
pub(super) static TABLES: [&[&Entry]; 8] = [
    input::ENTRIES,
    settings::ENTRIES,
    keys::ENTRIES,
    messages::ENTRIES,
    notifications::ENTRIES,
    bills::ENTRIES,
    exchange::ENTRIES,
    trust::ENTRIES,
];
