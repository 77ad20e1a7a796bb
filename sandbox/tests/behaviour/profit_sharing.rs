//! Unfreezing what orders with profit sharing hold back.

use serde_json::{Value, json};

use crate::client::Merchant;

const UNFREEZE: &str = "/v3/profitsharing/orders/unfreeze";

/// Places and pays an order; gives WeChat Pay's number.
async fn paid(merchant: &Merchant, number: &str, shares: bool) -> String {
    let mut body = merchant.direct_body(number);
    body["settle_info"] = json!({"profit_sharing": shares});
    let path = "/v3/pay/transactions/h5";
    let (_, placed) = merchant.order_through_qq(path, &body, "https://pay.example.com/n").await;
    merchant.sandbox.pay(placed["h5_url"].as_str().unwrap()).await.unwrap();
    let (_, order) =
        merchant.query(&format!("/v3/pay/transactions/out-trade-no/{number}?mchid=1900000001")).await;
    order["transaction_id"].as_str().unwrap().to_owned()
}

fn refused((status, body): (u16, Value)) -> (u16, String) {
    (status, body["code"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn what_is_held_back_is_given_back_once() {
    let merchant = Merchant::start().await;
    let id = paid(&merchant, "SHARES-0001", true).await;
    let mut body =
        json!({"transaction_id": id, "out_order_no": "S-1@a|b*", "description": "解冻全部剩余资金"});
    let (status, taken) = merchant.order(UNFREEZE, &body).await;
    assert_eq!(
        (status, &taken["state"], &taken["receivers"][0]["amount"]),
        (200, &json!("PROCESSING"), &json!(1234))
    );
    let (_, again) = merchant.order(UNFREEZE, &body).await;
    assert_eq!(again["order_id"], taken["order_id"], "the same request is the same unfreezing");
    let target = format!("/v3/profitsharing/orders/S-1%40a%7Cb%2A?transaction_id={id}");
    let (_, found) = merchant.query(&target).await;
    assert_eq!((&found["state"], &found["receivers"][0]["result"]), (&json!("FINISHED"), &json!("SUCCESS")));

    body["description"] = json!("another");
    assert_eq!(refused(merchant.order(UNFREEZE, &body).await), (400, "INVALID_REQUEST".to_owned()));
    body["out_order_no"] = json!("S-2");
    assert_eq!(refused(merchant.order(UNFREEZE, &body).await), (403, "NOT_ENOUGH".to_owned()));
    let unknown = merchant.query("/v3/profitsharing/orders/S-9?transaction_id=1").await;
    assert_eq!(refused(unknown), (404, "RESOURCE_NOT_EXISTS".to_owned()));
}

#[tokio::test]
async fn nothing_else_is_held_back() {
    let merchant = Merchant::start().await;
    let id = paid(&merchant, "SHARES-0002", false).await;
    for (id, code) in [(id.as_str(), "INVALID_REQUEST"), ("4200000004", "RESOURCE_NOT_EXISTS")] {
        let body = json!({"transaction_id": id, "out_order_no": "S-1", "description": "x"});
        assert_eq!(refused(merchant.order(UNFREEZE, &body).await).1, code);
    }
    let body = json!({"transaction_id": id, "out_order_no": "S/1", "description": "x"});
    assert_eq!(refused(merchant.order(UNFREEZE, &body).await).1, "PARAM_ERROR");
}
