//! Questions to the host: its token provider and its token store, which are JavaScript.
//!
//! A question is a number, a word and JSON text; it goes to one function of the facade and is answered through
//! [`crate::client::NativeClient::answer`]. The function is held weakly: it keeps no process alive.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use napi::Status;
use napi::bindgen_prelude::FnArgs;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use qq_wxpay::client::{TokenProvider, TokenStore};
use qq_wxpay::error::sdk_codes;
use qq_wxpay::token::StoredToken;
use qq_wxpay::{Error, Result, Secret};
use serde_json::{Value, json};
use tokio::sync::oneshot;

/// Number, question, arguments.
type Question = FnArgs<(u32, String, String)>; // the napi type has seven parameters, and this is the only one that matters

/// The function of the facade that takes questions.
pub(crate) type AskHost = ThreadsafeFunction<Question, (), Question, Status, false, true>; // named once, for the same reason

/// What the host keeps for this client, and the questions that are not answered yet.
pub(crate) struct Host {
    ask: AskHost,
    last: AtomicU32,
    open: Mutex<HashMap<u32, oneshot::Sender<Answer>>>,
}

/// JSON text; `None` when the host's function threw.
struct Answer(Option<String>);

impl Host {
    pub(crate) fn new(ask: AskHost) -> Self {
        Self { ask, last: AtomicU32::new(0), open: Mutex::default() }
    }

    /// Takes an answer. One that comes too late is for nobody.
    pub(crate) fn answer(&self, number: u32, answer: Option<String>) {
        let waiting = self.open().remove(&number);
        if let Some(waiting) = waiting {
            // Whoever asked may have given up.
            let _ = waiting.send(Answer(answer));
        }
    }

    async fn question(&self, what: &str, arguments: &Value) -> Result<Value> {
        let number = self.last.fetch_add(1, Ordering::Relaxed);
        let (waiting, answer) = oneshot::channel();
        self.open().insert(number, waiting);
        let forget = Forget { host: self, number };
        let question = (number, what.to_owned(), arguments.to_string()).into();
        let status = self.ask.call(question, ThreadsafeFunctionCallMode::NonBlocking);
        if status != Status::Ok {
            return Err(failed(HostFailure::Gone));
        }
        let answer = answer.await;
        drop(forget);
        match answer {
            Ok(Answer(Some(text))) => {
                serde_json::from_str(&text).map_err(|_| failed(HostFailure::Unreadable(number)))
            }
            Ok(Answer(None)) => Err(failed(HostFailure::Threw(number))),
            Err(_) => Err(failed(HostFailure::Gone)),
        }
    }

    fn open(&self) -> std::sync::MutexGuard<'_, HashMap<u32, oneshot::Sender<Answer>>> {
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
        self.host.open().remove(&self.number);
    }
}

/// How a question failed. What the host threw stays in JavaScript, where the facade finds it by the number.
#[derive(Debug)]
pub(crate) enum HostFailure {
    Threw(u32),
    Unreadable(u32),
    Gone,
}

impl HostFailure {
    pub(crate) fn question(&self) -> Option<u32> {
        match self {
            Self::Threw(number) | Self::Unreadable(number) => Some(*number),
            Self::Gone => None,
        }
    }
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

fn failed(failure: HostFailure) -> Error {
    Error::sdk(&sdk_codes::TOKEN_STORE_FAILED).with_detail(failure.to_string()).with_source(failure)
}

fn unreadable(what: &str) -> Error {
    Error::sdk(&sdk_codes::TOKEN_STORE_FAILED)
        .with_detail(format!("`{what}` gave something else than expected"))
}

#[async_trait]
impl TokenProvider for Host {
    async fn access_token(&self, refused: Option<&Secret>) -> Result<Secret> {
        let answer = self.question("accessToken", &json!([refused.map(Secret::expose)])).await?;
        let token = answer.as_str().filter(|token| !token.is_empty());
        token.map(Secret::new).ok_or_else(|| unreadable("accessToken"))
    }
}

#[async_trait]
impl TokenStore for Host {
    async fn load(&self, qq_appid: &str) -> Result<Option<StoredToken>> {
        let answer = self.question("load", &json!([qq_appid])).await?;
        if answer.is_null() {
            return Ok(None);
        }
        let number = |name: &str| answer[name].as_i64().ok_or_else(|| unreadable("load"));
        Ok(Some(StoredToken {
            access_token: answer["accessToken"]
                .as_str()
                .map(Secret::new)
                .ok_or_else(|| unreadable("load"))?,
            fetched_at: number("fetchedAt")?,
            refresh_at: number("refreshAt")?,
            expires_at: number("expiresAt")?,
        }))
    }

    async fn acquire_lease(&self, qq_appid: &str, owner: &str, duration: Duration) -> Result<bool> {
        let milliseconds = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        let answer = self.question("acquireLease", &json!([qq_appid, owner, milliseconds])).await?;
        answer.as_bool().ok_or_else(|| unreadable("acquireLease"))
    }

    async fn save(&self, qq_appid: &str, owner: &str, token: &StoredToken) -> Result<bool> {
        let token = json!({
            "accessToken": token.access_token.expose(),
            "fetchedAt": token.fetched_at,
            "refreshAt": token.refresh_at,
            "expiresAt": token.expires_at,
        });
        let answer = self.question("save", &json!([qq_appid, owner, token])).await?;
        answer.as_bool().ok_or_else(|| unreadable("save"))
    }

    async fn release_lease(&self, qq_appid: &str, owner: &str) -> Result<()> {
        self.question("releaseLease", &json!([qq_appid, owner])).await.map(drop)
    }
}
