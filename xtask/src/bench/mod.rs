//! `cargo xtask bench`: every benchmark, ours and the peers', and what their figures are worth beside the targets.
//!
//! Each benchmark adds its figures, as lines of JSON, to the file of its language in `target/bench/`; the tables are made of those files.
#![allow(clippy::float_arithmetic)] // ratios of times and sizes, no amounts

mod figures;
mod floor;
mod judge;
mod machine;
mod rows;
mod table;
mod targets;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{cargo, root, run, target, tell, told};
use judge::Line;

/// What can be measured: its name, how it is called, the benchmarks.
const PARTS: [(&str, &str, Part); 8] = [
    ("core", "Rust", core),
    ("node", "Node", crate::node::bench),
    ("python", "Python", crate::python::bench),
    ("jvm", "Kotlin and Java", crate::uniffi::jvm::bench),
    ("go", "Go", crate::go::bench),
    ("c", "C", crate::c::bench),
    ("php", "PHP", crate::php::bench),
    ("scale", "Scale", scale),
];

type Part = fn() -> Result<(), String>;

/// How long the benchmarks take, for those that the environment does not say otherwise of: seconds of each measurement, how many of each,
/// operations after which memory is looked at.
const WHOLE: [(&str, &str); 3] = [("SECONDS", "3"), ("ROUNDS", "3"), ("OPERATIONS", "100000")];
const SMOKE: [(&str, &str); 3] = [("SECONDS", "0.3"), ("ROUNDS", "1"), ("OPERATIONS", "2000")];

/// Runs what is asked for: `[all | report] [--smoke] [LANGUAGE...]`.
pub(crate) fn bench(words: &[&str]) -> Result<(), String> {
    let asked = Asked::read(words)?;
    let folder = target().join(if asked.smoke { "bench/smoke" } else { "bench" });
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for (name, standard) in if asked.smoke { SMOKE } else { WHOLE } {
        tell(name, &std::env::var(name).unwrap_or_else(|_| standard.to_owned()));
    }
    let pictures = if asked.all && !asked.smoke { root().join("docs") } else { folder.clone() };
    tell("BENCH_PICTURES", &pictures.display().to_string());
    let mut failed = Vec::new();
    if asked.measures {
        build_floor()?;
    }
    for (name, _, part) in asked.parts().filter(|_| asked.measures) {
        if let Err(why) = measure(&folder, name, part) {
            eprintln!("\n{name}: {why}");
            failed.push(format!("{name}: {why}"));
        }
    }
    failed.extend(report(&folder, &asked)?);
    if failed.is_empty() { Ok(()) } else { Err(format!("benchmarks\n  {}", failed.join("\n  "))) }
}

struct Asked {
    /// Whether the tables are written.
    all: bool,
    /// Whether anything is measured for them; else they are written again, for instance with a reason that was added.
    measures: bool,
    /// Whether only is tried that everything runs.
    smoke: bool,
    languages: Vec<String>,
}

impl Asked {
    fn read(words: &[&str]) -> Result<Self, String> {
        let (options, languages): (Vec<&str>, Vec<&str>) =
            words.iter().partition(|word| ["all", "report", "--smoke"].contains(word));
        let names = PARTS.map(|(name, ..)| name);
        if let Some(other) = languages.iter().find(|language| !names.contains(language)) {
            return Err(format!("{other} is none of {}", names.join(", ")));
        }
        let measures = !options.contains(&"report");
        let all = options.contains(&"all") || !measures;
        let languages: Vec<&str> = match (languages.is_empty(), all) {
            (false, _) => languages,
            (true, true) => names.to_vec(),
            (true, false) => vec!["core"],
        };
        let smoke = options.contains(&"--smoke");
        Ok(Self { all, measures, smoke, languages: languages.into_iter().map(str::to_owned).collect() })
    }

    fn parts(&self) -> impl Iterator<Item = (&'static str, &'static str, Part)> {
        PARTS.into_iter().filter(|(name, ..)| self.languages.iter().any(|language| language == name))
    }
}

/// One part: the floor before and after it, because the machine may be busier at one of the ends.
fn measure(folder: &Path, name: &str, part: Part) -> Result<(), String> {
    let file = folder.join(format!("{name}.jsonl"));
    let _ = fs::remove_file(&file);
    tell("BENCH_FIGURES", &file.display().to_string());
    tell("BENCH_LANGUAGE", name);
    let begin = (machine::now(), machine::load());
    lay_floor(name)?;
    part()?;
    lay_floor(name)?;
    let seconds = told("SECONDS");
    let when = format!(
        "Begun {} UTC at a load of {}, ended {} UTC at {}{}.",
        begin.0,
        begin.1,
        machine::now(),
        machine::load(),
        seconds.map(|seconds| format!("; {seconds} s for each measurement")).unwrap_or_default()
    );
    fs::write(folder.join(format!("{name}.md")), when).map_err(|error| error.to_string())
}

/// The programs that measure the bare operations.
fn build_floor() -> Result<(), String> {
    let build = ["build", "--release", "--package", "qq-wxpay-benchmarks", "--bins", "--examples"];
    cargo("benchmarks: core, the server that answers at once, the floor", &build)?;
    let mut compiler = Command::new("cc");
    compiler.args(["-std=c11", "-O2", "-D_GNU_SOURCE", "-o"]).arg(target().join("release/bare-openssl"));
    compiler.arg(root().join("benchmarks/c/bare.c"));
    run("benchmarks: bare OpenSSL", compiler.arg("-lcrypto"))
}

fn lay_floor(name: &str) -> Result<(), String> {
    if name == "scale" {
        return Ok(());
    }
    run("floor: core, AWS-LC", &mut example("direct"))?;
    run("floor: OpenSSL", &mut Command::new(target().join("release/bare-openssl")))
}

/// A program of `benchmarks/examples/`.
fn example(name: &str) -> Command {
    Command::new(target().join("release/examples").join(name))
}

fn core() -> Result<(), String> {
    // In the profile of the programs beside it: in its own one everything would be built once more.
    let bench = ["bench", "--profile", "release", "--package", "qq-wxpay-benchmarks", "--bench", "core"];
    cargo("benchmarks: criterion", &bench)?;
    run("benchmarks: Rust, orders over HTTP", example("orders").arg("load"))?;
    run("benchmarks: Rust, memory", &mut example("memory"))
}

fn scale() -> Result<(), String> {
    run("scale: orders in flight, processes", example("orders").arg("scale"))?;
    run("scale: bodies of notifications", &mut example("bodies"))?;
    let operations: u32 = told("OPERATIONS").and_then(|text| text.parse().ok()).unwrap_or(u32::MAX);
    for count in [1, 10, 100, 1_000, 10_000].into_iter().filter(|count| count * 10 <= operations) {
        run(&format!("scale: {count} merchants"), example("merchants").arg(count.to_string()))?;
    }
    let pictures = told("BENCH_PICTURES").ok_or("no folder for pictures")?;
    run("scale: pictures", example("plots").arg(pictures))
}

/// Says, and with `all` writes, what came out of it; gives what is wrong.
fn report(folder: &Path, asked: &Asked) -> Result<Vec<String>, String> {
    let targets = targets::read(&root().join("benchmarks/targets.json"), machine::has_ifma())?;
    let mut text = machine::described();
    let mut lines: Vec<Line> = Vec::new();
    for (name, title, _) in PARTS {
        let is_asked = asked.languages.iter().any(|language| language == name);
        let measured = floor::lay(&figures::read(&folder.join(format!("{name}.jsonl")))?);
        if measured.is_empty() || !(asked.all || is_asked) {
            continue;
        }
        let judged = judge::judge(&measured, &targets);
        let when = fs::read_to_string(folder.join(format!("{name}.md"))).unwrap_or_default();
        let _ = write!(text, "\n## {title}\n\n{when}\n\n{}", table::table(&judged));
        lines.extend(judged);
    }
    println!("\n{text}");
    if asked.all {
        table::write(&results(folder, asked), &text)?;
    }
    let languages: Vec<&str> = asked.languages.iter().map(String::as_str).collect();
    Ok(if asked.smoke {
        judge::unmeasured(&lines, &targets, &languages)
    } else {
        judge::faults(&lines, &targets, &languages)
    })
}

/// Short measurements are worth nothing, and stay where they are built.
fn results(folder: &Path, asked: &Asked) -> PathBuf {
    if asked.smoke { folder.join("RESULTS.md") } else { root().join("benchmarks/RESULTS.md") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_every_part_and_nothing_is_the_core() {
        let asked = |words: &[&str]| Asked::read(words).unwrap();
        assert_eq!(asked(&["all"]).languages.len(), PARTS.len());
        assert_eq!(asked(&[]).languages, ["core"]);
        let some = asked(&["all", "go", "node", "--smoke"]);
        assert!(some.all && some.smoke && some.measures);
        let again = asked(&["report"]);
        assert!(again.all && !again.measures && again.languages.len() == PARTS.len());
        assert_eq!(some.parts().map(|(name, ..)| name).collect::<Vec<_>>(), ["node", "go"]);
        assert!(Asked::read(&["ruby"]).is_err_and(|why| why.starts_with("ruby is none of core, node")));
    }

    #[test]
    fn each_target_is_of_a_part() {
        let targets = targets::read(&root().join("benchmarks/targets.json"), true).unwrap();
        for target in targets {
            assert!(PARTS.iter().any(|(name, ..)| *name == target.language), "{target:?}");
        }
    }
}
