//! What is wrong with a call of the test kit.

use std::fmt;

use serde::Serialize;

/// Why the test kit refuses a call: a name that does not exist, a value of another kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TestingError {
    /// `UNKNOWN_NAME`, `WRONG_VALUE`, `NOT_POSSIBLE` or `NOT_JSON`.
    pub code: &'static str,
    /// What has to change, as a path: `order.total`, `changes.fields.amount.total`.
    pub field: String,
    /// The name that may be meant, of an `UNKNOWN_NAME`.
    pub nearest: Option<String>,
    /// The reason and the remedy in English.
    pub en: String,
    /// The same in Chinese.
    pub zh: String,
}

impl TestingError {
    /// A name that is none of `known`.
    pub(super) fn unknown<'a>(field: &str, name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        let distance = |known: &&&str| strsim::damerau_levenshtein(name, known);
        let near = known.iter().min_by_key(distance).filter(|known| distance(known) <= name.len().max(4) / 2);
        let (en, zh) = match near {
            Some(near) => (format!("did you mean `{near}`?"), format!("是否应为 `{near}`？")),
            None => (format!("there is: {}", known.join(", ")), format!("可用的有：{}", known.join("、"))),
        };
        Self {
            code: "UNKNOWN_NAME",
            field: field.to_owned(),
            nearest: near.map(|near| (*near).to_owned()),
            en: format!("the test kit knows no `{name}` here; {en}"),
            zh: format!("测试工具不认识此处的 `{name}`；{zh}"),
        }
    }

    /// A value of another kind than expected.
    pub(super) fn value(field: &str, (en, zh): (&str, &str)) -> Self {
        Self {
            code: "WRONG_VALUE",
            field: field.to_owned(),
            nearest: None,
            en: format!("`{field}` must be {en}"),
            zh: format!("`{field}` 应为{zh}"),
        }
    }

    /// Something that this kind of message does not have.
    pub(super) fn impossible(field: &str, (en, zh): (&str, &str)) -> Self {
        let (field, nearest) = (field.to_owned(), None);
        Self { code: "NOT_POSSIBLE", field, nearest, en: en.to_owned(), zh: zh.to_owned() }
    }

    /// Arguments that are no JSON object.
    pub(super) fn not_json() -> Self {
        Self {
            code: "NOT_JSON",
            field: String::new(),
            nearest: None,
            en: "the arguments must be one JSON object".to_owned(),
            zh: "参数必须是一个 JSON 对象".to_owned(),
        }
    }
}

impl fmt::Display for TestingError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.code)?;
        if !self.field.is_empty() {
            write!(formatter, " at `{}`", self.field)?;
        }
        write!(formatter, ": {}", self.en)
    }
}

impl std::error::Error for TestingError {}
