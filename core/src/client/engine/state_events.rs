//! What a client reports of what it works with: the access token and the certificates, and how long they last.

use serde::Serialize;

/// There is another access token than before: fetched, or found in the token store. A token provider's is not told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TokenEvent {
    /// Where it comes from.
    pub origin: TokenOrigin,
    /// How long ago it was fetched, in seconds.
    pub age_seconds: u64,
    /// How long it lasts, in seconds. It is replaced some minutes earlier.
    pub ends_in_seconds: u64,
    /// How long was waited until the token store gave the lease, or the token of who had it, in milliseconds; 0 when nobody had it.
    pub lease_wait_ms: u64,
}

/// Where an access token comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TokenOrigin {
    /// This client fetched it from QQ.
    Fetched,
    /// Another process or client fetched it, and this one found it in the token store.
    Store,
}

/// A certificate or key in use, and how long it lasts. It is told when the client is made or learns it, and once a day while the
/// client is at work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CertificateEvent {
    /// Whose it is.
    pub whose: CertificateOwner,
    /// Its serial number, or the ID of the public key.
    pub serial: String,
    /// How many whole days it lasts, rounded down: negative after its end; `None` for a public key, which has no end.
    pub days_left: Option<i64>,
}

/// Whose certificate or key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CertificateOwner {
    /// The merchant's API certificate, where the settings have it: of a serial number alone no end is known.
    Merchant,
    /// WeChat Pay's platform certificate: the newest that is valid.
    Platform,
    /// WeChat Pay's public key.
    PlatformKey,
}
