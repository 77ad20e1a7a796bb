//! What is at the ends of a body, and at the ends of its lines.

use super::change::{Changed, replaced};
use crate::diagnosis::causes;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// What may be missing at the end of JSON that was cut by a few bytes.
const ENDS: [&str; 12] = ["}", "}}", "}}}", "\"}", "\"}}", "\"}}}", "]", "]}", "]}}", "\"]}", "}]}", "\"}]}"];

/// The same body with other ends.
pub(super) fn all(body: &[u8]) -> Vec<Changed> {
    let mut forms = Vec::new();
    forms.push(match body.strip_prefix(BOM) {
        Some(rest) => Changed::new(rest, &causes::BODY_BOM, "the signed body has none", "被签的正文没有 BOM"),
        None => Changed::new(
            [BOM, body].concat(),
            &causes::BODY_BOM,
            "the signed body has one",
            "被签的正文带 BOM",
        ),
    });
    forms.push(Changed::plain(trim_zeros(body), &causes::BODY_PADDED));
    forms.extend([1024, 2048, 4096, 8192].into_iter().filter(|size| *size > body.len()).map(|size| {
        let mut buffer = body.to_vec();
        buffer.resize(size, 0);
        Changed::new(buffer, &causes::BODY_PADDED, &format!("{size} bytes"), &format!("{size} 字节"))
    }));
    let trimmed = [body.trim_ascii(), body.trim_ascii_end(), body.trim_ascii_start()];
    forms.extend(trimmed.into_iter().map(|form| {
        Changed::new(form, &causes::BODY_TRIMMED, "the signed body has none", "被签的正文没有首尾空白")
    }));
    for (before, after, name) in [
        ("", "\n", "LF"),
        ("", "\r\n", "CR LF"),
        ("", " ", "blank"),
        ("\n", "", "LF"),
        ("", "\n\n", "LF LF"),
        ("\r\n", "", "CR LF"),
    ] {
        let form = [before.as_bytes(), body, after.as_bytes()].concat();
        let (en, zh) = (format!("the signed body has {name} more"), format!("被签的正文多了 {name}"));
        forms.push(Changed::new(form, &causes::BODY_TRIMMED, &en, &zh));
    }
    let unix = replaced(body, b"\r\n", b"\n");
    let lines = [
        ("LF", unix.clone()),
        ("CR LF", replaced(&unix, b"\n", b"\r\n")),
        ("CR", replaced(&unix, b"\n", b"\r")),
        ("none", replaced(&unix, b"\n", b"")),
        ("blanks", replaced(&unix, b"\n", b" ")),
        ("LF for each CR", replaced(body, b"\r", b"\n")),
        ("blanks", replaced(body, b"\t", b"    ")),
        ("blanks", replaced(body, b"\t", b" ")),
    ];
    for (name, form) in lines {
        let (en, zh) = (format!("the signed body has {name}"), format!("被签的正文用的是 {name}"));
        forms.push(Changed::new(form, &causes::BODY_LINE_ENDS, &en, &zh));
    }
    let half = body.len() / 2;
    if body.len().is_multiple_of(2) && body[..half] == body[half..] {
        forms.push(Changed::plain(&body[..half], &causes::BODY_REPEATED));
    }
    forms.push(Changed::plain([body, body].concat(), &causes::BODY_REPEATED));
    forms
}

/// The body with an end that was cut off: whatever JSON can end in, and what stands after it.
pub(super) fn completed(body: &[u8]) -> Vec<Changed> {
    let form = |end: &str| [body, end.as_bytes()].concat();
    let words = |end: &str| {
        (format!("{} bytes are missing at the end", end.len()), format!("末尾少了 {} 字节", end.len()))
    };
    ENDS.iter()
        .map(|end| {
            let (en, zh) = words(end);
            Changed::new(form(end), &causes::BODY_CUT, &en, &zh)
        })
        .collect()
}

/// Longer bodies are not tried at every length.
const MOST_CUTS: usize = 6000;

/// The part of the body that was signed, when the rest was cut off in the middle of anything.
pub(super) fn cut(body: &[u8], is_signed: &dyn Fn(&[u8]) -> bool) -> Option<Changed> {
    let sizes = [8192, 16_384, 32_768, 65_535, 65_536, 131_072];
    let short = (1..body.len().min(MOST_CUTS)).rev();
    let heads = short.chain(sizes).filter(|size| *size < body.len());
    let head = heads.map(|size| &body[..size]).find(|head| is_signed(head));
    let tail = || (1..body.len().min(MOST_CUTS)).map(|start| &body[start..]).find(|tail| is_signed(tail));
    let part = head.or_else(tail)?;
    let (en, zh) = (
        format!("{} of {} bytes were signed", part.len(), body.len()),
        format!("{} 字节中只签了 {} 字节", body.len(), part.len()),
    );
    Some(Changed::new(part, &causes::BODY_CUT, &en, &zh))
}

fn trim_zeros(body: &[u8]) -> &[u8] {
    let zeros = body.iter().rev().take_while(|byte| **byte == 0).count();
    &body[..body.len() - zeros]
}
