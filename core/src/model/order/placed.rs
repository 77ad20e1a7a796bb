//! What placing an order gives.

use serde::Serialize;

/// How long an H5 link can be opened, in seconds.
pub const LINK_LIFETIME_SECONDS: i64 = 300;

/// An order that can be paid now. Nothing in it proves a payment: only a notification and a query do.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PlacedOrder {
    /// The merchant's number of the order (of a combine order: `combine_out_trade_no`).
    pub out_trade_no: String,
    /// The link that opens WeChat Pay.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[link]")]
    pub h5_url: String,
    /// Unix seconds after which the link is dead; placing the identical order again gives a fresh one.
    pub expires_at: i64,
    /// Whether the reply carried WeChat Pay's signature and it was right. `false` means that only TLS vouches for it.
    pub verified: bool,
    /// The arguments of `qq.requestWxPayment`; `None` for an order that went straight to WeChat Pay without a configured
    /// `referer`; an order through QQ is refused without it.
    pub request_payment: Option<RequestPayment>,
    /// WeChat Pay's number of the prepared payment, V2 only; lives 2 hours.
    pub prepay_id: Option<String>,
    /// WeChat Pay's `Request-ID`, when it arrived.
    pub request_id: Option<String>,
}

/// The arguments of `qq.requestWxPayment`: hand them to the mini program as they are.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RequestPayment {
    /// The link.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[link]")]
    pub url: String,
    /// The domain that is authorised for H5 payment, with its scheme.
    pub referer: String,
}
