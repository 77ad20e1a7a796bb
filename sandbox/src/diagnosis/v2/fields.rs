//! Which fields were signed, with which values.

use super::message::{Field, Message, unescaped};
use super::more_fields;
use super::space::{Form, Pair};
use super::values::{changes, decoded, percent};
use crate::diagnosis::causes::{self, Cause};
use crate::diagnosis::keys::Keys;
use crate::diagnosis::verdict::{Finding, Text};

/// The addresses at which QQ takes notifications.
const QQ_NOTIFY: [&str; 1] = ["https://api.q.qq.com/wxpay/notify"];

/// The product of fields and bytes up to which single fields are changed.
const MOST_COPIED: usize = 1 << 20;

/// More fields than this are not left out two by two.
const MOST_IN_PAIRS: usize = 40;

/// The right fields first: all that have a value, but for `sign`.
pub(super) fn forms(
    message: &Message,
    keys: &Keys,
    other_types: &[&str],
    target: &str,
) -> Vec<Form<Vec<Pair>>> {
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
    for fields in more_fields::reformatted(&signed) {
        forms.add(fields, &causes::XML_REFORMATTED, "", "");
    }
    forms.sets(message, &signed, other_types);
    for (change, cause, en, zh) in changes() {
        forms.add(
            signed.iter().map(|field| (field.name.clone().into_bytes(), change(field))).collect(),
            cause,
            en,
            zh,
        );
    }
    // Each form is a copy of all fields.
    let size: usize = signed.iter().map(|field| field.name.len() + field.value.len()).sum();
    if size * signed.len() <= MOST_COPIED {
        forms.single_values(&signed, keys);
        forms.pairs_left_out(&signed);
        let right = forms.right.clone();
        let more = more_fields::query(&right, target).into_iter().chain(more_fields::empty(&right, message));
        more.for_each(|(fields, cause, told)| forms.add(fields, cause, &told, &told));
    }
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
        "appid" | "sub_appid" => {
            let qq =
                keys.qq_appid.as_deref().map(|appid| (appid.as_bytes().to_vec(), &causes::QQ_APPID_SIGNED));
            others.extend(qq);
            keys.wechat_appid.as_deref().into_iter().collect()
        }
        "mch_id" | "sub_mch_id" => keys.mchid.as_deref().into_iter().collect(),
        "sign_type" => vec!["MD5", "HMAC-SHA256", "md5", "hmac-sha256", "HMAC_SHA256", "HMACSHA256"],
        "trade_type" => vec!["MWEB", "JSAPI", "NATIVE", "APP"],
        "spbill_create_ip" => vec!["127.0.0.1", "::1", "0.0.0.0"],
        _ => Vec::new(),
    };
    others.extend(known.into_iter().map(|known| (known.as_bytes().to_vec(), changed)));
    others
}

/// The name of a field as it is told.
fn printable(name: &str) -> String {
    name.chars().take(40).collect()
}
