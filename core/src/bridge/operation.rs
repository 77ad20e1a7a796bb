//! The description of an operation.

#[cfg(feature = "schema")]
use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::error::{Error, sdk_codes};

/// How an operation is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OperationKind {
    /// Over the network, with [`super::call`].
    Call,
    /// At once, with [`super::now`].
    Now,
    /// Over the network, row by row, with [`super::bill`].
    Bill,
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

/// No operation has this name: binding and core are of different versions.
pub(super) fn unknown_operation(name: &str) -> Error {
    Error::sdk(&sdk_codes::UNKNOWN_OPERATION).with_field(name)
}

/// The schema of a type, by reference where it has a name.
#[cfg(feature = "schema")]
pub(super) fn schema_of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// Declares operations: a table for those who list them, and a dispatcher `run` for those who call them.
macro_rules! table {
    ($kind:ident, $table:ident; $($(#[doc = $text:literal])* $name:ident: $arguments:ty => $reply:ty $(, $end:ty)?;)*) => {
        /// The operations of this kind.
        pub(super) static $table: &[$crate::bridge::Operation] = &[$($crate::bridge::Operation {
            name: stringify!($name),
            kind: $crate::bridge::OperationKind::$kind,
            documentation: concat!($($text, "\n"),*),
            #[cfg(feature = "schema")]
            types: $crate::bridge::operation::OperationTypes {
                arguments: $crate::bridge::operation::schema_of::<$arguments>,
                reply: $crate::bridge::operation::schema_of::<$reply>,
                end: table!(@end $($end)?),
            },
        }),*];
    };
    (@end) => { None };
    (@end $end:ty) => { Some($crate::bridge::operation::schema_of::<$end>) };
}
pub(super) use table;
