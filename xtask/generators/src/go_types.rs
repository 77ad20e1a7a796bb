//! The types of Go, made of the form: what is optional, what is one of several, and how each is called.

use qq_wxpay::bridge::FieldCase;
use serde::Serialize;

use crate::case::{pascal, snake};
use crate::form::{Branch, Definition, Field, Form, Shape, Type};

/// A type of the package.
#[derive(Serialize)]
pub(crate) struct GoType {
    /// As in the schema.
    pub(crate) wire: String,
    pub(crate) name: String,
    documentation: String,
    is_reply: bool,
    /// `struct`, `union` (a pointer for each branch) or `words`.
    form: &'static str,
    fields: Vec<GoField>,
    /// Of a union that has one: the field that tells the branch.
    tag: Option<GoTag>,
    branches: Vec<GoBranch>,
    words: Vec<String>,
    /// What the constants of its words begin with.
    prefix: String,
}

#[derive(Clone, Serialize)]
struct GoField {
    wire: String,
    name: String,
    documentation: String,
    #[serde(rename = "type")]
    type_: String,
    /// Left out of JSON when it has no value.
    may_be_absent: bool,
    is_hidden: bool,
}

#[derive(Serialize)]
struct GoTag {
    wire: String,
    name: String,
    #[serde(rename = "type")]
    type_: String,
    prefix: String,
    /// Whether the type is written for this union alone.
    is_own: bool,
    words: Vec<String>,
}

#[derive(Serialize)]
struct GoBranch {
    word: String,
    name: String,
    documentation: String,
    /// What its pointer points to; nothing when the word says it all.
    content: Option<String>,
    /// The one field of JSON that holds it; nothing when its fields stand beside the tag.
    within: Option<String>,
    /// The fields of a record that is written for it.
    own: Vec<GoField>,
    own_name: Option<String>,
}

/// `OrderId` is `OrderID` in Go.
pub(crate) fn type_name(name: &str) -> String {
    FieldCase::Go.name(&snake(name))
}

/// `USER_BANK_CARD` is `UserBankCard`, `HMAC-SHA256` is `HMACSHA256`, `iOS` is `IOS`.
pub(crate) fn word_name(word: &str) -> String {
    match word.chars().any(|c| c.is_ascii_lowercase()) {
        true if word.contains('_') || word.chars().all(|c| !c.is_ascii_uppercase()) => {
            FieldCase::Go.name(word)
        }
        true => word[..1].to_uppercase() + &word[1..],
        false => word.split(['_', '-']).map(word_of_capitals).collect(),
    }
}

/// Words of WeChat Pay's that stay capitals.
const CAPITALS: [&str; 7] = ["APP", "HMAC", "JSAPI", "MD5", "MWEB", "SHA256", "URL"];

fn word_of_capitals(word: &str) -> String {
    if CAPITALS.contains(&word) { word.to_owned() } else { FieldCase::Go.name(&word.to_lowercase()) }
}

/// A type as it stands in a list, a map or a signature.
pub(crate) fn plain_type(shape: &Shape) -> String {
    match shape {
        Shape::Text | Shape::Moment | Shape::Day | Shape::StringEnum(_) | Shape::OpenStringEnum(_) => {
            "string".to_owned()
        }
        Shape::Integer => "int64".to_owned(),
        Shape::Boolean => "bool".to_owned(),
        Shape::Nothing => "struct{}".to_owned(),
        Shape::Named(name) if name == "ErrorDetails" => "*Error".to_owned(),
        Shape::Named(name) => type_name(name),
        Shape::Optional(inner) => plain_type(inner),
        Shape::List(inner) => format!("[]{}", plain_type(inner)),
        Shape::Dictionary(inner) => format!("map[string]{}", plain_type(inner)),
    }
}

/// Every type that users see.
pub(crate) fn types(form: &Form) -> Vec<GoType> {
    form.types.iter().filter(|known| !known.is_internal).map(|known| of(form, known)).collect()
}

fn of(form: &Form, known: &Type) -> GoType {
    let mut out = GoType {
        wire: known.name.clone(),
        name: type_name(&known.name),
        documentation: known.documentation.clone(),
        is_reply: known.is_reply,
        form: "struct",
        fields: Vec::new(),
        tag: None,
        branches: Vec::new(),
        words: Vec::new(),
        prefix: type_name(&known.name),
    };
    match &known.definition {
        Definition::Record { fields } => {
            out.fields = fields.iter().map(|field| of_record(form, known, field)).collect();
        }
        Definition::Union { branches } => union(form, known, branches, &mut out),
        Definition::StringEnum { words, .. } => (out.form, out.words) = ("words", words.clone()),
        Definition::Alias { shape } => {
            out.form = "words";
            if let Shape::OpenStringEnum(words) | Shape::StringEnum(words) = shape {
                out.words.clone_from(words);
            }
        }
    }
    out
}

fn of_record(form: &Form, known: &Type, field: &Field) -> GoField {
    let left_out = known.is_given && !known.is_reply && !field.is_required;
    of_field(form, field, left_out || matches!(field.shape, Shape::Optional(_)))
}

/// A field. A text that is missing is empty; a number, a bool or a record that may be missing is a pointer.
fn of_field(form: &Form, field: &Field, is_optional: bool) -> GoField {
    let type_ = plain_type(&field.shape);
    let is_pointer = is_optional && needs_pointer(form, &field.shape);
    GoField {
        wire: field.name.clone(),
        name: FieldCase::Go.name(&field.name),
        documentation: match is_pointer || !is_optional {
            true => field.documentation.clone(),
            false => field.documentation.replace("`None`", "empty").replace("`null`", "empty"),
        },
        may_be_absent: is_optional || type_.starts_with('[') || type_.starts_with("map"),
        type_: if is_pointer { format!("*{type_}") } else { type_ },
        is_hidden: field.is_hidden,
    }
}

fn needs_pointer(form: &Form, shape: &Shape) -> bool {
    match shape {
        Shape::Integer | Shape::Boolean => true,
        Shape::Optional(inner) => needs_pointer(form, inner),
        Shape::Named(name) if name == "ErrorDetails" => false,
        Shape::Named(name) => is_record(form, name),
        _ => false,
    }
}

fn is_record(form: &Form, name: &str) -> bool {
    matches!(form.named(name).definition, Definition::Record { .. } | Definition::Union { .. })
}

fn union(form: &Form, known: &Type, branches: &[Branch], out: &mut GoType) {
    out.tag = tag(form, known, branches);
    match flat(form, branches) {
        Some(fields) => out.fields = fields,
        None => {
            out.form = "union";
            out.branches = branches.iter().map(|branch| of_branch(form, known, branch)).collect();
        }
    }
}

/// The type of its tag: an enum of the same words, where there is one.
fn tag(form: &Form, known: &Type, branches: &[Branch]) -> Option<GoTag> {
    let field = branches[0].tag.as_ref()?.field.clone();
    let words: Vec<String> =
        branches.iter().filter_map(|branch| branch.tag.as_ref().map(|tag| tag.word.clone())).collect();
    let same = |known: &&Type| matches!(&known.definition, Definition::StringEnum { words: own, .. } if *own == words);
    let shared = form.types.iter().find(same).map(|shared| type_name(&shared.name));
    let name = FieldCase::Go.name(&field);
    Some(GoTag {
        is_own: shared.is_none(),
        prefix: shared.clone().unwrap_or_else(|| type_name(&known.name)),
        type_: shared.unwrap_or_else(|| type_name(&known.name) + &name),
        wire: field,
        name,
        words,
    })
}

/// The fields of all branches beside each other, where each name means one thing.
fn flat(form: &Form, branches: &[Branch]) -> Option<Vec<GoField>> {
    let mut fields: Vec<GoField> = Vec::new();
    for branch in branches {
        if branch.base.is_some() {
            return None;
        }
        for field in &branch.fields {
            let everywhere =
                branches.iter().all(|other| other.fields.iter().any(|own| own.name == field.name));
            let mut own = match &field.shape {
                Shape::Integer | Shape::Boolean => of_field(form, field, false),
                _ => of_field(form, field, !everywhere || matches!(field.shape, Shape::Optional(_))),
            };
            own.may_be_absent |= !everywhere;
            match fields.iter_mut().find(|known| known.name == own.name) {
                Some(known) if known.type_ != own.type_ => return None,
                Some(known) => {
                    if !known.documentation.contains(&own.documentation) {
                        known.documentation = format!("{} {}", known.documentation, own.documentation);
                    }
                    known.is_hidden |= own.is_hidden;
                }
                None => fields.push(own),
            }
        }
    }
    Some(fields)
}

fn of_branch(form: &Form, known: &Type, branch: &Branch) -> GoBranch {
    let word = branch.tag.as_ref().expect("branches that differ have a word").word.clone();
    let name = FieldCase::Go.name(&word);
    let mut out = GoBranch {
        documentation: branch.documentation.clone(),
        content: branch.base.as_deref().map(type_name),
        within: None,
        own: Vec::new(),
        own_name: None,
        word,
        name,
    };
    match branch.fields.as_slice() {
        [] => {}
        [one] => {
            out.content = Some(plain_type(&one.shape).trim_start_matches('*').to_owned());
            out.within = Some(one.name.clone());
        }
        several => {
            let of = |field| of_field(form, field, matches!(field.shape, Shape::Optional(_)));
            out.own = several.iter().map(of).collect();
            let name = pascal(&out.name) + &type_name(&known.name);
            (out.content, out.own_name) = (Some(name.clone()), Some(name));
        }
    }
    out
}
