//! What QQ's proxy refuses, and how it may treat requests and replies.

use qq_wxpay_sandbox::{ProxyErrorShape, ReplyHeaders, Switches};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Merchant, answer, encode};

const PATH: &str = "/v3/pay/transactions/h5";
const NOTIFY: &str = "https://pay.example.com/notify";

#[tokio::test]
async fn bad_tokens_are_refused() {
    let merchant = Merchant::start().await;
    let body = merchant.direct_body("ORDER-2001");
    let token = merchant.token().await;
    let unescaped = format!("appid=1110000001&access_token={token}");
    for query in ["appid=1110000001".to_owned(), "appid=1110000001&access_token=x".to_owned(), unescaped] {
        let (status, reply) = merchant.post_json(&format!("/wxpay{PATH}?{query}"), &body).await;
        assert_eq!((status, &reply["errcode"]), (200, &json!(40001)));
    }
    let without_appid = format!("/wxpay{PATH}?{}", encode(&[("access_token", &token)]));
    assert_eq!(merchant.post_json(&without_appid, &body).await.1["errcode"], 40013);
    merchant.sandbox.set_switches(Switches { bad_token_code: -1009, ..Switches::default() });
    let (_, reply) = merchant.post_json(&format!("/wxpay{PATH}?appid=1110000001"), &body).await;
    assert_eq!(reply, json!({"errcode": -1009, "errmsg": ""}));
}

#[tokio::test]
async fn binding_opening_and_notify_url_are_checked() {
    let merchant = Merchant::start().await;
    let body = merchant.direct_body("ORDER-2002");
    merchant.sandbox.set_switches(Switches { merchant_bound: false, ..Switches::default() });
    assert_eq!(merchant.order_through_qq(PATH, &body, NOTIFY).await.1["errcode"], 9030);
    merchant.sandbox.set_switches(Switches { payment_opened: false, ..Switches::default() });
    assert_eq!(merchant.order_through_qq(PATH, &body, NOTIFY).await.1["errcode"], 9032);
    merchant.sandbox.set_switches(Switches::default());
    let right = body["notify_url"].as_str().unwrap();
    for wrong in
        [NOTIFY.to_owned(), format!("{right}/"), format!("{right}?a=1"), right.replace("https", "http")]
    {
        let mut body = body.clone();
        body["notify_url"] = json!(wrong);
        assert_eq!(merchant.order_through_qq(PATH, &body, NOTIFY).await.1["errcode"], 9031);
    }
    let twice = encode(&[("u", NOTIFY)])[2..].to_owned();
    for wrong in
        [twice.as_str(), "/notify", "ftp://pay.example.com/n", &format!("{NOTIFY}/{}", "a".repeat(256))]
    {
        assert_eq!(merchant.order_through_qq(PATH, &body, wrong).await.1["errcode"], 9031);
    }
    merchant.sandbox.set_switches(Switches { refuse_notify_query: true, ..Switches::default() });
    assert_eq!(
        merchant.order_through_qq(PATH, &body, "https://pay.example.com/n?a=1").await.1["errcode"],
        9031
    );
    assert_eq!(merchant.order_through_qq(PATH, &body, NOTIFY).await.0, 200);
}

#[tokio::test]
async fn bodies_that_cannot_be_parsed_are_refused() {
    let merchant = Merchant::start().await;
    for (path, body) in
        [(PATH, "{"), (PATH, "[]"), ("/unifiedorder", "<root></root>"), ("/unifiedorder", "{}")]
    {
        let url = merchant.proxy_url(path, NOTIFY).await;
        let (status, reply) = answer(merchant.http.post(url).body(body)).await;
        assert_eq!((status, &reply["errcode"]), (200, &json!(9034)), "{body}");
    }
}

#[tokio::test]
async fn every_error_shape_can_be_had() {
    let merchant = Merchant::start().await;
    let shapes = [
        (ProxyErrorShape::Errcode, 200, json!({"errcode": 9030, "errmsg": "商户号未绑定"})),
        (ProxyErrorShape::ErrcodeString, 200, json!({"errcode": "9030", "errmsg": "商户号未绑定"})),
        (ProxyErrorShape::HttpError, 400, json!({"errcode": 9030, "errmsg": "商户号未绑定"})),
        (ProxyErrorShape::CodeField, 200, json!({"code": 9030, "message": "商户号未绑定"})),
        (ProxyErrorShape::Text, 200, json!("9030|process fail")),
    ];
    for (proxy_error_shape, status, expected) in shapes {
        merchant.sandbox.set_switches(Switches {
            proxy_error_shape,
            merchant_bound: false,
            ..Switches::default()
        });
        let reply = merchant.order_through_qq(PATH, &merchant.direct_body("ORDER-2003"), NOTIFY).await;
        assert_eq!(reply, (status, expected));
    }
}

#[tokio::test]
async fn the_doubled_ampersand_of_the_official_example_works() {
    let merchant = Merchant::start().await;
    let body = merchant.direct_body("ORDER-2004").to_string();
    let mut signed = merchant.signed(Method::POST, PATH, &body);
    signed.url = merchant.proxy_url(PATH, NOTIFY).await.replace("&real_notify_url", "&&real_notify_url");
    assert_eq!(answer(merchant.request(&signed)).await.0, 200);
}

#[tokio::test]
async fn an_unescaped_notify_url_loses_its_tail_and_is_warned_of() {
    let merchant = Merchant::start().await;
    let body = merchant.direct_body("ORDER-2007").to_string();
    let mut signed = merchant.signed(Method::POST, PATH, &body);
    let url = merchant.proxy_url(PATH, NOTIFY).await;
    signed.url =
        format!("{}&real_notify_url={NOTIFY}?a=1&b=2", url.split("&real_notify_url").next().unwrap());
    assert_eq!(answer(merchant.request(&signed)).await.0, 200);
    assert_eq!(merchant.events_of("proxy.warning"), 1);
    let orders = merchant.get_json("/sandbox/orders").await;
    assert_eq!(orders[0]["notification_goes_to"], format!("{NOTIFY}?a=1"));
}

#[tokio::test]
async fn reply_headers_can_get_lost() {
    let merchant = Merchant::start().await;
    for (reply_headers, signature, serial) in [
        (ReplyHeaders::Keep, true, true),
        (ReplyHeaders::Partial, true, false),
        (ReplyHeaders::Drop, false, false),
    ] {
        merchant.sandbox.set_switches(Switches { reply_headers, ..Switches::default() });
        let request = merchant.proxy_request(PATH, &merchant.direct_body("ORDER-2005"), NOTIFY).await;
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers().contains_key("wechatpay-signature"), signature);
        assert_eq!(response.headers().contains_key("wechatpay-serial"), serial);
    }
}

#[tokio::test]
async fn the_proxy_can_spoil_requests() {
    let merchant = Merchant::start().await;
    let body = merchant.direct_body("ORDER-2006");
    merchant.sandbox.set_switches(Switches { strip_request_headers: true, ..Switches::default() });
    let response = merchant.proxy_request(PATH, &body, NOTIFY).await.send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["wechatpay-serial"], merchant.identity().platform_serial);
    merchant.sandbox.set_switches(Switches { reserialize_request: true, ..Switches::default() });
    assert_eq!(merchant.order_through_qq(PATH, &body, NOTIFY).await.0, 401);
    merchant.sandbox.set_switches(Switches { redirect: true, ..Switches::default() });
    assert_eq!(merchant.order_through_qq(PATH, &body, NOTIFY).await.0, 302);
    merchant.sandbox.set_switches(Switches { fresh_link_for_same_order: false, ..Switches::default() });
    let (status, reply) = merchant.order_through_qq(PATH, &body, NOTIFY).await;
    assert_eq!((status, reply["code"].as_str()), (400, Some("INVALID_REQUEST")));
}

#[tokio::test]
async fn only_the_four_order_paths_exist() {
    let merchant = Merchant::start().await;
    for path in ["/wxpay/orderquery", "/wxpay/pay/unifiedorder", "/wxpay/v3/refund/domestic/refunds"] {
        assert_eq!(merchant.post_json(path, &Value::Null).await.0, 404);
    }
}
