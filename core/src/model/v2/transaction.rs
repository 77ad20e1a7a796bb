//! The payment as V2 notifications and queries tell it.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::common::keeps_raw;
use crate::model::{Expected, RawMessage, TradeState, TradeType};
use crate::wire::xml::Fields;

/// The fields of a coupon.
const COUPON: [&str; 3] = ["coupon_id", "coupon_type", "coupon_fee"];

/// An order and its payment in V2. While it is not paid, most fields are absent.
#[derive(Clone, derive_more::Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct V2Transaction {
    /// WeChat AppID.
    pub appid: String,
    /// Merchant number.
    pub mch_id: String,
    /// Sub merchant's WeChat AppID.
    pub sub_appid: Option<String>,
    /// Sub merchant's number.
    pub sub_mch_id: Option<String>,
    /// The merchant's order number.
    pub out_trade_no: String,
    /// WeChat Pay's order number; only when paid.
    pub transaction_id: Option<String>,
    /// Where the order stands. A notification of a payment counts as `SUCCESS`.
    pub trade_state: TradeState,
    /// The same in words; queries only.
    pub trade_state_desc: Option<String>,
    /// How the order was made.
    pub trade_type: Option<TradeType>,
    /// The payer's `openid`.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[payer]")]
    pub openid: Option<String>,
    /// Bank.
    pub bank_type: Option<String>,
    /// The order's amount, fen.
    pub total_fee: Option<i64>,
    /// The amount after coupons that are not settled, fen.
    pub settlement_total_fee: Option<i64>,
    /// `CNY`.
    pub fee_type: Option<String>,
    /// What the payer paid, fen.
    pub cash_fee: Option<i64>,
    /// Currency that the payer paid in.
    pub cash_fee_type: Option<String>,
    /// Sum of the coupons, fen.
    pub coupon_fee: Option<i64>,
    /// The coupons.
    pub coupons: Vec<V2Coupon>,
    /// What the order carried.
    pub attach: Option<String>,
    /// When it was paid, `yyyyMMddHHmmss` in Beijing time.
    pub time_end: Option<String>,
    /// Device that the order named.
    pub device_info: Option<String>,
    /// Whether the payer follows the account of the AppID: `Y` or `N`.
    pub is_subscribe: Option<String>,
    /// The payer's `openid` under the sub merchant's AppID.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[payer]")]
    pub sub_openid: Option<String>,
    /// The same as `is_subscribe` of the sub merchant's AppID.
    pub sub_is_subscribe: Option<String>,
    /// Goods detail of the order, JSON text.
    pub detail: Option<String>,
    /// Discounts, JSON text.
    pub promotion_detail: Option<String>,
    /// What was consumed, fen; only in some ways of paying.
    pub consume_fee: Option<i64>,
    /// The verified reply in full, XML, also what has no field here; it holds the payer's identity. `None` within a notification,
    /// which has its own.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>", extend("x-hidden" = true)))]
    pub raw: Option<RawMessage>,
}

/// One coupon of a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct V2Coupon {
    /// Number of the coupon.
    pub coupon_id: Option<String>,
    /// `CASH` or `NO_CASH`.
    pub coupon_type: Option<String>,
    /// Its value, fen.
    pub coupon_fee: Option<i64>,
}

impl V2Transaction {
    pub(crate) fn read(fields: &Fields, trade_state: TradeState) -> Result<Self> {
        let coupons = fields
            .entries(&COUPON.map(str::to_owned), "coupon_count", 0)?
            .into_iter()
            .map(|index| {
                Ok(V2Coupon {
                    coupon_id: fields.text(&format!("coupon_id_{index}")),
                    coupon_type: fields.text(&format!("coupon_type_{index}")),
                    coupon_fee: fields.fen(&format!("coupon_fee_{index}"))?,
                })
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            appid: fields.required_text("appid")?,
            mch_id: fields.required_text("mch_id")?,
            sub_appid: fields.text("sub_appid"),
            sub_mch_id: fields.text("sub_mch_id"),
            out_trade_no: fields.required_text("out_trade_no")?,
            transaction_id: fields.text("transaction_id"),
            trade_state,
            trade_state_desc: fields.text("trade_state_desc"),
            trade_type: fields.text("trade_type").map(TradeType::from),
            openid: fields.text("openid"),
            bank_type: fields.text("bank_type"),
            total_fee: fields.fen("total_fee")?,
            settlement_total_fee: fields.fen("settlement_total_fee")?,
            fee_type: fields.text("fee_type"),
            cash_fee: fields.fen("cash_fee")?,
            cash_fee_type: fields.text("cash_fee_type"),
            coupon_fee: fields.fen("coupon_fee")?,
            coupons,
            attach: fields.text("attach"),
            time_end: fields.text("time_end"),
            device_info: fields.text("device_info"),
            is_subscribe: fields.text("is_subscribe"),
            sub_openid: fields.text("sub_openid"),
            sub_is_subscribe: fields.text("sub_is_subscribe"),
            detail: fields.text("detail"),
            promotion_detail: fields.text("promotion_detail"),
            consume_fee: fields.fen("consume_fee")?,
            raw: None,
        })
    }

    /// Compares with the order that you have stored; call it before you deliver.
    ///
    /// # Errors
    /// `Mismatch`, naming the first field that differs; also when the order is not paid, or was refunded since and that
    /// is not allowed.
    pub fn expect(&self, expected: &Expected) -> Result<()> {
        expected.compare_number("out_trade_no", &self.out_trade_no)?;
        match &self.sub_mch_id {
            Some(number) => expected.compare_merchant("sub_mch_id", number)?,
            None => expected.compare_merchant("mch_id", &self.mch_id)?,
        }
        expected.compare_appid("appid", Some(&self.appid))?;
        expected.compare_state("trade_state", &self.trade_state)?;
        expected.compare_amount("total_fee", self.total_fee, self.fee_type.as_deref())?;
        expected.compare_no_parts()
    }
}

keeps_raw!(V2Transaction);
