//! Questions to the host: its token provider and store, its signer, its HTTP client, which are written in another language.
//!
//! A question is a number, a word and JSON text; the binding hands it to one function of its facade and brings the answer
//! back through [`Host::answer`].

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::FieldCase;
use crate::client::{TokenProvider, TokenStore};
use crate::error::{Error, Result, sdk_codes};
use crate::operations::token::StoredToken;
use crate::secret::Secret;

/// The way to the host's functions.
pub trait Ask: Send + Sync {
    /// Hands a question on, and waits for nothing. `false` when the host has ended.
    fn ask(&self, number: u32, question: String, arguments: String) -> bool;

    /// Nobody waits for the answer to this question any more: its call was cancelled, or its time is over.
    fn forget(&self, number: u32) {
        let _ = number;
    }
}

/// What the host keeps for a client, and the questions that are not answered yet.
pub struct Host {
    ask: Box<dyn Ask>,
    names: FieldCase,
    last: AtomicU32,
    open: Mutex<HashMap<u32, oneshot::Sender<Answer>>>,
}

/// JSON text; `None` when the host's function threw.
struct Answer(Option<String>);

impl Host {
    /// A host that is asked this way, its functions and fields named as in its language.
    #[must_use]
    pub fn new(ask: Box<dyn Ask>, names: FieldCase) -> Self {
        Self { ask, names, last: AtomicU32::new(0), open: Mutex::default() }
    }

    /// Takes an answer: JSON text, or `None` when the host's function threw. One that comes too late is for nobody.
    pub fn answer(&self, number: u32, answer: Option<String>) {
        let waiting = self.open().remove(&number);
        if let Some(waiting) = waiting {
            // Whoever asked may have given up.
            let _ = waiting.send(Answer(answer));
        }
    }

    pub(super) async fn question(&self, what: &str, arguments: &Value) -> Result<Value> {
        Ok(self.numbered_question(what, arguments).await?.1)
    }

    /// The same, with the number under which the host finds what its function threw.
    pub(super) async fn numbered_question(&self, what: &str, arguments: &Value) -> Result<(u32, Value)> {
        let number = self.last.fetch_add(1, Ordering::Relaxed);
        let (waiting, answer) = oneshot::channel();
        self.open().insert(number, waiting);
        let forget = Forget { host: self, number };
        if !self.ask.ask(number, self.names.word(what), self.names.json(arguments)) {
            return Err(failed(HostFailure::Gone));
        }
        let answer = answer.await;
        drop(forget);
        match answer {
            Ok(Answer(Some(text))) => serde_json::from_str(&self.names.read(&text))
                .map(|answer| (number, answer))
                .map_err(|_| failed(HostFailure::Unreadable(number))),
            Ok(Answer(None)) => Err(failed(HostFailure::Threw(number))),
            Err(_) => Err(failed(HostFailure::Gone)),
        }
    }

    fn unreadable(&self, what: &str) -> Error {
        let name = self.names.name(what);
        Error::sdk(&sdk_codes::TOKEN_STORE_FAILED)
            .with_detail(format!("`{name}` gave something else than expected"))
    }

    /// The answer to a question of yes or no: also as clients of Redis give it, `OK` or 1 for yes, and 0 for no.
    fn yes_or_no(&self, what: &str, answer: &Value) -> Result<bool> {
        let given = match answer {
            Value::Bool(answer) => return Ok(*answer),
            Value::String(text) if text == "OK" => return Ok(true),
            Value::Number(number) if number.as_i64() == Some(1) => return Ok(true),
            Value::Number(number) if number.as_i64() == Some(0) => return Ok(false),
            Value::Null => "nothing",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            _ => "something else",
        };
        let name = self.names.name(what);
        Err(Error::sdk(&sdk_codes::TOKEN_STORE_FAILED)
            .with_detail(format!("`{name}` gave {given} and neither true nor false")))
    }

    fn open(&self) -> MutexGuard<'_, HashMap<u32, oneshot::Sender<Answer>>> {
        // Every change is one insertion or removal: a panic elsewhere cannot leave it half done.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A question that nobody waits for any more is forgotten.
struct Forget<'a> {
    host: &'a Host,
    number: u32,
}

impl Drop for Forget<'_> {
    fn drop(&mut self) {
        let waiting = self.host.open().remove(&self.number);
        if waiting.is_some() {
            self.host.ask.forget(self.number);
        }
    }
}

/// How a question failed. What the host threw stays in JavaScript, where the facade finds it by the number.
#[derive(Clone, Copy, Debug)]
pub enum HostFailure {
    /// Its function threw.
    Threw(u32),
    /// It gave something else than JSON of the right form.
    Unreadable(u32),
    /// It has ended.
    Gone,
}

impl HostFailure {
    /// The number of the question that failed.
    #[must_use]
    pub fn question(&self) -> Option<u32> {
        match self {
            Self::Threw(number) | Self::Unreadable(number) => Some(*number),
            Self::Gone => None,
        }
    }
}

/// The number of the question to the host that failed behind an error, if one did.
#[must_use]
pub fn failed_question(error: &Error) -> Option<u32> {
    let source = std::error::Error::source(error)?;
    source.downcast_ref::<HostFailure>()?.question()
}

impl fmt::Display for HostFailure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Threw(_) => "the function of the host threw",
            Self::Unreadable(_) => "the function of the host gave something else than expected",
            Self::Gone => "the thread of the host has ended",
        })
    }
}

impl std::error::Error for HostFailure {}

impl fmt::Debug for Host {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Host").field("names", &self.names).finish_non_exhaustive()
    }
}

fn failed(failure: HostFailure) -> Error {
    Error::sdk(&sdk_codes::TOKEN_STORE_FAILED).with_detail(failure.to_string()).with_source(failure)
}

#[async_trait]
impl TokenProvider for Host {
    async fn access_token(&self, refused: Option<&Secret>) -> Result<Secret> {
        let answer = self.question("access_token", &json!([refused.map(Secret::expose)])).await?;
        let token = answer.as_str().filter(|token| !token.is_empty());
        token.map(Secret::new).ok_or_else(|| self.unreadable("access_token"))
    }
}

#[async_trait]
impl TokenStore for Host {
    async fn load(&self, qq_appid: &str) -> Result<Option<StoredToken>> {
        let answer = self.question("load", &json!([qq_appid])).await?;
        if answer.is_null() {
            return Ok(None);
        }
        let number = |name: &str| answer[name].as_i64().ok_or_else(|| self.unreadable("load"));
        Ok(Some(StoredToken {
            access_token: answer["access_token"]
                .as_str()
                .map(Secret::new)
                .ok_or_else(|| self.unreadable("load"))?,
            fetched_at: number("fetched_at")?,
            refresh_at: number("refresh_at")?,
            expires_at: number("expires_at")?,
        }))
    }

    async fn acquire_lease(&self, qq_appid: &str, owner: &str, duration: Duration) -> Result<bool> {
        let milliseconds = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        let answer = self.question("acquire_lease", &json!([qq_appid, owner, milliseconds])).await?;
        // What `SET NX` of Redis gives when the key is there.
        if answer.is_null() { Ok(false) } else { self.yes_or_no("acquire_lease", &answer) }
    }

    async fn save(&self, qq_appid: &str, owner: &str, token: &StoredToken) -> Result<bool> {
        let token = json!({
            "access_token": token.access_token.expose(),
            "fetched_at": token.fetched_at,
            "refresh_at": token.refresh_at,
            "expires_at": token.expires_at,
        });
        let answer = self.question("save", &json!([qq_appid, owner, token])).await?;
        self.yes_or_no("save", &answer)
    }

    async fn release_lease(&self, qq_appid: &str, owner: &str) -> Result<()> {
        self.question("release_lease", &json!([qq_appid, owner])).await.map(drop)
    }
}
