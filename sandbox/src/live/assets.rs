//! The files of the page, inside the program.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use crate::reply::Reply;

/// Scripts, styles, images and data come from here and from nowhere else, and nobody puts the page into a frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const DATA: &str = "application/json; charset=utf-8";

macro_rules! files {
    ($($kind:ident $($name:literal)+;)+) => {
        &[$($(($name, $kind, include_str!(concat!("page/", $name)))),+),+]
    };
}

const INDEX: &str = include_str!("page/index.html");

/// Name, type and content.
const FILES: &[(&str, &str, &str)] = files! {
    SCRIPT "api.js" "app.js" "clock.js" "detail.js" "dom.js" "exchange.js" "faults.js" "format.js" "held.js" "help.js" "keys.js"
        "language.js" "lists.js" "order.js" "phone.js" "status.js" "store.js" "stream.js" "switches.js" "theme.js" "verdict.js"
        "views.js";
    STYLE "base.css" "control.css" "detail.css" "layout.css" "lists.css" "phone.css";
    DATA "faults.json" "interface.json" "switches.json" "texts.json";
};

/// `GET /`
pub(super) async fn index() -> Response {
    secured(Reply::html(StatusCode::OK, INDEX))
}

/// `GET /live/{name}`
pub(super) async fn asset(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|(own, ..)| *own == name) {
        Some((_, kind, text)) => secured(Reply::new(StatusCode::OK, kind, *text)),
        None => Reply::text(StatusCode::NOT_FOUND, "the page has no such file").into_response(),
    }
}

fn secured(reply: Reply) -> Response {
    reply
        .with_header("content-security-policy", POLICY)
        .with_header("x-content-type-options", "nosniff")
        .with_header("referrer-policy", "no-referrer")
        .with_header("cache-control", "no-cache")
        .into_response()
}
