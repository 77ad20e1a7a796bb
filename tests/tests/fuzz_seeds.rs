//! What must hold for any bytes holds for the messages of the cases, for those messages changed at random, and for whatever once failed.
#![allow(clippy::unwrap_used)] // a test that unwraps fails with the place and the value

use std::fs;
use std::panic;
use std::path::{Path, PathBuf};

use qq_wxpay_fuzz::{TARGETS, seeds};
use qq_wxpay_tests::dice::Dice;

/// So many changed messages each target is given.
const ROUNDS: usize = 2_000;

/// So many those that sign by RSA each time, or write files.
const FEWER_ROUNDS: usize = 500;

/// Which these are.
const SLOW: [&str; 11] = [
    "arguments",
    "bill",
    "bill_gzip",
    "bill_packed",
    "certificate_list",
    "inbox_file",
    "merchant_p12",
    "notification_v3",
    "notification_v3_resource",
    "reply_v3",
    "settings",
];

/// Longer inputs are for libFuzzer.
const LONGEST: usize = 8 << 10;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz")
}

/// What once failed, by the names of the files.
fn crashes(target: &str) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = fs::read_dir(folder().join("crashes").join(target)) else { return Vec::new() };
    let files = entries.map(|entry| entry.unwrap().path());
    files.map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect()
}

/// One to four changes: a bit flipped, a byte replaced, a piece cut out, doubled or moved, a piece of another message put in, the end cut off.
fn changed(dice: &mut Dice, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds[dice.below(seeds.len())].clone();
    for _ in 0..=dice.below(4) {
        let from = dice.below(bytes.len() + 1);
        let to = (from + 1 + dice.below(24)).min(bytes.len());
        match dice.below(8) {
            0 | 1 if from < bytes.len() => bytes[from] ^= 1 << dice.below(8),
            2 if from < bytes.len() => bytes[from] = b"0\"<>&=\n\x00\xFF{}[],:\\"[dice.below(16)],
            3 => drop(bytes.drain(from..to)),
            4 => drop(bytes.splice(from..from, bytes[from..to].to_vec())),
            5 => {
                let piece: Vec<u8> = bytes.drain(from..to).collect();
                let at = dice.below(bytes.len() + 1);
                bytes.splice(at..at, piece);
            }
            6 => {
                let other = &seeds[dice.below(seeds.len())];
                let begin = dice.below(other.len() + 1);
                let end = (begin + dice.below(64)).min(other.len());
                bytes.splice(from..to, other[begin..end].iter().copied());
            }
            _ => bytes.truncate(from),
        }
    }
    bytes
}

fn run(name: &str) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).unwrap();
    let holds = |what: &str, bytes: &[u8]| {
        let ended = panic::catch_unwind(|| target(bytes));
        assert!(ended.is_ok(), "{name}: {what}: {}", bytes.escape_ascii());
    };
    for (path, crash) in crashes(name) {
        holds(&path, &crash);
    }
    let mut seeds = seeds(name);
    assert!(seeds.len() > 1, "{name} begins with {} messages", seeds.len());
    for (number, seed) in seeds.iter().enumerate() {
        holds(&format!("seed {number}"), seed);
    }
    seeds.retain(|seed| seed.len() <= LONGEST);
    let mut dice = Dice::new(name);
    for round in 0..if SLOW.contains(&name) { FEWER_ROUNDS } else { ROUNDS } {
        holds(&format!("round {round}"), &changed(&mut dice, &seeds));
    }
}

/// A test for each target, so that they run at once.
macro_rules! tests {
    ($($name:ident)*) => {
        const TESTED: &[&str] = &[$(stringify!($name)),*];

        $(#[test]
        fn $name() {
            run(stringify!($name));
        })*
    };
}

tests! {
    arguments bill bill_gzip bill_packed certificate_list comparison encrypted_text inbox_file key_text link merchant_p12
    notification_v2 notification_v2_fields notification_v3 notification_v3_resource proxy_reply redis_answer reply_v2 reply_v3
    settings signature_headers token_file token_reply v2_refund_notice
}

#[test]
fn every_target_is_tested_and_has_its_program() {
    assert!(TARGETS.iter().map(|(name, _)| *name).eq(TESTED.iter().copied()));
    for name in TESTED {
        let program = fs::read_to_string(folder().join(format!("fuzz_targets/{name}.rs"))).unwrap();
        assert!(program.contains(&format!("qq_wxpay_fuzz::{name}(bytes)")), "{name}");
    }
    let listed = fs::read_dir(folder().join("fuzz_targets")).unwrap().count();
    assert_eq!(listed, TESTED.len());
}

#[test]
#[ignore = "it writes what the targets of `cargo xtask test fuzz` begin with"]
fn write_the_seeds() {
    for name in TESTED {
        let corpus = folder().join("corpus").join(name);
        fs::create_dir_all(&corpus).unwrap();
        for (number, seed) in seeds(name).iter().enumerate() {
            fs::write(corpus.join(format!("seed-{number}")), seed).unwrap();
        }
    }
}
