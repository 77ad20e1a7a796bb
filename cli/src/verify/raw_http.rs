//! A message as it goes over the line.

use super::headers;
use super::message::Message;

/// No head of a message is longer, bytes.
const LONGEST_HEAD: usize = 256 << 10;

/// Reads request or status line, headers and body, or a body alone; `None` when it is neither.
pub(super) fn read(bytes: &[u8]) -> Option<Message> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let bytes = &bytes[start..];
    let first = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).first();
    if matches!(first, Some(b'<' | b'{')) {
        // XML needs no headers, and of JSON it is told that they are missing.
        return Some(Message { body: bytes.to_vec(), ..Message::default() });
    }
    // An editor's mark; before a body it may be what is looked for.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (head, body) = split(bytes)?;
    // Names and values are ASCII; whatever else stands there is kept as it reads.
    let head = String::from_utf8_lossy(head);
    let first = head.lines().next().unwrap_or_default();
    let mut message = Message { headers: headers::read(&head)?, body: body.to_vec(), ..Message::default() };
    // HTTP/2 has no first line.
    let pseudo = |name: &str| message.header(name).map(str::to_owned);
    if let (true, Some(method), Some(path)) = (first.starts_with(':'), pseudo("method"), pseudo("path")) {
        message
            .headers
            .retain(|(name, _)| !["method", "path", "scheme", "authority"].contains(&name.as_str()));
        return Some(Message { method, target: path, ..message });
    }
    if message.header("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked"))
        && let Some(whole) = unchunked(&message.body)
    {
        message.body = whole;
    }
    let length = message.header("content-length").and_then(|length| length.trim().parse::<usize>().ok());
    // The line end that an editor puts at the end of every file.
    if let Some(length) = length.filter(|length| *length < body.len())
        && matches!(&body[length..], b"\n" | b"\r\n")
    {
        message.body.truncate(length);
    }
    let mut words = first.split_whitespace();
    let (one, two) = (words.next()?, words.next());
    if one.starts_with("HTTP/") {
        message.is_reply = true;
    } else if two.is_some() && one.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        one.clone_into(&mut message.method);
        message.target = two.unwrap_or_default().to_owned();
    } else {
        // Without a first line the headers begin at once.
        message.headers.first()?;
    }
    Some(message)
}

/// The chunks of a body as one; `None` when it does not consist of whole chunks.
fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = rest.windows(2).position(|pair| pair == b"\r\n")?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?.strip_prefix(b"\r\n")?;
    }
}

/// What is before the first empty line, and what is behind it.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut line = 0;
    for (at, byte) in bytes.iter().enumerate().take(LONGEST_HEAD) {
        if *byte != b'\n' {
            continue;
        }
        if bytes[line..at].trim_ascii().is_empty() {
            return Some((&bytes[..line], &bytes[at + 1..]));
        }
        line = at + 1;
    }
    // Without an empty line all of it is head.
    (bytes.len() <= LONGEST_HEAD).then_some((bytes, &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_replies_and_bare_headers() {
        let message = read(b"\r\nPOST /x?y HTTP/1.1\r\nA: b\r\n\r\n\xff\r\n\r\nz").unwrap();
        assert_eq!(
            (message.method.as_str(), message.target.as_str(), message.is_reply),
            ("POST", "/x?y", false)
        );
        assert_eq!((message.header("a"), message.body.as_slice()), (Some("b"), b"\xff\r\n\r\nz".as_slice()));
        let message = read(b"HTTP/2 204\nA: b\n\n").unwrap();
        assert!(message.is_reply && message.body.is_empty());
        let message = read(b"A: b\nC: d\n\n{}").unwrap();
        assert_eq!((message.headers.len(), message.body.as_slice()), (2, b"{}".as_slice()));
        assert_eq!(read(b"\n<xml/>\n\n").unwrap().body, b"<xml/>\n\n");
        let edited = read(b"\xEF\xBB\xBFPOST /x HTTP/1.1\nContent-Length: 2\n\n{}\n").unwrap();
        assert_eq!((edited.method.as_str(), edited.body.as_slice()), ("POST", b"{}".as_slice()));
        let chunked =
            b"POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{\"\r\n3;x\r\na\":\r\n0\r\n\r\n";
        assert_eq!(read(chunked).unwrap().body, b"{\"a\":");
        let cut = b"POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{}";
        assert_eq!(read(cut).unwrap().body, b"ff\r\n{}");
        let second = read(b":method: POST\n:path: /v3/x?y\n:authority: a\nA: b\n\n{}").unwrap();
        assert_eq!(
            (second.method.as_str(), second.target.as_str(), second.headers.len()),
            ("POST", "/v3/x?y", 1)
        );
        let other = read(b"POST /x HTTP/1.1\nContent-Length: 2\n\n{}\n\n").unwrap();
        assert_eq!(other.body, b"{}\n\n");
        for garbage in [b"".as_slice(), b"\n\n", b"\0", b"hello world\nwhat is this\n"] {
            assert!(read(garbage).is_none(), "{garbage:?}");
        }
    }
}
