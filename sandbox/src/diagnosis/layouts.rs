//! The ways in which the lines of a signed text are put together, right and wrong.

use md5::Md5;
use sha2::{Digest as _, Sha256};

use super::causes;
use super::search::Layout;
use super::verdict::{Finding, Text};

/// Each part on a line of its own, each line ended.
fn right(parts: &[&[u8]]) -> Vec<u8> {
    joined(parts, b"\n", b"\n")
}

fn joined(parts: &[&[u8]], between: &[u8], end: &[u8]) -> Vec<u8> {
    let mut text = parts.join(between);
    text.extend_from_slice(end);
    text
}

/// The layouts of a text of lines, of which the last one is the body.
pub(super) fn common() -> Vec<Layout> {
    let of = |cause, write: fn(&[&[u8]]) -> Vec<u8>| Layout { write, finding: Some(Finding::new(cause)) };
    let digest = |name: &str, write: fn(&[&[u8]]) -> Vec<u8>| Layout {
        write,
        finding: Some(Finding::with(&causes::DIGEST_SIGNED, Text::same(name))),
    };
    vec![
        Layout { write: right, finding: None },
        of(&causes::LAST_LINE_FEED_MISSING, |parts| joined(parts, b"\n", b"")),
        of(&causes::EXTRA_LINE_FEED, |parts| joined(parts, b"\n", b"\n\n")),
        of(&causes::CARRIAGE_RETURNS, |parts| joined(parts, b"\r\n", b"\r\n")),
        of(&causes::CARRIAGE_RETURNS, |parts| joined(parts, b"\r\n", b"\n")),
        of(&causes::CARRIAGE_RETURNS, |parts| joined(parts, b"\n", b"\r\n")),
        of(&causes::CARRIAGE_RETURNS, |parts| joined(parts, b"\r\n", b"")),
        of(&causes::CARRIAGE_RETURNS, |parts| joined(parts, b"\r", b"\r")),
        of(&causes::LITERAL_BACKSLASH_N, |parts| joined(parts, b"\\n", b"\\n")),
        of(&causes::LITERAL_BACKSLASH_N, |parts| joined(parts, b"\\n", b"")),
        of(&causes::LITERAL_BACKSLASH_N, |parts| joined(parts, b"\n", b"\\n")),
        of(&causes::LITERAL_BACKSLASH_N, |parts| joined(parts, b"/n", b"/n")),
        of(&causes::BODY_LINE_MISSING, |parts| right(&parts[..parts.len() - 1])),
        of(&causes::BODY_LINE_MISSING, |parts| joined(&parts[..parts.len() - 1], b"\n", b"")),
        of(&causes::LINES_JOINED_OTHERWISE, |parts| joined(parts, b"", b"")),
        of(&causes::LINES_JOINED_OTHERWISE, |parts| joined(parts, b"", b"\n")),
        of(&causes::LINES_JOINED_OTHERWISE, |parts| joined(parts, b"&", b"")),
        of(&causes::LINES_JOINED_OTHERWISE, |parts| joined(parts, b" ", b"")),
        of(&causes::LINES_JOINED_OTHERWISE, |parts| joined(parts, b" \n", b"\n")),
        of(&causes::LINES_JOINED_OTHERWISE, |parts| joined(parts, b"\n ", b"\n")),
        of(&causes::LINES_JOINED_OTHERWISE, |parts| joined(parts, b"\n\n", b"\n\n")),
        of(&causes::LINES_JOINED_OTHERWISE, |parts| [b"\n", right(parts).as_slice()].concat()),
        digest("hex(SHA-256)", |parts| hexadecimal(&Sha256::digest(right(parts)))),
        digest("HEX(SHA-256)", |parts| hexadecimal(&Sha256::digest(right(parts))).to_ascii_uppercase()),
        digest("SHA-256", |parts| Sha256::digest(right(parts)).to_vec()),
        digest("base64(SHA-256)", |parts| {
            use base64::Engine as _;
            base64::engine::general_purpose::STANDARD.encode(Sha256::digest(right(parts))).into_bytes()
        }),
        digest("hex(MD5)", |parts| hexadecimal(&Md5::digest(right(parts)))),
        digest("base64(text)", |parts| {
            use base64::Engine as _;
            base64::engine::general_purpose::STANDARD.encode(right(parts)).into_bytes()
        }),
    ]
}

/// The layouts of a request's five lines.
pub(super) fn request(has_body: bool) -> Vec<Layout> {
    let of = |cause, write: fn(&[&[u8]]) -> Vec<u8>| Layout { write, finding: Some(Finding::new(cause)) };
    let mut layouts = common();
    if !has_body {
        let detail = Text::new(
            "without a body that is the same as a missing last line feed",
            "没有请求体时，这等同于末尾缺少换行符",
        );
        let finding = Some(Finding::with(&causes::BODY_LINE_MISSING, detail));
        layouts.insert(1, Layout { write: |parts| joined(parts, b"\n", b""), finding });
    }
    layouts.extend([
        of(&causes::TIME_AND_NONCE_SWAPPED, |parts| chosen(parts, &[0, 1, 3, 2, 4])),
        of(&causes::REPLY_FORM_SIGNED, |parts| chosen(parts, &[2, 3, 4])),
        of(&causes::LINES_IN_OTHER_ORDER, |parts| chosen(parts, &[1, 0, 2, 3, 4])),
        of(&causes::LINES_IN_OTHER_ORDER, |parts| chosen(parts, &[0, 1, 4, 2, 3])),
        of(&causes::LINES_IN_OTHER_ORDER, |parts| chosen(parts, &[0, 1, 2, 4, 3])),
        of(&causes::LINES_IN_OTHER_ORDER, |parts| chosen(parts, &[2, 3, 0, 1, 4])),
        of(&causes::LINES_IN_OTHER_ORDER, |parts| chosen(parts, &[1, 2, 3, 4])),
        of(&causes::LINES_IN_OTHER_ORDER, |parts| chosen(parts, &[0, 2, 3, 4])),
        of(&causes::LINES_IN_OTHER_ORDER, |parts| chosen(parts, &[0, 1, 2, 4])),
        of(&causes::LINES_IN_OTHER_ORDER, |parts| chosen(parts, &[0, 1, 3, 4])),
        of(&causes::LINES_IN_OTHER_ORDER, |parts| chosen(parts, &[4])),
        Layout {
            write: |parts| parts[4].to_vec(),
            finding: Some(Finding::with(
                &causes::LINES_IN_OTHER_ORDER,
                Text::new("the body alone was signed", "只签了请求体"),
            )),
        },
    ]);
    layouts
}

/// The layouts of the three lines of a notification or reply.
pub(super) fn received() -> Vec<Layout> {
    let mut layouts = common();
    layouts.push(Layout {
        write: |parts| chosen(parts, &[1, 0, 2]),
        finding: Some(Finding::new(&causes::TIME_AND_NONCE_SWAPPED)),
    });
    layouts.push(Layout {
        write: |parts| chosen(parts, &[2]),
        finding: Some(Finding::new(&causes::LINES_IN_OTHER_ORDER)),
    });
    layouts
}

fn chosen(parts: &[&[u8]], order: &[usize]) -> Vec<u8> {
    let parts: Vec<&[u8]> = order.iter().map(|at| parts[*at]).collect();
    right(&parts)
}

/// Lower-case hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect()
}
