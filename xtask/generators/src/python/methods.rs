//! The facade in Python: every operation as a method, blocking and awaited.

use qq_wxpay::bridge::{OperationKind, OperationSchema};

use super::layout::WIDTH;
use super::{HEAD, Python};
use crate::naming::named;
use crate::shape::{Shape, shape};

const PREPARATIONS_HEAD: &str = r#""""What can be prepared for an HTTP client of your own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, Optional, Tuple, overload

from . import _replies as replies
from ._base import Common
from ._prepared import Prepared, PreparedBill
from ._record import read_nothing

if TYPE_CHECKING:
    from typing_extensions import Literal, Unpack

    from . import _requests as requests

_Reader = Callable[[Any], Any]
"#;

const PREPARE: &str = r#"
    def prepare(
        self, operation: str, given: Any = None, /, *, access_token: Optional[str] = None, **request: Any
    ) -> Prepared[Any]:
        """Prepares an operation: the request to send, signed now, and the reader of its reply. To repeat, prepare again.

        Orders through QQ need the `access_token`. `trade_bill` and `fund_flow_bill` give the link of the file for `prepare_bill`;
        `access_token` must be sent from one place only, for each fetch makes the token before it invalid.

        ```python
        prepared = pay.prepare("query_order", out_trade_no="T20261123000001")
        reply = httpx.request(prepared.request.method, prepared.request.url, headers=prepared.request.headers)
        order = prepared.finish(reply.status_code, reply.headers, reply.content)
        ```

        Raises:
            InvalidInputError: naming the field; `UNKNOWN_OPERATION`.
        """
        reader = _READERS.get(operation, read_nothing)
        return self._prepare(operation, request if given is None else given, access_token, reader)
"#;

const PREPARE_BILL: &str = r#"
    def prepare_bill(self, operation: str, given: Any = None, /, **request: Any) -> PreparedBill[Any, Any]:
        """Prepares the download of a bill's file: of a link that a prepared `trade_bill` or `fund_flow_bill` gave, or over V2.

        A link dies within seconds.

        Raises:
            InvalidInputError: naming the field; `UNKNOWN_OPERATION`.
        """
        row, end = _BILL_READERS.get(operation, (read_nothing, read_nothing))
        return self._prepare_bill(operation, request if given is None else given, row, end)
"#;

fn is_prepared(operation: &OperationSchema) -> bool {
    matches!(operation.kind, OperationKind::Prepare | OperationKind::PrepareBill)
}

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
            "{HEAD}\"\"\"Every operation of the two clients.\"\"\"\n\nfrom __future__ import annotations\n\nfrom typing import TYPE_CHECKING, Optional\n\nfrom . import _replies as replies\nfrom ._base import AsyncCalls, Calls\nfrom ._bills import AsyncBillRows, BillRows\nfrom ._preparations import Preparations\nfrom ._record import read_nothing\n\nif TYPE_CHECKING:\n    from typing_extensions import Unpack\n\n    from . import _requests as requests\n"
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
            out.push_str(&format!("\n\nclass {class}(Preparations, {base}):\n    \"\"\"{text}\"\"\"\n"));
            for operation in self.schemas.operations.iter().filter(|operation| !is_prepared(operation)) {
                self.method(&mut out, operation, form);
            }
        }
        out
    }

    /// What can be prepared for an HTTP client of the user's own.
    pub(crate) fn preparations(&self) -> String {
        let of = |kind| self.schemas.operations.iter().filter(move |operation| operation.kind == kind);
        let mut out = format!("{HEAD}{PREPARATIONS_HEAD}");
        for (kind, name, result) in
            [(OperationKind::Prepare, "_READERS", ""), (OperationKind::PrepareBill, "_BILL_READERS", "Tuple")]
        {
            let kept = if result.is_empty() { "_Reader" } else { "Tuple[_Reader, _Reader]" };
            out.push_str(&format!("\n{name}: Dict[str, {kept}] = {{\n"));
            for operation in of(kind) {
                let reader = self
                    .reader(&shape(&operation.reply), "replies.")
                    .unwrap_or_else(|| "read_nothing".to_owned());
                let end = operation.end.as_ref().and_then(|end| self.reader(&shape(end), "replies."));
                let value = end.map_or(reader.clone(), |end| format!("({reader}, {end})"));
                out.push_str(&format!("    \"{}\": {value},\n", operation.name));
            }
            out.push_str("}\n");
        }
        out.push_str("\n\nclass Preparations(Common):\n    \"\"\"Signed requests for an HTTP client of your own.\"\"\"\n");
        for (kind, method, body) in [
            (OperationKind::Prepare, "prepare", PREPARE),
            (OperationKind::PrepareBill, "prepare_bill", PREPARE_BILL),
        ] {
            for operation in of(kind) {
                out.push_str(&self.overload(operation, method));
            }
            out.push_str(body);
        }
        out
    }

    fn overload(&self, operation: &OperationSchema, method: &str) -> String {
        let reply = self.written(&shape(&operation.reply), "replies.");
        let result = match &operation.end {
            Some(end) => format!("PreparedBill[{reply}, {}]", self.written(&shape(end), "replies.")),
            None => format!("Prepared[{reply}]"),
        };
        let mut parameters = vec!["self".to_owned(), format!("operation: Literal[\"{}\"]", operation.name)];
        let arguments = named(&operation.arguments);
        if arguments != "NoArguments" && self.is_reply(&arguments) {
            parameters.extend([format!("given: replies.{arguments}"), "/".to_owned()]);
        } else if operation.takes_access_token {
            parameters.extend(["*".to_owned(), "access_token: Optional[str] = None".to_owned()]);
        }
        if arguments != "NoArguments" && !self.is_reply(&arguments) {
            parameters.push(format!("**request: Unpack[requests.{arguments}]"));
        }
        let one_line = format!("    def {method}({}) -> {result}: ...\n", parameters.join(", "));
        let many = format!(
            "    def {method}(\n        {},\n    ) -> {result}: ...\n",
            parameters.join(",\n        ")
        );
        format!("\n    @overload\n{}", if one_line.len() <= WIDTH { one_line } else { many })
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
            _ => &[],
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
            _ => unreachable!("they are prepared by name"),
        };
        let kind = match operation.kind {
            OperationKind::Call => "call",
            OperationKind::Now => "now",
            OperationKind::Bill => "bill",
            _ => unreachable!("they are prepared by name"),
        };
        let is_async = is_call && form == Form::Awaited;
        let (define, wait) = if is_async { ("async def", "await ") } else { ("def", "") };
        let name = operation.name;
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
            _ => "",
        };
        let reader = self.reader(&reply_shape, "replies.").unwrap_or_else(|| "read_nothing".to_owned());
        let end = operation.end.as_ref().and_then(|end| self.reader(&shape(end), "replies."));
        let end = end.map(|end| format!(", {end}")).unwrap_or_default();
        let give = if result == "None" { "" } else { "return " };
        out.push_str(&format!(
            "        {give}{wait}self._{kind}(\"{name}\", {given}{option}, {reader}{end})\n"
        ));
    }
}
