//! See `qq_wxpay_fuzz::proxy_reply`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| qq_wxpay_fuzz::proxy_reply(bytes));
