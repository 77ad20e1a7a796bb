//! What stands where V2's XML and its sign should be: what a parser made of it, or what belongs to V3.

use crate::diagnosis::capture::Capture;
use crate::diagnosis::causes;
use crate::diagnosis::keys::Keys;
use crate::diagnosis::recover::recover;
use crate::diagnosis::signature_text::readings;
use crate::diagnosis::verdict::{Finding, Text};

/// Names that messages of V2 have and hardly anything else.
const NAMES: [&[u8]; 4] = [b"mch_id", b"return_code", b"req_info", b"result_code"];

/// The bytes of signatures of RSA with the usual keys.
const RSA_SIZES: [usize; 4] = [128, 256, 384, 512];

/// Why a body has no fields: it is the content of V2's XML in another form, or no XML at all.
pub(super) fn unreadable(body: &[u8]) -> Finding {
    let is_xml = body.trim_ascii_start().starts_with(b"<");
    let has_name = NAMES.iter().any(|name| body.windows(name.len()).any(|part| part == *name));
    Finding::new(if has_name && !is_xml { &causes::XML_PRINTED } else { &causes::XML_UNREADABLE })
}

/// Whether the request carries the header of V3.
pub(super) fn has_v3_header(capture: &Capture) -> bool {
    capture.header("authorization").is_some_and(|header| header.to_ascii_uppercase().contains("WECHATPAY2"))
}

/// `sign` is a signature of RSA: made by a key at hand, or as long as one.
pub(super) fn rsa(sign: &str, keys: &Keys) -> Option<Finding> {
    // The longest digest has 64 digits.
    if sign.len() <= 128 {
        return None;
    }
    let read = readings(sign);
    for reading in &read {
        if let Some(key) = keys.rsa.iter().find(|key| recover(&key.key, &reading.bytes).is_some()) {
            let detail = Text::new(format!("made by {}", key.name), format!("签名者是 {}", key.name));
            return Some(Finding::with(&causes::SIGN_IS_RSA, detail));
        }
    }
    let strict = read.first().filter(|reading| RSA_SIZES.contains(&reading.bytes.len()))?;
    let length = strict.bytes.len();
    Some(Finding::with(&causes::SIGN_IS_RSA, Text::new(format!("{length} bytes"), format!("{length} 字节"))))
}
