//! X.509 certificates for the merchant and for the platform.

use std::str::FromStr as _;
use std::time::Duration;

use rsa::pkcs8::EncodePublicKey as _;
use serde::{Deserialize, Serialize};
use x509_cert_builder::builder::{Builder as _, CertificateBuilder, Profile};
use x509_cert_builder::der::pem::LineEnding;
use x509_cert_builder::der::{Encode as _, EncodePem as _};
use x509_cert_builder::name::Name;
use x509_cert_builder::serial_number::SerialNumber;
use x509_cert_builder::spki::SubjectPublicKeyInfoOwned;
use x509_cert_builder::time::Validity;

use crate::keys::KeyPair;
use crate::random;

/// How long a certificate of the sandbox is valid, in seconds: five years, as the real ones.
pub(crate) const LIFETIME_SECONDS: u64 = 5 * 365 * 24 * 3600;

/// A certificate and the serial number that names it in headers.
#[derive(Serialize, Deserialize)]
pub(crate) struct IssuedCertificate {
    /// 40 upper-case hexadecimal digits.
    pub(crate) serial: String,
    /// The certificate as PEM.
    pub(crate) pem: String,
    /// The certificate as DER.
    pub(crate) der: Vec<u8>,
}

/// Issues a certificate for `keys`, signed by the same keys.
///
/// Both parties of the sandbox trust a key because of its serial number, as SDKs do, so no
/// authority stands above it.
pub(crate) fn issue(keys: &KeyPair, common_name: &str) -> IssuedCertificate {
    let mut serial = random::bytes(20);
    // A first byte of 0x10..0x7F keeps the number positive and its text at exactly 40 digits.
    serial[0] = (serial[0] & 0x6F) | 0x10;
    let number = SerialNumber::new(&serial).expect("20 bytes is the longest legal serial");
    let validity = Validity::from_now(Duration::from_secs(LIFETIME_SECONDS))
        .expect("the validity ends before the year 9999");
    let issuer = Name::from_str("CN=qq-wxpay sandbox,O=qq-wxpay,C=CN").expect("a constant name parses");
    let subject = Name::from_str(&format!("CN={common_name},O=qq-wxpay,C=CN")).expect("a plain name parses");
    let document = keys.public().to_public_key_der().expect("a valid key encodes");
    let public = SubjectPublicKeyInfoOwned::try_from(document.as_bytes()).expect("an encoded key decodes");
    let profile = Profile::Leaf { issuer, enable_key_agreement: false, enable_key_encipherment: true };
    let signer = keys.signing_key();
    let certificate = CertificateBuilder::new(profile, number, validity, subject, public, &signer)
        .and_then(|builder| builder.build::<rsa::pkcs1v15::Signature>())
        .expect("a leaf certificate with constant names builds");
    IssuedCertificate {
        serial: serial.iter().map(|byte| format!("{byte:02X}")).collect(),
        der: certificate.to_der().expect("a built certificate encodes"),
        pem: certificate.to_pem(LineEnding::LF).expect("a built certificate encodes"),
    }
}
