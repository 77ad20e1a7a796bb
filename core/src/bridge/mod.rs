//! What the language bindings share: every operation by its name, arguments and results as JSON, and the schema from
//! which the types of each language are written.
//!
//! A binding converts, calls and maps the error; what an operation does is in the rest of this crate. JSON goes over the
//! border once per call, because crossing it once per field costs more than the call.

mod arguments;
mod bills;
mod calls;
mod catalogue;
#[cfg(all(test, feature = "schema"))]
mod hidden_tests;
mod host;
mod host_signer;
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

/// The largest notification that is read, in bytes: read no more than one byte beyond it.
pub use crate::notify::MAXIMUM_NOTIFICATION_BYTES;
pub use arguments::*;
pub use bills::{BillRows, PreparedBill, bill, prepare_bill};
pub use calls::{abandoned, call};
pub use catalogue::operations;
pub use host::{Ask, Host, HostFailure, failed_question};
pub use names::{FILE_ENDINGS, Names, WIRE_WORDS};
pub use notification::{
    HandledNotification, HandledRecord, OutcomeRecord, await_notification, handle_notification,
};
#[cfg(feature = "schema")]
pub use operation::OperationTypes;
pub use operation::{Operation, OperationKind};
pub use parts::{Fixed, headers, listed_headers, own_error, refuse_reentry, settings};
pub use prepared::{PreparedCall, RequestRecord, prepare};
pub use pure::{expect_payment, now};
pub use runtime::{end_runtime, runtime};
#[cfg(feature = "schema")]
pub use schema::{OperationSchema, Schemas, schemas};
pub use under_way::CallsUnderWay;
pub use writing::{error_json, event_json};
