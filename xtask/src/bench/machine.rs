//! On what was measured.

use std::fs;
use std::process::Command;

/// Programs whose version tells something, and how they are asked.
const VERSIONS: [(&str, &[&str]); 8] = [
    ("rustc", &["--version"]),
    ("node", &["--version"]),
    ("python3", &["--version"]),
    ("java", &["-version"]),
    ("go", &["version"]),
    ("php", &["--version"]),
    ("cc", &["--version"]),
    ("openssl", &["version"]),
];

/// Lines of Markdown: processor, cores, kernel, versions.
pub(super) fn described() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let kernel = first_line("uname", &["-sr"]).unwrap_or_default();
    let ifma = if has_ifma() { "with" } else { "without" };
    let versions = VERSIONS.iter().filter_map(|(name, ask)| {
        let line = first_line(name, ask)?;
        Some(if line.contains(name) { line } else { format!("{name} {line}") })
    });
    let versions: Vec<String> = versions.collect();
    format!(
        "- {}, {cores} cores, {ifma} AVX-512 IFMA; {kernel}\n- {}\n",
        processor().unwrap_or_else(|| "a processor that the system does not name".to_owned()),
        versions.join("; ")
    )
}

/// With these instructions RSA takes a quarter of the time.
pub(super) fn has_ifma() -> bool {
    fs::read_to_string("/proc/cpuinfo").is_ok_and(|text| text.contains("avx512ifma"))
}

fn processor() -> Option<String> {
    let text = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// How busy it was in the last minute; empty where the system does not say.
pub(super) fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or_default().to_owned()
}

/// Day and minute, UTC.
pub(super) fn now() -> String {
    first_line("date", &["-u", "+%F %H:%M"]).unwrap_or_default()
}

/// Some say their version where errors go.
fn first_line(program: &str, arguments: &[&str]) -> Option<String> {
    let said = Command::new(program).args(arguments).output().ok()?;
    let text = if said.stdout.is_empty() { said.stderr } else { said.stdout };
    Some(String::from_utf8(text).ok()?.lines().next()?.trim().to_owned())
}
