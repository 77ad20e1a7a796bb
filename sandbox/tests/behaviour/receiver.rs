//! A merchant server that records notifications and answers as it is told.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::routing::post;

/// One notification as it arrived.
#[derive(Clone)]
pub(crate) struct Arrived {
    pub(crate) uri: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// The server; answers are used up in order, the last one stays.
pub(crate) struct Receiver {
    pub(crate) url: String,
    shared: Arc<Shared>,
    task: tokio::task::JoinHandle<()>,
}

struct Shared {
    arrived: Mutex<Vec<Arrived>>,
    answers: Mutex<Vec<(u16, &'static str)>>,
}

pub(crate) const V2_SUCCESS: &str = "<xml><return_code><![CDATA[SUCCESS]]></return_code></xml>";

impl Receiver {
    pub(crate) async fn start(answers: &[(u16, &'static str)]) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/notify", listener.local_addr().unwrap());
        let shared = Arc::new(Shared { arrived: Mutex::default(), answers: Mutex::new(answers.to_vec()) });
        let router = Router::new().route("/notify", post(receive)).with_state(Arc::clone(&shared));
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, shared, task }
    }

    /// Waits until this many notifications have arrived.
    pub(crate) async fn wait_for(&self, count: usize) -> Vec<Arrived> {
        for _ in 0..12_000 {
            let arrived = self.arrived();
            if arrived.len() >= count {
                return arrived;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{} instead of {count} notifications arrived", self.arrived().len());
    }

    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.shared.arrived.lock().unwrap().clone()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn receive(
    State(shared): State<Arc<Shared>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, &'static str) {
    shared.arrived.lock().unwrap().push(Arrived { uri: uri.to_string(), headers, body: body.to_vec() });
    let mut answers = shared.answers.lock().unwrap();
    let (status, text) = if answers.len() > 1 { answers.remove(0) } else { answers[0] };
    (StatusCode::from_u16(status).unwrap(), text)
}
