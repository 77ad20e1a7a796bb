//! Other web sites are kept away from the control interface and from what the page listens to.

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Merchant, answer};

async fn status(merchant: &Merchant, method: Method, path: &str, headers: &[(&str, &str)]) -> u16 {
    let mut request = merchant.http.request(method, merchant.url(path)).body("{}");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_page_of_another_site_can_ask_for_nothing() {
    let merchant = Merchant::start().await;
    let foreign: [&[(&str, &str)]; 6] = [
        &[("origin", "https://evil.example.com")],
        &[("origin", "null")],
        &[("origin", "http://127.0.0.1:1")],
        &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")],
        &[("sec-fetch-site", "same-site"), ("sec-fetch-mode", "cors")],
        // DNS rebinding: for the browser it is the same site.
        &[("host", "evil.example.com:18700"), ("origin", "http://evil.example.com:18700")],
    ];
    for headers in foreign {
        for (method, path) in [
            (Method::GET, "/sandbox/live/stream"),
            (Method::GET, "/sandbox/identity"),
            (Method::PUT, "/sandbox/switches"),
            (Method::POST, "/sandbox/deliveries/release"),
            (Method::DELETE, "/sandbox/faults"),
            (Method::GET, "/"),
        ] {
            assert_eq!(
                status(&merchant, method.clone(), path, headers).await,
                403,
                "{method} {path} {headers:?}"
            );
        }
    }
    assert!(merchant.sandbox.switches().merchant_bound);
    let host = merchant.sandbox.base_url().replace("http://", "");
    let own = format!("http://{host}");
    let own: [&[(&str, &str)]; 4] = [
        &[],
        &[("origin", &own), ("sec-fetch-site", "same-origin"), ("sec-fetch-mode", "cors")],
        &[("host", "sandbox:18700")],
        &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")],
    ];
    for headers in own {
        assert_eq!(status(&merchant, Method::GET, "/", headers).await, 200, "{headers:?}");
        assert_eq!(status(&merchant, Method::PUT, "/sandbox/switches", headers).await, 200, "{headers:?}");
    }
    // What QQ and WeChat Pay serve is asked for by servers, under any name.
    let foreign = [("host", "pay.example.com"), ("origin", "https://pay.example.com")];
    assert_eq!(status(&merchant, Method::GET, "/api/getToken", &foreign).await, 200);
}

#[tokio::test]
async fn the_page_takes_nothing_from_elsewhere() {
    let merchant = Merchant::start().await;
    let page = merchant.http.get(merchant.url("/")).send().await.unwrap();
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    for part in ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe"));
    let text = page.text().await.unwrap();
    assert!(!text.contains("https://") && !text.contains("<script>") && !text.contains("<style"));
    let asset = merchant.http.get(merchant.url("/live/app.js")).send().await.unwrap();
    assert_eq!(asset.headers()["x-content-type-options"], "nosniff");
    assert_eq!(asset.headers()["content-type"], "text/javascript; charset=utf-8");
    for name in ["nothing.js", "..%2Fmod.rs", "index.html"] {
        assert_eq!(
            merchant.http.get(merchant.url(&format!("/live/{name}"))).send().await.unwrap().status(),
            404
        );
    }
}

#[tokio::test]
async fn a_text_becomes_a_code_for_a_camera() {
    let merchant = Merchant::start().await;
    let code = |query: String| merchant.http.get(merchant.url(&format!("/sandbox/qr{query}"))).send();
    let drawn = code("?text=http%3A%2F%2F127.0.0.1%2F%3Fa%3D%3Cscript%3E".to_owned()).await.unwrap();
    assert_eq!(drawn.headers()["content-type"], "image/svg+xml");
    let svg = drawn.text().await.unwrap();
    assert!(svg.contains("<svg") && !svg.contains("script") && !svg.contains("127.0.0.1"));
    for wrong in [String::new(), "?text=".to_owned(), format!("?text={}", "x".repeat(801))] {
        assert_eq!(code(wrong).await.unwrap().status(), 400);
    }
}

#[tokio::test]
async fn an_order_is_paid_by_its_number_and_a_payer_may_leave() {
    let merchant = Merchant::start().await;
    let place = |number: &'static str| {
        let body = merchant.direct_body(number);
        let merchant = &merchant;
        async move { merchant.order_through_qq("/v3/pay/transactions/h5", &body, "http://127.0.0.1:9/n").await.1 }
    };
    let reply = place("LIVE-20").await;
    let link = merchant.get_json("/sandbox/orders/LIVE-20/link").await;
    assert_eq!(link, json!({"h5_url": reply["h5_url"], "referer": "https://pay.example.com"}));
    assert!(merchant.get_json("/sandbox/orders/NOBODY/link").await["error"].is_string());

    let play = async |payer: &str, client: &str, referer: &str| -> Value {
        let asked = json!({"url": link["h5_url"], "referer": referer, "payer": payer, "client": client});
        merchant.post_json("/sandbox/request-wx-payment", &asked).await.1
    };
    let referer = "https://pay.example.com";
    let state = || async { merchant.get_json("/sandbox/orders").await[0]["trade_state"].clone() };
    let ok = json!("requestWxPayment:ok");
    let cancel = json!("requestWxPayment:fail cancel");
    for payer in ["leaves", "cancels"] {
        assert_eq!(play(payer, "ios", referer).await["errMsg"], cancel);
        assert_eq!(play(payer, "android", referer).await["errMsg"], ok);
        assert_eq!(play(payer, "android_page_gone", referer).await["errMsg"], Value::Null);
    }
    let refused = play("pays", "android", "https://elsewhere.example.com").await;
    assert_eq!(
        (&refused["errMsg"], &refused["shown"]),
        (&ok, &json!("商家存在未配置的参数，请联系商家解决"))
    );
    assert_eq!(play("pays", "ios", "a\nb").await["shown"], "this is no Referer");
    assert_eq!(state().await, "NOTPAY");
    assert_eq!(play("pays", "android_page_gone", referer).await["errMsg"], Value::Null);
    assert_eq!(state().await, "SUCCESS");
    let (status, _) = merchant.post_json("/sandbox/request-wx-payment", &json!({"payer": "sleeps"})).await;
    assert_eq!(status, 400);

    place("LIVE-21").await;
    let paid = merchant.http.post(merchant.url("/sandbox/pay")).body(r#"{"out_trade_no":"LIVE-21"}"#);
    assert_eq!(answer(paid).await.0, 200);
    assert_eq!(merchant.post_json("/sandbox/pay", &json!({"out_trade_no": "NOBODY"})).await.0, 404);
}
