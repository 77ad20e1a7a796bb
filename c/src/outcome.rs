//! What comes of a call, before it crosses the border.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use qq_wxpay::bridge::{self, FieldCase, cancelled_question};
use qq_wxpay::error::sdk_codes;
use qq_wxpay::{Error, Result};

use crate::abi::{Buffer, CallResult, STATUS_FAILED, STATUS_NOTHING, STATUS_OK};

/// Gives an object a handle. Not called, the object ends with it.
pub(crate) type Keep = Box<dyn FnOnce() -> u64 + Send>; // the one name for it, for its four mentions

/// What a call gives.
pub(crate) enum Given {
    /// The end of rows and reports, or what is not there.
    Nothing,
    /// JSON text.
    Text(String),
    /// An object, and what is to be said of it as JSON.
    Object(Keep, String),
}

impl From<Option<String>> for Given {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Nothing, Self::Text)
    }
}

/// What a method is: done at once, or work on the runtime.
pub(crate) enum Work {
    Done(Result<Given>),
    Running(Running),
}

/// Work on the runtime.
pub(crate) struct Running {
    /// What it may take, where a function of the host could hold it up.
    pub(crate) limit: Option<Duration>,
    pub(crate) work: Pin<Box<dyn Future<Output = Result<Given>> + Send>>,
    pub(crate) given_up: GivenUp,
}

/// What is to be thought of work that did not end.
pub(crate) type GivenUp = Box<dyn Fn() -> Result<Given> + Send + Sync>; // the one name for it, for its three mentions

impl Work {
    /// Work that changes nothing: given up, it can be repeated.
    pub(crate) fn question(
        limit: Option<Duration>,
        work: impl Future<Output = Result<Given>> + Send + 'static,
    ) -> Self {
        Self::Running(Running { limit, work: Box::pin(work), given_up: Box::new(cancelled_question) })
    }

    /// No method of this object has this name.
    pub(crate) fn unknown(method: &str) -> Self {
        Self::Done(Err(Error::sdk(&sdk_codes::UNKNOWN_OPERATION).with_field(method)))
    }
}

/// What is asked of an object.
pub(crate) struct Asked<'a> {
    pub(crate) method: &'a str,
    pub(crate) arguments: &'a str,
    pub(crate) body: &'a [u8],
    /// `None`: the client's own limit.
    pub(crate) timeout: Option<Duration>,
}

/// The result as it crosses the border.
pub(crate) fn crossed(outcome: Result<Given>, names: FieldCase) -> CallResult {
    let (status, handle, text) = match outcome {
        Ok(Given::Nothing) => (STATUS_NOTHING, 0, String::new()),
        Ok(Given::Text(text)) => (STATUS_OK, 0, text),
        Ok(Given::Object(keep, text)) => (STATUS_OK, keep(), text),
        Err(error) => {
            let question = bridge::failed_question(&error).map_or(0, |number| u64::from(number) + 1);
            let text = Buffer::of(bridge::error_json(&error, names));
            return CallResult { status: STATUS_FAILED, handle: 0, question, text };
        }
    };
    CallResult { status, handle, question: 0, text: Buffer::of(text) }
}
