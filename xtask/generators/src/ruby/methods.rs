//! The facade in Ruby: every operation as a method, and what reads the replies of those that are prepared.

use qq_wxpay::bridge::{OperationKind, OperationSchema};

use super::{HEAD, Ruby, lambda};
use crate::naming::{hidden, named};
use crate::shape::{Field, Shape, shape};

impl Ruby<'_> {
    /// The facade.
    pub(crate) fn operations(&self) -> String {
        let mut out =
            format!("{HEAD}\nmodule QqWxPay\n  # Every operation of the client.\n  module Operations\n");
        self.table(&mut out, "PREPARED", "Reads the reply of each operation that can be prepared.");
        self.table(&mut out, "PREPARED_BILLS", "Reads the rows and the end of each bill that can be prepared.");
        out.push_str("    private_constant :PREPARED, :PREPARED_BILLS\n");
        for operation in &self.schemas.operations {
            self.method(&mut out, operation);
        }
        out.push_str("  end\nend\n");
        out
    }

    /// Readers by the name of the operation.
    fn table(&self, out: &mut String, name: &str, text: &str) {
        let kind = if name == "PREPARED" { OperationKind::Prepare } else { OperationKind::PrepareBill };
        out.push_str(&format!("    # {text}\n    {name} = {{\n"));
        for operation in self.schemas.operations.iter().filter(|operation| operation.kind == kind) {
            let row = self.lambda(&shape(&operation.reply));
            let end = operation.end.as_ref().map(|end| self.lambda(&shape(end)));
            let readers = end.map_or_else(|| row.clone(), |end| format!("[{row}, {end}]"));
            out.push_str(&format!("      \"{}\" => {readers},\n", operation.name));
        }
        out.push_str("    }.freeze\n\n");
    }

    /// What makes a result of JSON.
    fn lambda(&self, given: &Shape) -> String {
        match given {
            Shape::Nothing => "->(_json) {}".to_owned(),
            _ => lambda(&self.reader(given).unwrap_or_else(|| "json".to_owned())),
        }
    }

    fn method(&self, out: &mut String, operation: &OperationSchema) {
        let arguments = named(&operation.arguments);
        let (kind, option) = match operation.kind {
            OperationKind::Call => ("call", "timeout"),
            OperationKind::Now => ("now", ""),
            OperationKind::Bill => ("bill", "timeout"),
            OperationKind::Prepare | OperationKind::PrepareBill => return,
        };
        let comes_back = self.schemas.replies.contains_key(&arguments) && !hidden(&arguments);
        let mut parameters = Vec::new();
        let given = match arguments.as_str() {
            "NoArguments" => "{}",
            _ if comes_back => {
                parameters.push("given".to_owned());
                "given"
            }
            _ => "request",
        };
        if !option.is_empty() {
            parameters.push(format!("{option}: nil"));
        }
        if given == "request" {
            parameters.push("**request".to_owned());
        }
        out.push('\n');
        self.comment(out, operation.documentation, "    ");
        out.push_str("    #\n");
        match given {
            "given" => out.push_str(&format!("    # @param given [{arguments}] what came back before\n")),
            "request" => self.options(out, &arguments),
            _ => {}
        }
        if option == "timeout" {
            out.push_str(
                "    # @param timeout [Numeric, nil] seconds for the whole call, repeats included\n",
            );
        }
        let reply = shape(&operation.reply);
        let written = self.written(&reply);
        let result =
            if operation.kind == OperationKind::Bill { format!("BillRows<{written}>") } else { written };
        let end = operation.end.as_ref().map(|end| format!(", {}", self.lambda(&shape(end))));
        let option = if option.is_empty() { String::new() } else { format!(", {option}") };
        let parameters =
            if parameters.is_empty() { String::new() } else { format!("({})", parameters.join(", ")) };
        let (name, reader, end) = (operation.name, self.lambda(&reply), end.unwrap_or_default());
        out.push_str(&format!(
            "    # @return [{result}]\n    # @raise [Error]\n    def {name}{parameters}\n      @calls.{kind}(\"{name}\", {given}{option}, {reader}{end})\n    end\n"
        ));
    }

    /// The fields of a request; those of its parts in a row.
    fn options(&self, out: &mut String, name: &str) {
        let Some(schema) = self.schemas.given.get(name) else { return };
        for field in fields(&shape(schema)) {
            let needed = if field.is_required { "" } else { ", nil" };
            let written = self.written(&field.shape).replace(", nil", "");
            let parts = self.parts(&field.shape);
            let line = format!(
                "    # @option request [{written}{needed}] :{} {}{parts}",
                field.name,
                self.line(&field.documentation)
            );
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }

    /// What a part of a request is made of.
    fn parts(&self, given: &Shape) -> String {
        match given {
            Shape::Optional(inner) | Shape::List(inner) => self.parts(inner),
            Shape::Named(name) => {
                let Some(Shape::Record(own)) = self.schemas.given.get(name).map(shape) else {
                    return String::new();
                };
                let own: Vec<String> = own
                    .iter()
                    .map(|field| {
                        let optional = if field.is_required { "" } else { "?" };
                        format!("`{}`{optional}{}", field.name, self.parts(&field.shape))
                    })
                    .collect();
                format!(" {{ {} }}", own.join(", "))
            }
            _ => String::new(),
        }
    }
}

/// The fields of a record, or of every branch of a union once.
fn fields(given: &Shape) -> Vec<&Field> {
    match given {
        Shape::Record(fields) | Shape::Extended(_, fields) => fields.iter().collect(),
        Shape::Union(branches) => {
            let mut all: Vec<&Field> = Vec::new();
            for field in branches.iter().flat_map(|(_, branch)| fields(branch)) {
                if !all.iter().any(|known| known.name == field.name) {
                    all.push(field);
                }
            }
            all
        }
        _ => Vec::new(),
    }
}
