//! What `curl -v` prints: `> ` before what is sent, `< ` before what comes, `* ` before what it says itself.

use super::message::Message;
use super::{headers, raw_http};

/// Longer dumps are not read.
const MOST_LINES: usize = 100_000;

/// The request and the reply of such a dump, as far as they concern WeChat Pay; `None` when it is none.
pub(super) fn read(text: &str) -> Option<Vec<Message>> {
    if !is_dump(text) {
        return None;
    }
    let (mut sent, mut came, mut body) = (String::new(), String::new(), String::new());
    for line in text.split_inclusive('\n').take(MOST_LINES) {
        let marked = |mark: char| {
            line.strip_prefix(mark).filter(|rest| rest.trim().is_empty() || rest.starts_with(' '))
        };
        if let Some(rest) = marked('>') {
            // After a redirect there are several: the last one counts.
            if came.contains("HTTP/") {
                sent.clear();
                came.clear();
            }
            body.clear();
            sent.push_str(rest.trim_start_matches(' '));
        } else if let Some(rest) = marked('<') {
            body.clear();
            came.push_str(rest.trim_start_matches(' '));
        } else if !(marked('*').is_some() || is_progress(line)) {
            body.push_str(line);
        }
    }
    let request = head(&sent).map(|message| Message { is_reply: false, ..message });
    let reply = head(&came).map(|message| {
        let request = request.clone().unwrap_or_default();
        let body = without_last_word(&body).as_bytes().to_vec();
        Message { is_reply: true, method: request.method, target: request.target, body, ..message }
    });
    let messages = [request, reply].into_iter().flatten().filter(|message| message.kind().is_some());
    Some(messages.collect())
}

/// The headers of one side, for a body that is given besides: those of the reply when WeChat Pay signed it.
pub(super) fn side(text: &str) -> Option<Message> {
    let is_signed = |message: &Message| message.header("wechatpay-signature").is_some();
    let mut messages = read(text)?;
    let at = messages.iter().position(is_signed).unwrap_or(0);
    (at < messages.len()).then(|| messages.swap_remove(at))
}

fn is_dump(text: &str) -> bool {
    let starts = |mark: &str| text.lines().take(MOST_LINES).any(|line| line.starts_with(mark));
    let has_request = text.lines().any(|line| line.starts_with("> ") && line.contains(" HTTP/"));
    has_request || starts("< HTTP/") && (starts("* ") || starts("< "))
}

/// `{ [123 bytes data]` and `} [45 bytes data]`.
fn is_progress(line: &str) -> bool {
    (line.starts_with("{ [") || line.starts_with("} [")) && line.trim_end().ends_with("bytes data]")
}

fn head(text: &str) -> Option<Message> {
    let text = text.trim_end();
    if text.is_empty() {
        return None;
    }
    headers::read(text)?;
    raw_http::read(format!("{text}\n\n").as_bytes())
}

/// curl ends a body without a line end, so that its next word stands in the same line.
fn without_last_word(body: &str) -> &str {
    body.find("* Connection #").map_or(body, |at| &body[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    const DUMP: &str = "*   Trying 203.0.113.7:443...\n* Connected\n> GET /v3/x?mchid=1 HTTP/1.1\r\n> Host: api.mch.weixin.qq.com\r\n\
        > Authorization: WECHATPAY2-SHA256-RSA2048 mchid=\"1\"\r\n>\r\n* Request completely sent off\n< HTTP/1.1 200 OK\r\n\
        < Wechatpay-Nonce: n\r\n< Wechatpay-Signature: s\r\n<\r\n{ [7 bytes data]\n{\"a\":1}* Connection #0 to host left intact\n";

    #[test]
    fn both_sides_and_the_body_are_read() {
        let messages = read(DUMP).unwrap();
        assert_eq!(messages.len(), 2);
        assert_eq!((messages[0].method.as_str(), messages[0].target.as_str()), ("GET", "/v3/x?mchid=1"));
        assert!(messages[1].is_reply && messages[1].header("wechatpay-nonce") == Some("n"));
        assert_eq!(messages[1].body, b"{\"a\":1}");
        assert!(side(DUMP).unwrap().is_reply);
        for other in ["", "> quoted\n> mail\n", "POST /x HTTP/1.1\nA: b\n\n{}", "* a list\n* of things\n"] {
            assert!(read(other).is_none(), "{other}");
        }
    }
}
