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
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
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
    /// The sub merchant's number, without which a partner's order cannot be asked for.
    #[cfg(feature = "client")]
    pub(crate) fn needed_sub_mchid(&self) -> Result<&str> {
        let missing = || Error::sdk(&sdk_codes::FIELD_MISSING).with_field("sub_mchid");
        self.sub_mchid.as_deref().ok_or_else(missing)
    }

    fn new(family: OrderFamily, out_trade_no: &str, sub_mchid: Option<&str>) -> Self {
        Self { family, out_trade_no: out_trade_no.to_owned(), sub_mchid: sub_mchid.map(str::to_owned) }
    }
}

impl From<&OrderRequest> for OrderReference {
    fn from(request: &OrderRequest) -> Self {
        Self::new(OrderFamily::Direct, &request.out_trade_no, None)
    }
}

impl From<&PartnerOrderRequest> for OrderReference {
    fn from(request: &PartnerOrderRequest) -> Self {
        Self::new(OrderFamily::Partner, &request.order.out_trade_no, Some(&request.sub_mchid))
    }
}

impl From<&CombineOrderRequest> for OrderReference {
    fn from(request: &CombineOrderRequest) -> Self {
        Self::new(OrderFamily::Combine, &request.combine_out_trade_no, None)
    }
}

impl From<&V2OrderRequest> for OrderReference {
    fn from(request: &V2OrderRequest) -> Self {
        Self::new(OrderFamily::V2, &request.out_trade_no, request.sub_mch_id.as_deref())
    }
}

impl From<&Transaction> for OrderReference {
    fn from(found: &Transaction) -> Self {
        Self::new(OrderFamily::Direct, &found.out_trade_no, None)
    }
}

impl From<&PartnerTransaction> for OrderReference {
    fn from(found: &PartnerTransaction) -> Self {
        Self::new(OrderFamily::Partner, &found.out_trade_no, Some(&found.sub_mchid))
    }
}

impl From<&CombineTransaction> for OrderReference {
    fn from(found: &CombineTransaction) -> Self {
        Self::new(OrderFamily::Combine, &found.combine_out_trade_no, None)
    }
}

impl From<&V2Transaction> for OrderReference {
    fn from(found: &V2Transaction) -> Self {
        Self::new(OrderFamily::V2, &found.out_trade_no, found.sub_mch_id.as_deref())
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
