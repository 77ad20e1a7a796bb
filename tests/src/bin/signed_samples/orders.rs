//! The four orders, through QQ's proxy and straight to WeChat Pay.

use std::error::Error;
use std::io::Write;

use qq_wxpay::environment::RequestStamp;
use qq_wxpay::model::{
    Channel, CombineOrderRequest, GoodsDetail, H5Type, OrderDetail, OrderRequest, PartnerOrderRequest,
    StoreInfo, SubOrder, V2OrderRequest,
};
use qq_wxpay::operations::{PlaceCombineOrder, PlaceOrder, PlacePartnerOrder, PlaceV2Order};
use qq_wxpay::{CallContext, Operation as _, Secret};
use qq_wxpay_tests::dice::Dice;
use qq_wxpay_tests::with;
use serde_json::{Value, json};

use crate::{MCHID, Round, SUB_MCHID, WECHAT_APPID};

impl Round<'_> {
    pub(crate) fn orders(
        &self,
        channel: Channel,
        dice: &mut Dice,
        out: &mut impl Write,
    ) -> Result<(), Box<dyn Error>> {
        let token = Secret::new(self.access_token.as_str());
        let token = (channel == Channel::QqProxy).then_some(&token);

        let (request, mut says) = self.v3_order(channel, dice);
        let prepared = PlaceOrder::prepare(
            &request,
            &CallContext::new(&self.config, &RequestStamp::system()).with_access_token(token),
        )?;
        says["/appid"] = json!(WECHAT_APPID);
        says["/mchid"] = json!(MCHID);
        self.print(out, "direct", &prepared, Some("/v3/pay/transactions/h5"), token, says)?;

        let (request, mut says) = self.v3_order(channel, dice);
        let request = PartnerOrderRequest::new(SUB_MCHID, request);
        let prepared = PlacePartnerOrder::prepare(
            &request,
            &CallContext::new(&self.config, &RequestStamp::system()).with_access_token(token),
        )?;
        says["/sp_appid"] = json!(WECHAT_APPID);
        says["/sp_mchid"] = json!(MCHID);
        says["/sub_mchid"] = json!(SUB_MCHID);
        self.print(out, "partner", &prepared, Some("/v3/pay/partner/transactions/h5"), token, says)?;

        let (request, says) = self.combine_order(channel, dice);
        let prepared = PlaceCombineOrder::prepare(
            &request,
            &CallContext::new(&self.config, &RequestStamp::system()).with_access_token(token),
        )?;
        self.print(out, "combine", &prepared, Some("/v3/combine-transactions/h5"), token, says)?;

        let (request, says) = self.v2_order(channel, dice);
        let prepared = PlaceV2Order::prepare(
            &request,
            &CallContext::new(&self.config, &RequestStamp::system()).with_access_token(token),
        )?;
        self.print(out, "v2", &prepared, None, token, says)
    }

    fn v3_order(&self, channel: Channel, dice: &mut Dice) -> (OrderRequest, Value) {
        let (number, ip) = (order_number(channel, dice), dice.payer_ip());
        let (description, attach, tag) = (dice.text(127), dice.text(128), dice.text(32));
        let (goods, shop, site) = (dice.text(256), dice.text(512), dice.text(64));
        let total = dice.amount();
        let mut request = OrderRequest::new(&number, &description, total, ip.0);
        request.attach = Some(attach.clone());
        request.goods_tag = Some(tag.clone());
        request.time_expire = Some("2040-01-02T03:04:05+08:00".to_owned());
        let mut store = StoreInfo::new("0001");
        store.address = Some(shop.clone());
        request.scene_info.store_info = Some(store);
        request.scene_info.h5_info.r#type = H5Type::Ios;
        request.scene_info.h5_info.app_name = Some(site.clone());
        let mut line = GoodsDetail::new("mug-1", 1, total);
        line.goods_name = Some(goods.clone());
        request.detail = Some(with(OrderDetail::default(), |detail| detail.goods_detail = vec![line]));
        request.channel = Some(channel);
        let says = json!({
            "/description": description, "/attach": attach, "/goods_tag": tag, "/out_trade_no": number,
            "/amount/total": total, "/time_expire": "2040-01-02T03:04:05+08:00",
            "/notify_url": self.notify_url_in_body(channel, &format!("v3/notify/{MCHID}/{number}")),
            "/scene_info/payer_client_ip": ip.1, "/scene_info/h5_info/type": "iOS",
            "/scene_info/h5_info/app_name": site, "/scene_info/store_info/address": shop,
            "/detail/goods_detail/0/goods_name": goods, "/detail/goods_detail/0/unit_price": total,
        });
        (request, says)
    }

    fn combine_order(&self, channel: Channel, dice: &mut Dice) -> (CombineOrderRequest, Value) {
        let (number, ip) = (order_number(channel, dice), dice.payer_ip());
        let mut says = json!({
            "/combine_appid": WECHAT_APPID, "/combine_mchid": MCHID, "/combine_out_trade_no": number,
            "/scene_info/payer_client_ip": ip.1, "/scene_info/h5_info/type": "Wap",
            "/notify_url": self.notify_url_in_body(channel, &format!("v3/notify/{MCHID}/{number}")),
        });
        let parts = [MCHID, SUB_MCHID].into_iter().enumerate();
        let parts = parts.map(|(index, mchid)| {
            let (own, total) = (dice.name(16, "_-|*"), dice.amount());
            let (description, attach) = (dice.text(127), dice.text(128));
            for (name, value) in
                [("mchid", mchid), ("out_trade_no", &own), ("description", &description), ("attach", &attach)]
            {
                says[format!("/sub_orders/{index}/{name}")] = json!(value);
            }
            says[format!("/sub_orders/{index}/amount/total_amount")] = json!(total);
            says[format!("/sub_orders/{index}/amount/currency")] = json!("CNY");
            SubOrder::new(mchid, own, description, total, attach)
        });
        let parts = parts.collect();
        let mut request = CombineOrderRequest::new(&number, ip.0, parts);
        request.channel = Some(channel);
        (request, says)
    }

    fn v2_order(&self, channel: Channel, dice: &mut Dice) -> (V2OrderRequest, Value) {
        let (number, ip, total) = (dice.name(32, "_-|*"), dice.payer_ip(), dice.amount());
        let (body, attach, detail, site) = (dice.text(127), dice.text(127), dice.text(6000), dice.text(24));
        let mut request = V2OrderRequest::new(&number, &body, total, ip.0);
        request.attach = Some(attach.clone());
        request.detail = Some(detail.clone());
        request.scene_info.app_name = Some(site.clone());
        request.scene_info.app_url = Some("https://pay.example.com/?a=1&b=<2>".to_owned());
        request.channel = Some(channel);
        let scene = json!({"h5_info": {"type": "Wap", "wap_name": site, "wap_url": "https://pay.example.com/?a=1&b=<2>"}});
        let says = json!({
            "appid": WECHAT_APPID, "mch_id": MCHID, "out_trade_no": number, "body": body, "attach": attach,
            "detail": detail, "total_fee": total.to_string(), "spbill_create_ip": ip.1, "trade_type": "MWEB",
            "notify_url": self.notify_url_in_body(channel, "notify"), "scene_info": scene,
            "sign_type": self.v2_sign_type,
        });
        (request, says)
    }

    /// Protocol 2.4: through QQ its relay, otherwise the merchant's own address.
    fn notify_url_in_body(&self, channel: Channel, relay: &str) -> String {
        match channel {
            Channel::QqProxy => format!("https://api.q.qq.com/wxpay/{relay}"),
            _ => self.notify_url.clone(),
        }
    }
}

fn order_number(channel: Channel, dice: &mut Dice) -> String {
    let length = 6 + dice.below(27);
    dice.name(length, if channel == Channel::QqProxy { "_-" } else { "_-|*" })
}
