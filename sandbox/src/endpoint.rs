//! An endpoint: a function that answers a call, at a method.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::call::Call;
use crate::reply::Reply;
use crate::state::SandboxState;

/// What a path does when it is asked with GET.
pub(crate) fn get(endpoint: fn(&SandboxState, Call) -> Reply) -> MethodRouter<Arc<SandboxState>> {
    handle(MethodFilter::GET, endpoint)
}

/// What a path does when it is asked with POST.
pub(crate) fn post(endpoint: fn(&SandboxState, Call) -> Reply) -> MethodRouter<Arc<SandboxState>> {
    handle(MethodFilter::POST, endpoint)
}

/// What a path does when it is asked with another method.
pub(crate) fn handle(
    filter: MethodFilter,
    endpoint: fn(&SandboxState, Call) -> Reply,
) -> MethodRouter<Arc<SandboxState>> {
    on(filter, move |State(state): State<Arc<SandboxState>>, call: Call| async move {
        endpoint(&state, call).dispatch().await
    })
}
