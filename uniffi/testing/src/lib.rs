//! The border to Kotlin, Java, Ruby and Swift of what tests need: the test kit, and a sandbox that is started and steered. JSON text in
//! and out; each language has a facade over it. It is a library of its own, so that the production library carries none of it.

mod call;
mod failure;
mod sandbox;

pub use call::NativeCall;
pub use failure::TestingFailure;
pub use sandbox::NativeSandbox;

use qq_wxpay_sandbox::hosted::Failure;

uniffi::setup_scaffolding!("qq_wxpay_testing_native");

/// A function of the test kit, by its name: arguments and result as JSON. It needs no sandbox, no network and no time.
///
/// # Errors
/// What is wrong with the arguments.
#[uniffi::export]
pub fn test_kit(name: &str, arguments: &str) -> Result<String, TestingFailure> {
    qq_wxpay_sandbox::testing::call(name, arguments).map_err(|error| Failure::of_the_kit(&error).into())
}

/// The version of this library: a facade of another one would read what it gives wrongly.
#[uniffi::export]
pub fn testing_library_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
