//! One process of the shop of the chaos program (`chaos/`): it places orders, takes notifications, and says on its standard output what its
//! functions do. Its settings are the environment's; what it is to do comes line by line on its standard input.
#![allow(clippy::unwrap_used)] // a program of the tests: a panic is the failure

#[cfg(unix)]
mod parts;
#[cfg(unix)]
mod poller;
#[cfg(unix)]
mod shop;
#[cfg(unix)]
mod work;

#[cfg(unix)]
fn main() {
    shop::main();
}

#[cfg(not(unix))]
fn main() {}
