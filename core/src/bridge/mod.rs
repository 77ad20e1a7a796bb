//! What the language bindings share: every operation by its name, arguments and results as JSON, and the schema from
//! which the types of each language are written.
//!
//! A binding converts, calls and maps the error; what an operation does is in the rest of this crate. JSON goes over the
//! border once per call, because crossing it once per field costs more than the call.

mod arguments;
mod bills;
mod calls;
mod host;
mod host_transport;
mod names;
mod notification;
mod operation;
mod parts;
mod prepared;
mod pure;
mod runtime;
#[cfg(feature = "schema")]
mod schema;
mod under_way;
mod writing;

pub use arguments::*;
pub use bills::{BillRows, PreparedBill, bill, prepare_bill};
pub use calls::{abandoned, call};
pub use host::{Ask, Host, HostFailure, failed_question};
pub use names::Names;
pub use notification::{HandledNotification, HandledRecord, OutcomeRecord};
#[cfg(feature = "schema")]
pub use operation::OperationTypes;
pub use operation::{Operation, OperationKind, operations};
pub use parts::{Fixed, headers, listed_headers, own_error, settings};
pub use prepared::{PreparedCall, RequestRecord, prepare};
pub use pure::now;
pub use runtime::{end_runtime, runtime};
#[cfg(feature = "schema")]
pub use schema::{HIDDEN_FIELDS, OperationSchema, Schemas, schemas};
pub use under_way::CallsUnderWay;

use crate::client::Event;
use crate::error::{Error, sdk_codes};

/// An error as JSON, its fields named as in the language.
#[must_use]
pub fn error_json(error: &Error, names: Names) -> String {
    names.json(&names.error(error))
}

/// What a client did as JSON, its fields named as in the language.
#[must_use]
pub fn event_json(event: &Event, names: Names) -> String {
    names.json(event)
}

/// No operation has this name: binding and core are of different versions.
fn unknown_operation(name: &str) -> Error {
    Error::sdk(&sdk_codes::UNKNOWN_OPERATION).with_field(name)
}
