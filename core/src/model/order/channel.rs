//! The way an order takes.

use serde::{Deserialize, Serialize};

/// The way an order takes to WeChat Pay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Channel {
    /// Through QQ's proxy: for `qq.requestWxPayment` in a mini program.
    #[default]
    QqProxy,
    /// Straight to WeChat Pay: for an H5 site of the same merchant.
    Direct,
}
