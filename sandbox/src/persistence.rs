//! What stays the same from one start of a sandbox to the next, if it is told to keep it: keys, certificates, secrets.

use std::fs;
use std::io;
use std::path::Path;
use std::thread;

use serde::{Deserialize, Serialize};

use crate::certificate::{self, IssuedCertificate};
use crate::keys::KeyPair;
use crate::private_file::write_private_file;
use crate::tls::Root;
use crate::{pkcs12, random};

/// Keys, certificates and secrets in the form of their file, which is JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kept {
    pub(crate) merchant: Certified,
    /// Both PKCS#12 bundles of the merchant, base64.
    pub(crate) merchant_pkcs12: String,
    pub(crate) merchant_pkcs12_modern: String,
    /// PKCS#8 PEM.
    pub(crate) wechat_pay_key: String,
    pub(crate) platform: Certified,
    /// When the platform certificate was made, Unix seconds.
    pub(crate) platform_since: i64,
    pub(crate) qq_app_secret: String,
    pub(crate) api_v3_key: String,
    pub(crate) api_v2_key: String,
    pub(crate) root: Root,
}

/// A key with its certificate.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Certified {
    /// PKCS#8 PEM.
    pub(crate) key: String,
    pub(crate) certificate: IssuedCertificate,
}

impl Certified {
    fn make(keys: &KeyPair, name: &str) -> Self {
        Self { key: keys.private_pem(), certificate: certificate::issue(keys, name) }
    }
}

impl Kept {
    /// Makes everything.
    pub(crate) fn make(now: i64, mchid: &str) -> Self {
        thread::scope(|scope| {
            let wechat_pay = scope.spawn(KeyPair::generate);
            let platform = scope.spawn(|| Certified::make(&KeyPair::generate(), "Sandbox WeChat Pay"));
            let keys = KeyPair::generate();
            let merchant = Certified::make(&keys, "Sandbox Merchant");
            let (certificate, key) = (&merchant.certificate.der, keys.private_der());
            Self {
                merchant_pkcs12: pkcs12::legacy(certificate, &key, mchid),
                merchant_pkcs12_modern: pkcs12::modern(certificate, &key, mchid),
                merchant,
                wechat_pay_key: wechat_pay.join().expect("key generation ends").private_pem(),
                platform: platform.join().expect("key generation ends"),
                platform_since: now,
                qq_app_secret: random::alphanumeric(32),
                api_v3_key: random::alphanumeric(32),
                api_v2_key: random::alphanumeric(32),
                root: Root::make(),
            }
        })
    }

    /// What a file keeps; without the file everything is made, and written to it for its owner alone.
    pub(crate) fn at(path: &Path, now: i64, mchid: &str) -> io::Result<Self> {
        match Self::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let kept = Self::make(now, mchid);
                let text = serde_json::to_vec_pretty(&kept).map_err(io::Error::other)?;
                write_private_file(path, &text)?;
                Ok(kept)
            }
            read => read,
        }
    }

    /// What a file keeps.
    pub(crate) fn read(path: &Path) -> io::Result<Self> {
        let kept = serde_json::from_slice(&fs::read(path)?).ok();
        kept.filter(Self::is_whole).ok_or_else(|| {
            let message = format!(
                "{} holds no keys of a sandbox; without this file the next start makes new ones",
                path.display()
            );
            io::Error::new(io::ErrorKind::InvalidData, message)
        })
    }

    fn is_whole(&self) -> bool {
        let keys = [&self.merchant.key, &self.wechat_pay_key, &self.platform.key];
        keys.into_iter().all(|key| KeyPair::from_pem(key).is_some())
            && self.api_v3_key.len() == 32
            && self.root.is_whole()
    }
}
