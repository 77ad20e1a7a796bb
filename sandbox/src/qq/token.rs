//! `GET /api/getToken`.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::call::Call;
use crate::faults::{self, Dialect, FaultEndpoint};
use crate::reply::Reply;
use crate::world::World;

/// Issues an access token for the AppID and its secret.
pub(crate) fn token(world: &World, call: Call) -> Reply {
    world.counters.token_requests.count();
    faults::around(world, (FaultEndpoint::Token, true, Dialect::Qq), call, |world, call| {
        // QQ reports errors of this interface with status 200 as well.
        Reply::json(StatusCode::OK, &issue(world, &call))
    })
}

fn issue(world: &World, call: &Call) -> Value {
    let is = |name: &str, expected: &str| call.parameter(name).is_some_and(|value| value == expected);
    let (code, message) = if !is("grant_type", "client_credential") {
        (40002, "invalid grant_type")
    } else if !is("appid", &world.identity.qq_appid) {
        (40013, "invalid appid")
    } else if !call.parameter("secret").is_some_and(|secret| world.accepts_app_secret(&secret)) {
        (40001, "invalid appsecret")
    } else {
        return success(world);
    };
    world.events.add("token.refused", format!("{code} {message}"));
    json!({"errcode": code, "errmsg": message})
}

fn success(world: &World) -> Value {
    let switches = world.switches();
    let (lifetime, overlap) = (switches.token_lifetime_seconds, switches.token_overlap_seconds);
    let token = world.tokens().issue(world.clock.now(), lifetime, overlap);
    world.events.add("token.issued", format!("valid for {lifetime} s"));
    json!({"access_token": token, "expires_in": lifetime})
}
