//! The codes of errors that this library makes itself.

mod bills;
mod exchange;
mod input;
mod keys;
mod messages;
mod settings;

pub use bills::*;
pub use exchange::*;
pub use input::*;
pub use keys::*;
pub use messages::*;
pub use settings::*;

use super::Entry;

/// Every table of this library's own codes.
pub(super) static TABLES: [&[&Entry]; 6] =
    [input::ENTRIES, settings::ENTRIES, keys::ENTRIES, messages::ENTRIES, bills::ENTRIES, exchange::ENTRIES];
