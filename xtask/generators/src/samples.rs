//! A value of every type that comes back, with a marker in each hidden field: every language prints them, and no print shows it.

use serde_json::{Map, Value, json};

use crate::form::{Branch, Definition, Field, Form, Shape};

/// What stands in fields that nobody may see.
const MARKER: &str = "HIDDEN-MARKER";

/// Lists of values by the name of their type, one for each branch.
pub(crate) fn file(form: &Form) -> (String, String) {
    let shown = form.types.iter().filter(|known| known.is_reply && !known.is_internal);
    let samples = shown.filter_map(|known| match &known.definition {
        Definition::Record { .. } | Definition::Union { .. } => {
            Some((known.name.clone(), json!(samples(form, &known.definition, false))))
        }
        _ => None,
    });
    let text = serde_json::to_string_pretty(&samples.collect::<Map<_, _>>()).expect("it is JSON");
    ("tests/cases/printed/samples.json".to_owned(), text + "\n")
}

fn samples(form: &Form, definition: &Definition, is_hidden: bool) -> Vec<Value> {
    match definition {
        Definition::Record { fields } => vec![record(form, fields, is_hidden).into()],
        Definition::Union { branches } => {
            branches.iter().map(|branch| one_of(form, branch, is_hidden)).collect()
        }
        Definition::StringEnum { shape, .. } | Definition::Alias { shape } => {
            vec![value(form, shape, is_hidden)]
        }
    }
}

fn one_of(form: &Form, branch: &Branch, is_hidden: bool) -> Value {
    let mut out = Map::new();
    if let Some(base) = &branch.base
        && let Definition::Record { fields } = &form.named(base).definition
    {
        out = record(form, fields, is_hidden);
    }
    out.append(&mut record(form, &branch.fields, is_hidden));
    out.extend(branch.tag.iter().map(|tag| (tag.field.clone(), json!(tag.word))));
    out.into()
}

fn record(form: &Form, fields: &[Field], is_hidden: bool) -> Map<String, Value> {
    let of = |field: &Field| value(form, &field.shape, is_hidden || field.is_hidden);
    fields.iter().map(|field| (field.name.clone(), of(field))).collect()
}

fn value(form: &Form, shape: &Shape, is_hidden: bool) -> Value {
    match shape {
        Shape::Text | Shape::Moment | Shape::Day | Shape::OpenStringEnum(_) => {
            json!(if is_hidden { MARKER } else { "shown" })
        }
        Shape::Integer => json!(7),
        Shape::Boolean => json!(true),
        Shape::Nothing => Value::Null,
        Shape::StringEnum(words) => json!(words[0]),
        Shape::Named(name) if name == "ErrorDetails" => Value::Null,
        Shape::Named(name) => samples(form, &form.named(name).definition, is_hidden).swap_remove(0),
        Shape::Optional(inner) => value(form, inner, is_hidden),
        Shape::List(inner) => json!([value(form, inner, is_hidden)]),
        Shape::Dictionary(inner) => json!({ "key": value(form, inner, is_hidden) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_marked_holds_the_marker() {
        let form = Form::read();
        let samples: Value = serde_json::from_str(&file(&form).1).expect("it is JSON");
        let mut marked = 0;
        for known in form.types.iter().filter(|known| samples[&known.name].is_array()) {
            let fields: Vec<&Field> = match &known.definition {
                Definition::Record { fields } => fields.iter().collect(),
                Definition::Union { branches } => branches.iter().flat_map(|branch| &branch.fields).collect(),
                Definition::StringEnum { .. } | Definition::Alias { .. } => Vec::new(),
            };
            for field in fields.into_iter().filter(|field| field.is_hidden) {
                marked += 1;
                let mut values = samples[&known.name].as_array().into_iter().flatten();
                let holds = values.any(|value| value[&field.name].to_string().contains(MARKER));
                assert!(holds, "{}.{}", known.name, field.name);
            }
        }
        assert!(marked > 30, "{marked}");
    }
}
