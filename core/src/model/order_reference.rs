//! How an order is named, so that it can be asked for.

use super::{CombineTransaction, PartnerTransaction, Transaction, V2Transaction};

/// How an order is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderFamily {
    /// [`crate::query::prepare_query_order`]
    Direct,
    /// [`crate::query::prepare_query_partner_order`]
    Partner,
    /// [`crate::query::prepare_query_combine_order`]
    Combine,
    /// [`crate::query::prepare_query_v2_order`]
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OrderReference {
    /// How it is asked for.
    pub family: OrderFamily,
    /// The merchant's order number (of a combine order `combine_out_trade_no`).
    pub out_trade_no: String,
    /// The sub merchant's number, in partner use.
    pub sub_mchid: Option<String>,
}

impl From<&Transaction> for OrderReference {
    fn from(found: &Transaction) -> Self {
        Self { family: OrderFamily::Direct, out_trade_no: found.out_trade_no.clone(), sub_mchid: None }
    }
}

impl From<&PartnerTransaction> for OrderReference {
    fn from(found: &PartnerTransaction) -> Self {
        Self {
            family: OrderFamily::Partner,
            out_trade_no: found.out_trade_no.clone(),
            sub_mchid: Some(found.sub_mchid.clone()),
        }
    }
}

impl From<&CombineTransaction> for OrderReference {
    fn from(found: &CombineTransaction) -> Self {
        Self {
            family: OrderFamily::Combine,
            out_trade_no: found.combine_out_trade_no.clone(),
            sub_mchid: None,
        }
    }
}

impl From<&V2Transaction> for OrderReference {
    fn from(found: &V2Transaction) -> Self {
        Self {
            family: OrderFamily::V2,
            out_trade_no: found.out_trade_no.clone(),
            sub_mchid: found.sub_mch_id.clone(),
        }
    }
}
