//! The payment of a combine order.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::common::{empty_when_null, keeps_raw};
use crate::model::order::{compare, compare_fen, differs};
use crate::model::{
    Expected, ExpectedPart, PromotionDetail, RawMessage, TradeState, TradeType, TransactionScene,
};

/// A combine order and its payment. Each part has a state of its own.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CombineTransaction {
    /// The initiator's WeChat AppID.
    #[serde(default)]
    pub combine_appid: Option<String>,
    /// The initiator's number.
    pub combine_mchid: String,
    /// Number of the whole.
    pub combine_out_trade_no: String,
    /// Where it was paid.
    #[serde(default)]
    pub scene_info: Option<TransactionScene>,
    /// Who paid.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[payer]")]
    pub combine_payer_info: Option<CombinePayer>,
    /// The parts.
    #[serde(default, deserialize_with = "empty_when_null")]
    pub sub_orders: Vec<SubOrderTransaction>,
    /// WeChat Pay's number of the whole; only where WeChat Pay gives one.
    #[serde(default)]
    pub combine_transaction_id: Option<String>,
    /// Where the order was paid, a word of WeChat Pay's.
    #[serde(default)]
    pub trade_scenario: Option<String>,
    /// The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `None` within a notification,
    /// which has its own.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("x-hidden" = true)))]
    pub raw: Option<RawMessage>,
}

/// Who paid a combine order.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CombinePayer {
    /// The payer's `openid` under the initiator's AppID.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[payer]")]
    #[serde(default)]
    pub openid: Option<String>,
}

/// One part of a combine order and its payment.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SubOrderTransaction {
    /// Merchant number of this part.
    pub mchid: String,
    /// The sub merchant's number.
    #[serde(default)]
    pub sub_mchid: Option<String>,
    /// The sub merchant's WeChat AppID.
    #[serde(default)]
    pub sub_appid: Option<String>,
    /// The payer's `openid` under the sub merchant's AppID.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[payer]")]
    #[serde(default)]
    pub sub_openid: Option<String>,
    /// Number of this part.
    pub out_trade_no: String,
    /// WeChat Pay's number of this part; only when paid.
    #[serde(default)]
    pub transaction_id: Option<String>,
    /// How the order was made.
    #[serde(default)]
    pub trade_type: Option<TradeType>,
    /// Where this part stands.
    #[serde(default, deserialize_with = "empty_when_null")]
    pub trade_state: TradeState,
    /// Bank.
    #[serde(default)]
    pub bank_type: Option<String>,
    /// What this part carried.
    #[serde(default)]
    pub attach: Option<String>,
    /// When it was paid, RFC 3339.
    #[serde(default)]
    pub success_time: Option<String>,
    /// How much.
    #[serde(default)]
    pub amount: Option<SubOrderTransactionAmount>,
    /// Discounts.
    #[serde(default, deserialize_with = "empty_when_null")]
    pub promotion_detail: Vec<PromotionDetail>,
}

/// How much of a part was ordered and paid, in fen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SubOrderTransactionAmount {
    /// The part's amount.
    #[serde(default)]
    pub total_amount: Option<i64>,
    /// What the payer paid after discounts.
    #[serde(default)]
    pub payer_amount: Option<i64>,
    /// `CNY`.
    #[serde(default)]
    pub currency: Option<String>,
    /// Currency that the payer paid in.
    #[serde(default)]
    pub payer_currency: Option<String>,
    /// Exchange rate, times 100,000,000.
    #[serde(default)]
    pub settlement_rate: Option<i64>,
}

impl CombineTransaction {
    /// Whether every part is paid. An order without parts is not.
    #[must_use]
    pub fn was_paid(&self) -> bool {
        self.unpaid_state().is_none()
    }

    /// Why the whole is not paid: the state of a part that nobody knows, else of the first unpaid part; unknown without
    /// parts. `None` when every part is paid.
    #[must_use]
    pub fn unpaid_state(&self) -> Option<TradeState> {
        if self.sub_orders.is_empty() {
            return Some(TradeState::default());
        }
        let states = || self.sub_orders.iter().map(|part| &part.trade_state);
        states().find(|state| !state.is_known()).or_else(|| states().find(|state| !state.was_paid())).cloned()
    }

    /// Compares with the order that you have stored: number, initiator, AppID, the sum of the parts, and
    /// each part where the parts are given.
    ///
    /// # Errors
    /// `Mismatch`, naming the first field that differs; also when a part is not paid, or was refunded since and that is
    /// not allowed.
    pub fn expect(&self, expected: &Expected) -> Result<()> {
        expected.compare_number("combine_out_trade_no", &self.combine_out_trade_no)?;
        expected.compare_merchant("combine_mchid", &self.combine_mchid)?;
        expected.compare_appid("combine_appid", self.combine_appid.as_deref())?;
        self.compare_states(expected)?;
        let sum = self.sub_orders.iter().try_fold(0_i64, |sum, part| {
            sum.checked_add(part.amount.as_ref().and_then(|amount| amount.total_amount)?)
        });
        let foreign = self
            .sub_orders
            .iter()
            .filter_map(|part| part.amount.as_ref()?.currency.as_deref())
            .find(|currency| *currency != "CNY");
        expected.compare_amount("sub_orders[].amount.total_amount", sum, foreign)?;
        self.compare_parts(expected)
    }

    fn compare_parts(&self, expected: &Expected) -> Result<()> {
        let (own, paid) = (&expected.parts, &self.sub_orders);
        if own.is_empty() {
            return Ok(());
        }
        if own.len() != paid.len() {
            let detail = format!("expected {} parts, found {}", own.len(), paid.len());
            return Err(differs("sub_orders", &detail));
        }
        for (index, part) in paid.iter().enumerate() {
            let mut same = own.iter().filter(|own| own.out_trade_no == part.out_trade_no);
            // Numbers that occur twice would let one part stand for two.
            let twice = paid.iter().filter(|other| other.out_trade_no == part.out_trade_no).count() > 1;
            match (same.next(), same.next(), twice) {
                (Some(own), None, false) => part.compare(index, own)?,
                _ => {
                    let detail = "not exactly one expected part has this number";
                    return Err(differs(&format!("sub_orders[{index}].out_trade_no"), detail));
                }
            }
        }
        Ok(())
    }

    fn compare_states(&self, expected: &Expected) -> Result<()> {
        if self.sub_orders.is_empty() {
            return expected.compare_state("sub_orders", &TradeState::default());
        }
        let mut parts = self.sub_orders.iter().enumerate();
        parts.try_for_each(|(index, part)| {
            expected.compare_state(&format!("sub_orders[{index}].trade_state"), &part.trade_state)
        })
    }
}

impl SubOrderTransaction {
    fn compare(&self, index: usize, expected: &ExpectedPart) -> Result<()> {
        let (name, mchid) = match &self.sub_mchid {
            Some(number) => ("sub_mchid", number),
            None => ("mchid", &self.mchid),
        };
        compare(&format!("sub_orders[{index}].{name}"), expected.mchid.as_deref(), Some(mchid))?;
        let amount = self.amount.as_ref();
        compare_fen(
            &format!("sub_orders[{index}].amount.total_amount"),
            expected.total,
            amount.and_then(|amount| amount.total_amount),
            amount.and_then(|amount| amount.currency.as_deref()),
        )
    }
}

keeps_raw!(CombineTransaction);
