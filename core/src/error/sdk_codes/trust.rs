//! WeChat Pay's keys: fetching them, encrypting for them, testing them.

use crate::error::entry::code_table;

code_table! {
    NOTHING_TO_VERIFY_WITH = Sdk "NOTHING_TO_VERIFY_WITH", Signature, Never,
        cause "there is no key yet to verify WeChat Pay's messages with" / "尚无可用于验证微信支付签名的公钥或证书",
        remedy "Set `public_key_id` and `public_key` (merchant console: 账户中心 → API安全 → 微信支付公钥), or fetch the platform certificates first: `refresh_certificates`, without the client certificates::prepare_certificates and adopt." / "请配置 `public_key_id` 与 `public_key`（商户平台 → 账户中心 → API安全 → 微信支付公钥），或先获取平台证书：`refresh_certificates`；不使用客户端时用 certificates::prepare_certificates 与 adopt。";

    CERTIFICATES_NOT_AVAILABLE = Sdk "CERTIFICATES_NOT_AVAILABLE", Config, Never,
        cause "WeChat Pay has no platform certificates for this merchant: it has public-key mode only" / "该商户号没有平台证书，只支持微信支付公钥",
        remedy "Copy the public key ID and pub_key.pem from the merchant console (账户中心 → API安全 → 微信支付公钥) into the settings `public_key_id` and `public_key`." / "请从商户平台（账户中心 → API安全 → 微信支付公钥）复制公钥 ID 与 pub_key.pem，填入配置 `public_key_id` 与 `public_key`。";

    PLATFORM_SERIAL_DIFFERS = Sdk "PLATFORM_SERIAL_DIFFERS", Mismatch, Never,
        cause "a platform certificate has another serial than the list says" / "平台证书的序列号与列表所写不一致",
        remedy "The list is not used; the keys from before stay. If it persists, ask WeChat Pay with the Request-ID." / "该列表未被采用，原有密钥继续有效；若持续出现，请凭 Request-ID 咨询微信支付。";

    NOTHING_TO_ENCRYPT_WITH = Sdk "NOTHING_TO_ENCRYPT_WITH", Config, Never,
        cause "there is no key of WeChat Pay yet to encrypt for" / "尚无可用于加密的微信支付公钥或有效平台证书",
        remedy "Set `public_key_id` and `public_key`, or fetch the platform certificates first (`refresh_certificates`)." / "请配置 `public_key_id` 与 `public_key`，或先获取平台证书（`refresh_certificates`）。";

    SIGNER_CANNOT_DECRYPT = Sdk "SIGNER_CANNOT_DECRYPT", Key, Never,
        cause "the signer in place of the private key does not decrypt" / "代替私钥的签名服务不支持解密",
        remedy "Implement Signer::decrypt_oaep_sha1 if the HSM or KMS can do RSA-OAEP with SHA-1; else configure `merchant_private_key`." / "若 HSM/KMS 支持 RSA-OAEP（SHA-1），请实现 Signer::decrypt_oaep_sha1；否则请配置 `merchant_private_key`。";

    CLOCK_OFF = Sdk "CLOCK_OFF", Stale, Never,
        cause "this machine's clock differs from WeChat Pay's by 5 minutes or more" / "本机时间与微信支付相差 5 分钟以上",
        remedy "Set this machine's clock right (NTP)." / "请校准本机时间（NTP）。";

    CALLBACK_NOT_SEEN = Sdk "CALLBACK_NOT_SEEN", Transport, Never,
        cause "no callback of the self test reached this client in time" / "自检回调未在限定时间内到达本客户端",
        remedy "Check that `notify_url` is reachable from the Internet over https and hands headers and raw body to this client. If another process receives it, look for security_echo there." / "请确认 `notify_url` 可从公网通过 https 访问，并把请求头和原始报文交给本客户端处理；若由其他进程接收，请在那里查看 security_echo。";

    API_V3_KEY_NOT_TESTED = Sdk "API_V3_KEY_NOT_TESTED", Config, Never,
        cause "the APIv3 key was not tried: the self test saw nothing that WeChat Pay encrypted with it" / "自检未能验证 APIv3 密钥：没有收到微信支付用该密钥加密的内容",
        remedy "Give the self test a `notify_url` whose notifications this client receives. Until then a wrong key shows only when the first notification comes (DECRYPT_FAILED): compare `api_v3_key` with the merchant console (账户中心 → API安全)." / "请为自检传入由本客户端接收通知的 `notify_url`；在此之前，密钥有误要到第一条通知才会暴露（DECRYPT_FAILED），请对照商户平台（账户中心 → API安全）核对 `api_v3_key`。";

    APP_SECRET_NOT_TESTED = Sdk "APP_SECRET_NOT_TESTED", Config, Never,
        cause "QQ's AppSecret was not tried: the self test ended before it, or the access token came from the shared store or the token provider" / "自检未验证 QQ 的 AppSecret：自检提前结束，或 access_token 来自共享存储或 token 提供者",
        remedy "A new token would end the one that other processes use, so none is fetched for a test. Compare `qq_app_secret` with q.qq.com, or test with a client that has no shared store and no token provider, at a quiet time." / "为自检另取 token 会使其他进程正在使用的 token 失效，因此不会这样做。请对照 q.qq.com 核对 `qq_app_secret`，或在业务空闲时用不带共享存储和 token 提供者的客户端自检。";
}
