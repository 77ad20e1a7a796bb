//! Headers, dumps and times in the shapes in which tools and languages print them; and what is told when something is missing.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

mod support;

use serde_json::{Value, json};
use support::{Folder, capture, settings, verify, verify_with};

/// Head and body of a capture.
fn parts(name: &str) -> (Vec<(String, String)>, String, Vec<u8>) {
    let bytes = std::fs::read(capture(name)).unwrap();
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let pair = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()));
    (head.lines().skip(1).filter_map(pair).collect(), head, bytes[end + 4..].to_vec())
}

/// The codes, and the exit status.
fn told(arguments: &[&str], input: &[u8]) -> (Vec<String>, u8) {
    let ran = verify_with(&settings(), &[&["--json"], arguments].concat(), input);
    let codes = ran.out.lines().flat_map(|line| {
        let verdict: Value = serde_json::from_str(line).unwrap();
        let findings = verdict["findings"].as_array().unwrap().clone();
        findings.into_iter().map(|one| one["code"].as_str().unwrap().to_owned())
    });
    (codes.collect(), ran.code)
}

fn wide(text: &str, is_big: bool) -> Vec<u8> {
    let unit = if is_big { u16::to_be_bytes } else { u16::to_le_bytes };
    [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(unit).collect()
}

#[test]
fn headers_are_read_as_tools_and_languages_print_them() {
    let folder = Folder::new("printed");
    for (name, codes) in [
        ("v3-notification-good.http", vec![]),
        ("v3-notification-written-again-by-python.http", vec!["BODY_REWRITTEN"]),
        ("v3-request-good.http", vec![]),
    ] {
        let expected =
            (codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>(), u8::from(!codes.is_empty()));
        let (pairs, head, body) = parts(name);
        let target = head.split(' ').nth(1).unwrap();
        let body = folder.file("body", &body);
        let join = |form: &dyn Fn(&str, &str) -> String, between: &str| {
            pairs.iter().map(|(name, value)| form(name, value)).collect::<Vec<_>>().join(between)
        };
        let flat: Vec<&str> = pairs.iter().flat_map(|(name, value)| [name.as_str(), value]).collect();
        let list: Vec<Value> =
            pairs.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        let lists: serde_json::Map<String, Value> =
            pairs.iter().map(|(name, value)| (name.clone(), json!([value]))).collect();
        let python = |name: &str, value: &str| format!("'{name}': '{value}'");
        let shapes = [
            ("lines", head.clone()),
            ("rawHeaders", json!(flat).to_string()),
            ("a HAR's list", json!(list).to_string()),
            ("Go's JSON", json!(lists).to_string()),
            ("Go's print", format!("map[{}]", join(&|name, value| format!("{name}:[{value}]"), " "))),
            ("Python's dict", format!("{{{}}}", join(&python, ", "))),
            ("Python's CaseInsensitiveDict", format!("CaseInsensitiveDict({{{}}})", join(&python, ", "))),
            ("Java's HttpHeaders", format!("[{}]", join(&|name, value| format!("{name}:\"{value}\""), ", "))),
            ("a map of Java", format!("{{{}}}", join(&|name, value| format!("{name}=[{value}]"), ", "))),
            (
                "print_r",
                format!("Array\n(\n{}\n)\n", join(&|name, value| format!("    [{name}] => {value}"), "\n")),
            ),
        ];
        for (shape, text) in shapes {
            for bytes in [text.clone().into_bytes(), wide(&text, false), wide(&text, true)] {
                let headers = folder.file("headers", &bytes);
                let files = ["--headers", &headers, "--body", &body, "--method", "POST", "--url", target];
                assert_eq!(told(&files, b""), expected, "{name} as {shape}");
            }
        }
        // The first line says method and path, if nobody else does.
        let headers = folder.file("headers", head.as_bytes());
        assert_eq!(
            told(&["--headers", &headers, "--body", &body], b""),
            expected,
            "{name} by its first line"
        );
    }
}

#[test]
fn files_of_windows_and_dumps_of_curl_are_read() {
    let folder = Folder::new("dumps");
    let raw =
        String::from_utf8(std::fs::read(capture("v3-request-proxy-path-signed.http")).unwrap()).unwrap();
    let file = folder.file("raw", &wide(&raw, false));
    assert_eq!(told(&[&file], b""), (vec!["PROXY_PATH_SIGNED".to_owned()], 1));
    let (_, head, body) = parts("v3-reply-written-again.http");
    let (_, request, _) = parts("v3-request-good-query.http");
    let marked =
        |text: &str, mark: &str| text.lines().map(|line| format!("{mark} {line}\r\n")).collect::<String>();
    let dump = format!(
        "*   Trying 203.0.113.9:443...\n{}>\r\n* Request completely sent off\n{}<\r\n{{ [{} bytes data]\n{}* Connection #0 to host left intact\n",
        marked(&request, ">"),
        marked(&head, "<"),
        body.len(),
        String::from_utf8(body.clone()).unwrap()
    );
    assert_eq!(told(&[], dump.as_bytes()), (vec!["BODY_REWRITTEN".to_owned()], 1));
    let (file, body) = (folder.file("dump", dump.as_bytes()), folder.file("body", &body));
    assert_eq!(told(&["--headers", &file, "--body", &body], b""), (vec!["BODY_REWRITTEN".to_owned()], 1));
}

#[test]
fn what_is_missing_is_named_and_nothing_false_is_told() {
    let folder = Folder::new("missing");
    let (_, head, _) = parts("v3-notification-good.http");
    let headers = folder.file("headers", head.as_bytes());
    let open = folder
        .file("open", b"curl 'https://api.q.qq.com/wxpay/v3/x' -H 'Authorization: WECHATPAY2 -d '{\"a\":1}'");
    let elsewhere = folder.file("elsewhere", b"curl https://api.q.qq.com/wxpay/v3/x -d @body.json");
    let none = folder.file("none", b"wget https://api.q.qq.com/");
    for (arguments, en, zh) in [
        (["--headers", &headers], "the body is missing", "缺少正文"),
        (["--curl", &open], "a quote in the curl command is not closed", "引号没有闭合"),
        (["--curl", &elsewhere], "the data of this curl command is not in it", "数据不在命令里"),
        (["--curl", &none], "this is no curl command", "这不是带地址的 curl 命令"),
    ] {
        for (language, words) in [("en", en), ("zh", zh)] {
            let ran = verify(&["--lang", language, arguments[0], arguments[1]]);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
            assert!(ran.err.contains(words), "{words}: {}", ran.err);
        }
    }
    // A GET has no body, and an empty file is one.
    let (_, head, _) = parts("v3-request-good-query.http");
    let headers = folder.file("get", head.as_bytes());
    assert_eq!(told(&["--headers", &headers], b""), (vec![], 0));
    let empty = folder.file("empty", b"");
    let (_, head, _) = parts("v3-notification-good.http");
    let headers = folder.file("headers", head.as_bytes());
    assert_eq!(told(&["--headers", &headers, "--body", &empty], b""), (vec!["BODY_LOST".to_owned()], 1));
}

#[test]
fn times_are_known_however_they_are_written() {
    let file = capture("v3-notification-good.http");
    let file = file.to_str().unwrap();
    for (at, codes) in [
        ("1722850421", vec![]),
        ("1722850421000", vec![]),
        ("1722850421.5", vec![]),
        ("2024-08-05T17:33:41+08:00", vec![]),
        ("2024-08-05T09:33:41Z", vec![]),
        ("1722850821000", vec!["MESSAGE_TIME_OFF".to_owned()]),
    ] {
        assert_eq!(told(&["--at", at, file], b"").0, codes, "{at}");
    }
}
