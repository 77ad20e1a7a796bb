//! Errors in place of a bill.

use super::file::Version;
use crate::call::{Effect, advise};
use crate::error::{Error, Subject};
use crate::http::HttpResponse;
use crate::reply::{unexpected, v2, v3};

/// The error that this reply speaks.
pub(super) fn read(version: Version, reply: &HttpResponse) -> Error {
    let spoken = match version {
        Version::V3 => v3::refusal(reply),
        Version::V2 => v2::bill_refusal(reply),
    };
    let error = spoken.unwrap_or_else(|| unexpected(reply)).fitting(Subject::Bill);
    advise(Effect::Read, reply.status(), error)
}
