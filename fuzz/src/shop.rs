//! The merchant whose client reads what was made up, and WeChat Pay's side of it: the keys of the conformance cases.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use qq_wxpay::client::{Transport, TransportError, async_trait};
use qq_wxpay::crypto::{PrivateKey, RsaProvider};
use qq_wxpay::environment::{Clock, NonceSource};
use qq_wxpay::http::{Headers, HttpRequest, HttpResponse};
use qq_wxpay::model::RequestFromJson as _;
use qq_wxpay::{Config, Error, QqWxPay, Settings};
use serde_json::{Value, json};

/// The clock of every client here, and the moment at which WeChat Pay signs.
pub(crate) const NOW: i64 = 1_722_850_421;

/// The nonce of every request and of every signature.
pub(crate) const NONCE: &str = "593BEC0C930BF1AFEB40B4A08C8FB242";

/// QQ's access token of every order.
pub(crate) const ACCESS_TOKEN: &str = "MARKER_ACCESS_TOKEN_0123456789";

const CERTIFICATE_SERIAL: &str = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";

static DEFAULTS: LazyLock<Value> = LazyLock::new(|| parsed(include_str!("../../tests/cases/defaults.json")));
static KEYS: LazyLock<Value> = LazyLock::new(|| parsed(include_str!("../../tests/cases/keys.json")));
static SHOP: LazyLock<Shop> = LazyLock::new(|| Shop::new(&settings()));

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("the files of the cases are JSON")
}

/// A merchant with everything, and whoever plays WeChat Pay for it.
pub(crate) struct Shop {
    pub(crate) config: Config,
    pub(crate) pay: QqWxPay,
    wechat_pay: PrivateKey,
    certificate_key: PrivateKey,
    secrets: Vec<String>,
}

/// The one merchant that most of what is here needs.
pub(crate) fn shop() -> &'static Shop {
    &SHOP
}

/// The settings of the conformance cases, with a PKCS#12 file in the place of the key, so that V2 refunds can be asked for.
pub(crate) fn settings() -> Value {
    let mut settings = DEFAULTS["settings"].clone();
    let given = settings.as_object_mut().expect("settings are an object");
    given.remove("merchant_private_key");
    given.remove("merchant_serial");
    given.insert("merchant_p12".to_owned(), KEYS["merchant_p12_modern"].clone());
    settings
}

/// A setting of the conformance cases.
pub(crate) fn setting(name: &str) -> &'static str {
    DEFAULTS["settings"][name].as_str().expect("the setting is a text")
}

/// A key of those who play WeChat Pay.
pub(crate) fn key(name: &str) -> &'static str {
    KEYS[name].as_str().expect("the key is a text")
}

/// A client of these settings, which reaches nobody.
pub(crate) fn client(settings: &Value) -> qq_wxpay::Result<(Config, QqWxPay)> {
    let config = Settings::from_json(&settings.to_string())?.build()?;
    let builder = QqWxPay::builder(config.clone()).clock(Arc::new(Constant(NOW)));
    let pay = builder.nonces(Arc::new(Constant(NONCE))).transport(Arc::new(Nowhere)).build()?;
    Ok((config, pay))
}

impl Shop {
    pub(crate) fn new(settings: &Value) -> Self {
        let (config, pay) = client(settings).expect("the settings of the cases are right");
        let private = |name: &str| {
            PrivateKey::parse(RsaProvider::default(), key(name).as_bytes(), name).expect("it can be read")
        };
        let lines = setting("merchant_private_key").lines().filter(|line| line.len() == 64);
        let texts = ["qq_app_secret", "api_v3_key", "api_v2_key"].map(setting);
        let secrets = texts.into_iter().chain(lines).chain([ACCESS_TOKEN]).map(str::to_owned).collect();
        Self {
            config,
            pay,
            wechat_pay: private("wechat_pay_private_key"),
            certificate_key: private("platform_certificate_private_key"),
            secrets,
        }
    }

    /// The headers of WeChat Pay's signature over this body.
    pub(crate) fn sign(&self, body: &[u8]) -> Headers {
        signature(&self.wechat_pay, setting("public_key_id"), body)
    }

    /// The same by the platform certificate.
    pub(crate) fn sign_by_certificate(&self, body: &[u8]) -> Headers {
        signature(&self.certificate_key, CERTIFICATE_SERIAL, body)
    }

    /// No secret of the merchant is in what an error says of itself, unless whoever sent the bytes knew it.
    pub(crate) fn keeps_silent(&self, error: &Error, bytes: &[u8]) {
        let told = told(error);
        for secret in &self.secrets {
            let is_told = told.contains(secret.as_str());
            let was_known = || bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!is_told || was_known(), "a secret is told: {told}");
        }
    }
}

/// All that an error says of itself.
pub(crate) fn told(error: &Error) -> String {
    let mut told = format!("{error}\n{error:#}\n{error:?}\n{error:#?}");
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        told.push_str(&format!("\n{inner}\n{inner:?}"));
        cause = inner.source();
    }
    told
}

fn signature(key: &PrivateKey, serial: &str, body: &[u8]) -> Headers {
    let head = format!("{NOW}\n{NONCE}\n");
    let message = [head.as_bytes(), body, b"\n"].concat();
    let signature = key.sign_base64(&message).expect("the key signs");
    let timestamp = NOW.to_string();
    [
        ("Wechatpay-Timestamp", timestamp.as_str()),
        ("Wechatpay-Nonce", NONCE),
        ("Wechatpay-Signature", signature.as_str()),
        ("Wechatpay-Serial", serial),
    ]
    .into_iter()
    .collect()
}

/// Settings with one of them replaced.
pub(crate) fn changed(name: &str, value: &str) -> Value {
    let mut settings = settings();
    settings[name] = json!(value);
    settings
}

/// A clock that stands still, or a nonce that is always the same.
struct Constant<T>(T);

impl Clock for Constant<i64> {
    fn now(&self) -> i64 {
        self.0
    }
}

impl NonceSource for Constant<&'static str> {
    fn nonce(&self) -> String {
        self.0.to_owned()
    }
}

/// Nothing is ever sent.
struct Nowhere;

#[async_trait]
impl Transport for Nowhere {
    async fn send(&self, _: HttpRequest, _: Duration) -> Result<HttpResponse, TransportError> {
        panic!("nothing is sent here")
    }
}
