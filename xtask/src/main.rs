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
mod long;
mod node;
mod page;
mod php;
mod python;
mod sizes;
mod test;
mod uniffi;

use std::process::ExitCode;

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
  test page               the live page of the sandbox in Chromium (Debian: chromium, fonts-noto-cjk), every button; one path is
                          part of the tests, all of it part of the long form
  test fuzz [SECONDS] [TARGET...]
                          each target of `fuzz/` for so long, 20 seconds when nothing is said: any bytes at every door of core, as
                          libFuzzer makes them up; part of the long form; it needs `cargo install cargo-fuzz --locked`
  test core               all but the packages of the other languages
  test node, test python, test uniffi, test c, test go
                          the tests of one package and its examples
  test c --long           all tests in C under valgrind, too
  test go --long          ten thousand orders by 256 goroutines, too
  test php [--long]       the Composer package: cases, a whole payment, notifications, workers of FPM; in the long form 64 of them
  test uniffi LANGUAGE    jvm, ruby or swift
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
    println!(
        "The first time everything is built: two to three minutes on two cores. Later it takes seconds."
    );
    let run = ["run", "--package", "qq-wxpay-tests", "--bin", "demo", "--"];
    command::cargo("demo", &[&run, options].concat())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["demo", options @ ..] => demo(options),
        ["generate"] => command::cargo(
            "types and methods of every language",
            &["run", "--package", "qq-wxpay-generators"],
        )
        .and_then(|()| uniffi::generate()),
        ["test"] => test::run(),
        ["test", "--busy"] => {
            let load = long::Load::begin();
            test::run().map(|()| drop(load))
        }
        ["test", "--long"] => {
            command::take_the_long_form();
            let stores = ["file", "redis", "memory"];
            test::run()
                .and_then(|()| test::load("40", &stores))
                .and_then(|()| test::chaos_at_length())
                .and_then(|()| python::sql())
                .and_then(|()| python::dashboard())
                .and_then(|()| python::site(&[]))
                .and_then(|()| crates::test())
                .and_then(|()| fuzz::test(&[]))
                .and_then(|()| long::repeat(&[]))
        }
        ["test", "repeated", languages @ ..] => long::repeat(languages),
        ["test", "documents"] => documents::check().and_then(|()| {
            command::cargo(
                "names in documents",
                &["test", "--package", "qq-wxpay-tests", "--test", "documents"],
            )
        }),
        ["test", "load"] => test::load("40", &["file", "redis", "memory"]),
        ["test", "chaos"] => test::chaos_at_length(),
        ["test", "chaos", arguments @ ..] => test::chaos(arguments),
        ["test", "sql"] => python::sql(),
        ["test", "dashboard"] => python::dashboard(),
        ["test", "page"] => {
            command::take_the_long_form();
            page::test()
        }
        ["test", "site", only @ ..] => python::site(only),
        ["test", "fuzz", arguments @ ..] => fuzz::test(arguments),
        ["test", "core"] => test::core(),
        ["test", "crates"] => crates::test(),
        ["test", "node"] => node::test(),
        ["test", "python"] => python::test(),
        ["test", "c"] => c::test_alone(),
        ["test", "c", "--long"] => {
            command::take_the_long_form();
            c::test_alone()
        }
        ["test", "go"] => go::test(),
        ["test", "go", "--long"] => {
            command::take_the_long_form();
            go::test()
        }
        ["test", "php"] => php::test(),
        ["test", "php", "--long"] => {
            command::take_the_long_form();
            php::test()
        }
        ["test", "uniffi"] => uniffi::test(None),
        ["test", "uniffi", language] => uniffi::test(Some(language)),
        ["bench", words @ ..] => bench::bench(words),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\nFAILED: {why}");
            ExitCode::FAILURE
        }
    }
}
