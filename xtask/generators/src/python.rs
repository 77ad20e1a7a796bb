//! Python: keyword arguments as typed dictionaries, replies as frozen classes, the facade in two forms.

use std::sync::Arc;

use crate::case::snake;
use crate::engine::Language;
use crate::form::{Definition, Form, Shape};

pub(crate) fn files(form: &Arc<Form>) -> Result<Vec<(String, String)>, String> {
    let (typing, reading) = (Arc::clone(form), Arc::clone(form));
    let mut python = Language::new(form, "python", str::to_owned, "None")?
        .shapes("type", move |shape, own| type_of(&typing, own, shape))
        .shapes("reader", move |shape, own| reader(&reading, own, shape).unwrap_or_default());
    python.names("docstring", |line| line.replace('\\', "\\\\").replace("\"\"\"", "'''"));
    ["fields", "operations", "preparations", "replies", "requests"]
        .into_iter()
        .map(|name| {
            let out = python.file(&format!("{name}.py"))?;
            Ok((format!("bindings-python/python/qq_wxpay/_generated/{name}.py"), out))
        })
        .collect()
}

/// A type, as the module `own` writes it: where it comes back it is a class of `replies`, also where it is given.
fn type_of(form: &Form, own: &str, shape: &Shape) -> String {
    let of = |inner| type_of(form, own, inner);
    match shape {
        Shape::Text => "str".to_owned(),
        Shape::Moment => "Union[str, datetime]".to_owned(),
        Shape::Day => "Union[str, date]".to_owned(),
        Shape::Integer => "int".to_owned(),
        Shape::Boolean => "bool".to_owned(),
        Shape::Nothing => "None".to_owned(),
        Shape::Named(name) if name == "ErrorDetails" => "QqWxPayError".to_owned(),
        Shape::Named(name) if form.named(name).is_reply => within(own, "replies", name),
        Shape::Named(name) => within(own, "requests", name),
        Shape::StringEnum(words) => format!("Literal[{}]", quoted(words)),
        Shape::OpenStringEnum(words) => format!("Union[Literal[{}], str]", quoted(words)),
        Shape::Optional(inner) => format!("Optional[{}]", of(inner)),
        Shape::List(inner) => format!("List[{}]", of(inner)),
        Shape::Dictionary(inner) => format!("Dict[str, {}]", of(inner)),
    }
}

fn within(own: &str, module: &str, name: &str) -> String {
    if own == module { name.to_owned() } else { format!("{module}.{name}") }
}

fn quoted(words: &[String]) -> String {
    words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
}

/// The function that makes a value of what JSON gives; `None` where that is the value itself.
fn reader(form: &Form, own: &str, shape: &Shape) -> Option<String> {
    match shape {
        Shape::Named(name) if name == "ErrorDetails" => Some("read_error".to_owned()),
        Shape::Named(name) => match form.named(name).definition {
            Definition::Record { .. } => Some(within(own, "replies", &format!("{name}._read"))),
            Definition::Union { .. } => Some(within(own, "replies", &format!("read_{}", snake(name)))),
            _ => None,
        },
        Shape::Optional(inner) => reader(form, own, inner),
        Shape::List(inner) => Some(format!("read_list({})", reader(form, own, inner)?)),
        _ => None,
    }
}
