//! Path and query: the text that has to be signed, and the texts that are signed by mistake.

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::search::Variant;
use super::verdict::{Finding, Text};
use super::{causes, templates};

/// Where QQ's proxy begins.
const PROXY: &str = "/wxpay";

/// Path and query as they have to be signed: of a request through QQ the original path without QQ's query.
pub(super) fn signed_target(sent: &str) -> &str {
    let sent = sent.split('#').next().unwrap_or_default();
    match through_qq(sent) {
        Some(original) => original.split('?').next().unwrap_or_default(),
        None => sent,
    }
}

/// What follows `/wxpay` of a request through QQ.
fn through_qq(sent: &str) -> Option<&str> {
    let rest = sent.strip_prefix(PROXY)?;
    rest.starts_with('/').then_some(rest)
}

/// The forms of path and query that may have been signed; the right one comes first.
///
/// `address` is the whole one, as far as it is known.
pub(super) fn variants(address: &str, sent: &str, host: Option<&str>) -> Vec<Variant> {
    let right = signed_target(sent);
    let mut all = vec![Variant::right(right)];
    let mut add = |text: String, findings: Vec<Finding>| {
        if !all.iter().any(|one: &Variant| one.value == text.as_bytes()) {
            // Of templates there are many, and who signs one makes that mistake alone.
            let is_rare = findings.iter().any(|finding| finding.cause == &causes::PATH_TEMPLATE_SIGNED);
            all.push(Variant { value: text.into_bytes(), findings, is_rare });
        }
    };
    let of = |cause| vec![Finding::new(cause)];
    let (path, query) = sent.split_once('?').map_or((sent, ""), |(path, query)| (path, query));
    if let Some(original) = through_qq(path) {
        let both =
            || [Finding::new(&causes::PROXY_PATH_SIGNED), Finding::new(&causes::PROXY_QUERY_SIGNED)].into();
        add(path.to_owned(), of(&causes::PROXY_PATH_SIGNED));
        for query in written_otherwise(query) {
            add(format!("{original}?{query}"), of(&causes::PROXY_QUERY_SIGNED));
            add(format!("{path}?{query}"), both());
        }
        add(format!("/pay{original}"), of(&causes::OTHER_PATH_SIGNED));
    } else {
        add(path.to_owned(), of(&causes::QUERY_NOT_SIGNED));
        for query in written_otherwise(query) {
            add(format!("{path}?{query}"), of(&causes::QUERY_WRITTEN_OTHERWISE));
        }
        add(format!("{PROXY}{sent}"), of(&causes::PROXY_PATH_SIGNED));
    }
    for form in addresses(address, sent, right, host) {
        add(form, of(&causes::ADDRESS_SIGNED));
    }
    let (right_path, rest) = right.find('?').map_or((right, ""), |at| right.split_at(at));
    let slashed = right_path.strip_suffix('/').map_or_else(|| format!("{right_path}/"), str::to_owned);
    add(format!("{slashed}{rest}"), of(&causes::TRAILING_SLASH));
    add(right.trim_start_matches('/').to_owned(), of(&causes::LEADING_SLASH_MISSING));
    for form in path_forms(right_path) {
        add(format!("{form}{rest}"), of(&causes::PATH_WRITTEN_OTHERWISE));
    }
    if rest.is_empty() {
        for end in ["?", "#", "?#"] {
            add(format!("{right}{end}"), of(&causes::FRAGMENT_SIGNED));
        }
    }
    if let Some(short) = right_path.strip_prefix("/v3").filter(|short| short.starts_with('/')) {
        add(format!("{short}{rest}"), of(&causes::OTHER_PATH_SIGNED));
    }
    for other in templates::other_paths(right_path) {
        let detail = Text::same(other.as_str());
        add(format!("{other}{rest}"), vec![Finding::with(&causes::OTHER_PATH_SIGNED, detail)]);
    }
    for (form, template) in templates::unfilled(right_path, rest) {
        add(form, vec![Finding::with(&causes::PATH_TEMPLATE_SIGNED, Text::same(template))]);
    }
    all
}

/// The address with its host, as it was sent and as it would be at WeChat Pay.
fn addresses(address: &str, sent: &str, right: &str, host: Option<&str>) -> Vec<String> {
    let mut forms = Vec::new();
    let hosts = ["api.mch.weixin.qq.com", "api.q.qq.com"].into_iter().chain(host);
    let known = address.split_once("://").map(|(_, rest)| rest.split(['/', '?']).next().unwrap_or_default());
    for host in hosts.chain(known) {
        for rest in [right, sent] {
            for scheme in ["https://", "http://", "", "//"] {
                forms.push(format!("{scheme}{host}{rest}"));
            }
        }
        forms.push(host.to_owned());
    }
    forms
}

/// A query as others would write it: as it is, decoded, encoded again, in the order of the names, without an escape in one value.
fn written_otherwise(query: &str) -> Vec<String> {
    if query.is_empty() {
        return Vec::new();
    }
    let pairs: Vec<(String, String)> = query
        .split('&')
        .filter(|item| !item.is_empty())
        .map(|item| item.split_once('=').unwrap_or((item, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect();
    let mut sorted = pairs.clone();
    sorted.sort();
    let reversed: Vec<_> = pairs.iter().rev().cloned().collect();
    let plain = |text: &str| text.to_owned();
    let mut forms = vec![query.to_owned()];
    for order in [&pairs, &sorted, &reversed] {
        for escape in [plain as fn(&str) -> String, encoded, form_encoded, lower_encoded] {
            let items: Vec<_> =
                order.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect();
            forms.push(items.join("&"));
        }
    }
    forms.push(query.replace("&&", "&"));
    forms.push(query.replace('&', "&amp;"));
    for left_out in 0..pairs.len() {
        let items = query.split('&').enumerate().filter(|(at, _)| *at != left_out);
        forms.push(items.map(|(_, item)| item).collect::<Vec<_>>().join("&"));
    }
    forms.retain(|form| !form.is_empty());
    forms
}

fn path_forms(path: &str) -> Vec<String> {
    let segments = |escape: fn(&str) -> String| {
        path.split('/').map(|segment| escape(&decoded(segment))).collect::<Vec<_>>().join("/")
    };
    let twice = path.split('/').map(encoded).collect::<Vec<_>>().join("/");
    vec![
        decoded(path),
        segments(encoded),
        segments(lower_encoded),
        twice,
        path.to_lowercase(),
        path.replace("//", "/"),
        path.replacen('/', "//", 1),
    ]
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// As `encodeURIComponent` does, but for the marks that it leaves alone.
fn encoded(text: &str) -> String {
    const KEPT: percent_encoding::AsciiSet =
        NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(text, &KEPT).to_string()
}

fn form_encoded(text: &str) -> String {
    encoded(text).replace("%20", "+")
}

fn lower_encoded(text: &str) -> String {
    let upper = encoded(text);
    let mut lower = String::new();
    let mut escape = 0;
    for character in upper.chars() {
        if character == '%' {
            escape = 3;
        }
        lower.push(if escape > 0 { character.to_ascii_lowercase() } else { character });
        escape = usize::saturating_sub(escape, 1);
    }
    lower
}
