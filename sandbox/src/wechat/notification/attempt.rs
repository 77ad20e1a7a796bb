//! One try to deliver a notification.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};

use super::{Answer, Message, Notification, is_acknowledgement};
use crate::journal::{Captured, Entry, Exchange, Outcome, Role, head};
use crate::qq::relay;
use crate::state::SandboxState;

/// Sends a notification once, with the probe and the duplicate that the switches ask for.
pub(crate) async fn attempt(state: &SandboxState, notification: &Notification, patience: Duration) -> Answer {
    let switches = state.switches();
    if switches.probe_before_each
        && let Some(probe) = Message::signed(state, notification).probe()
    {
        let answer = post(state, notification, probe, patience).await;
        let kind = if answer == Answer::Acknowledged {
            "notification.probe_accepted"
        } else {
            "notification.probe_refused"
        };
        state.events.add(kind, format!("{}: {answer}", notification.subject.number()));
    }
    if switches.duplicate_each {
        let both =
            tokio::join!(genuine(state, notification, patience), genuine(state, notification, patience));
        return if both.0 == Answer::Acknowledged { both.0 } else { both.1 };
    }
    genuine(state, notification, patience).await
}

async fn genuine(state: &SandboxState, notification: &Notification, patience: Duration) -> Answer {
    state.counters.notifications_sent.count();
    let answer = post(state, notification, Message::signed(state, notification), patience).await;
    let kind = match &answer {
        Answer::Acknowledged => {
            state.counters.notifications_acknowledged.count();
            "notification.acknowledged"
        }
        Answer::Refused(_) => "notification.refused",
        Answer::Failed(_) => "notification.failed",
    };
    // Before the event: whoever waits for the answer is woken by that.
    state.delivery_queue.answered(&notification.subject, &answer);
    let address = notification.destination.url.split('?').next().unwrap_or_default();
    state.events.add(kind, format!("{} at {address}: {answer}", notification.subject.number()));
    answer
}

async fn post(
    state: &SandboxState,
    notification: &Notification,
    message: Message,
    patience: Duration,
) -> Answer {
    let is_relayed = notification.destination.qq_appid.is_some();
    let message = if is_relayed { relay::pass_on(&state.switches(), message) } else { message };
    let is_xml = message.content_type.starts_with("text/xml");
    let (begin, at) = (Instant::now(), state.clock.now());
    let (headers, body) = (headers(&message), message.body.into_bytes());
    let (sent_headers, sent_body) = (head(&headers), Captured::copy(&body));
    let url = &notification.destination.url;
    let (answer, outcome) = match send(state.http.post(url).timeout(patience).headers(headers).body(body))
        .await
    {
        Ok(answered) => judge(is_xml, answered),
        Err(error) => {
            let reason =
                if error.is_timeout() { "no answer in time" } else { "no connection, or a broken answer" };
            (Answer::Failed(reason.to_owned()), Outcome::Nothing(reason.to_owned()))
        }
    };
    state.journal.put(Entry::Exchange(Arc::new(Exchange {
        role: Role::Notification,
        at,
        took: begin.elapsed(),
        method: Method::POST,
        target: url.as_str().into(),
        headers: sent_headers,
        body: sent_body,
        outcome,
        about: Some(notification.subject.number().into()),
    })));
    answer
}

/// What a merchant answered.
struct Answered {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

async fn send(request: reqwest::RequestBuilder) -> reqwest::Result<Answered> {
    let mut response = request.send().await?;
    let (status, headers) = (response.status(), response.headers().clone());
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        body.extend_from_slice(&chunk);
        if body.len() > LARGEST_ANSWER {
            break;
        }
    }
    Ok(Answered { status, headers, body })
}

fn judge(is_xml: bool, answered: Answered) -> (Answer, Outcome) {
    let Answered { status, headers, body } = answered;
    let answer = if is_acknowledgement(is_xml, status.as_u16(), &body) {
        Answer::Acknowledged
    } else {
        Answer::Refused(format!("status {}", status.as_u16()))
    };
    let headers = head(&headers);
    (answer, Outcome::Answer { status, headers, body: Captured::share(&Bytes::from(body)), manner: None })
}

fn headers(message: &Message) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(message.content_type));
    headers.insert(header::USER_AGENT, HeaderValue::from_static("Mozilla/4.0"));
    for (name, value) in &message.headers {
        let value = HeaderValue::from_str(value).expect("the parts of a signature are plain text");
        headers.insert(HeaderName::from_static(name), value);
    }
    headers
}

/// More than any acknowledgement needs.
const LARGEST_ANSWER: usize = 64 * 1024;
