//! Values that are hidden for the name before them, in whatever form a text is written.

/// Names whose values are hidden, without case, underscores and hyphens; also when more stands before or behind them, as in
/// `sub_openid` or `openid_list`.
const HIDDEN: [&str; 15] = [
    "accesstoken",
    "openid",
    "unionid",
    "clientip",
    "createip",
    "userreceivedaccount",
    "refundrecvaccout",
    "bankaccount",
    "realname",
    "prepayid",
    "appsecret",
    "phonenumber",
    "sessionkey",
    "password",
    "idcard",
];

/// Names whose values are hidden when nothing stands before or behind them.
const HIDDEN_EXACT: [&str; 10] =
    ["key", "token", "secret", "package", "h5url", "mweburl", "ip", "userip", "payerip", "mobile"];

/// What may stand between a name and its value, longest first.
const BETWEEN: [&str; 47] = [
    "<![CDATA[",
    "\\u0022",
    "\\u003d",
    "\\u003D",
    "\\u003a",
    "\\u003A",
    "&quot;",
    "&#x22;",
    "&#034;",
    "&apos;",
    "&#34;",
    "&#39;",
    "%2522",
    "%253A",
    "%253a",
    "%253D",
    "%253d",
    "\u{201C}",
    "\u{201D}",
    "\u{FF1A}",
    "\\x22",
    "\\x3A",
    "\\x3a",
    "\\x3D",
    "\\x3d",
    "%22",
    "%27",
    "%3A",
    "%3D",
    "%3a",
    "%3d",
    "%20",
    "%5B",
    "%5D",
    "=>",
    "\"",
    "'",
    " ",
    "\t",
    "\r",
    "\n",
    "\\",
    "]",
    "[",
    ":",
    "=",
    ">",
];

/// Those of them behind which a value stands.
const SEPARATORS: [&str; 19] = [
    "\\u003d", "\\u003D", "\\u003a", "\\u003A", "%253A", "%253a", "%253D", "%253d", "\u{FF1A}", "\\x3A",
    "\\x3a", "\\x3D", "\\x3d", "%3A", "%3a", "%3D", "%3d", "=>", ">",
];

/// The longest value that is hidden as one.
const LONGEST_VALUE: usize = 4096;

/// Whether a name is in it whose value is hidden.
pub(super) fn names_something(text: &[u8]) -> bool {
    let plain = plain(text);
    HIDDEN.iter().any(|name| plain.windows(name.len()).any(|part| part == name.as_bytes()))
}

/// Where such values stand.
pub(super) fn values(text: &[u8]) -> Vec<(usize, usize)> {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let mut spans = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = at + text[at..].iter().take_while(|byte| is_part(**byte)).count();
        if end == at {
            at += 1;
            continue;
        }
        if is_hidden(&text[at..end])
            && let Some((start, length)) = value(text, end)
            && length > 0
        {
            spans.push((start, start + length));
            at = start + length;
            continue;
        }
        at = end;
    }
    spans
}

fn plain(name: &[u8]) -> Vec<u8> {
    name.iter().filter(|byte| !matches!(byte, b'_' | b'-')).map(u8::to_ascii_lowercase).collect()
}

fn is_hidden(name: &[u8]) -> bool {
    // `%22ip`: the digits of an escape are no part of the name.
    let name = plain(name);
    let unescaped = name.get(2..).filter(|_| name[..2].iter().all(u8::is_ascii_hexdigit)).unwrap_or_default();
    HIDDEN.iter().any(|hidden| name.windows(hidden.len()).any(|part| part == hidden.as_bytes()))
        || HIDDEN_EXACT.iter().any(|hidden| [name.as_slice(), unescaped].contains(&hidden.as_bytes()))
}

/// Where the value of a name begins and how long it is; `None` when none follows.
fn value(text: &[u8], end: usize) -> Option<(usize, usize)> {
    // In a path: `/access_token/VALUE/`. An element that is closed at once has none.
    if text.get(end) == Some(&b'/') && text.get(end + 1).is_some_and(|next| *next != b'>') {
        let rest = &text[end + 1..];
        let length = rest.iter().position(|byte| b"/?&# \t\r\n\"'<".contains(byte)).unwrap_or(rest.len());
        return Some((end + 1, length.min(LONGEST_VALUE)));
    }
    let mut at = end;
    let mut is_value = false;
    loop {
        let typed = is_value.then(|| typed(&text[at..])).flatten();
        let between = BETWEEN.iter().find(|between| text[at..].starts_with(between.as_bytes()));
        match (typed, between) {
            (Some(length), _) => at += length,
            (None, Some(between)) => {
                is_value |= matches!(*between, ":" | "=") || SEPARATORS.contains(between);
                at += between.len();
            }
            (None, None) => break,
        }
    }
    is_value.then(|| (at, value_length(&text[at..])))
}

/// What stands before a value to say of which kind it is: `string(4)` of PHP, `b'` and `u'` of Python.
fn typed(text: &[u8]) -> Option<usize> {
    if matches!(text, [b'b' | b'u', b'\'' | b'"', ..]) {
        return Some(1);
    }
    let digits = text.strip_prefix(b"string(")?;
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (digits.get(length) == Some(&b')')).then_some(b"string(".len() + length + 1)
}

fn value_length(text: &[u8]) -> usize {
    let ends = |at: usize| {
        matches!(text[at], b'"' | b'\'' | b'&' | b'<' | b'>' | b',' | b'}' | b']' | b'{' | b'[' | b')')
            || text[at].is_ascii_whitespace()
            || (text[at] == b'\\' && text.get(at + 1) != Some(&b'/'))
            || ["%22", "%26", "%27", "%25", "\u{201D}", "\u{201C}"]
                .iter()
                .any(|end| text[at..].starts_with(end.as_bytes()))
    };
    (0..text.len().min(LONGEST_VALUE)).find(|at| ends(*at)).unwrap_or(text.len().min(LONGEST_VALUE))
}
