//! The four queries.

use std::error::Error;
use std::io::Write;

use qq_wxpay::environment::RequestStamp;
use qq_wxpay::model::{CombineOrderQuery, OrderId, PartnerOrderQuery, V2OrderQuery};
use qq_wxpay::operations::{QueryCombineOrder, QueryOrder, QueryPartnerOrder, QueryV2Order};
use qq_wxpay::{CallContext, Operation as _};
use qq_wxpay_tests::dice::Dice;
use serde_json::json;

use crate::{MCHID, Round, SUB_MCHID, WECHAT_APPID};

impl Round<'_> {
    pub(crate) fn queries(&self, dice: &mut Dice, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
        let number = dice.name(20, "_-|*");
        let (id, segment) = if dice.below(2) == 0 {
            (OrderId::OutTradeNo(number.clone()), format!("out-trade-no/{}", encoded(&number)))
        } else {
            let number = dice.name(28, "");
            (OrderId::TransactionId(number.clone()), format!("id/{number}"))
        };
        let prepared = QueryOrder::prepare(&id, &CallContext::new(&self.config, &RequestStamp::system()))?;
        let path = format!("/v3/pay/transactions/{segment}?mchid={MCHID}");
        self.print(out, "query", &prepared, Some(&path), None, json!({}))?;

        let prepared = QueryPartnerOrder::prepare(
            &PartnerOrderQuery::new(SUB_MCHID, id),
            &CallContext::new(&self.config, &RequestStamp::system()),
        )?;
        let path = format!("/v3/pay/partner/transactions/{segment}?sp_mchid={MCHID}&sub_mchid={SUB_MCHID}");
        self.print(out, "query_partner", &prepared, Some(&path), None, json!({}))?;

        let prepared = QueryCombineOrder::prepare(
            &CombineOrderQuery::new(&number),
            &CallContext::new(&self.config, &RequestStamp::system()),
        )?;
        let path = format!("/v3/combine-transactions/out-trade-no/{}", encoded(&number));
        self.print(out, "query_combine", &prepared, Some(&path), None, json!({}))?;

        let id = OrderId::OutTradeNo(number.clone());
        let prepared = QueryV2Order::prepare(
            &V2OrderQuery::new(id),
            &CallContext::new(&self.config, &RequestStamp::system()),
        )?;
        let says = json!({"appid": WECHAT_APPID, "mch_id": MCHID, "out_trade_no": number, "sign_type": self.v2_sign_type});
        self.print(out, "query_v2", &prepared, None, None, says)
    }
}

/// Percent-encodes all but RFC 3986's unreserved characters.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
