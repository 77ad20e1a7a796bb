//! Errors for the tests of your own code: the very ones that a client gives, out of the table of codes.
//!
//! ```
//! let paid = qq_wxpay::testing::error("ORDERPAID")?;
//! assert_eq!(paid.retry(), qq_wxpay::Retry::ConfirmFirst);
//! let refused = qq_wxpay::testing::error_of("refund", "NOTENOUGH")?.with_reply(403, None);
//! assert!(refused.remedy().is_some());
//! # Ok::<_, qq_wxpay::Error>(())
//! ```

use serde::Deserialize;

use crate::error::{Error, ErrorKind, Origin, Result, Retry, Subject, entries, find, sdk_codes};
use crate::model::RequestFromJson;
use crate::operation::{Idempotency, Operation as _, markers, operations};
use crate::retry::advice::{Stage, advised};

/// Where a code is looked for, unless its speaker is named. QQ's proxy speaks to orders, `getToken` to itself.
const ORDER: [Origin; 4] = [Origin::Sdk, Origin::WeChatPay, Origin::QqProxy, Origin::QqToken];

/// The status of a refusal.
const REFUSED: u16 = 400;

/// What an error is made of; all but the code may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ErrorExample {
    /// The code, in any spelling: `ORDERPAID`, `9030`, `FIELD_MISSING`.
    pub code: String,
    /// Who says it: `sdk`, `qq_token`, `qq_proxy`, `wechat_pay`. With it the code may be one that the table does not know.
    pub origin: Option<String>,
    /// The operation that fails: its remedy may be another one, and what may be done afterwards.
    pub operation: Option<String>,
    /// The field or setting that has to change.
    pub field: Option<String>,
    /// What exactly was found.
    pub detail: Option<String>,
    /// HTTP status of the reply.
    pub http_status: Option<u16>,
    /// WeChat Pay's `Request-ID`.
    pub request_id: Option<String>,
    /// What may be done with the call, in place of what the table says: `never`, `same_request`, `confirm_first`.
    pub retry: Option<String>,
}

impl RequestFromJson for ErrorExample {}

/// The error of a code, as the table explains it.
///
/// # Errors
/// `ERROR_CODE_UNKNOWN`, with the nearest code.
pub fn error(code: &str) -> Result<Error> {
    error_like(&ErrorExample { code: code.to_owned(), ..ErrorExample::default() })
}

/// The error of a code, as a client gives it when this operation is refused.
///
/// # Errors
/// `ERROR_CODE_UNKNOWN` or `UNKNOWN_OPERATION`.
pub fn error_of(operation: &str, code: &str) -> Result<Error> {
    let operation = Some(operation.to_owned());
    error_like(&ErrorExample { code: code.to_owned(), operation, ..ErrorExample::default() })
}

/// The error of an example.
///
/// # Errors
/// `ERROR_CODE_UNKNOWN`, `UNKNOWN_OPERATION`, or `WRONG_TYPE` for an origin or advice that does not exist.
pub fn error_like(example: &ErrorExample) -> Result<Error> {
    let origin = example.origin.as_deref().map(|name| named("origin", name, &Origin::ALL, Origin::name));
    let retry = example.retry.as_deref().map(|name| named("retry", name, &Retry::ALL, Retry::name));
    let operation = example.operation.as_deref().map(about).transpose()?.flatten();
    let mut error = spoken(&example.code, origin.transpose()?)?;
    if let Some(field) = &example.field {
        error = error.with_field(field);
    }
    if let Some(detail) = &example.detail {
        error = error.with_detail(detail);
    }
    if let Some(status) = example.http_status {
        error = error.with_reply(status, example.request_id.clone());
    }
    if let Some((subject, idempotency)) = operation
        && error.kind() == ErrorKind::Api
    {
        let status = example.http_status.unwrap_or(REFUSED);
        error = advised(error.fitting(subject), Stage::Replied(status), idempotency);
    }
    Ok(match retry.transpose()? {
        Some(retry) => error.with_retry(retry),
        None => error,
    })
}

fn spoken(code: &str, origin: Option<Origin>) -> Result<Error> {
    let speakers: &[Origin] = origin.as_ref().map_or(&ORDER, std::slice::from_ref);
    let entry = speakers.iter().find_map(|origin| find(*origin, code));
    match (entry, origin) {
        (Some(entry), _) if entry.origin == Origin::Sdk => Ok(Error::sdk(entry)),
        (Some(entry), _) => Ok(Error::api(entry.origin, code, entry.retry)),
        (None, Some(origin)) if origin != Origin::Sdk && !code.is_empty() => {
            Ok(Error::api(origin, code, Retry::Never))
        }
        (None, _) => Err(unknown_code(code)),
    }
}

fn unknown_code(code: &str) -> Error {
    let spellings =
        entries().flat_map(|entry| std::iter::once(entry.code).chain(entry.aliases.iter().copied()));
    let nearest = spellings.min_by_key(|known| strsim::damerau_levenshtein(known, code));
    let error = Error::sdk(&sdk_codes::ERROR_CODE_UNKNOWN).with_field("code");
    match nearest {
        Some(nearest) => {
            error.with_detail_in(format!("did you mean `{nearest}`?"), format!("是否想写 `{nearest}`？"))
        }
        None => error,
    }
}

fn named<T: Copy>(field: &str, name: &str, all: &[T], name_of: impl Fn(T) -> &'static str) -> Result<T> {
    all.iter().copied().find(|one| name_of(*one) == name).ok_or_else(|| {
        let names: Vec<_> = all.iter().map(|one| name_of(*one)).collect();
        Error::sdk(&sdk_codes::WRONG_TYPE)
            .with_field(field)
            .with_detail(format!("one of {}", names.join(", ")))
    })
}

macro_rules! by_name {
    (
        orders { $($(#[$order_doc:meta])* $order:ident = $Order:ident($Placed:ty);)* }
        requests { $($(#[$request_doc:meta])* $request:ident = $Request:ident($Asked:ty) -> $Reply:ty;)* }
        guided { $($(#[$guided_doc:meta])* $guided:ident($($Given:ty)?) -> $Result:ty, $_safe:ident = $Guided:ident($Needed:ty) -> $Found:ty;)* }
        composed { $($(#[$composed_doc:meta])* $composed:ident($($Composed:ty)?) -> $Outcome:ty, $_safety:ident;)* }
        local { $($_local:tt)* }
        bills { $($(#[$bill_doc:meta])* $bill:ident = $Bill:ident($Day:ty) -> $Link:ty; $_file:ident: $_row:ty, $_sum:ty;)* }
        unlinked_bills { $($_unlinked:tt)* }
        reports { $($_reports:tt)* }
    ) => {
        /// What the remedies of an operation speak of; nothing of its own where it is made of several.
        fn about(operation: &str) -> Result<Option<(Subject, Idempotency)>> {
            match operation {
                $(stringify!($order) => Ok(Some((markers::$Order::SUBJECT, markers::$Order::IDEMPOTENCY))),)*
                $(stringify!($request) => Ok(Some((markers::$Request::SUBJECT, markers::$Request::IDEMPOTENCY))),)*
                $(stringify!($guided) => Ok(Some((markers::$Guided::SUBJECT, markers::$Guided::IDEMPOTENCY))),)*
                $(stringify!($bill) => Ok(Some((markers::$Bill::SUBJECT, markers::$Bill::IDEMPOTENCY))),)*
                $(stringify!($composed) => Ok(None),)*
                _ => Err(Error::sdk(&sdk_codes::UNKNOWN_OPERATION).with_field("operation")),
            }
        }
    };
}
operations!(by_name);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_table_makes_its_error() {
        for entry in entries() {
            for code in std::iter::once(&entry.code).chain(entry.aliases) {
                let origin = Some(entry.origin.name().to_owned());
                let example = ErrorExample { code: (*code).to_owned(), origin, ..ErrorExample::default() };
                let made = error_like(&example).unwrap();
                assert!(made.is(entry) && made.retry() == entry.retry && made.kind() == entry.kind);
                assert!(error(code).unwrap().remedy().is_some());
            }
        }
    }

    #[test]
    fn an_operation_has_its_own_remedy_and_advice() {
        let general = error("NOTENOUGH").unwrap();
        let refund = error_of("refund", "NOTENOUGH").unwrap();
        assert_eq!((refund.code(), refund.kind()), ("NOTENOUGH", ErrorKind::Api));
        assert_eq!(general.origin(), refund.origin());
        let placed = error_of("place_order", "INVALID_REQUEST").unwrap();
        let redirected = error_of("abnormal_refund", "INVALID_REQUEST").unwrap();
        assert_ne!(placed.remedy(), redirected.remedy());
        assert_eq!((placed.retry(), redirected.retry()), (Retry::Never, Retry::ConfirmFirst));
    }

    #[test]
    fn what_does_not_exist_is_told_with_the_nearest() {
        let unknown = error("ORDERPAD").unwrap_err();
        assert_eq!((unknown.code(), unknown.field()), ("ERROR_CODE_UNKNOWN", Some("code")));
        assert_eq!(unknown.detail(), "did you mean `ORDERPAID`?");
        assert_eq!(error_of("refnd", "NOTENOUGH").unwrap_err().code(), "UNKNOWN_OPERATION");
        let read = |text: &str| ErrorExample::from_json(text).and_then(|example| error_like(&example));
        assert_eq!(read(r#"{"cod":"X"}"#).unwrap_err().code(), "UNKNOWN_FIELD");
        assert_eq!(read(r#"{"code":"ORDERPAID","retry":"later"}"#).unwrap_err().field(), Some("retry"));
        let future = read(
            r#"{"code":"A_FUTURE_CODE","origin":"wechat_pay","http_status":500,"retry":"confirm_first"}"#,
        );
        let future = future.unwrap();
        assert_eq!((future.http_status(), future.retry()), (Some(500), Retry::ConfirmFirst));
        assert!(read(r#"{"code":"A_FUTURE_CODE","origin":"sdk"}"#).is_err());
    }
}
