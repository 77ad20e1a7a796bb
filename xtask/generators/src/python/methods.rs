//! The facade in Python: every operation as a method, blocking and awaited.

use qq_wxpay::bridge::{OperationKind, OperationSchema};

use super::layout::WIDTH;
use super::{HEAD, Python};
use crate::naming::named;
use crate::shape::{Shape, shape};

/// Blocking or awaited.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Blocking,
    Awaited,
}

impl Python<'_> {
    /// The facade.
    pub(crate) fn operations(&self) -> String {
        let mut out = format!(
            "{HEAD}\"\"\"Every operation of the two clients.\"\"\"\n\nfrom __future__ import annotations\n\nfrom typing import TYPE_CHECKING, Optional\n\nfrom . import _replies as replies\nfrom ._base import AsyncCalls, Calls\nfrom ._bills import AsyncBillRows, BillRows\nfrom ._prepared import Prepared, PreparedBill\nfrom ._record import read_nothing\n\nif TYPE_CHECKING:\n    from typing_extensions import Unpack\n\n    from . import _requests as requests\n"
        );
        for (form, class, base, text) in [
            (
                Form::Blocking,
                "Operations",
                "Calls",
                "Calls that wait for their result; other threads go on meanwhile.",
            ),
            (
                Form::Awaited,
                "AsyncOperations",
                "AsyncCalls",
                "Calls that are awaited. Cancelling the task gives the call up.",
            ),
        ] {
            out.push_str(&format!("\n\nclass {class}({base}):\n    \"\"\"{text}\"\"\"\n"));
            for operation in &self.schemas.operations {
                self.method(&mut out, operation, form);
            }
        }
        out
    }

    fn method(&self, out: &mut String, operation: &OperationSchema, form: Form) {
        let reply_shape = shape(&operation.reply);
        let reply = self.written(&reply_shape, "replies.");
        let end = operation.end.as_ref().map(|end| self.written(&shape(end), "replies.")).unwrap_or_default();
        let is_call = matches!(operation.kind, OperationKind::Call | OperationKind::Bill);
        let mut parameters = vec!["self".to_owned()];
        let given = match shape(&operation.arguments) {
            Shape::Named(name) if name == "NoArguments" => "None",
            // What came back is handed on as it is.
            Shape::Named(name) if self.is_reply(&name) => {
                parameters.extend([format!("given: replies.{name}"), "/".to_owned()]);
                "given"
            }
            Shape::Named(_) => "request",
            _ => panic!("arguments are a named record"),
        };
        let options: &[&str] = match operation.kind {
            OperationKind::Call | OperationKind::Bill => &["timeout: Optional[float] = None"],
            OperationKind::Prepare => &["access_token: Optional[str] = None"],
            OperationKind::Now | OperationKind::PrepareBill => &[],
        };
        if !options.is_empty() || given == "request" {
            // Bare, it only separates; with typed keyword arguments alone nothing is to be separated.
            if !options.is_empty() {
                parameters.push("*".to_owned());
            }
            parameters.extend(options.iter().map(|&option| option.to_owned()));
        }
        if given == "request" {
            parameters.push(format!("**request: Unpack[requests.{}]", named(&operation.arguments)));
        }
        let rows = match form {
            Form::Blocking => "BillRows",
            Form::Awaited => "AsyncBillRows",
        };
        let result = match operation.kind {
            OperationKind::Call | OperationKind::Now => reply.clone(),
            OperationKind::Bill => format!("{rows}[{reply}, {end}]"),
            OperationKind::Prepare => format!("Prepared[{reply}]"),
            OperationKind::PrepareBill => format!("PreparedBill[{reply}, {end}]"),
        };
        let kind = match operation.kind {
            OperationKind::Call => "call",
            OperationKind::Now => "now",
            OperationKind::Bill => "bill",
            OperationKind::Prepare => "prepare",
            OperationKind::PrepareBill => "prepare_bill",
        };
        let is_async = is_call && form == Form::Awaited;
        let (define, wait) = if is_async { ("async def", "await ") } else { ("def", "") };
        let (name, operation_name) = (&operation.method, operation.name);
        let one_line = format!("    {define} {name}({}) -> {result}:", parameters.join(", "));
        out.push('\n');
        if one_line.len() <= WIDTH {
            out.push_str(&one_line);
        } else {
            out.push_str(&format!(
                "    {define} {name}(\n        {},\n    ) -> {result}:",
                parameters.join(",\n        ")
            ));
        }
        out.push('\n');
        self.docstring(out, operation.documentation, "        ");
        let option = match operation.kind {
            OperationKind::Call | OperationKind::Bill => ", timeout",
            OperationKind::Prepare => ", access_token",
            OperationKind::Now | OperationKind::PrepareBill => "",
        };
        let reader = self.reader(&reply_shape, "replies.").unwrap_or_else(|| "read_nothing".to_owned());
        let end = operation.end.as_ref().and_then(|end| self.reader(&shape(end), "replies."));
        let end = end.map(|end| format!(", {end}")).unwrap_or_default();
        let give = if result == "None" { "" } else { "return " };
        out.push_str(&format!(
            "        {give}{wait}self._{kind}(\"{operation_name}\", {given}{option}, {reader}{end})\n"
        ));
    }
}
