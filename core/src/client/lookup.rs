//! Which query answers for an order.

use super::QqWxPay;
use crate::error::Result;
use crate::model::{
    CombineOrderQuery, FoundOrder, OrderFamily, OrderId, OrderReference, PartnerOrderQuery, V2OrderQuery,
};

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
}
