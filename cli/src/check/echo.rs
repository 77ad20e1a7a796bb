//! What WeChat Pay's echo proves of keys, serials and clock, by the library's self test.

use qq_wxpay::error::sdk_codes;
use qq_wxpay::self_test::{Check, CheckState, SelfTest};
use qq_wxpay::{Error, QqWxPay};

use super::report::{Report, State, Subject, subject};
use super::token::TOKEN;
use crate::failure::Failure;
use crate::language::{Language, Words, words};

const V3: Subject = subject("v3", "V3", "V3");
const PUBLIC_KEY_ID: Subject = subject("public_key_id", "ID of WeChat Pay's public key", "微信支付公钥 ID");
const SIGNATURE: Subject = subject("signature", "signature of requests", "请求签名");
const VERIFICATION: Subject = subject("verification", "signature of replies", "应答验签");
const ENCRYPTION: Subject = subject("encryption", "encryption for both sides", "敏感信息加解密");
const CLOCK: Subject = subject("clock", "clock, by WeChat Pay's signature", "时钟（按微信支付的签名）");
const API_V3_KEY: Subject = subject("api_v3_key", "APIv3 key", "APIv3 密钥");

pub(super) async fn check(
    client: &QqWxPay,
    asks_qq: bool,
    report: &mut Report<'_, '_>,
) -> Result<(), Failure> {
    let found = match client.self_test(&SelfTest::default()).await {
        Ok(found) => found,
        Err(error) if error.is(&sdk_codes::V3_NOT_CONFIGURED) => {
            let none = words("not configured", "未配置");
            let none = report.language().of(none);
            report.not_tested(V3, none)?;
            return token_alone(client, asks_qq, report).await;
        }
        Err(error) => return report.error(V3, State::Fault, &error),
    };
    let proven = words("WeChat Pay accepts it", "微信支付已接受");
    tell(SIGNATURE, &found.signature, proven, report)?;
    tell(
        VERIFICATION,
        &found.verification,
        words("it holds with the configured key", "用所配置的密钥验签成立"),
        report,
    )?;
    match &found.encryption.error {
        Some(error) if found.encryption.state == CheckState::Fails && error.http_status() == Some(400) => {
            not_the_key(error, report)?;
        }
        _ => tell(
            ENCRYPTION,
            &found.encryption,
            words("each side opens what the other one encrypts", "双方均能解密"),
            report,
        )?,
    }
    match (found.clock.state, found.clock_skew_seconds) {
        (CheckState::Holds, Some(skew)) => report.fine(CLOCK, format!("{skew:+} s"))?,
        _ => tell(CLOCK, &found.clock, words("right", "正确"), report)?,
    }
    tell(
        API_V3_KEY,
        &found.api_v3_key,
        words("it opens what WeChat Pay encrypts", "可解密微信支付的内容"),
        report,
    )?;
    let needed = [&found.signature, &found.verification, &found.clock];
    if !found.passed() && needed.iter().all(|check| check.state != CheckState::Fails) {
        refused(&found.signature, report)?;
    }
    if asks_qq {
        tell(TOKEN, &found.qq_app_secret, words("QQ gives one", "已成功获取"), report)?;
    }
    if let Some(id) = &found.request_id {
        let named = match report.language() {
            Language::English => format!("Request-ID {id}: WeChat Pay's support asks for it"),
            Language::Chinese => format!("Request-ID {id}，联系微信支付技术支持时需要提供"),
        };
        report.fine(V3, named)?;
    }
    Ok(())
}

/// WeChat Pay could not open what was encrypted for it.
fn not_the_key(error: &Error, report: &mut Report<'_, '_>) -> Result<(), Failure> {
    let text = words(
        "WeChat Pay cannot open what QQ_WXPAY_PUBLIC_KEY encrypts: it is not the key of QQ_WXPAY_PUBLIC_KEY_ID. Download it anew (pay.weixin.qq.com, \
         账户中心 → API安全 → 微信支付公钥)",
        "微信支付无法解密用 QQ_WXPAY_PUBLIC_KEY 加密的内容：它不是 QQ_WXPAY_PUBLIC_KEY_ID 对应的公钥，请重新下载（pay.weixin.qq.com，账户中心 → API安全 → 微信支付公钥）",
    );
    let text = report.language().of(text);
    report.fault(ENCRYPTION, error.code(), text)
}

/// WeChat Pay refused the test for something else than the signature, so that nothing is known.
fn refused(signature: &Check, report: &mut Report<'_, '_>) -> Result<(), Failure> {
    let Some(error) = &signature.error else { return Ok(()) };
    // The one header beside the signature's that WeChat Pay reads a value of.
    if error.http_status() == Some(400) && error.detail().contains("location header") {
        let text = words(
            "WeChat Pay does not know the key that requests name: compare QQ_WXPAY_PUBLIC_KEY_ID with the console (pay.weixin.qq.com, 账户中心 → API安全 → \
             微信支付公钥)",
            "微信支付不认识请求所指明的公钥：请与商户平台核对 QQ_WXPAY_PUBLIC_KEY_ID（pay.weixin.qq.com，账户中心 → API安全 → 微信支付公钥）",
        );
        let said = format!("{}\n{}", report.language().of(text), error.detail());
        return report.fault(PUBLIC_KEY_ID, error.code(), said);
    }
    report.error(V3, State::Fault, error)
}

/// Of a merchant that has V2 alone.
async fn token_alone(client: &QqWxPay, asks_qq: bool, report: &mut Report<'_, '_>) -> Result<(), Failure> {
    if !asks_qq {
        return Ok(());
    }
    match client.access_token().await {
        Ok(_) => {
            let given = report.language().of(words("there is one", "可用"));
            report.fine(TOKEN, given)
        }
        Err(error) => report.error(TOKEN, State::Fault, &error),
    }
}

fn tell(subject: Subject, check: &Check, holds: Words, report: &mut Report<'_, '_>) -> Result<(), Failure> {
    let holds = report.language().of(holds);
    match (check.state, &check.error) {
        (CheckState::Holds, _) => report.fine(subject, holds),
        (CheckState::Fails, Some(error)) => report.error(subject, State::Fault, error),
        (CheckState::Fails, None) => report.fault(subject, "FAILED", ""),
        (CheckState::NotTested, Some(error)) => report.error(subject, State::NotTested, error),
        (CheckState::NotTested, None) => report.not_tested(subject, "-"),
    }
}
