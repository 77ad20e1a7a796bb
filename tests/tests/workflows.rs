//! What the workflows name is there: paths, scripts, packages, jobs, artifacts, platforms. None of it runs on a developer's machine.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const FOLDER: &str = ".github/workflows";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn git(arguments: &[&str]) -> (bool, String) {
    let done = Command::new("git").arg("-C").arg(root()).args(arguments).output().unwrap();
    (done.status.success(), String::from_utf8(done.stdout).unwrap())
}

/// What the repository holds: each file with its mode.
struct Repository {
    files: BTreeMap<String, String>,
}

impl Repository {
    fn read() -> Self {
        let listed = git(&["ls-files", "--stage"]).1;
        let entry = |line: &str| {
            let (mode, name) = (line.split(' ').next()?, line.split('\t').nth(1)?);
            Some((name.to_owned(), mode.to_owned()))
        };
        Self { files: listed.lines().filter_map(entry).collect() }
    }

    fn has_folder(&self, path: &str) -> bool {
        let below = format!("{path}/");
        self.files.range(below.clone()..).next().is_some_and(|(name, _)| name.starts_with(&below))
    }

    fn has(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.has_folder(path)
    }

    /// What a path of a workflow is a fault for. What is made on the way is ignored by git.
    fn fault(&self, path: &str) -> Option<String> {
        if let Some(mode) = self.files.get(path) {
            let is_script = fs::read(root().join(path)).is_ok_and(|text| text.starts_with(b"#!"));
            return (is_script && mode != "100755").then(|| format!("{path} cannot be executed"));
        }
        (!self.has(path) && !git(&["check-ignore", "--quiet", path]).0)
            .then(|| format!("{path} is not there"))
    }
}

fn workflows() -> Vec<(String, String)> {
    let listed = fs::read_dir(root().join(FOLDER)).unwrap();
    let mut found: Vec<(String, String)> = listed
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap()))
        .collect();
    found.sort();
    found
}

fn workflow(name: &str) -> String {
    fs::read_to_string(root().join(FOLDER).join(name)).unwrap()
}

/// A line without its comment.
fn said(line: &str) -> &str {
    let is_comment = |at: &usize| line[..*at].trim_end().len() < *at || *at == 0;
    let at = line.match_indices("# ").map(|(at, _)| at).find(is_comment);
    at.map_or(line, |at| &line[..at])
}

/// The paths of the repository in a line, as far as they are no pattern.
fn paths<'a>(repository: &Repository, line: &'a str) -> Vec<&'a str> {
    let words = said(line).split(|c: char| !(c.is_ascii_alphanumeric() || "_./*$@{}-".contains(c)));
    let literal = |word: &'a str| {
        let word = word.strip_prefix("./").unwrap_or(word);
        let end =
            word.find(['*', '$', '{', '}', '@']).map_or(word.len(), |at| word[..at].rfind('/').unwrap_or(0));
        word[..end].trim_end_matches(['/', '.'])
    };
    let is_ours = |path: &&str| path.split_once('/').is_some_and(|(top, _)| repository.has_folder(top));
    words.map(literal).filter(is_ours).collect()
}

fn faults_of_paths(repository: &Repository, name: &str, text: &str) -> Vec<String> {
    let lines = text.lines().enumerate();
    lines
        .flat_map(|(number, line)| {
            let faults = paths(repository, line).into_iter().filter_map(|path| repository.fault(path));
            faults.map(move |fault| format!("{name}:{}: {fault}", number + 1)).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn every_path_is_there() {
    let repository = Repository::read();
    let found = workflows();
    let count: usize =
        found.iter().flat_map(|(_, text)| text.lines()).map(|line| paths(&repository, line).len()).sum();
    assert!(count > 60, "{count} paths alone");
    let faults: Vec<String> =
        found.iter().flat_map(|(name, text)| faults_of_paths(&repository, name, text)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_path_that_is_not_there_is_told_with_its_line() {
    let repository = Repository::read();
    let text = "run: c/scripts/build x # c/scripts/not-read\nrun: c/scripts/biuld && cp uniffi/jvm/spring-boot-starter/target/*.jar jars\n";
    assert_eq!(
        faults_of_paths(&repository, "a.yml", text),
        [
            "a.yml:2: c/scripts/biuld is not there",
            "a.yml:2: uniffi/jvm/spring-boot-starter/target is not there"
        ]
    );
}

#[test]
fn every_package_of_cargo_is_there() {
    let repository = Repository::read();
    let manifests = repository.files.keys().filter(|name| name.ends_with("Cargo.toml"));
    let texts: String = manifests.map(|name| fs::read_to_string(root().join(name)).unwrap()).collect();
    for (name, text) in workflows() {
        for package in text.split("--package ").skip(1).filter_map(|rest| rest.split_whitespace().next()) {
            assert!(texts.contains(&format!("name = \"{package}\"\n")), "{name}: no package {package}");
        }
    }
}

/// The names of the jobs, and of those that they need.
fn jobs(text: &str) -> (BTreeSet<&str>, BTreeSet<&str>) {
    let body = text.split_once("\njobs:\n").unwrap().1;
    let own =
        body.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ") && !line.contains('#'));
    let needed = body.lines().filter_map(|line| line.trim().strip_prefix("needs:"));
    let names = needed.flat_map(|list| list.split(['[', ',', ']', ' '])).filter(|name| !name.is_empty());
    (own.filter_map(|line| line.trim().strip_suffix(':')).collect(), names.collect())
}

#[test]
fn every_job_that_is_needed_is_there_and_every_test_is_needed() {
    for (name, text) in workflows() {
        let (own, needed) = jobs(&text);
        let missing: Vec<_> = needed.difference(&own).collect();
        assert!(!own.is_empty() && missing.is_empty(), "{name}: {missing:?} of {own:?}");
    }
    // What was tried is published, and nothing else.
    let text = workflow("release.yml");
    let (own, needed) = jobs(&text);
    let published =
        ["crates", "npm", "pypi", "rubygems", "c-archives", "go-modules", "composer-packages", "sbom"];
    let idle: Vec<_> = own.difference(&needed).filter(|job| !published.contains(job)).collect();
    assert!(idle.is_empty(), "nobody waits for {idle:?}");
}

/// The artifacts that an action moves, up to what differs by platform.
fn artifacts<'a>(text: &'a str, action: &str) -> BTreeSet<&'a str> {
    let uses = text.split(action).skip(1);
    let given = uses.filter_map(|rest| {
        let step = rest.split("- uses:").next()?.split("- run:").next()?;
        let at = step.find("name: ").map(|at| at + 6).or_else(|| step.find("pattern: ").map(|at| at + 9))?;
        Some(
            step[at..]
                .trim_start_matches('\'')
                .split(['\'', ',', '\n', '$', '*', ' '])
                .next()?
                .trim_end_matches('-'),
        )
    });
    given.collect()
}

#[test]
fn every_artifact_that_is_fetched_was_made() {
    let texts: Vec<String> = workflows()
        .into_iter()
        .filter(|(name, _)| name.starts_with("release"))
        .map(|(_, text)| text)
        .collect();
    let of = |action: &str| texts.iter().flat_map(|text| artifacts(text, action)).collect::<BTreeSet<_>>();
    let (made, fetched) = (of("upload-artifact"), of("download-artifact"));
    assert!(fetched.len() > 5, "{fetched:?}");
    assert_eq!(fetched.difference(&made).collect::<Vec<_>>(), Vec::<&&str>::new());
}

/// The lines of the table of a script that lays out libraries: target, then what the languages call it.
fn platforms(script: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join(script)).unwrap();
    let table = text.split("platforms=\"\n").nth(1).unwrap().split('"').next().unwrap();
    table.lines().map(|line| line.split_whitespace().map(str::to_owned).collect()).collect()
}

#[test]
fn every_platform_that_is_built_is_laid_out() {
    for (name, script) in
        [("release-c.yml", "c/scripts/lay-out"), ("release-uniffi.yml", "uniffi/scripts/lay-out")]
    {
        let text = workflow(name);
        let matrix = text.split("steps:").next().unwrap();
        let built: BTreeSet<String> =
            matrix.split("target: ").skip(1).map(|rest| rest[..rest.find(',').unwrap()].to_owned()).collect();
        let laid_out: BTreeSet<String> =
            platforms(script).into_iter().map(|mut line| line.swap_remove(0)).collect();
        assert_eq!(built, laid_out, "{name}, {script}");
    }
}

#[test]
fn every_module_of_go_is_filled() {
    let lines = platforms("c/scripts/lay-out");
    let filled: BTreeSet<&str> =
        lines.iter().map(|line| line[1].as_str()).filter(|name| *name != "-").collect();
    for base in ["go/lib", "go/qqwxpaytest/lib"] {
        let listed = fs::read_dir(root().join(base))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let folders: BTreeSet<String> = listed.collect();
        assert_eq!(folders.iter().map(String::as_str).collect::<BTreeSet<_>>(), filled, "{base}");
    }
}
