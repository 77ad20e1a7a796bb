//! The operations by their names, JSON in and out: made from the list in [`crate::operation`].

use std::future::Future;
use std::pin::Pin;

#[cfg(feature = "schema")]
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::FieldCase;
use super::prepared::PreparedCall;
use crate::client::QqWxPay;
use crate::error::{Error, Result, sdk_codes};
// The list names them all.
use crate::model::*;
#[cfg(feature = "schema")]
use crate::notify::{OpenOrderReport, OpenRefundReport};
use crate::operation::{self, Idempotency, Operation as _};
use crate::operations as all;
use crate::retry::advice::{Stage, advised};
use crate::secret::Secret;

/// How an operation is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schema", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum OperationKind {
    /// Over the network, with [`call`].
    Call,
    /// At once, with [`call_sync`].
    Now,
    /// Over the network, row by row, with [`super::bill`].
    Bill,
    /// Over the network, result by result, with [`super::reports`].
    Reports,
    /// At once, with [`super::prepare`]: the request to send and the reader of its reply.
    Prepare,
    /// At once, with [`super::prepare_bill`]: the request to send and the reader of its file.
    PrepareBill,
}

/// One operation of the facade.
#[derive(Debug)]
pub struct Operation {
    /// Its name, `snake_case`.
    pub name: &'static str,
    /// How it is run.
    pub kind: OperationKind,
    /// Whether it can be prepared with QQ's access token.
    pub takes_access_token: bool,
    /// What it does, in the form of a doc comment.
    pub documentation: &'static str,
    /// The schemas of its types.
    #[cfg(feature = "schema")]
    pub types: OperationTypes,
}

/// The schemas of an operation's types.
#[cfg(feature = "schema")]
#[derive(Debug)]
pub struct OperationTypes {
    /// Of its arguments: always a record.
    pub arguments: fn(&mut SchemaGenerator) -> Schema,
    /// Of its result; of a bill that of one row.
    pub reply: fn(&mut SchemaGenerator) -> Schema,
    /// Of a bill: of its end.
    pub end: Option<fn(&mut SchemaGenerator) -> Schema>,
}

/// Every operation.
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    OPERATIONS.iter()
}

/// Runs an operation that goes over the network; `arguments` is a JSON object, and so is the result, or `null`.
///
/// Dropping the future ends the call. What it has sent may have been carried out all the same.
///
/// # Errors
/// As the operation of [`QqWxPay`] with this name, fields named as in the language; `UNKNOWN_OPERATION`.
pub async fn call(pay: &QqWxPay, operation: &str, arguments: &str, case: FieldCase) -> Result<String> {
    let running = begin(pay.clone(), operation, &case.read(arguments), case);
    let result = match running {
        Ok(running) => running.await,
        Err(error) => Err(error),
    };
    result.map_err(|error| case.error(&error))
}

/// Runs an operation that needs no network; `arguments` is a JSON object, and so is the result, or `null`.
///
/// # Errors
/// Those of the operation, fields named as in the language; `UNKNOWN_OPERATION`.
pub fn call_sync(pay: &QqWxPay, operation: &str, arguments: &str, case: FieldCase) -> Result<String> {
    run(pay, operation, &case.read(arguments), case).map_err(|error| case.error(&error))
}

/// Prepares an operation: the request to send, signed now, and the reader of its reply. `arguments` is a JSON object;
/// orders through QQ need the `access_token`. To repeat, prepare again: a nonce is used once.
///
/// # Errors
/// `InvalidInput` or `Config`, fields named as in the language; `UNKNOWN_OPERATION`.
pub fn prepare(
    pay: &QqWxPay,
    operation: &str,
    arguments: &str,
    access_token: Option<&Secret>,
    case: FieldCase,
) -> Result<PreparedCall> {
    let takes_none = |known: &Operation| {
        known.name == operation && known.kind == OperationKind::Prepare && !known.takes_access_token
    };
    let prepared = if access_token.is_some() && OPERATIONS.iter().any(takes_none) {
        Err(Error::sdk(&sdk_codes::UNKNOWN_FIELD)
            .with_field("access_token")
            .with_detail("only orders take one"))
    } else {
        sign(pay, operation, &case.read(arguments), access_token)
    };
    prepared.map_err(|error| case.error(&error))
}

/// What a call leaves behind that its caller cancelled while it was under way: the result to give in its place, as JSON.
///
/// An order may exist, so it is `to_confirm`, as when its reply is lost.
///
/// # Errors
/// `CALL_ABANDONED` for everything else: to be confirmed first where the call changes something, else to be repeated.
pub fn cancelled_outcome(operation: &str, arguments: &str, case: FieldCase) -> Result<String> {
    let cancelled =
        |idempotency| advised(Error::sdk(&sdk_codes::CALL_ABANDONED), Stage::Cancelled, idempotency);
    match left_behind(operation, &case.read(arguments)) {
        LeftBehind::Order(order) => {
            let error = cancelled(Idempotency::Idempotent);
            Ok(case.json(&Placement::ToConfirm(UnconfirmedOrder { order, error })))
        }
        LeftBehind::Call(idempotency) => Err(cancelled(idempotency)),
    }
}

/// Compares a payment, JSON as of a record's `found`, with the own order: the operation `expect_payment` for those who have no
/// client at hand any more.
///
/// # Errors
/// Those of the operation, fields named as in the language.
pub fn expect_payment(found: &str, expected: &str, case: FieldCase) -> Result<()> {
    let expected = Expected::from_json(&case.read(expected));
    let compared = expected.and_then(|expected| {
        let found: FoundOrder = serde_json::from_str(&case.read(found))
            .map_err(|_| Error::sdk(&sdk_codes::NOT_A_PAYMENT).with_field("found"))?;
        found.expect(&expected)
    });
    compared.map_err(|error| case.error(&error))
}

/// No operation has this name: binding and core are of different versions.
pub(super) fn unknown_operation(name: &str) -> Error {
    Error::sdk(&sdk_codes::UNKNOWN_OPERATION).with_field(name)
}

/// What somebody who cancels a call must know of it.
enum LeftBehind {
    Order(OrderReference),
    Call(Idempotency),
}

type Run = Pin<Box<dyn Future<Output = Result<String>> + Send>>; // a name for one unspeakable type, private to this file

/// A method of the client, with what it takes or with nothing.
macro_rules! sent {
    ($pay:ident.$name:ident($Request:ty), $arguments:ident, $case:ident) => {{
        let request = <$Request>::from_json($arguments)?;
        Ok(Box::pin(async move { $pay.$name(&request).await.map(|reply| $case.json(&reply)) }))
    }};
    ($pay:ident.$name:ident(), $arguments:ident, $case:ident) => {{
        NoArguments::from_json($arguments)?;
        Ok(Box::pin(async move { $pay.$name().await.map(|reply| $case.json(&reply)) }))
    }};
}

macro_rules! at_once {
    ($pay:ident.$name:ident($Request:ty), $arguments:ident) => {
        $pay.$name(&<$Request>::from_json($arguments)?)?
    };
    ($pay:ident.$name:ident(), $arguments:ident) => {{
        NoArguments::from_json($arguments)?;
        $pay.$name()
    }};
}

#[cfg(feature = "schema")]
macro_rules! taken {
    ($Request:ty) => {
        $Request
    };
    () => {
        NoArguments
    };
}

macro_rules! described {
    ($kind:ident $(with $token:ident)?, $name:expr, [$($doc:expr),*], $Request:ty => $Reply:ty $(, $End:ty)?) => {
        Operation {
            name: $name,
            kind: OperationKind::$kind,
            takes_access_token: described!(@token $($token)?),
            documentation: concat!($($doc, "\n"),*),
            #[cfg(feature = "schema")]
            types: OperationTypes {
                arguments: schema_of::<$Request>,
                reply: schema_of::<$Reply>,
                end: described!(@end $($End)?),
            },
        }
    };
    (@token) => { false };
    (@token access_token) => { true };
    (@end) => { None };
    (@end $End:ty) => { Some(schema_of::<$End>) };
}

macro_rules! by_name {
    (
        orders { $($(#[doc = $order_doc:literal])* $order:ident = $Order:ident($Placed:ty);)* }
        requests { $($(#[doc = $request_doc:literal])* $request:ident = $Request:ident($Asked:ty) -> $Reply:ty;)* }
        guided { $($(#[doc = $guided_doc:literal])* $guided:ident($($Given:ty)?) -> $Result:ty, $guided_safety:ident
            = $Guided:ident($Needed:ty) -> $Found:ty;)* }
        composed { $($(#[doc = $composed_doc:literal])* $composed:ident($($Composed:ty)?) -> $Outcome:ty, $safety:ident;)* }
        local { $($(#[doc = $local_doc:literal])* $local:ident($($Local:ty)?) -> $Value:ty;)* }
        bills { $($(#[doc = $bill_doc:literal])* $bill:ident = $Bill:ident($Day:ty) -> $Link:ty; $file:ident: $Row:ty, $Sum:ty;)* }
        unlinked_bills { $($(#[doc = $unlinked_doc:literal])* $unlinked:ident($UnlinkedDay:ty): $UnlinkedRow:ty, $UnlinkedSum:ty;)* }
        reports { $($(#[doc = $reports_doc:literal])* $reports:ident($Open:ty) -> $Report:ty;)* }
    ) => {
        static OPERATIONS: &[Operation] = &[
            $(described!(Call, stringify!($order), [$($order_doc),*], $Placed => Placement),)*
            $(described!(Call, stringify!($request), [$($request_doc),*], $Asked => $Reply),)*
            $(described!(Call, stringify!($guided), [$($guided_doc),*], taken!($($Given)?) => $Result),)*
            $(described!(Call, stringify!($composed), [$($composed_doc),*], taken!($($Composed)?) => $Outcome),)*
            $(described!(Now, stringify!($local), [$($local_doc),*], taken!($($Local)?) => $Value),)*
            $(described!(Bill, stringify!($bill), [$($bill_doc),*], $Day => $Row, FinishedBill<$Sum>),)*
            $(described!(Bill, stringify!($unlinked), [$($unlinked_doc),*], $UnlinkedDay => $UnlinkedRow, FinishedBill<$UnlinkedSum>),)*
            $(described!(Reports, stringify!($reports), [$($reports_doc),*], $Open => $Report),)*
            $(described!(Prepare with access_token, stringify!($order), [concat!("Prepares `", stringify!($order), "`: the request to send, and the reader of its reply.")], $Placed => PlacedOrder),)*
            $(described!(Prepare, stringify!($request), [concat!("Prepares `", stringify!($request), "`: the request to send, and the reader of its reply.")], $Asked => $Reply),)*
            $(described!(Prepare, stringify!($guided), [concat!("Prepares `", stringify!($guided), "`: the request to send, and the reader of its reply.")], $Needed => $Found),)*
            $(described!(Prepare, stringify!($bill), [concat!("Prepares `", stringify!($bill), "`: the request to send, and the reader of its reply.")], $Day => $Link),)*
            $(described!(PrepareBill, stringify!($file), [concat!("Prepares the download of the file that a prepared `", stringify!($bill), "` named. A link dies within seconds.")], $Link => $Row, FinishedBill<$Sum>),)*
            $(described!(PrepareBill, stringify!($unlinked), [concat!("Prepares `", stringify!($unlinked), "`: the request to send, and the reader of its file.")], $UnlinkedDay => $UnlinkedRow, FinishedBill<$UnlinkedSum>),)*
        ];

        fn begin(pay: QqWxPay, operation: &str, arguments: &str, case: FieldCase) -> Result<Run> {
            match operation {
                $(stringify!($order) => sent!(pay.$order($Placed), arguments, case),)*
                $(stringify!($request) => sent!(pay.$request($Asked), arguments, case),)*
                $(stringify!($guided) => sent!(pay.$guided($($Given)?), arguments, case),)*
                $(stringify!($composed) => sent!(pay.$composed($($Composed)?), arguments, case),)*
                _ => Err(unknown_operation(operation)),
            }
        }

        fn run(pay: &QqWxPay, operation: &str, arguments: &str, case: FieldCase) -> Result<String> {
            match operation {
                $(stringify!($local) => Ok(case.json(&at_once!(pay.$local($($Local)?), arguments))),)*
                _ => Err(unknown_operation(operation)),
            }
        }

        fn sign(pay: &QqWxPay, operation: &str, arguments: &str, token: Option<&Secret>) -> Result<PreparedCall> {
            match operation {
                $(stringify!($order) => PreparedCall::of::<all::$Order>(pay, arguments, token),)*
                $(stringify!($request) => PreparedCall::of::<all::$Request>(pay, arguments, token),)*
                $(stringify!($guided) => PreparedCall::of::<all::$Guided>(pay, arguments, token),)*
                $(stringify!($bill) => PreparedCall::of::<all::$Bill>(pay, arguments, token),)*
                _ => Err(unknown_operation(operation)),
            }
        }

        fn left_behind(operation: &str, arguments: &str) -> LeftBehind {
            match operation {
                $(stringify!($order) => match <$Placed>::from_json(arguments) {
                    Ok(order) => LeftBehind::Order((&order).into()),
                    // It was refused before anything was sent.
                    Err(_) => LeftBehind::Call(Idempotency::Safe),
                },)*
                $(stringify!($request) => {
                    let request = <$Asked>::from_json(arguments);
                    let idempotency = request.map(|request| all::$Request::idempotency(&request));
                    LeftBehind::Call(idempotency.unwrap_or(all::$Request::IDEMPOTENCY))
                })*
                $(stringify!($guided) => LeftBehind::Call(Idempotency::$guided_safety),)*
                $(stringify!($composed) => LeftBehind::Call(Idempotency::$safety),)*
                _ => LeftBehind::Call(Idempotency::Safe),
            }
        }
    };
}
operation::operations!(by_name);

/// The schema of a type, by reference where it has a name.
#[cfg(feature = "schema")]
fn schema_of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}
