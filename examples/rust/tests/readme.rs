//! The program at the top of both READMEs of the crate is the one that is compiled here.

use std::path::Path;

#[allow(dead_code, reason = "compiling it is the test")]
#[path = "snippets/after_payment.rs"]
mod after_payment;

const PROGRAM: &str = include_str!("../src/bin/ten_lines.rs");

fn paper(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name);
    std::fs::read_to_string(path).expect("the paper is in the root of the repository")
}

#[test]
fn both_readmes_begin_with_the_program() {
    for name in ["core/README.md", "core/README.zh-CN.md"] {
        let text = paper(name);
        let block = format!("```rust\n{PROGRAM}```\n");
        assert!(text.contains(&block), "{name} does not hold src/bin/ten_lines.rs byte for byte");
        assert_eq!(text.find("```rust\n"), text.find(&block), "{name} shows other code first");
    }
}

#[test]
fn what_the_readme_does_after_the_payment_is_what_is_compiled() {
    let block = format!("```rust\n{}```\n", include_str!("snippets/after_payment.rs"));
    assert!(
        paper("core/README.md").contains(&block),
        "core/README.md does not hold snippets/after_payment.rs byte for byte"
    );
}

#[test]
fn both_readmes_of_the_sandbox_hold_the_test() {
    let block = format!("```rust\n{}```\n", include_str!("sandbox.rs"));
    for name in ["sandbox/README.md", "sandbox/README.zh-CN.md"] {
        assert!(paper(name).contains(&block), "{name} does not hold tests/sandbox.rs byte for byte");
    }
}

#[test]
fn the_program_has_at_most_ten_statements() {
    let statements = PROGRAM.lines().filter(|line| line.trim_end().ends_with(';') || line.contains("; //"));
    assert!(statements.count() <= 10);
}

#[test]
fn both_documents_name_every_setting() {
    let settings = include_str!("../../../core/src/config/settings.rs");
    let mut names: Vec<_> = settings
        .split(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'))
        .filter(|word| word.starts_with("QQ_WXPAY_"))
        .collect();
    names.sort_unstable();
    names.dedup();
    assert!(names.len() > 20, "{names:?}");
    for paper_name in ["docs/settings.md", "docs/settings.zh-CN.md"] {
        let text = paper(paper_name);
        for name in &names {
            assert!(text.contains(&format!("`{name}`")), "{paper_name} does not explain {name}");
        }
    }
}

#[test]
fn both_documents_name_the_same_codes() {
    let (english, chinese) = (paper("docs/troubleshooting.md"), paper("docs/troubleshooting.zh-CN.md"));
    let codes = |text: &str| {
        let mut found: Vec<String> = qq_wxpay::error::entries()
            .map(|entry| entry.code.to_owned())
            .filter(|code| text.contains(&format!("`{code}`")))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    assert_eq!(codes(&english), codes(&chinese));
    assert!(codes(&english).len() >= 10);
}
