//! From settings to a checked configuration.

use std::sync::Arc;

use super::address::{link_hosts, referer};
use super::faults::Faults;
use super::merchant::MerchantKeys;
use super::test_keys::TestKeys;
use super::{Config, NotifyUrl, Parts, QqApp, Settings, StoreChoice, V2, V3};
#[cfg(feature = "client")]
use crate::crypto::AsyncSigner;
use crate::crypto::aead::Aes256GcmKey;
use crate::crypto::{Certificate, MerchantSigner, PrivateKey, PublicKey, RsaProvider, Signer};
use crate::error::{Error, Result, sdk_codes};
use crate::model::check;
use crate::secret::{Key32, Secret};
use crate::verify::{TrustStore, TrustedKeys};

impl Settings {
    /// Parses and checks everything.
    ///
    /// # Errors
    /// `InvalidInput`, `Config` or `Key`, naming the setting.
    pub fn build(&self) -> Result<Config> {
        self.build_with(RsaProvider::default(), None)
    }

    /// The same with another RSA provider, or with a signer of your own (HSM, KMS) in place of the private key.
    ///
    /// With `merchant_certificate` beside the signer, each of its signatures is verified before it is sent.
    ///
    /// # Errors
    /// As [`Settings::build`].
    pub fn build_with(&self, provider: RsaProvider, signer: Option<Arc<dyn Signer>>) -> Result<Config> {
        self.build_by(provider, signer.map(MerchantSigner::given))
    }

    /// The same with a signer that is awaited: a KMS behind a network. The client signs with it in every kind of runtime; the
    /// functions without I/O ([`crate::operations`]) cannot wait, and refuse with `SIGNER_IS_ASYNC`.
    ///
    /// # Errors
    /// As [`Settings::build`].
    #[cfg(feature = "client")]
    pub fn build_with_async_signer(
        &self,
        provider: RsaProvider,
        signer: Arc<dyn AsyncSigner>,
    ) -> Result<Config> {
        self.build_by(provider, Some(MerchantSigner::awaited(signer)))
    }

    /// Everything that is wrong with the settings, at once; [`Settings::build`] gives the first.
    #[must_use]
    pub fn faults(&self) -> Vec<Error> {
        self.collect(RsaProvider::default(), None).err().unwrap_or_default()
    }

    fn build_by(&self, provider: RsaProvider, signer: Option<MerchantSigner>) -> Result<Config> {
        self.collect(provider, signer).map_err(|faults| {
            faults.into_iter().next().expect("settings that give no configuration have a fault")
        })
    }

    fn collect(&self, provider: RsaProvider, signer: Option<MerchantSigner>) -> Result<Config, Vec<Error>> {
        let mut faults = Faults::of(&self.variables);
        faults.take(self.refuse_missing(signer.is_some()));
        let wechat_appid = given(self.wechat_appid.as_ref());
        faults.take(check::wechat_appid("wechat_appid", wechat_appid));
        let mchid = given(self.mchid.as_ref());
        faults.take(check::merchant_number("mchid", mchid));
        let bases = self.bases(&mut faults);
        let is_local = bases.as_ref().is_some_and(|bases| bases.is_local);
        let qq_is_local = bases.as_ref().is_some_and(|bases| bases.qq.is_local());
        let notify_url = self
            .notify_url
            .as_ref()
            .map(|text| NotifyUrl::parse("notify_url", text, qq_is_local, self.allow_notify_url_query));
        let notify_url = faults.take(notify_url.transpose());
        // Which keys may be used is a question of the addresses.
        let test_keys = TestKeys { are_taken: is_local || bases.is_none() };
        faults.take(test_keys.refuse_texts(self));
        let keys = faults.take(self.merchant_keys(provider)).unwrap_or_default();
        let client_identity = faults.take(keys.client_identity());
        let certificate = faults.take(keys.parsed_certificate(provider)).flatten();
        if let Some(certificate) = &certificate {
            faults.take(test_keys.refuse_certificate(certificate, "merchant_certificate"));
        }
        let v3 = self.build_v3((provider, signer), (&keys, test_keys), certificate.as_ref(), &mut faults);
        let v2 = faults.take(self.build_v2());
        let qq = faults.take(self.build_qq());
        let referer = faults.take(self.referer.as_ref().map(|text| referer("referer", text)).transpose());
        let link_hosts = bases.as_ref().and_then(|_| faults.take(link_hosts(&self.link_hosts, is_local)));
        let token_store = faults.take(self.token_store.as_deref().map(StoreChoice::of_tokens).transpose());
        let inbox = faults.take(self.inbox.as_deref().map(StoreChoice::of_inbox).transpose());
        let parts = (|| {
            let bases = bases?;
            Some(Parts {
                qq: qq?,
                wechat_appid: wechat_appid.to_owned(),
                mchid: mchid.to_owned(),
                v3,
                v2: v2?,
                notify_url: notify_url?,
                allow_notify_url_query: self.allow_notify_url_query,
                referer: referer?,
                channel: self.channel,
                qq_base: bases.qq,
                wechat_base: bases.wechat,
                mutual_tls_base: bases.mutual_tls,
                client_identity: client_identity?,
                merchant_certificate: certificate,
                root_certificate: self.root_certificate.as_deref().map(|text| text.replace("\\n", "\n")),
                wechat_backup_base: bases.backup,
                is_local,
                is_for_test: is_local && self.is_for_test,
                link_hosts: link_hosts?,
                require_verified_reply: self.require_verified_reply,
                token_refused_codes: self.token_refused_codes.clone(),
                token_store: token_store?,
                inbox: inbox?,
            })
        })();
        faults.end(parts).map(|parts| Config(Arc::new(parts)))
    }

    fn build_qq(&self) -> Result<Option<QqApp>> {
        let Some(appid) = &self.qq_appid else { return Ok(None) };
        check::required("qq_appid", appid)?;
        if appid.starts_with("wx") {
            return Err(Error::sdk(&sdk_codes::WECHAT_APPID_AS_QQ_APPID).with_field("qq_appid"));
        }
        if appid.len() > 64 || !appid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(Error::sdk(&sdk_codes::QQ_APPID_FORM).with_field("qq_appid"));
        }
        if let Some(secret) = &self.qq_app_secret {
            check::required("qq_app_secret", secret)?;
        }
        Ok(Some(QqApp { appid: appid.clone(), app_secret: self.qq_app_secret.as_deref().map(Secret::new) }))
    }

    fn build_v3(
        &self,
        (provider, signer): (RsaProvider, Option<MerchantSigner>),
        (keys, test_keys): (&MerchantKeys, TestKeys),
        certificate: Option<&Certificate>,
        faults: &mut Faults<'_>,
    ) -> Option<V3> {
        let has_signer = signer.is_some() || keys.private_key.is_some();
        let signer = match (&keys.private_key, signer) {
            (_, Some(signer)) => Some(signer.checked_with(certificate)),
            (Some(text), None) => {
                let read = own_key(provider, (text, keys.key_field), test_keys, certificate);
                faults.take(read).map(MerchantSigner::own)
            }
            (None, None) => None,
        };
        if !has_signer || self.key_is_for_v2_alone() {
            return None;
        }
        let mut api_keys = Vec::from_iter(faults.take(v3_key("api_v3_key", given(self.api_v3_key.as_ref()))));
        if let Some(previous) = &self.api_v3_key_previous {
            api_keys.extend(faults.take(v3_key("api_v3_key_previous", previous)));
        }
        let serial = faults.take(self.serial_of(certificate));
        let trust = faults.take(self.trusted_keys(provider, test_keys));
        Some(V3 {
            signer: signer?,
            serial: serial?,
            api_keys,
            trust: TrustStore::new(trust?, self.public_key_id.clone()),
            provider,
        })
    }

    fn serial_of(&self, certificate: Option<&Certificate>) -> Result<String> {
        let written = self.merchant_serial.as_ref().map(|serial| serial.to_ascii_uppercase());
        if let Some(serial) = &written
            && (serial.is_empty()
                || serial.len() > 40
                || !serial.bytes().all(|byte| byte.is_ascii_hexdigit()))
        {
            return Err(Error::sdk(&sdk_codes::MERCHANT_SERIAL_FORM).with_field("merchant_serial"));
        }
        match (written, certificate) {
            (Some(written), Some(certificate)) if written != certificate.serial() => {
                Err(Error::sdk(&sdk_codes::SERIAL_AND_CERTIFICATE_DIFFER).with_field("merchant_serial"))
            }
            (Some(written), _) => Ok(written),
            (None, Some(certificate)) => Ok(certificate.serial().to_owned()),
            (None, None) => Err(Error::sdk(&sdk_codes::FIELD_MISSING).with_field("merchant_serial")),
        }
    }

    /// May be none: the APIv3 key is enough to fetch platform certificates.
    fn trusted_keys(&self, provider: RsaProvider, test_keys: TestKeys) -> Result<TrustedKeys> {
        let mut trust = TrustedKeys::default();
        // One of the current key without the other was refused before.
        if let (Some(id), Some(text)) = (&self.public_key_id, &self.public_key) {
            let key = PublicKey::parse(provider, text.as_bytes(), "public_key")?;
            test_keys.refuse_public(&key, "public_key")?;
            trust.add_public_key(public_key_id("public_key_id", id)?, key);
        }
        let missing = |field: &str| Error::sdk(&sdk_codes::FIELD_MISSING).with_field(field);
        match (&self.public_key_id_previous, &self.public_key_previous) {
            (None, None) => {}
            (Some(_), None) => return Err(missing("public_key_previous")),
            (None, Some(_)) => return Err(missing("public_key_id_previous")),
            (id, _) if *id == self.public_key_id => {
                return Err(Error::sdk(&sdk_codes::PUBLIC_KEY_ID_FORM)
                    .with_field("public_key_id_previous")
                    .with_detail_in("public_key_id is the same", "与 public_key_id 相同"));
            }
            (Some(id), Some(text)) => {
                let key = PublicKey::parse(provider, text.as_bytes(), "public_key_previous")?;
                test_keys.refuse_public(&key, "public_key_previous")?;
                trust.add_public_key(public_key_id("public_key_id_previous", id)?, key);
            }
        }
        if let Some(text) = &self.platform_certificates {
            for certificate in Certificate::parse_many(provider, text.as_bytes(), "platform_certificates")? {
                test_keys.refuse_certificate(&certificate, "platform_certificates")?;
                trust.add_certificate(certificate);
            }
        }
        Ok(trust)
    }

    fn build_v2(&self) -> Result<Option<V2>> {
        let former_sign_type = self.former_sign_type()?;
        let Some(key) = &self.api_v2_key else { return Ok(None) };
        if key.len() != 32 || !key.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(Error::sdk(&sdk_codes::API_V2_KEY_FORM)
                .with_field("api_v2_key")
                .with_detail_in(format!("{} bytes", key.len()), format!("{} 字节", key.len())));
        }
        if self.api_v3_key.as_ref() == Some(key) {
            return Err(Error::sdk(&sdk_codes::API_KEYS_EQUAL).with_field("api_v2_key"));
        }
        Ok(Some(V2 {
            key: Secret::new(key),
            sign_type: self.v2_sign_type,
            former_sign_type,
            api_v3_key: self.api_v3_key.as_deref().map(Secret::new),
        }))
    }
}

fn given(setting: Option<&String>) -> &str {
    setting.map(String::as_str).unwrap_or_default()
}

/// The merchant's key, which belongs to the certificate where there is one.
fn own_key(
    provider: RsaProvider,
    (text, field): (&Secret, &str),
    test_keys: TestKeys,
    certificate: Option<&Certificate>,
) -> Result<PrivateKey> {
    let key = PrivateKey::parse(provider, text.expose().as_bytes(), field)?;
    test_keys.refuse_private(&key, field)?;
    match certificate {
        Some(certificate) if key.public_key()? != *certificate.public_key() => {
            Err(Error::sdk(&sdk_codes::KEY_AND_CERTIFICATE_DIFFER).with_field(field))
        }
        _ => Ok(key),
    }
}

fn public_key_id<'a>(field: &str, id: &'a str) -> Result<&'a str> {
    let digits = id.strip_prefix("PUB_KEY_ID_").unwrap_or_default();
    if digits.is_empty() || id.len() > 64 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Error::sdk(&sdk_codes::PUBLIC_KEY_ID_FORM).with_field(field));
    }
    Ok(id)
}

fn v3_key(field: &str, text: &str) -> Result<Aes256GcmKey> {
    check::required(field, text)?;
    let key = Key32::new(text).filter(|_| text.is_ascii());
    let key = key.ok_or_else(|| {
        Error::sdk(&sdk_codes::API_V3_KEY_LENGTH)
            .with_field(field)
            .with_detail_in(format!("{} bytes", text.len()), format!("{} 字节", text.len()))
    })?;
    Ok(Aes256GcmKey::new(key.expose()))
}
