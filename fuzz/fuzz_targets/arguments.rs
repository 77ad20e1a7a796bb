//! See `qq_wxpay_fuzz::arguments`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| qq_wxpay_fuzz::arguments(bytes));
