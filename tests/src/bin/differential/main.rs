//! Signatures and ciphertexts that judges of other languages look at, and what they make of them: `tests/peers/differential`.
//!
//! `differential cases [COUNT] [SEED]` prints the cases, one JSON line each. `differential judge CASES ANSWERS...` reads what each judge answered,
//! and prints the table; it fails when any cell is not as it must be. RSA PKCS#1 v1.5 and AES-GCM leave nothing to chance: with the same key all
//! must give the same bytes.

#![allow(clippy::print_stdout, clippy::print_stderr)] // a command line program speaks through these

mod answers;
mod cases;

use std::error::Error;
use std::fs;
use std::io;
use std::process::ExitCode;

use qq_wxpay::environment::{NonceSource as _, SystemNonce};

type Done<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Done<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["cases"] => cases::write(20, &SystemNonce.nonce(), io::stdout().lock()),
        ["cases", count] => cases::write(count.parse()?, &SystemNonce.nonce(), io::stdout().lock()),
        ["cases", count, seed] => cases::write(count.parse()?, seed, io::stdout().lock()),
        ["judge", cases, answers @ ..] if !answers.is_empty() => {
            let answers = answers.iter().map(fs::read_to_string).collect::<Result<Vec<_>, _>>()?;
            answers::judge(&fs::read_to_string(cases)?, &answers)
        }
        _ => Err("differential cases [COUNT] [SEED] | differential judge CASES ANSWERS...".into()),
    }
}
