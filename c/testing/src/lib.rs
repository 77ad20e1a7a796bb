//! The border to C of what tests need: the test kit, and a sandbox that is started and steered. It is a library of its own, so that the
//! production library carries none of it. `include/qq_wxpay_testing.h` is written from this crate; types and the way of calling are those
//! of `qq_wxpay.h`.

// Types and memory are those of the production library.
#[allow(dead_code)] // of the production library's this one needs a part
#[path = "../../src/abi.rs"]
pub mod abi;
#[allow(dead_code)] // of the production library's this one needs a part
#[path = "../../src/memory.rs"]
mod memory;
mod sandboxes;

use std::ffi::{CStr, c_char};
use std::panic::{AssertUnwindSafe, catch_unwind};

use qq_wxpay_sandbox::hosted::Failure;
use qq_wxpay_sandbox::testing;

use abi::{Buffer, Bytes, CallResult, STATUS_FAILED, STATUS_OK};
use memory::Unreadable;

const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(version) => version,
    Err(_) => c"",
};

/// The version of this library, such as `0.1.0`; that of the production library must be the same. It stays.
#[unsafe(no_mangle)]
pub extern "C" fn qq_wxpay_testing_library_version() -> *const c_char {
    VERSION.as_ptr()
}

/// Does what tests need, and waits for the result, JSON in and out. `start_sandbox` {options} starts one in this process: `handle` is it.
/// `control_sandbox` {sandbox, action, arguments} does what the sandbox's control interface does; `stop_sandbox` {sandbox} ends it. Every
/// other method is a function of the test kit, such as `signed_notification` and `settings`, which needs no sandbox and no network. A
/// failure is a JSON object: code, field, nearest, en, zh.
///
/// # Safety
/// `method` and `arguments` can be read; `out` is NULL or can be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qq_wxpay_testing_call(method: Bytes, arguments: Bytes, out: *mut CallResult) -> i32 {
    if out.is_null() {
        return STATUS_FAILED;
    }
    let work = || {
        // SAFETY: the caller vouches for both.
        let (method, arguments) = unsafe { (method.text(), arguments.text()) };
        let method = method.map_err(|why| unreadable("method", why))?;
        let arguments = arguments.map_err(|why| unreadable("arguments", why))?;
        done(method, if arguments.is_empty() { "{}" } else { arguments })
    };
    let done = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Failure::broken("a panic")));
    let (status, handle, text) = match done {
        Ok((handle, text)) => (STATUS_OK, handle, text),
        Err(failure) => (STATUS_FAILED, 0, failure.json().to_owned()),
    };
    let result = CallResult { status, handle, text: Buffer::of(text), ..CallResult::EMPTY };
    // SAFETY: not NULL, and the caller vouches that a result can be written there; what stands there has no end of its own.
    unsafe { out.write(result) };
    status
}

/// Frees a text of this library. One that is empty may be given, too; one of the production library may not.
///
/// # Safety
/// It is as this library gave it, and is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qq_wxpay_testing_buffer_free(buffer: Buffer) {
    // SAFETY: the caller vouches for it.
    let _ = catch_unwind(AssertUnwindSafe(|| unsafe { buffer.free() }));
}

fn done(method: &str, arguments: &str) -> Result<(u64, String), Failure> {
    match method {
        "start_sandbox" => sandboxes::start(arguments),
        "control_sandbox" => sandboxes::control(arguments).map(|text| (0, text)),
        "stop_sandbox" => sandboxes::stop(arguments).map(|text| (0, text)),
        name => {
            let done = testing::call(name, arguments);
            done.map(|text| (0, text)).map_err(|error| Failure::of_the_kit(&error))
        }
    }
}

fn unreadable(parameter: &str, why: Unreadable) -> Failure {
    let (en, zh) = match why {
        Unreadable::NoAddress => {
            ("its data is NULL and its length is not 0", "data 为 NULL 而 length 不为 0")
        }
        Unreadable::TooLong => ("its length is above 256 MiB", "length 超过 256 MiB"),
        Unreadable::NotText => ("it is not UTF-8, or holds NUL", "不是 UTF-8，或含有 NUL"),
    };
    Failure::option(parameter, &format!("`{parameter}`: {en}"), &format!("`{parameter}`：{zh}"))
}
