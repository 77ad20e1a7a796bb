//! Notifications: headers and raw bytes in, a verified outcome and the ready acknowledgement out.
//!
//! The steps and the error of each are written down in `tests/SPEC.md`.

mod acknowledgement;
#[cfg(feature = "client")]
mod addressee;
mod event;
mod handled;
mod open;
mod outcome;
mod proven;
#[cfg(feature = "client")]
mod register;
#[cfg(feature = "client")]
mod settle;
mod v2;
mod v3;

pub use crate::model::RawMessage;
pub use acknowledgement::Acknowledgement;
#[cfg(feature = "client")]
pub(crate) use addressee::{Found, Search};
pub use event::{EventKind, NotPaid, Paid, PaidOrder, RefundEnd, RefundEnded, ShopEvent};
pub use handled::HandledNotification;
#[cfg(feature = "client")]
pub(crate) use handled::Hold;
pub use open::{OpenOrderReport, OpenRefundReport};
pub use outcome::{OtherEvent, Outcome, Subject};
#[cfg(feature = "client")]
pub(crate) use register::{Place, Register};

pub use crate::model::MessageVersion;
#[cfg(feature = "bridge")]
pub(crate) use settle::handler_result;
#[cfg(feature = "client")]
pub(crate) use settle::{HandlerResult, may_be_every_message, shows_set_up_fault};

use crate::config::Config;
use crate::error::{Error, sdk_codes};
use crate::http::Headers;
#[cfg(feature = "client")]
use crate::verify::SignatureHeaders;
use crate::wire::xml;

/// The largest notification that is read, in bytes: the ciphertext alone may have 1 MiB.
pub const MAXIMUM_NOTIFICATION_BYTES: usize = (1 << 20) + (1 << 16);

/// Verifies and reads a notification; `body` must be the **raw** bytes as received, `now` in Unix seconds.
///
/// Always returns what to answer. Nothing is believed that is not verified: see [`Outcome`].
///
/// ```
/// # fn example(config: &qq_wxpay::Config, received: &[(String, String)], body: &[u8]) {
/// use qq_wxpay::environment::{Clock as _, SystemClock};
/// use qq_wxpay::http::Headers;
/// use qq_wxpay::notify::{self, EventKind, Outcome};
///
/// let headers: Headers = received.iter().cloned().collect();
/// let handled = notify::handle(config, &headers, body, SystemClock.now());
/// let answer = match &handled.outcome {
///     Outcome::Payment(paid) => {
///         println!("{}", paid.out_trade_no); // compare, and mark it paid once
///         handled.accept(EventKind::Paid)
///     }
///     _ => handled.failure.clone(), // nobody took it: it comes again
/// };
/// println!("{} {}", answer.status, answer.body);
/// # }
/// ```
pub fn handle(config: &Config, headers: &Headers, body: &[u8], now: i64) -> HandledNotification {
    if body.len() > MAXIMUM_NOTIFICATION_BYTES {
        let error =
            Error::sdk(&sdk_codes::NOTIFICATION_TOO_LARGE).with_detail(format!("{} bytes", body.len()));
        return HandledNotification::refused(MessageVersion::V3, error);
    }
    if xml::looks_like_xml(body) {
        v2::handle(config, body, now)
    } else {
        v3::handle(config, headers, body, now)
    }
}

/// The answer to a notification that is for no merchant here. That it is a probe is told by its headers alone.
#[cfg(feature = "client")]
pub(crate) fn refuse(headers: &Headers, body: &[u8], error: Error) -> HandledNotification {
    let version = if xml::looks_like_xml(body) { MessageVersion::V2 } else { MessageVersion::V3 };
    let probe = SignatureHeaders::find(headers).ok().flatten().and_then(|found| found.refuse_probe().err());
    HandledNotification::refused(version, probe.unwrap_or(error))
}
