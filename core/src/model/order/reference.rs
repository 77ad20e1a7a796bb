//! How an order is named, so that it can be asked for.

use serde::{Deserialize, Serialize};

use crate::error::Result;
#[cfg(feature = "client")]
use crate::error::{Error, sdk_codes};
use crate::model::common::read_request;
use crate::model::{
    CombineOrderRequest, CombineTransaction, OrderRequest, PartnerOrderRequest, PartnerTransaction,
    RequestFromJson, Transaction, V2OrderRequest, V2Transaction,
};

/// How an order is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OrderFamily {
    /// `query_order` finds it.
    Direct,
    /// `query_partner_order` finds it.
    Partner,
    /// `query_combine_order` finds it.
    Combine,
    /// `query_v2_order` finds it.
    V2,
}

impl OrderFamily {
    /// Every family, in the order of declaration.
    pub const ALL: [Self; 4] = [Self::Direct, Self::Partner, Self::Combine, Self::V2];

    /// The name used in every language, `snake_case`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Partner => "partner",
            Self::Combine => "combine",
            Self::V2 => "v2",
        }
    }
}

/// An order that a message names, enough to query it.
///
/// ```
/// use qq_wxpay::model::{OrderFamily, OrderReference};
///
/// let own = OrderReference::new(OrderFamily::Direct, "T20261123000001");
/// let sold_by_another =
///     OrderReference::new(OrderFamily::Partner, "T20261123000002").of_sub_merchant("1900000109");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OrderReference {
    /// How it is asked for.
    pub family: OrderFamily,
    /// The merchant's order number (of a combine order `combine_out_trade_no`).
    pub out_trade_no: String,
    /// The sub merchant's number, in partner use.
    #[serde(default)]
    pub sub_mchid: Option<String>,
}

impl OrderReference {
    /// The order with this number, which is asked for in this way.
    #[must_use]
    pub fn new(family: OrderFamily, out_trade_no: impl Into<String>) -> Self {
        Self { family, out_trade_no: out_trade_no.into(), sub_mchid: None }
    }

    /// The same order, of this sub merchant.
    #[must_use]
    pub fn of_sub_merchant(self, sub_mchid: impl Into<String>) -> Self {
        Self { sub_mchid: Some(sub_mchid.into()), ..self }
    }

    /// The sub merchant's number, without which a partner's order cannot be asked for.
    #[cfg(feature = "client")]
    pub(crate) fn needed_sub_mchid(&self) -> Result<&str> {
        let missing = || Error::sdk(&sdk_codes::FIELD_MISSING).with_field("sub_mchid");
        self.sub_mchid.as_deref().ok_or_else(missing)
    }
}

impl From<&OrderRequest> for OrderReference {
    fn from(request: &OrderRequest) -> Self {
        Self::new(OrderFamily::Direct, &request.out_trade_no)
    }
}

impl From<&PartnerOrderRequest> for OrderReference {
    fn from(request: &PartnerOrderRequest) -> Self {
        Self::new(OrderFamily::Partner, &request.order.out_trade_no).of_sub_merchant(&request.sub_mchid)
    }
}

impl From<&CombineOrderRequest> for OrderReference {
    fn from(request: &CombineOrderRequest) -> Self {
        Self::new(OrderFamily::Combine, &request.combine_out_trade_no)
    }
}

impl From<&V2OrderRequest> for OrderReference {
    fn from(request: &V2OrderRequest) -> Self {
        Self { sub_mchid: request.sub_mch_id.clone(), ..Self::new(OrderFamily::V2, &request.out_trade_no) }
    }
}

impl From<&Transaction> for OrderReference {
    fn from(found: &Transaction) -> Self {
        Self::new(OrderFamily::Direct, &found.out_trade_no)
    }
}

impl From<&PartnerTransaction> for OrderReference {
    fn from(found: &PartnerTransaction) -> Self {
        Self::new(OrderFamily::Partner, &found.out_trade_no).of_sub_merchant(&found.sub_mchid)
    }
}

impl From<&CombineTransaction> for OrderReference {
    fn from(found: &CombineTransaction) -> Self {
        Self::new(OrderFamily::Combine, &found.combine_out_trade_no)
    }
}

impl From<&V2Transaction> for OrderReference {
    fn from(found: &V2Transaction) -> Self {
        Self { sub_mchid: found.sub_mch_id.clone(), ..Self::new(OrderFamily::V2, &found.out_trade_no) }
    }
}

impl RequestFromJson for OrderReference {
    fn from_json(text: &str) -> Result<Self> {
        read_request(text).map_err(|error| match error.field() {
            // A number alone is what everybody gives first.
            Some("(the request)") => error.with_detail(
                "expected an object: `family` (direct, partner, combine or v2) and `out_trade_no`, of a partner's order `sub_mchid` too",
            ),
            _ => error,
        })
    }
}
