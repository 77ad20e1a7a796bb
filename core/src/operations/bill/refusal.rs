//! Errors in place of a bill.

use super::download::Version;
use crate::error::{Error, Subject, sdk_codes};
use crate::http::HttpResponse;
use crate::protocol::reply::{unexpected, v2, v3};
use crate::retry::Idempotency;
use crate::retry::advice::{Stage, advised};

/// How the detail of an error in the line of the columns begins.
const FIRST_LINE: &str = "line 1: ";

/// The error that this reply speaks.
pub(super) fn read(version: Version, reply: &HttpResponse) -> Error {
    let spoken = match version {
        Version::V3 => v3::refusal(reply),
        Version::V2 => v2::bill_refusal(reply),
    };
    let error = spoken.unwrap_or_else(|| unexpected(reply)).fitting(Subject::Bill);
    advised(error, Stage::Replied(reply.status()), Idempotency::Safe)
}

/// The same error of a bill that was read from a file: nothing was asked for, and nothing is repeated.
pub(super) fn of_file(error: Error) -> Error {
    let is_first_line = error.detail().starts_with(FIRST_LINE);
    let (error, entry) = match error.code() {
        "UNEXPECTED_REPLY" => {
            let none = Error::sdk(&sdk_codes::BILL_UNREADABLE);
            let none = none.with_detail_in("it is JSON, XML or HTML", "内容是 JSON、XML 或 HTML");
            (none, &sdk_codes::BILL_FILE_NONE)
        }
        "BILL_UNREADABLE" if is_first_line => (error, &sdk_codes::BILL_FILE_NONE),
        "BILL_UNREADABLE" => (error, &sdk_codes::BILL_FILE_UNREADABLE),
        "BILL_INCOMPLETE" => (error, &sdk_codes::BILL_FILE_INCOMPLETE),
        "BILL_GZIP_BROKEN" => (error, &sdk_codes::BILL_FILE_GZIP_BROKEN),
        _ => return error.without_reply(),
    };
    error.without_reply().with_entry(entry)
}
