//! Reading replies: who answered, is it authentic, what does it say.

pub(crate) mod h5_link;
pub(crate) mod qq;
pub(crate) mod upstream_text;
pub(crate) mod v2;
mod v2_failure;
pub(crate) mod v3;

use crate::error::{Error, sdk_codes};
use crate::http::HttpResponse;

/// A reply that no rule of the protocol explains. Its content is described, never repeated.
pub(crate) fn unexpected(reply: &HttpResponse) -> Error {
    let body = reply.body().trim_ascii_start();
    let looks = match body.first() {
        None => "an empty body",
        Some(b'<') => "HTML or XML",
        Some(b'{' | b'[') => "JSON",
        Some(_) => "text",
    };
    let entry = match reply.status() {
        429 => &sdk_codes::TOO_MANY_REQUESTS,
        _ if is_accepted_only(reply) => &sdk_codes::STILL_PROCESSING,
        _ => &sdk_codes::UNEXPECTED_REPLY,
    };
    Error::sdk(entry)
        .with_detail(format!("{} bytes, looks like {looks}", reply.body().len()))
        .with_reply(reply.status(), reply.request_id())
}

/// Whether the request was accepted and has no result yet. There is nothing that could be signed.
pub(crate) fn is_accepted_only(reply: &HttpResponse) -> bool {
    reply.status() == 202 && reply.body().trim_ascii().is_empty()
}
