//! What may be done after a failure: decided here and nowhere else. The tables of codes say what is right for a code by itself
//! (a lost reply: `error/sdk_codes/exchange.rs`). What the caller of an order sees of it is `model/order/placement.rs`.

use super::Idempotency;
#[cfg(feature = "client")]
use crate::error::sdk_codes;
use crate::error::{Error, ErrorKind, Retry, wechat_codes};

/// How far a call came before it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "bridge"), allow(dead_code, reason = "without client or bridge some never happen"))]
pub(crate) enum Stage {
    /// It was not sent, for its time was over or the caller left.
    NotSent,
    /// It may have been sent; no reply came.
    NoReply,
    /// A reply with this status came.
    Replied(u16),
    /// The caller cancelled it while it was under way.
    Cancelled,
}

/// What may be done after `error`. `earlier_open`: an earlier attempt of the same call may have been carried out, so that no later
/// refusal says that nothing happened.
pub(crate) fn retry_advice(
    error: &Error,
    stage: Stage,
    idempotency: Idempotency,
    earlier_open: bool,
) -> Retry {
    let own = match stage {
        Stage::NotSent => Retry::SameRequest,
        Stage::NoReply if idempotency == Idempotency::Safe && error.retry() != Retry::Never => {
            Retry::SameRequest
        }
        Stage::NoReply => error.retry(),
        Stage::Replied(status) if idempotency == Idempotency::Safe => after_question(error, status),
        // The reply cannot be used, but the request may have been carried out.
        Stage::Replied(_) if is_unusable(error) && error.retry() == Retry::Never => Retry::ConfirmFirst,
        Stage::Replied(_) => error.retry(),
        Stage::Cancelled if idempotency == Idempotency::Safe => Retry::SameRequest,
        Stage::Cancelled => Retry::ConfirmFirst,
    };
    if earlier_open { Retry::ConfirmFirst } else { own }
}

/// The error with its advice.
pub(crate) fn advised(error: Error, stage: Stage, idempotency: Idempotency) -> Error {
    let retry = retry_advice(&error, stage, idempotency, false);
    error.with_retry(retry)
}

/// The error of what was not sent.
#[cfg(feature = "client")]
pub(crate) fn not_sent(error: Error) -> Error {
    advised(error, Stage::NotSent, Idempotency::Safe)
}

/// The final error of a call of which an earlier attempt may have been carried out.
#[cfg(feature = "client")]
pub(crate) fn after_open_attempt(error: Error) -> Error {
    let retry = retry_advice(&error, Stage::NoReply, Idempotency::NonIdempotent, true);
    error.with_retry(retry)
}

/// What may be done after a code that nobody knows: only a status that refuses says that nothing happened.
pub(crate) fn of_unknown_code(status: u16) -> Retry {
    match status {
        408 | 425 | 429 => Retry::SameRequest,
        200..=299 | 500.. => Retry::ConfirmFirst,
        _ => Retry::Never,
    }
}

/// Whether a page with this status refuses the request, whatever it says: repeating it does not help.
pub(crate) fn is_refusal(status: u16) -> bool {
    (300..500).contains(&status) && !matches!(status, 408 | 425 | 429)
}

/// Whether the attempt that failed so may have been carried out.
#[cfg(feature = "client")]
pub(crate) fn leaves_open(error: &Error, idempotency: Idempotency) -> bool {
    let unknown =
        error.retry() == Retry::ConfirmFirst || error.http_status().is_some_and(|status| status >= 500);
    idempotency != Idempotency::Safe && unknown
}

/// Whether whoever answered so has too much to do, or none could answer: others should be asked more slowly.
#[cfg(feature = "client")]
pub(crate) fn asks_for_less(error: &Error) -> bool {
    let limited =
        [&wechat_codes::FREQUENCY_LIMITED, &wechat_codes::SYSTEM_ERROR, &sdk_codes::TOO_MANY_REQUESTS];
    let failed = error.http_status().is_some_and(|status| status == 429 || status >= 500);
    failed || limited.into_iter().any(|entry| error.is(entry)) || error.is(&sdk_codes::TIMED_OUT)
}

/// Asking again is harmless; it helps unless a page refused the question. "Query it" is no advice for a query.
fn after_question(error: &Error, status: u16) -> Retry {
    let unknown =
        error.retry() == Retry::ConfirmFirst && (error.remedy().is_none() || error.is(&wechat_codes::FAIL));
    if is_unusable(error) && error.kind() != ErrorKind::Mismatch {
        if is_refusal(status) { Retry::Never } else { Retry::SameRequest }
    } else if unknown {
        if status >= 500 { Retry::SameRequest } else { Retry::Never }
    } else {
        error.retry()
    }
}

fn is_unusable(error: &Error) -> bool {
    !matches!(error.kind(), ErrorKind::Api | ErrorKind::InvalidInput | ErrorKind::Config)
}

#[cfg(test)]
mod tests {
    use super::Idempotency::{Idempotent, NonIdempotent, Safe};
    use super::Retry::{ConfirmFirst, Never, SameRequest};
    use super::Stage::{Cancelled, NoReply, NotSent, Replied};
    use super::*;
    use crate::error::{Origin, sdk_codes};

    fn api(code: &str) -> Error {
        Error::api(Origin::WeChatPay, code, of_unknown_code(500))
    }

    /// The failure; what may be done after it: of what only reads, of what its number identifies, of what acts each time; and
    /// of the last two when an earlier attempt is open.
    #[test]
    fn the_whole_table() {
        let sdk = |entry| Error::sdk(entry);
        let rows = [
            (sdk(&sdk_codes::TIMED_OUT), NotSent, [SameRequest; 3]),
            (sdk(&sdk_codes::NOT_CONNECTED), NoReply, [SameRequest; 3]),
            (sdk(&sdk_codes::TIMED_OUT), NoReply, [SameRequest, ConfirmFirst, ConfirmFirst]),
            (sdk(&sdk_codes::CONNECTION_LOST), NoReply, [SameRequest, ConfirmFirst, ConfirmFirst]),
            (sdk(&sdk_codes::SIGNATURE_WRONG), Replied(200), [SameRequest, ConfirmFirst, ConfirmFirst]),
            (sdk(&sdk_codes::MESSAGE_STALE), Replied(200), [SameRequest, ConfirmFirst, ConfirmFirst]),
            (sdk(&sdk_codes::UNEXPECTED_REPLY), Replied(502), [SameRequest, ConfirmFirst, ConfirmFirst]),
            (sdk(&sdk_codes::UNEXPECTED_REPLY), Replied(404), [Never, ConfirmFirst, ConfirmFirst]),
            (sdk(&sdk_codes::REPLY_DIFFERS), Replied(200), [Never, ConfirmFirst, ConfirmFirst]),
            (api("PARAM_ERROR"), Replied(400), [Never; 3]),
            (api("SYSTEM_ERROR"), Replied(500), [SameRequest; 3]),
            (api("A_FUTURE_CODE"), Replied(500), [SameRequest, ConfirmFirst, ConfirmFirst]),
            (api("A_FUTURE_CODE"), Replied(200), [Never, ConfirmFirst, ConfirmFirst]),
            (sdk(&sdk_codes::CALL_ABANDONED), Cancelled, [SameRequest, ConfirmFirst, ConfirmFirst]),
        ];
        for (error, stage, expected) in rows {
            for (idempotency, expected) in [Safe, Idempotent, NonIdempotent].into_iter().zip(expected) {
                let advice = |open| retry_advice(&error, stage, idempotency, open);
                assert_eq!(advice(false), expected, "{} {stage:?} {idempotency:?}", error.code());
                assert_eq!(advice(true), ConfirmFirst, "{} {stage:?} {idempotency:?}", error.code());
            }
        }
    }

    #[test]
    fn a_code_that_nobody_knows_is_judged_by_its_status() {
        for (status, expected) in
            [(200, ConfirmFirst), (400, Never), (403, Never), (429, SameRequest), (500, ConfirmFirst)]
        {
            assert_eq!(of_unknown_code(status), expected, "{status}");
        }
    }
}
