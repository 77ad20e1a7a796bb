//! Chaos, seeded: a shop of several processes takes payments while processes are killed, Redis holds still or forgets, disks are full, clocks
//! are wrong and QQ and WeChat Pay fail in every way that the sandbox knows. A judge that shares no code with the core then compares the
//! sandbox's ledger with what the shop's functions did: `cargo xtask test chaos`.
#![allow(clippy::print_stdout)] // a program speaks through it
#![allow(clippy::unwrap_used)] // a program of the tests: a panic is the failure

#[cfg(unix)]
mod events;
#[cfg(unix)]
mod front;
#[cfg(unix)]
mod judge;
#[cfg(unix)]
mod ledger;
#[cfg(unix)]
mod plan;
#[cfg(unix)]
mod play;
#[cfg(unix)]
mod process;
#[cfg(unix)]
mod program;
#[cfg(unix)]
mod runs;
#[cfg(unix)]
mod stage;
#[cfg(unix)]
mod truth;

#[cfg(unix)]
fn main() -> std::process::ExitCode {
    program::main()
}

#[cfg(not(unix))]
fn main() {}
