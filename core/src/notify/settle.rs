//! What a notification is answered after the shop's function for it was called, or could not be.

use super::{Acknowledgement, HandledNotification};
#[cfg(feature = "bridge")]
use crate::error::Result;
use crate::error::{Entry, Error, ErrorKind, sdk_codes};
use crate::model::MessageVersion;

/// What became of the shop's function for an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum HandlerResult {
    /// It came to its end.
    Done,
    /// It gave `false`: the notification shall come again. Only languages whose functions give anything.
    #[cfg(feature = "bridge")]
    Declined,
    /// It raised an error.
    Failed,
    /// There is none, and the event is not ignored on purpose.
    NotTaken,
    /// There is none, and the event is named as one to ignore.
    Ignored,
    /// It gave something that looks like an answer: a status, a response, an error. Only languages whose functions give anything.
    #[cfg(feature = "bridge")]
    AnswerLike,
}

impl HandlerResult {
    /// Every result, in the order of declaration.
    #[cfg(feature = "bridge")]
    const ALL: [Self; 6] =
        [Self::Done, Self::Declined, Self::Failed, Self::NotTaken, Self::Ignored, Self::AnswerLike];

    /// The name used in every language, `snake_case`.
    #[cfg(feature = "bridge")]
    fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Declined => "declined",
            Self::Failed => "failed",
            Self::NotTaken => "not_taken",
            Self::Ignored => "ignored",
            Self::AnswerLike => "answer_like",
        }
    }

    fn fault(self) -> Option<&'static Entry> {
        match self {
            Self::Done | Self::Ignored => None,
            #[cfg(feature = "bridge")]
            Self::Declined => Some(&sdk_codes::HANDLER_DECLINED),
            Self::Failed => Some(&sdk_codes::HANDLER_FAILED),
            Self::NotTaken => Some(&sdk_codes::EVENT_NOT_TAKEN),
            #[cfg(feature = "bridge")]
            Self::AnswerLike => Some(&sdk_codes::HANDLER_ANSWERED),
        }
    }
}

impl HandledNotification {
    /// What to answer, and what to report when that is no success. `detail` says what was given, never its value.
    pub(crate) fn settle(&self, result: HandlerResult, detail: &str) -> (Acknowledgement, Option<Error>) {
        let Some(kind) = self.event_kind() else {
            return (self.answer().unwrap_or_else(|| self.failure.clone()), None);
        };
        match result.fault() {
            None => (self.accept(kind), None),
            Some(entry) => {
                if let Some(hold) = &self.hold {
                    hold.release();
                }
                let error = Error::sdk(entry).with_field(kind.name()).with_detail(detail);
                (self.failure.clone(), Some(error))
            }
        }
    }
}

/// Whether a refusal shows that something is wrong in the shop's own keys, settings or network, so that somebody must look.
/// What anybody can forge is none: it is counted, and else stays quiet.
pub(crate) fn shows_set_up_fault(error: &Error, version: MessageVersion, is_authentic: bool) -> bool {
    static OF_KEYS: [&Entry; 4] = [
        &sdk_codes::SERIAL_UNKNOWN,
        &sdk_codes::NOTHING_TO_VERIFY_WITH,
        &sdk_codes::PLATFORM_CERTIFICATE_EXPIRED,
        &sdk_codes::V2_TEXT_AMBIGUOUS,
    ];
    match error.kind() {
        ErrorKind::Config
        | ErrorKind::Key
        | ErrorKind::Transport
        | ErrorKind::Api
        | ErrorKind::InvalidInput => true,
        ErrorKind::Decrypt => is_authentic || version == MessageVersion::V2,
        ErrorKind::Mismatch | ErrorKind::Malformed => is_authentic,
        ErrorKind::Signature | ErrorKind::Stale => OF_KEYS.into_iter().any(|entry| error.is(entry)),
    }
}

/// Whether a refusal is what a forgery gets, and also what a shop gets for everything when it hands over a changed body or has a
/// wrong V2 key.
pub(crate) fn may_be_every_message(error: &Error) -> bool {
    static OF_FORGERIES: [&Entry; 4] = [
        &sdk_codes::SIGNATURE_WRONG,
        &sdk_codes::V2_SIGN_WRONG,
        &sdk_codes::SIGNATURE_HEADERS_INCOMPLETE,
        &sdk_codes::NOTIFICATION_UNSIGNED,
    ];
    OF_FORGERIES.into_iter().any(|entry| error.is(entry))
}

/// The result of this name.
///
/// # Errors
/// `UNKNOWN_OPERATION`: binding and core are of different versions.
#[cfg(feature = "bridge")]
pub(crate) fn handler_result(name: &str) -> Result<HandlerResult> {
    let found = HandlerResult::ALL.into_iter().find(|result| result.name() == name);
    found.ok_or_else(|| Error::sdk(&sdk_codes::UNKNOWN_OPERATION).with_field(name))
}
