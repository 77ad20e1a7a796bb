//! Values of a message that nothing may show, wherever they come up again: its token, who pays.

use percent_encoding::{NON_ALPHANUMERIC, percent_decode, utf8_percent_encode};

use super::capture::Capture;
use super::keys::Keys;
use super::verdict::{Text, Verdict};
use super::{named, packed, shown};

/// More values are not looked for: each is compared with all that is shown.
const MOST_VALUES: usize = 24;

/// Shorter values stand in too many other words.
const SHORTEST: usize = 4;

/// Longer ones are no tokens and nobody's identity.
const LONGEST: usize = 1024;

/// Segments of a path before `/v3` that are longer are no words of an address.
const LONGEST_WORD: usize = 15;

/// Words that stand for no value.
const NOTHING: [&str; 6] = ["null", "none", "undefined", "true", "false", "string"];

/// The keys, with what the message itself gives away.
pub(super) fn with_values_of(capture: &Capture, keys: &Keys) -> Keys {
    let mut keys = keys.clone();
    let mut found: Vec<Vec<u8>> = Vec::new();
    let headers = capture.headers.iter().map(|(name, value)| format!("{name}: {value}"));
    let texts = [capture.target.clone().into_bytes(), capture.body.clone()];
    let inner = packed::inner(capture.body.get(..64 << 10).unwrap_or(&capture.body));
    for text in texts.into_iter().chain(inner).chain(headers.take(200).map(String::into_bytes)) {
        let text = text.get(..256 << 10).unwrap_or(&text);
        found.extend(named::values(text).into_iter().map(|(start, end)| text[start..end].to_vec()));
    }
    found.extend(in_path(&capture.target));
    for value in
        found.into_iter().filter(|value| (SHORTEST..=LONGEST).contains(&value.len())).take(MOST_VALUES)
    {
        for form in forms(&value) {
            let is_word = NOTHING.contains(&form.to_ascii_lowercase().as_str());
            if form.len() >= SHORTEST && !is_word && !keys.masked.contains(&form) {
                keys.masked.push(form);
            }
        }
    }
    keys
}

/// Every detail with what is secret hidden.
pub(super) fn hide(verdict: &mut Verdict, keys: &Keys) {
    let secrets = keys.secrets();
    let hidden = |text: &str| shown::line(text, &secrets);
    for finding in &mut verdict.findings {
        finding.detail =
            finding.detail.take().map(|detail| Text::new(hidden(&detail.en), hidden(&detail.zh)));
    }
}

/// A token in the path, before the part that is WeChat Pay's.
fn in_path(target: &str) -> Vec<Vec<u8>> {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let path =
        path.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or(path, |(_, path)| path);
    let before = path.split("/v3/").next().unwrap_or_default();
    before
        .split('/')
        .filter(|segment| segment.len() > LONGEST_WORD)
        .map(|segment| segment.as_bytes().to_vec())
        .collect()
}

/// A value as it stands there, decoded, and encoded.
fn forms(value: &[u8]) -> Vec<String> {
    let plain = String::from_utf8_lossy(value).into_owned();
    let decoded = percent_decode(value).decode_utf8_lossy().into_owned();
    let encoded = utf8_percent_encode(&decoded, NON_ALPHANUMERIC).to_string();
    let form = decoded.replace('+', " ");
    let mut forms = vec![plain, decoded, encoded.clone(), encoded.to_ascii_lowercase(), form];
    forms.sort();
    forms.dedup();
    forms
}
