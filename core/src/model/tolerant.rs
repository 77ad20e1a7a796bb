//! Reading lists that the platform may leave out or send as `null` (protocol 5.1).

use serde::{Deserialize, Deserializer};

/// A list; `null` is an empty one.
pub(super) fn empty_when_null<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    reader: D,
) -> Result<Vec<T>, D::Error> {
    Ok(Option::deserialize(reader)?.unwrap_or_default())
}
