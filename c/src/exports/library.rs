//! What the library is, and its end.

use std::ffi::{CStr, c_char};
use std::time::{Duration, Instant};

use qq_wxpay::bridge;
use qq_wxpay::client::wait_for_observers;

use crate::abi::{ABI_VERSION, Buffer};
use crate::guard::guarded;
use crate::handles::TABLE;
use crate::queue::End;
use crate::schema_hash::SCHEMA_HASH;

const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(version) => version,
    Err(_) => c"",
};

/// The version of this interface: `QQ_WXPAY_ABI_VERSION` of the library that is loaded.
#[unsafe(no_mangle)]
pub extern "C" fn qq_wxpay_abi_version() -> u32 {
    ABI_VERSION
}

/// The version of the library, such as `0.1.0`. It stays.
#[unsafe(no_mangle)]
pub extern "C" fn qq_wxpay_library_version() -> *const c_char {
    VERSION.as_ptr()
}

/// What the types were generated from, in short: a facade whose types come from another schema would read wrongly, and refuses to load.
/// It stays.
#[unsafe(no_mangle)]
pub extern "C" fn qq_wxpay_schema_hash() -> *const c_char {
    SCHEMA_HASH.as_ptr()
}

/// Frees a text of the library's. One that is empty may be given, too.
///
/// # Safety
/// It is as the library gave it, and is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn qq_wxpay_buffer_free(buffer: Buffer) {
    // SAFETY: the caller vouches for it.
    guarded((), || unsafe { buffer.free() });
}

/// Ends the threads of the library: before `dlclose`, or before a process ends that must not be disturbed. Calls that are under way end
/// with what is to be thought of them, and that is still told: by callbacks before this returns; it can be fetched from queues without
/// one afterwards. So many milliseconds the threads may take to come back from functions of the host and from name lookups. Not to be
/// called by a callback.
#[unsafe(no_mangle)]
pub extern "C" fn qq_wxpay_shut_down(patience_ms: u64) {
    guarded((), || {
        let until = Instant::now().checked_add(Duration::from_millis(patience_ms));
        let left = || until.map_or(Duration::MAX, |until| until.saturating_duration_since(Instant::now()));
        // What is not told in this time is told to nobody.
        let _ = wait_for_observers(left().min(Duration::from_millis(500)));
        bridge::end_runtime(left().min(Duration::from_secs(3600)));
        let queues = TABLE.all().into_iter().filter_map(|object| object.as_queue());
        for queue in queues.filter(|queue| queue.calls()) {
            queue.close(End::OnceEmpty, Some(left()));
        }
    });
}
