//! The address of the shop: it hands each notification to the process that placed the order, sometimes twice at once, later, or once more, and
//! sometimes its answer is lost.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use qq_wxpay_tests::dice::Dice;
use tokio::net::TcpListener;

use crate::worker::Worker;

/// The processes by their languages.
pub(crate) type Workers = BTreeMap<String, Arc<Worker>>;

/// The state of the address.
pub(crate) struct Front {
    workers: Workers,
    dice: Mutex<Dice>,
    /// Nothing goes wrong any more.
    calm: AtomicBool,
}

/// What becomes of one notification.
#[derive(Clone, Copy)]
enum Way {
    Plain,
    /// Two copies at the same time.
    Twice,
    /// Once now, and once more a little later.
    Again(Duration),
    /// The process takes it, and its answer is lost.
    AnswerLost,
    Refused,
}

impl Way {
    fn of(dice: &mut Dice) -> Self {
        match dice.below(100) {
            0..70 => Self::Plain,
            70..80 => Self::Twice,
            80..90 => Self::Again(Duration::from_millis(200 + dice.below(1500) as u64)),
            90..97 => Self::AnswerLost,
            _ => Self::Refused,
        }
    }
}

impl Front {
    pub(crate) fn new(workers: Workers, seed: &str) -> Arc<Self> {
        Arc::new(Self { workers, dice: Mutex::new(Dice::new(seed)), calm: AtomicBool::new(false) })
    }

    /// Serves at this listener for as long as the program runs.
    pub(crate) fn serve(self: &Arc<Self>, listener: TcpListener) {
        let router = Router::new().fallback(receive).with_state(Arc::clone(self));
        tokio::spawn(async move { axum::serve(listener, router).await });
    }

    pub(crate) fn calm_down(&self) {
        self.calm.store(true, Ordering::SeqCst);
    }

    fn way(&self) -> Way {
        if self.calm.load(Ordering::SeqCst) {
            return Way::Plain;
        }
        Way::of(&mut self.dice.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn receive(State(front): State<Arc<Front>>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let Some(worker) = front.workers.get(uri.path().trim_start_matches('/')).map(Arc::clone) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut fields = vec!["notify".to_owned(), String::from_utf8_lossy(&body).into_owned()];
    for (name, value) in &headers {
        fields.extend([name.to_string(), value.to_str().unwrap_or_default().to_owned()]);
    }
    match front.way() {
        Way::Plain => hand_over(worker, fields).await,
        Way::Twice => {
            tokio::join!(hand_over(Arc::clone(&worker), fields.clone()), hand_over(worker, fields)).0
        }
        Way::Again(pause) => {
            let (other, copy) = (Arc::clone(&worker), fields.clone());
            tokio::spawn(async move {
                tokio::time::sleep(pause).await;
                hand_over(other, copy).await
            });
            hand_over(worker, fields).await
        }
        Way::AnswerLost => {
            hand_over(worker, fields).await;
            StatusCode::BAD_GATEWAY.into_response()
        }
        Way::Refused => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// Whoever sent it may have no patience: the process is left alone with it even then.
async fn hand_over(worker: Arc<Worker>, fields: Vec<String>) -> Response {
    let answered = tokio::spawn(async move {
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        let said = worker.ask(&fields).await;
        worker.books().notifications += u32::from(said.is_ok());
        said
    });
    let status = |text: &String| text.parse().ok().and_then(|status| StatusCode::from_u16(status).ok());
    match answered.await {
        Ok(Ok(said)) if said.len() == 3 => {
            (status(&said[1]).unwrap_or(StatusCode::BAD_GATEWAY), said[2].clone()).into_response()
        }
        _ => StatusCode::BAD_GATEWAY.into_response(),
    }
}
