//! Soak: a process of the shop in every language takes payments for a minute or an hour, all of them on one sandbox, while replies are lost,
//! cut, slow, broken or wrongly signed and notifications come twice, late, unsigned or never. At the end the sandbox's ledger is compared
//! with what each process said, and the memory, handles and threads of each with those of its youth: `cargo xtask test soak`.
#![allow(clippy::print_stdout)] // a program speaks through it
#![allow(clippy::unwrap_used)] // a program of the tests: a panic is the failure

#[cfg(unix)]
mod books;
#[cfg(unix)]
mod front;
#[cfg(unix)]
mod growth;
#[cfg(unix)]
mod judge;
#[cfg(unix)]
mod languages;
#[cfg(unix)]
mod life;
#[cfg(unix)]
mod program;
#[cfg(unix)]
mod report;
#[cfg(unix)]
mod traffic;
#[cfg(unix)]
mod weather;
#[cfg(unix)]
mod worker;

#[cfg(unix)]
fn main() -> std::process::ExitCode {
    program::main()
}

#[cfg(not(unix))]
fn main() {}
