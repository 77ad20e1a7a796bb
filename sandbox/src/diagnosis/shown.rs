//! How a signed text is shown: control characters made visible, secrets and who pays hidden.

use super::shapes::shapes;
use super::{named, packed};

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

/// Shorter secrets are hidden only where they are whole words.
const SHORTEST_ANYWHERE: usize = 8;

/// A text in tokens.
pub(super) fn tokens(text: &[u8], secrets: &[&str]) -> Vec<Token> {
    let mut spans = named::values(text);
    spans.extend(packed::spans(text, secrets));
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

/// Where a secret stands, in any case; a short one only as a whole word.
fn occurrences(text: &[u8], secret: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let length = secret.len().max(1);
    let is_word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let stands = move |start: &usize| {
        length >= SHORTEST_ANYWHERE
            || !(start.checked_sub(1).is_some_and(|at| is_word(text.get(at)))
                || is_word(text.get(start + length)))
    };
    let windows = text.windows(length).enumerate();
    windows
        .filter(move |(_, window)| window.eq_ignore_ascii_case(secret))
        .map(|(start, _)| start)
        .filter(stands)
        .map(move |start| (start, start + length))
}

/// A text of one's own words in which a secret may stand, with that hidden.
pub(super) fn line(text: &str, secrets: &[&str]) -> String {
    tokens(text.as_bytes(), secrets).into_iter().map(|token| token.shown).collect()
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

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
            // Names that are spelt oddly, and languages that print them.
            (
                r#"{"openId":"oAbC","open_id":"oAbC","OPEN-ID":"oAbC"}"#,
                r#"{"openId":"[hidden]","open_id":"[hidden]","OPEN-ID":"[hidden]"}"#,
            ),
            (
                r#"{"accessToken":"t","x-access-token":"t"}"#,
                r#"{"accessToken":"[hidden]","x-access-token":"[hidden]"}"#,
            ),
            (r#"{"attach":"ip=fe80::1&a=b"}"#, r#"{"attach":"ip=[hidden]&a=b"}"#),
            ("attach=ip%3D203.0.113.7%26a", "attach=ip%3D[hidden]%26a"),
            ("x%3D203.0.113.7 %20203.0.113.7", "x%3D[hidden] %20[hidden]"),
            ("/wxpay/access_token/AbC/v3/x", "/wxpay/access_token/[hidden]/v3/x"),
            ("{payer={openid=oAbC}, a=b}", "{payer={openid=[hidden]}, a=b}"),
            ("{'payer': {'openid': 'oAbC'}}", "{'payer': {'openid': '[hidden]'}}"),
            ("{b'openid': b'oAbC'}", "{b'openid': b'[hidden]'}"),
            ("    [openid] => oAbC\n", "    [openid] => [hidden]␊\n"),
            ("[\"openid\"]=> string(4) \"oAbC\"", "[\"openid\"]=> string(4) \"[hidden]\""),
            ("map[payer:map[openid:oAbC] a:b]", "map[payer:map[openid:[hidden]] a:b]"),
            ("{\"openid\"=>\"oAbC\"}", "{\"openid\"=>\"[hidden]\"}"),
            ("Payer(openid=oAbC, a=b)", "Payer(openid=[hidden], a=b)"),
            ("<openid >\n  oAbC\n</openid>", "<openid >␊\n  [hidden]␊\n</openid>"),
            ("<openid/><a>b</a>", "<openid/><a>b</a>"),
            ("{\\x22openid\\x22:\\x22oAbC\\x22}", "{\\x22openid\\x22:\\x22[hidden]\\x22}"),
            (
                "\u{201C}openid\u{201D}：\u{201C}oAbC\u{201D}",
                "\u{201C}openid\u{201D}：\u{201C}[hidden]\u{201D}",
            ),
            ("%2522openid%2522%253A%2522oAbC%2522", "%2522openid%2522%253A%2522[hidden]%2522"),
            // By their value: in any case, a short one as a whole word only.
            ("S3CR3T-KEY", "[hidden]"),
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
        let hidden = |text: String| !show(&text, &[]).contains(|one: char| one.is_ascii_digit());
        let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
        let list =
            |between: &str| text.bytes().map(|byte| byte.to_string()).collect::<Vec<_>>().join(between);
        let pairs = text.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ");
        for text in [
            hex.clone(),
            hex.to_uppercase(),
            list(","),
            list(", "),
            list(" "),
            format!("<Buffer {pairs}>"),
            format!("body={packed}"),
        ] {
            assert!(hidden(text.clone()), "{}", show(&text, &[]));
        }
        let url = packed.replace('+', "-").replace('/', "_").replace('=', "");
        assert_eq!(show(&url, &[]), "[hidden]");
        assert_eq!(show("oAbC xoAbC oAbCd", &["oAbC"]), "[hidden] xoAbC oAbCd");
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
