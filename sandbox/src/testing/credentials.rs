//! Who takes part in a test: keys and numbers that are the same for everybody.

use std::sync::OnceLock;

use crate::identity::{MCHID, QQ_APPID, SUB_APPID, SUB_MCHID, WECHAT_APPID};
use crate::keys::KeyPair;

pub(super) const API_V3_KEY: &str = "QqWxPayTestKeyNotSecretApiV3Key0";
pub(super) const API_V2_KEY: &str = "QqWxPayTestKeyNotSecretApiV2Key0";
/// With which nothing of the merchant is ever encrypted or signed.
pub(super) const OTHER_API_KEY: &str = "QqWxPayTestKeyNotSecretOtherKey0";
pub(super) const PUBLIC_KEY_ID: &str = "PUB_KEY_ID_0000000000000000000000000000735701";
pub(super) const OTHER_PUBLIC_KEY_ID: &str = "PUB_KEY_ID_0000000000000000000000000000735799";
const QQ_APP_SECRET: &str = "QqWxPayTestKeyNotSecretQqSecret0";
const MERCHANT_SERIAL: &str = "7E57000000000000000000000000000000000001";

const MERCHANT_KEY: &str = include_str!("keys/merchant.pem");
const WECHAT_PAY_KEY: &str = include_str!("keys/wechat_pay.pem");
const WECHAT_PAY_PUBLIC_KEY: &str = include_str!("keys/wechat_pay_public.pem");
const OTHER_KEY: &str = include_str!("keys/other.pem");

/// Port 9 takes nothing and gives nothing.
const NOWHERE: &str = "http://127.0.0.1:9";

/// The numbers of the merchant.
pub(super) const OWN_MCHID: &str = MCHID;
pub(super) const OWN_APPID: &str = WECHAT_APPID;
pub(super) const OWN_SUB_MCHID: &str = SUB_MCHID;
pub(super) const OWN_SUB_APPID: &str = SUB_APPID;

/// The environment variables of a client that believes what the test kit signs, and reaches nobody; PEM values keep their line breaks.
#[must_use]
pub fn settings() -> Vec<(String, String)> {
    [
        ("QQ_WXPAY_QQ_APPID", QQ_APPID),
        ("QQ_WXPAY_QQ_APP_SECRET", QQ_APP_SECRET),
        ("QQ_WXPAY_WECHAT_APPID", WECHAT_APPID),
        ("QQ_WXPAY_MCHID", MCHID),
        ("QQ_WXPAY_MERCHANT_SERIAL", MERCHANT_SERIAL),
        ("QQ_WXPAY_MERCHANT_PRIVATE_KEY", MERCHANT_KEY),
        ("QQ_WXPAY_API_V3_KEY", API_V3_KEY),
        ("QQ_WXPAY_PUBLIC_KEY_ID", PUBLIC_KEY_ID),
        ("QQ_WXPAY_PUBLIC_KEY", WECHAT_PAY_PUBLIC_KEY),
        ("QQ_WXPAY_API_V2_KEY", API_V2_KEY),
        ("QQ_WXPAY_V2_SIGN_TYPE", "HMAC-SHA256"),
        ("QQ_WXPAY_NOTIFY_URL", "http://127.0.0.1:9/notify"),
        ("QQ_WXPAY_REFERER", "https://pay.example.com"),
        ("QQ_WXPAY_QQ_BASE_URL", NOWHERE),
        ("QQ_WXPAY_WECHAT_BASE_URL", NOWHERE),
        ("QQ_WXPAY_LINK_HOSTS", "127.0.0.1:9"),
        ("QQ_WXPAY_TOKEN_STORE", "memory"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

/// [`settings`] for a client that a test makes: with them it does not warn that it talks to a sandbox.
#[must_use]
pub fn client_settings() -> Vec<(String, String)> {
    let mut settings = settings();
    settings.push(("QQ_WXPAY_TEST_KIT".to_owned(), "true".to_owned()));
    settings
}

/// The pair that plays WeChat Pay.
pub(super) fn wechat_pay() -> &'static KeyPair {
    static KEY: OnceLock<KeyPair> = OnceLock::new();
    KEY.get_or_init(|| read(WECHAT_PAY_KEY))
}

/// The pair of somebody else.
pub(super) fn other() -> &'static KeyPair {
    static KEY: OnceLock<KeyPair> = OnceLock::new();
    KEY.get_or_init(|| read(OTHER_KEY))
}

/// The merchant's own.
pub(super) fn merchant() -> &'static KeyPair {
    static KEY: OnceLock<KeyPair> = OnceLock::new();
    KEY.get_or_init(|| read(MERCHANT_KEY))
}

fn read(pem: &str) -> KeyPair {
    KeyPair::from_pem(pem).expect("the keys of the repository can be read")
}
