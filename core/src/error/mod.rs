//! The one error of this library, and the table that explains every code.
//!
//! Nothing in an [`Error`] is secret: no key, token, header value, query string, body or payer identity.

mod detail;
mod entry;
pub mod qq_codes;
mod record;
pub mod sdk_codes;
mod table;
mod told;
pub mod wechat_codes;

use std::fmt;
use std::sync::Arc;

use detail::Detail;
#[doc(hidden)]
pub use detail::in_chinese;
pub use entry::{Entry, Origin, Text};
pub use table::{entries, find};
#[doc(hidden)]
pub use wechat_codes::Subject;

/// The result of everything in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>; // the one alias: `Result<T>` is what Rust readers expect

/// What kind of trouble it is, chosen by what the caller should do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request was refused before anything was sent: correct the named field.
    InvalidInput,
    /// The configuration is incomplete or contradicts itself: correct the named setting.
    Config,
    /// A key or certificate cannot be used: put the right file or text in its place.
    Key,
    /// A message is not authentic. Believe nothing in it.
    Signature,
    /// A message is authentic but too old, or from the future: confirm by query.
    Stale,
    /// A message could not be decrypted: usually the wrong APIv3 key or V2 key.
    Decrypt,
    /// A message is not what the protocol says it is.
    Malformed,
    /// A message is authentic but speaks of something else than expected: do not deliver goods.
    Mismatch,
    /// QQ or WeChat Pay answered with an error code.
    Api,
    /// No usable answer arrived.
    Transport,
}

impl ErrorKind {
    /// Every kind, in the order of declaration.
    pub const ALL: [Self; 10] = [
        Self::InvalidInput,
        Self::Config,
        Self::Key,
        Self::Signature,
        Self::Stale,
        Self::Decrypt,
        Self::Malformed,
        Self::Mismatch,
        Self::Api,
        Self::Transport,
    ];

    /// The name used in every language, `snake_case`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::InvalidInput => "invalid_input",
            Self::Config => "config",
            Self::Key => "key",
            Self::Signature => "signature",
            Self::Stale => "stale",
            Self::Decrypt => "decrypt",
            Self::Malformed => "malformed",
            Self::Mismatch => "mismatch",
            Self::Api => "api",
            Self::Transport => "transport",
        }
    }
}

/// What may be done with the call that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retry {
    /// Repeating cannot help: correct the cause first.
    Never,
    /// Nothing happened, or repeating is harmless: repeat after a pause with exactly the same business
    /// parameters. For an order that means the same order number, never a new one.
    SameRequest,
    /// The outcome is not known, or the order is in another state than thought: query it, or repeat with
    /// exactly the same parameters. Never place a second order under a new number before that.
    ConfirmFirst,
}

impl Retry {
    /// Every advice, in the order of declaration.
    pub const ALL: [Self; 3] = [Self::Never, Self::SameRequest, Self::ConfirmFirst];

    /// The name used in every language, `snake_case`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::SameRequest => "same_request",
            Self::ConfirmFirst => "confirm_first",
        }
    }
}

/// Why something failed, and what to do about it.
///
/// `Display` names the kind, the code, the field where there is one, the cause and the remedy, in English; `Debug` says the same
/// and the errors behind this one. [What to do with one](crate#when-something-fails).
#[derive(Clone)]
pub struct Error(Box<Parts>);

#[derive(Clone)]
struct Parts {
    kind: ErrorKind,
    origin: Origin,
    code: String,
    field: Option<String>,
    detail: Detail,
    http_status: Option<u16>,
    request_id: Option<String>,
    retry: Retry,
    entry: Option<&'static Entry>,
    /// How the host's language writes the names in the texts of the table; as in Rust when there is none.
    voice: Option<fn(&str) -> String>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error made by this library; `entry` is one of [`sdk_codes`].
    #[must_use]
    pub fn sdk(entry: &'static Entry) -> Self {
        Self(Box::new(Parts {
            kind: entry.kind,
            origin: Origin::Sdk,
            code: entry.code.to_owned(),
            field: None,
            detail: Detail::default(),
            http_status: None,
            request_id: None,
            retry: entry.retry,
            entry: Some(entry),
            voice: None,
            source: None,
        }))
    }

    /// An error that QQ or WeChat Pay answered. A code that the table does not know gets `fallback`.
    #[must_use]
    pub fn api(origin: Origin, code: impl Into<String>, fallback: Retry) -> Self {
        let code = code.into();
        let entry = find(origin, &code);
        Self(Box::new(Parts {
            kind: ErrorKind::Api,
            origin,
            retry: entry.map_or(fallback, |entry| entry.retry),
            code,
            field: None,
            detail: Detail::default(),
            http_status: None,
            request_id: None,
            entry,
            voice: None,
            source: None,
        }))
    }

    /// An error of QQ or WeChat Pay whose `code` is not in the table but means the same as `entry`.
    #[must_use]
    pub(crate) fn api_like(entry: &'static Entry, code: impl Into<String>) -> Self {
        Self::api(entry.origin, code, entry.retry).with_entry(entry)
    }

    /// The same error with another explanation and its advice, where the circumstances say more than the code.
    #[must_use]
    pub(crate) fn with_entry(mut self, entry: &'static Entry) -> Self {
        self.0.entry = Some(entry);
        self.with_retry(entry.retry)
    }

    /// The same error with the explanation that fits what was asked for.
    #[must_use]
    pub(crate) fn fitting(self, subject: Subject) -> Self {
        let general = self.0.entry.filter(|entry| entry.origin == Origin::WeChatPay);
        match general.and_then(|entry| subject.entry(entry.code)) {
            Some(entry) => self.with_entry(entry),
            None => self,
        }
    }

    /// Names the field, as a path: `amount.total`, `sub_orders[1].attach`.
    #[must_use]
    pub fn with_field(mut self, field: impl Into<String>) -> Self {
        self.0.field = Some(field.into());
        self
    }

    /// The HTTP status and `Request-ID` of the reply that caused the error.
    #[must_use]
    pub fn with_reply(mut self, http_status: u16, request_id: Option<String>) -> Self {
        self.0.http_status = Some(http_status);
        self.0.request_id = request_id;
        self
    }

    /// The same error of what came in no reply: out of a file.
    pub(crate) fn without_reply(mut self) -> Self {
        (self.0.http_status, self.0.request_id) = (None, None);
        self
    }

    /// Replaces the advice, where the circumstances say more than the code.
    #[must_use]
    pub fn with_retry(mut self, retry: Retry) -> Self {
        self.0.retry = retry;
        self
    }

    /// The error behind this one. It must be free of secrets: its whole chain is shown to users.
    #[must_use]
    pub fn with_source(self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.with_shared_source(Arc::new(source))
    }

    pub(crate) fn with_shared_source(mut self, source: Arc<dyn std::error::Error + Send + Sync>) -> Self {
        self.0.source = Some(source);
        self
    }

    /// What kind of trouble it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Who said it: this library, QQ, or WeChat Pay.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.0.origin
    }

    /// The code: `9030`, `40001`, `SIGN_ERROR`, or one of this library's own ([`sdk_codes`]).
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// The field or setting that has to change, as a path.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// HTTP status of the reply that caused the error.
    #[must_use]
    pub fn http_status(&self) -> Option<u16> {
        self.0.http_status
    }

    /// WeChat Pay's `Request-ID`: its support asks for it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// What may be done with the call that failed.
    #[must_use]
    pub fn retry(&self) -> Retry {
        self.0.retry
    }

    /// Why it happens, in English and Chinese; `None` for a code that is not in the table.
    #[must_use]
    pub fn cause(&self) -> Option<Text> {
        self.0.entry.map(|entry| entry.cause)
    }

    /// What to do about it, in English and Chinese; `None` for a code that is not in the table.
    #[must_use]
    pub fn remedy(&self) -> Option<Text> {
        self.0.entry.map(|entry| entry.remedy)
    }

    /// Whether this is the error that `entry` describes, whichever spelling of the code arrived, and also where the circumstances
    /// explain that code in another way.
    #[must_use]
    pub fn is(&self, entry: &'static Entry) -> bool {
        let describes = |own: &Entry| own.origin == entry.origin && own.code == entry.code;
        self.0.entry.is_some_and(describes)
            || (self.0.origin, self.0.code.as_str()) == (entry.origin, entry.code)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = &self.0;
        write!(out, "{} {}", parts.kind.name(), parts.code)?;
        if let Some(field) = &parts.field {
            write!(out, " at `{field}`")?;
        }
        if let Some(entry) = parts.entry {
            write!(out, ": {}", entry.cause.en)?;
        }
        if !self.detail().is_empty() {
            write!(out, " ({})", self.detail())?;
        }
        if let Some(status) = parts.http_status {
            write!(out, " [HTTP {status}")?;
            if let Some(id) = &parts.request_id {
                write!(out, ", Request-ID {id}")?;
            }
            out.write_str("]")?;
        }
        if let Some(entry) = parts.entry {
            write!(out, " Remedy: {}", entry.remedy.en)?;
        }
        Ok(())
    }
}

/// As `Display`, which names kind, code, cause and remedy: `unwrap` and `fn main() -> Result<(), Error>` print this. The errors
/// behind this one follow.
impl fmt::Debug for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")?;
        let mut behind = std::error::Error::source(self);
        while let Some(error) = behind {
            write!(out, " Behind it: {error}")?;
            behind = error.source();
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn std::error::Error + 'static))
    }
}
