//! Values that are hidden wherever they stand, whatever their name is: addresses of payers, their identity, private keys.

use std::net::{Ipv4Addr, Ipv6Addr};

/// How long an identity of WeChat is: `o` and 27 letters, digits, `_` or `-`.
const OPENID: usize = 28;

/// The longest text of an address.
const LONGEST_ADDRESS: usize = 45;

/// What begins a private key in PEM, and what ends any block of it.
const PRIVATE_KEY: &[u8] = b"PRIVATE KEY-----";
const END: &[u8] = b"-----END";

/// Where such values stand.
pub(super) fn shapes(text: &[u8]) -> Vec<(usize, usize)> {
    let mut spans = runs(text, |byte| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':'), is_address);
    let is_found = |(start, end): &(usize, usize)| {
        let before = spans.partition_point(|span| span.0 <= *start);
        before.checked_sub(1).is_some_and(|at| spans[at].1 >= *end)
    };
    let more: Vec<_> = dotted(text).into_iter().filter(|span| !is_found(span)).collect();
    spans.extend(more);
    spans.extend(runs(text, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'), is_openid));
    spans.extend(private_keys(text));
    spans
}

/// Four numbers with dots between, also behind the digits of an escape: `%3D203.0.113.7`.
fn dotted(text: &[u8]) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let length = text[at..].iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
        let run = std::str::from_utf8(&text[at..at + length]).unwrap_or_default();
        if length >= "0.0.0.0".len() && run.matches('.').count() == 3 {
            // More than three digits before the first dot belong to something else, such as `%20`.
            let first = run.find('.').unwrap_or(0);
            let mut starts = if first > 3 { first - 3..first } else { 0..1 };
            if let Some(start) = starts.find(|start| run[*start..].parse::<Ipv4Addr>().is_ok()) {
                spans.push((at + start, at + length));
            }
        }
        at += length.max(1);
    }
    spans
}

/// The longest stretches of such bytes that are what is asked for.
fn runs(text: &[u8], belongs: fn(u8) -> bool, is_one: fn(&[u8]) -> bool) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let length = text[at..].iter().take_while(|byte| belongs(**byte)).count();
        // A dot or colon at either end belongs to the sentence.
        let run = &text[at..at + length];
        let before = run.iter().take_while(|byte| matches!(byte, b'.')).count();
        let after = run.iter().rev().take_while(|byte| matches!(byte, b'.')).count();
        if before + after < length && is_one(&run[before..length - after]) {
            spans.push((at + before, at + length - after));
        }
        at += length.max(1);
    }
    spans
}

fn is_address(run: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(run) else { return false };
    let (text, colons) = (text.trim_start_matches(':'), text.matches(':').count());
    if run.len() > LONGEST_ADDRESS {
        return false;
    }
    // With the colon of a name before it, or with a port behind it.
    let alone = text.split(':').any(|part| part.parse::<Ipv4Addr>().is_ok());
    alone
        || colons >= 2
            && [text, std::str::from_utf8(run).unwrap_or_default()]
                .iter()
                .any(|text| text.parse::<Ipv6Addr>().is_ok())
}

fn is_openid(run: &[u8]) -> bool {
    run.len() == OPENID
        && run[0] == b'o'
        && run.iter().any(u8::is_ascii_uppercase)
        && run.iter().any(u8::is_ascii_lowercase)
}

/// From behind the words that begin one to the words that end it, or to the end of what is left of it.
fn private_keys(text: &[u8]) -> Vec<(usize, usize)> {
    let find = |from: usize, what: &[u8]| {
        text[from..].windows(what.len()).position(|part| part == what).map(|at| from + at)
    };
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(found) = find(at, PRIVATE_KEY) {
        let start = found + PRIVATE_KEY.len();
        let end = find(start, END).unwrap_or(text.len());
        if end > start {
            spans.push((start, end));
        }
        // Behind the words that end it: they end like those that begin one.
        at = find(end, PRIVATE_KEY).map_or(text.len(), |words| words + PRIVATE_KEY.len());
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        shapes(text.as_bytes()).into_iter().map(|(start, end)| &text[start..end]).collect()
    }

    #[test]
    fn addresses_are_found_whatever_stands_around_them() {
        assert_eq!(found("from 203.0.113.7."), ["203.0.113.7"]);
        assert_eq!(found("payerClientIp:203.0.113.7,"), [":203.0.113.7"]);
        assert_eq!(found("[ip] => 203.0.113.7:8080"), ["203.0.113.7:8080"]);
        assert_eq!(found("x=2001:db8::7&"), ["2001:db8::7"]);
        assert_eq!(found("\"2001:0db8:0:0:0:0:0:0007\""), ["2001:0db8:0:0:0:0:0:0007"]);
        for other in ["2026-11-29T12:34:56+08:00", "1.2.3", "12:34:56", "300.1.1.1", "0A:0B", "1.0"] {
            assert!(found(other).is_empty(), "{other}");
        }
    }

    #[test]
    fn identities_are_found_without_their_name() {
        assert_eq!(found("=> oUpF8uMuAJO_M2pxb1Q9zNjWeS6o)"), ["oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"]);
        for other in
            ["oUpF8uMuAJO_M2pxb1Q9zNjWeS6", "xUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "other-words-of-this-very-text"]
        {
            assert!(found(other).is_empty(), "{other}");
        }
    }

    #[test]
    fn private_keys_are_found_also_when_they_are_cut() {
        let whole = "a-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----b";
        assert_eq!(found(whole), ["\nMIIE\n"]);
        assert_eq!(found("-----BEGIN RSA PRIVATE KEY-----\\nMIIE"), ["\\nMIIE"]);
        assert!(found("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----").is_empty());
    }
}
