//! The names of fields as a language writes them. Wire names are `snake_case`; JavaScript has `camelCase`, Go `OutTradeNo`.

use std::borrow::Cow;

use memchr::memchr2;

use crate::error::Error;

/// How a language writes the names of fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldCase {
    /// `out_trade_no`, as on the wire.
    #[default]
    Snake,
    /// `outTradeNo`. Names as on the wire are understood, too.
    Camel,
    /// `OutTradeNo`, `NotifyURL`: the fields of Go's structs. JSON has its names as on the wire, by the tags of those structs.
    Go,
}

impl FieldCase {
    /// A JSON text of this language, with the names of its keys as on the wire.
    pub(super) fn read(self, json: &str) -> Cow<'_, str> {
        match self {
            Self::Snake | Self::Go => Cow::Borrowed(json),
            Self::Camel => Cow::Owned(with_snake_keys(json)),
        }
    }

    /// One name, or a path of names, as in this language.
    #[must_use]
    pub fn name(self, snake: &str) -> String {
        let mut out = String::with_capacity(snake.len());
        match self {
            Self::Snake => out.push_str(snake),
            Self::Camel => camel(snake, &mut out),
            Self::Go => go(snake, &mut out),
        }
        out
    }

    /// A word of the border, such as the name of a question, as JSON of this language has its names.
    pub(super) fn word(self, snake: &str) -> String {
        match self {
            Self::Snake | Self::Go => snake.to_owned(),
            Self::Camel => self.name(snake),
        }
    }

    /// A sentence in which every name between backquotes is as in this language.
    #[must_use]
    pub fn sentence(self, text: &str) -> String {
        let parts = text.split('`').enumerate();
        let parts = parts.map(|(index, part)| match index % 2 {
            1 if is_name(part) => self.name(part),
            _ => part.to_owned(),
        });
        parts.collect::<Vec<_>>().join("`")
    }

    /// An error that names fields as in this language.
    pub(super) fn error(self, error: &Error) -> Error {
        match self {
            Self::Snake => error.clone(),
            Self::Camel | Self::Go => {
                let named = error.clone().with_detail(self.sentence(error.detail()));
                match error.field() {
                    Some(field) if self.names_field(field) => named.with_field(self.name(field)),
                    _ => named,
                }
            }
        }
    }

    /// Whether a field of ours is called this. In Go one of a single word has another name, too.
    fn names_field(self, field: &str) -> bool {
        is_name(field)
            || (self == Self::Go && field.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.'))
    }
}

/// How names of files end that are the same in every language.
pub const FILE_ENDINGS: [&str; 4] = [".pem", ".p12", ".der", ".csv"];

/// Words of WeChat Pay's own that look like names of ours, the same in every language.
pub const WIRE_WORDS: [&str; 8] =
    ["balance_only", "no_balance", "no_credit", "no_debit", "nonce_str", "sign_type", "wap_name", "wap_url"];

/// FieldCase of ours, alone or as a path; names of environment variables, headers, codes and files are none.
fn is_name(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.[]".contains(c);
    let is_file = FILE_ENDINGS.iter().any(|ending| text.ends_with(ending));
    text.contains('_') && !is_file && !WIRE_WORDS.contains(&text) && text.chars().all(allowed)
}

pub(super) fn camel(snake: &str, out: &mut String) {
    let mut parts = snake.split('_');
    out.extend(parts.next());
    for part in parts {
        match part.as_bytes() {
            [first @ b'a'..=b'z', ..] => {
                out.push(char::from(first.to_ascii_uppercase()));
                out.push_str(&part[1..]);
            }
            // An index keeps its underscore: `refund_id_0` is no `refundId0`.
            _ => {
                out.push('_');
                out.push_str(part);
            }
        }
    }
}

/// Words that Go writes otherwise than with one capital.
const INITIALISMS: [(&str, &str); 22] = [
    ("api", "API"),
    ("appid", "AppID"),
    ("cny", "CNY"),
    ("hmac", "HMAC"),
    ("html", "HTML"),
    ("http", "HTTP"),
    ("https", "HTTPS"),
    ("id", "ID"),
    ("ip", "IP"),
    ("json", "JSON"),
    ("mchid", "MchID"),
    ("md5", "MD5"),
    ("openid", "OpenID"),
    ("pem", "PEM"),
    ("qq", "QQ"),
    ("sha256", "SHA256"),
    ("tls", "TLS"),
    ("unionid", "UnionID"),
    ("url", "URL"),
    ("urls", "URLs"),
    ("wechat", "WeChat"),
    ("wechatpay", "WeChatPay"),
];

fn go(snake: &str, out: &mut String) {
    let mut is_index = false;
    for (at, part) in snake.split('_').enumerate() {
        if at > 0 && part.starts_with(|c: char| !c.is_ascii_lowercase()) {
            out.push('_');
        }
        for word in part.split_inclusive(['.', '[', ']']) {
            let end = word.trim_end_matches(['.', '[', ']']).len();
            let (word, mark) = word.split_at(end);
            match INITIALISMS.binary_search_by_key(&word, |(wire, _)| wire) {
                Ok(known) => out.push_str(INITIALISMS[known].1),
                Err(_) if is_index => out.push_str(word),
                Err(_) => {
                    let mut letters = word.chars();
                    out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
                    out.push_str(letters.as_str());
                }
            }
            out.push_str(mark);
            is_index = mark.ends_with('[');
        }
    }
}

fn snake(camel: &str, out: &mut String) {
    for c in camel.chars() {
        if c.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
}

/// Copies a JSON text and changes its keys: texts that stand before a colon. No value is touched.
fn with_snake_keys(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 8);
    let mut rest = json;
    while let Some(open) = rest.find('"') {
        let text = &rest[open + 1..];
        let Some(length) = text_length(text) else { break };
        out.push_str(&rest[..=open]);
        let (text, after) = (&text[..length], &text[length..]);
        match after[1..].trim_start().starts_with(':') && !text.contains('\\') {
            true => snake(text, &mut out),
            false => out.push_str(text),
        }
        out.push('"');
        rest = &after[1..];
    }
    out.push_str(rest);
    out
}

/// How many bytes come before the quotation mark that ends the text.
fn text_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::sdk_codes;

    #[test]
    fn keys_change_and_values_stay() {
        let camel = r#"{"outTradeNo":"aB_c:\"outTradeNo\":1", "sceneInfo" : {"h5Info":{"type":"Wap"}},"list":["goodsTag",{"goodsTag":null}]}"#;
        let snake = r#"{"out_trade_no":"aB_c:\"outTradeNo\":1", "scene_info" : {"h5_info":{"type":"Wap"}},"list":["goodsTag",{"goods_tag":null}]}"#;
        assert_eq!(FieldCase::Camel.read(camel), snake);
        assert_eq!(FieldCase::Camel.read(snake), snake, "wire names are understood");
        assert_eq!(FieldCase::Snake.read(camel), camel);
    }

    #[test]
    fn go_has_names_of_its_own() {
        let names = [
            ("out_trade_no", "OutTradeNo"),
            ("notify_url", "NotifyURL"),
            ("sub_mchid", "SubMchID"),
            ("wechat_appid", "WeChatAppID"),
            ("qq_app_secret", "QQAppSecret"),
            ("payer_client_ip", "PayerClientIP"),
            ("api_v3_key", "APIV3Key"),
            ("h5_url", "H5URL"),
            ("total", "Total"),
            ("scene_info.h5_info[0].app_name", "SceneInfo.H5Info[0].AppName"),
            ("sub_orders[12].mchid", "SubOrders[12].MchID"),
            ("refund_id_0", "RefundID_0"),
        ];
        for (wire, go) in names {
            assert_eq!(FieldCase::Go.name(wire), go);
        }
        assert!(INITIALISMS.is_sorted());
        let json = r#"{"outTradeNo":1,"out_trade_no":2}"#;
        assert_eq!(FieldCase::Go.read(json), json, "JSON has names as on the wire");
    }

    #[test]
    fn errors_name_fields_of_one_word_in_go() {
        let error = Error::sdk(&sdk_codes::WRONG_TYPE).with_detail("see `out_trade_no`, `total`");
        let named =
            |field: &str| FieldCase::Go.error(&error.clone().with_field(field)).field().map(str::to_owned);
        assert_eq!(named("amount.total").as_deref(), Some("Amount.Total"));
        assert_eq!(named("description").as_deref(), Some("Description"));
        assert_eq!(FieldCase::Go.error(&error).detail(), "see `OutTradeNo`, `total`");
        for field in ["QQ_WXPAY_MCHID", "Wechatpay-Serial", "(the request)", "apiclient_key.pem"] {
            assert_eq!(named(field).as_deref(), Some(field));
        }
    }

    #[test]
    fn broken_json_stays_broken() {
        for json in [r#"{"outTradeNo"#, r#"{"a\"#, "\"", r#"{"名":1"#, "", r#"{"a":"\"#] {
            let read = FieldCase::Camel.read(json);
            assert!(serde_json::from_str::<serde_json::Value>(&read).is_err(), "{json}");
        }
    }

    #[test]
    fn errors_name_fields_in_the_language() {
        let error = Error::sdk(&sdk_codes::UNKNOWN_FIELD)
            .with_field("scene_info.h5_info[0].app_nam")
            .with_detail("did you mean `app_name`?");
        let camel = FieldCase::Camel.error(&error);
        assert_eq!(camel.field(), Some("sceneInfo.h5Info[0].appNam"));
        assert_eq!(camel.detail(), "did you mean `appName`?");
        assert_eq!(FieldCase::Camel.name("out_refund_no_12"), "outRefundNo_12");
        for field in ["QQ_WXPAY_MCHID", "Wechatpay-Serial", "(the request)"] {
            assert_eq!(FieldCase::Camel.error(&error.clone().with_field(field)).field(), Some(field));
        }
        assert_eq!(FieldCase::Snake.error(&error).field(), error.field());
    }
}
