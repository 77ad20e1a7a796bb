//! Every behaviour that the protocol leaves open (its section 10), as the sandbox can switch it.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use qq_wxpay::client::{ReqwestTransport, Transport, TransportError};
use qq_wxpay::crypto::{PrivateKey, RsaProvider};
use qq_wxpay::http::{Headers, HttpRequest, HttpResponse, Method};
use qq_wxpay::model::Placement;
use qq_wxpay::{ErrorKind, QqWxPay, Retry};
use qq_wxpay_sandbox::{ProxyErrorShape, ReplyHeaders, SigningKey, Switches};
use qq_wxpay_tests::shop::{Shop, combine, direct, impatient, partner, settings, v2};

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_reply_signature_is_told_and_may_be_required() {
    let shop = Shop::open().await;
    shop.sandbox.set_switches(Switches { reply_headers: ReplyHeaders::Drop, ..Switches::default() });
    assert!(!shop.pay.place_order(&direct("SW-drop")).await.and_then(Placement::placed).unwrap().verified);
    assert!(
        shop.pay.place_v2_order(&v2("SW-drop-v2")).await.and_then(Placement::placed).unwrap().verified,
        "V2 signs inside the body"
    );
    shop.sandbox.set_switches(Switches { reply_headers: ReplyHeaders::Partial, ..Switches::default() });
    let error = shop.pay.place_order(&direct("SW-partial")).await.and_then(Placement::placed).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Signature, Retry::ConfirmFirst));

    let strict = Shop::open_with(
        |mut settings| {
            settings.require_verified_reply = true;
            settings
        },
        impatient(),
    )
    .await;
    assert!(strict.pay.place_order(&direct("SW-strict")).await.and_then(Placement::placed).unwrap().verified);
    strict.sandbox.set_switches(Switches { reply_headers: ReplyHeaders::Drop, ..Switches::default() });
    assert_eq!(
        strict.pay.place_order(&direct("SW-strict2")).await.and_then(Placement::placed).unwrap_err().code(),
        "REPLY_UNSIGNED"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_proxys_errors_are_understood_in_every_shape() {
    let shop = Shop::open().await;
    use ProxyErrorShape::{CodeField, Errcode, ErrcodeString, HttpError, Text};
    for shape in [Errcode, ErrcodeString, HttpError, CodeField, Text] {
        let base = Switches { proxy_error_shape: shape, ..Switches::default() };
        for (switches, code) in [
            (Switches { merchant_bound: false, ..base.clone() }, "9030"),
            (Switches { payment_opened: false, ..base.clone() }, "9032"),
        ] {
            shop.sandbox.set_switches(switches);
            for error in [
                shop.pay.place_order(&direct("SW-shape")).await.and_then(Placement::placed).unwrap_err(),
                shop.pay.place_v2_order(&v2("SW-shape-v2")).await.and_then(Placement::placed).unwrap_err(),
            ] {
                assert_eq!(
                    (error.kind(), error.code(), error.retry()),
                    (ErrorKind::Api, code, Retry::Never),
                    "{shape:?}"
                );
                assert!(error.remedy().is_some_and(|remedy| !remedy.zh.is_empty()));
            }
        }
    }
    assert_eq!(shop.sandbox.statistics().token_requests, 1, "these are no reason to fetch another token");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_drops_request_headers_is_no_trouble() {
    let shop = Shop::open().await;
    shop.sandbox.set_switches(Switches { strip_request_headers: true, ..Switches::default() });
    assert!(shop.pay.place_order(&direct("SW-strip")).await.and_then(Placement::placed).unwrap().verified);
    for key in [SigningKey::PublicKey, SigningKey::Certificate] {
        shop.sandbox.set_switches(Switches { signing_key: key, ..Switches::default() });
        assert!(
            shop.pay.place_order(&direct("SW-strip")).await.and_then(Placement::placed).unwrap().verified,
            "{key:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_rewrites_the_body_shows_as_a_wrong_signature() {
    let shop = Shop::open().await;
    shop.sandbox.set_switches(Switches { reserialize_request: true, ..Switches::default() });
    let error = shop.pay.place_order(&direct("SW-rewrite")).await.and_then(Placement::placed).unwrap_err();
    assert_eq!((error.code(), error.http_status()), ("SIGN_ERROR", Some(401)));
    assert!(error.detail().contains("/v3/pay/transactions/h5"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_fresh_link_and_no_redirect() {
    let shop = Shop::open().await;
    shop.pay.place_order(&direct("SW-fresh")).await.and_then(Placement::placed).unwrap();
    shop.sandbox.set_switches(Switches { fresh_link_for_same_order: false, ..Switches::default() });
    assert_eq!(
        shop.pay.place_order(&direct("SW-fresh")).await.and_then(Placement::placed).unwrap_err().code(),
        "INVALID_REQUEST"
    );
    shop.sandbox.set_switches(Switches { redirect: true, ..Switches::default() });
    let before = shop.sandbox.statistics().proxy_requests;
    let error = shop.pay.place_order(&direct("SW-redirect")).await.and_then(Placement::placed).unwrap_err();
    assert_eq!((error.code(), error.http_status()), ("UNEXPECTED_REPLY", Some(302)));
    assert_eq!(shop.sandbox.statistics().proxy_requests - before, 1, "neither repeated nor followed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notify_url_with_a_query_arrives_whole_or_is_refused() {
    let shop = Shop::open_with(
        |mut settings| {
            settings.allow_notify_url_query = true;
            settings.notify_url = settings.notify_url.map(|url| format!("{url}?shop=1&kind=h5"));
            settings
        },
        impatient(),
    )
    .await;
    let order = shop.pay.place_order(&direct("SW-query")).await.and_then(Placement::placed).unwrap();
    shop.sandbox.pay(&order.h5_url).await.unwrap();
    assert_eq!(shop.received(1).await[0].handled.outcome.name(), "payment");
    shop.sandbox.set_switches(Switches { refuse_notify_query: true, ..Switches::default() });
    assert_eq!(
        shop.pay.place_order(&direct("SW-query2")).await.and_then(Placement::placed).unwrap_err().code(),
        "9031"
    );
}

/// Signs what it calls, as other SDKs do: the proxy's path and query.
struct SignsWhatItCalls {
    inner: ReqwestTransport,
    key: PrivateKey,
}

#[async_trait]
impl Transport for SignsWhatItCalls {
    async fn send(&self, request: HttpRequest, timeout: Duration) -> Result<HttpResponse, TransportError> {
        if request.method() == Method::Post {
            let target = request.url().splitn(4, '/').nth(3).map(|rest| format!("/{rest}")).unwrap();
            let authorization =
                request.headers().find(|(name, _)| *name == "Authorization").unwrap().1.to_owned();
            let part = |name: &str| {
                authorization.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap()
            };
            let (timestamp, nonce, body) =
                (part("timestamp"), part("nonce_str"), String::from_utf8_lossy(request.body()));
            let message = format!("POST\n{target}\n{timestamp}\n{nonce}\n{body}\n");
            let signature = self.key.sign_base64(message.as_bytes()).unwrap();
            return self
                .inner
                .send(
                    request
                        .with_header("Authorization", authorization.replace(part("signature"), &signature)),
                    timeout,
                )
                .await;
        }
        self.inner.send(request, timeout).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_over_the_proxys_address_gets_wechat_pays_401() {
    let shop = Shop::open().await;
    let settings = settings(&shop.sandbox);
    let key = settings.merchant_private_key.clone().unwrap();
    let key = PrivateKey::parse(RsaProvider::default(), key.as_bytes(), "merchant_private_key").unwrap();
    let config = settings.build().unwrap();
    let transport = Arc::new(SignsWhatItCalls { inner: ReqwestTransport::new(&config).unwrap(), key });
    let wrong = QqWxPay::builder(config).transport(transport).build().unwrap();
    let identity = &shop.sandbox;
    for error in [
        wrong.place_order(&direct("SW-path")).await.and_then(Placement::placed).unwrap_err(),
        wrong
            .place_partner_order(&partner(identity, "SW-path-p"))
            .await
            .and_then(Placement::placed)
            .unwrap_err(),
        wrong
            .place_combine_order(&combine(identity, "SW-path-c"))
            .await
            .and_then(Placement::placed)
            .unwrap_err(),
    ] {
        assert_eq!(
            (error.code(), error.http_status(), error.retry()),
            ("SIGN_ERROR", Some(401), Retry::Never)
        );
        assert!(error.detail().contains("WeChat Pay verified over POST /v3/"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn strange_headers_are_nobodys_signature() {
    let shop = Shop::open().await;
    let headers: Headers = [("Wechatpay-Serial", "\u{1F4A9}")].into_iter().collect();
    assert_eq!(
        shop.pay.handle_notification(&headers, b"{}").outcome.error().unwrap().code(),
        "SIGNATURE_HEADERS_INCOMPLETE"
    );
}
