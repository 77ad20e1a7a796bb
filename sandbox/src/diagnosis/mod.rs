//! Why a signature does not hold: given a captured message and the keys at hand, the cause that can be proven.
//!
//! With RSASSA-PKCS1-v1_5 the public key gives back the digest that was really signed. So a cause is never guessed: texts
//! that a known mistake would have signed are tried until one has that digest. V2's digests are tried in the same way.
//! What no candidate explains is told as not recognised, with what is known about it.
//!
//! Nothing here sends, reads a file or looks at a clock, and nothing that is given back shows a key, an access token or who pays.
//!
//! ```
//! use qq_wxpay_sandbox::diagnosis::{Capture, Keys, Kind, examine};
//!
//! let mut keys = Keys::new();
//! keys.add_api_v2_key("QQ_WXPAY_API_V2_KEY", "192006250b4c09247ec02edce69f6a2d");
//! let body = "<xml><appid>wxd930ea5d5a258f4f</appid><body>test</body><device_info>1000</device_info>\
//!     <mch_id>10000100</mch_id><nonce_str>ibuaiVcKdpRxkhJA</nonce_str>\
//!     <sign>9a0a8659f005d6984697e2ca0a9cf3b7</sign></xml>";
//! let capture = Capture::new(Kind::V2Request, "POST", "/pay/unifiedorder", vec![], body.into());
//! let verdict = examine(&capture, &keys);
//! assert!(!verdict.holds);
//! assert_eq!(verdict.findings[0].cause.code, "SIGN_LOWER_CASE");
//! println!("{}", verdict.findings[0].cause.remedy.zh);
//! ```

mod authorization;
mod body;
mod capture;
pub mod causes;
mod compare;
mod keys;
mod layouts;
mod masked;
mod moment;
mod named;
mod packed;
mod pss;
mod received_headers;
mod recover;
mod resource;
mod search;
mod serial;
mod shapes;
mod shown;
mod signature_text;
mod signer;
mod target;
mod templates;
mod v2;
mod v3_received;
mod v3_request;
mod verdict;

pub use capture::{Capture, Kind};
pub use compare::{Comparison, Piece};
pub use keys::{Keys, UnreadableKey};
pub use verdict::{Finding, Signature, Text, Verdict};

/// Says whether the signature of a message holds, and if not, why.
#[must_use]
pub fn examine(capture: &Capture, keys: &Keys) -> Verdict {
    let keys = &masked::with_values_of(capture, keys);
    let mut verdict = match capture.kind {
        Kind::V3Request => v3_request::examine(capture, keys),
        Kind::V3Notification | Kind::V3Reply => v3_received::examine(capture, keys),
        Kind::V2Request | Kind::V2Notification | Kind::V2Reply => v2::signed(capture, keys),
        Kind::V2RefundNotice => v2::refund_notice(capture, keys),
    };
    masked::hide(&mut verdict, keys);
    verdict
}

/// The path of an address as it may be shown: without its query, and with a token in it hidden.
#[must_use]
pub fn shown_path(target: &str, keys: &Keys) -> String {
    let capture = Capture::new(Kind::V3Request, "", target, Vec::new(), Vec::new());
    let keys = masked::with_values_of(&capture, keys);
    shown::line(target.split(['?', '#']).next().unwrap_or_default(), &keys.secrets())
}

#[cfg(test)]
mod tests;
