//! What a signer of the user's own gives: looked at before anything is sent with it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{PublicKey, digest};
use crate::error::{Error, Result, sdk_codes};

/// Length of a signature of a merchant's key, bytes.
const SIGNATURE: usize = 256;

/// The signature, if it can be the one of `message`; verified, if the key is known.
///
/// # Errors
/// `SIGNATURE_UNUSABLE`, saying what was given instead.
pub(super) fn check(signature: Vec<u8>, message: &[u8], key: Option<&PublicKey>) -> Result<Vec<u8>> {
    let wrong = match signature.len() {
        SIGNATURE => match key {
            None => return Ok(signature),
            Some(key) if key.verify(message, &signature) => return Ok(signature),
            Some(key) => wrong_of(&signature, message, key).to_owned(),
        },
        0 => "it is empty".to_owned(),
        length => match encoding(&signature) {
            Some(name) => format!("it is {name}: decode it to {SIGNATURE} bytes"),
            None => format!("it has {length} bytes and not {SIGNATURE}"),
        },
    };
    Err(Error::sdk(&sdk_codes::SIGNATURE_UNUSABLE).with_detail(wrong))
}

/// The text that the bytes were encoded as.
fn encoding(signature: &[u8]) -> Option<&'static str> {
    let text = signature.trim_ascii();
    if STANDARD.decode(text).is_ok_and(|bytes| bytes.len() == SIGNATURE) {
        return Some("Base64");
    }
    (text.len() == 2 * SIGNATURE && text.iter().all(u8::is_ascii_hexdigit)).then_some("hexadecimal")
}

fn wrong_of(signature: &[u8], message: &[u8], key: &PublicKey) -> &'static str {
    let hashed = digest::sha256(message);
    if key.verify(&hashed, signature) {
        return "the message was hashed twice: give the key service either the message, or its SHA-256 as a digest";
    }
    "it does not verify with the key of merchant_certificate: another key signed, or in another way than \
     RSASSA-PKCS1-v1_5 with SHA-256"
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::super::test_keys::private_pem;
    use super::super::{PrivateKey, RsaProvider};
    use super::*;

    const MESSAGE: &[u8] = b"POST\n/v3/pay/transactions/h5\n1722850421\nnonce\n{}\n";

    fn key() -> PrivateKey {
        PrivateKey::parse(RsaProvider::default(), private_pem().as_bytes(), "key").unwrap()
    }

    fn told(signature: Vec<u8>, key: Option<&PublicKey>) -> String {
        let error = check(signature, MESSAGE, key).unwrap_err();
        assert!(error.is(&sdk_codes::SIGNATURE_UNUSABLE), "{error}");
        error.detail().to_owned()
    }

    #[test]
    fn the_signature_itself_passes_with_and_without_the_key() {
        let signature = key().sign(MESSAGE).unwrap();
        assert_eq!(check(signature.clone(), MESSAGE, None).unwrap(), signature);
        assert_eq!(check(signature.clone(), MESSAGE, Some(&key().public_key().unwrap())).unwrap(), signature);
    }

    #[test]
    fn what_is_no_signature_is_refused_by_name() {
        let signature = key().sign(MESSAGE).unwrap();
        assert_eq!(told(Vec::new(), None), "it is empty");
        assert_eq!(told(signature[1..].to_vec(), None), "it has 255 bytes and not 256");
        let mut base64 = STANDARD.encode(&signature);
        assert_eq!(told(base64.clone().into_bytes(), None), "it is Base64: decode it to 256 bytes");
        base64.push('\n');
        assert_eq!(told(base64.into_bytes(), None), "it is Base64: decode it to 256 bytes");
        let hexadecimal: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(told(hexadecimal.into_bytes(), None), "it is hexadecimal: decode it to 256 bytes");
    }

    #[test]
    fn a_known_key_tells_what_was_signed() {
        let public = key().public_key().unwrap();
        let twice = key().sign(&digest::sha256(MESSAGE)).unwrap();
        assert!(told(twice.clone(), Some(&public)).contains("hashed twice"));
        assert!(told(vec![1; 256], Some(&public)).contains("merchant_certificate"));
        assert!(check(twice, MESSAGE, None).is_ok(), "without the key nothing can be known");
    }
}
