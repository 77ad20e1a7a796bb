//! An endpoint of one of the simulated parties: a function that answers a call. What it is asked and what it answers is recorded.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::State;
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::call::Call;
use crate::journal::{Captured, Entry, Exchange, Outcome, Role, head};
use crate::reply::Reply;
use crate::state::SandboxState;

/// A function that answers a call.
pub(crate) type Endpoint = fn(&SandboxState, Call) -> Reply;

/// What a path does when it is asked with GET.
pub(crate) fn get(role: Role, endpoint: Endpoint) -> MethodRouter<Arc<SandboxState>> {
    handle(MethodFilter::GET, role, endpoint)
}

/// What a path does when it is asked with POST.
pub(crate) fn post(role: Role, endpoint: Endpoint) -> MethodRouter<Arc<SandboxState>> {
    handle(MethodFilter::POST, role, endpoint)
}

fn handle(filter: MethodFilter, role: Role, endpoint: Endpoint) -> MethodRouter<Arc<SandboxState>> {
    on(filter, move |State(state): State<Arc<SandboxState>>, call: Call| async move {
        answer(&state, role, call, endpoint).await
    })
}

/// Answers a call, and records both.
pub(crate) async fn answer(state: &SandboxState, role: Role, call: Call, endpoint: Endpoint) -> Response {
    let (begin, at) = (Instant::now(), state.clock.now());
    let (method, target) = (call.method.clone(), call.target().into_boxed_str());
    let (headers, body) = (head(&call.headers), Captured::copy(&call.body));
    let reply = endpoint(state, call);
    let outcome = Outcome::Answer {
        status: reply.status,
        headers: head(&reply.headers),
        body: Captured::share(&reply.body),
        manner: reply.manner.name(),
    };
    let took = begin.elapsed();
    let exchange = Exchange { role, at, took, method, target, headers, body, outcome, about: None };
    state.journal.put(Entry::Exchange(Arc::new(exchange)));
    reply.dispatch().await
}
