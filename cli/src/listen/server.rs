//! Takes requests, answers them, and tells of both.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use tokio::net::TcpListener;
use tokio::sync::mpsc::Sender;

use super::arrival::{Answer, Arrival};
use super::forward::Target;

/// The largest body that is taken, bytes: that of the largest notification.
const LARGEST_BODY: usize = qq_wxpay::notify::MAXIMUM_NOTIFICATION_BYTES;

/// How requests are answered.
pub(super) enum Answers {
    Fixed(u16),
    Forwarded(Target),
}

struct Desk {
    answers: Answers,
    arrivals: Sender<Arrival>,
}

/// Serves until it is aborted.
pub(super) async fn serve(listener: TcpListener, answers: Answers, arrivals: Sender<Arrival>) {
    let desk = Arc::new(Desk { answers, arrivals });
    let router = Router::new().fallback(take).with_state(desk);
    // It ends only when the listener fails for good.
    let _ = axum::serve(listener, router).await;
}

async fn take(State(desk): State<Arc<Desk>>, request: Request) -> Response<Body> {
    let begin = Instant::now();
    let (parts, body) = request.into_parts();
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers: Vec<_> = parts.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();
    let method = parts.method.to_string();
    let read = to_bytes(body, LARGEST_BODY).await;
    let (body, answer) = match read {
        Ok(body) => {
            let answer = match &desk.answers {
                Answers::Fixed(status) => Answer::empty(*status),
                Answers::Forwarded(target) => {
                    target.hand_on(&parts.method, &parts.headers, body.to_vec()).await
                }
            };
            (body.to_vec(), answer)
        }
        Err(_) => (Vec::new(), Answer::empty(StatusCode::PAYLOAD_TOO_LARGE.as_u16())),
    };
    let reply = reply(&answer);
    let arrival = Arrival { method, target, headers, body, answer, elapsed: begin.elapsed() };
    // Nobody looks any more when the command has come to its end.
    let _ = desk.arrivals.send(arrival).await;
    reply
}

fn reply(answer: &Answer) -> Response<Body> {
    let mut reply = Response::new(Body::from(answer.body.clone()));
    *reply.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::BAD_GATEWAY);
    for (name, value) in &answer.headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            reply.headers_mut().append(name, value);
        }
    }
    reply
}
