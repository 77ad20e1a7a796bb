//! Bodies that were put into something, or taken out of it.

use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode, percent_encode};

use super::change::{Changed, replaced};
use super::json::{self, Json};
use super::styles;
use crate::diagnosis::causes;

/// The most that a compressed body may unpack to.
const MOST_UNPACKED: u64 = 4 << 20;

/// The body within, or without, its wrapping.
pub(super) fn all(body: &[u8]) -> Vec<Changed> {
    let mut forms = Vec::new();
    let mut add = |form: Option<Vec<u8>>, cause, en: &str, zh: &str| {
        if let Some(form) = form.filter(|form| form != body && !form.is_empty()) {
            forms.push(Changed::new(form, cause, en, zh));
        }
    };
    for (form, en, zh) in escapes(body) {
        add(Some(form), &causes::BODY_ESCAPED, en, zh);
    }
    for form in forms_of(body) {
        add(
            Some(form),
            &causes::BODY_AS_FORM,
            "the signed body is the JSON alone, or the form",
            "被签的是纯 JSON 或表单",
        );
    }
    let plus = replaced(body, b" ", b"+");
    add(Some(plus), &causes::BODY_AS_FORM, "+ became a blank", "加号变成了空格");
    for form in in_strings(body) {
        add(Some(form), &causes::BODY_IN_A_STRING, "one level less, or one more", "少一层或多一层");
    }
    add(unzipped(GzDecoder::new(body)), &causes::BODY_PACKED, "gzip", "gzip");
    add(unzipped(ZlibDecoder::new(body)), &causes::BODY_PACKED, "deflate", "deflate");
    add(unzipped(DeflateDecoder::new(body)), &causes::BODY_PACKED, "deflate", "deflate");
    add(STANDARD.decode(body.trim_ascii()).ok(), &causes::BODY_PACKED, "base64", "base64");
    add(Some(STANDARD.encode(body).into_bytes()), &causes::BODY_PACKED, "base64", "base64");
    add(without_chunks(body), &causes::BODY_PACKED, "chunked transfer coding", "分块传输编码");
    forms
}

fn escapes(body: &[u8]) -> Vec<(Vec<u8>, &'static str, &'static str)> {
    let html = |quote: &[u8], apostrophe: Option<&[u8]>| {
        let mut form = replaced(body, b"&", b"&amp;");
        for (from, to) in [(b"<", b"&lt;".as_slice()), (b">", b"&gt;"), (b"\"", quote)] {
            form = replaced(&form, from, to);
        }
        apostrophe.map_or(form.clone(), |apostrophe| replaced(&form, b"'", apostrophe))
    };
    let mut plain = body.to_vec();
    for (from, to) in [
        (b"&quot;".as_slice(), b"\"".as_slice()),
        (b"&#34;", b"\""),
        (b"&#x22;", b"\""),
        (b"&#039;", b"'"),
        (b"&#39;", b"'"),
        (b"&apos;", b"'"),
        (b"&lt;", b"<"),
        (b"&gt;", b">"),
        (b"&#x2F;", b"/"),
        (b"&amp;", b"&"),
    ] {
        plain = replaced(&plain, from, to);
    }
    let slashed = replaced(&replaced(&replaced(body, b"\\", b"\\\\"), b"\"", b"\\\""), b"'", b"\\'");
    let html_words = ("HTML escapes", "HTML 转义");
    let slash_words = ("backslashes before quotes", "引号前的反斜杠");
    let mut forms = vec![
        (plain, html_words.0, html_words.1),
        (html(b"&quot;", None), html_words.0, html_words.1),
        (html(b"&quot;", Some(b"&#039;")), html_words.0, html_words.1),
        (html(b"&quot;", Some(b"&#39;")), html_words.0, html_words.1),
        (html(b"&#34;", Some(b"&#39;")), html_words.0, html_words.1),
        (html(b"&#34;", Some(b"&#34;")), html_words.0, html_words.1),
        (html(b"\"", None), html_words.0, html_words.1),
        (slashed, slash_words.0, slash_words.1),
        (without_backslashes(body), slash_words.0, slash_words.1),
        (replaced(body, b"\\\"", b"\""), slash_words.0, slash_words.1),
        (replaced(body, b"\"", b"'"), "apostrophes for quotes", "双引号变成了单引号"),
        (replaced(body, b"\"", b""), "without quotes", "引号被去掉"),
        (replaced(body, b" ", b""), "without any blank", "空格全部被去掉"),
    ];
    forms.push((replaced(body, b"\\/", b"/"), "slashes as \\/", "斜杠写成 \\/"));
    forms.push((replaced(body, b"+", b" "), "+ became a blank", "加号变成了空格"));
    forms
}

fn without_backslashes(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut bytes = body.iter();
    while let Some(byte) = bytes.next() {
        out.extend(if *byte == b'\\' { bytes.next() } else { Some(byte) });
    }
    out
}

/// The body as a form, or what is in the form.
fn forms_of(body: &[u8]) -> Vec<Vec<u8>> {
    let decoded = |text: &[u8]| percent_decode(&replaced(text, b"+", b" ")).collect::<Vec<u8>>();
    let mut forms = vec![decoded(body), percent_decode(body).collect()];
    if let Some(bare) = body.strip_suffix(b"=") {
        forms.extend([bare.to_vec(), decoded(bare), percent_decode(bare).collect()]);
    }
    for item in body.split(|byte| *byte == b'&').take(16) {
        // Names have no blanks: a line of a log is no form.
        let name_end = item.iter().position(|byte| *byte == b'=');
        if let Some(at) = name_end.filter(|at| !item[..*at].iter().any(u8::is_ascii_whitespace)) {
            let (name, value) = (&item[..at], &item[at + 1..]);
            forms.extend([value.to_vec(), decoded(value), percent_decode(value).collect(), decoded(name)]);
        }
    }
    // Without the name of a value, the rest of the form belongs to it.
    if let Some(at) =
        body.iter().position(|byte| *byte == b'=').filter(|at| *at < 32 && !body[..*at].contains(&b' '))
    {
        forms.push(body[at + 1..].to_vec());
    }
    if body.starts_with(b"{") {
        let encoded: String = percent_encode(body, NON_ALPHANUMERIC).to_string();
        forms.push(encoded.clone().into_bytes());
        for name in ["data", "body", "json", "params", "xml"] {
            forms.push(format!("{name}={encoded}").into_bytes());
            forms.push([name.as_bytes(), b"=", body].concat());
        }
        forms.push([body, b"="].concat());
    }
    forms
}

/// JSON inside of a text of JSON.
fn in_strings(body: &[u8]) -> Vec<Vec<u8>> {
    let mut forms = Vec::new();
    match json::parse(body) {
        Some(Json::Text(inner)) => forms.push(inner.into_bytes()),
        Some(Json::Object(members)) => {
            // A gateway's event: the body stands in one of its members.
            forms.extend(members.iter().filter_map(|(_, value)| match value {
                Json::Text(inner) if inner.starts_with(['{', '"']) => Some(inner.clone().into_bytes()),
                // `isBase64Encoded` of gateways, messages of queues.
                Json::Text(inner) if inner.starts_with("eyJ") => STANDARD.decode(inner).ok(),
                Json::Object(_) => Some(styles::compact(value)),
                _ => None,
            }));
        }
        Some(Json::List(values)) if values.len() == 1 => forms.push(styles::compact(&values[0])),
        _ => {}
    }
    if let Ok(text) = std::str::from_utf8(body) {
        forms.extend(styles::usual(&Json::Text(text.to_owned())));
    }
    forms
}

fn unzipped(reader: impl std::io::Read) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MOST_UNPACKED).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The body without the framing of `Transfer-Encoding: chunked`.
fn without_chunks(body: &[u8]) -> Option<Vec<u8>> {
    let mut rest = body;
    let mut out = Vec::new();
    loop {
        let end = rest.windows(2).take(32).position(|pair| pair == b"\r\n")?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?.strip_prefix(b"\r\n")?;
    }
}
