//! The cashier page.

use crate::client::Merchant;

async fn link(merchant: &Merchant, number: &str) -> String {
    let body = merchant.direct_body(number);
    let (_, reply) =
        merchant.order_through_qq("/v3/pay/transactions/h5", &body, "https://pay.example.com/n").await;
    reply["h5_url"].as_str().unwrap().to_owned()
}

async fn open(merchant: &Merchant, link: &str, referer: Option<&str>) -> (u16, String) {
    let mut request = merchant.http.get(link);
    if let Some(referer) = referer {
        request = request.header("referer", referer);
    }
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

#[tokio::test]
async fn the_page_shows_the_order() {
    let merchant = Merchant::start().await;
    let link = link(&merchant, "ORDER-3001").await;
    let (status, page) = open(&merchant, &link, Some("https://pay.example.com/shop/cart")).await;
    assert_eq!(status, 200);
    assert!(page.contains("¥12.34") && page.contains("一次性纸杯 &lt;50&gt;") && page.contains("ORDER-3001"));
    // A link with a return address appended stays a good link.
    let back = format!("{link}&redirect_url=https%3A%2F%2Fpay.example.com%2Fback");
    assert_eq!(open(&merchant, &back, Some("https://pay.example.com")).await.0, 200);
}

#[tokio::test]
async fn the_referer_must_be_the_authorised_domain() {
    let merchant = Merchant::start().await;
    let link = link(&merchant, "ORDER-3002").await;
    let (status, page) = open(&merchant, &link, None).await;
    assert_eq!(status, 403);
    assert!(page.contains("商家参数格式有误，请联系商家解决"));
    for foreign in ["https://evil.example.com", "https://pay.example.com.evil.net", "pay.example.com"] {
        let (status, page) = open(&merchant, &link, Some(foreign)).await;
        assert_eq!(status, 403);
        assert!(page.contains("商家存在未配置的参数，请联系商家解决"), "{foreign}");
    }
}

#[tokio::test]
async fn a_link_lives_five_minutes() {
    let merchant = Merchant::start().await;
    let link = link(&merchant, "ORDER-3003").await;
    merchant.sandbox.advance_clock(300);
    let (status, page) = open(&merchant, &link, Some("https://pay.example.com")).await;
    assert_eq!(status, 403);
    assert!(page.contains("支付请求已失效，请重新发起支付"));
    let reason = merchant.sandbox.pay(&link).await.unwrap_err();
    assert_eq!(reason, "支付请求已失效，请重新发起支付");
}

#[tokio::test]
async fn an_order_is_paid_once_and_only_from_its_page() {
    let merchant = Merchant::start().await;
    let link = link(&merchant, "ORDER-3004").await;
    let prepay_id = url::Url::parse(&link).unwrap().query_pairs().next().unwrap().1.into_owned();
    let form = serde_json::json!({"prepay_id": prepay_id, "cashier_token": ""});
    assert_eq!(merchant.post_json("/cashier/pay", &form).await.0, 403);
    merchant.sandbox.pay(&link).await.unwrap();
    assert_eq!(merchant.sandbox.pay(&link).await.unwrap_err(), "该订单已支付");
    assert!(merchant.sandbox.pay("https://wx.tenpay.com/x").await.is_err());
}

#[tokio::test]
async fn cancelling_leaves_the_order_unpaid() {
    let merchant = Merchant::start().await;
    let link = link(&merchant, "ORDER-3005").await;
    let (_, page) = open(&merchant, &link, Some("https://pay.example.com")).await;
    let value = |name: &str| {
        let rest = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap().1;
        rest.split_once('"').unwrap().0.to_owned()
    };
    let body = format!("prepay_id={}&cashier_token={}", value("prepay_id"), value("cashier_token"));
    let response = merchant.http.post(merchant.url("/cashier/cancel")).body(body).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let (_, order) = merchant.query("/v3/pay/transactions/out-trade-no/ORDER-3005?mchid=1900000001").await;
    assert_eq!(order["trade_state"], "NOTPAY");
    merchant.sandbox.pay(&link).await.unwrap();
}
