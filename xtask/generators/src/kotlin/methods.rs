//! The facade in Kotlin: every operation as a function, suspending, and with futures for Java.

use qq_wxpay::bridge::{OperationKind, OperationSchema};

use super::{HEAD, Kotlin, camel};
use crate::shape::{Shape, shape};

impl Kotlin<'_> {
    /// The facade.
    pub(crate) fn operations(&self) -> String {
        let mut out = format!(
            "{HEAD}\nimport kotlin.time.Duration\n\n/** Every operation of the client. */\npublic abstract class Operations internal constructor() : Calls() {{\n"
        );
        for (index, operation) in self.schemas.operations.iter().enumerate() {
            if index > 0 {
                out.push('\n');
            }
            self.method(&mut out, operation);
        }
        out.push_str("}\n\n/** What reads the reply of each prepared operation, for the conformance cases. */\ninternal val READERS: Map<String, (kotlinx.serialization.json.JsonElement) -> Any?> = mapOf(\n");
        for operation in &self.schemas.operations {
            if operation.kind == OperationKind::Prepare {
                let read = self.read(&shape(&operation.reply), "it");
                out.push_str(&format!("    \"{}\" to {{ {read} }},\n", operation.name));
            }
        }
        out.push_str(")\n");
        out
    }

    fn method(&self, out: &mut String, operation: &OperationSchema) {
        let name = camel(&operation.method);
        let reply_shape = shape(&operation.reply);
        let reply = self.written(&reply_shape);
        let read = self.read(&reply_shape, "it");
        let end = operation.end.as_ref().map(shape);
        let given = match shape(&operation.arguments) {
            Shape::Named(name) if name == "NoArguments" => None,
            Shape::Named(name) => Some(name),
            _ => panic!("arguments are a named record"),
        };
        let mut parameters: Vec<String> = given.iter().map(|name| format!("request: {name}")).collect();
        let (keyword, result, kind, option) = match operation.kind {
            OperationKind::Call => ("suspend ", reply.clone(), "call", "timeout"),
            OperationKind::Now => ("", reply.clone(), "now", ""),
            OperationKind::Bill => {
                let end = self.written(end.as_ref().expect("a bill has an end"));
                ("suspend ", format!("BillRows<{reply}, {end}>"), "bill", "timeout")
            }
            OperationKind::Prepare => ("", format!("Prepared<{reply}>"), "prepare", "accessToken"),
            OperationKind::PrepareBill => {
                let end = self.written(end.as_ref().expect("a bill has an end"));
                ("", format!("PreparedBill<{reply}, {end}>"), "prepareBill", "")
            }
        };
        match option {
            "timeout" => parameters.push("timeout: Duration? = null".to_owned()),
            "accessToken" => parameters.push("accessToken: String? = null".to_owned()),
            _ => {}
        }
        let request = given.map_or("null", |_| "request.json()");
        let option = if option.is_empty() { String::new() } else { format!(", {option}") };
        let end = end.map(|end| format!(", {{ {} }}", self.read(&end, "it"))).unwrap_or_default();
        self.comment(out, operation.documentation, "    ");
        out.push_str(&format!(
            "    public {keyword}fun {name}({}): {result} =\n        {kind}(\"{}\", {request}{option}, {{ {read} }}{end})\n",
            parameters.join(", "),
            operation.name,
        ));
    }

    /// The facade for Java: futures in place of suspending functions.
    pub(crate) fn futures(&self) -> String {
        let mut out = format!(
            "{HEAD}\nimport java.time.Duration\nimport java.util.concurrent.CompletableFuture\n\n/** Every operation of the client, with futures. */\npublic abstract class FutureOperations internal constructor() {{\n    @get:JvmSynthetic\n    internal abstract val pay: QqWxPay\n\n    @JvmSynthetic\n    internal abstract fun <T> future(act: suspend () -> T): CompletableFuture<T>\n"
        );
        for operation in &self.schemas.operations {
            out.push('\n');
            self.future(&mut out, operation);
        }
        out.push_str("}\n");
        out
    }

    fn future(&self, out: &mut String, operation: &OperationSchema) {
        let name = camel(&operation.method);
        let reply = self.written(&shape(&operation.reply));
        let end = operation.end.as_ref().map(|end| self.written(&shape(end))).unwrap_or_default();
        let mut parameters = Vec::new();
        let mut given = Vec::new();
        if let Shape::Named(of) = shape(&operation.arguments)
            && of != "NoArguments"
        {
            parameters.push(format!("request: {of}"));
            given.push("request");
        }
        match operation.kind {
            OperationKind::Call | OperationKind::Bill => {
                parameters.push("timeout: Duration? = null".to_owned());
                given.push("duration(timeout)");
            }
            OperationKind::Prepare => {
                parameters.push("accessToken: String? = null".to_owned());
                given.push("accessToken");
            }
            OperationKind::Now | OperationKind::PrepareBill => {}
        }
        let (parameters, given) = (parameters.join(", "), given.join(", "));
        let (result, value) = match operation.kind {
            OperationKind::Call if reply == "Unit" => {
                ("CompletableFuture<Void?>".to_owned(), format!("future {{ pay.{name}({given}); null }}"))
            }
            OperationKind::Call => {
                (format!("CompletableFuture<{reply}>"), format!("future {{ pay.{name}({given}) }}"))
            }
            OperationKind::Bill => (
                format!("CompletableFuture<JavaBill<{reply}, {end}>>"),
                format!("future {{ JavaBill(WaitingRows(pay.{name}({given}))) }}"),
            ),
            OperationKind::Now => (reply, format!("pay.{name}({given})")),
            OperationKind::Prepare if reply == "Unit" => {
                ("Prepared<Void?>".to_owned(), format!("pay.{name}({given}).silent()"))
            }
            OperationKind::Prepare => (format!("Prepared<{reply}>"), format!("pay.{name}({given})")),
            OperationKind::PrepareBill => {
                (format!("PreparedBill<{reply}, {end}>"), format!("pay.{name}({given})"))
            }
        };
        self.comment(out, operation.documentation, "    ");
        let overloads = if parameters.contains('=') { "    @JvmOverloads\n" } else { "" };
        out.push_str(&format!(
            "{overloads}    public fun {name}({parameters}): {result} =\n        {value}\n"
        ));
    }
}
