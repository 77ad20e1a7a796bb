//! An error as plain data, for other languages and for logs.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::{Error, Text};

/// Why something failed, and what to do about it. Nothing in it is secret.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ErrorDetails"))]
struct Record<'a> {
    /// What kind of trouble it is, chosen by what the caller should do about it.
    #[cfg_attr(feature = "schema", schemars(schema_with = "schema::kind"))]
    kind: &'static str,
    /// The code: `9030`, `40001`, `SIGN_ERROR`, or one of this library's own.
    code: &'a str,
    /// Who said it.
    #[cfg_attr(feature = "schema", schemars(schema_with = "schema::origin"))]
    origin: &'static str,
    /// The field or setting that has to change, as a path.
    field: Option<&'a str>,
    /// What exactly was found; may be empty.
    detail: &'a str,
    /// HTTP status of the reply that caused the error.
    http_status: Option<u16>,
    /// WeChat Pay's `Request-ID`: its support asks for it.
    request_id: Option<&'a str>,
    /// What may be done with the call that failed.
    #[cfg_attr(feature = "schema", schemars(schema_with = "schema::retry"))]
    retry: &'static str,
    /// Why it happens; `null` for a code that is not in the table.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Text>"))]
    cause: Option<Spoken>,
    /// What to do about it; `null` for a code that is not in the table.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Text>"))]
    remedy: Option<Spoken>,
    /// All of it in one English sentence.
    message: String,
}

/// A [`Text`] with its names as the host's language writes them.
#[derive(Serialize)]
struct Spoken {
    en: Cow<'static, str>,
    zh: Cow<'static, str>,
}

impl<'a> From<&'a Error> for Record<'a> {
    fn from(error: &'a Error) -> Self {
        let voice = |text: &'static str| match error.0.voice {
            Some(voice) => Cow::Owned(voice(text)),
            None => Cow::Borrowed(text),
        };
        let spoken = |text: Text| Spoken { en: voice(text.en), zh: voice(text.zh) };
        let message = error.to_string();
        Self {
            kind: error.kind().name(),
            code: error.code(),
            origin: error.origin().name(),
            field: error.field(),
            detail: error.detail(),
            http_status: error.http_status(),
            request_id: error.request_id(),
            retry: error.retry().name(),
            cause: error.cause().map(spoken),
            remedy: error.remedy().map(spoken),
            message: error.0.voice.map_or_else(|| message.clone(), |voice| voice(&message)),
        }
    }
}

impl Serialize for Error {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        Record::from(self).serialize(out)
    }
}

#[cfg(feature = "schema")]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::{Error, Record};
    use crate::error::{ErrorKind, Origin, Retry};

    impl JsonSchema for Error {
        fn schema_name() -> Cow<'static, str> {
            Record::schema_name()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            Record::json_schema(generator)
        }
    }

    pub(super) fn kind(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": ErrorKind::ALL.map(ErrorKind::name) })
    }

    pub(super) fn origin(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": Origin::ALL.map(Origin::name) })
    }

    pub(super) fn retry(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": Retry::ALL.map(Retry::name) })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Origin, Retry, qq_codes, sdk_codes};
    use super::*;

    #[test]
    fn an_error_is_told_in_full() {
        let error =
            Error::api(Origin::QqProxy, "9030", Retry::Never).with_reply(200, Some("08F-1".to_owned()));
        let record = serde_json::to_value(&error).unwrap();
        assert_eq!(record["kind"], "api");
        assert_eq!((&record["code"], &record["origin"]), (&"9030".into(), &"qq_proxy".into()));
        assert_eq!((&record["http_status"], &record["request_id"]), (&200.into(), &"08F-1".into()));
        assert_eq!(record["remedy"]["zh"], qq_codes::PROXY_NOT_BOUND.remedy.zh);
        assert_eq!(record["message"], error.to_string());
    }

    #[test]
    fn an_unknown_code_has_no_remedy() {
        let error = Error::api(Origin::WeChatPay, "A_FUTURE_CODE", Retry::Never);
        let record = serde_json::to_value(&error).unwrap();
        assert!(record["remedy"].is_null() && record["cause"].is_null() && record["field"].is_null());
        let record =
            serde_json::to_value(Error::sdk(&sdk_codes::FIELD_MISSING).with_field("attach")).unwrap();
        assert_eq!(record["field"], "attach");
    }
}
