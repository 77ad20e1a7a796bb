//! Partner and combine orders.

use serde_json::{Value, json};

use crate::client::Merchant;
use crate::receiver::Receiver;

const PARTNER: &str = "/v3/pay/partner/transactions/h5";
const COMBINE: &str = "/v3/combine-transactions/h5";

fn partner_body(merchant: &Merchant, number: &str) -> Value {
    let mut body = merchant.direct_body(number);
    let fields = body.as_object_mut().unwrap();
    let (appid, mchid) = (fields.remove("appid").unwrap(), fields.remove("mchid").unwrap());
    fields.extend([
        ("sp_appid".to_owned(), appid),
        ("sp_mchid".to_owned(), mchid),
        ("sub_mchid".to_owned(), json!("1900000002")),
        ("sub_appid".to_owned(), json!("wxfedcba9876543210")),
    ]);
    body
}

fn combine_body(number: &str) -> Value {
    let sub = |mchid: &str, number: String, fen: i64| {
        json!({
            "mchid": mchid, "attach": "分店", "description": "商品", "out_trade_no": number,
            "amount": {"total_amount": fen, "currency": "CNY"},
        })
    };
    json!({
        "combine_appid": "wx0123456789abcdef",
        "combine_mchid": "1900000001",
        "combine_out_trade_no": number,
        "notify_url": format!("https://api.q.qq.com/wxpay/v3/notify/1900000001/{number}"),
        "scene_info": {"payer_client_ip": "2001:db8::1", "device_id": "POS1:1", "h5_info": {"type": "iOS"}},
        "sub_orders": [sub("1900000001", format!("{number}-A"), 10), sub("1900000002", format!("{number}-B"), 5)],
    })
}

#[tokio::test]
async fn a_partner_order_is_paid_and_seen_by_partner_queries_only() {
    let merchant = Merchant::start().await;
    let receiver = Receiver::start(&[(204, "")]).await;
    let (status, reply) =
        merchant.order_through_qq(PARTNER, &partner_body(&merchant, "PARTNER-1"), &receiver.url).await;
    assert_eq!(status, 200, "{reply}");
    merchant.sandbox.pay(reply["h5_url"].as_str().unwrap()).await.unwrap();
    let arrived = receiver.wait_for(1).await.remove(0);
    let envelope: Value = serde_json::from_slice(&arrived.body).unwrap();
    let notified: Value = serde_json::from_str(&merchant.decrypt(&envelope["resource"])).unwrap();
    assert_eq!(notified["sub_mchid"], "1900000002");
    assert!(notified["payer"]["sp_openid"].is_string() && notified["payer"]["sub_openid"].is_string());

    let path = "/v3/pay/partner/transactions/out-trade-no/PARTNER-1";
    let good = merchant.query(&format!("{path}?sp_mchid=1900000001&sub_mchid=1900000002")).await;
    assert_eq!(good, (200, notified.clone()));
    let by_id = format!("/v3/pay/partner/transactions/id/{}", notified["transaction_id"].as_str().unwrap());
    assert_eq!(
        merchant.query(&format!("{by_id}?sp_mchid=1900000001&sub_mchid=1900000002")).await,
        (200, notified)
    );
    assert_eq!(merchant.query(&format!("{path}?sp_mchid=1900000001")).await.0, 400);
    assert_eq!(merchant.query(&format!("{path}?sp_mchid=1900000001&sub_mchid=1900000003")).await.0, 404);
    let direct = merchant.query("/v3/pay/transactions/out-trade-no/PARTNER-1?mchid=1900000001").await;
    assert_eq!(direct.0, 404);
}

#[tokio::test]
async fn a_strange_sub_merchant_is_refused() {
    let merchant = Merchant::start().await;
    let mut body = partner_body(&merchant, "PARTNER-2");
    body["sub_mchid"] = json!("1900000009");
    let (status, reply) = merchant.order_through_qq(PARTNER, &body, "https://pay.example.com/n").await;
    assert_eq!((status, reply["code"].as_str()), (403, Some("NO_AUTH")));
}

#[tokio::test]
async fn a_combine_order_is_paid_at_once() {
    let merchant = Merchant::start().await;
    let receiver = Receiver::start(&[(204, "")]).await;
    let (status, reply) = merchant.order_through_qq(COMBINE, &combine_body("COMBINE-1"), &receiver.url).await;
    assert_eq!(status, 200, "{reply}");
    let target = "/v3/combine-transactions/out-trade-no/COMBINE-1";
    let (_, unpaid) = merchant.query(target).await;
    assert_eq!(unpaid["sub_orders"][1]["trade_state"], "NOTPAY");

    merchant.sandbox.pay(reply["h5_url"].as_str().unwrap()).await.unwrap();
    let arrived = receiver.wait_for(1).await.remove(0);
    let envelope: Value = serde_json::from_slice(&arrived.body).unwrap();
    let notified: Value = serde_json::from_str(&merchant.decrypt(&envelope["resource"])).unwrap();
    assert!(notified.get("trade_state").is_none());
    assert_eq!(notified["sub_orders"][0]["trade_state"], "SUCCESS");
    assert_eq!(notified["sub_orders"][1]["amount"]["payer_amount"], 5);
    let ids = [&notified["sub_orders"][0]["transaction_id"], &notified["sub_orders"][1]["transaction_id"]];
    assert_ne!(ids[0], ids[1]);
    assert_eq!(merchant.query(target).await, (200, notified));
    let basic = merchant.query("/v3/pay/transactions/out-trade-no/COMBINE-1?mchid=1900000001").await;
    assert_eq!((basic.0, basic.1["code"].as_str()), (404, Some("ORDER_NOT_EXIST")));
}

/// So many parts of a combine order.
fn parts(count: usize, sub_mchid: Option<&str>) -> Value {
    let part = |index| {
        let mut part = json!({"mchid": "1900000001", "out_trade_no": format!("PART-{index}"), "attach": "a",
            "description": "茶", "amount": {"total_amount": 1, "currency": "CNY"}});
        if let Some(sub_mchid) = sub_mchid {
            part["sub_mchid"] = json!(sub_mchid);
        }
        part
    };
    (0..count).map(part).collect()
}

#[tokio::test]
async fn the_rules_of_combine_orders() {
    let merchant = Merchant::start().await;
    let good = combine_body("COMBINE-2");
    let one = json!([good["sub_orders"][0]]);
    let wrong_amount = json!({"total": 1, "currency": "CNY"});
    let cases = [
        ("", "sub_orders", one, "/sub_orders"),
        ("", "sub_orders", parts(11, None), "/sub_orders"),
        ("", "sub_orders", parts(51, Some("1900000002")), "/sub_orders"),
        ("/sub_orders/0", "attach", Value::Null, "/sub_orders/0/attach"),
        ("/sub_orders/1", "amount", wrong_amount, "/sub_orders/1/amount/total_amount"),
        ("/sub_orders/1", "out_trade_no", json!("COMBINE-2-A"), ""),
        ("/scene_info", "device_id", json!(""), "/scene_info/device_id"),
        ("", "amount", json!({"total": 1}), "/amount"),
        ("/sub_orders/0", "goods", json!(1), "/sub_orders/0/goods"),
    ];
    for (parent, name, value, field) in cases {
        let mut body = good.clone();
        body.pointer_mut(parent).unwrap()[name] = value;
        let (status, reply) = merchant.order_through_qq(COMBINE, &body, "https://pay.example.com/n").await;
        // The same number under another merchant is another order.
        let expected = if field.is_empty() { (200, None) } else { (400, Some(field)) };
        assert_eq!((status, reply["detail"]["field"].as_str()), expected, "{reply}");
    }
    for (number, count, sub_mchid) in
        [("COMBINE-6", 10, None), ("COMBINE-7", 1, Some("1900000002")), ("COMBINE-8", 50, Some("1900000002"))]
    {
        let mut body = combine_body(number);
        body["sub_orders"] = parts(count, sub_mchid);
        for (index, part) in body["sub_orders"].as_array_mut().unwrap().iter_mut().enumerate() {
            part["out_trade_no"] = json!(format!("{number}-{index}"));
        }
        body["scene_info"]["device_id"] = json!("d".repeat(32));
        assert_eq!(merchant.order_through_qq(COMBINE, &body, "https://pay.example.com/n").await.0, 200);
    }
    // Directly, so that the proxy's own check of the address does not come first.
    let mut at = combine_body("COMBINE@9");
    at["notify_url"] = json!("https://pay.example.com/n");
    let (status, reply) = merchant.order(COMBINE, &at).await;
    assert_eq!((status, reply["detail"]["field"].as_str()), (400, Some("/combine_out_trade_no")));
    let mut missing = combine_body("COMBINE-4");
    missing["sub_orders"][0].as_object_mut().unwrap().remove("attach");
    assert_eq!(merchant.order_through_qq(COMBINE, &missing, "https://pay.example.com/n").await.0, 400);
    let mut strange = combine_body("COMBINE-5");
    strange["sub_orders"][1]["mchid"] = json!("1900000009");
    assert_eq!(merchant.order_through_qq(COMBINE, &strange, "https://pay.example.com/n").await.0, 403);
}

#[tokio::test]
async fn a_number_belongs_to_one_order() {
    let merchant = Merchant::start().await;
    let notify = "https://pay.example.com/n";
    assert_eq!(merchant.order_through_qq(COMBINE, &combine_body("COMBINE-3"), notify).await.0, 200);
    let single = merchant.direct_body("COMBINE-3-A");
    let (status, reply) = merchant.order_through_qq("/v3/pay/transactions/h5", &single, notify).await;
    assert_eq!((status, reply["code"].as_str()), (403, Some("OUT_TRADE_NO_USED")));
    // The other family of numbers, and the same order again, are free.
    let single = merchant.direct_body("COMBINE-3");
    assert_eq!(merchant.order_through_qq("/v3/pay/transactions/h5", &single, notify).await.0, 200);
    assert_eq!(merchant.order_through_qq(COMBINE, &combine_body("COMBINE-3"), notify).await.0, 200);
}
