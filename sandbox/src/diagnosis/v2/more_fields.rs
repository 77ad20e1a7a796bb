//! Fields that were signed although the message has none of them: empty ones, QQ's query; and values that were indented afterwards.

use percent_encoding::percent_decode_str;

use super::message::{Field, Message};
use super::space::Pair;
use crate::diagnosis::causes::{self, Cause};

/// Fields that an order may have, and that programs sign without a value.
const OPTIONAL: [&str; 20] = [
    "attach",
    "detail",
    "device_info",
    "fee_type",
    "goods_tag",
    "limit_pay",
    "openid",
    "product_id",
    "receipt",
    "scene_info",
    "time_start",
    "time_expire",
    "profit_sharing",
    "sub_appid",
    "sub_mch_id",
    "sub_openid",
    "sign_type",
    "refund_desc",
    "refund_account",
    "transaction_id",
];

/// How many of them are tried two by two.
const IN_PAIRS: usize = 8;

/// What is signed for no value.
const NOTHING: [&str; 5] = ["", "null", "undefined", "None", "nil"];

/// Fields to sign, and what is told when they were.
pub(super) type More = (Vec<Pair>, &'static Cause, String);

/// The right fields with empty ones among them.
pub(super) fn empty(right: &[Pair], message: &Message) -> Vec<More> {
    let is_absent = |name: &&str| right.iter().all(|(own, _)| own != name.as_bytes());
    let absent: Vec<&str> = OPTIONAL.into_iter().filter(is_absent).collect();
    // Those that stand in the message without a value.
    let without_value: Vec<&str> = message
        .fields
        .iter()
        .filter(|field| field.value.is_empty() && field.name != "sign")
        .map(|field| field.name.as_str())
        .collect();
    let mut forms = Vec::new();
    let mut add = |names: &[&str], word: &str| {
        let more = names.iter().map(|name| (name.as_bytes().to_vec(), word.as_bytes().to_vec()));
        let told: Vec<_> = names.iter().map(|name| format!("{name}={word}")).collect();
        forms.push((
            right.iter().cloned().chain(more).collect(),
            &causes::SIGN_EMPTY_FIELDS,
            told.join(", "),
        ));
    };
    for word in NOTHING {
        absent.iter().for_each(|name| add(&[name], word));
        if !without_value.is_empty() {
            add(&without_value, word);
        }
    }
    for word in &NOTHING[..2] {
        for (at, second) in absent.iter().take(IN_PAIRS).enumerate() {
            absent[..at].iter().for_each(|first| add(&[first, second], word));
        }
    }
    forms
}

/// The right fields with parameters of the address among them, as they stand there and decoded.
pub(super) fn query(right: &[Pair], target: &str) -> Vec<More> {
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let items = query.split('&').filter_map(|item| item.split_once('='));
    let items: Vec<(&str, &str)> =
        items.filter(|(name, _)| right.iter().all(|(own, _)| own != name.as_bytes())).take(6).collect();
    let names: Vec<&str> = items.iter().map(|(name, _)| *name).collect();
    let as_sent = |value: &str| value.as_bytes().to_vec();
    let decoded = |value: &str| percent_decode_str(value).collect::<Vec<u8>>();
    let mut forms = Vec::new();
    for change in [&decoded as &dyn Fn(&str) -> Vec<u8>, &as_sent] {
        let pair = |(name, value): &(&str, &str)| (name.as_bytes().to_vec(), change(value));
        let mut add = |items: &[(&str, &str)], told: String| {
            let fields = right.iter().cloned().chain(items.iter().map(pair)).collect();
            forms.push((fields, &causes::SIGN_QQ_QUERY, told));
        };
        items.iter().for_each(|item| add(&[*item], item.0.chars().take(40).collect()));
        if items.len() > 1 {
            add(&items, names.join(", ").chars().take(200).collect());
        }
    }
    forms
}

/// The values without the white space of a pretty printer, in two ways; nothing when there is none of it.
pub(super) fn reformatted(signed: &[&Field]) -> Vec<Vec<Pair>> {
    let indented = signed
        .iter()
        .filter(|field| field.raw.trim_start_matches([' ', '\t', '\r']).starts_with('\n'))
        .count();
    if indented < 2 || 2 * indented < signed.len() {
        return Vec::new();
    }
    let indentation = |field: &&&Field| {
        let inner = field.raw.split_once('\n')?.1;
        Some(inner.len() - inner.trim_start_matches([' ', '\t']).len())
    };
    let least = signed.iter().filter_map(|field| indentation(&field)).min().unwrap_or(0);
    let all = |value: &dyn Fn(&Field) -> String| -> Vec<Pair> {
        let pairs = signed.iter().map(|field| (field.name.clone().into_bytes(), value(field).into_bytes()));
        pairs.filter(|(_, value)| !value.is_empty()).collect()
    };
    vec![all(&|field| bare(field)), all(&|field| unindented(field, least))]
}

/// The content of a CDATA section with blanks around it, or the value without those at its ends.
fn bare(field: &Field) -> String {
    let section = field.raw.trim().strip_prefix("<![CDATA[").and_then(|raw| raw.strip_suffix("]]>"));
    section.map_or_else(|| field.value.trim().to_owned(), str::to_owned)
}

/// The value without the line before it, the indentation, and the line behind it: blanks of its own stay.
fn unindented(field: &Field, blanks: usize) -> String {
    let inner = field.value.split_once('\n').map_or(field.value.as_str(), |(_, inner)| inner);
    let inner = inner.rsplit_once('\n').map_or(inner, |(inner, _)| inner);
    inner.get(blanks..).unwrap_or(inner).to_owned()
}
