//! Orders that are not paid yet, as the shop's own database has them.

use serde::Deserialize;

use super::RunLimits;
use crate::error::{Error, Result, sdk_codes};
use crate::model::{LINK_LIFETIME_SECONDS, OrderReference, RequestFromJson};
#[cfg(feature = "client")]
use crate::model::{OrderFamily, check};

/// An order that is not paid yet, as your own database has it.
///
/// ```
/// use qq_wxpay::model::{OpenOrder, OrderFamily, OrderReference};
///
/// let order = OrderReference::new(OrderFamily::Direct, "T20261123000001");
/// let open = OpenOrder::new(order, 1999, "2026-11-23T10:34:56+08:00");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OpenOrder {
    /// Which order.
    pub order: OrderReference,
    /// What it costs, in fen (of a combine order the sum of its parts): a payment of another amount is not reported as paid.
    pub total: i64,
    /// When it was placed: RFC 3339 with its offset, or Unix seconds in digits.
    #[cfg_attr(feature = "schema", schemars(extend("x-time" = "moment")))]
    pub placed_at: String,
    /// When it was last asked for, in the same form, if you keep that; it makes the questions fewer, and none is missed when a run falls
    /// out.
    #[cfg_attr(feature = "schema", schemars(extend("x-time" = "moment")))]
    #[serde(default)]
    pub asked_at: Option<String>,
}

/// Open orders that are to be asked for.
///
/// ```
/// use qq_wxpay::model::{OpenOrder, OpenOrders, OrderFamily, OrderReference};
///
/// let rows = [("T20261123000001", 1999, "2026-11-23T10:34:56+08:00")];
/// let open = rows.map(|(number, total, placed_at)| {
///     OpenOrder::new(OrderReference::new(OrderFamily::Direct, number), total, placed_at)
/// });
/// let request = OpenOrders::new(open).close_after(2 * 3600);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OpenOrders {
    /// The orders, all that are open.
    pub orders: Vec<OpenOrder>,
    /// An order that is older than so many seconds and not paid is closed; at least 300. Without it none is closed.
    #[serde(default)]
    pub close_after: Option<u32>,
    /// How many seconds lie between two runs; 60 when left out. An order without `asked_at` is due when a moment to ask lies so short
    /// before the run.
    #[serde(default)]
    pub every: Option<u32>,
    /// How many requests a second may be sent, 1 to 100; 10 when left out. They become fewer while WeChat Pay has too much to do.
    #[serde(default)]
    pub per_second: Option<u32>,
    /// How many seconds the run may take; 50 when left out, so that it ends before the next minute. What was not asked then is reported
    /// as that.
    #[serde(default)]
    pub limit: Option<u32>,
}

impl OpenOrder {
    /// This order, which costs `total` fen, placed at this moment: RFC 3339 with its offset, or Unix seconds in digits.
    #[must_use]
    pub fn new(order: OrderReference, total: i64, placed_at: impl Into<String>) -> Self {
        Self { order, total, placed_at: placed_at.into(), asked_at: None }
    }

    /// The same, last asked for at this moment.
    #[must_use]
    pub fn asked_at(self, asked_at: impl Into<String>) -> Self {
        Self { asked_at: Some(asked_at.into()), ..self }
    }

    /// When it was placed and when it was last asked for, in Unix seconds.
    ///
    /// # Errors
    /// What is wrong with the row.
    #[cfg(feature = "client")]
    pub(crate) fn check(&self, row: usize, now: i64) -> Result<(i64, Option<i64>)> {
        let field = |name: &str| format!("orders[{row}].{name}");
        check::foreign_order_number(&field("order.out_trade_no"), &self.order.out_trade_no)?;
        match &self.order.sub_mchid {
            Some(number) => check::merchant_number(&field("order.sub_mchid"), number)?,
            None if self.order.family == OrderFamily::Partner => {
                return Err(Error::sdk(&sdk_codes::FIELD_MISSING).with_field(field("order.sub_mchid")));
            }
            None => {}
        }
        check::fen(&field("total"), self.total)?;
        let placed_at = super::moment(&field("placed_at"), &self.placed_at, now)?;
        let asked_at = self.asked_at.as_deref().map(|text| super::moment(&field("asked_at"), text, now));
        Ok((placed_at, asked_at.transpose()?))
    }
}

impl OpenOrders {
    /// These orders, with the usual limits, and none is closed.
    #[must_use]
    pub fn new(orders: impl IntoIterator<Item = OpenOrder>) -> Self {
        let orders = orders.into_iter().collect();
        Self { orders, close_after: None, every: None, per_second: None, limit: None }
    }

    /// Closes what is older than so many seconds and not paid; at least 300.
    #[must_use]
    pub fn close_after(self, seconds: u32) -> Self {
        Self { close_after: Some(seconds), ..self }
    }

    /// So many seconds lie between two runs.
    #[must_use]
    pub fn every(self, seconds: u32) -> Self {
        Self { every: Some(seconds), ..self }
    }

    /// So many requests a second may be sent.
    #[must_use]
    pub fn per_second(self, requests: u32) -> Self {
        Self { per_second: Some(requests), ..self }
    }

    /// So many seconds the run may take.
    #[must_use]
    pub fn limit(self, seconds: u32) -> Self {
        Self { limit: Some(seconds), ..self }
    }

    /// The limits of the run.
    ///
    /// # Errors
    /// `CLOSE_TOO_EARLY`; `VALUE_NOT_ALLOWED`, naming the field.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client asks"))]
    pub(crate) fn limits(&self) -> Result<RunLimits> {
        // WeChat Pay closes no younger V2 order, and the link of any can be paid as long.
        if self.close_after.is_some_and(|seconds| i64::from(seconds) < LINK_LIFETIME_SECONDS) {
            return Err(Error::sdk(&sdk_codes::CLOSE_TOO_EARLY).with_field("close_after"));
        }
        RunLimits::of(self.every, self.per_second, self.limit)
    }
}

impl RequestFromJson for OpenOrders {}
