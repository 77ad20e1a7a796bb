//! Refunds and where they stand.

use super::QqWxPay;
use crate::error::Result;
use crate::model::{
    AbnormalRefundRequest, Refund, RefundId, RefundRequest, V2RefundAccepted, V2RefundRequest, V2Refunds,
};
use crate::refund;

impl QqWxPay {
    /// Asks for a refund, whole or in part, of any V3 or V2 order; of a combine order part by part.
    ///
    /// The reply means that it was accepted. When the money is back, the notification tells, or [`QqWxPay::query_refund`].
    ///
    /// # Errors
    /// `InvalidInput` before anything is sent; else see [`crate::Error::retry`]. Repeat only with the same
    /// `out_refund_no` and the same values: another number can refund twice.
    pub async fn refund(&self, request: &RefundRequest) -> Result<Refund> {
        self.driver().run(|| refund::prepare_refund(self.config(), request, &self.stamp())).await
    }

    /// Asks where a refund stands; `sub_mchid` for service providers.
    ///
    /// # Errors
    /// `Api` with `RESOURCE_NOT_EXISTS` and others; an unsigned or wrong reply is an error, never a state.
    pub async fn query_refund(&self, sub_mchid: Option<&str>, out_refund_no: &str) -> Result<Refund> {
        let prepare = || refund::prepare_query_refund(self.config(), sub_mchid, out_refund_no, &self.stamp());
        self.driver().run(prepare).await
    }

    /// Sends the money of a refund that is `ABNORMAL` to another account: the payer's could not take it.
    ///
    /// Account and name are encrypted for WeChat Pay; its platform certificates are fetched first when there is no key yet.
    ///
    /// # Errors
    /// `InvalidInput` before anything is sent; `Api` with `INVALID_REQUEST` when the refund is not abnormal (any more).
    pub async fn abnormal_refund(&self, request: &AbnormalRefundRequest) -> Result<Refund> {
        self.0.certificates.keys_for_a_call().await?;
        self.driver().run(|| refund::prepare_abnormal_refund(self.config(), request, &self.stamp())).await
    }

    /// Asks for a refund over V2. It shows the merchant certificate: set `merchant_certificate` or `merchant_p12`.
    ///
    /// # Errors
    /// As [`QqWxPay::refund`]; `Config` with `CLIENT_CERTIFICATE_MISSING`.
    pub async fn v2_refund(&self, request: &V2RefundRequest) -> Result<V2RefundAccepted> {
        self.driver().run(|| refund::prepare_v2_refund(self.config(), request, &self.stamp())).await
    }

    /// Asks over V2 where refunds stand, at most 10 in one reply, from the one numbered `offset` on.
    ///
    /// # Errors
    /// As [`QqWxPay::query_refund`].
    pub async fn query_v2_refund(
        &self,
        sub_mch_id: Option<&str>,
        refund: &RefundId,
        offset: u32,
    ) -> Result<V2Refunds> {
        let prepare =
            || refund::prepare_query_v2_refund(self.config(), sub_mch_id, refund, offset, &self.stamp());
        self.driver().run(prepare).await
    }
}
