//! Who takes part in a sandbox: one QQ mini program, one merchant, WeChat Pay.

use std::fmt;
use std::net::SocketAddr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use rsa::RsaPublicKey;
use serde::Serialize;

use crate::certificate::{self, IssuedCertificate};
use crate::keys::KeyPair;
use crate::options::Options;
pub(crate) use crate::options::{MCHID, QQ_APPID, WECHAT_APPID};
use crate::persistence::Kept;
use crate::rotation::Successors;

/// Sub merchants: the same in every sandbox, and in the test kit.
pub(crate) const SUB_MCHID: &str = "1900000002";
pub(crate) const SUB_APPID: &str = "wxfedcba9876543210";

/// The ID of the public key of a merchant number.
pub(crate) fn public_key_id(mchid: &str) -> String {
    format!("PUB_KEY_ID_01{mchid}2026010100000000000000")
}

/// Everything that a merchant would hold in its configuration, made fresh at each start unless it is kept.
///
/// The merchant number is direct merchant, service provider, combine initiator and V2 merchant in one.
#[derive(Clone, Serialize)]
#[non_exhaustive]
pub struct Identity {
    /// AppID of the QQ mini program.
    pub qq_appid: String,
    /// AppSecret of the QQ mini program.
    pub qq_app_secret: String,
    /// WeChat AppID that is bound to the merchant number.
    pub wechat_appid: String,
    /// Merchant number.
    pub mchid: String,
    /// Sub merchants that the merchant number may act for as a service provider.
    pub sub_mchids: Vec<String>,
    /// WeChat AppID of the sub merchants.
    pub sub_appid: String,
    /// Serial number of the merchant API certificate, 40 upper-case hexadecimal digits.
    pub merchant_serial: String,
    /// Merchant API private key, PKCS#8 PEM.
    pub merchant_private_key: String,
    /// Merchant API certificate, PEM.
    pub merchant_certificate: String,
    /// Certificate and private key as WeChat Pay's `apiclient_cert.p12` (3DES, RC2-40), base64;
    /// the password is the merchant number.
    pub merchant_pkcs12: String,
    /// The same pair in a modern PKCS#12 (AES-256, SHA-256), base64; the same password.
    pub merchant_pkcs12_modern: String,
    /// APIv3 key, 32 letters and digits.
    pub api_v3_key: String,
    /// V2 API key, 32 letters and digits.
    pub api_v2_key: String,
    /// Sign type that the merchant uses for V2.
    pub v2_sign_type: String,
    /// ID of the WeChat Pay public key.
    pub public_key_id: String,
    /// WeChat Pay public key, PEM.
    pub public_key: String,
    /// Serial number of the platform certificate, 40 upper-case hexadecimal digits.
    pub platform_serial: String,
    /// Platform certificate, PEM.
    pub platform_certificate: String,
    /// Domain that is authorised for H5 payment.
    pub h5_domain: String,
    /// The `referer` to give to `qq.requestWxPayment`.
    pub referer: String,
    /// Result callback address of the QQ console.
    pub notify_url: String,
    /// Base address of QQ's interfaces in this sandbox.
    pub qq_base_url: String,
    /// Base address of WeChat Pay's interfaces in this sandbox.
    pub wechat_base_url: String,
    /// Base address of the listener with mutual TLS, which V2's refunds need.
    pub wechat_mutual_tls_base_url: String,
    /// The authority of that listener's certificate, PEM.
    pub root_certificate: String,
    /// Host and port of payment links.
    pub link_host: String,
}

impl fmt::Debug for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Identity")
            .field("qq_appid", &self.qq_appid)
            .field("mchid", &self.mchid)
            .field("qq_base_url", &self.qq_base_url)
            .finish_non_exhaustive()
    }
}

/// The keys behind an [`Identity`] that only the sandbox holds.
pub(crate) struct Keyring {
    /// The merchant API certificate, DER: the only client certificate that is trusted.
    pub(crate) merchant_certificate: Vec<u8>,
    /// Checks the merchant's request signatures.
    pub(crate) merchant: RsaPublicKey,
    /// Signs in public-key mode.
    pub(crate) wechat_pay: KeyPair,
    /// Signs in platform-certificate mode.
    pub(crate) platform: KeyPair,
    /// When the platform certificate was made, Unix seconds of the machine's clock.
    pub(crate) platform_since: i64,
    /// The certificate that takes its place in a rotation; made when it is needed first.
    successor: OnceLock<Successor>,
    /// What comes after a change of the other credentials; made when it is needed first.
    successors: OnceLock<Successors>,
    /// How often one of two has been used.
    turns: AtomicUsize,
}

/// The platform certificate of the time after a rotation.
pub(crate) struct Successor {
    pub(crate) keys: KeyPair,
    pub(crate) certificate: IssuedCertificate,
}

impl Keyring {
    /// The successor of the platform certificate.
    pub(crate) fn successor(&self) -> &Successor {
        self.successor.get_or_init(|| {
            let keys = KeyPair::generate();
            let certificate = certificate::issue(&keys, "Sandbox WeChat Pay 2");
            Successor { keys, certificate }
        })
    }

    /// What comes after the credentials of the identity.
    pub(crate) fn successors(&self) -> &Successors {
        self.successors.get_or_init(Successors::generate)
    }

    /// Whether it is the successor's turn, when both are used in turn.
    pub(crate) fn is_successors_turn(&self) -> bool {
        self.turns.fetch_add(1, Ordering::Relaxed).is_multiple_of(2)
    }
}

/// Where a sandbox is found.
pub(crate) struct Addresses {
    pub(crate) plain: SocketAddr,
    pub(crate) secure: SocketAddr,
}

/// The identity and the keys of a sandbox out of what is kept from one start to the next.
pub(crate) fn of(kept: Kept, addresses: Addresses, options: Options) -> (Identity, Keyring) {
    let (base, link_host) = (format!("http://{}", addresses.plain), addresses.plain.to_string());
    let read = |pem: &str| KeyPair::from_pem(pem).expect("kept keys were looked at");
    let (merchant, wechat_pay) = (read(&kept.merchant.key), read(&kept.wechat_pay_key));
    let keyring = Keyring {
        merchant_certificate: kept.merchant.certificate.der,
        merchant: merchant.public(),
        platform: read(&kept.platform.key),
        platform_since: kept.platform_since,
        successor: OnceLock::new(),
        successors: OnceLock::new(),
        turns: AtomicUsize::new(0),
        wechat_pay,
    };
    let identity = Identity {
        qq_appid: options.qq_appid,
        qq_app_secret: kept.qq_app_secret,
        wechat_appid: options.wechat_appid,
        public_key_id: public_key_id(&options.mchid),
        mchid: options.mchid,
        sub_mchids: vec![SUB_MCHID.to_owned(), "1900000003".to_owned()],
        sub_appid: SUB_APPID.to_owned(),
        merchant_serial: kept.merchant.certificate.serial,
        merchant_private_key: kept.merchant.key,
        merchant_pkcs12: kept.merchant_pkcs12,
        merchant_pkcs12_modern: kept.merchant_pkcs12_modern,
        merchant_certificate: kept.merchant.certificate.pem,
        api_v3_key: kept.api_v3_key,
        api_v2_key: kept.api_v2_key,
        v2_sign_type: "HMAC-SHA256".to_owned(),
        public_key: keyring.wechat_pay.public_pem(),
        platform_serial: kept.platform.certificate.serial,
        platform_certificate: kept.platform.certificate.pem,
        h5_domain: "pay.example.com".to_owned(),
        referer: "https://pay.example.com".to_owned(),
        notify_url: options.notify_url,
        qq_base_url: base.clone(),
        wechat_base_url: base,
        wechat_mutual_tls_base_url: format!("https://{}", addresses.secure),
        root_certificate: kept.root.certificate,
        link_host,
    };
    (identity, keyring)
}
