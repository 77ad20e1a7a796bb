//! Functions of the user that the client waits for: one that calls the same client is refused at once, whatever it calls.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use async_trait::async_trait;
use qq_wxpay::client::{
    MemoryTokenStore, QqWxPayBuilder, ReqwestTransport, TokenProvider, TokenStore, Transport, TransportError,
};
use qq_wxpay::crypto::{AsyncSigner, PrivateKey, RsaProvider, Signer};
use qq_wxpay::http::{HttpRequest, HttpResponse};
use qq_wxpay::model::{OrderId, Placement, RefusedAccessToken};
use qq_wxpay::token::StoredToken;
use qq_wxpay::{QqWxPay, Result, Secret};
use qq_wxpay_tests::shop::{Shop, direct, impatient, settings};

/// The client that a function calls, and what it was told each time.
#[derive(Clone, Default)]
struct Inside {
    pay: Arc<OnceLock<QqWxPay>>,
    told: Arc<Mutex<Vec<String>>>,
}

impl Inside {
    /// Makes every call that goes over the network.
    async fn call(&self) {
        let Some(pay) = self.pay.get() else { return };
        let pay = pay.within(Duration::from_secs(5));
        let id = OrderId::OutTradeNo("RE-inside".to_owned());
        let errors = [
            pay.access_token().await.map(drop),
            pay.invalidate_access_token(&RefusedAccessToken::new("t".into())).await,
            pay.place_order(&direct("RE-inside")).await.and_then(Placement::placed).map(drop),
            pay.query_order(&id).await.map(drop),
            pay.refresh_certificates().await.map(drop),
        ];
        let codes =
            errors.map(|result| result.map_or_else(|error| error.code().to_owned(), |()| "done".to_owned()));
        self.told.lock().unwrap().extend(codes);
    }

    fn refused(&self, name: &str) {
        let told = std::mem::take(&mut *self.told.lock().unwrap());
        assert!(!told.is_empty() && told.iter().all(|code| code == "CLIENT_REENTERED"), "{name}: {told:?}");
    }
}

struct Provider(Inside, Secret);

#[async_trait]
impl TokenProvider for Provider {
    async fn access_token(&self, _: Option<&Secret>) -> Result<Secret> {
        self.0.call().await;
        Ok(self.1.clone())
    }
}

struct Store(Inside, MemoryTokenStore);

#[async_trait]
impl TokenStore for Store {
    async fn load(&self, appid: &str) -> Result<Option<StoredToken>> {
        self.0.call().await;
        self.1.load(appid).await
    }

    async fn acquire_lease(&self, appid: &str, owner: &str, duration: Duration) -> Result<bool> {
        self.0.call().await;
        self.1.acquire_lease(appid, owner, duration).await
    }

    async fn save(&self, appid: &str, owner: &str, token: &StoredToken) -> Result<bool> {
        self.0.call().await;
        self.1.save(appid, owner, token).await
    }

    async fn release_lease(&self, appid: &str, owner: &str) -> Result<()> {
        self.0.call().await;
        self.1.release_lease(appid, owner).await
    }
}

struct Sender(Inside, ReqwestTransport);

#[async_trait]
impl Transport for Sender {
    async fn send(&self, request: HttpRequest, timeout: Duration) -> Result<HttpResponse, TransportError> {
        self.0.call().await;
        self.1.send(request, timeout).await
    }
}

struct Awaited(Inside, PrivateKey);

#[async_trait]
impl AsyncSigner for Awaited {
    async fn sign_sha256_rsa(&self, message: &[u8]) -> Result<Vec<u8>> {
        self.0.call().await;
        self.1.sign(message)
    }
}

struct Blocking(Inside, PrivateKey);

impl Signer for Blocking {
    fn sign_sha256_rsa(&self, message: &[u8]) -> Result<Vec<u8>> {
        tokio::runtime::Handle::current().block_on(self.0.call());
        self.1.sign(message)
    }

    fn blocks(&self) -> bool {
        true
    }
}

fn key(shop: &Shop) -> PrivateKey {
    let text = settings(&shop.sandbox).merchant_private_key.unwrap();
    PrivateKey::parse(RsaProvider::default(), text.as_bytes(), "key").unwrap()
}

fn builder(shop: &Shop) -> QqWxPayBuilder {
    QqWxPay::builder(settings(&shop.sandbox).build().unwrap()).retry(impatient())
}

#[tokio::test]
async fn each_function_that_calls_its_own_client_is_refused_and_the_call_goes_on() {
    let shop = Shop::open().await;
    let token = shop.pay.access_token().await.unwrap().access_token;
    let transport = ReqwestTransport::new(shop.pay.config()).unwrap();
    let [provided, stored, sent, awaited, blocked] = [(); 5].map(|()| Inside::default());
    let signed = |signer| settings(&shop.sandbox).build_with(RsaProvider::default(), Some(signer)).unwrap();
    let later =
        |signer| settings(&shop.sandbox).build_with_async_signer(RsaProvider::default(), signer).unwrap();
    let clients = [
        (&provided, builder(&shop).token_provider(Arc::new(Provider(provided.clone(), token.clone())))),
        (&sent, builder(&shop).transport(Arc::new(Sender(sent.clone(), transport)))),
        (&awaited, QqWxPay::builder(later(Arc::new(Awaited(awaited.clone(), key(&shop)))))),
        (&blocked, QqWxPay::builder(signed(Arc::new(Blocking(blocked.clone(), key(&shop)))))),
        (&stored, builder(&shop).token_store(Arc::new(Store(stored.clone(), MemoryTokenStore::default())))),
    ];
    for (index, (inside, builder)) in clients.into_iter().enumerate() {
        let pay = builder.build().unwrap();
        inside.pay.set(pay.clone()).unwrap();
        pay.place_order(&direct(&format!("RE-outside{index}"))).await.and_then(Placement::placed).unwrap();
        inside.refused(&format!("client {index}"));
    }
}

/// Asks another client.
struct Through(QqWxPay);

#[async_trait]
impl TokenProvider for Through {
    async fn access_token(&self, _: Option<&Secret>) -> Result<Secret> {
        self.0.access_token().await.map(|token| token.access_token)
    }
}

#[tokio::test]
async fn another_client_may_be_called_and_is_no_way_around() {
    let shop = Shop::open().await;
    let around = Inside::default();
    // The provider of the first asks a second client, whose provider asks the first one.
    let token = shop.pay.access_token().await.unwrap().access_token;
    let second = builder(&shop).token_provider(Arc::new(Provider(around.clone(), token))).build().unwrap();
    let first = builder(&shop).token_provider(Arc::new(Through(second))).build().unwrap();
    around.pay.set(first.clone()).unwrap();
    first.place_order(&direct("RE-two")).await.and_then(Placement::placed).unwrap();
    around.refused("around");
    let id = OrderId::OutTradeNo("RE-none".to_owned());
    let outside = first.query_order(&id).await.unwrap_err();
    assert_eq!(outside.code(), "ORDER_NOT_EXIST", "outside it works as ever");
}
