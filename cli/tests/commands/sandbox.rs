//! The sandbox as a program: what it prints, what it keeps, how it ends.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use qq_wxpay_cli::Stop;

use crate::told::{Folder, program, told_until};

struct Running {
    child: Child,
    said: String,
}

impl Running {
    /// Starts the program and reads what it prints until it is ready.
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_qq-wxpay"))
            .args(["sandbox", "--lang", "en", "--port", "0"])
            .args(arguments)
            .current_dir(folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        while !said.contains("Ctrl-C stops it.") {
            assert!(output.read_line(&mut said).unwrap() > 0, "it ended: {said}");
        }
        Self { child, said }
    }

    /// Ends it by a signal; whether it ended well.
    fn end(mut self, signal: &str) -> bool {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        self.child.wait().unwrap().success()
    }
}

/// The arguments with which no keys are made.
fn kept() -> [&'static str; 2] {
    ["--keep", crate::world::keys().to_str().unwrap()]
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_printed_line_is_read_by_a_plain_shell() {
    let folder = Folder::new("shell");
    let running = Running::start(&folder.0, &[&["--write-env", "sandbox.env"], kept().as_slice()].concat());
    let line = running.said.lines().find_map(|line| line.trim().strip_prefix("1. ")).unwrap();
    let script = format!("{line}; echo \"$QQ_WXPAY_MCHID\"");
    let output = Command::new("sh").args(["-c", &script]).current_dir(&folder.0).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "1900000001\n", "{output:?}");
    assert!(running.end("-TERM"));
}

#[test]
fn it_ends_by_either_signal() {
    let folder = Folder::new("signals");
    for signal in ["-TERM", "-INT"] {
        assert!(Running::start(&folder.0, &kept()).end(signal), "{signal}");
    }
}

#[test]
fn it_listens_where_it_is_told_and_says_how_it_is_found() {
    let folder = Folder::new("host");
    let running = Running::start(&folder.0, &[&["--host", "0.0.0.0"], kept().as_slice()].concat());
    assert!(running.said.contains("running at http://127.0.0.1:"), "{}", running.said);
    assert_eq!(program(&["sandbox", "--host", "here"], &[]).code, 2);
}

#[test]
fn what_is_kept_is_the_same_at_the_next_start() {
    let folder = Folder::new("keep");
    let settings = |keep: &[&str]| {
        let running = Running::start(&folder.0, &[&["--write-env", "env"], keep].concat());
        assert!(running.end("-TERM"));
        let text = fs::read_to_string(folder.0.join("env")).unwrap();
        // The ports are the system's choice.
        text.lines().filter(|line| !line.contains("127.0.0.1")).map(str::to_owned).collect::<Vec<_>>()
    };
    let first = settings(&["--keep", "keys.json"]);
    assert_eq!(settings(&["--keep", "keys.json"]), first);
    assert_ne!(settings(&[]), first);
    use std::os::unix::fs::PermissionsExt as _;
    let file = folder.0.join("keys.json");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    fs::write(&file, "{}").unwrap();
    let refused = program(&["sandbox", "--port", "0", "--keep", &file.display().to_string()], &[]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("keys.json holds no keys"), "{refused:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "{}", "the file is left alone");
}

/// What a sandbox in this process says until it is stopped, after `work` was done with its address.
fn until_stopped(arguments: &[&str], work: impl FnOnce(&str) + Send) -> String {
    let folder = Folder::new(&format!("inside-{}", arguments.join("-")));
    let file = folder.file("env");
    let stop = Stop::default();
    let kept = kept();
    let all = [&["sandbox", "--port", "0", "--write-env", &file], kept.as_slice(), arguments].concat();
    std::thread::scope(|scope| {
        let running = scope.spawn(|| told_until(&all, &[], &stop));
        let text = loop {
            let text = fs::read_to_string(&file).unwrap_or_default();
            if text.contains("QQ_WXPAY_LINK_HOSTS=") && text.ends_with('\n') {
                break text;
            }
            assert!(!running.is_finished(), "it ended");
            std::thread::sleep(std::time::Duration::from_millis(10));
        };
        let base = text.lines().find_map(|line| line.strip_prefix("QQ_WXPAY_QQ_BASE_URL=")).unwrap();
        work(base);
        // What happened is shown before the end: it is looked at last, then the end is awaited.
        std::thread::sleep(std::time::Duration::from_millis(300));
        stop.now();
        let told = running.join().unwrap();
        assert_eq!(told.code, 0, "{told:?}");
        told.out
    })
}

fn post(url: &str, body: &'static str) {
    let client = reqwest::Client::new();
    let sent = async { client.post(url).body(body).send().await.unwrap() };
    assert!(crate::world::runtime().block_on(sent).status().as_u16() > 0);
}

#[test]
fn refusals_are_shown_as_they_happen_with_the_reason() {
    let english = until_stopped(&["--lang", "en"], |base| {
        post(&format!("{base}/api/getToken"), "");
        post(&format!("{base}/pay/orderquery"), "<xml><appid>wx1</appid></xml>");
    });
    assert!(english.contains("WeChat Pay refused") || english.contains("no such interface"), "{english}");
    let chinese = until_stopped(&["--lang", "zh"], |base| post(&format!("{base}/nothing"), ""));
    assert!(chinese.contains("没有此接口") && chinese.contains("按 Ctrl-C 结束"), "{chinese}");
    let json = until_stopped(&["--json"], |base| post(&format!("{base}/nothing"), ""));
    let lines: Vec<serde_json::Value> =
        json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines[0]["base_url"].is_string() && lines[0]["env"]["QQ_WXPAY_MCHID"].is_string());
    assert_eq!(lines[1]["kind"], "path.unknown");
}
