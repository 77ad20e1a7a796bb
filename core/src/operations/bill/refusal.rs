//! Errors in place of a bill.

use super::download::Version;
use crate::error::{Error, Subject};
use crate::http::HttpResponse;
use crate::protocol::reply::{unexpected, v2, v3};
use crate::retry::Idempotency;
use crate::retry::advice::{Stage, advised};

/// The error that this reply speaks.
pub(super) fn read(version: Version, reply: &HttpResponse) -> Error {
    let spoken = match version {
        Version::V3 => v3::refusal(reply),
        Version::V2 => v2::bill_refusal(reply),
    };
    let error = spoken.unwrap_or_else(|| unexpected(reply)).fitting(Subject::Bill);
    advised(error, Stage::Replied(reply.status()), Idempotency::Safe)
}
