//! QQ's access token, as operations give and take it.

use serde::Deserialize;

use crate::model::RequestFromJson;
use crate::secret::Secret;

/// QQ's access token.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "bridge", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AccessToken {
    /// The token. Whoever has it can order in the name of the mini program: never log it.
    #[cfg_attr(feature = "bridge", serde(serialize_with = "crate::secret::exposed"))]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("x-hidden" = true)))]
    pub access_token: Secret,
}

/// A token as `getToken` gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "bridge", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FetchedToken {
    /// The token. Whoever has it can order in the name of the mini program: never log it.
    #[cfg_attr(feature = "bridge", serde(serialize_with = "crate::secret::exposed"))]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("x-hidden" = true)))]
    pub access_token: Secret,
    /// Seconds it lives from now: 7200 at present, never more than 7 days.
    pub lifetime_seconds: i64,
}

/// An access token that QQ refused.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RefusedAccessToken {
    /// The token.
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("x-hidden" = true)))]
    pub access_token: Secret,
}

impl FetchedToken {
    /// A token that lives so many seconds from now on.
    #[must_use]
    pub fn new(access_token: Secret, lifetime_seconds: i64) -> Self {
        Self { access_token, lifetime_seconds }
    }
}

impl From<AccessToken> for RefusedAccessToken {
    fn from(token: AccessToken) -> Self {
        Self::new(token.access_token)
    }
}

impl RefusedAccessToken {
    /// This token.
    #[must_use]
    pub fn new(access_token: Secret) -> Self {
        Self { access_token }
    }
}

impl RequestFromJson for RefusedAccessToken {}
