//! Chinese texts are Chinese: what the three crates say in that language has no English word but those of the trade.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What stays as it is: names of programs, formats, protocols, commands, values and fields that are written in no other way.
const TECHNICAL: &str = include_str!("chinese/technical.txt");

/// What plays QQ and WeChat Pay speaks as they do, and the page of the cashier speaks both languages at once.
const OTHERS: [&str; 3] = ["sandbox/src/qq", "sandbox/src/wechat", "sandbox/src/cashier"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The texts in a file, but for those of its tests.
fn texts(file: &Path) -> Vec<String> {
    let source = fs::read_to_string(file).unwrap();
    let mut found = Vec::new();
    collect(source.parse().unwrap(), &mut found);
    found
}

fn collect(stream: TokenStream, found: &mut Vec<String>) {
    // Whether the item is one of a test: it goes to its braces, or to a semicolon.
    let mut is_test = false;
    for token in stream {
        if is_test {
            is_test = match &token {
                TokenTree::Group(group) => group.delimiter() != Delimiter::Brace,
                TokenTree::Punct(mark) => mark.as_char() != ';',
                _ => true,
            };
            continue;
        }
        match token {
            TokenTree::Group(group) if group.stream().to_string().replace(' ', "") == "cfg(test)" => {
                is_test = true
            }
            // Comments for those who read the code.
            TokenTree::Group(group) if group.stream().to_string().starts_with("doc ") => {}
            TokenTree::Group(group) => collect(group.stream(), found),
            TokenTree::Literal(literal) => {
                found.extend(syn::parse_str::<syn::LitStr>(&literal.to_string()).map(|text| text.value()));
            }
            _ => {}
        }
    }
}

fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            files(&path, all);
        } else if path.extension().is_some_and(|end| end == "rs") && !name.ends_with("tests") {
            all.push(path);
        }
    }
}

fn is_han(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

/// A text that is written in Chinese, not one in English that names a page of a console.
fn is_chinese(text: &str) -> bool {
    let count = |of: fn(char) -> bool| text.chars().filter(|letter| of(*letter)).count();
    let has_marks = text.contains(['，', '。', '；', '：', '、', '（', '？', '！']);
    count(is_han) > 0 && (has_marks || count(is_han) >= count(|letter| letter.is_ascii_alphabetic()))
}

/// The English words of a Chinese text: small letters alone, outside of code, addresses, options, names and placeholders.
fn english(text: &str) -> Vec<String> {
    let mut plain = String::new();
    for (index, part) in text.split('`').enumerate() {
        plain.push_str(&if index % 2 == 0 { without_placeholders(part) } else { " ".to_owned() });
    }
    // Lines of commands are the same in every language, but for what is said behind `#`.
    let lines =
        plain.lines().map(|line| match COMMANDS.iter().any(|begin| line.trim_start().starts_with(begin)) {
            true => line.split_once(" # ").map_or("", |(_, said)| said),
            false => line,
        });
    let plain: Vec<&str> = lines.collect();
    let is_part = |letter: char| letter.is_ascii_graphic() && !"()[]{}\"',;!?".contains(letter);
    let tokens = plain.iter().flat_map(|line| line.split(|letter: char| !is_part(letter)));
    let is_word = |token: &&str| token.len() > 1 && token.bytes().all(|byte| byte.is_ascii_lowercase());
    let tokens = tokens.map(|token| token.trim_matches(['.', ':'])).filter(is_word);
    let known: Vec<&str> = TECHNICAL.lines().filter(|line| !line.starts_with('#')).collect();
    tokens.filter(|token| !known.contains(token)).map(str::to_owned).collect()
}

/// A text without what is filled in when it is shown: `{name}`.
fn without_placeholders(text: &str) -> String {
    let mut parts = text.split('{');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('}') {
            Some((name, rest))
                if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.:?+".contains(&byte)) =>
            {
                plain.push(' ');
                plain.push_str(rest);
            }
            _ => plain.push_str(part),
        }
    }
    plain
}

/// How a line begins that is a command.
const COMMANDS: [&str; 6] = ["qq-wxpay ", "curl ", "set -a", "pbpaste ", "$ ", "openssl "];

#[test]
fn chinese_texts_have_no_english_words() {
    let mut all = Vec::new();
    for folder in ["core/src", "sandbox/src", "cli/src"] {
        files(&root().join(folder), &mut all);
    }
    let mut seen = 0;
    let mut mixed = Vec::new();
    for file in all {
        let name = file.strip_prefix(root()).unwrap().display().to_string();
        if OTHERS.iter().any(|folder| name.starts_with(folder)) {
            continue;
        }
        for text in texts(&file).iter().filter(|text| is_chinese(text)) {
            seen += 1;
            let words = english(text);
            if !words.is_empty() {
                mixed.push(format!("{name}: {words:?} in {text}"));
            }
        }
    }
    assert!(seen > 600, "only {seen} texts seen");
    assert!(mixed.is_empty(), "{} texts\n{}", mixed.len(), mixed.join("\n"));
}

#[test]
fn an_english_word_is_found() {
    assert_eq!(english("商户平台, with https://"), ["with"]);
    assert_eq!(english("did you mean QQ_WXPAY_MCHID？请更正"), ["did", "you", "mean"]);
    assert!(english("请启动沙箱：`qq-wxpay sandbox`，或 apiclient_key.pem、--keep、V2").is_empty());
    assert!(is_chinese("请启动沙箱") && !is_chinese("Open it under 支付接入 → 微信支付"));
}

/// What is put together at run time: faults of settings and of files, told in Chinese.
#[test]
fn details_are_told_in_chinese() {
    let pairs = [
        ("QQ_WXPAY_MCH_ID", "1"),
        ("QQ_WXPAY_CHANNEL", "proxy"),
        ("QQ_WXPAY_PUBLIC_KEY_FILE", "no.pem"),
        ("QQ_WXPAY_WECHAT_APPID", "1"),
        ("QQ_WXPAY_MERCHANT_PRIVATE_KEY", "apiclient_key.pem"),
        ("QQ_WXPAY_QQ_BASE_URL", "http://127.0.0.1:1"),
        ("QQ_WXPAY_WECHAT_BASE_URL", "https://x.example/path"),
        ("QQ_WXPAY_API_V2_KEY", "short"),
        ("QQ_WXPAY_TOKEN_STORE", "nowhere"),
        ("QQ_WXPAY_INBOX", "memory"),
        ("QQ_WXPAY_V2_FORMER_SIGN_TYPE", "MD5"),
        ("QQ_WXPAY_MERCHANT_SERIAL", "x"),
    ];
    let missing = |_: &str| Err(std::io::ErrorKind::NotFound.into());
    let (settings, mut faults) = qq_wxpay::Settings::read_variables(pairs, missing);
    faults.extend(settings.faults());
    faults.extend(qq_wxpay::Settings::new().faults());
    faults.extend(qq_wxpay::Settings::new().refuse_missing_for_qq().err());
    assert!(faults.len() > 10, "{faults:?}");
    for fault in &faults {
        let detail = fault.detail_in_chinese();
        assert!(detail.is_empty() || detail.chars().any(is_han), "{}: {detail}", fault.code());
        assert_eq!(english(detail), Vec::<String>::new(), "{}: {detail}", fault.code());
    }
}
