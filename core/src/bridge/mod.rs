//! What the language bindings share: every operation by its name, arguments and results as JSON, and the schema from
//! which the types of each language are written.
//!
//! A binding converts, calls and maps the error; what an operation does is in the rest of this crate. JSON goes over the
//! border once per call, because crossing it once per field costs more than the call.

mod asking_signer;
mod bills;
mod callbacks;
mod cancel;
mod case;
mod construct;
mod example;
mod host_signer;
mod host_transport;
mod json;
mod letters;
mod limited;
mod merchants;
mod notification;
mod operations;
#[cfg(test)]
mod operations_tests;
mod own_process;
mod prepared;
#[cfg(feature = "schema")]
mod redaction;
#[cfg(all(test, feature = "schema"))]
mod redaction_tests;
mod reporter;
mod reports;
mod runtime;
#[cfg(feature = "schema")]
mod schema;
mod session;

pub use crate::fork_gate::{after_fork_in_child, after_fork_in_parent, before_fork, in_section};
/// The largest notification that is read, in bytes: read no more than one byte beyond it.
pub use crate::notify::MAXIMUM_NOTIFICATION_BYTES;
pub use asking_signer::AskingSigner;
pub use bills::{BillRows, PreparedBill, bill, prepare_bill};
pub use callbacks::{Ask, Host, HostFailure, failed_question};
pub use cancel::cancelled_question;
pub use case::{FILE_ENDINGS, FieldCase, WIRE_WORDS};
pub use construct::{TestEnvironment, facade_error, headers, listed_headers};
pub use example::example_error;
pub use json::{error_json, event_json};
pub use letters::Letters;
pub use limited::run_within;
pub use merchants::{Addressee, MerchantRegistry};
pub use notification::{
    HandledNotification, HandledRecord, OutcomeRecord, await_notification, handle_notification,
};
#[cfg(feature = "schema")]
pub use operations::OperationTypes;
pub use operations::{
    Operation, OperationKind, call, call_sync, cancelled_outcome, expect_payment, operations, prepare,
};
pub use own_process::OfProcess;
pub use prepared::{PreparedCall, RequestRecord};
pub use reporter::Reporter;
pub use reports::{Reports, reports};
pub use runtime::{end_runtime, runtime};
#[cfg(feature = "schema")]
pub use schema::{OperationSchema, Schemas, schemas};
pub use session::{Session, SessionParts};
