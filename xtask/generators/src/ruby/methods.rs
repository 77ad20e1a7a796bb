//! The facade in Ruby: every operation as a method.

use qq_wxpay::bridge::{OperationKind, OperationSchema};

use super::{HEAD, Ruby, lambda};
use crate::naming::{hidden, named};
use crate::shape::{Field, Shape, shape};

impl Ruby<'_> {
    /// The facade.
    pub(crate) fn operations(&self) -> String {
        let mut out =
            format!("{HEAD}\nmodule QqWxPay\n  # Every operation of the client.\n  module Operations\n");
        for (index, operation) in self.schemas.operations.iter().enumerate() {
            if index > 0 {
                out.push('\n');
            }
            self.method(&mut out, operation);
        }
        out.push_str("  end\nend\n");
        out
    }

    fn method(&self, out: &mut String, operation: &OperationSchema) {
        let arguments = named(&operation.arguments);
        let (kind, option) = match operation.kind {
            OperationKind::Call => ("call", "timeout"),
            OperationKind::Now => ("now", ""),
            OperationKind::Bill => ("bill", "timeout"),
            OperationKind::Prepare => ("prepare", "access_token"),
            OperationKind::PrepareBill => ("prepare_bill", ""),
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
        self.comment(out, operation.documentation, "    ");
        out.push_str("    #\n");
        match given {
            "given" => out.push_str(&format!("    # @param given [{arguments}] what came back before\n")),
            "request" => self.options(out, &arguments),
            _ => {}
        }
        match option {
            "timeout" => out.push_str(
                "    # @param timeout [Numeric, nil] seconds for the whole call, repeats included\n",
            ),
            "access_token" => {
                out.push_str("    # @param access_token [String, nil] QQ's, for orders through its proxy\n")
            }
            _ => {}
        }
        let reply = shape(&operation.reply);
        let written = self.written(&reply);
        let result = match operation.kind {
            OperationKind::Call | OperationKind::Now => written,
            OperationKind::Bill => format!("BillRows<{written}>"),
            OperationKind::Prepare => format!("Prepared<{written}>"),
            OperationKind::PrepareBill => format!("PreparedBill<{written}>"),
        };
        let reader = |given: &Shape| {
            let nothing = matches!(given, Shape::Nothing).then(|| "nil".to_owned());
            lambda(&self.reader(given).or(nothing).unwrap_or_else(|| "json".to_owned()))
        };
        let end = operation.end.as_ref().map(|end| format!(", {}", reader(&shape(end)))).unwrap_or_default();
        let option = if option.is_empty() { String::new() } else { format!(", {option}") };
        let parameters =
            if parameters.is_empty() { String::new() } else { format!("({})", parameters.join(", ")) };
        let (name, operation_name) = (&operation.method, operation.name);
        out.push_str(&format!(
            "    # @return [{result}]\n    # @raise [Error]\n    def {name}{parameters}\n      @calls.{kind}(\"{operation_name}\", {given}{option}, {}{end})\n    end\n",
            reader(&reply).replace("->(json)", if matches!(reply, Shape::Nothing) { "->(_json)" } else { "->(json)" })
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
