//! How long certificates last.

use qq_wxpay::QqWxPay;
use qq_wxpay::client::CertificateOwner;

use super::report::{Report, State, Subject, subject};
use super::set_up::SetUp;
use crate::failure::Failure;
use crate::language::{Language, words};

const MERCHANT: Subject = subject("merchant_certificate", "merchant certificate", "商户证书");
const PLATFORM: Subject = subject("platform_certificate", "platform certificate", "平台证书");

pub(super) fn check(client: &QqWxPay, set_up: &SetUp, report: &mut Report<'_, '_>) -> Result<(), Failure> {
    let language = report.language();
    for (event, warning) in client.certificates_in_use() {
        let subject = match event.whose {
            CertificateOwner::Merchant => MERCHANT,
            CertificateOwner::Platform => PLATFORM,
            // A public key has no end.
            _ => continue,
        };
        let Some(days) = event.days_left else { continue };
        match warning {
            Some(error) if days < 0 => report.error(subject, State::Fault, &error)?,
            Some(error) => report.error(subject, State::Warning, &error)?,
            None => {
                let left = match language {
                    Language::English => format!("{days} days left"),
                    Language::Chinese => format!("还有 {days} 天到期"),
                };
                report.fine(subject, left)?;
            }
        }
    }
    let settings = &set_up.settings;
    if settings.merchant_private_key.is_some() && settings.merchant_certificate.is_none() {
        let unknown = words(
            "not configured, so its end is not known: set QQ_WXPAY_MERCHANT_CERTIFICATE (apiclient_cert.pem)",
            "未配置，无法得知到期时间：请设置 QQ_WXPAY_MERCHANT_CERTIFICATE（apiclient_cert.pem）",
        );
        report.not_tested(MERCHANT, language.of(unknown))?;
    }
    Ok(())
}
