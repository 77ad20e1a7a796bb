//! Refunds that have not ended yet, as the shop's own database has them.

use serde::Deserialize;

use super::RunLimits;
use crate::error::Result;
#[cfg(feature = "client")]
use crate::model::check;
use crate::model::{MessageVersion, RequestFromJson};

/// A refund that has not ended yet, as your own database has it.
///
/// ```
/// use qq_wxpay::model::{MessageVersion, OpenRefund};
///
/// let open = OpenRefund::new(MessageVersion::V3, "R20261123000001", "2026-11-23T10:34:56+08:00");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OpenRefund {
    /// Over which protocol it was requested: `v3` by `refund`, `v2` by `v2_refund`.
    pub version: MessageVersion,
    /// The merchant's number of the refund.
    pub out_refund_no: String,
    /// The sub merchant's number, in partner use.
    #[serde(default)]
    pub sub_mchid: Option<String>,
    /// When it was requested: RFC 3339 with its offset, or Unix seconds in digits.
    #[cfg_attr(feature = "schema", schemars(extend("x-time" = "moment")))]
    pub requested_at: String,
    /// When it was last asked for, in the same form, if you keep that; it makes the questions fewer, and none is missed when a run falls
    /// out.
    #[cfg_attr(feature = "schema", schemars(extend("x-time" = "moment")))]
    #[serde(default)]
    pub asked_at: Option<String>,
}

/// Open refunds that are to be asked for.
///
/// ```
/// use qq_wxpay::model::{MessageVersion, OpenRefund, OpenRefunds};
///
/// let open = OpenRefund::new(MessageVersion::V2, "R20261123000001", "2026-11-23T10:34:56+08:00");
/// let request = OpenRefunds::new([open]).per_second(5);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OpenRefunds {
    /// The refunds, all that are open.
    pub refunds: Vec<OpenRefund>,
    /// How many seconds lie between two runs; 60 when left out. A refund without `asked_at` is due when a moment to ask lies so short
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

impl OpenRefund {
    /// The refund with this number, requested at this moment: RFC 3339 with its offset, or Unix seconds in digits.
    #[must_use]
    pub fn new(
        version: MessageVersion,
        out_refund_no: impl Into<String>,
        requested_at: impl Into<String>,
    ) -> Self {
        let (out_refund_no, requested_at) = (out_refund_no.into(), requested_at.into());
        Self { version, out_refund_no, sub_mchid: None, requested_at, asked_at: None }
    }

    /// The same refund, of this sub merchant.
    #[must_use]
    pub fn of_sub_merchant(self, sub_mchid: impl Into<String>) -> Self {
        Self { sub_mchid: Some(sub_mchid.into()), ..self }
    }

    /// The same, last asked for at this moment.
    #[must_use]
    pub fn asked_at(self, asked_at: impl Into<String>) -> Self {
        Self { asked_at: Some(asked_at.into()), ..self }
    }

    /// When it was requested and when it was last asked for, in Unix seconds.
    ///
    /// # Errors
    /// What is wrong with the row.
    #[cfg(feature = "client")]
    pub(crate) fn check(&self, row: usize, now: i64) -> Result<(i64, Option<i64>)> {
        let field = |name: &str| format!("refunds[{row}].{name}");
        check::refund_number(&field("out_refund_no"), &self.out_refund_no)?;
        if let Some(number) = &self.sub_mchid {
            check::merchant_number(&field("sub_mchid"), number)?;
        }
        let requested_at = super::moment(&field("requested_at"), &self.requested_at, now)?;
        let asked_at = self.asked_at.as_deref().map(|text| super::moment(&field("asked_at"), text, now));
        Ok((requested_at, asked_at.transpose()?))
    }
}

impl OpenRefunds {
    /// These refunds, with the usual limits.
    #[must_use]
    pub fn new(refunds: impl IntoIterator<Item = OpenRefund>) -> Self {
        Self { refunds: refunds.into_iter().collect(), every: None, per_second: None, limit: None }
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
    /// `VALUE_NOT_ALLOWED`, naming the field.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "only the client asks"))]
    pub(crate) fn limits(&self) -> Result<RunLimits> {
        RunLimits::of(self.every, self.per_second, self.limit)
    }
}

impl RequestFromJson for OpenRefunds {}
