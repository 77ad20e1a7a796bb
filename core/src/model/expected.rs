//! What a merchant's own order says, to be held against a payment.

use crate::error::{Error, Result, sdk_codes};

/// What your own stored order says. Every given value must be equal; leave out what you do not want compared.
///
/// ```
/// let expected = qq_wxpay::model::Expected::order("T20261123000001").total(1999);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    out_trade_no: Option<String>,
    total: Option<i64>,
    mchid: Option<String>,
    appid: Option<String>,
}

impl Expected {
    /// Expects this order number (of a combine order: `combine_out_trade_no`).
    #[must_use]
    pub fn order(out_trade_no: impl Into<String>) -> Self {
        Self { out_trade_no: Some(out_trade_no.into()), ..Self::default() }
    }

    /// Expects this amount in fen (of a combine order: the sum of its parts), in `CNY`.
    #[must_use]
    pub fn total(mut self, total: i64) -> Self {
        self.total = Some(total);
        self
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

    pub(crate) fn compare_number(&self, field: &str, found: &str) -> Result<()> {
        compare(field, self.out_trade_no.as_deref(), Some(found))
    }

    pub(crate) fn compare_merchant(&self, field: &str, found: &str) -> Result<()> {
        compare(field, self.mchid.as_deref(), Some(found))
    }

    pub(crate) fn compare_appid(&self, field: &str, found: Option<&str>) -> Result<()> {
        compare(field, self.appid.as_deref(), found)
    }

    pub(crate) fn compare_amount(
        &self,
        field: &str,
        found: Option<i64>,
        currency: Option<&str>,
    ) -> Result<()> {
        let Some(total) = self.total else { return Ok(()) };
        if found != Some(total) {
            let found = found.map_or_else(|| "none".to_owned(), |found| format!("{found} fen"));
            return Err(Error::sdk(&sdk_codes::PAYMENT_DIFFERS)
                .with_field(field)
                .with_detail(format!("expected {total} fen, found {found}")));
        }
        match currency {
            None | Some("CNY") => Ok(()),
            Some(_) => Err(Error::sdk(&sdk_codes::PAYMENT_DIFFERS)
                .with_field("currency")
                .with_detail("expected CNY")),
        }
    }
}

fn compare(field: &str, expected: Option<&str>, found: Option<&str>) -> Result<()> {
    match expected {
        Some(expected) if found != Some(expected) => Err(Error::sdk(&sdk_codes::PAYMENT_DIFFERS)
            .with_field(field)
            .with_detail(format!("expected `{expected}`"))),
        _ => Ok(()),
    }
}
