//! The pages for people: their frame, and the front page.

use axum::http::StatusCode;

use crate::reply::Reply;
use crate::state::SandboxState;

/// `GET /`: tells a newcomer what this is.
pub(crate) fn home(state: &SandboxState) -> Reply {
    let base = escape(&state.identity.qq_base_url);
    let text = HOME.replace("BASE", &base);
    Reply::html(StatusCode::OK, document("qq-wxpay sandbox", &text))
}

/// A complete HTML document around a body.
pub(crate) fn document(title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        r#"<!doctype html>
<html lang="zh-CN"><head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{STYLE}</style>
</head><body>
{body}
</body></html>
"#
    )
}

/// Text that HTML shows as it is.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

const STYLE: &str = include_str!("page.css");

const HOME: &str = include_str!("home.html");
