//! The address of the shop: it hands each notification to some process, sometimes to two, later, or once more. What it does is a function of
//! the seed, of the number that the notification is about, and of how often it came.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use qq_wxpay_tests::dice::Dice;
use tokio::net::TcpListener;

/// The processes that live, by their ports.
pub(crate) type Living = Arc<dyn Fn() -> Vec<u16> + Send + Sync>;

/// The state of the address.
pub(crate) struct Front {
    seed: u64,
    living: Living,
    http: reqwest::Client,
    times: Mutex<HashMap<String, usize>>,
    /// Nothing goes wrong any more.
    calm: AtomicBool,
}

/// A notification as it came.
#[derive(Clone)]
struct Message {
    headers: HeaderMap,
    body: Bytes,
}

/// What becomes of one notification.
enum Way {
    Plain,
    /// To two processes at the same time.
    Twice,
    Late(Duration),
    /// Once now, and once more later to somebody else.
    Again(Duration),
    /// A process takes it, and its answer is lost.
    AnswerLost,
    /// The connection to the process ends in the midst of its work.
    Dropped(Duration),
    Refused,
}

impl Way {
    fn of(dice: &mut Dice) -> Self {
        let spread = dice.below(1000) as u64;
        match dice.below(100) {
            0..45 => Self::Plain,
            45..62 => Self::Twice,
            62..72 => Self::Late(Duration::from_millis(100 + spread * 9 / 10)),
            72..84 => Self::Again(Duration::from_millis(300 + spread * 3)),
            84..92 => Self::AnswerLost,
            92..97 => Self::Dropped(Duration::from_millis(20 + spread / 2)),
            _ => Self::Refused,
        }
    }
}

impl Front {
    /// Listens; gives the address.
    pub(crate) async fn open(seed: u64, living: Living) -> (Arc<Self>, String) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("loopback has a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let http = reqwest::Client::builder().no_proxy().build().expect("a client of HTTP");
        let (times, calm) = (Mutex::default(), AtomicBool::new(false));
        let front = Arc::new(Self { seed, living, http, times, calm });
        let router = Router::new().fallback(receive).with_state(Arc::clone(&front));
        tokio::spawn(async move { axum::serve(listener, router).await });
        (front, format!("http://{address}"))
    }

    pub(crate) fn calm_down(&self) {
        self.calm.store(true, Ordering::SeqCst);
    }

    /// How often something came for this path, this time included.
    fn times(&self, path: &str) -> usize {
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        let count = times.entry(path.to_owned()).or_default();
        *count += 1;
        *count
    }

    /// Hands it to a process, which is left alone with it even if whoever sent it has no patience.
    async fn pass(self: &Arc<Self>, message: &Message, pick: usize) -> Response {
        let (front, message) = (Arc::clone(self), message.clone());
        let passed = tokio::spawn(async move { front.hand_over(message, pick).await }).await;
        passed.unwrap_or_else(|_| StatusCode::BAD_GATEWAY.into_response())
    }

    async fn hand_over(&self, message: Message, pick: usize) -> Response {
        let living = (self.living)();
        let Some(port) = living.get(pick % living.len().max(1)) else {
            return StatusCode::BAD_GATEWAY.into_response();
        };
        let mut request =
            self.http.post(format!("http://127.0.0.1:{port}/")).timeout(Duration::from_secs(15));
        for (name, value) in &message.headers {
            if ![header::HOST, header::CONTENT_LENGTH].contains(name) {
                request = request.header(name, value);
            }
        }
        let answered = async {
            let answer = request.body(message.body).send().await?;
            let (status, kind) = (answer.status(), answer.headers().get(header::CONTENT_TYPE).cloned());
            Ok::<_, reqwest::Error>((status, kind, answer.bytes().await?))
        };
        match answered.await {
            Ok((status, kind, body)) => {
                let kind = kind.map(|kind| [(header::CONTENT_TYPE, kind)]);
                (status, kind.map_or_else(HeaderMap::new, HeaderMap::from_iter), body).into_response()
            }
            Err(_) => StatusCode::BAD_GATEWAY.into_response(),
        }
    }
}

async fn receive(State(front): State<Arc<Front>>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let nth = front.times(uri.path());
    let mut dice = Dice::new(&format!("{} {} {nth}", front.seed, uri.path()));
    let message = Message { headers, body };
    let (one, other) = (dice.below(1000), dice.below(1000));
    let is_calm = front.calm.load(Ordering::SeqCst);
    match if is_calm { Way::Plain } else { Way::of(&mut dice) } {
        Way::Plain => front.pass(&message, one).await,
        Way::Twice => tokio::join!(front.pass(&message, one), front.pass(&message, one + 1)).0,
        Way::Late(pause) => {
            tokio::time::sleep(pause).await;
            front.pass(&message, one).await
        }
        Way::Again(pause) => {
            let (later, copy) = (Arc::clone(&front), message.clone());
            tokio::spawn(async move {
                tokio::time::sleep(pause).await;
                later.pass(&copy, other).await
            });
            front.pass(&message, one).await
        }
        Way::AnswerLost => {
            front.pass(&message, one).await;
            StatusCode::BAD_GATEWAY.into_response()
        }
        Way::Dropped(patience) => {
            let passed = tokio::time::timeout(patience, front.hand_over(message, one)).await;
            passed.unwrap_or_else(|_| StatusCode::GATEWAY_TIMEOUT.into_response())
        }
        Way::Refused => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
