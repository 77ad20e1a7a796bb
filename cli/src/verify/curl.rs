//! A `curl` command, as browsers copy it and as logs show it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use super::message::Message;
use super::shell::{Word, without_carets, words};

/// What `--data-urlencode` escapes.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Why a command says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is no curl command, or has no address.
    NoCommand,
    /// A quote is opened and not closed.
    OpenQuote,
    /// What it sends stands in a file, or in several parts.
    BodyElsewhere,
}

/// The request that the command would send.
pub(super) fn read(text: &str) -> Result<Message, Fault> {
    let text = without_carets(text.trim_start_matches('\u{FEFF}').trim());
    // Without the word there is no command whose quotes could be open.
    let is_command = text.to_ascii_lowercase().contains("curl");
    let fault = if is_command { Fault::OpenQuote } else { Fault::NoCommand };
    let words = words(&text, is_curl).ok_or(fault)?;
    let start = words.iter().position(is_curl).ok_or(Fault::NoCommand)?;
    let ended = Fault::NoCommand;
    let mut message = Message::default();
    let mut data: Vec<Vec<u8>> = Vec::new();
    let mut is_query = false;
    let mut words = words.into_iter().skip(start + 1).map(Word::into_parts);
    while let Some((word, bytes)) = words.next() {
        let (name, attached) = option(&word);
        let mut value =
            || attached.clone().map(String::into_bytes).or_else(|| words.next().map(|(_, bytes)| bytes));
        match name {
            "-X" | "--request" => message.method = lossy(value().ok_or(ended)?),
            "-H" | "--header" => message.headers.extend(header(&lossy(value().ok_or(ended)?))),
            "-A" | "--user-agent" => {
                message.headers.push(("User-Agent".to_owned(), lossy(value().ok_or(ended)?)))
            }
            "-d" | "--data" | "--data-raw" | "--data-binary" | "--data-ascii" | "--json" => {
                let bytes = value().ok_or(ended)?;
                if name == "--json" {
                    message.headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
                }
                // `@FILE` is another file, which is not here.
                if name != "--data-raw" && bytes.starts_with(b"@") {
                    return Err(Fault::BodyElsewhere);
                }
                // curl takes line ends away from what is no binary, but only from files.
                data.push(bytes);
            }
            "--data-urlencode" => data.push(url_encoded(&value().ok_or(ended)?).ok_or(Fault::BodyElsewhere)?),
            "-F" | "--form" | "-T" | "--upload-file" => return Err(Fault::BodyElsewhere),
            "-G" | "--get" => is_query = true,
            "-I" | "--head" => message.method = "HEAD".to_owned(),
            "--url" => message.target = lossy(value().ok_or(ended)?),
            name if takes_value(name) => drop(value().ok_or(ended)?),
            name if name.starts_with('-') && name != "-" => {}
            _ if message.target.is_empty() => message.target = lossy(bytes),
            _ => {}
        }
    }
    if message.target.is_empty() {
        return Err(Fault::NoCommand);
    }
    let body = data.join(b"&".as_slice());
    if is_query && !body.is_empty() {
        let mark = if message.target.contains('?') { '&' } else { '?' };
        message.target = format!("{}{mark}{}", message.target, lossy(body));
    } else {
        message.body = body;
    }
    if message.method.is_empty() {
        message.method = if message.body.is_empty() { "GET" } else { "POST" }.to_owned();
    }
    Ok(message)
}

/// What `--data-urlencode` makes of its value: `content`, `=content` or `name=content`.
fn url_encoded(value: &[u8]) -> Option<Vec<u8>> {
    if value.contains(&b'@') && !value.contains(&b'=') {
        return None;
    }
    let (name, content) = match value.iter().position(|byte| *byte == b'=') {
        Some(at) => (&value[..at], &value[at + 1..]),
        None => (&value[..0], value),
    };
    let mark: &[u8] = if name.is_empty() { b"" } else { b"=" };
    let content = percent_encode(content, ESCAPED).to_string();
    Some([name, mark, content.as_bytes()].concat())
}

fn is_curl(word: &Word) -> bool {
    let name = String::from_utf8_lossy(&word.bytes);
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    name == "curl" || name == "curl.exe"
}

/// An option and what is attached to it: `-XPOST`, `--request=POST`.
fn option(word: &str) -> (&str, Option<String>) {
    if word.starts_with("--") {
        return match word.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (word, None),
        };
    }
    if word.starts_with('-')
        && word.len() > 2
        && word.is_char_boundary(2)
        && "XHdAoumbeFT".contains(&word[1..2])
    {
        return (&word[..2], Some(word[2..].to_owned()));
    }
    (word, None)
}

/// Options whose value is not looked at, so that it is not taken for the address.
fn takes_value(name: &str) -> bool {
    const NAMES: [&str; 28] = [
        "-o",
        "--output",
        "-u",
        "--user",
        "-m",
        "--max-time",
        "-b",
        "--cookie",
        "-e",
        "--referer",
        "-F",
        "--form",
        "-T",
        "--upload-file",
        "--connect-timeout",
        "--proxy",
        "-x",
        "--cacert",
        "--cert",
        "-E",
        "--key",
        "--resolve",
        "-w",
        "--write-out",
        "--retry",
        "-c",
        "--cookie-jar",
        "--interface",
    ];
    NAMES.contains(&name)
}

fn header(text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_once(':').or_else(|| text.split_once(';'))?;
    Some((name.trim().to_owned(), value.trim().to_owned()))
}

fn lossy(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_of_browsers_and_logs() {
        let message = read(
            "curl 'https://api.q.qq.com/wxpay/v3/x?a=b' \\\n  -H 'Authorization: WECHATPAY2-SHA256-RSA2048 mchid=\"1\"' \\\n  \
             -H $'X: it\\'s' --data-raw $'{\"a\":\"\\u4e2d\\n\"}' --compressed -o out.txt",
        )
        .unwrap();
        assert_eq!(
            (message.method.as_str(), message.target.as_str()),
            ("POST", "https://api.q.qq.com/wxpay/v3/x?a=b")
        );
        assert_eq!(message.header("authorization"), Some("WECHATPAY2-SHA256-RSA2048 mchid=\"1\""));
        assert_eq!(message.header("x"), Some("it's"));
        assert_eq!(message.body, "{\"a\":\"中\n\"}".as_bytes());
        let message = read("$ curl -XGET -HA:b \"http://h/p?q=\\\"1\\\"\"").unwrap();
        assert_eq!((message.method.as_str(), message.target.as_str()), ("GET", "http://h/p?q=\"1\""));
        let message = read("curl -G http://h/p -d a=b -d c=d").unwrap();
        assert_eq!((message.method.as_str(), message.target.as_str()), ("GET", "http://h/p?a=b&c=d"));
        let message = read("curl ^\"http://h/p^\" ^\r\n -d \"x\"").unwrap();
        assert_eq!(message.body, b"x");
        let text = "curl ^\"http://h/p^\" ^\r\n  -H ^\"Authorization: W mchid=^\\^\"1^\\^\"^\" --data-raw ^\"^{^\\^\"a^\\^\":1^}^\"";
        let message = read(text).unwrap();
        assert_eq!(message.header("authorization"), Some("W mchid=\"1\""));
        assert_eq!(message.body, b"{\"a\":1}");
        let message = read("curl http://h/p --data-urlencode '{\"a\":1}' --data-urlencode 'b=c d'").unwrap();
        assert_eq!(message.body, b"%7B%22a%22%3A1%7D&b=c%20d");
        assert_eq!(read("curl http://h/p -F a=b").unwrap_err(), Fault::BodyElsewhere);
    }

    #[test]
    fn what_says_nothing_is_refused_with_the_reason() {
        for (garbage, fault) in [
            ("", Fault::NoCommand),
            ("wget x", Fault::NoCommand),
            ("it's no command", Fault::NoCommand),
            ("curl", Fault::NoCommand),
            ("curl -H", Fault::NoCommand),
            ("curl 'x", Fault::OpenQuote),
            ("curl http://h -H 'A: b -d '{\"a\":1}'", Fault::OpenQuote),
            ("curl $'\\x", Fault::OpenQuote),
            ("curl \"\\", Fault::OpenQuote),
            ("curl http://h -d @body.json", Fault::BodyElsewhere),
        ] {
            assert_eq!(read(garbage).unwrap_err(), fault, "{garbage}");
        }
    }
}
