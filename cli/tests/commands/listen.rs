//! `listen`: what arrives is shown, judged and handed on.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use crate::shop;
use crate::told::{Folder, program, told};

/// The port is free for as long as nobody else takes it: a test of its own tells when somebody did.
fn free_port() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port().to_string()
}

/// What `listen` said of one notification of this kind that was triggered at it, with the answer that `trigger` got.
fn of(kind: &str, arguments: &[&str]) -> (crate::told::Told, serde_json::Value) {
    let port = free_port();
    let all = [&["listen", "--port", &port, "--count", "1"], arguments].concat();
    std::thread::scope(|scope| {
        let listening = scope.spawn(|| told(&all, &[]));
        let to = format!("http://127.0.0.1:{port}/notify?shop=1");
        let answer = loop {
            let sent = told(&["trigger", kind, "--to", &to, "--json"], &[]).json();
            if sent["status"].is_number() {
                break sent;
            }
            assert!(!listening.is_finished(), "{:?}", listening.join().unwrap());
            std::thread::sleep(std::time::Duration::from_millis(20));
        };
        (listening.join().unwrap(), answer)
    })
}

#[test]
fn a_notification_is_shown_with_the_verdict_of_the_keys() {
    let (told, answer) = of("payment", &["--lang", "en"]);
    assert_eq!((told.code, answer["status"].as_u64()), (0, Some(503)));
    for shown in [
        "POST /notify?shop=1",
        "wechatpay-signature: ",
        "TRANSACTION.SUCCESS",
        "the signature holds: payment",
        "answered 503",
    ] {
        assert!(told.out.contains(shown), "{shown}: {}", told.out);
    }
    assert!(told.err.contains("keys of the test kit"), "{}", told.err);
    let (told, _) = of("forged", &["--lang", "zh", "--answer", "204"]);
    assert!(told.out.contains("不可信") && told.out.contains("SIGNATURE_WRONG"), "{}", told.out);
}

#[test]
fn it_is_handed_on_unchanged_and_the_answer_goes_back() {
    let (shop, arrived) = shop::answering(200, "taken");
    let (told, answer) = of("payment", &["--forward-to", &shop, "--json"]);
    assert_eq!((answer["status"].as_u64(), answer["body"].as_str()), (Some(200), Some("taken")));
    let lines: Vec<serde_json::Value> =
        told.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[1]["verdict"]["holds"], true);
    assert_eq!(lines[1]["answer"]["status"], 200);
    let (headers, body) = arrived.lock().unwrap()[0].clone();
    assert_eq!(lines[1]["body"], String::from_utf8_lossy(&body).as_ref());
    assert!(headers.contains_key("wechatpay-signature"));
    let (told, answer) = of("payment", &["--forward-to", &shop::nobody(), "--lang", "en"]);
    assert_eq!(answer["status"], 502);
    assert!(told.out.contains("it could not be handed on"), "{}", told.out);
}

#[test]
fn redacted_it_shows_shapes_alone_on_the_terminal_and_in_the_file() {
    let folder = Folder::new("relay");
    let file = folder.file("relay.json");
    let (told, _) = of("v2_payment", &["--redacted", "--transcript", &file]);
    let written = std::fs::read_to_string(&file).unwrap();
    for text in [&told.out, &written] {
        assert!(
            text.contains("total_fee") && !text.contains("TEST-ORDER-1") && !text.contains("shop=1"),
            "{text}"
        );
    }
    let line: serde_json::Value = serde_json::from_str(written.trim()).unwrap();
    assert_eq!(line["verdict"]["outcome"], "v2_payment");
}

#[test]
fn the_program_listens_until_it_is_told_to_end() {
    for signal in ["-TERM", "-INT"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_qq-wxpay"))
            .args(["listen", "--port", "0", "--lang", "en"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("listening at http://127.0.0.1:"), "{line}");
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        assert!(child.wait().unwrap().success(), "{signal}");
    }
    assert_eq!(program(&["listen", "--answer", "99"], &[]).code, 2);
    assert_eq!(program(&["listen", "--forward-to", "ftp://x/"], &[]).code, 2);
    assert_eq!(program(&["listen", "--env-file", "/no/such"], &[]).code, 1);
}
