//! The two protocols of WeChat Pay.

use serde::{Deserialize, Serialize};

/// Which of the two protocols a notification speaks, and therefore its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MessageVersion {
    /// XML.
    V2,
    /// JSON.
    V3,
}
