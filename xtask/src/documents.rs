//! The documents that stand in English and in Chinese say the same: same headings, same programs, links that lead somewhere.

use std::collections::BTreeSet;
use std::path::{Component, Path};
use std::process::Command;

use crate::command::{root, run};

const ENGLISH: &str = ".md";
const CHINESE: &str = ".zh-CN.md";

/// Compares every pair that git knows.
pub(crate) fn check() -> Result<(), String> {
    println!("\n== documents");
    let files = tracked()?;
    let mut pairs = 0;
    let mut faults = Vec::new();
    for chinese in files.iter().filter(|file| file.ends_with(CHINESE)) {
        let english = format!("{}{ENGLISH}", chinese.strip_suffix(CHINESE).unwrap_or_default());
        if !files.contains(&english) {
            continue;
        }
        let pair = [Document::read(&english)?, Document::read(chinese)?];
        faults.extend(differences(&pair));
        for document in &pair {
            faults.extend(dead_links(document, &|target| exists(&files, target)));
        }
        pairs += 1;
    }
    if !faults.is_empty() {
        return Err(format!("documents\n  {}", faults.join("\n  ")));
    }
    println!("== documents: ok, {pairs} pairs");
    run("documents: pages, programs, READMEs", Command::new("python3").arg("docs/site/check.py"))
}

/// The files that git knows.
fn tracked() -> Result<BTreeSet<String>, String> {
    let listed = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output()
        .map_err(|error| format!("documents: `git` cannot be started: {error}"))?;
    if !listed.status.success() {
        return Err(format!("documents: git ls-files: {}", String::from_utf8_lossy(&listed.stderr).trim()));
    }
    let names = String::from_utf8_lossy(&listed.stdout);
    Ok(names.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// Whether a file or folder is committed and there: one that only this machine has leads nobody else anywhere.
fn exists(files: &BTreeSet<String>, target: &str) -> bool {
    let folder = format!("{target}/");
    let known =
        target.is_empty() || files.contains(target) || files.iter().any(|file| file.starts_with(&folder));
    known && root().join(target).exists()
}

/// What is compared of a README, each with its line.
struct Document {
    name: String,
    headings: Vec<(usize, usize)>,
    blocks: Vec<(usize, Vec<String>)>,
    links: Vec<(usize, String)>,
}

impl Document {
    fn read(name: &str) -> Result<Self, String> {
        let text = std::fs::read_to_string(root().join(name)).map_err(|error| format!("{name}: {error}"))?;
        Self::parse(name, &text)
    }

    fn parse(name: &str, text: &str) -> Result<Self, String> {
        let mut document =
            Self { name: name.to_owned(), headings: Vec::new(), blocks: Vec::new(), links: Vec::new() };
        let mut open: Option<(usize, String, Vec<String>)> = None;
        for (number, line) in text.lines().enumerate().map(|(index, line)| (index + 1, line)) {
            let fence = line.trim_start().strip_prefix("```");
            match (&mut open, fence) {
                (Some((_, _, block)), Some("")) => {
                    let block = std::mem::take(block);
                    document.blocks.extend(open.take().map(|(begin, _, _)| (begin, block)));
                }
                (Some((_, language, block)), _) => block.extend(without_comment(language, line)),
                (None, Some(language)) => {
                    open = Some((number, language.trim().to_owned(), vec![format!("```{language}")]));
                }
                (None, None) => {
                    let level = line.chars().take_while(|c| *c == '#').count();
                    if level > 0 && line[level..].starts_with(' ') {
                        document.headings.push((number, level));
                    }
                    document.links.extend(links(line).map(|link| (number, link.to_owned())));
                }
            }
        }
        match open {
            Some((begin, _, _)) => Err(format!("{name}:{begin}: a block of code that does not end")),
            None => Ok(document),
        }
    }
}

/// The line of a program without its comment; nothing when it was only that.
fn without_comment(language: &str, line: &str) -> Option<String> {
    let markers: &[&str] = match language {
        "c" | "csharp" | "go" | "js" | "ts" | "java" | "kotlin" | "php" | "rust" | "swift" => {
            &["// ", "/// ", "//! ", "/** "]
        }
        "python" | "ruby" | "sh" | "toml" | "yaml" => &["# "],
        _ => &[],
    };
    let begins = |at: usize| line[..at].chars().next_back().is_none_or(char::is_whitespace);
    let comment = markers
        .iter()
        .filter_map(|marker| line.match_indices(marker).map(|(at, _)| at).find(|at| begins(*at)));
    let code = match comment.min() {
        Some(at) if line[..at].trim().is_empty() => return None,
        Some(at) => &line[..at],
        None => line,
    };
    Some(code.trim_end().to_owned())
}

/// The targets of the links in a line of prose.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next())
}

/// Where two documents part, with the lines of both.
fn differences([english, chinese]: &[Document; 2]) -> Vec<String> {
    let mut faults = Vec::new();
    let place = |document: &Document, line: Option<usize>| match line {
        Some(line) => format!("{}:{line}", document.name),
        None => format!("the end of {}", document.name),
    };
    let longest = english.headings.len().max(chinese.headings.len());
    let parted = (0..longest).find(|index| {
        let level = |document: &Document| document.headings.get(*index).map(|(_, level)| *level);
        level(english) != level(chinese)
    });
    if let Some(index) = parted {
        let at = |document: &Document| place(document, document.headings.get(index).map(|(line, _)| *line));
        faults.push(format!("{} and {}: not the same headings", at(english), at(chinese)));
    }
    let longest = english.blocks.len().max(chinese.blocks.len());
    for index in 0..longest {
        let (own, other) = (english.blocks.get(index), chinese.blocks.get(index));
        if own.map(|(_, code)| code) == other.map(|(_, code)| code) {
            continue;
        }
        let at = |document: &Document| place(document, document.blocks.get(index).map(|(line, _)| *line));
        let places = format!("{} and {}", at(english), at(chinese));
        let (Some((_, own)), Some((_, other))) = (own, other) else {
            faults.push(format!("{places}: a block of code that only one has"));
            break;
        };
        let line = own.iter().zip(other).position(|(a, b)| a != b).unwrap_or(own.len().min(other.len()));
        let shown = |code: &[String]| code.get(line).cloned().unwrap_or_else(|| "```".to_owned());
        faults.push(format!("{places}: not the same code: `{}` and `{}`", shown(own), shown(other)));
    }
    faults
}

/// Relative links to what `exists` does not know, by its path from the root.
fn dead_links(document: &Document, exists: &dyn Fn(&str) -> bool) -> Vec<String> {
    let relative = document
        .links
        .iter()
        .filter(|(_, link)| !link.starts_with('#') && !link.contains("://") && !link.starts_with("mailto:"));
    relative
        .filter(|(_, link)| {
            let path = link.split('#').next().unwrap_or_default();
            !from_root(&document.name, path).is_some_and(|target| exists(&target))
        })
        .map(|(line, link)| format!("{}:{line}: the link to {link} leads nowhere", document.name))
        .collect()
}

/// The path from the root of what a document links to; nothing when that lies outside of the repository.
fn from_root(document: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    let path = Path::new(document).parent()?.join(link);
    for component in path.components() {
        match component {
            Component::Normal(name) => parts.push(name.to_str()?),
            Component::ParentDir => {
                parts.pop()?;
            }
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "# A\n\n[b](../b/README.md#c)\n\n```ruby\n# config\npay(\"R#{n}\") # fen\n```\n\n## D\n";

    fn pair(chinese: &str) -> Vec<String> {
        differences(&[
            Document::parse("a/README.md", TEXT).unwrap(),
            Document::parse("a/README.zh-CN.md", chinese).unwrap(),
        ])
    }

    #[test]
    fn other_words_and_comments_are_no_difference() {
        let chinese = TEXT.replace("# A", "# 甲").replace("# config\n", "").replace("# fen", "# 分");
        assert!(pair(&chinese).is_empty());
    }

    #[test]
    fn headings_and_code_that_differ_are_told_with_their_lines() {
        assert!(pair(&TEXT.replace("## D", "### D"))[0].contains("a/README.md:10 and a/README.zh-CN.md:10"));
        assert!(pair(&TEXT.replace("## D\n", ""))[0].contains("the end of a/README.zh-CN.md"));
        assert!(pair(&TEXT.replace("R#{n}", "R#{m}"))[0].contains("R#{m}"));
        assert!(pair(&TEXT.replace("```ruby", "```sh"))[0].contains("```sh"));
        assert!(pair(&format!("{TEXT}```\nmore\n```\n"))[0].contains("only one has"));
        assert!(Document::parse("README.md", "```js\n").is_err());
    }

    #[test]
    fn an_address_is_no_comment() {
        assert_eq!(without_comment("js", "get('https://a'); // b").as_deref(), Some("get('https://a');"));
        assert_eq!(without_comment("rust", "#[test]").as_deref(), Some("#[test]"));
        assert_eq!(without_comment("kotlin", "    /** Own. */"), None);
    }

    #[test]
    fn a_relative_link_needs_its_file() {
        let document = Document::parse("a/README.md", TEXT).unwrap();
        assert!(dead_links(&document, &|target| target == "b/README.md").is_empty());
        assert!(dead_links(&document, &|_| false)[0].contains("a/README.md:3"));
        let far = Document::parse("README.md", "[x](../x) [y](https://y.example) [z](#z)").unwrap();
        assert_eq!(dead_links(&far, &|_| true).len(), 1);
    }
}
