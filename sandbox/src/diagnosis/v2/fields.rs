//! Which fields were signed, with which values.

use encoding_rs::{GBK, WINDOWS_1252};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::message::{Field, Message, escaped, unescaped};
use super::space::{Form, Pair};
use crate::diagnosis::causes::{self, Cause};
use crate::diagnosis::keys::Keys;
use crate::diagnosis::verdict::{Finding, Text};

/// What `encodeURIComponent` leaves alone, as far as values of V2 have it.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The addresses at which QQ takes notifications.
const QQ_NOTIFY: [&str; 1] = ["https://api.q.qq.com/wxpay/notify"];

/// More fields than this are not left out two by two.
const MOST_IN_PAIRS: usize = 40;

/// What stands in for the value of a field.
type Change = fn(&Field) -> Vec<u8>;

/// The right fields first: all that have a value, but for `sign`.
pub(super) fn forms(message: &Message, keys: &Keys, other_types: &[&str]) -> Vec<Form<Vec<Pair>>> {
    let all = message.fields.iter().filter(|field| field.name != "sign" && !field.value.is_empty());
    let mut signed: Vec<&Field> = Vec::new();
    for field in all {
        // Of a repeated field most readers take the first one; the message is told to be wrong in any case.
        if signed.iter().all(|own| own.name != field.name) {
            signed.push(field);
        }
    }
    let right: Vec<Pair> = signed.iter().map(|field| pair(&field.name, &field.value)).collect();
    let mut forms = Forms { right: right.clone(), all: vec![Form::right(right)] };
    forms.sets(message, &signed, other_types);
    for (change, cause, en, zh) in changes() {
        forms.add(
            signed.iter().map(|field| (field.name.clone().into_bytes(), change(field))).collect(),
            cause,
            en,
            zh,
        );
    }
    forms.single_values(&signed, keys);
    forms.pairs_left_out(&signed);
    forms.all
}

struct Forms {
    right: Vec<Pair>,
    all: Vec<Form<Vec<Pair>>>,
}

impl Forms {
    fn add(&mut self, fields: Vec<Pair>, cause: &'static Cause, en: &str, zh: &str) {
        if fields != self.right {
            let finding =
                if en.is_empty() { Finding::new(cause) } else { Finding::with(cause, Text::new(en, zh)) };
            self.all.push(Form::wrong(fields, finding));
        }
    }

    /// Other sets of fields with their right values.
    fn sets(&mut self, message: &Message, signed: &[&Field], other_types: &[&str]) {
        let with = |more: Pair| [self.right.as_slice(), &[more]].concat();
        let empty = message.fields.iter().filter(|field| field.name != "sign");
        let empty: Vec<Pair> = empty.map(|field| pair(&field.name, &field.value)).collect();
        let old = with(pair("sign", ""));
        let added: Vec<_> = other_types.iter().map(|name| with(pair("sign_type", name))).collect();
        let known: Vec<_> =
            ["result_code", "return_code", "return_msg"].map(|name| with(pair(name, "SUCCESS"))).into();
        self.add(empty.clone(), &causes::SIGN_EMPTY_FIELDS, "", "");
        let zeros = empty.iter().filter(|(_, value)| value != b"0").cloned().collect();
        self.add(
            zeros,
            &causes::SIGN_FIELD_ADDED,
            "fields with the value 0 were not signed",
            "值为 0 的字段没有参与签名",
        );
        let mut last = self.right.clone();
        for (name, value) in &mut last {
            let found = message.fields.iter().rfind(|field| field.name.as_bytes() == name.as_slice());
            found.into_iter().for_each(|field| *value = field.value.clone().into_bytes());
        }
        self.add(last, &causes::XML_FIELD_REPEATED, "", "");
        self.add(old, &causes::SIGN_FIELD_SIGNED, "as an empty field", "以空字段参与");
        for fields in added {
            self.add(fields, &causes::SIGN_FIELD_LEFT_OUT, "sign_type", "sign_type");
        }
        for fields in known {
            self.add(fields, &causes::SIGN_FIELD_LEFT_OUT, "", "");
        }
        if let Some(sign) = message.value("sign") {
            let fields = [self.right.as_slice(), &[pair("sign", sign)]].concat();
            self.add(fields, &causes::SIGN_FIELD_SIGNED, "", "");
        }
        for left_out in signed {
            let fields = without(signed, &[&left_out.name]);
            let cause = match left_out.name.as_str() {
                "sign_type" => &causes::SIGN_TYPE_NOT_SIGNED,
                _ => &causes::SIGN_FIELD_ADDED,
            };
            let name = printable(&left_out.name);
            self.add(fields, cause, &name, &name);
        }
    }

    /// One value that was another one when it was signed.
    fn single_values(&mut self, signed: &[&Field], keys: &Keys) {
        for (at, field) in signed.iter().enumerate() {
            let name = printable(&field.name);
            for (value, cause) in other_values(field, keys) {
                let mut fields = self.right.clone();
                fields[at].1 = value;
                self.add(fields, cause, &name, &name);
            }
        }
    }

    fn pairs_left_out(&mut self, signed: &[&Field]) {
        if signed.len() > MOST_IN_PAIRS {
            return;
        }
        for (at, second) in signed.iter().enumerate() {
            for first in &signed[..at] {
                let names = format!("{}, {}", printable(&first.name), printable(&second.name));
                self.add(
                    without(signed, &[&first.name, &second.name]),
                    &causes::SIGN_FIELD_ADDED,
                    &names,
                    &names,
                );
            }
        }
    }
}

fn pair(name: &str, value: &str) -> Pair {
    (name.as_bytes().to_vec(), value.as_bytes().to_vec())
}

fn without(signed: &[&Field], names: &[&str]) -> Vec<Pair> {
    let kept = signed.iter().filter(|field| !names.contains(&field.name.as_str()));
    kept.map(|field| pair(&field.name, &field.value)).collect()
}

/// What is done to all values at once.
fn changes() -> Vec<(Change, &'static Cause, &'static str, &'static str)> {
    let encoded = &causes::SIGN_VALUES_ENCODED;
    let charset = &causes::SIGN_VALUES_CHARSET;
    vec![
        (|field| percent(&field.value).into_bytes(), encoded, "", ""),
        (|field| percent(&field.value).replace("%20", "+").into_bytes(), encoded, "", ""),
        (|field| percent(&field.value).to_ascii_lowercase().into_bytes(), encoded, "in lower case", "小写"),
        (
            |field| lower_escapes(&percent(&field.value)).into_bytes(),
            encoded,
            "%xx in lower case",
            "%xx 为小写",
        ),
        (
            |field| lower_escapes(&percent(&field.value).replace("%20", "+")).into_bytes(),
            encoded,
            "%xx in lower case",
            "%xx 为小写",
        ),
        (|field| decoded(&field.value), encoded, "the message has them encoded", "报文里的值是编码过的"),
        (|field| field.raw.clone().into_bytes(), &causes::SIGN_VALUES_ESCAPED, "", ""),
        (
            |field| field.raw.replace("<![CDATA[", "").replace("]]>", "").into_bytes(),
            &causes::SIGN_VALUES_ESCAPED,
            "",
            "",
        ),
        (
            |field| format!("<![CDATA[{}]]>", field.value).into_bytes(),
            &causes::SIGN_VALUES_ESCAPED,
            "CDATA",
            "CDATA",
        ),
        (
            |field| unescaped(&field.value).into_bytes(),
            &causes::SIGN_VALUES_ESCAPED,
            "the message is escaped twice",
            "报文里转义了两次",
        ),
        (|field| escaped(&field.value).into_bytes(), &causes::SIGN_VALUES_ESCAPED, "", ""),
        (
            |field| escaped(&field.value).replace('"', "&quot;").into_bytes(),
            &causes::SIGN_VALUES_ESCAPED,
            "",
            "",
        ),
        (
            |field| field.value.replace("\\/", "/").replace("\\\"", "\"").into_bytes(),
            &causes::SIGN_VALUES_ESCAPED,
            "backslashes",
            "反斜杠",
        ),
        (
            |field| field.value.replace('"', "\\\"").into_bytes(),
            &causes::SIGN_VALUES_ESCAPED,
            "backslashes",
            "反斜杠",
        ),
        (|field| field.value.trim().as_bytes().to_vec(), &causes::SIGN_VALUES_TRIMMED, "", ""),
        (
            |field| field.value.replace("\r\n", "\n").into_bytes(),
            &causes::SIGN_VALUES_TRIMMED,
            "CR LF",
            "CR LF",
        ),
        (
            |field| field.value.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes(),
            &causes::SIGN_VALUES_TRIMMED,
            "CR LF",
            "CR LF",
        ),
        (|field| GBK.encode(&field.value).0.into_owned(), charset, "GBK", "GBK"),
        (
            |field| latin1_as_utf8(&field.value),
            charset,
            "UTF-8 read as ISO-8859-1",
            "UTF-8 被当作 ISO-8859-1",
        ),
        (|field| latin1(&field.value), charset, "ISO-8859-1", "ISO-8859-1"),
        (|field| WINDOWS_1252.encode(&field.value).0.into_owned(), charset, "Windows-1252", "Windows-1252"),
        (
            |field| WINDOWS_1252.decode(field.value.as_bytes()).0.into_owned().into_bytes(),
            charset,
            "UTF-8 read as Windows-1252",
            "UTF-8 被当作 Windows-1252",
        ),
        (
            |field| GBK.decode(field.value.as_bytes()).0.into_owned().into_bytes(),
            charset,
            "UTF-8 read as GBK",
            "UTF-8 被当作 GBK",
        ),
        (
            |field| ascii(&field.value, "?"),
            charset,
            "a question mark for each Chinese character",
            "汉字变成问号",
        ),
        (
            |field| ascii(&field.value, "???"),
            charset,
            "question marks for Chinese characters",
            "汉字变成问号",
        ),
        (|field| ascii(&field.value, ""), charset, "without Chinese characters", "没有汉字"),
    ]
}

/// What one value may have been when it was signed.
fn other_values(field: &Field, keys: &Keys) -> Vec<(Vec<u8>, &'static Cause)> {
    let changed = &causes::SIGN_FIELD_CHANGED;
    let value = field.value.as_str();
    let mut others: Vec<(Vec<u8>, &'static Cause)> = vec![
        (value.trim().as_bytes().to_vec(), &causes::SIGN_VALUES_TRIMMED),
        (percent(value).into_bytes(), &causes::SIGN_VALUES_ENCODED),
        (decoded(value), &causes::SIGN_VALUES_ENCODED),
        (unescaped(value).into_bytes(), &causes::SIGN_VALUES_ESCAPED),
        (value.to_lowercase().into_bytes(), changed),
        (value.to_uppercase().into_bytes(), changed),
    ];
    for more in [" ", "\n"] {
        others.push((format!("{value}{more}").into_bytes(), &causes::SIGN_VALUES_TRIMMED));
        others.push((format!("{more}{value}").into_bytes(), &causes::SIGN_VALUES_TRIMMED));
    }
    if let Ok(number) = value.parse::<i64>() {
        let fen = number.unsigned_abs();
        others.extend([
            (format!("{value}.0").into_bytes(), changed),
            (format!("{value}.00").into_bytes(), changed),
            (format!("{value}00").into_bytes(), changed),
            (number.to_string().into_bytes(), changed),
            (format!("{}.{:02}", fen / 100, fen % 100).into_bytes(), changed),
        ]);
        others.extend(value.strip_suffix("00").map(|yuan| (yuan.as_bytes().to_vec(), changed)));
    }
    others.extend(value.split_once('.').map(|(whole, _)| (whole.as_bytes().to_vec(), changed)));
    let known: Vec<&str> = match field.name.as_str() {
        "notify_url" => keys.notify_url.as_deref().into_iter().chain(QQ_NOTIFY).collect(),
        "appid" | "sub_appid" => keys.wechat_appid.as_deref().into_iter().collect(),
        "mch_id" | "sub_mch_id" => keys.mchid.as_deref().into_iter().collect(),
        "sign_type" => vec!["MD5", "HMAC-SHA256", "md5", "hmac-sha256", "HMAC_SHA256", "HMACSHA256"],
        "trade_type" => vec!["MWEB", "JSAPI", "NATIVE", "APP"],
        "spbill_create_ip" => vec!["127.0.0.1", "::1", "0.0.0.0"],
        _ => Vec::new(),
    };
    others.extend(known.into_iter().map(|known| (known.as_bytes().to_vec(), changed)));
    others
}

fn percent(text: &str) -> String {
    utf8_percent_encode(text, KEPT).to_string()
}

fn decoded(text: &str) -> Vec<u8> {
    percent_decode_str(&text.replace('+', " ")).collect()
}

fn lower_escapes(text: &str) -> String {
    let mut parts = text.split('%');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (escape, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        out.push('%');
        out.push_str(&escape.to_ascii_lowercase());
        out.push_str(rest);
    }
    out
}

fn latin1_as_utf8(text: &str) -> Vec<u8> {
    text.bytes().map(char::from).collect::<String>().into_bytes()
}

/// Each character as a byte; a question mark where that cannot be.
fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|one| u8::try_from(u32::from(one)).unwrap_or(b'?')).collect()
}

fn ascii(text: &str, by: &str) -> Vec<u8> {
    text.chars()
        .map(|one| if one.is_ascii() { one.to_string() } else { by.to_owned() })
        .collect::<String>()
        .into_bytes()
}

/// The name of a field as it is told.
fn printable(name: &str) -> String {
    name.chars().take(40).collect()
}
