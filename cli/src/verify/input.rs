//! Where the message comes from.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::message::Message;
use super::{Arguments, curl, har, headers, raw_http};
use crate::failure::Failure;
use crate::host::Surroundings;
use crate::language::{Language, Words, words};

/// No message is larger, bytes.
const LARGEST: u64 = 8 << 20;

/// No recording is larger, bytes.
const LARGEST_RECORDING: u64 = 128 << 20;

/// The messages that are asked about, at least one.
pub(super) fn messages(
    arguments: &Arguments,
    language: Language,
    surroundings: &mut Surroundings<'_>,
) -> Result<Vec<Message>, Failure> {
    let refused = |words: Words| Failure::Usage(language.of(words).to_owned());
    if let Some(path) = &arguments.har {
        let text = file(path, LARGEST_RECORDING, language)?;
        let messages = har::read(&text, arguments.entry).ok_or_else(|| refused(NO_RECORDING))?;
        return if messages.is_empty() { Err(refused(NOTHING_RECORDED)) } else { Ok(messages) };
    }
    if let Some(path) = &arguments.curl {
        let text = source(path, language, surroundings)?;
        let message = curl::read(&String::from_utf8_lossy(&text)).ok_or_else(|| refused(NO_COMMAND))?;
        return Ok(vec![dated(message)]);
    }
    let mut message = if arguments.headers.is_some() || arguments.body.is_some() {
        let mut message = Message::default();
        if let Some(path) = &arguments.headers {
            let text = file(path, LARGEST, language)?;
            let text = String::from_utf8_lossy(&text);
            message.is_reply = text.trim_start().starts_with("HTTP/");
            message.headers = headers::read(&text).ok_or_else(|| refused(NO_HEADERS))?;
        }
        if let Some(path) = &arguments.body {
            message.body = file(path, LARGEST, language)?;
        }
        message
    } else {
        let path = arguments.file.as_deref().unwrap_or(Path::new("-"));
        let bytes = source(path, language, surroundings)?;
        raw_http::read(&bytes).ok_or_else(|| refused(NO_MESSAGE))?
    };
    if let Some(method) = &arguments.method {
        message.method.clone_from(method);
    }
    if let Some(url) = &arguments.url {
        message.target.clone_from(url);
    }
    Ok(vec![dated(message)])
}

/// Of a reply the Date tells when it was sent.
fn dated(mut message: Message) -> Message {
    if message.is_reply {
        message.at = message.header("date").and_then(http_date);
    }
    message
}

fn http_date(text: &str) -> Option<i64> {
    let time = time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc2822);
    // RFC 2822 knows no GMT, RFC 9110 nothing else.
    let time = time.or_else(|_| {
        let text = text.replace("GMT", "+0000");
        time::OffsetDateTime::parse(&text, &time::format_description::well_known::Rfc2822)
    });
    Some(time.ok()?.unix_timestamp())
}

/// Unix seconds, or `now`.
pub(super) fn time(text: &str, language: Language) -> Result<i64, Failure> {
    if text == "now" {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        return Ok(i64::try_from(since.as_secs()).unwrap_or(i64::MAX));
    }
    text.parse().map_err(|_| {
        let form = words(
            "--at takes Unix seconds, such as 1722850421, or now",
            "--at 为 Unix 秒（如 1722850421）或 now",
        );
        Failure::Usage(language.of(form).to_owned())
    })
}

fn source(path: &Path, language: Language, surroundings: &mut Surroundings<'_>) -> Result<Vec<u8>, Failure> {
    if path != Path::new("-") {
        return file(path, LARGEST, language);
    }
    match &mut surroundings.input {
        Some(input) => read(input, LARGEST, path, language),
        None => Ok(Vec::new()),
    }
}

fn file(path: &Path, largest: u64, language: Language) -> Result<Vec<u8>, Failure> {
    let mut file = File::open(path).map_err(|error| unreadable(path, &error))?;
    read(&mut file, largest, path, language)
}

fn read(from: &mut dyn Read, largest: u64, path: &Path, language: Language) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    from.take(largest + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > largest {
        let text = language.of(words("is larger than a message can be", "超过了消息可能的大小"));
        return Err(Failure::Usage(format!("{}: {text}", path.display())));
    }
    Ok(bytes)
}

/// What cannot be read is wrong use: nothing was said about a signature.
fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::Usage(format!("{}: {error}", path.display()))
}

const NO_RECORDING: Words = words("this is no HTTP Archive (HAR)", "这不是 HAR 文件");

const NOTHING_RECORDED: Words = words(
    "no entry has a message of WeChat Pay: neither Authorization nor Wechatpay headers, nor XML with fields",
    "没有条目包含微信支付的消息：没有 Authorization 或 Wechatpay 头，也没有带字段的 XML",
);

const NO_COMMAND: Words = words(
    "this is no curl command with an address and its data in it (a body from @FILE: give it with --headers and --body)",
    "这不是带地址和数据的 curl 命令（正文来自 @文件 时请改用 --headers 和 --body）",
);

const NO_HEADERS: Words = words(
    "--headers needs one `Name: value` a line, or a JSON object",
    "--headers 需要每行一个 名称: 值，或一个 JSON 对象",
);

const NO_MESSAGE: Words = words(
    "this is no raw HTTP: request line or status line, headers, an empty line, the body",
    "这不是原始 HTTP：请求行或状态行、请求头、空行、正文",
);
