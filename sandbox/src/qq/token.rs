//! `GET /api/getToken`.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::call::Call;
use crate::faults::{self, Dialect, FaultEndpoint};
use crate::reply::Reply;
use crate::state::SandboxState;

/// Issues an access token for the AppID and its secret.
pub(crate) fn token(state: &SandboxState, call: Call) -> Reply {
    state.counters.token_requests.count();
    faults::around(state, (FaultEndpoint::Token, true, Dialect::Qq), call, |state, call| {
        // QQ reports errors of this interface with status 200 as well.
        Reply::json(StatusCode::OK, &issue(state, &call))
    })
}

fn issue(state: &SandboxState, call: &Call) -> Value {
    let is = |name: &str, expected: &str| call.parameter(name).is_some_and(|value| value == expected);
    let (code, message) = if !is("grant_type", "client_credential") {
        (40002, "invalid grant_type")
    } else if !is("appid", &state.identity.qq_appid) {
        (40013, "invalid appid")
    } else if !call.parameter("secret").is_some_and(|secret| state.accepts_app_secret(&secret)) {
        (40001, "invalid appsecret")
    } else {
        return success(state);
    };
    state.events.add("token.refused", format!("{code} {message}"));
    json!({"errcode": code, "errmsg": message})
}

fn success(state: &SandboxState) -> Value {
    let switches = state.switches();
    let (lifetime, overlap) = (switches.token_lifetime_seconds, switches.token_overlap_seconds);
    let token = state.tokens().issue(state.clock.now(), lifetime, overlap);
    state.events.add("token.issued", format!("valid for {lifetime} s"));
    json!({"access_token": token, "expires_in": lifetime})
}
