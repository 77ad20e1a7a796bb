//! What editors know of the properties `qq-wxpay.…` of Spring Boot: the settings, under the names that the starter makes of the variables.

use serde_json::{Value, json};

use crate::documentation::{DocStyle, translate};
use crate::form::{Definition, Field, Form, Shape};

/// Where Spring Boot looks for it, in the resources of the starter.
const PATH: &str =
    "uniffi/jvm/spring-boot-starter/src/generated/resources/META-INF/spring-configuration-metadata.json";

/// The generated file: path and content.
pub(crate) fn file(form: &Form) -> (String, String) {
    let Definition::Record { fields } = form.named("Settings").given() else {
        unreachable!("the settings are a record")
    };
    let style =
        DocStyle { name: |name| name.replace('_', "-"), nothing: "nothing", values: form.values.clone() };
    let properties = fields.iter().flat_map(|field| properties(form, field, &style)).chain(own());
    let hints = fields.iter().filter_map(|field| hint(form, field));
    let metadata = json!({
        "groups": [{ "name": "qq-wxpay", "description": "WeChat Pay in a QQ mini program." }],
        "properties": properties.collect::<Vec<_>>(),
        "hints": hints.collect::<Vec<_>>(),
    });
    (PATH.to_owned(), serde_json::to_string_pretty(&metadata).expect("it is JSON") + "\n")
}

fn name(field: &Field) -> String {
    format!("qq-wxpay.{}", field.name.replace('_', "-"))
}

/// The property of a setting; of a textual one also that which names a file.
fn properties(form: &Form, field: &Field, style: &DocStyle) -> Vec<Value> {
    let text = translate(&field.documentation, style).join(" ");
    let description = text.split("Environment:").next().unwrap_or_default().trim();
    let property = |name: String, kind: &str, description: String| json!({ "name": name, "type": kind, "description": description });
    let kind = kind(form, &field.shape);
    let mut made = vec![property(name(field), kind, description.to_owned())];
    if kind == "java.lang.String" && words(form, &field.shape).is_none() {
        made.push(property(format!("{}-file", name(field)), kind, format!("A file with it: {description}")));
    }
    made
}

fn kind(form: &Form, shape: &Shape) -> &'static str {
    match shape {
        Shape::Optional(inner) => kind(form, inner),
        Shape::Named(name) => match form.named(name).given() {
            Definition::Alias { shape } => kind(form, shape),
            _ => "java.lang.String",
        },
        Shape::Boolean => "java.lang.Boolean",
        Shape::List(_) => "java.util.List<java.lang.String>",
        _ => "java.lang.String",
    }
}

/// The words that it may be, if there are only some.
fn words<'a>(form: &'a Form, shape: &'a Shape) -> Option<&'a [String]> {
    match shape {
        Shape::Optional(inner) => words(form, inner),
        Shape::StringEnum(words) => Some(words),
        Shape::Named(name) => match form.named(name).given() {
            Definition::StringEnum { words, .. } => Some(words),
            Definition::Alias { shape } => self::words(form, shape),
            _ => None,
        },
        _ => None,
    }
}

fn hint(form: &Form, field: &Field) -> Option<Value> {
    let values = words(form, &field.shape)?.iter().map(|word| json!({ "value": word }));
    Some(json!({ "name": name(field), "values": values.collect::<Vec<_>>() }))
}

/// What the starter reads itself.
fn own() -> [Value; 3] {
    [
        json!({
            "name": "qq-wxpay.enabled", "type": "java.lang.Boolean", "defaultValue": true,
            "description": "Whether there is a client.",
        }),
        json!({
            "name": "qq-wxpay.notifications.path", "type": "java.lang.String", "defaultValue": "/qq-wxpay/notifications",
            "description": "Where notifications arrive, when there is a bean with functions for them.",
        }),
        json!({
            "name": "management.health.qq-wxpay.enabled", "type": "java.lang.Boolean", "defaultValue": true,
            "description": "Whether there is a health indicator. It asks nobody.",
        }),
    ]
}
