//! What is sold, for WeChat Pay's discounts.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::check;

/// What is sold, for WeChat Pay's own discounts.
///
/// ```
/// use qq_wxpay::model::{GoodsDetail, OrderDetail, OrderRequest};
///
/// let mut detail = OrderDetail::default();
/// detail.goods_detail = vec![GoodsDetail::new("mug-blue", 1, 1999)]; // number, quantity, fen for each
/// let mut order = OrderRequest::new("T20261123000001", "Blue mug", 1999, "203.0.113.7");
/// order.detail = Some(detail);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct OrderDetail {
    /// Price before discounts, fen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_price: Option<i64>,
    /// Receipt number, up to 32 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_id: Option<String>,
    /// The goods, at most 6000.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub goods_detail: Vec<GoodsDetail>,
}

/// One kind of goods of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct GoodsDetail {
    /// The merchant's number of the goods, up to 32 of letters, digits, `-`, `_`. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub merchant_goods_id: String,
    /// WeChat Pay's number of the goods, up to 32 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wechatpay_goods_id: Option<String>,
    /// Name, up to 256 bytes of UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goods_name: Option<String>,
    /// How many, at least 1. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub quantity: i64,
    /// Price of one, fen. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub unit_price: i64,
}

impl GoodsDetail {
    /// So many goods of a kind, each at `unit_price` fen.
    #[must_use]
    pub fn new(merchant_goods_id: impl Into<String>, quantity: i64, unit_price: i64) -> Self {
        Self { merchant_goods_id: merchant_goods_id.into(), quantity, unit_price, ..Self::default() }
    }
}

impl OrderDetail {
    pub(crate) fn check(&self) -> Result<()> {
        check::not_negative("detail.cost_price", self.cost_price)?;
        check::optional_text("detail.invoice_id", self.invoice_id.as_deref(), 32)?;
        if !self.goods_detail.is_empty() {
            check::count("detail.goods_detail", self.goods_detail.len(), 1..=6000)?;
        }
        for (index, goods) in self.goods_detail.iter().enumerate() {
            let field = |name: &str| format!("detail.goods_detail[{index}].{name}");
            check::text(&field("merchant_goods_id"), &goods.merchant_goods_id, 32)?;
            check::optional_text(&field("wechatpay_goods_id"), goods.wechatpay_goods_id.as_deref(), 32)?;
            check::optional_text(&field("goods_name"), goods.goods_name.as_deref(), 256)?;
            check::fen(&field("quantity"), goods.quantity)?;
            check::not_negative(&field("unit_price"), Some(goods.unit_price))?;
        }
        Ok(())
    }
}
