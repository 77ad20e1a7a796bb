//! The V3 order of a service provider for a merchant of its own.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::{Channel, OrderRequest, RequestFromJson, check};

/// A V3 H5 order of a service provider.
///
/// `sp_appid` and `sp_mchid` are the configured `wechat_appid` and `mchid`.
///
/// ```
/// use qq_wxpay::model::{OrderRequest, PartnerOrderRequest};
///
/// let order = OrderRequest::new("T20261123000001", "Blue mug", 1999, "203.0.113.7");
/// let request = PartnerOrderRequest::new("1900000109", order); // the sub merchant that sells
/// assert_eq!(request.order.amount.total, 1999);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct PartnerOrderRequest {
    /// WeChat AppID of the sub merchant, up to 32 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_appid: Option<String>,
    /// Number of the sub merchant that sells. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub sub_mchid: String,
    /// Everything else, as in an order of a direct merchant. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub order: OrderRequest,
}

impl PartnerOrderRequest {
    /// An order that `sub_mchid` sells.
    #[must_use]
    pub fn new(sub_mchid: impl Into<String>, order: OrderRequest) -> Self {
        Self { sub_appid: None, sub_mchid: sub_mchid.into(), order }
    }

    pub(crate) fn check(&self, channel: Channel) -> Result<()> {
        check::merchant_number("sub_mchid", &self.sub_mchid)?;
        if let Some(appid) = &self.sub_appid {
            check::wechat_appid("sub_appid", appid)?;
        }
        self.order.check(channel).map_err(|error| match error.field() {
            Some(field) => {
                let field = format!("order.{field}");
                error.with_field(field)
            }
            None => error,
        })
    }
}

impl RequestFromJson for PartnerOrderRequest {}
