//! Which query answers for an order, and which for a refund.

use super::QqWxPay;
use crate::error::{Error, Result, sdk_codes};
use crate::model::{
    CombineOrderQuery, FoundOrder, MessageVersion, OrderFamily, OrderId, OrderReference, PartnerOrderQuery,
    RefundId, RefundNotice, RefundQuery, V2OrderQuery, V2RefundNotice, V2RefundQuery,
};
use crate::notify::Outcome;

impl QqWxPay {
    /// Asks WeChat Pay where this order stands, by the query of its family.
    pub(super) async fn look_up_order(&self, order: &OrderReference) -> Result<FoundOrder> {
        let id = OrderId::OutTradeNo(order.out_trade_no.clone());
        Ok(match order.family {
            OrderFamily::Direct => FoundOrder::Direct(self.query_order(&id).await?),
            OrderFamily::Partner => {
                let query = PartnerOrderQuery::new(order.needed_sub_mchid()?, id);
                FoundOrder::Partner(self.query_partner_order(&query).await?)
            }
            OrderFamily::Combine => {
                let query = CombineOrderQuery::new(&order.out_trade_no);
                FoundOrder::Combine(self.query_combine_order(&query).await?)
            }
            OrderFamily::V2 => {
                let query = V2OrderQuery { sub_mch_id: order.sub_mchid.clone(), ..V2OrderQuery::new(id) };
                FoundOrder::V2(self.query_v2_order(&query).await?)
            }
        })
    }

    /// Asks WeChat Pay where this refund stands, by the query of its protocol.
    pub(super) async fn look_up_refund(
        &self,
        version: MessageVersion,
        out_refund_no: &str,
        sub_mchid: Option<&str>,
    ) -> Result<Outcome> {
        match version {
            MessageVersion::V3 => self.look_up_v3_refund(out_refund_no, sub_mchid).await,
            MessageVersion::V2 => self.look_up_v2_refund(out_refund_no, sub_mchid).await,
        }
    }

    async fn look_up_v3_refund(&self, out_refund_no: &str, sub_mchid: Option<&str>) -> Result<Outcome> {
        let sub = sub_mchid.map(str::to_owned);
        let found =
            self.query_refund(&RefundQuery { sub_mchid: sub, ..RefundQuery::new(out_refund_no) }).await?;
        Ok(Outcome::Refund(RefundNotice::found(self.config().mchid(), sub_mchid, found)))
    }

    async fn look_up_v2_refund(&self, out_refund_no: &str, sub_mch_id: Option<&str>) -> Result<Outcome> {
        let query = V2RefundQuery::new(RefundId::OutRefundNo(out_refund_no.to_owned()));
        let query = V2RefundQuery { sub_mch_id: sub_mch_id.map(str::to_owned), ..query };
        let found = self.query_v2_refund(&query).await?;
        let same = found.refunds.iter().find(|refund| refund.out_refund_no == out_refund_no);
        let same =
            same.ok_or_else(|| Error::sdk(&sdk_codes::MESSAGE_INCOMPLETE).with_field("out_refund_no"))?;
        Ok(Outcome::V2Refund(V2RefundNotice::found(
            (self.config().wechat_appid(), self.config().mchid()),
            sub_mch_id,
            &found,
            same,
        )))
    }
}
