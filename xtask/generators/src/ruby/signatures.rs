//! The signatures of Ruby, in RBS: for editors and type checkers.

use qq_wxpay::bridge::{OperationKind, OperationSchema};

use super::Ruby;
use crate::naming::{capitalised, hidden, named, snake, tag};
use crate::shape::{Field, Shape, shape};

const HEAD: &str =
    "# Written by `cargo xtask generate` from the models in Rust. Do not edit.\n\nmodule QqWxPay\n";

impl Ruby<'_> {
    /// What the methods take and give.
    pub(crate) fn signatures(&self) -> String {
        let mut out = HEAD.to_owned();
        for (name, schema) in &self.schemas.replies {
            if hidden(name) {
                continue;
            }
            match shape(schema) {
                Shape::Record(fields) => self.class_signature(&mut out, name, "Record", None, &fields, "  "),
                Shape::Union(branches) => self.union_signature(&mut out, name, &branches),
                _ => {}
            }
        }
        out.push_str("  module Operations\n");
        let (prepared, called): (Vec<_>, Vec<_>) =
            self.schemas.operations.iter().partition(|operation| is_prepared(operation));
        called.into_iter().for_each(|operation| declare(&mut out, operation.name, &self.ways(operation)));
        out.push_str("  end\n\n  class Client\n");
        for (name, kind) in [("prepare", OperationKind::Prepare), ("prepare_bill", OperationKind::PrepareBill)] {
            let own = prepared.iter().filter(|operation| operation.kind == kind);
            declare(&mut out, name, &own.flat_map(|operation| self.ways(operation)).collect::<Vec<_>>());
        }
        out + "  end\nend\n"
    }

    fn union_signature(&self, out: &mut String, name: &str, branches: &[(String, Shape)]) {
        out.push_str(&format!("  module {name}\n"));
        let mut classes = Vec::new();
        for (_, branch) in branches {
            let (base, fields) = match branch {
                Shape::Record(fields) => ("Record", fields),
                Shape::Extended(base, fields) => (base.as_str(), fields),
                _ => panic!("no class for a branch of {name}"),
            };
            let class: String = tag(branch).1.split('_').map(capitalised).collect();
            self.class_signature(out, &class, &format!("QqWxPay::{base}"), Some(name), fields, "    ");
            classes.push(format!("{name}::{class}"));
        }
        out.push_str(&format!("  end\n\n  type {} = {}\n\n", snake(name), classes.join(" | ")));
    }

    fn class_signature(
        &self,
        out: &mut String,
        name: &str,
        base: &str,
        union: Option<&str>,
        fields: &[Field],
        indent: &str,
    ) {
        out.push_str(&format!("{indent}class {name} < {base}\n"));
        if let Some(union) = union {
            out.push_str(&format!("{indent}  include QqWxPay::{union}\n"));
        }
        for field in fields {
            out.push_str(&format!("{indent}  attr_reader {}: {}\n", field.name, self.type_of(&field.shape)));
        }
        // An inherited field is given as the own ones are.
        let inherited = base.rsplit("::").next().and_then(|base| self.schemas.replies.get(base)).map(shape);
        let inherited = inherited.as_ref().map(self::fields).unwrap_or_default();
        if !fields.is_empty() || inherited.is_empty() {
            let parameters: Vec<String> = (inherited.into_iter().chain(fields))
                .map(|field| {
                    let is_optional = matches!(&field.shape, Shape::Optional(_))
                        || matches!(&field.shape, Shape::Words(words) if words.len() == 1);
                    let mark = if is_optional { "?" } else { "" };
                    format!("{mark}{}: {}", field.name, self.type_of(&field.shape))
                })
                .collect();
            out.push_str(&format!("{indent}  def initialize: ({}) -> void\n", parameters.join(", ")));
        }
        out.push_str(&format!("{indent}end\n\n"));
    }

    /// The ways to call an operation.
    fn ways(&self, operation: &OperationSchema) -> Vec<String> {
        let reply = self.type_of(&shape(&operation.reply));
        let end = operation.end.as_ref().map(|end| self.type_of(&shape(end))).unwrap_or_default();
        let (option, result) = match operation.kind {
            OperationKind::Call => ("?timeout: Numeric?", reply),
            OperationKind::Now => ("", reply),
            OperationKind::Bill => ("?timeout: Numeric?", format!("BillRows[{reply}, {end}]")),
            OperationKind::Prepare => ("?access_token: String?", format!("Prepared[{reply}]")),
            OperationKind::PrepareBill => ("", format!("PreparedBill[{reply}, {end}]")),
        };
        let is_prepared = is_prepared(operation);
        let option = if is_prepared && !operation.takes_access_token { "" } else { option };
        let arguments = named(&operation.arguments);
        let comes_back = self.schemas.replies.contains_key(&arguments);
        let mut ways: Vec<Vec<String>> = match self.schemas.given.get(&arguments).map(shape) {
            _ if arguments == "NoArguments" => vec![vec![]],
            _ if comes_back => vec![vec![format!("{arguments} given")]],
            Some(Shape::Union(branches)) => {
                branches.iter().map(|(_, branch)| self.keywords(&fields(branch))).collect()
            }
            Some(record) => vec![self.keywords(&fields(&record))],
            None => panic!("{arguments} is not given"),
        };
        if is_prepared {
            let is_hash = arguments != "NoArguments" && !comes_back;
            ways.extend(is_hash.then(|| vec!["Hash[Symbol, untyped] request".to_owned()]));
            ways.iter_mut().for_each(|way| way.insert(0, format!(":{}", operation.name)));
        }
        let whole = |mut way: Vec<String>| {
            way.extend((!option.is_empty()).then(|| option.to_owned()));
            format!("({}) -> {result}", way.join(", "))
        };
        ways.into_iter().map(whole).collect()
    }

    fn keywords(&self, fields: &[&Field]) -> Vec<String> {
        let keyword = |field: &&Field| {
            if field.is_required {
                format!("{}: {}", field.name, self.type_of(&field.shape))
            } else {
                format!("?{}: {}?", field.name, self.type_of(&field.shape).trim_end_matches('?'))
            }
        };
        fields.iter().map(keyword).collect()
    }

    fn type_of(&self, given: &Shape) -> String {
        match given {
            Shape::Text | Shape::OpenWords(_) => "String".to_owned(),
            Shape::Moment => "moment".to_owned(),
            Shape::Day => "day".to_owned(),
            Shape::Words(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
                if let [word] = words.as_slice() { word.clone() } else { format!("({})", words.join(" | ")) }
            }
            Shape::Integer => "Integer".to_owned(),
            Shape::Boolean => "bool".to_owned(),
            Shape::Nothing => "nil".to_owned(),
            Shape::Named(name) if name == "ErrorDetails" => "Error".to_owned(),
            Shape::Named(name) => match self.schemas.replies.get(name).map(shape) {
                Some(Shape::Record(_)) if !hidden(name) => name.clone(),
                Some(Shape::Union(_)) if !hidden(name) => snake(name),
                Some(Shape::Record(_) | Shape::Union(_)) => "Hash[Symbol, untyped]".to_owned(),
                Some(alias) => self.type_of(&alias),
                None => match self.schemas.given.get(name).map(shape) {
                    Some(Shape::Record(_) | Shape::Union(_)) | None => "Hash[Symbol, untyped]".to_owned(),
                    Some(alias) => self.type_of(&alias),
                },
            },
            Shape::Optional(inner) => format!("{}?", self.type_of(inner)),
            Shape::List(inner) => format!("Array[{}]", self.type_of(inner)),
            Shape::Dictionary(inner) => format!("Hash[String, {}]", self.type_of(inner)),
            Shape::Record(_) | Shape::Extended(..) | Shape::Union(_) => {
                panic!("a record within a record has a name")
            }
        }
    }
}

fn is_prepared(operation: &OperationSchema) -> bool {
    matches!(operation.kind, OperationKind::Prepare | OperationKind::PrepareBill)
}

fn declare(out: &mut String, method: &str, ways: &[String]) {
    let between = format!("\n{}| ", " ".repeat(7 + method.len()));
    out.push_str(&format!("    def {method}: {}\n", ways.join(&between)));
}

fn fields(given: &Shape) -> Vec<&Field> {
    match given {
        Shape::Record(fields) | Shape::Extended(_, fields) => fields.iter().collect(),
        _ => Vec::new(),
    }
}
