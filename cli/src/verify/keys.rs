//! The keys of the settings, each under the name of its variable.

use qq_wxpay::Settings;
use qq_wxpay_sandbox::diagnosis::{Keys, UnreadableKey};

use crate::failure::Failure;

/// All keys that the settings have. None is needed: what is missing cannot be checked, and that is told.
pub(super) fn of(variables: Vec<(String, String)>) -> Result<Keys, Failure> {
    let mut keys = Keys::new();
    // Only where it was said: captures of others than the own shop are looked at without settings of V2.
    if variables.iter().any(|(name, _)| name == "QQ_WXPAY_V2_SIGN_TYPE") {
        let types = variables.iter().filter(|(name, _)| {
            ["QQ_WXPAY_V2_SIGN_TYPE", "QQ_WXPAY_V2_FORMER_SIGN_TYPE"].contains(&name.as_str())
        });
        types.for_each(|(_, value)| keys.add_v2_sign_type(value.trim()));
    }
    let settings = Settings::from_variables(variables, qq_wxpay::client::read_setting)?;
    add_rsa(&mut keys, &settings).map_err(|unreadable| Failure::Usage(unreadable.to_string()))?;
    let texts = [
        ("QQ_WXPAY_API_V3_KEY", &settings.api_v3_key),
        ("QQ_WXPAY_API_V3_KEY_PREVIOUS", &settings.api_v3_key_previous),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            keys.add_api_v3_key(name, text);
        }
    }
    if let Some(text) = &settings.api_v2_key {
        keys.add_api_v2_key("QQ_WXPAY_API_V2_KEY", text);
    }
    if let Some(mchid) = &settings.mchid {
        keys.set_mchid(mchid);
    }
    if let Some(appid) = &settings.wechat_appid {
        keys.set_wechat_appid(appid);
    }
    if let Some(appid) = &settings.qq_appid {
        keys.set_qq_appid(appid);
    }
    if let Some(url) = &settings.notify_url {
        keys.set_notify_url(url);
    }
    if let Some(secret) = &settings.qq_app_secret {
        keys.hide(secret);
    }
    Ok(keys)
}

fn add_rsa(keys: &mut Keys, settings: &Settings) -> Result<(), UnreadableKey> {
    if let Some(pem) = &settings.merchant_certificate {
        keys.add_merchant_certificate("QQ_WXPAY_MERCHANT_CERTIFICATE", pem)?;
    }
    if let Some(pem) = &settings.merchant_private_key {
        let serial = settings.merchant_serial.as_deref().unwrap_or_default();
        keys.add_merchant_private_key("QQ_WXPAY_MERCHANT_PRIVATE_KEY", serial, pem)?;
    }
    if let Some(bundle) = &settings.merchant_p12 {
        let password = settings.merchant_p12_password.as_ref().or(settings.mchid.as_ref());
        keys.add_merchant_p12("QQ_WXPAY_MERCHANT_P12", bundle, password.map_or("", String::as_str))?;
    }
    let public = [
        ("QQ_WXPAY_PUBLIC_KEY", &settings.public_key, &settings.public_key_id),
        ("QQ_WXPAY_PUBLIC_KEY_PREVIOUS", &settings.public_key_previous, &settings.public_key_id_previous),
    ];
    for (name, pem, id) in public {
        if let Some(pem) = pem {
            keys.add_public_key(name, id.as_deref().unwrap_or_default(), pem)?;
        }
    }
    if let Some(pem) = &settings.platform_certificates {
        keys.add_platform_certificates("QQ_WXPAY_PLATFORM_CERTIFICATES", pem)?;
    }
    Ok(())
}
