//! The facade in Swift: every operation as a function.

use qq_wxpay::bridge::{OperationKind, OperationSchema};

use super::{HEAD, Swift};
use crate::naming::camel;
use crate::shape::{Shape, shape};

impl Swift<'_> {
    /// The facade.
    pub(crate) fn operations(&self) -> String {
        let mut out = format!("{HEAD}\n/// Every operation of the client.\nextension QqWxPay {{\n");
        for (index, operation) in self.schemas.operations.iter().enumerate() {
            if index > 0 {
                out.push('\n');
            }
            self.method(&mut out, operation);
        }
        out.push_str("}\n");
        out
    }

    fn method(&self, out: &mut String, operation: &OperationSchema) {
        let reply_shape = shape(&operation.reply);
        let (reply, read) = (self.written(&reply_shape), self.closure(&reply_shape));
        let end = operation.end.as_ref().map(shape);
        let mut parameters: Vec<String> =
            argument(operation).iter().map(|name| format!("_ request: {name}")).collect();
        let request = if parameters.is_empty() { "nil" } else { "request.json()" };
        let rows = |of: &str| {
            let end = self.written(end.as_ref().expect("a bill has an end"));
            format!("{of}<{reply}, {end}>")
        };
        let (effects, words, result, kind, option) = match operation.kind {
            OperationKind::Call => ("async throws", "try await ", reply.clone(), "call", "timeout"),
            OperationKind::Now => ("throws", "try ", reply.clone(), "now", ""),
            OperationKind::Bill => ("async throws", "try await ", rows("BillRows"), "bill", "timeout"),
            OperationKind::Prepare => {
                ("throws", "try ", format!("Prepared<{reply}>"), "prepare", "accessToken")
            }
            OperationKind::PrepareBill => ("throws", "try ", rows("PreparedBill"), "prepareBill", ""),
        };
        match option {
            "timeout" => parameters.push("timeout: Duration? = nil".to_owned()),
            "accessToken" => parameters.push("accessToken: String? = nil".to_owned()),
            _ => {}
        }
        let option = if option.is_empty() { String::new() } else { format!(", {option}") };
        let end = end.map(|end| format!(", {}", self.closure(&end))).unwrap_or_default();
        let result = if result == "Void" { String::new() } else { format!(" -> {result}") };
        self.comment(out, operation.documentation, "    ");
        out.push_str(&format!(
            "    public func {}({}) {effects}{result} {{\n        {words}{kind}(\"{}\", {request}{option}, {read}{end})\n    }}\n",
            camel(&operation.method),
            parameters.join(", "),
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

    /// For the tests: the readers of the prepared operations, and the function of every operation.
    pub(crate) fn tables(&self) -> String {
        let mut out = format!(
            "{HEAD}@testable import QqWxPay\n\n/// What reads the reply of each prepared operation.\nlet readers: [String: @Sendable (Json) throws -> Void] = [\n"
        );
        for operation in &self.schemas.operations {
            if operation.kind == OperationKind::Prepare {
                let read = match shape(&operation.reply) {
                    Shape::Nothing => "{ _ in }".to_owned(),
                    reply => format!("{{ _ = {} }}", self.read(&reply, "$0")),
                };
                out.push_str(&format!("    \"{}\": {read},\n", operation.name));
            }
        }
        out.push_str("]\n\n/// Every operation by its name: the compiler finds the function.\nfunc functions(of pay: QqWxPay) -> [String: Any] {\n    var found: [String: Any] = [:]\n");
        for operation in &self.schemas.operations {
            let mut labels = String::new();
            if argument(operation).is_some() {
                labels.push_str("_:");
            }
            match operation.kind {
                OperationKind::Call | OperationKind::Bill => labels.push_str("timeout:"),
                OperationKind::Prepare => labels.push_str("accessToken:"),
                OperationKind::Now | OperationKind::PrepareBill => {}
            }
            let labels = if labels.is_empty() { labels } else { format!("({labels})") };
            let name = camel(&operation.method);
            out.push_str(&format!("    found[\"{name}\"] = pay.{name}{labels}\n"));
        }
        out.push_str("    return found\n}\n");
        out
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
