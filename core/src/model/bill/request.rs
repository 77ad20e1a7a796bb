//! Asking for a bill.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, sdk_codes};
use crate::model::{RequestFromJson, check, times};

/// Which transactions a trade bill lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum TradeBillType {
    /// Payments and refunds.
    #[default]
    All,
    /// Payments.
    Success,
    /// Refunds.
    Refund,
    /// Refunds of recharges; V2 only.
    RechargeRefund,
}

impl TradeBillType {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::Success => "SUCCESS",
            Self::Refund => "REFUND",
            Self::RechargeRefund => "RECHARGE_REFUND",
        }
    }
}

/// Which account of the merchant a fund flow bill is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum FundAccount {
    /// The basic account.
    #[default]
    Basic,
    /// The operation account.
    Operation,
    /// The account of fees.
    Fees,
}

impl FundAccount {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "BASIC",
            Self::Operation => "OPERATION",
            Self::Fees => "FEES",
        }
    }
}

/// Which trade bill is wanted. Yesterday's is there from 10:00 Beijing time; 3 months back.
///
/// ```
/// use qq_wxpay::model::{TradeBillRequest, TradeBillType};
///
/// let mut request = TradeBillRequest::new("2026-06-08");
/// request.bill_type = TradeBillType::Refund;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct TradeBillRequest {
    /// The day in Beijing: `2026-06-08` or `20260608`. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true, "x-time" = "day")))]
    pub bill_date: String,
    /// Which transactions; all of them when left out.
    pub bill_type: TradeBillType,
    /// Whether the file travels compressed; the rows are the same.
    pub gzip: bool,
    /// One sub merchant, for service providers; all of them when left out.
    pub sub_mchid: Option<String>,
}

impl TradeBillRequest {
    /// The bill of all transactions of a day, such as `2026-06-08`.
    #[must_use]
    pub fn new(bill_date: impl Into<String>) -> Self {
        Self { bill_date: bill_date.into(), ..Self::default() }
    }

    pub(crate) fn check(&self) -> Result<()> {
        check_day(&self.bill_date)?;
        if self.bill_type == TradeBillType::RechargeRefund {
            check::one_of("bill_type", Some(self.bill_type.as_str()), &["ALL", "SUCCESS", "REFUND"])?;
        }
        self.sub_mchid.as_deref().map_or(Ok(()), |number| check::merchant_number("sub_mchid", number))
    }
}

/// Which fund flow bill is wanted. Yesterday's is there from 10:00 Beijing time; 3 months back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct FundFlowBillRequest {
    /// The day in Beijing: `2026-06-08` or `20260608`. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true, "x-time" = "day")))]
    pub bill_date: String,
    /// Which account; the basic one when left out.
    pub account_type: FundAccount,
    /// Whether the file travels compressed; the rows are the same.
    pub gzip: bool,
}

impl FundFlowBillRequest {
    /// The bill of the basic account of a day, such as `2026-06-08`.
    #[must_use]
    pub fn new(bill_date: impl Into<String>) -> Self {
        Self { bill_date: bill_date.into(), ..Self::default() }
    }

    pub(crate) fn check(&self) -> Result<()> {
        check_day(&self.bill_date)
    }
}

/// Which trade bill is wanted over V2. V2 gives no digest: nothing proves that such a bill is whole and genuine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct V2TradeBillRequest {
    /// The day in Beijing: `2026-06-08` or `20260608`. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true, "x-time" = "day")))]
    pub bill_date: String,
    /// Which transactions; all of them when left out.
    pub bill_type: TradeBillType,
    /// Whether the file travels compressed; the rows are the same.
    pub gzip: bool,
    /// One sub merchant, for service providers.
    pub sub_mch_id: Option<String>,
}

impl V2TradeBillRequest {
    /// The bill of all transactions of a day, such as `2026-06-08`.
    #[must_use]
    pub fn new(bill_date: impl Into<String>) -> Self {
        Self { bill_date: bill_date.into(), ..Self::default() }
    }

    pub(crate) fn check(&self) -> Result<()> {
        check_day(&self.bill_date)?;
        self.sub_mch_id.as_deref().map_or(Ok(()), |number| check::merchant_number("sub_mch_id", number))
    }
}

fn check_day(text: &str) -> Result<()> {
    check::required("bill_date", text)?;
    match times::v3_day(text) {
        Some(_) => Ok(()),
        None => Err(Error::sdk(&sdk_codes::BILL_DATE_FORM).with_field("bill_date")),
    }
}

impl RequestFromJson for TradeBillRequest {}

impl RequestFromJson for FundFlowBillRequest {}

impl RequestFromJson for V2TradeBillRequest {}

#[cfg(test)]
mod tests {
    use super::*;

    fn v3(date: &str) -> bool {
        TradeBillRequest::new(date).check().is_ok() && FundFlowBillRequest::new(date).check().is_ok()
    }

    #[test]
    fn days_are_real() {
        for day in ["2026-06-08", "2024-02-29", "2026-12-31"] {
            for written in [day.to_owned(), day.replace('-', "")] {
                assert!(v3(&written) && V2TradeBillRequest::new(&written).check().is_ok(), "{written}");
                assert_eq!(times::v3_day(&written).as_deref(), Some(day));
                assert_eq!(times::v2_day(&written), Some(day.replace('-', "")));
            }
        }
        for day in [
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-6-8",
            "2026-06-31",
            "+202-06-08",
            "-202-06-08",
            "today",
            "",
        ] {
            assert!(!v3(day), "{day}");
            assert!(V2TradeBillRequest::new(day.replace('-', "")).check().is_err(), "{day}");
        }
        for day in
            [" 2026-06-08", "2026-06-08 ", "2026-06-08T00:00:00", "2026-06-08\n", "２026-06-08", "2026/06/08"]
        {
            assert!(!v3(day), "{day}");
        }
    }

    #[test]
    fn each_version_has_its_own_types() {
        let mut request = TradeBillRequest::new("2026-06-08");
        request.bill_type = TradeBillType::RechargeRefund;
        let error = request.check().unwrap_err();
        assert_eq!((error.code(), error.field()), ("VALUE_NOT_ALLOWED", Some("bill_type")));
        let v2 = V2TradeBillRequest {
            bill_type: TradeBillType::RechargeRefund,
            ..V2TradeBillRequest::new("20260608")
        };
        assert!(v2.check().is_ok());
        request =
            TradeBillRequest { sub_mchid: Some("wx1".to_owned()), ..TradeBillRequest::new("2026-06-08") };
        assert_eq!(request.check().unwrap_err().code(), "MERCHANT_NUMBER_FORM");
    }
}
