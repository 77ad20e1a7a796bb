//! The facade in Swift: every operation as a function, or as what can be prepared.

use qq_wxpay::bridge::{OperationKind, OperationSchema};

use super::{HEAD, Swift, name};
use crate::shape::{Shape, shape};

impl Swift<'_> {
    /// The facade.
    pub(crate) fn operations(&self) -> String {
        let mut out = format!("{HEAD}\n/// Every operation of the client.\nextension QqWxPay {{\n");
        let (prepared, called): (Vec<_>, Vec<_>) = self.schemas.operations.iter().partition(is_prepared);
        for (index, operation) in called.into_iter().enumerate() {
            if index > 0 {
                out.push('\n');
            }
            self.method(&mut out, operation);
        }
        out.push_str("}\n");
        for operation in prepared {
            self.preparable(&mut out, operation);
        }
        out
    }

    fn method(&self, out: &mut String, operation: &OperationSchema) {
        let reply_shape = shape(&operation.reply);
        let (reply, read) = (self.written(&reply_shape), self.closure(&reply_shape));
        let end = operation.end.as_ref().map(shape);
        let mut parameters: Vec<String> =
            argument(operation).iter().map(|name| format!("_ request: {name}")).collect();
        let request = if parameters.is_empty() { "nil" } else { "request.json()" };
        let (effects, words, kind, option) = match operation.kind {
            OperationKind::Now => ("throws", "try ", "now", ""),
            OperationKind::Bill => ("async throws", "try await ", "bill", ", timeout"),
            _ => ("async throws", "try await ", "call", ", timeout"),
        };
        if !option.is_empty() {
            parameters.push("timeout: Duration? = nil".to_owned());
        }
        let result = match &end {
            Some(end) => format!(" -> BillRows<{reply}, {}>", self.written(end)),
            None if reply == "Void" => String::new(),
            None => format!(" -> {reply}"),
        };
        let end = end.map(|end| format!(", {}", self.closure(&end))).unwrap_or_default();
        self.comment(out, operation.documentation, "    ");
        out.push_str(&format!(
            "    public func {}({}) {effects}{result} {{\n        {words}{kind}(\"{}\", {request}{option}, {read}{end})\n    }}\n",
            name(operation.name),
            parameters.join(", "),
            operation.name,
        ));
    }

    /// What can be prepared: a static member of the type that says what it takes.
    fn preparable(&self, out: &mut String, operation: &OperationSchema) {
        let reply = shape(&operation.reply);
        let (read, end) = (self.closure(&reply), operation.end.as_ref().map(shape));
        let (results, readers) = match &end {
            Some(end) => (
                format!("Row == {}, End == {}", self.written(&reply), self.written(end)),
                format!("row: {read}, end: {}", self.closure(end)),
            ),
            None => (format!("Reply == {}", self.written(&reply)), format!("read: {read}")),
        };
        let (request, json) = match argument(operation) {
            Some(name) => (name, "{ $0.json() }"),
            None => ("Void".to_owned(), "{ Json.object([:]) }"),
        };
        out.push_str(&format!(
            "\nextension {} where Request == {request}, {results} {{\n    public static var {}: Self {{ Self(name: \"{}\", json: {json}, {readers}) }}\n}}\n",
            preparable(operation),
            name(operation.name),
            operation.name,
        ));
    }

    /// What reads a reply.
    fn closure(&self, given: &Shape) -> String {
        match given {
            Shape::Nothing => "{ _ in }".to_owned(),
            _ => format!("{{ {} }}", self.read(given, "$0")),
        }
    }

    /// For the tests: what reads the replies of everything that can be prepared, by its name.
    pub(crate) fn tables(&self) -> String {
        let table = |of: &str, kind, readers: fn(&str) -> String| {
            let operations = self.schemas.operations.iter().filter(|operation| operation.kind == kind);
            let row = |operation: &OperationSchema| {
                let member = format!("{}.{}", preparable(operation), name(operation.name));
                format!("    \"{}\": {},\n", operation.name, readers(&member))
            };
            format!("\nlet {of} = [\n{}]\n", operations.map(row).collect::<String>())
        };
        let replies = "readers: [String: Reader]";
        let bills = "billReaders: [String: (row: Reader, end: Reader)]";
        format!(
            "{HEAD}@testable import QqWxPay\n\n/// What reads a reply, of each operation that can be prepared.\ntypealias Reader = @Sendable (Json) throws -> Any\n{}{}",
            table(replies, OperationKind::Prepare, |member| format!("{member}.read")),
            table(bills, OperationKind::PrepareBill, |member| format!("({member}.row, {member}.end)")),
        )
    }
}

fn is_prepared(operation: &&OperationSchema) -> bool {
    matches!(operation.kind, OperationKind::Prepare | OperationKind::PrepareBill)
}

/// The type whose member it is.
fn preparable(operation: &OperationSchema) -> &'static str {
    match operation.kind {
        OperationKind::PrepareBill => "PreparableBill",
        _ if operation.takes_access_token => "PreparableOrder",
        _ => "PreparableOperation",
    }
}

/// The type of the argument.
fn argument(operation: &OperationSchema) -> Option<String> {
    match shape(&operation.arguments) {
        Shape::Named(name) if name == "NoArguments" => None,
        Shape::Named(name) => Some(name),
        _ => panic!("arguments are a named record"),
    }
}
