//! Nothing unwinds over the border, and `out` is always filled.

use std::panic::{AssertUnwindSafe, catch_unwind};

use qq_wxpay::bridge::{FieldCase, cancelled_question};
use qq_wxpay::error::sdk_codes;
use qq_wxpay::{Error, Result};

use crate::abi::{CallResult, STATUS_FAILED};
use crate::memory::Unreadable;
use crate::outcome::{Given, crossed};

/// Does the work and says in `out` how it went; gives the status. Without `out` nothing is done.
///
/// # Safety
/// `out` is NULL, or a result can be written there.
pub(crate) unsafe fn told(out: *mut CallResult, work: impl FnOnce() -> (Result<Given>, FieldCase)) -> i32 {
    if out.is_null() {
        return STATUS_FAILED;
    }
    // Nothing of the library is left half done by a panic: each of its locks says why.
    let result = guarded(CallResult { status: STATUS_FAILED, ..CallResult::EMPTY }, || {
        let (outcome, names) =
            catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| (cancelled_question(), FieldCase::Snake));
        crossed(outcome, names)
    });
    let status = result.status;
    // SAFETY: not NULL, and the caller vouches that a result can be written there; what stands there has no end of its own.
    unsafe { out.write(result) };
    status
}

/// Does the work; gives `instead` when it panics.
pub(crate) fn guarded<T>(instead: T, work: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(instead)
}

/// Why a parameter cannot be read.
pub(crate) fn unreadable(parameter: &str, why: Unreadable) -> Error {
    let detail = match why {
        Unreadable::NoAddress => "its data is NULL and its length is not 0",
        Unreadable::TooLong => "its length is above 256 MiB",
        Unreadable::NotText => "it is not UTF-8, or holds NUL",
    };
    Error::sdk(&sdk_codes::NOT_JSON).with_field(parameter).with_detail(detail)
}
