//! What a merchant's own order says, to be held against a payment.

use serde::{Deserialize, Deserializer, Serialize};

use crate::error::{Entry, Error, Result, sdk_codes};
use crate::model::common::read_request;
use crate::model::{RequestFromJson, TradeState, check};

/// What your own stored order says: its number and its total, and whatever else you want compared. Every given value must be
/// equal.
///
/// The order must be paid, whatever is given, and not refunded unless that is allowed.
///
/// ```
/// let expected = qq_wxpay::model::Expected::order("T20261123000001", 1999);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Expected {
    /// The order number (of a combine order: `combine_out_trade_no`).
    pub out_trade_no: String,
    /// The amount in fen (of a combine order: the sum of its parts), in `CNY`.
    pub total: i64,
    /// The merchant number (in partner use: the sub merchant's; combine: the initiator's).
    #[serde(default, deserialize_with = "given")]
    pub mchid: Option<String>,
    /// The WeChat AppID.
    #[serde(default, deserialize_with = "given")]
    pub appid: Option<String>,
    /// The parts of a combine order, all of them and in any order; not compared when empty.
    #[serde(default)]
    pub parts: Vec<ExpectedPart>,
    /// Whether an order may have been refunded, in part or whole, after it was paid.
    #[serde(default)]
    pub allow_refunded: bool,
}

/// What your own stored order says of one part of a combine order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExpectedPart {
    /// Number of the part.
    pub out_trade_no: String,
    /// Its amount in fen, in `CNY`.
    pub total: i64,
    /// Its merchant number (of a sub merchant's part: the sub merchant's).
    #[serde(default, deserialize_with = "given")]
    pub mchid: Option<String>,
}

/// A value that may be left out, but not be nothing when it is there: a column that does not exist would else compare with nothing.
fn given<'de, D: Deserializer<'de>>(reader: D) -> std::result::Result<Option<String>, D::Error> {
    String::deserialize(reader).map(Some)
}

impl Expected {
    /// Expects this order number (of a combine order: `combine_out_trade_no`) and this amount in fen (of a combine order: the
    /// sum of its parts), in `CNY`.
    #[must_use]
    pub fn order(out_trade_no: impl Into<String>, total: i64) -> Self {
        let out_trade_no = out_trade_no.into();
        Self { out_trade_no, total, mchid: None, appid: None, parts: Vec::new(), allow_refunded: false }
    }

    /// Expects this merchant number (in partner use: the sub merchant's; combine: the initiator's).
    #[must_use]
    pub fn mchid(mut self, mchid: impl Into<String>) -> Self {
        self.mchid = Some(mchid.into());
        self
    }

    /// Expects this WeChat AppID.
    #[must_use]
    pub fn appid(mut self, appid: impl Into<String>) -> Self {
        self.appid = Some(appid.into());
        self
    }

    /// Expects this part of a combine order. Once one part is given, there must be no others than the given ones.
    #[must_use]
    pub fn part(mut self, part: ExpectedPart) -> Self {
        self.parts.push(part);
        self
    }

    /// Lets an order pass that was refunded, in part or whole, after it was paid (state `REFUND`).
    #[must_use]
    pub fn allow_refunded(mut self) -> Self {
        self.allow_refunded = true;
        self
    }

    /// Refuses what would compare with nothing.
    pub(crate) fn check(&self) -> Result<()> {
        check::required("out_trade_no", &self.out_trade_no)?;
        check::fen("total", self.total)?;
        for (field, value) in [("mchid", &self.mchid), ("appid", &self.appid)] {
            value.as_deref().map_or(Ok(()), |value| check::required(field, value))?;
        }
        Ok(())
    }

    pub(crate) fn compare_number(&self, field: &str, found: &str) -> Result<()> {
        self.check()?;
        compare(field, Some(&self.out_trade_no), Some(found))
    }

    pub(crate) fn compare_merchant(&self, field: &str, found: &str) -> Result<()> {
        compare(field, self.mchid.as_deref(), Some(found))
    }

    pub(crate) fn compare_appid(&self, field: &str, found: Option<&str>) -> Result<()> {
        compare(field, self.appid.as_deref(), found)
    }

    pub(crate) fn compare_state(&self, field: &str, found: &TradeState) -> Result<()> {
        let refuse = |entry: &'static Entry| Err(Error::sdk(entry).with_field(field));
        match found {
            TradeState::Success => Ok(()),
            TradeState::Refund if self.allow_refunded => Ok(()),
            TradeState::Refund => refuse(&sdk_codes::PAYMENT_REFUNDED),
            _ => refuse(&sdk_codes::ORDER_NOT_PAID),
        }
    }

    pub(crate) fn compare_amount(
        &self,
        field: &str,
        found: Option<i64>,
        currency: Option<&str>,
    ) -> Result<()> {
        compare_fen(field, self.total, found, currency)
    }

    /// Refuses parts that are expected of an order which is no combine order.
    pub(crate) fn compare_no_parts(&self) -> Result<()> {
        if self.parts.is_empty() { Ok(()) } else { Err(differs("sub_orders", "the order has no parts")) }
    }
}

impl ExpectedPart {
    /// Expects a part with this number and this amount in fen.
    #[must_use]
    pub fn new(out_trade_no: impl Into<String>, total: i64) -> Self {
        Self { out_trade_no: out_trade_no.into(), total, mchid: None }
    }

    /// Expects this merchant number (of a sub merchant's part: the sub merchant's).
    #[must_use]
    pub fn mchid(mut self, mchid: impl Into<String>) -> Self {
        self.mchid = Some(mchid.into());
        self
    }
}

pub(in crate::model) fn compare(field: &str, expected: Option<&str>, found: Option<&str>) -> Result<()> {
    match expected {
        Some(expected) if found != Some(expected) => Err(differs(field, &format!("expected `{expected}`"))),
        _ => Ok(()),
    }
}

pub(in crate::model) fn compare_fen(
    field: &str,
    total: i64,
    found: Option<i64>,
    currency: Option<&str>,
) -> Result<()> {
    if found != Some(total) {
        let found = found.map_or_else(|| "none".to_owned(), |found| format!("{found} fen"));
        return Err(differs(field, &format!("expected {total} fen, found {found}")));
    }
    match currency {
        None | Some("CNY") => Ok(()),
        Some(_) => Err(differs("currency", "expected CNY")),
    }
}

pub(in crate::model) fn differs(field: &str, detail: &str) -> Error {
    Error::sdk(&sdk_codes::PAYMENT_DIFFERS).with_field(field).with_detail(detail)
}

impl RequestFromJson for Expected {
    fn from_json(text: &str) -> Result<Self> {
        let expected: Self = read_request(text)?;
        expected.check()?;
        Ok(expected)
    }
}
