//! `GET /sandbox/live/stream`: server-sent events.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use serde_json::json;
use tokio::sync::watch;

use super::feed::Feed;
use crate::reply::Reply;
use crate::state::SandboxState;
use crate::watchers::Place;

/// A connection over which nothing was said for so long may have been forgotten by something between.
const SILENCE: Duration = Duration::from_secs(15);
/// A step that was full is followed by a pause: 4,000 entries a second are more than anybody reads.
const PAUSE: Duration = Duration::from_millis(50);

struct Watcher {
    feed: Feed,
    changes: watch::Receiver<u64>,
    greeting: Option<String>,
    _place: Place,
}

/// Tells what happens, from the entry on that `Last-Event-ID` names.
pub(super) async fn stream(State(state): State<Arc<SandboxState>>, headers: HeaderMap) -> Response {
    let Some(place) = state.watchers.enter() else {
        let error = "too many browsers watch already";
        return Reply::json(StatusCode::SERVICE_UNAVAILABLE, &json!({ "error": error })).into_response();
    };
    let last_id = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    let changes = state.journal.changes();
    let (feed, greeting) = Feed::open(Arc::clone(&state), last_id);
    let watcher = Watcher { feed, changes, greeting: Some(greeting), _place: place };
    // Asked for the next step only when the last one has gone out: nothing piles up before a slow reader.
    let steps = stream::unfold(watcher, |mut watcher| async move {
        let text = watcher.step().await;
        Some((Ok::<_, Infallible>(Bytes::from(text)), watcher))
    });
    let mut response = Response::new(Body::from_stream(steps));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

impl Watcher {
    async fn step(&mut self) -> String {
        if let Some(greeting) = self.greeting.take() {
            return greeting;
        }
        loop {
            self.changes.mark_unchanged();
            if let Some(told) = self.feed.next() {
                if told.is_full {
                    tokio::time::sleep(PAUSE).await;
                }
                return told.text;
            }
            // The sender lives as long as the state that the feed holds.
            if tokio::time::timeout(SILENCE, self.changes.changed()).await.is_err() {
                return ":\n\n".to_owned();
            }
        }
    }
}
