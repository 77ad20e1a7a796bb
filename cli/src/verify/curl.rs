//! A `curl` command, as browsers copy it and as logs show it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use super::message::Message;

/// More words are not read.
const MOST_WORDS: usize = 2000;

/// What `--data-urlencode` escapes.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The request that the command would send; `None` when it is no curl command, or sends what stands elsewhere.
pub(super) fn read(text: &str) -> Option<Message> {
    let words = words(&without_carets(text.trim_start_matches('\u{FEFF}').trim()))?;
    let start = words.iter().position(is_curl)?;
    let mut message = Message::default();
    let mut data: Vec<Vec<u8>> = Vec::new();
    let mut is_query = false;
    let mut words = words.into_iter().skip(start + 1).map(Word::into_parts);
    while let Some((word, bytes)) = words.next() {
        let (name, attached) = option(&word);
        let mut value =
            || attached.clone().map(String::into_bytes).or_else(|| words.next().map(|(_, bytes)| bytes));
        match name {
            "-X" | "--request" => message.method = lossy(value()?),
            "-H" | "--header" => message.headers.extend(header(&lossy(value()?))),
            "-A" | "--user-agent" => message.headers.push(("User-Agent".to_owned(), lossy(value()?))),
            "-d" | "--data" | "--data-raw" | "--data-binary" | "--data-ascii" | "--json" => {
                let bytes = value()?;
                if name == "--json" {
                    message.headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
                }
                // `@FILE` is another file, which is not here.
                if name != "--data-raw" && bytes.starts_with(b"@") {
                    return None;
                }
                // curl takes line ends away from what is no binary, but only from files.
                data.push(bytes);
            }
            "--data-urlencode" => data.push(url_encoded(&value()?)?),
            "-F" | "--form" => return None,
            "-G" | "--get" => is_query = true,
            "-I" | "--head" => message.method = "HEAD".to_owned(),
            "--url" => message.target = lossy(value()?),
            name if takes_value(name) => drop(value()?),
            name if name.starts_with('-') && name != "-" => {}
            _ if message.target.is_empty() => message.target = lossy(bytes),
            _ => {}
        }
    }
    if message.target.is_empty() {
        return None;
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
    Some(message)
}

/// A command as browsers write it for `cmd` of Windows: there `^` takes its meaning from the character behind it.
fn without_carets(text: &str) -> String {
    if !["^\"", "^\n", "^\r"].iter().any(|sign| text.contains(sign)) {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '^' {
            plain.push(character);
            continue;
        }
        match characters.next() {
            Some('\r') => drop(characters.next_if_eq(&'\n')),
            Some('\n') | None => {}
            Some(meant) => plain.push(meant),
        }
    }
    plain
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

/// A word of a shell.
#[derive(Default)]
struct Word {
    bytes: Vec<u8>,
    is_there: bool,
}

impl Word {
    fn into_parts(self) -> (String, Vec<u8>) {
        (String::from_utf8_lossy(&self.bytes).into_owned(), self.bytes)
    }

    fn push(&mut self, character: char) {
        self.is_there = true;
        self.bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// The words of a command line of sh, bash (`$'…'`) or cmd (`^`); `None` when a quote is not closed.
fn words(text: &str) -> Option<Vec<Word>> {
    let mut words = Vec::new();
    let mut word = Word::default();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\'' => {
                word.is_there = true;
                loop {
                    match characters.next()? {
                        '\'' => break,
                        inside => word.push(inside),
                    }
                }
            }
            '"' => {
                word.is_there = true;
                double_quoted(&mut characters, &mut word)?;
            }
            '$' if characters.peek() == Some(&'\'') => {
                characters.next();
                word.is_there = true;
                escaped(&mut characters, &mut word)?;
            }
            '\\' => match characters.next() {
                Some('\n') | None => {}
                Some('\r') => drop(characters.next_if_eq(&'\n')),
                Some(next) => word.push(next),
            },
            '\n' | ';' | '|' if words.iter().any(is_curl) && !word.is_there => break,
            blank if blank.is_whitespace() => {
                if std::mem::take(&mut word.is_there) {
                    words.push(Word { bytes: std::mem::take(&mut word.bytes), is_there: true });
                }
            }
            other => word.push(other),
        }
        if words.len() > MOST_WORDS {
            return None;
        }
    }
    if word.is_there {
        words.push(word);
    }
    Some(words)
}

fn double_quoted(characters: &mut std::iter::Peekable<std::str::Chars<'_>>, word: &mut Word) -> Option<()> {
    loop {
        match characters.next()? {
            '"' => return Some(()),
            '\\' => match characters.next()? {
                '\n' => {}
                next @ ('"' | '\\' | '$' | '`') => word.push(next),
                next => {
                    word.push('\\');
                    word.push(next);
                }
            },
            inside => word.push(inside),
        }
    }
}

/// What stands in `$'…'`.
fn escaped(characters: &mut std::iter::Peekable<std::str::Chars<'_>>, word: &mut Word) -> Option<()> {
    loop {
        match characters.next()? {
            '\'' => return Some(()),
            '\\' => match characters.next()? {
                'n' => word.push('\n'),
                'r' => word.push('\r'),
                't' => word.push('\t'),
                'x' => {
                    let code = digits(characters, 2)?;
                    word.bytes.push(u8::try_from(code).ok()?);
                }
                'u' => word.push(char::from_u32(digits(characters, 4)?).unwrap_or('\u{FFFD}')),
                next => word.push(next),
            },
            inside => word.push(inside),
        }
    }
}

fn digits(characters: &mut std::iter::Peekable<std::str::Chars<'_>>, most: usize) -> Option<u32> {
    let mut code = None;
    for _ in 0..most {
        let Some(digit) = characters.peek().and_then(|one| one.to_digit(16)) else { break };
        code = Some(code.unwrap_or(0) * 16 + digit);
        characters.next();
    }
    code
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
        assert!(read("curl http://h/p -F a=b").is_none());
    }

    #[test]
    fn what_is_no_command_is_refused() {
        for garbage in [
            "",
            "wget x",
            "curl",
            "curl 'x",
            "curl -H",
            "curl http://h -d @body.json",
            "curl $'\\x",
            "curl \"\\",
        ] {
            assert!(read(garbage).is_none(), "{garbage}");
        }
    }
}
