//! The same message, however it is given; and garbage, however it comes.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

mod support;

use serde_json::{Value, json};
use support::{Folder, capture, settings, verify, verify_with};

/// Head and body of a capture.
fn parts(name: &str) -> (String, Vec<u8>) {
    let bytes = std::fs::read(capture(name)).unwrap();
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    (String::from_utf8(bytes[..end].to_vec()).unwrap(), bytes[end + 4..].to_vec())
}

fn pairs(head: &str) -> Vec<(&str, &str)> {
    head.lines().skip(1).filter_map(|line| line.split_once(": ")).collect()
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

#[test]
fn standard_input_files_curl_and_har_say_the_same() {
    let folder = Folder::new("same");
    for (name, codes) in [
        ("v3-request-proxy-path-signed.http", vec!["PROXY_PATH_SIGNED"]),
        ("v3-notification-written-again-by-python.http", vec!["BODY_REWRITTEN"]),
        ("v2-request-order-of-the-message.http", vec!["SIGN_ORDER"]),
        ("v3-request-good.http", vec![]),
    ] {
        let expected =
            (codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>(), u8::from(!codes.is_empty()));
        let (head, body) = parts(name);
        let raw = std::fs::read(capture(name)).unwrap();
        assert_eq!(told(&[], &raw), expected, "{name} by standard input");
        assert_eq!(told(&["-"], &raw), expected, "{name} by -");
        let target = head.split(' ').nth(1).unwrap();
        let headers = folder.file("headers", head.as_bytes());
        let body_file = folder.file("body", &body);
        let files = ["--headers", &headers, "--body", &body_file, "--method", "POST", "--url", target];
        assert_eq!(told(&files, b""), expected, "{name} by files");
        let object: serde_json::Map<String, Value> =
            pairs(&head).into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
        let headers = folder.file("headers.json", json!(object).to_string().as_bytes());
        let files = ["--headers", &headers, "--body", &body_file, "--method", "POST", "--url", target];
        assert_eq!(told(&files, b""), expected, "{name} by an object");
        let text = String::from_utf8(body).unwrap();
        let options: String =
            pairs(&head).iter().map(|(name, value)| format!(" -H '{name}: {value}'")).collect();
        let command = format!("curl 'https://api.q.qq.com{target}'{options} \\\n --data-raw '{text}'");
        assert_eq!(told(&["--curl", "-"], command.as_bytes()), expected, "{name} by curl");
        let list: Vec<Value> =
            pairs(&head).iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        let har = json!({ "log": { "entries": [
            { "startedDateTime": "2024-08-05T17:33:41.000+08:00", "request": { "method": "GET", "url": "https://example.com/", "headers": [] }, "response": {} },
            { "startedDateTime": "2024-08-05T17:33:41.000+08:00", "request": {
                "method": "POST", "url": format!("https://api.q.qq.com{target}"), "headers": list, "postData": { "text": text } }, "response": {} },
        ] } });
        let har = folder.file("har", har.to_string().as_bytes());
        assert_eq!(told(&["--har", &har], b""), expected, "{name} by HAR");
        assert_eq!(told(&["--har", &har, "--entry", "2"], b""), expected, "{name} by entry");
    }
}

#[test]
fn what_cannot_be_read_is_wrong_use() {
    let folder = Folder::new("wrong");
    let har = folder.file("har", b"{\"log\":{\"entries\":[]}}");
    let lines = folder.file("lines", b"what is this\nno headers\n");
    let large = folder.file("large", &vec![b'x'; (8 << 20) + 1]);
    for arguments in [
        &["/no/such/file"][..],
        &["--headers", "/no/such/file"],
        &["--headers", &lines],
        &["--body", &large],
        &["--har", &har],
        &["--har", &lines],
        &["--har", &har, "--entry", "x"],
        &["--entry", "1"],
        &["--curl", &lines],
        &["--at", "yesterday", capture("v2-request-good.http").to_str().unwrap()],
        &["--kind", "v4", &lines],
        &["--body", &har, &lines],
        &["-"],
        &["--env-file", "/no/such/file", &lines],
    ] {
        let ran = verify(arguments);
        let expected = if arguments[0] == "--env-file" { 1 } else { 2 };
        assert_eq!(ran.code, expected, "{arguments:?}: {}{}", ran.out, ran.err);
        assert!(!ran.err.is_empty() && ran.out.is_empty(), "{arguments:?}");
    }
}

#[test]
fn json_without_its_headers_names_the_option_that_is_missing() {
    let folder = Folder::new("body-alone");
    let body = folder.file("body", b" {\"id\":\"1\",\"resource\":{}}");
    let ran = verify(&["--body", &body]);
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("--headers"), "{}", ran.err);
}

/// Random numbers that are the same in each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most).unwrap()).unwrap()
    }
}

#[test]
fn garbage_and_cut_captures_end_with_a_status() {
    let mut chance = Chance(0x2545_F491_4F6C_DD15);
    let is_long = std::env::var_os("LONG_TESTS").is_some();
    let rounds = if is_long { 2000 } else { 60 };
    for _ in 0..rounds {
        let length = chance.below(300);
        let bytes: Vec<u8> = (0..length).map(|_| u8::try_from(chance.below(256)).unwrap()).collect();
        for arguments in [&[][..], &["--curl", "-"], &["--kind", "v3-request"], &["--kind", "v2-request"]] {
            let ran = verify_with(&[], arguments, &bytes);
            assert!(matches!(ran.code, 1 | 2), "{bytes:?}");
        }
    }
    // Every prefix, without keys: then nothing is searched for, and everything is read.
    for name in
        ["v3-request-good.http", "v3-notification-good.http", "v2-refund-good.http", "v2-request-good.http"]
    {
        let bytes = std::fs::read(capture(name)).unwrap();
        let step = if is_long { 1 } else { 37 };
        for length in (0..bytes.len()).step_by(step) {
            let ran = verify_with(&[], &[], &bytes[..length]);
            assert!(matches!(ran.code, 1 | 2), "{name} up to {length}");
        }
    }
}

#[test]
fn mutated_captures_never_hold_and_never_panic() {
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let settings = settings();
    let rounds = if std::env::var_os("LONG_TESTS").is_some() { 400 } else { 4 };
    for name in ["v2-notification-good-md5.http", "v3-reply-good.http", "v2-refund-good.http"] {
        let good = std::fs::read(capture(name)).unwrap();
        for _ in 0..rounds {
            let mut bytes = good.clone();
            let at = chance.below(bytes.len());
            match chance.below(3) {
                0 => bytes[at] ^= 1 << chance.below(8),
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, b"\0\n\"<\xff{"[chance.below(6)]),
            }
            let ran = verify_with(&settings, &["--json"], &bytes);
            // A change of the head may well change nothing of what is signed.
            assert!(matches!(ran.code, 0..=2), "{name} at {at}");
            let body = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(0) + 4;
            if name.starts_with("v3-reply") && at >= body {
                assert_ne!(ran.code, 0, "{name} at {at}");
            }
        }
    }
}
