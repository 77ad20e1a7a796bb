//! Closing unpaid orders.

use super::QqWxPay;
use crate::close;
use crate::error::Result;
use crate::model::CloseCombineOrderRequest;

impl QqWxPay {
    /// Closes a direct merchant's unpaid order: its link can no longer be paid, its number not be used again.
    ///
    /// To close whatever is not paid yet and learn what became of the order, use [`QqWxPay::close_if_unpaid`].
    ///
    /// # Errors
    /// `Api` with `ORDERPAID` when it has been paid meanwhile, `ORDER_NOT_EXIST` and others.
    pub async fn close_order(&self, out_trade_no: &str) -> Result<()> {
        self.driver().run(|| close::prepare_close_order(self.config(), out_trade_no, &self.stamp())).await
    }

    /// Closes a sub merchant's unpaid order.
    ///
    /// # Errors
    /// As [`QqWxPay::close_order`].
    pub async fn close_partner_order(&self, sub_mchid: &str, out_trade_no: &str) -> Result<()> {
        let prepare =
            || close::prepare_close_partner_order(self.config(), sub_mchid, out_trade_no, &self.stamp());
        self.driver().run(prepare).await
    }

    /// Closes an unpaid combine order; every part of it must be named.
    ///
    /// # Errors
    /// As [`QqWxPay::close_order`].
    pub async fn close_combine_order(&self, request: &CloseCombineOrderRequest) -> Result<()> {
        self.driver().run(|| close::prepare_close_combine_order(self.config(), request, &self.stamp())).await
    }

    /// Closes an unpaid V2 order; `sub_mch_id` for service providers. Not within 5 minutes of ordering.
    ///
    /// # Errors
    /// As [`QqWxPay::close_order`]; that it is closed already is no error.
    pub async fn close_v2_order(&self, sub_mch_id: Option<&str>, out_trade_no: &str) -> Result<()> {
        let prepare =
            || close::prepare_close_v2_order(self.config(), sub_mch_id, out_trade_no, &self.stamp());
        self.driver().run(prepare).await
    }
}
