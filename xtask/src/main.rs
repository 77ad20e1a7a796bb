//! The project's own commands: `cargo xtask demo`, `generate`, `test`, `bench`.
#![allow(clippy::print_stdout, clippy::print_stderr)] // a command line program speaks through these

mod bench;
mod c;
mod command;
mod conformance;
mod crates;
mod documents;
mod fuzz;
mod go;
mod lanes;
mod long;
mod node;
mod page;
mod php;
mod programs;
mod python;
mod sizes;
mod soak;
mod test;
mod uniffi;

use std::process::{Command, ExitCode};

const USAGE: &str = "cargo xtask COMMAND

  demo [--keep-running]   four payments on a sandbox on this machine, step by step
  generate                the types of the bindings, out of the models
  test                    everything: format, lints, tests, generated files, peers, demo
  test --busy             the same while every core is kept busy with something else
  test --long             the same with the long form of each test, and then, as often as `test repeated`,
                          what measures time
  test repeated [LANGUAGE...]
                          20 times what measures time or waits for it, all languages at once: rust, faults (in
                          Rust, too), node, python, jvm, ruby, swift, c, go, php; it runs what `test` has built
  test documents          what the documents of both languages say, link to and name
  test dashboard          every query of the Grafana dashboard on a real Prometheus; part of the long form; it takes the wheel that
                          `test python` has installed, and needs the program `prometheus`
  test site [PART...]     the site of the documents: built without a warning, every link, every program of every language on a
                          sandbox; part of the long form; it runs what `test` has built. Parts: site, browser, negative, parsed, migrations,
                          first, testing, node, python, ruby, jvm, swift, go, php, rust
  test crates             the crates as users get them: every choice of features, the packages unpacked
                          elsewhere, the lowest versions; part of the long form
  test load               many processes that share one access token, over a file, over Redis, and each alone; in a short form part
                          of the tests; it runs what `test` has built
  test chaos              a shop of several processes while everything goes wrong, by 200 seeds; three of them are part of the tests
  test chaos SECONDS FIRST_SEED COUNT [AT_ONCE] [without-inbox | without-poller | without-store]
                          some seeds: a run that failed says which
  test chaos SECONDS SEED plan
                          what happens in one
  test sql                the recipe of docs/once.md with PostgreSQL, MariaDB and SQLite; part of the long form; it runs what
                          `test` has built, and needs the packages postgresql and mariadb-server
  test page [--long]      the live page of the sandbox in Chromium (Debian: chromium, fonts-noto-cjk); in the long form every button
  test fuzz [SECONDS] [TARGET...]
                          each target of `fuzz/` for so long, 20 seconds when nothing is said: any bytes at every door of core, as
                          libFuzzer makes them up; part of the long form; it needs `cargo install cargo-fuzz --locked`
  test soak [SECONDS] [LANGUAGE...]
                          a process in every language takes payments while replies are lost, cut, slow or wrongly signed; at the end
                          the sandbox's ledger is compared with what each said, and its memory, handles and threads with those of its
                          youth; 60 seconds are part of the long form; it runs what `test` has built
  test core               all but the packages of the other languages
  test rust               of these, the tests in Rust alone
  test peers              of these, packages of others as judges, and the generated cases
  test LANGUAGE [--long]  the tests of one package and its examples: node, python, uniffi, uniffi jvm, uniffi ruby, uniffi swift, c, go,
                          php; the long form of c is all of it under valgrind, of go ten thousand orders by 256 goroutines, of php 64
                          workers of FPM
  test ... --built        the same with what `cargo xtask test` has built, which is built with the features of all packages together
  bench [LANGUAGE...]     the benchmarks of the core, or of these: our own work beside the bare operations and beside the peers; it
                          fails where a target of benchmarks/targets.json is missed without a reason. Languages: core, node,
                          python, jvm, go, c, php, scale
  bench all [LANGUAGE...] all of them, or these, and the tables of benchmarks/RESULTS.md; takes about 45 minutes
  bench report            those tables again, of the figures of the last run: when a reason was added
  bench --smoke ...       whether they run, in seconds: the figures are worth nothing and stay in target/bench/smoke
                          The variables SECONDS, ROUNDS and OPERATIONS say how long each measurement is
";

/// Cargo shows what it builds.
fn demo(options: &[&str]) -> Result<(), String> {
    if programs::are_built() {
        return command::run("demo", Command::new(programs::folder().join("demo")).args(options));
    }
    println!(
        "The first time everything is built: two to three minutes on two cores. Later it takes seconds."
    );
    let run = ["run", "--package", "qq-wxpay-tests", "--bin", "demo", "--"];
    command::cargo("demo", &[&run, options].concat())
}

/// What may stand behind any test: its long form, and that everything it needs is built.
fn is_option(word: &str) -> bool {
    match word {
        "--long" => command::take_the_long_form(),
        "--built" => programs::take_what_is_built(),
        _ => return false,
    }
    true
}

fn run(words: &[&str]) -> Option<Result<(), String>> {
    Some(match words {
        ["demo", options @ ..] => demo(options),
        ["generate"] => command::cargo(
            "types and methods of every language",
            &["run", "--package", "qq-wxpay-generators"],
        )
        .and_then(|()| uniffi::generate()),
        ["test"] if command::is_long() => test::run_at_length(),
        ["test"] => test::run(),
        ["test", "--busy"] => {
            let load = long::Load::begin();
            test::run().map(|()| drop(load))
        }
        ["test", part, of @ ..] => return test_one(part, of),
        ["bench", words @ ..] => bench::bench(words),
        _ => return None,
    })
}

fn test_one(part: &str, of: &[&str]) -> Option<Result<(), String>> {
    Some(match (part, of) {
        ("repeated", languages) => long::repeat(languages),
        ("documents", []) => documents::check().and_then(|()| {
            command::cargo(
                "names in documents",
                &["test", "--package", "qq-wxpay-tests", "--test", "documents"],
            )
        }),
        ("load", []) => test::load("40", &["file", "redis", "memory"]),
        ("load", [lifetime, stores @ ..]) => test::load(lifetime, stores),
        ("demo", []) => demo(&[]),
        ("chaos", []) => test::chaos_at_length(),
        ("chaos", arguments) => test::chaos(arguments),
        ("sql", []) => python::sql(),
        ("dashboard", []) => python::dashboard(),
        ("site", only) => python::site(only),
        ("fuzz", arguments) => fuzz::test(arguments),
        ("soak", arguments) => soak::test(arguments),
        ("core", []) => test::core(),
        ("rust", []) => test::rust(),
        ("peers", []) => test::peers(),
        ("crates", []) => crates::test(),
        ("node", []) => node::test(),
        ("page", []) => page::test(),
        ("python", []) => python::test(),
        ("c", []) => c::test_alone(),
        ("go", []) => go::test(),
        ("php", []) => php::test(),
        ("uniffi", []) => uniffi::test(None),
        ("uniffi", [language]) => uniffi::test(Some(language)),
        _ => return None,
    })
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).filter(|word| !is_option(word)).collect();
    let Some(done) = run(&words) else {
        eprint!("{USAGE}");
        return ExitCode::from(2);
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\nFAILED: {why}");
            ExitCode::FAILURE
        }
    }
}
