//! Where the message comes from.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::message::Message;
use super::{Arguments, curl, dump, har, headers, raw_http, text};
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
        let messages =
            har::read(&text::narrow(text), arguments.entry).ok_or_else(|| refused(NO_RECORDING))?;
        return if messages.is_empty() { Err(refused(NOTHING_RECORDED)) } else { Ok(messages) };
    }
    if let Some(path) = &arguments.curl {
        let text = source(path, language, surroundings)?;
        let text = String::from_utf8_lossy(&text::narrow(text)).into_owned();
        let message = curl::read(&text).map_err(|fault| {
            refused(match fault {
                curl::Fault::OpenQuote => OPEN_QUOTE,
                curl::Fault::BodyElsewhere => BODY_ELSEWHERE,
                curl::Fault::NoCommand => NO_COMMAND,
            })
        })?;
        return Ok(vec![dated(message)]);
    }
    let mut messages = if arguments.headers.is_some() || arguments.body.is_some() {
        vec![of_files(arguments, language)?]
    } else {
        let path = arguments.file.as_deref().unwrap_or(Path::new("-"));
        let bytes = text::narrow(source(path, language, surroundings)?);
        match dump::read(&String::from_utf8_lossy(&bytes)).filter(|messages| !messages.is_empty()) {
            Some(messages) => messages,
            None => vec![raw_http::read(&bytes).ok_or_else(|| refused(NO_MESSAGE))?],
        }
    };
    for message in &mut messages {
        if let Some(method) = &arguments.method {
            message.method.clone_from(method);
        }
        if let Some(url) = &arguments.url {
            message.target.clone_from(url);
        }
    }
    if arguments.headers.is_some() && arguments.body.is_none() && messages.iter().any(needs_body) {
        return Err(refused(NO_BODY));
    }
    if arguments.headers.is_none() && arguments.body.is_some() && messages.iter().any(needs_headers) {
        return Err(refused(NO_HEADERS_BESIDE));
    }
    Ok(messages.into_iter().map(dated).collect())
}

/// Headers and body, each in a file of its own.
fn of_files(arguments: &Arguments, language: Language) -> Result<Message, Failure> {
    let mut message = Message::default();
    if let Some(path) = &arguments.headers {
        let bytes = text::narrow(file(path, LARGEST, language)?);
        let text = String::from_utf8_lossy(&bytes);
        message = headers_of(&text).ok_or_else(|| Failure::Usage(language.of(NO_HEADERS).to_owned()))?;
    }
    if let Some(path) = &arguments.body {
        message.body = file(path, LARGEST, language)?;
    }
    Ok(message)
}

/// Headers, with what a first line before them says.
fn headers_of(text: &str) -> Option<Message> {
    if let Some(side) = dump::side(text) {
        return Some(Message { body: Vec::new(), ..side });
    }
    let headers = headers::read(text)?;
    let first = text.trim_start().lines().next().unwrap_or_default();
    let mut words = first.split_whitespace();
    let mut message = Message { headers, is_reply: first.starts_with("HTTP/"), ..Message::default() };
    if let (Some(method), Some(target), Some(version)) = (words.next(), words.next(), words.next())
        && version.starts_with("HTTP/")
    {
        method.clone_into(&mut message.method);
        target.clone_into(&mut message.target);
    }
    Some(message)
}

/// Whether a message that came without its body has one: then nothing could be said but something false.
fn needs_body(message: &Message) -> bool {
    let is_none = message.header("content-length").is_some_and(|length| length.trim() == "0");
    let is_bare = !message.is_reply
        && ["GET", "HEAD", "DELETE"].contains(&message.method.to_ascii_uppercase().as_str());
    message.body.is_empty() && !is_none && !is_bare
}

/// Whether it is JSON, whose signature stands in headers alone. That of V2 is in its XML.
fn needs_headers(message: &Message) -> bool {
    message.body.trim_ascii_start().starts_with(b"{")
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

/// As seconds this would be the year 5138: it is milliseconds.
const LEAST_MILLISECONDS: i64 = 100_000_000_000;

/// Unix seconds, also with a fraction or in milliseconds, RFC 3339, or `now`.
pub(super) fn time(text: &str, language: Language) -> Result<i64, Failure> {
    let text = text.trim();
    if text == "now" {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        return Ok(i64::try_from(since.as_secs()).unwrap_or(i64::MAX));
    }
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let whole =
        text.split_once('.').filter(|(_, fraction)| is_digits(fraction)).map_or(text, |(whole, _)| whole);
    let number = whole.parse::<i64>().ok();
    let seconds = number.map(|number| if number >= LEAST_MILLISECONDS { number / 1000 } else { number });
    seconds.or_else(|| rfc_3339(text)).ok_or_else(|| {
        let form = words(
            "--at takes Unix seconds or milliseconds, such as 1722850421, a time such as 2024-08-05T17:33:41+08:00, or now",
            "--at 为 Unix 秒或毫秒（如 1722850421）、2024-08-05T17:33:41+08:00 这样的时间，或 now",
        );
        Failure::Usage(language.of(form).to_owned())
    })
}

fn rfc_3339(text: &str) -> Option<i64> {
    let time = time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339).ok()?;
    Some(time.unix_timestamp())
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

const NO_COMMAND: Words = words("this is no curl command with an address in it", "这不是带地址的 curl 命令");

const OPEN_QUOTE: Words = words(
    "a quote in the curl command is not closed: the end of the command is missing, or a quote inside of the data needs an escape; copy the whole command again",
    "curl 命令里有引号没有闭合：可能命令末尾没有复制完整，或者数据里的引号需要转义；请重新复制整条命令",
);

const BODY_ELSEWHERE: Words = words(
    "the data of this curl command is not in it (@FILE, or a form of several parts): give the message with --headers and --body",
    "这条 curl 命令的数据不在命令里（@文件，或多部分表单）：请改用 --headers 和 --body",
);

const NO_HEADERS: Words = words(
    "--headers needs one `Name: value` a line, JSON, or headers as a language prints them",
    "--headers 需要每行一个 名称: 值，或 JSON，或编程语言打印出的请求头",
);

const NO_BODY: Words = words(
    "the body is missing: the signature covers it; give its bytes with --body FILE (an empty file where there was none; of a GET say --method GET)",
    "缺少正文：签名包含正文；请用 --body 文件 给出它的字节（确实没有正文时给空文件；GET 请求请加 --method GET）",
);

const NO_MESSAGE: Words = words(
    "this is no raw HTTP: request line or status line, headers, an empty line, the body; headers and body in files of their own: --headers, --body",
    "这不是原始 HTTP：请求行或状态行、请求头、空行、正文；请求头和正文在单独的文件里时用 --headers、--body",
);

const NO_HEADERS_BESIDE: Words = words(
    "the signature of a message in JSON is in its headers: give them, too, with --headers FILE",
    "JSON 消息的签名在请求头里：请用 --headers 文件 一并给出",
);
