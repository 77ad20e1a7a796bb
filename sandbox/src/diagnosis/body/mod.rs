//! The body: what it may have been when it was signed.

mod bytes;
mod change;
mod charsets;
mod edges;
mod fields;
mod json;
mod objects;
mod printed;
mod restore;
mod scanned;
mod styles;
mod wraps;

use std::collections::HashSet;

use change::Changed;

use super::capture::{Capture, Kind};
use super::causes;
use super::keys::Keys;
use super::search::Variant;
use super::verdict::{Finding, Text};

/// Longer bodies are tried with one change only.
const MOST_IN_PAIRS: usize = 16 << 10;

/// Of longer bodies only the ends are changed: every form is a copy.
const MOST_REWRITTEN: usize = 64 << 10;

/// Of longer bodies no form is tried at all.
const MOST_CHANGED: usize = 1 << 20;

/// The forms of a request's body that may have been signed; what was sent comes first.
pub(super) fn of_request(capture: &Capture, keys: &Keys) -> Vec<Variant> {
    let mut changes = Vec::new();
    if capture.body.is_empty() {
        changes.extend(objects::nothing());
    } else {
        changes.push(Changed::plain("", &causes::BODY_NOT_SIGNED));
        changes.extend(once(&capture.body));
        if capture.body.len() <= MOST_CHANGED {
            changes.extend(edges::completed(&capture.body));
        }
        if let Some(value) = json::parse(&capture.body).filter(|_| capture.body.len() <= MOST_IN_PAIRS) {
            changes.extend(objects::all(&value));
            changes.extend(fields::all(&capture.body, &value, keys, &real_notify_urls(capture)));
        }
    }
    variants(&capture.body, changes)
}

/// The forms of a body that arrived, one of which WeChat Pay signed.
pub(super) fn of_received(capture: &Capture) -> Vec<Variant> {
    let mut changes = once(&capture.body);
    if capture.body.len() <= MOST_CHANGED {
        changes.extend(edges::completed(&capture.body));
    }
    changes.push(Changed::plain("", &causes::BODY_NOT_SIGNED));
    variants(&capture.body, changes)
}

fn variants(body: &[u8], changes: Vec<Changed>) -> Vec<Variant> {
    let mut seen = HashSet::from([body.to_vec()]);
    let mut all = vec![Variant::right(body)];
    all.extend(
        changes.into_iter().filter(|change| seen.insert(change.body.clone())).map(Changed::into_variant),
    );
    all
}

/// One change of every kind.
fn once(body: &[u8]) -> Vec<Changed> {
    if body.len() > MOST_REWRITTEN {
        return if body.len() > MOST_CHANGED { Vec::new() } else { edges::all(body) };
    }
    // Written anew comes before what looks the same and is rarer, such as all blanks being taken away.
    let changes = edges::all(body).into_iter().chain(rewritten(body));
    changes.chain(charsets::all(body)).chain(wraps::all(body)).chain(printed::all(body)).collect()
}

/// One change that leaves the JSON in it as it is written.
fn plain(body: &[u8]) -> Vec<Changed> {
    edges::all(body).into_iter().chain(charsets::all(body)).chain(wraps::all(body)).collect()
}

fn rewritten(body: &[u8]) -> Vec<Changed> {
    let forms = json::parse(body).map(|value| styles::all(&value)).unwrap_or_default();
    let change = |written: styles::Written| Changed {
        body: written.bytes,
        finding: Finding::with(&causes::BODY_REWRITTEN, written.words),
        is_rare: written.is_rare,
    };
    forms.into_iter().map(change).collect()
}

/// Looks further: the body cut anywhere, two changes one after the other, and of a notification WeChat Pay's own form.
pub(super) fn find(
    body: &[u8],
    is_received: bool,
    is_signed: &dyn Fn(&[u8]) -> bool,
) -> Option<(Vec<u8>, Vec<Finding>)> {
    let single = |change: Changed| (change.body, vec![change.finding]);
    let original = |body: &[u8], in_any_order: bool| {
        let value = json::parse(body).filter(|_| is_received && body.len() <= MOST_REWRITTEN)?;
        restore::find(&value, in_any_order, is_signed)
    };
    let found = edges::cut(body, is_signed).or_else(|| original(body, true));
    if let Some(found) = found {
        return Some(single(found));
    }
    // What it is shows by its look: two changes one after the other would only explain it away.
    let again = || again(body, is_received, is_signed).map(single);
    if printed::told(body, is_received).is_some() {
        return again();
    }
    if body.len() > MOST_IN_PAIRS {
        return again();
    }
    let mut seen = HashSet::from([body.to_vec()]);
    let mut first = plain(body);
    first.extend(edges::completed(body).into_iter().filter(|_| is_received));
    first.retain(|change| seen.insert(change.body.clone()));
    let written = || rewritten(body).into_iter().filter(|change| !change.is_rare);
    let after_writing = || {
        written().find_map(|change| {
            let second = plain(&change.body).into_iter().find(|second| is_signed(&second.body))?;
            Some((second.body, vec![change.finding, second.finding]))
        })
    };
    let found = first.iter().find_map(|change| {
        let second = once(&change.body).into_iter().find(|second| !second.is_rare && is_signed(&second.body));
        let second = second.or_else(|| original(&change.body, false))?;
        let mut findings = vec![change.finding.clone()];
        if second.finding.cause != change.finding.cause {
            findings.push(second.finding);
        }
        Some((second.body, findings))
    });
    found.or_else(after_writing).or_else(again)
}

/// The notification behind something printed, or behind an object that has its content under other names.
fn again(body: &[u8], is_received: bool, is_signed: &dyn Fn(&[u8]) -> bool) -> Option<Changed> {
    let value = scanned::envelope(body).filter(|_| is_received)?;
    let found = restore::find(&value, false, is_signed)?;
    let finding = printed::told(body, true).unwrap_or(found.finding);
    Some(Changed { finding, ..found })
}

/// What a body shows by itself, when what was signed cannot be found again: of one that arrived also traces that WeChat Pay does
/// not leave.
pub(super) fn traces(capture: &Capture, is_received: bool) -> Vec<Finding> {
    let body = capture.body.as_slice();
    let mut findings = Vec::new();
    let has_no_body = body.is_empty() && ["GET", "HEAD", "DELETE"].contains(&capture.method.trim());
    if let Some(look) = printed::told(body, capture.kind == Kind::V3Notification).filter(|_| !has_no_body) {
        return vec![look];
    }
    if !is_received && is_form(body) {
        return vec![Finding::new(&causes::BODY_AS_FORM)];
    }
    let packed =
        capture.header("content-encoding").is_some() || capture.header("transfer-encoding").is_some();
    if let Some(length) = capture.header("content-length").and_then(|text| text.parse::<usize>().ok())
        && length != body.len()
        && !packed
    {
        let own = body.len();
        let detail = Text::new(
            format!("{own} bytes, Content-Length says {length}"),
            format!("实际 {own} 字节，Content-Length 为 {length}"),
        );
        findings.push(Finding::with(&causes::CONTENT_LENGTH_DIFFERS, detail));
    }
    if charsets::is_marred(body) {
        findings.push(Finding::new(&causes::BODY_CHARSET));
    } else if body.trim_ascii_start().starts_with(b"{")
        && !body.trim_ascii_end().ends_with(b"}")
        && json::is_unfinished(body)
    {
        findings.push(Finding::new(&causes::BODY_CUT));
    } else if is_received
        && let Some(value) = json::parse(body)
        && (capture.kind != Kind::V3Notification || printed::is_notification(&value))
        && let Some(detail) = styles::telling(body, &value)
    {
        findings.push(Finding::with(&causes::BODY_REWRITTEN, detail));
    }
    findings
}

/// Whether the parameters were sent as `a=1&b=2`.
fn is_form(body: &[u8]) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.~%=&+*/:,[]".contains(byte);
    body.contains(&b'&')
        && body.iter().all(is_plain)
        && body.split(|byte| *byte == b'&').all(|item| item.contains(&b'='))
}

/// The addresses that a request through QQ gives in its query.
fn real_notify_urls(capture: &Capture) -> Vec<String> {
    let query = capture.path_and_query().split_once('?').map_or("", |(_, query)| query);
    let pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.filter(|(name, _)| name == "real_notify_url").map(|(_, value)| value.into_owned()).collect()
}
