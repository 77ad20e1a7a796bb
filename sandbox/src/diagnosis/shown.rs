//! How a signed text is shown: control characters made visible, secrets and who pays hidden.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::shapes::shapes;

/// One character as it is shown, or a whole value that is hidden.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) shown: String,
    /// What it stands for: two hidden values differ although they look alike.
    bytes: Vec<u8>,
}

impl Token {
    /// Whether both stand for the same.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

/// What stands for a hidden value, of whatever length.
const HIDDEN: &str = "[hidden]";

/// Names whose values are hidden, in JSON, XML, queries and forms; also when more stands before them, as in `sub_openid`.
const HIDDEN_NAMES: [&str; 12] = [
    "access_token",
    "openid",
    "payer_client_ip",
    "spbill_create_ip",
    "user_received_account",
    "refund_recv_accout",
    "bank_account",
    "real_name",
    "prepay_id",
    "app_secret",
    "appsecret",
    "phone_number",
];

/// Names whose values are hidden when nothing stands before them.
const HIDDEN_EXACT: [&str; 6] = ["key", "token", "secret", "package", "h5_url", "mweb_url"];

/// What may stand between a name and its value, longest first.
const BETWEEN: [&str; 19] = [
    "<![CDATA[",
    "\\u0022",
    "&quot;",
    "&#34;",
    "%22",
    "%3A",
    "%3D",
    "%3a",
    "%3d",
    "%20",
    "\"",
    "'",
    " ",
    "\t",
    "\r",
    "\n",
    "\\",
    ":",
    "=",
];

/// Shorter runs of base64 hide nothing that is worth it.
const SHORTEST_PACKED: usize = 24;

/// The longest value that is hidden as one.
const LONGEST_VALUE: usize = 4096;

/// A text in tokens.
pub(super) fn tokens(text: &[u8], secrets: &[&str]) -> Vec<Token> {
    let mut spans = named_values(text);
    spans.extend(packed(text));
    spans.extend(wide(text));
    spans.extend(shapes(text));
    for secret in secrets {
        spans.extend(occurrences(text, secret.as_bytes()));
    }
    spans.sort_unstable();
    let mut tokens = Vec::new();
    let mut at = 0;
    for (start, end) in spans {
        if start < at {
            // It begins inside of one that is hidden already; what is left of it belongs to the same token.
            if end > at
                && let Some(last) = tokens.last_mut()
            {
                let last: &mut Token = last;
                last.bytes.extend_from_slice(&text[at..end]);
                at = end;
            }
            continue;
        }
        visible(&text[at..start], &mut tokens);
        tokens.push(Token { shown: HIDDEN.to_owned(), bytes: text[start..end].to_vec() });
        at = end;
    }
    visible(&text[at..], &mut tokens);
    tokens
}

fn visible(text: &[u8], tokens: &mut Vec<Token>) {
    for chunk in text.utf8_chunks() {
        for character in chunk.valid().chars() {
            tokens.push(Token { shown: picture(character), bytes: character.to_string().into_bytes() });
        }
        for byte in chunk.invalid() {
            tokens.push(Token { shown: format!("[0x{byte:02X}]"), bytes: vec![*byte] });
        }
    }
}

/// A character, or a picture of one that would not be seen.
fn picture(character: char) -> String {
    match character {
        '\n' => "␊\n".to_owned(),
        '\u{7F}' => "␡".to_owned(),
        '\u{FEFF}' => "[BOM]".to_owned(),
        control if u32::from(control) < 0x20 => {
            char::from_u32(0x2400 + u32::from(control)).unwrap_or('\u{FFFD}').to_string()
        }
        // Other controls, blanks that are none, marks of direction: they would hide something, or turn the line round.
        '\u{80}'..='\u{A0}'
        | '\u{AD}'
        | '\u{2000}'..='\u{200F}'
        | '\u{2028}'..='\u{202F}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3000}' => format!("[U+{:04X}]", u32::from(character)),
        ordinary => ordinary.to_string(),
    }
}

fn occurrences(text: &[u8], secret: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let length = secret.len().max(1);
    let windows = text.windows(length).enumerate();
    windows.filter(move |(_, window)| *window == secret).map(move |(start, _)| (start, start + length))
}

/// Whether a name is in it whose value is hidden.
fn names_something(text: &[u8]) -> bool {
    HIDDEN_NAMES
        .iter()
        .any(|name| text.windows(name.len()).any(|part| part.eq_ignore_ascii_case(name.as_bytes())))
}

/// Base64 or hexadecimal digits in which such a value stands.
fn packed(text: &[u8]) -> Vec<(usize, usize)> {
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=".contains(byte);
    let mut spans = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let length = text[at..].iter().take_while(|byte| is_digit(byte)).count();
        let run = &text[at..at + length];
        if length >= SHORTEST_PACKED {
            let digits = run.strip_suffix(b"==").or_else(|| run.strip_suffix(b"=")).unwrap_or(run);
            let whole = &digits[..digits.len() / 4 * 4];
            if STANDARD.decode(whole).is_ok_and(|inner| names_something(&inner)) {
                spans.push((at, at + length));
            }
        }
        at += length.max(1);
    }
    spans
}

/// A stretch in two bytes for each character, with such a value in it.
fn wide(text: &[u8]) -> Option<(usize, usize)> {
    let first = text.iter().position(|byte| *byte == 0)?;
    let last = text.iter().rposition(|byte| *byte == 0)?;
    let narrow: Vec<u8> = text[first..last].iter().copied().filter(|byte| *byte != 0).collect();
    names_something(&narrow).then_some((first.saturating_sub(1), (last + 2).min(text.len())))
}

fn named_values(text: &[u8]) -> Vec<(usize, usize)> {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let mut spans = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = at + text[at..].iter().take_while(|byte| is_part(**byte)).count();
        if end == at {
            at += 1;
            continue;
        }
        if is_hidden(&text[at..end])
            && let Some(start) = value_start(text, end)
        {
            let length = value_length(&text[start..]);
            if length > 0 {
                spans.push((start, start + length));
                at = start + length;
                continue;
            }
        }
        at = end;
    }
    spans
}

fn is_hidden(name: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    HIDDEN_NAMES.iter().any(|hidden| name.ends_with(hidden.as_bytes()))
        || HIDDEN_EXACT.iter().any(|hidden| name == hidden.as_bytes())
}

/// Where the value of a name begins; `None` when none follows.
fn value_start(text: &[u8], end: usize) -> Option<usize> {
    // An element's name ends in `>`, and its value may be empty.
    let mut at = if text.get(end) == Some(&b'>') { end + 1 } else { end };
    let mut is_value = at > end;
    while let Some(between) = BETWEEN.iter().find(|between| text[at..].starts_with(between.as_bytes())) {
        is_value |= [":", "=", "%3A", "%3a", "%3D", "%3d"].contains(between);
        at += between.len();
    }
    is_value.then_some(at)
}

fn value_length(text: &[u8]) -> usize {
    let ends = |at: usize| {
        matches!(text[at], b'"' | b'\'' | b'&' | b'<' | b'>' | b',' | b'}' | b']' | b'{' | b'[')
            || text[at].is_ascii_whitespace()
            || (text[at] == b'\\' && text.get(at + 1) != Some(&b'/'))
            || text[at..].starts_with(b"%22")
            || text[at..].starts_with(b"%26")
    };
    (0..text.len().min(LONGEST_VALUE)).find(|at| ends(*at)).unwrap_or(text.len().min(LONGEST_VALUE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str, secrets: &[&str]) -> String {
        tokens(text.as_bytes(), secrets).into_iter().map(|token| token.shown).collect()
    }

    fn shown(text: &str) -> String {
        show(text, &["s3cr3t-key"])
    }

    #[test]
    fn secrets_and_payers_are_hidden_in_every_form() {
        for (text, expected) in [
            (r#"{"payer_client_ip":"203.0.113.7","a":1}"#, r#"{"payer_client_ip":"[hidden]","a":1}"#),
            (r#"{"payer": { "sub_openid" : "oAbC" }}"#, r#"{"payer": { "sub_openid" : "[hidden]" }}"#),
            (r#"{\"openid\":\"oAbC\"}"#, r#"{\"openid\":\"[hidden]\"}"#),
            ("{&quot;openid&quot;:&quot;oAbC&quot;}", "{&quot;openid&quot;:&quot;[hidden]&quot;}"),
            ("%22openid%22%3A%22oAbC%22", "%22openid%22%3A%22[hidden]%22"),
            ("?appid=1&access_token=AB%2FC&x=1", "?appid=1&access_token=[hidden]&x=1"),
            ("<openid><![CDATA[oAbC]]></openid>", "<openid><![CDATA[[hidden]]]></openid>"),
            ("<spbill_create_ip>1.2.3.4</spbill_create_ip>", "<spbill_create_ip>[hidden]</spbill_create_ip>"),
            ("b=2&key=0123", "b=2&key=[hidden]"),
            ("x s3cr3t-key y", "x [hidden] y"),
            ("{ openid\t:\n\"oAbC\" }", "{ openid␉:␊\n\"[hidden]\" }"),
            ("\"payerClientIp\": \"203.0.113.7\"", "\"payerClientIp\": \"[hidden]\""),
            ("[openid] => oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "[openid] => [hidden]"),
            (r#""openid":"","attach":"x""#, r#""openid":"","attach":"x""#),
            ("the openid of someone", "the openid of someone"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn no_packing_shows_them() {
        let text = r#"{"payer":{"openid":"oAbCdEf"},"total":1}"#;
        let packed = STANDARD.encode(text);
        assert_eq!(shown(&format!("POST\n{packed}\n")), "POST␊\n[hidden]␊\n");
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let shown: String = tokens(&wide, &[]).into_iter().map(|token| token.shown).collect();
        assert!(!shown.contains('A'), "{shown}");
        let cipher = "WKrG5xZ0GWwEuopxFz8eFG4KCWLtQrXk3cp+jenaaqVFX/bwYaQ5WWfa";
        assert_eq!(show(cipher, &[]), cipher);
    }

    #[test]
    fn nothing_unseen_stays_unseen() {
        assert_eq!(show("a\r\n\u{FEFF}\u{202E}\u{1b}\u{3000}", &[]), "a␍␊\n[BOM][U+202E]␛[U+3000]");
        let bytes: String = tokens(b"\xd6\xa7", &[]).into_iter().map(|token| token.shown).collect();
        assert_eq!(bytes, "֧");
        let bytes: String = tokens(b"\xb8\xb6", &[]).into_iter().map(|token| token.shown).collect();
        assert_eq!(bytes, "[0xB8][0xB6]");
    }
}
