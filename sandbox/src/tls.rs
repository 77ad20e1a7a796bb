//! The second listener: TLS, with the merchant API certificate as client certificate.

use std::net::IpAddr;
use std::sync::Arc;

use axum::http::StatusCode;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use serde::{Deserialize, Serialize};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::client::danger::HandshakeSignatureValid;
use tokio_rustls::rustls::crypto::{
    CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature,
};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, UnixTime};
use tokio_rustls::rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use tokio_rustls::rustls::{DigitallySignedStruct, DistinguishedName, Error, ServerConfig, SignatureScheme};

use crate::reply::Reply;

/// What a connection showed about its client.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum ClientCertificate {
    /// None, or the connection has no TLS.
    #[default]
    Missing,
    /// Another one than the merchant's.
    Other,
    /// The merchant API certificate, and proof of its key.
    Merchant,
}

/// The authority of the server's certificate: its own certificate and its private key, both PEM.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Root {
    pub(crate) certificate: String,
    key: String,
}

impl Root {
    /// Makes an authority.
    pub(crate) fn make() -> Self {
        let key = KeyPair::generate().expect("a curve key can be made");
        let certificate =
            Self::parameters().self_signed(&key).expect("constant parameters make a certificate");
        Self { certificate: certificate.pem(), key: key.serialize_pem() }
    }

    /// Whether its key can be read.
    pub(crate) fn is_whole(&self) -> bool {
        KeyPair::from_pem(&self.key).is_ok()
    }

    fn issuer(&self) -> Issuer<'static, KeyPair> {
        Issuer::new(Self::parameters(), KeyPair::from_pem(&self.key).expect("kept keys were looked at"))
    }

    fn parameters() -> CertificateParams {
        let mut root = CertificateParams::default();
        root.distinguished_name.push(DnType::CommonName, "qq-wxpay sandbox root");
        root.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        root.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        root
    }
}

/// What the server's certificate is good for besides its address: SDKs that know no other host can be led here by name.
const REAL_HOSTS: [&str; 3] = ["api.mch.weixin.qq.com", "api2.mch.weixin.qq.com", "api2.wechatpay.cn"];

/// The acceptor of connections to an address, with a server certificate that the authority issues for it.
pub(crate) fn acceptor(address: IpAddr, root: &Root) -> TlsAcceptor {
    let issuer = root.issuer();
    let key = KeyPair::generate().expect("a curve key can be made");
    let mut names = vec![address.to_string(), "127.0.0.1".to_owned(), "localhost".to_owned()];
    names.extend(REAL_HOSTS.map(str::to_owned));
    let mut server = CertificateParams::new(names).expect("an address and a plain name are valid names");
    server.distinguished_name.push(DnType::CommonName, "qq-wxpay sandbox");
    let certificate = server.signed_by(&key, &issuer).expect("constant parameters make a certificate");

    let provider = Arc::new(aws_lc_rs::default_provider());
    let verifier = Arc::new(AnyClient { provider: Arc::clone(&provider) });
    let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a made key has a known form");
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("the provider has cipher suites for TLS 1.2 and 1.3")
        .with_client_cert_verifier(verifier)
        .with_single_cert(vec![certificate.der().clone()], key)
        .expect("the key belongs to the certificate");
    TlsAcceptor::from(Arc::new(config))
}

/// What WeChat Pay's gateway answers to a client without the merchant's certificate.
pub(crate) fn refusal(certificate: ClientCertificate) -> Option<Reply> {
    let title = match certificate {
        ClientCertificate::Merchant => return None,
        ClientCertificate::Missing => "400 No required SSL certificate was sent",
        ClientCertificate::Other => "400 The SSL certificate error",
    };
    let page = format!(
        "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n\
         <center>{title}</center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
    );
    Some(Reply::html(StatusCode::BAD_REQUEST, page))
}

/// Asks for a certificate and takes any whose key the client holds, or none.
///
/// As at WeChat Pay the refusal comes as an HTTP reply: the endpoint compares the certificate.
#[derive(Debug)]
struct AnyClient {
    provider: Arc<CryptoProvider>,
}

impl ClientCertVerifier for AnyClient {
    fn client_auth_mandatory(&self) -> bool {
        false
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        Ok(ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
