//! Sending the money of an abnormal refund elsewhere.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::{RequestFromJson, check};

/// Where the money of an abnormal refund goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum AbnormalRefundType {
    /// To another bank card of the payer.
    #[default]
    UserBankCard,
    /// To the merchant's own bank account; the merchant then gives it to the payer.
    MerchantBankCard,
}

/// What to do with a refund that is `ABNORMAL`: the payer's account could not take the money.
///
/// Account and name are given as they are; the library encrypts them for WeChat Pay.
///
/// ```
/// use qq_wxpay::model::AbnormalRefundRequest;
/// let request = AbnormalRefundRequest::to_merchant("50000000382019052709732678859", "R20261123000001");
/// ```
#[derive(Clone, derive_more::Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct AbnormalRefundRequest {
    /// WeChat Pay's number of the refund. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub refund_id: String,
    /// The merchant's number of the refund. Required.
    #[cfg_attr(feature = "schema", schemars(extend("x-required" = true)))]
    pub out_refund_no: String,
    /// Number of the sub merchant, for service providers.
    pub sub_mchid: Option<String>,
    /// Where the money goes; to the payer's bank card when left out.
    pub r#type: AbnormalRefundType,
    /// The bank, as in WeChat Pay's list (`CMB_DEBIT`), up to 16 bytes of UTF-8; needed for the payer's bank card.
    pub bank_type: Option<String>,
    /// Number of the account; needed for the payer's bank card.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[payer]")]
    pub bank_account: Option<String>,
    /// Name of its owner; needed for the payer's bank card.
    #[cfg_attr(feature = "schema", schemars(extend("x-hidden" = true)))]
    #[debug("[payer]")]
    pub real_name: Option<String>,
}

impl AbnormalRefundRequest {
    /// The money goes to the merchant's own bank account.
    #[must_use]
    pub fn to_merchant(refund_id: impl Into<String>, out_refund_no: impl Into<String>) -> Self {
        Self {
            refund_id: refund_id.into(),
            out_refund_no: out_refund_no.into(),
            r#type: AbnormalRefundType::MerchantBankCard,
            ..Self::default()
        }
    }

    /// The money goes to a bank card of the payer: bank, number and owner.
    #[must_use]
    pub fn to_user(
        refund_id: impl Into<String>,
        out_refund_no: impl Into<String>,
        (bank_type, bank_account, real_name): (impl Into<String>, impl Into<String>, impl Into<String>),
    ) -> Self {
        Self {
            r#type: AbnormalRefundType::UserBankCard,
            bank_type: Some(bank_type.into()),
            bank_account: Some(bank_account.into()),
            real_name: Some(real_name.into()),
            ..Self::to_merchant(refund_id, out_refund_no)
        }
    }

    pub(crate) fn check(&self) -> Result<()> {
        check::transaction_id("refund_id", &self.refund_id)?;
        check::refund_number("out_refund_no", &self.out_refund_no)?;
        if let Some(number) = &self.sub_mchid {
            check::merchant_number("sub_mchid", number)?;
        }
        check::optional_text("bank_type", self.bank_type.as_deref(), 16)?;
        if self.r#type == AbnormalRefundType::UserBankCard {
            for (field, value) in [
                ("bank_type", &self.bank_type),
                ("bank_account", &self.bank_account),
                ("real_name", &self.real_name),
            ] {
                check::required(field, value.as_deref().unwrap_or_default())?;
            }
        }
        Ok(())
    }
}

impl RequestFromJson for AbnormalRefundRequest {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn account_and_name_are_never_shown() {
        let request = AbnormalRefundRequest::to_user("1", "R1", ("CMB_DEBIT", "6225880212345678", "MARKER"));
        let shown = format!("{request:?}");
        assert!(
            !shown.contains("6225") && !shown.contains("MARKER") && shown.contains("CMB_DEBIT"),
            "{shown}"
        );
    }
}
