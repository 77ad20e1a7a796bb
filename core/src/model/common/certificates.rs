//! WeChat Pay's platform certificates.

use serde::Serialize;

use crate::crypto::Certificate;

/// A verified list of platform certificates. The client has taken it already; in Rust, without the client, give it to `adopt`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlatformCertificates {
    /// The merchant that the list was made for.
    mchid: String,
    /// Those that are valid now, at least one.
    certificates: Vec<PlatformCertificate>,
}

/// One platform certificate.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PlatformCertificate {
    /// Its serial, in upper-case hex.
    pub serial_no: String,
    /// The first moment of its validity, in Unix seconds.
    pub not_before: i64,
    /// The last moment of its validity, in Unix seconds.
    pub not_after: i64,
    /// The certificate itself, to be kept in the setting `platform_certificates` if you like.
    pub pem: String,
    #[serde(skip)]
    certificate: Certificate,
}

impl PlatformCertificates {
    pub(crate) fn new(mchid: &str, certificates: Vec<PlatformCertificate>) -> Self {
        Self { mchid: mchid.to_owned(), certificates }
    }

    pub(crate) fn mchid(&self) -> &str {
        &self.mchid
    }

    /// The certificates that are valid now, at least one.
    #[must_use]
    pub fn certificates(&self) -> &[PlatformCertificate] {
        &self.certificates
    }
}

impl PlatformCertificate {
    pub(crate) fn new(certificate: Certificate, pem: String) -> Self {
        let (not_before, not_after) = (certificate.not_before(), certificate.not_after());
        Self { serial_no: certificate.serial().to_owned(), not_before, not_after, pem, certificate }
    }

    pub(crate) fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}
