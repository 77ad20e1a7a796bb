//! Asking where orders stand.

use super::QqWxPay;
use crate::error::Result;
use crate::model::{CombineTransaction, OrderId, PartnerTransaction, Transaction, V2Transaction};
use crate::query;

impl QqWxPay {
    /// Asks WeChat Pay where a direct merchant's order stands.
    ///
    /// # Errors
    /// `Api` with `ORDER_NOT_EXIST` and others; an unsigned or wrong reply is an error, never a state.
    pub async fn query_order(&self, order: &OrderId) -> Result<Transaction> {
        self.driver().run(|| query::prepare_query_order(self.config(), order, &self.stamp())).await
    }

    /// Asks WeChat Pay where a sub merchant's order stands.
    ///
    /// # Errors
    /// As [`QqWxPay::query_order`].
    pub async fn query_partner_order(&self, sub_mchid: &str, order: &OrderId) -> Result<PartnerTransaction> {
        self.driver()
            .run(|| query::prepare_query_partner_order(self.config(), sub_mchid, order, &self.stamp()))
            .await
    }

    /// Asks WeChat Pay where a combine order stands.
    ///
    /// # Errors
    /// As [`QqWxPay::query_order`].
    pub async fn query_combine_order(&self, combine_out_trade_no: &str) -> Result<CombineTransaction> {
        let prepare =
            || query::prepare_query_combine_order(self.config(), combine_out_trade_no, &self.stamp());
        self.driver().run(prepare).await
    }

    /// Asks WeChat Pay over V2 where an order stands; `sub_mch_id` for service providers.
    ///
    /// # Errors
    /// As [`QqWxPay::query_order`].
    pub async fn query_v2_order(&self, sub_mch_id: Option<&str>, order: &OrderId) -> Result<V2Transaction> {
        self.driver()
            .run(|| query::prepare_query_v2_order(self.config(), sub_mch_id, order, &self.stamp()))
            .await
    }
}
