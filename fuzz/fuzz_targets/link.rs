//! See `qq_wxpay_fuzz::link`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| qq_wxpay_fuzz::link(bytes));
