//! The keys at hand, each with the name of the setting that it comes from.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rsa::pkcs1::{DecodeRsaPrivateKey as _, DecodeRsaPublicKey as _};
use rsa::pkcs8::{DecodePrivateKey as _, DecodePublicKey as _};
use rsa::{RsaPrivateKey, RsaPublicKey};
use x509_cert_builder::Certificate;
use x509_cert_builder::der::{Decode as _, Encode as _};

/// Whose key it is, and in which form it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// The merchant's pair, of which only the public half is kept.
    Merchant,
    /// WeChat Pay's public key.
    PublicKey,
    /// A platform certificate of WeChat Pay.
    Platform,
}

/// A public key of RSA.
#[derive(Clone)]
pub(super) struct NamedKey {
    /// The setting that it comes from.
    pub(super) name: String,
    /// ID or serial number; empty when it is not known.
    pub(super) id: String,
    pub(super) owner: Owner,
    pub(super) key: RsaPublicKey,
    /// The serial number is part of a certificate, so that it cannot be that of another key.
    pub(super) is_certified: bool,
}

/// A secret text.
#[derive(Clone)]
pub(super) struct NamedText {
    pub(super) name: String,
    pub(super) text: String,
}

/// Everything that signs, opens or names one side. All of it is optional: what is not given is not tried.
///
/// `name` is what a verdict calls the key, for instance the variable that it comes from.
#[derive(Clone, Default)]
pub struct Keys {
    pub(super) rsa: Vec<NamedKey>,
    pub(super) api_v2: Vec<NamedText>,
    pub(super) api_v3: Vec<NamedText>,
    pub(super) mchid: Option<String>,
    pub(super) wechat_appid: Option<String>,
    pub(super) qq_appid: Option<String>,
    pub(super) notify_url: Option<String>,
    /// How V2 notifications may be signed; nothing when nobody said.
    pub(super) v2_sign_types: Vec<String>,
    pub(super) hidden: Vec<String>,
    /// What nothing may show, either, but nobody signs with: values of the message, lines of private keys.
    pub(super) masked: Vec<String>,
}

/// A key that could not be read; says which one, and nothing of its content.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnreadableKey {
    /// The name that was given to it.
    pub name: String,
}

impl fmt::Display for UnreadableKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} is no RSA key in a form that is known", self.name)
    }
}

impl std::error::Error for UnreadableKey {}

impl Keys {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The merchant's private key (PEM, PKCS#8 or PKCS#1): only its public half is kept. `serial` is that of its certificate, if known.
    ///
    /// # Errors
    /// The text is no RSA private key.
    pub fn add_merchant_private_key(
        &mut self,
        name: &str,
        serial: &str,
        pem: &str,
    ) -> Result<(), UnreadableKey> {
        let pem = pem.trim();
        self.masked.extend(pem.lines().map(str::trim).filter(|line| line.len() >= 32).map(str::to_owned));
        let key = RsaPrivateKey::from_pkcs8_pem(pem).ok().or_else(|| RsaPrivateKey::from_pkcs1_pem(pem).ok());
        self.add(name, serial, Owner::Merchant, key.map(|key| key.to_public_key()))
    }

    /// The merchant's public key (PEM) with the serial number of its certificate.
    ///
    /// # Errors
    /// The text is no RSA public key.
    pub fn add_merchant_public_key(
        &mut self,
        name: &str,
        serial: &str,
        pem: &str,
    ) -> Result<(), UnreadableKey> {
        self.add(name, serial, Owner::Merchant, public_key(pem))
    }

    /// The merchant API certificate (PEM).
    ///
    /// # Errors
    /// The text is no certificate of an RSA key.
    pub fn add_merchant_certificate(&mut self, name: &str, pem: &str) -> Result<(), UnreadableKey> {
        self.add_certificates(name, Owner::Merchant, pem)
    }

    /// The merchant's certificate and key as PKCS#12 in base64 (`apiclient_cert.p12`): only the certificate is kept.
    ///
    /// # Errors
    /// It cannot be opened with this password, or holds no certificate of an RSA key.
    pub fn add_merchant_p12(
        &mut self,
        name: &str,
        base64: &str,
        password: &str,
    ) -> Result<(), UnreadableKey> {
        let unreadable = || UnreadableKey { name: name.to_owned() };
        let packed: String = base64.split_whitespace().collect();
        let bytes = STANDARD.decode(packed).map_err(|_| unreadable())?;
        let policy = p12_keystore::Pkcs12ImportPolicy::Relaxed;
        let store =
            p12_keystore::KeyStore::from_pkcs12(&bytes, password, policy).map_err(|_| unreadable())?;
        let (_, chain) = store.private_key_chain().ok_or_else(unreadable)?;
        let certificate = chain.certs().first().ok_or_else(unreadable)?;
        self.add_certificate(name, Owner::Merchant, certificate.as_der())
    }

    /// WeChat Pay's public key (PEM) with its ID, `PUB_KEY_ID_…`.
    ///
    /// # Errors
    /// The text is no RSA public key.
    pub fn add_public_key(&mut self, name: &str, id: &str, pem: &str) -> Result<(), UnreadableKey> {
        self.add(name, id, Owner::PublicKey, public_key(pem))
    }

    /// WeChat Pay's platform certificates, one PEM after the other.
    ///
    /// # Errors
    /// One of them is no certificate of an RSA key.
    pub fn add_platform_certificates(&mut self, name: &str, pem: &str) -> Result<(), UnreadableKey> {
        self.add_certificates(name, Owner::Platform, pem)
    }

    /// A V2 API key.
    pub fn add_api_v2_key(&mut self, name: &str, text: &str) {
        self.api_v2.push(NamedText { name: name.to_owned(), text: text.to_owned() });
    }

    /// An APIv3 key.
    pub fn add_api_v3_key(&mut self, name: &str, text: &str) {
        self.api_v3.push(NamedText { name: name.to_owned(), text: text.to_owned() });
    }

    /// The merchant number.
    pub fn set_mchid(&mut self, mchid: &str) {
        self.mchid = Some(mchid.to_owned());
    }

    /// The WeChat AppID that is bound to the merchant number.
    pub fn set_wechat_appid(&mut self, appid: &str) {
        self.wechat_appid = Some(appid.to_owned());
    }

    /// The AppID of the QQ mini program, which is taken for WeChat's by mistake.
    pub fn set_qq_appid(&mut self, appid: &str) {
        self.qq_appid = Some(appid.to_owned());
    }

    /// The merchant's own address for notifications.
    pub fn set_notify_url(&mut self, url: &str) {
        self.notify_url = Some(url.to_owned());
    }

    /// One more way in which V2 notifications may be signed: `MD5` or `HMAC-SHA256`. Without any all are taken.
    pub fn add_v2_sign_type(&mut self, name: &str) {
        self.v2_sign_types.push(name.to_owned());
    }

    /// One more secret that nothing may show, such as QQ's AppSecret.
    pub fn hide(&mut self, secret: &str) {
        self.hidden.push(secret.to_owned());
    }

    fn add(
        &mut self,
        name: &str,
        id: &str,
        owner: Owner,
        key: Option<RsaPublicKey>,
    ) -> Result<(), UnreadableKey> {
        let key = key.ok_or_else(|| UnreadableKey { name: name.to_owned() })?;
        let id = id.trim().to_owned();
        self.rsa.push(NamedKey { name: name.to_owned(), id, owner, key, is_certified: false });
        Ok(())
    }

    fn add_certificates(&mut self, name: &str, owner: Owner, pem: &str) -> Result<(), UnreadableKey> {
        let unreadable = || UnreadableKey { name: name.to_owned() };
        let chain = Certificate::load_pem_chain(pem.trim().as_bytes()).map_err(|_| unreadable())?;
        if chain.is_empty() {
            return Err(unreadable());
        }
        for certificate in chain {
            let der = certificate.to_der().map_err(|_| unreadable())?;
            self.add_certificate(name, owner, &der)?;
        }
        Ok(())
    }

    fn add_certificate(&mut self, name: &str, owner: Owner, der: &[u8]) -> Result<(), UnreadableKey> {
        let (id, key) = certificate_key(der).ok_or_else(|| UnreadableKey { name: name.to_owned() })?;
        self.rsa.push(NamedKey { name: name.to_owned(), id, owner, key, is_certified: true });
        Ok(())
    }

    /// The keys of RSA of one side.
    pub(super) fn rsa_of(&self, merchant: bool) -> impl Iterator<Item = &NamedKey> {
        self.rsa.iter().filter(move |key| (key.owner == Owner::Merchant) == merchant)
    }

    /// Every text that nothing may show.
    pub(super) fn secrets(&self) -> Vec<&str> {
        let keys = self.api_v2.iter().chain(&self.api_v3).map(|key| key.text.as_str());
        keys.chain(self.hidden.iter().map(String::as_str))
            .map(str::trim)
            .filter(|text| text.len() >= 6)
            .chain(self.masked.iter().map(String::as_str))
            .collect()
    }
}

/// The names alone.
impl fmt::Debug for Keys {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.rsa.iter().map(|key| &key.name);
        let names = names.chain(self.api_v2.iter().chain(&self.api_v3).map(|key| &key.name));
        out.debug_set().entries(names).finish()
    }
}

fn public_key(pem: &str) -> Option<RsaPublicKey> {
    let pem = pem.trim();
    RsaPublicKey::from_public_key_pem(pem).ok().or_else(|| RsaPublicKey::from_pkcs1_pem(pem).ok())
}

fn certificate_key(der: &[u8]) -> Option<(String, RsaPublicKey)> {
    let certificate = Certificate::from_der(der).ok()?.tbs_certificate;
    let serial = certificate.serial_number.as_bytes();
    let serial = serial.iter().map(|byte| format!("{byte:02X}")).collect();
    let spki = certificate.subject_public_key_info.to_der().ok()?;
    Some((serial, RsaPublicKey::from_public_key_der(&spki).ok()?))
}
