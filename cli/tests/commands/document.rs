//! The page of the command line and `--help`: each names what the other names.

use std::collections::BTreeSet;
use std::path::Path;

use crate::told::told;

/// What there is: `command --option VALUE` and `command VALUE`; without a command for all of them.
type Named = BTreeSet<String>;

/// What `--help` shows.
fn helped() -> Named {
    let all = told(&["--help"], &[]).out;
    let list = all.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let commands: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let common: Named = entries(&all).collect();
    let mut named: Named = common.iter().map(|entry| format!(" {entry}")).collect();
    for command in commands {
        named.insert(command.to_owned());
        let own = told(&[command, "--help"], &[]).out;
        let own: Vec<String> = entries(&own).filter(|entry| !common.contains(entry)).collect();
        named.extend(own.iter().map(|entry| format!("{command} {entry}")));
    }
    named
}

/// The options and values that stand for themselves in a help text: `--to URL`, `KIND`.
fn entries(help: &str) -> impl Iterator<Item = String> {
    help.lines().filter_map(|line| {
        let entry = line.strip_prefix("  ")?;
        let entry = entry.trim_start_matches(' ').split(", ").last()?;
        let is_alone = entry.starts_with("--") && entry.split_whitespace().count() <= 2;
        let is_value = (entry.starts_with('[') || entry.starts_with('<'))
            && entry.ends_with([']', '>'])
            && entry.bytes().all(|byte| byte.is_ascii_uppercase() || b"[]<>".contains(&byte));
        let plain = entry.replace(['<', '>', '[', ']'], "");
        (is_value || is_alone && !line.starts_with("          ")).then_some(plain)
    })
}

/// What the page shows: a heading for each command, a row for each option.
fn written(page: &str) -> Named {
    let mut named = Named::new();
    let mut command: Option<String> = None;
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("### ") {
            let name = heading.strip_prefix('`').and_then(|heading| heading.split([' ', '`']).next());
            named.extend(name.map(str::to_owned));
            command = Some(name.unwrap_or_default().to_owned());
        } else if line.starts_with("## ") {
            command = None;
        }
        let entry = line.strip_prefix("| `").and_then(|row| row.split('`').next());
        if let (Some(command), Some(entry)) = (&command, entry) {
            named.insert(format!("{command} {entry}"));
        }
    }
    named
}

#[test]
fn the_page_names_every_command_and_option_and_no_other() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    if !docs.exists() {
        return; // unpacked outside of the repository
    }
    let helped = helped();
    assert!(helped.len() > 50 && helped.contains("trigger --to URL"), "{helped:#?}");
    for name in ["command-line.md", "command-line.zh-CN.md"] {
        let page = std::fs::read_to_string(docs.join(name)).unwrap();
        let written = written(&page);
        let missing: Vec<_> = helped.difference(&written).collect();
        let invented: Vec<_> = written.difference(&helped).collect();
        assert_eq!((missing, invented), (Vec::new(), Vec::new()), "{name}");
        for command in helped.iter().filter(|entry| !entry.contains(' ')) {
            assert!(page.contains(&format!("| `{command}")), "{name} tells what {command} does");
        }
    }
}
