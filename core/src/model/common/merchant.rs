//! Who the merchant is, and what takes no arguments.

use serde::{Deserialize, Serialize};

use crate::model::RequestFromJson;

/// Nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NoArguments {}

/// Who the merchant is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Merchant {
    /// Merchant number.
    pub mchid: String,
    /// WeChat AppID.
    pub wechat_appid: String,
    /// AppID of the QQ mini program, when one is configured.
    pub qq_appid: Option<String>,
    /// Whether all addresses lead to a sandbox on this machine: then no money moves.
    pub sandbox: bool,
}

impl RequestFromJson for NoArguments {}
