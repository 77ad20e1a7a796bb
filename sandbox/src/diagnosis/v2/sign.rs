//! Judges `sign` of a request, a notification or a reply.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::digest::{Algorithm, hexadecimal};
use super::message::Message;
use super::space::{Form, Space};
use super::{fields, joins, keys as key_forms, other_bodies};
use crate::diagnosis::capture::{Capture, Kind};
use crate::diagnosis::causes;
use crate::diagnosis::compare::Comparison;
use crate::diagnosis::keys::Keys;
use crate::diagnosis::verdict::{Finding, Signature, Text, Verdict};

pub(in crate::diagnosis) fn examine(capture: &Capture, keys: &Keys) -> Verdict {
    let kind = capture.kind;
    let Some(message) = Message::read(&capture.body) else {
        return Verdict::new(kind, Signature::Missing, vec![other_bodies::unreadable(&capture.body)]);
    };
    let Some(sign) = message.value("sign").map(str::trim).filter(|sign| !sign.is_empty()) else {
        let is_failure =
            kind != Kind::V2Request && message.value("return_code").map(str::trim) == Some("FAIL");
        let is_cut = !capture.body.trim_ascii_end().ends_with(b">");
        let has_v3_header = kind == Kind::V2Request && other_bodies::has_v3_header(capture);
        let cause = match (is_failure, is_cut) {
            (_, false) if has_v3_header => &causes::V3_HEADER_ON_V2,
            (_, true) => &causes::XML_UNREADABLE,
            (true, _) => &causes::SIGN_NOT_GIVEN_ON_FAILURE,
            (false, _) => &causes::SIGN_MISSING,
        };
        return Verdict::new(kind, Signature::Missing, vec![Finding::new(cause)]);
    };
    if let Some(finding) = other_bodies::rsa(sign, keys) {
        let mut verdict = Verdict::new(kind, Signature::Wrong, vec![finding]);
        others(&mut verdict, capture, &message, keys);
        return verdict;
    }
    if keys.api_v2.is_empty() {
        return Verdict::new(kind, Signature::Unchecked, vec![Finding::new(&causes::NO_KEY_GIVEN)]);
    }
    let (space, names) = space(capture, &message, sign, keys);
    let right = space.right();
    let mut verdict = match readings(sign).into_iter().find_map(|reading| {
        let found = space.find(&|digest| reading.is(digest))?;
        Some((found, reading.finding))
    }) {
        Some((found, damage)) => {
            let findings: Vec<Finding> = found.findings.into_iter().chain(damage).collect();
            let signature = if findings.is_empty() { Signature::Right } else { Signature::Wrong };
            let mut verdict = Verdict::new(kind, signature, findings);
            verdict.key = Some(names[found.key].clone());
            let key = String::from_utf8_lossy(&space.keys[found.key].form).into_owned();
            let forms = [key.to_lowercase(), key.to_uppercase(), key];
            let mut secrets = keys.secrets();
            secrets.extend(forms.iter().map(String::as_str).filter(|form| form.len() >= 6));
            verdict.comparison = Some(Comparison::of(&right, &found.text, &secrets));
            verdict
        }
        None => {
            let cause = match other_bodies::has_v3_header(capture) {
                true => &causes::V3_HEADER_ON_V2,
                false => &causes::SIGN_NOT_RECOGNISED,
            };
            let mut verdict = Verdict::new(kind, Signature::Wrong, vec![Finding::new(cause)]);
            verdict.comparison = Some(Comparison::expected_only(&right, &keys.secrets()));
            verdict
        }
    };
    others(&mut verdict, capture, &message, keys);
    verdict
}

fn space(capture: &Capture, message: &Message, sign: &str, keys: &Keys) -> (Space, Vec<String>) {
    let kind = capture.kind;
    let (key_forms, names) = key_forms::forms(keys);
    let named = message.value("sign_type").map(str::trim).filter(|name| !name.is_empty());
    let right = match named {
        Some(name) => Algorithm::named(name).unwrap_or(Algorithm::Md5),
        // What WeChat Pay sends is signed as the order was, whether or not it says so.
        None if kind != Kind::V2Request && sign.len() == 64 => Algorithm::HmacSha256,
        None => Algorithm::Md5,
    };
    let mut algorithms = vec![Form::right(right)];
    for other in Algorithm::ALL.into_iter().filter(|other| *other != right) {
        let is_known = Algorithm::named(other.name()).is_some();
        let cause = if is_known { &causes::SIGN_TYPE_MISMATCH } else { &causes::SIGN_ALGORITHM };
        let said = named.map_or("no sign_type, which means MD5".to_owned(), |_| {
            format!("sign_type means {}", right.name())
        });
        let said_zh = named.map_or("没有 sign_type，即为 MD5".to_owned(), |_| {
            format!("sign_type 表示 {}", right.name())
        });
        let detail = Text::new(
            format!("{said}; {} was used", other.name()),
            format!("{said_zh}；实际用的是 {}", other.name()),
        );
        algorithms.push(Form::wrong(other, Finding::with(cause, detail)));
    }
    let other_types: &[&str] = if named.is_none() { &["MD5", "HMAC-SHA256"] } else { &[] };
    let space = Space {
        fields: fields::forms(message, keys, other_types, capture.path_and_query()),
        orders: joins::orders(),
        joins: joins::joins(),
        keys: key_forms,
        algorithms,
    };
    (space, names)
}

/// A way to read `sign`.
struct Reading {
    /// Upper-case digits of the digest, or of its beginning.
    digits: String,
    is_beginning: bool,
    finding: Option<Finding>,
}

impl Reading {
    fn is(&self, digest: &[u8]) -> bool {
        let digits = hexadecimal(digest);
        let digits = digits
            .get(..self.digits.len())
            .filter(|_| self.is_beginning || digits.len() == self.digits.len());
        digits.is_some_and(|digits| digits.eq_ignore_ascii_case(&self.digits))
    }
}

fn readings(sign: &str) -> Vec<Reading> {
    let mut all = Vec::new();
    if sign.len() > 400 {
        return all;
    }
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut add = |digits: String, is_beginning: bool, cause: Option<&'static causes::Cause>| {
        all.push(Reading { digits, is_beginning, finding: cause.map(Finding::new) });
    };
    if is_digits(sign) && matches!(sign.len(), 32 | 40 | 64) {
        let is_upper = !sign.bytes().any(|byte| byte.is_ascii_lowercase());
        add(sign.to_owned(), false, (!is_upper).then_some(&causes::SIGN_LOWER_CASE));
    }
    if is_digits(sign) && (16..64).contains(&sign.len()) {
        add(sign.to_owned(), true, Some(&causes::SIGN_CUT));
    }
    let packed: String = sign.chars().filter(char::is_ascii_hexdigit).collect();
    if packed.len() != sign.len() && matches!(packed.len(), 32 | 64) {
        add(packed, false, Some(&causes::SIGN_ENCODING));
    }
    if let Ok(bytes) = STANDARD.decode(sign)
        && bytes.len() >= 16
    {
        add(hexadecimal(&bytes), false, Some(&causes::SIGN_ENCODING));
        let inner = String::from_utf8(bytes).ok().filter(|inner| is_digits(inner));
        inner.into_iter().for_each(|inner| add(inner, false, Some(&causes::SIGN_ENCODING)));
    }
    all
}

/// What is wrong besides the sign.
fn others(verdict: &mut Verdict, capture: &Capture, message: &Message, keys: &Keys) {
    let is_told = verdict.findings.iter().any(|finding| finding.cause == &causes::XML_FIELD_REPEATED);
    if let Some(name) = message.repeated.as_ref().filter(|_| !is_told) {
        let name: String = name.chars().take(40).collect();
        verdict.add(Finding::with(&causes::XML_FIELD_REPEATED, Text::same(name)));
    }
    if capture.kind == Kind::V2Request {
        let text = String::from_utf8_lossy(&capture.body);
        let root = text.trim_start().trim_start_matches('\u{FEFF}');
        if std::str::from_utf8(&capture.body).is_err() || root.contains("<!DOCTYPE") {
            verdict.add(Finding::new(&causes::XML_UNREADABLE));
        }
        if message.is_bent {
            let detail = Text::new("white space stands before the name of an element", "元素名前面有空白");
            verdict.add(Finding::with(&causes::XML_UNREADABLE, detail));
        }
    }
    let used = match message.value("sign").map_or(0, |sign| sign.trim().len()) {
        64 => Algorithm::HmacSha256,
        _ => Algorithm::Md5,
    };
    if capture.kind == Kind::V2Notification
        && verdict.signature == Signature::Right
        && !keys.v2_sign_types.is_empty()
        && !keys.v2_sign_types.iter().any(|name| name == used.name())
    {
        verdict.add(Finding::with(&causes::SIGN_TYPE_NOT_SET, Text::same(used.name())));
    }
    let differs = |name: &str, own: &Option<String>| matches!((message.value(name), own), (Some(value), Some(own)) if value.trim() != own);
    if differs("mch_id", &keys.mchid) {
        verdict.add(Finding::new(&causes::V2_MCH_ID_OF_ANOTHER));
    }
    if differs("appid", &keys.wechat_appid) {
        verdict.add(Finding::new(&causes::V2_APPID_OF_ANOTHER));
    }
}
