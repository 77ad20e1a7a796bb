//! The notification of a refund in V2: unsigned, with its content encrypted.

use std::collections::BTreeMap;

use aes::Aes256;
use aes::cipher::{Block, BlockCipherEncrypt as _, KeyInit as _};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};

use super::refund_query::account;
use super::reply::put;
use super::xml;
use crate::clock::spaced;
use crate::orders::{Refund, RefundSource};
use crate::random;

/// What anybody can read of it, but for `nonce_str` and `req_info`.
pub(crate) fn refund_notice_fields(refund: &Refund, wechat_appid: &str) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    put(&mut fields, "return_code", "SUCCESS");
    put(&mut fields, "appid", wechat_appid);
    put(&mut fields, "mch_id", &refund.mchid);
    if let Some(sub_mchid) = &refund.sub_mchid {
        put(&mut fields, "sub_mch_id", sub_mchid);
    }
    fields
}

/// What `req_info` hides.
pub(crate) fn refund_notice_content(refund: &Refund) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    let (total, refunded) = (refund.terms.total.to_string(), refund.terms.refund.to_string());
    put(&mut fields, "transaction_id", &refund.transaction_id);
    put(&mut fields, "out_trade_no", &refund.out_trade_no);
    put(&mut fields, "refund_id", &refund.refund_id);
    put(&mut fields, "out_refund_no", &refund.out_refund_no);
    put(&mut fields, "total_fee", &total);
    put(&mut fields, "settlement_total_fee", &total);
    put(&mut fields, "refund_fee", &refunded);
    put(&mut fields, "settlement_refund_fee", &refunded);
    put(&mut fields, "refund_status", refund.status.v2_name());
    if let Some(time) = refund.success_at {
        put(&mut fields, "success_time", &spaced(time));
    }
    put(&mut fields, "refund_recv_accout", refund.received_account());
    put(&mut fields, "refund_account", account(refund));
    let source = match refund.source {
        RefundSource::Api => "API",
        RefundSource::Console => "VENDOR_PLATFORM",
    };
    put(&mut fields, "refund_request_source", source);
    fields
}

/// The whole message.
pub(crate) fn refund_notice(
    mut fields: BTreeMap<String, String>,
    hidden: &BTreeMap<String, String>,
    api_v2_key: &str,
) -> String {
    let inner = xml::write(hidden);
    let inner = inner.trim_start_matches("<xml>").trim_end_matches("</xml>");
    put(&mut fields, "nonce_str", &random::alphanumeric(32));
    put(&mut fields, "req_info", &seal(api_v2_key, &format!("<root>{inner}</root>")));
    xml::write(&fields)
}

/// AES-256-ECB with PKCS#7 padding; the key is the lower-case hex MD5 of the V2 key.
fn seal(api_v2_key: &str, text: &str) -> String {
    let key: String = Md5::digest(api_v2_key.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let cipher = Aes256::new_from_slice(key.as_bytes()).expect("32 hexadecimal digits are a key");
    let mut bytes = text.as_bytes().to_vec();
    let padding = 16 - bytes.len() % 16;
    bytes.resize(bytes.len() + padding, u8::try_from(padding).expect("1 to 16 fits a byte"));
    for chunk in bytes.chunks_exact_mut(16) {
        let mut block = Block::<Aes256>::try_from(&*chunk).expect("a chunk is a block");
        cipher.encrypt_block(&mut block);
        chunk.copy_from_slice(&block);
    }
    STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed with `openssl enc -aes-256-ecb`.
    #[test]
    fn a_text_is_sealed_as_openssl_does() {
        assert_eq!(seal("192006250b4c09247ec02edce69f6a2d", "<root><a>1</a></root>"), EXPECTED);
    }

    const EXPECTED: &str = "KLXHweJYll5Krv4t/KU2x9Q04vPBZDA/w58/z363rww=";
}
