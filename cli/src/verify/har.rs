//! A recording of a browser or proxy (HTTP Archive).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::message::Message;

/// More entries are not read.
const MOST_ENTRIES: usize = 20_000;

/// The requests and replies that concern WeChat Pay, or those of the entry of this number; `None` when it is no recording.
pub(super) fn read(text: &[u8], entry: Option<usize>) -> Option<Vec<Message>> {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let archive: Value = serde_json::from_slice(text).ok()?;
    let entries = archive.get("log")?.get("entries")?.as_array()?;
    let mut messages = Vec::new();
    for (at, value) in entries.iter().enumerate().take(MOST_ENTRIES) {
        let number = at + 1;
        if entry.is_some_and(|wanted| wanted != number) {
            continue;
        }
        let at = text_of(value, "startedDateTime").and_then(seconds);
        let request = request(value, number, at);
        let reply = reply(value, number, at, &request);
        messages.extend([request, reply].into_iter().filter(|message| message.kind().is_some()));
    }
    Some(messages)
}

fn request(entry: &Value, number: usize, at: Option<i64>) -> Message {
    let request = entry.get("request").unwrap_or(&Value::Null);
    let data = request.get("postData").unwrap_or(&Value::Null);
    let body = match (text_of(data, "text"), text_of(data, "encoding")) {
        (Some(text), Some("base64")) => STANDARD.decode(text).unwrap_or_default(),
        (Some(text), _) => text.as_bytes().to_vec(),
        (None, _) => Vec::new(),
    };
    Message {
        entry: Some(number),
        is_reply: false,
        method: text_of(request, "method").unwrap_or_default().to_owned(),
        target: text_of(request, "url").unwrap_or_default().to_owned(),
        headers: headers(request),
        body,
        at,
    }
}

fn reply(entry: &Value, number: usize, at: Option<i64>, request: &Message) -> Message {
    let response = entry.get("response").unwrap_or(&Value::Null);
    let content = response.get("content").unwrap_or(&Value::Null);
    let body = match (text_of(content, "text"), text_of(content, "encoding")) {
        (Some(text), Some("base64")) => STANDARD.decode(text).unwrap_or_default(),
        (Some(text), _) => text.as_bytes().to_vec(),
        (None, _) => Vec::new(),
    };
    Message {
        entry: Some(number),
        is_reply: true,
        method: request.method.clone(),
        target: request.target.clone(),
        headers: headers(response),
        body,
        at,
    }
}

fn headers(side: &Value) -> Vec<(String, String)> {
    let list = side.get("headers").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let pair =
        |header: &Value| Some((text_of(header, "name")?.to_owned(), text_of(header, "value")?.to_owned()));
    list.iter().take(500).filter_map(pair).collect()
}

fn text_of<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}

/// RFC 3339 as Unix seconds.
fn seconds(text: &str) -> Option<i64> {
    let time = time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339).ok()?;
    Some(time.unix_timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_concerns_nobody_is_passed_over() {
        let text = r#"{"log":{"entries":[
            {"startedDateTime":"2024-08-05T17:33:41+08:00","request":{"method":"GET","url":"https://example.com/a.js","headers":[]},"response":{}},
            {"startedDateTime":"2024-08-05T17:33:41.5+08:00","request":{"method":"POST","url":"https://api.q.qq.com/wxpay/v3/x",
             "headers":[{"name":"Authorization","value":"WECHATPAY2-SHA256-RSA2048 x"}],"postData":{"text":"{}"}},
             "response":{"headers":[{"name":"Wechatpay-Signature","value":"s"}],"content":{"text":"e30=","encoding":"base64"}}}]}}"#;
        let messages = read(text.as_bytes(), None).unwrap();
        assert_eq!(messages.iter().map(|message| message.entry).collect::<Vec<_>>(), [Some(2), Some(2)]);
        assert_eq!((messages[0].at, messages[1].body.as_slice()), (Some(1_722_850_421), b"{}".as_slice()));
        assert!(read(text.as_bytes(), Some(1)).unwrap().is_empty());
        for garbage in ["", "{}", "[]", "{\"log\":{\"entries\":{}}}", "{\"log\":1}"] {
            assert!(read(garbage.as_bytes(), None).is_none(), "{garbage}");
        }
        assert!(
            read(br#"{"log":{"entries":[1,null,{"request":[],"response":"x"}]}}"#, None).unwrap().is_empty()
        );
    }
}
