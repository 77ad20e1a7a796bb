//! Gives the shared library its name, so that programs look for it by that and not by the path at which it lay when they were linked; and
//! keeps it in the process once it is loaded, because hosts such as PHP unload what they used while threads of it may still run.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libqq_wxpay_testing_c.so,-z,nodelete");
    }
}
