//! The merchant's key and certificate as one pair: out of a PKCS#12 file, and in the form that a TLS connection takes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use p12_keystore::Pkcs12Archive;
use zeroize::Zeroizing;

use super::asn1::Structure;
use super::key_text::{self, Wanted};
use super::{Certificate, PrivateKey, RsaProvider};
use crate::error::{Error, Result, sdk_codes};
use crate::secret::Secret;

/// No file with one key and its chain is longer.
const LONGEST_FILE: usize = 64 * 1024;

/// PEM texts of a key and its certificate.
pub(crate) struct MerchantPair {
    pub(crate) private_key: Secret,
    pub(crate) certificate: String,
}

impl MerchantPair {
    /// Opens `apiclient_cert.p12`, given as base64; its password is the merchant number as a rule.
    ///
    /// `field` names the setting in errors.
    pub(crate) fn open(provider: RsaProvider, base64: &str, password: &str, field: &str) -> Result<Self> {
        let unreadable = |en: &str, zh: &str| {
            Error::sdk(&sdk_codes::P12_UNREADABLE).with_field(field).with_detail_in(en, zh)
        };
        if base64.len() > LONGEST_FILE {
            return Err(unreadable("it is longer than 64 KiB", "内容超过 64 KiB"));
        }
        let text: Zeroizing<Vec<u8>> =
            Zeroizing::new(base64.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect());
        let der = Zeroizing::new(
            STANDARD.decode(&*text).map_err(|_| unreadable("it is not base64", "不是 base64"))?,
        );
        if Structure::of(&der) != Some(Structure::Pkcs12) {
            return Err(unreadable("it is not a PKCS#12 file", "不是 PKCS#12 文件"));
        }
        let archive = Pkcs12Archive::from_pkcs12(&der, password).map_err(|error| match error {
            p12_keystore::error::Error::MacError(_) => Error::sdk(&sdk_codes::P12_PASSWORD).with_field(field),
            _ => unreadable("the password or the content is wrong", "密码不正确或内容损坏"),
        })?;
        let [key] = archive.keys.as_slice() else {
            return Err(unreadable("it does not hold exactly one key", "其中的私钥不是恰好一个"));
        };
        let private_key = Secret::new(pem("PRIVATE KEY", key.key.as_der()).as_str());
        let public = PrivateKey::parse(provider, private_key.expose().as_bytes(), field)?.public_key()?;
        let own = |text: &String| {
            Certificate::parse(provider, text.as_bytes(), field)
                .is_ok_and(|certificate| *certificate.public_key() == public)
        };
        let mut certificates =
            archive.certs.iter().map(|bag| pem("CERTIFICATE", bag.cert.as_der()).to_string());
        let certificate = certificates
            .find(own)
            .ok_or_else(|| unreadable("it does not hold the key's certificate", "其中没有该私钥的证书"))?;
        Ok(Self { private_key, certificate })
    }

    /// Certificate and key as one PEM text, whatever form they were given in.
    pub(crate) fn tls_identity(&self) -> Result<Secret> {
        let key = key_text::read_one(
            self.private_key.expose().as_bytes(),
            Wanted::PrivateKey,
            "merchant_private_key",
        )?;
        let certificate =
            key_text::read_one(self.certificate.as_bytes(), Wanted::Certificate, "merchant_certificate")?;
        let label = match Structure::of(&key) {
            Some(Structure::Pkcs1PrivateKey) => "RSA PRIVATE KEY",
            _ => "PRIVATE KEY",
        };
        Ok(Secret::new(format!("{}{}", *pem("CERTIFICATE", &certificate), *pem(label, &key))))
    }
}

fn pem(label: &str, der: &[u8]) -> Zeroizing<String> {
    let base64 = Zeroizing::new(STANDARD.encode(der));
    let mut text = Zeroizing::new(format!("-----BEGIN {label}-----\n"));
    for line in base64.as_bytes().chunks(64) {
        text.extend(line.iter().map(|byte| char::from(*byte)));
        text.push('\n');
    }
    text.push_str(&format!("-----END {label}-----\n"));
    text
}
