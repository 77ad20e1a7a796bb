//! Which thread runs the user's code: whatever it does there, another call, made from an ordinary thread, ends within its limit.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::future::pending;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use qq_wxpay::client::{
    Event, MemoryTokenStore, Notifications, QqWxPayBuilder, TokenProvider, TokenStore, Transport,
    TransportError,
};
use qq_wxpay::crypto::{AsyncSigner, PrivateKey, RsaProvider, Signer};
use qq_wxpay::http::{HttpRequest, HttpResponse};
use qq_wxpay::model::{OrderId, Placement};
use qq_wxpay::token::StoredToken;
use qq_wxpay::{Config, QqWxPay, Result, Secret, Settings};
use qq_wxpay_tests::shop::{PATIENCE, Shop, direct, settings};
use tokio::runtime::{Builder, Runtime};

/// The limit of a call; the whole call has a second more.
const LIMIT: Duration = Duration::from_secs(2);

/// Code of the user that never comes back, or not before the test is over.
#[derive(Clone)]
struct Stuck {
    entered: Sender<String>,
    /// Held by the test while it lasts.
    released: Arc<Mutex<()>>,
}

impl Stuck {
    fn note(&self) {
        let name = thread::current().name().unwrap_or_default().to_owned();
        drop(self.entered.send(name)); // nobody listens any more when the test is over
    }

    async fn awaits(&self) {
        self.note();
        pending::<()>().await;
    }

    fn blocks(&self) {
        self.note();
        drop(self.released.lock());
    }
}

struct Provider(Stuck);

#[async_trait]
impl TokenProvider for Provider {
    async fn access_token(&self, _: Option<&Secret>) -> Result<Secret> {
        self.0.awaits().await;
        unreachable!()
    }
}

struct Store(Stuck, MemoryTokenStore);

#[async_trait]
impl TokenStore for Store {
    async fn load(&self, _: &str) -> Result<Option<StoredToken>> {
        self.0.awaits().await;
        unreachable!()
    }
    async fn acquire_lease(&self, appid: &str, owner: &str, duration: Duration) -> Result<bool> {
        self.1.acquire_lease(appid, owner, duration).await
    }
    async fn save(&self, appid: &str, owner: &str, token: &StoredToken) -> Result<bool> {
        self.1.save(appid, owner, token).await
    }
    async fn release_lease(&self, appid: &str, owner: &str) -> Result<()> {
        self.1.release_lease(appid, owner).await
    }
}

struct Network(Stuck);

#[async_trait]
impl Transport for Network {
    async fn send(&self, _: HttpRequest, _: Duration) -> std::result::Result<HttpResponse, TransportError> {
        self.0.awaits().await;
        unreachable!()
    }
}

struct Device(Stuck, PrivateKey);

impl Signer for Device {
    fn sign_sha256_rsa(&self, message: &[u8]) -> Result<Vec<u8>> {
        self.0.blocks();
        self.1.sign(message)
    }
    fn blocks(&self) -> bool {
        true
    }
}

#[async_trait]
impl AsyncSigner for Device {
    async fn sign_sha256_rsa(&self, _: &[u8]) -> Result<Vec<u8>> {
        self.0.awaits().await;
        unreachable!()
    }
}

fn runtime(workers: usize) -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(workers)
        .thread_name("users-runtime")
        .enable_all()
        .build()
        .unwrap()
}

/// What the call gives, made on an ordinary thread with a runtime of its own: in time.
fn ends_in_time<R: Send + 'static>(
    what: &str,
    pay: &QqWxPay,
    call: impl AsyncFnOnce(QqWxPay) -> R + Send + 'static,
) -> R {
    let pay = pay.within(LIMIT);
    let begin = Instant::now();
    let own = thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let outcome = runtime.block_on(call(pay));
        runtime.shutdown_background(); // else it waits for the signer that blocks one of its threads
        outcome
    });
    let outcome = own.join().unwrap();
    assert!(begin.elapsed() < LIMIT + Duration::from_secs(1), "{what}: {:?}", begin.elapsed());
    outcome
}

async fn place(pay: QqWxPay, number: String) -> String {
    match pay.place_order(&direct(&number)).await.and_then(Placement::placed) {
        Ok(_) => "placed".to_owned(),
        Err(error) => error.code().to_owned(),
    }
}

async fn query(pay: QqWxPay) -> String {
    pay.query_order(&OrderId::OutTradeNo("THREAD-none".to_owned())).await.unwrap_err().code().to_owned()
}

/// The shop, a test that holds its gate, and where the stuck code is entered.
struct Scene {
    keeper: Runtime,
    shop: Shop,
    gate: Arc<Mutex<()>>,
    stuck: Stuck,
    entered: Receiver<String>,
}

impl Scene {
    fn new() -> Self {
        let keeper = runtime(2);
        let shop = keeper.block_on(Shop::open());
        let gate = Arc::new(Mutex::new(()));
        let (sender, entered) = channel();
        let stuck = Stuck { entered: sender, released: Arc::clone(&gate) };
        Self { keeper, shop, gate, stuck, entered }
    }

    fn settings(&self) -> Settings {
        settings(&self.shop.sandbox)
    }

    fn builder(&self) -> QqWxPayBuilder {
        QqWxPay::builder(self.settings().build().unwrap())
    }

    fn signed_by(&self, config: impl FnOnce(Settings, Device) -> Result<Config>) -> QqWxPay {
        let mut all = self.settings();
        let key = all.merchant_private_key.take().unwrap();
        let key = PrivateKey::parse(RsaProvider::default(), key.as_bytes(), "key").unwrap();
        QqWxPay::builder(config(all, Device(self.stuck.clone(), key)).unwrap()).build().unwrap()
    }
}

#[test]
fn what_never_returns_holds_nobody_up() {
    let scene = Scene::new();
    let users = runtime(2); // waits at its end for what it runs: the gate, which is taken after it, opens before
    let held = scene.gate.lock().unwrap();
    let stuck = || scene.stuck.clone();
    let store = Store(stuck(), MemoryTokenStore::default());
    let observing = stuck();
    let observer = move |_: &Event| observing.blocks();
    let clients = [
        ("observer", scene.builder().observer(Arc::new(observer)).build().unwrap()),
        ("token provider", scene.builder().token_provider(Arc::new(Provider(stuck()))).build().unwrap()),
        ("token store", scene.builder().token_store(Arc::new(store)).build().unwrap()),
        ("transport", scene.builder().transport(Arc::new(Network(stuck()))).build().unwrap()),
        (
            "signer that blocks",
            scene.signed_by(|all, device| all.build_with(RsaProvider::default(), Some(Arc::new(device)))),
        ),
        (
            "signer that awaits",
            scene.signed_by(|all, device| {
                all.build_with_async_signer(RsaProvider::default(), Arc::new(device))
            }),
        ),
    ];
    for (index, (part, pay)) in clients.iter().enumerate() {
        users.spawn(place(pay.clone(), format!("THREAD-{index}-stuck")));
        let thread = scene.entered.recv_timeout(PATIENCE).unwrap();
        match *part {
            "observer" => assert_eq!(thread, "qq-wxpay-events"),
            _ => assert_eq!(thread, "users-runtime", "{part}"),
        }
        // Of the same client: a call that does not need the part, and one that does.
        let asked = ends_in_time(part, pay, query);
        let placed = ends_in_time(part, pay, {
            let number = format!("THREAD-{index}-same");
            move |pay| place(pay, number)
        });
        let all_need_it = part.contains("signer") || *part == "transport";
        assert_eq!(asked, if all_need_it { "TIMED_OUT" } else { "ORDER_NOT_EXIST" }, "{part}");
        let known: &[&str] = match *part {
            "observer" => &["placed"],
            "token store" => &["TIMED_OUT", "TOKEN_STORE_FAILED"],
            _ => &["TIMED_OUT"],
        };
        assert!(known.contains(&placed.as_str()), "{part}: {placed}");
        let other = scene.builder().build().unwrap();
        let number = format!("THREAD-{index}-other");
        assert_eq!(ends_in_time(part, &other, move |pay| place(pay, number)), "placed", "{part}");
        while scene.entered.try_recv().is_ok() {} // those that were entered by the other calls
    }
    drop(held);
    users.shutdown_background();
    scene.keeper.shutdown_background();
}

/// Calls of the same client end in time: its connections may live on the runtime that is blocked, so that is all. Those of another
/// client do what they are for.
fn goes_on(scene: &Scene, part: &str) {
    let same = ends_in_time(part, &scene.shop.pay, query);
    assert!(["ORDER_NOT_EXIST", "TIMED_OUT"].contains(&same.as_str()), "{part}: {same}");
    let other = scene.builder().build().unwrap();
    assert_eq!(ends_in_time(part, &other, query), "ORDER_NOT_EXIST", "{part}");
    let number = format!("THREAD-after-{part}");
    assert_eq!(ends_in_time(part, &other, move |pay| place(pay, number)), "placed", "{part}");
}

#[test]
fn a_continuation_and_a_notification_function_that_block_hold_nobody_else_up() {
    let scene = Scene::new();
    // On a runtime of its own each: a second worker of the first is not to be blocked as well.
    let (users, servers) = (runtime(2), runtime(1));
    let held = scene.gate.lock().unwrap();
    let pay = &scene.shop.pay;

    let (own, stuck) = (pay.clone(), scene.stuck.clone());
    users.spawn(async move {
        drop(query(own).await);
        stuck.blocks(); // what follows the await
    });
    assert_eq!(scene.entered.recv_timeout(PATIENCE).unwrap(), "users-runtime");
    goes_on(&scene, "continuation");

    let stuck = scene.stuck.clone();
    let notifications = Notifications::of(pay.clone()).paid(move |_| {
        let stuck = stuck.clone();
        async move {
            stuck.blocks();
            Ok::<_, qq_wxpay::Error>(())
        }
    });
    let notifications = notifications.build().unwrap();
    let message = scene.keeper.block_on(async {
        let pay = scene.builder().build().unwrap();
        let placed = pay.place_order(&direct("THREAD-paid")).await.and_then(Placement::placed).unwrap();
        scene.shop.sandbox.pay(&placed.h5_url).await.unwrap();
        scene.shop.received(1).await.remove(0)
    });
    servers.spawn(async move { notifications.receive(&message.headers, &message.body).await });
    assert_eq!(scene.entered.recv_timeout(PATIENCE).unwrap(), "users-runtime");
    goes_on(&scene, "notification");
    drop(held);
    users.shutdown_background();
    servers.shutdown_background();
    scene.keeper.shutdown_background();
}
