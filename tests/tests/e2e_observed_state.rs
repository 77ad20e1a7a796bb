//! What an observer is told of what a client works with: the access token, the certificates, and how long they last.
#![allow(clippy::unwrap_used)] // tests: a panic is the failure

use std::sync::{Arc, Mutex};
use std::time::Duration;

use qq_wxpay::client::{
    CertificateEvent, CertificateOwner, Event, FaultEvent, FaultKind, MemoryTokenStore, TokenEvent,
    TokenOrigin, TokenProvider, TokenStore, async_trait, wait_for_observers,
};
use qq_wxpay::environment::Clock;
use qq_wxpay::http::Headers;
use qq_wxpay::{Config, QqWxPay, Result, Secret, Settings};
use qq_wxpay_tests::certificate_shop;
use qq_wxpay_tests::shop::{PATIENCE, ShiftedClock, Shop, settings};
use qq_wxpay_tests::with;

const DAY: i64 = 24 * 3600;

/// How long the certificates of a sandbox are valid, from its beginning.
const LIFETIME: i64 = 5 * 365 * DAY;

#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<Event>>>);

impl Told {
    fn client(&self, config: Config, clock: &Arc<ShiftedClock>) -> QqWxPay {
        let clock = Arc::clone(clock) as Arc<dyn Clock>;
        QqWxPay::builder(config).clock(clock).observer(self.observer()).build().unwrap()
    }

    fn observer(&self) -> Arc<dyn qq_wxpay::client::Observer> {
        let list = Arc::clone(&self.0);
        Arc::new(move |event: &Event| list.lock().unwrap().push(event.clone()))
    }

    /// What was told since the last time.
    fn news(&self) -> Vec<Event> {
        assert!(wait_for_observers(PATIENCE));
        std::mem::take(&mut *self.0.lock().unwrap())
    }

    fn tokens(&self) -> Vec<TokenEvent> {
        let token = |event| if let Event::Token(token) = event { Some(token) } else { None };
        self.news().into_iter().filter_map(token).collect()
    }

    /// The certificates, and the faults about them.
    fn certificates(&self) -> (Vec<CertificateEvent>, Vec<FaultEvent>) {
        let (mut certificates, mut faults) = (Vec::new(), Vec::new());
        for event in self.news() {
            match event {
                Event::Certificate(certificate) => certificates.push(certificate),
                Event::Fault(fault) if fault.what == FaultKind::CertificateEnds => faults.push(fault),
                _ => {}
            }
        }
        (certificates, faults)
    }
}

/// Something that a client at work does.
fn work(pay: &QqWxPay) {
    drop(pay.handle_notification(&Headers::default(), b"{}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_new_token_is_told_with_its_origin_and_the_wait_for_the_lease() {
    let shop = Shop::open().await;
    let config = settings(&shop.sandbox).build().unwrap();
    let store = Arc::new(MemoryTokenStore::default());
    let client = |told: &Told| {
        let store = Arc::clone(&store) as Arc<dyn TokenStore>;
        QqWxPay::builder(config.clone()).token_store(store).observer(told.observer()).build().unwrap()
    };
    let appid = config.qq_appid().unwrap().to_owned();
    // Somebody else holds the lease at first.
    let long = Duration::from_secs(12);
    assert!(store.acquire_lease(&appid, "another", long).await.unwrap());
    let (first, second) = (Told::default(), Told::default());
    let pay = client(&first);
    let waiting = tokio::spawn({
        let pay = pay.clone();
        async move { pay.access_token().await }
    });
    tokio::time::sleep(Duration::from_millis(500)).await;
    store.release_lease(&appid, "another").await.unwrap();
    waiting.await.unwrap().unwrap();
    let [fetched] = &first.tokens()[..] else { panic!("one token") };
    assert_eq!(fetched.origin, TokenOrigin::Fetched);
    assert!(fetched.age_seconds <= 5 && (7000..=7200).contains(&fetched.ends_in_seconds), "{fetched:?}");
    assert!((200..=PATIENCE.as_millis()).contains(&u128::from(fetched.lease_wait_ms)), "{fetched:?}");

    pay.access_token().await.unwrap();
    assert_eq!(first.tokens(), [], "the same token is told once");

    client(&second).access_token().await.unwrap();
    let [found] = &second.tokens()[..] else { panic!("one token") };
    assert_eq!((found.origin, found.lease_wait_ms), (TokenOrigin::Store, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_of_a_provider_is_not_told() {
    struct Provider;
    #[async_trait]
    impl TokenProvider for Provider {
        async fn access_token(&self, _: Option<&Secret>) -> Result<Secret> {
            Ok(Secret::new("a-token"))
        }
    }
    let shop = Shop::open().await;
    let told = Told::default();
    let config = settings(&shop.sandbox).build().unwrap();
    let builder = QqWxPay::builder(config).token_provider(Arc::new(Provider)).observer(told.observer());
    builder.build().unwrap().access_token().await.unwrap();
    assert_eq!(told.tokens(), []);
}

/// Moves the clock to where certificates of a sandbox that begins now last so many days, and an hour.
fn lasting(days: i64) -> Arc<ShiftedClock> {
    let clock = Arc::new(ShiftedClock::default());
    clock.advance(LIFETIME - days * DAY - 3600);
    clock
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merchant_certificate_that_ends_is_reported_once_a_day_from_30_days_on() {
    let shop = Shop::open().await;
    let config = settings(&shop.sandbox).build().unwrap();
    let (told, clock) = (Told::default(), lasting(31));
    let pay = told.client(config, &clock);
    let days = |told: &Told| {
        let (certificates, faults) = told.certificates();
        let own = |certificate: &&CertificateEvent| certificate.whose == CertificateOwner::Merchant;
        let days: Vec<_> = certificates.iter().filter(own).map(|own| own.days_left.unwrap()).collect();
        (days, faults)
    };
    assert_eq!(days(&told), (vec![31], vec![]), "told when the client is made, and no fault yet");
    clock.advance(DAY);
    work(&pay);
    assert_eq!(days(&told), (vec![30], vec![]));
    clock.advance(DAY);
    work(&pay);
    let (left, faults) = days(&told);
    let [fault] = &faults[..] else { panic!("{faults:?}") };
    assert_eq!((left, fault.code.as_str()), (vec![29], "MERCHANT_CERTIFICATE_ENDS"));
    assert!(fault.message.contains("ends in 29 days"), "{}", fault.message);
    for _ in 0..3 {
        clock.advance(DAY / 3 - 60);
        work(&pay);
        assert_eq!(days(&told), (vec![], vec![]), "not twice a day");
    }
    clock.advance(30 * DAY);
    work(&pay);
    let (left, faults) = days(&told);
    assert_eq!((left, faults.len()), (vec![-2], 1));
    assert!(faults[0].message.contains("has ended"), "{}", faults[0].message);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_serial_number_alone_has_no_end_that_is_known() {
    let shop = Shop::open().await;
    let serial_alone = |settings: &mut Settings| settings.merchant_certificate = None;
    let config = with(settings(&shop.sandbox), serial_alone).build().unwrap();
    let key = settings(&shop.sandbox).public_key_id.unwrap();
    let told = Told::default();
    let _pay = told.client(config, &lasting(3));
    let (certificates, faults) = told.certificates();
    assert!(certificates.iter().all(|told| told.whose != CertificateOwner::Merchant), "{certificates:?}");
    let known: Vec<_> = certificates.iter().filter(|told| told.serial == key).collect();
    let [public] = known[..] else { panic!("{certificates:?}") };
    assert_eq!((public.whose, public.days_left), (CertificateOwner::PlatformKey, None));
    assert_eq!(faults, [], "beside a public key nothing depends on a platform certificate");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_platform_certificate_is_told_when_it_is_learned_and_reported_before_its_end() {
    let shop = certificate_shop::open().await;
    let told = Told::default();
    let pay = told.client(shop.pay.config().clone(), &shop.clock);
    let platform = |told: &Told| {
        let (certificates, mut faults) = told.certificates();
        let theirs = |certificate: &&CertificateEvent| certificate.whose == CertificateOwner::Platform;
        let days: Vec<_> =
            certificates.iter().filter(theirs).map(|theirs| theirs.days_left.unwrap()).collect();
        faults.retain(|fault| fault.code == "PLATFORM_CERTIFICATE_ENDS");
        (days, faults.len())
    };
    assert_eq!(platform(&told), (vec![], 0), "there is none yet");
    // Within the second in which it was made it would have a day more.
    shop.advance(60);
    pay.refresh_certificates().await.unwrap();
    let whole = LIFETIME / DAY - 1;
    assert_eq!(platform(&told), (vec![whole], 0));
    pay.refresh_certificates().await.unwrap();
    assert_eq!(platform(&told), (vec![], 0), "learned again, not told again");
    // Both sides' clocks, to 31 days and then to 29 days and some hours before the end.
    shop.advance((whole - 31) * DAY);
    work(&pay);
    assert_eq!(platform(&told), (vec![31], 0));
    shop.advance(2 * DAY);
    work(&pay);
    assert_eq!(platform(&told), (vec![29], 1));
    // Old as the list is, it is fetched again beside the work: what is signed before the clocks are moved would be too old behind that.
    let _ = pay.refresh_certificates().await;
    shop.advance(DAY / 2);
    pay.refresh_certificates().await.unwrap();
    assert_eq!(platform(&told), (vec![], 0), "not twice a day");
    shop.advance(DAY / 2);
    work(&pay);
    assert_eq!(platform(&told), (vec![28], 1));
}
