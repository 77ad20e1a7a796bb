//! Swift's structs: fields, initialisers, JSON, and what they show of themselves.

use super::{Swift, Uses, name};
use crate::naming::camel;
use crate::shape::{Field, Shape};

impl Swift<'_> {
    pub(crate) fn record(&self, out: &mut String, record: &str, fields: &[Field], uses: Uses) {
        out.push_str(&format!("public struct {record}: Equatable, Sendable {{\n"));
        for field in fields {
            self.comment(out, &field.documentation, "    ");
            out.push_str(&format!("    public var {}: {}\n", name(&field.name), self.kind(field, uses)));
        }
        self.memberwise(out, fields, uses);
        if uses.reply {
            out.push_str("\n    init(json: Json) throws {\n");
            for field in fields {
                let from = format!("json.field(\"{}\")", camel(&field.name));
                out.push_str(&format!(
                    "        self.{} = {}\n",
                    camel(&field.name),
                    self.read(&field.shape, &from)
                ));
            }
            out.push_str("    }\n");
        }
        if uses.given {
            self.writer(out, fields, uses);
        }
        out.push_str("}\n");
        if fields.iter().any(|field| field.is_hidden) {
            shown(out, record, fields);
        }
    }

    /// The public initialiser: what may be left out has a default.
    fn memberwise(&self, out: &mut String, fields: &[Field], uses: Uses) {
        if !fields.is_empty() {
            out.push('\n');
        }
        let parameter = |field: &Field| {
            let kind = self.kind(field, uses);
            let default = if kind.ends_with('?') { " = nil" } else { "" };
            format!("        {}: {kind}{default}", name(&field.name))
        };
        match fields {
            [] => out.push_str("    public init() {}\n"),
            _ => {
                let parameters: Vec<String> = fields.iter().map(parameter).collect();
                out.push_str(&format!("    public init(\n{}\n    ) {{\n", parameters.join(",\n")));
                for field in fields {
                    let (property, own) = (camel(&field.name), name(&field.name));
                    out.push_str(&format!("        self.{property} = {own}\n"));
                }
                out.push_str("    }\n");
            }
        }
    }

    fn writer(&self, out: &mut String, fields: &[Field], uses: Uses) {
        if fields.is_empty() {
            out.push_str("\n    func json() -> Json { Json.object([:]) }\n");
            return;
        }
        out.push_str("\n    func json() -> Json {\n        var out = JsonFields()\n");
        for field in fields {
            let own = format!("self.{}", camel(&field.name));
            let inner = match &field.shape {
                Shape::Optional(inner) => inner,
                other => other,
            };
            let value = if self.kind(field, uses).ends_with('?') {
                format!("{own}.map {{ {} }}", self.json(inner, "$0"))
            } else {
                self.json(&field.shape, &own)
            };
            out.push_str(&format!("        out.add(\"{}\", {value})\n", camel(&field.name)));
        }
        out.push_str("        return out.json\n    }\n");
    }

    /// The type of a field. What may be left out of a request is `nil` unless it is given.
    fn kind(&self, field: &Field, uses: Uses) -> String {
        let kind = self.written(&field.shape);
        let may_be_left_out = uses.given && !uses.reply && !field.is_required;
        match &field.shape {
            Shape::Optional(_) => kind,
            _ if may_be_left_out => format!("{kind}?"),
            _ => kind,
        }
    }
}

/// What `print`, `dump` and texts show of a struct with secrets.
fn shown(out: &mut String, record: &str, fields: &[Field]) {
    // Where `description` is a field, `print` takes the debug description.
    let own_field = fields.iter().any(|field| field.name == "description");
    let text = if own_field { "" } else { "CustomStringConvertible, " };
    out.push_str(&format!(
        "\n/// Shown without secrets, links and the payer.\nextension {record}: {text}CustomDebugStringConvertible, CustomReflectable {{\n    private var shown: Shown {{\n        var shown = Shown(\"{record}\")\n"
    ));
    for field in fields {
        let own = camel(&field.name);
        match field.is_hidden {
            true => out.push_str(&format!("        shown.hide(\"{own}\")\n")),
            false => out.push_str(&format!("        shown.add(\"{own}\", self.{own})\n")),
        }
    }
    out.push_str("        return shown\n    }\n\n");
    if !own_field {
        out.push_str("    public var description: String { shown.text }\n");
    }
    out.push_str("    public var debugDescription: String { shown.text }\n    public var customMirror: Mirror { shown.mirror(of: self) }\n}\n");
}
