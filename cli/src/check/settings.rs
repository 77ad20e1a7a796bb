//! The settings: every fault at once.

use qq_wxpay::Settings;
use qq_wxpay::error::ErrorKind;

use super::report::{Report, State, Subject, subject};
use super::set_up::SetUp;
use crate::failure::Failure;
use crate::language::{Language, words};

const SETTINGS: Subject = subject("settings", "settings", "配置");
const KEYS: Subject = subject("keys", "keys and certificates", "密钥与证书");
const FOR_QQ: Subject = subject("qq_settings", "settings for orders through QQ", "通过 QQ 下单的配置");
const SANDBOX: Subject = subject("sandbox", "addresses", "接口地址");
const REST: Subject = subject("rest", "everything else", "其余各项");
const PAIR: Subject = subject("key_pair", "merchant key, certificate and serial", "商户私钥、证书与序列号");

/// The set-up, if the settings have no fault of their own.
pub(super) fn check(
    variables: Vec<(String, String)>,
    report: &mut Report<'_, '_>,
) -> Result<Option<SetUp>, Failure> {
    let count = variables.len();
    let (settings, mut faults) = Settings::read_variables(variables, qq_wxpay::client::read_setting);
    faults.extend(settings.faults());
    for error in &faults {
        let subject = if error.kind() == ErrorKind::Key { KEYS } else { SETTINGS };
        report.error(subject, State::Fault, error)?;
    }
    if let Err(error) = settings.refuse_missing_for_qq() {
        report.error(FOR_QQ, State::Fault, &error)?;
    }
    if !faults.is_empty() {
        let first = words(
            "not looked at: it needs settings that can be used, so correct these first",
            "未检查：需要可用的配置，请先更正以上各项",
        );
        let first = report.language().of(first);
        report.not_tested(REST, first)?;
        return Ok(None);
    }
    let read = match report.language() {
        Language::English => format!("{count} variables, each of them can be used"),
        Language::Chinese => format!("{count} 个变量，均可使用"),
    };
    report.fine(SETTINGS, read)?;
    tell_pair(&settings, report)?;
    let Some(set_up) = SetUp::of(settings) else { return Ok(None) };
    if set_up.config.is_sandbox() {
        let local =
            words("these are of a sandbox on this machine: no money moves", "指向本机沙箱：不产生真实资金");
        let local = report.language().of(local);
        report.fine(SANDBOX, local)?;
    }
    Ok(Some(set_up))
}

/// That they belong together was a condition of the settings.
fn tell_pair(settings: &Settings, report: &mut Report<'_, '_>) -> Result<(), Failure> {
    let language = report.language();
    if settings.merchant_certificate.is_some() || settings.merchant_p12.is_some() {
        return report.fine(PAIR, language.of(words("they belong together", "相互匹配")));
    }
    if settings.merchant_private_key.is_none() {
        return Ok(());
    }
    let alone = words(
        "without QQ_WXPAY_MERCHANT_CERTIFICATE only WeChat Pay can tell, see the signature",
        "未配置 QQ_WXPAY_MERCHANT_CERTIFICATE，只能由微信支付判断，见“请求签名”",
    );
    report.not_tested(PAIR, language.of(alone))
}
