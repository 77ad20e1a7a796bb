//! What must hold for any bytes that reach qq-wxpay: one function for each of its doors.
//!
//! A function panics when it does not hold. The targets in `fuzz_targets` call them with what libFuzzer makes up; the tests of the
//! repository (`tests/tests/fuzz_seeds.rs`) with messages of the conformance cases, with those messages changed at random, and with whatever
//! once failed (`crashes`). What comes signed or encrypted from WeChat Pay is signed and encrypted here, so that what is made up arrives
//! behind the signature.

mod arguments;
mod bills;
mod border;
mod keys;
mod notifications;
mod replies;
mod sealed;
mod seeds;
mod shop;
mod stores;
mod v2;

pub use arguments::{arguments, comparison};
pub use bills::{bill, bill_gzip, bill_packed};
pub use keys::{key_text, merchant_p12, settings};
pub use notifications::{
    notification_v2, notification_v2_fields, notification_v3, notification_v3_resource, signature_headers,
    v2_refund_notice,
};
pub use replies::{certificate_list, encrypted_text, link, proxy_reply, reply_v2, reply_v3, token_reply};
pub use seeds::seeds;
pub use stores::{inbox_file, redis_answer, token_file};

/// One door, by the name of its target.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 24] = [
    ("arguments", arguments),
    ("bill", bill),
    ("bill_gzip", bill_gzip),
    ("bill_packed", bill_packed),
    ("certificate_list", certificate_list),
    ("comparison", comparison),
    ("encrypted_text", encrypted_text),
    ("inbox_file", inbox_file),
    ("key_text", key_text),
    ("link", link),
    ("merchant_p12", merchant_p12),
    ("notification_v2", notification_v2),
    ("notification_v2_fields", notification_v2_fields),
    ("notification_v3", notification_v3),
    ("notification_v3_resource", notification_v3_resource),
    ("proxy_reply", proxy_reply),
    ("redis_answer", redis_answer),
    ("reply_v2", reply_v2),
    ("reply_v3", reply_v3),
    ("settings", settings),
    ("signature_headers", signature_headers),
    ("token_file", token_file),
    ("token_reply", token_reply),
    ("v2_refund_notice", v2_refund_notice),
];
