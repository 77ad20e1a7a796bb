//! Reading what the platform may leave out or send as `null`.

use serde::{Deserialize, Deserializer};

/// A list or a state; `null` is an empty one.
pub(crate) fn empty_when_null<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(
    reader: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(reader)?.unwrap_or_default())
}
