//! A merchant's server in small: a client of the sandbox, and an address that receives notifications.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::with;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use qq_wxpay::client::{Event, FaultEvent, FaultKind, MemoryTokenStore, Observer};
use qq_wxpay::environment::{Clock, SystemClock};
use qq_wxpay::http::Headers;
use qq_wxpay::model::{CombineOrderRequest, OrderRequest, PartnerOrderRequest, SubOrder, V2OrderRequest};
use qq_wxpay::notify::{Acknowledgement, HandledNotification};
use qq_wxpay::retry::RetryPolicy;
use qq_wxpay::{QqWxPay, Settings};
use qq_wxpay_sandbox::{Options, Sandbox};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The payer's address in every order: one that is reserved for documentation.
pub const PAYER: &str = "203.0.113.7";

/// Far longer than anything here takes on the slowest machine: whoever waits so long waits in vain.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Waits until it is so.
///
/// # Panics
/// When it is never so.
pub async fn until(what: &str, is_so: impl Fn() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < PATIENCE, "in {PATIENCE:?} not: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// An observer that keeps the faults, but for the one that each client of a sandbox begins with.
pub fn keeping_faults(list: &Arc<Mutex<Vec<FaultEvent>>>) -> Arc<dyn Observer> {
    let list = Arc::clone(list);
    Arc::new(move |event: &Event| match event {
        Event::Fault(fault) if fault.what != FaultKind::SandboxClient => {
            list.lock().unwrap_or_else(PoisonError::into_inner).push(fault.clone());
        }
        _ => {}
    })
}

/// Seconds.
const DAY: i64 = 24 * 3600;
/// Beijing is so many seconds ahead.
const BEIJING: i64 = 8 * 3600;

/// A sandbox and a shop that is configured for it.
pub struct Shop {
    /// The simulated QQ and WeChat Pay.
    pub sandbox: Sandbox,
    /// The client under test.
    pub pay: QqWxPay,
    /// The clock of the client.
    pub clock: Arc<ShiftedClock>,
    /// What arrived at the notification address.
    pub counter: Arc<Counter>,
    server: JoinHandle<()>,
}

/// What happens to notifications at the shop.
pub struct Counter {
    pay: Mutex<Option<QqWxPay>>,
    received: Mutex<Vec<Received>>,
    /// Answers a failure, as a handler does that throws.
    pub broken: AtomicBool,
    /// Confirms each notification by query.
    pub confirming: AtomicBool,
    /// Confirms what is not proven, as shops do.
    pub receiving: AtomicBool,
}

/// A notification as it arrived, and what came of it.
#[derive(Clone, Debug)]
pub struct Received {
    /// Its headers.
    pub headers: Headers,
    /// Its raw body.
    pub body: Vec<u8>,
    /// What the client made of it.
    pub handled: HandledNotification,
    /// What was answered.
    pub answer: Acknowledgement,
}

/// The system's clock, moved by some seconds.
#[derive(Default)]
pub struct ShiftedClock(AtomicI64);

impl ShiftedClock {
    /// Moves the clock.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> i64 {
        SystemClock.now() + self.0.load(Ordering::SeqCst)
    }
}

/// Limits that let a test end soon.
#[must_use]
pub fn impatient() -> RetryPolicy {
    with(RetryPolicy::default(), |retry| {
        retry.first_pause = Duration::from_millis(20);
        retry.longest_pause = Duration::from_millis(100);
        retry.attempt_timeout = Duration::from_secs(5);
        retry.deadline = Duration::from_secs(20);
    })
}

impl Shop {
    /// A sandbox whose repetitions run a thousand times faster, and a shop.
    ///
    /// # Panics
    /// When loopback cannot be listened on.
    pub async fn open() -> Self {
        Self::open_with(|settings| settings, impatient()).await
    }

    /// The same with changed settings and other limits.
    ///
    /// # Panics
    /// When loopback cannot be listened on, or the settings are wrong.
    pub async fn open_with(change: impl FnOnce(Settings) -> Settings, retry: RetryPolicy) -> Self {
        let listener =
            TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.expect("loopback has a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let options = Options {
            time_scale: 1000.0,
            notify_url: format!("http://{address}/notify"),
            ..Options::default()
        };
        let sandbox = Sandbox::start(options).await.expect("the sandbox starts");
        let clock = Arc::new(ShiftedClock::default());
        let config = change(settings(&sandbox)).build().expect("the sandbox's settings are right");
        let pay = QqWxPay::builder(config).clock(Arc::clone(&clock) as Arc<dyn Clock>).retry(retry).build();
        let pay = pay.expect("the client can be made");
        let counter = Arc::new(Counter {
            pay: Mutex::new(Some(pay.clone())),
            received: Mutex::default(),
            broken: AtomicBool::new(false),
            confirming: AtomicBool::new(false),
            receiving: AtomicBool::new(false),
        });
        let router = Router::new().fallback(receive).with_state(Arc::clone(&counter));
        let server = tokio::spawn(async move {
            // It ends with the shop; a failed accept shows as a missing notification.
            let _ = axum::serve(listener, router).await;
        });
        Self { sandbox, pay, clock, counter, server }
    }

    /// Moves the clocks of both sides.
    pub fn advance(&self, seconds: i64) {
        self.sandbox.advance_clock(seconds);
        self.clock.advance(seconds);
    }

    /// The day in Beijing that is so many days from the shop's own, `yyyy-MM-dd`.
    ///
    /// # Panics
    /// When the clock is moved out of the calendar.
    #[must_use]
    pub fn day(&self, offset: i64) -> String {
        let at = time::OffsetDateTime::from_unix_timestamp(self.clock.now() + BEIJING + offset * DAY);
        at.expect("the clock is in the calendar").date().to_string()
    }

    /// Moves the clocks of both sides to this second of the next day in Beijing.
    pub fn next_day(&self, second: i64) {
        self.advance(DAY - (self.clock.now() + BEIJING).rem_euclid(DAY) + second);
    }

    /// Waits until `count` notifications have arrived.
    ///
    /// # Panics
    /// When they do not arrive within [`PATIENCE`].
    pub async fn received(&self, count: usize) -> Vec<Received> {
        let begin = Instant::now();
        while begin.elapsed() < PATIENCE {
            let received = self.counter.received();
            if received.len() >= count {
                return received;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!(
            "{} of {count} notifications arrived; sandbox: {:?}",
            self.counter.received().len(),
            self.sandbox.events()
        );
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Counter {
    /// What has arrived so far.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn receive(State(counter): State<Arc<Counter>>, headers: HeaderMap, body: Bytes) -> Response {
    let headers: Headers =
        headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap_or_default())).collect();
    let pay = counter.pay.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let Some(pay) = pay else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    let handled = if counter.confirming.load(Ordering::SeqCst) {
        pay.confirm_notification(&headers, &body).await
    } else if counter.receiving.load(Ordering::SeqCst) {
        pay.receive_notification(&headers, &body).await
    } else {
        pay.handle_notification(&headers, &body)
    };
    let broken = counter.broken.load(Ordering::SeqCst);
    let answer = if broken { handled.failure.clone() } else { answer_to(&handled) };
    let response = answer_of(&answer);
    let received = Received { headers, body: body.to_vec(), handled, answer };
    counter.received.lock().unwrap_or_else(PoisonError::into_inner).push(received);
    response
}

/// What a shop answers that takes every event.
#[must_use]
pub fn answer_to(handled: &HandledNotification) -> Acknowledgement {
    match handled.event_kind() {
        Some(kind) => handled.accept(kind),
        None => handled.answer().unwrap_or_else(|| handled.failure.clone()),
    }
}

fn answer_of(answer: &Acknowledgement) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, answer.content_type)], answer.body).into_response()
}

/// The settings that the sandbox prints.
///
/// # Panics
/// When the sandbox prints settings that cannot be read.
#[must_use]
pub fn settings(sandbox: &Sandbox) -> Settings {
    Settings::from_variables(sandbox.env(), |path| std::fs::read(path))
        .expect("the sandbox prints what can be read")
}

/// A client as in another process: it shares no access token with the others here.
///
/// # Panics
/// When the settings are wrong.
#[must_use]
pub fn other_process(settings: &Settings) -> QqWxPay {
    let config = settings.build().expect("the settings are right");
    let builder = QqWxPay::builder(config).token_store(Arc::new(MemoryTokenStore::default()));
    builder.build().expect("the client can be made")
}

/// What each of these orders costs, in fen.
pub const TOTAL: i64 = 1999;

/// An order of a direct merchant for 19.99 yuan.
#[must_use]
pub fn direct(number: &str) -> OrderRequest {
    OrderRequest::new(number, "蓝色马克杯 & \"blue\" <mug>", TOTAL, PAYER)
}

/// The same for a sub merchant of the sandbox.
#[must_use]
pub fn partner(sandbox: &Sandbox, number: &str) -> PartnerOrderRequest {
    partner_of(&sandbox.identity().sub_mchids[0], number)
}

/// The same for this sub merchant.
#[must_use]
pub fn partner_of(sub_mchid: &str, number: &str) -> PartnerOrderRequest {
    PartnerOrderRequest::new(sub_mchid, direct(number))
}

/// A combine order of two parts, 19.99 yuan together.
#[must_use]
pub fn combine(sandbox: &Sandbox, number: &str) -> CombineOrderRequest {
    let identity = sandbox.identity();
    combine_of([&identity.mchid, &identity.sub_mchids[0]], number)
}

/// The same for these two merchants.
#[must_use]
pub fn combine_of([one, other]: [&str; 2], number: &str) -> CombineOrderRequest {
    let part = |mchid: &str, part: &str, total| {
        SubOrder::new(mchid, format!("{number}-{part}"), "马克杯", total, part)
    };
    let parts = vec![part(one, "a", 999), part(other, "b", 1000)];
    CombineOrderRequest::new(number, PAYER, parts)
}

/// A V2 order for 19.99 yuan.
#[must_use]
pub fn v2(number: &str) -> V2OrderRequest {
    let mut order = V2OrderRequest::new(number, "蓝色马克杯", TOTAL, PAYER);
    order.attach = Some("a=b&c=<d>\"'".to_owned());
    order
}

/// What a file, a shell or somebody's tool does to a token.
/// A token as files and shells spoil it.
#[must_use]
pub fn spoiled(token: &str) -> [String; 6] {
    ["T ", "T\n", "T\r\n", "\u{FEFF}T", " T", ""].map(|around| around.replace('T', token))
}
