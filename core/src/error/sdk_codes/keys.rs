//! Keys, certificates and what is encrypted with them.

use crate::error::entry::code_table;

code_table! {
    P12_UNREADABLE = Sdk "P12_UNREADABLE", Key, Never,
        cause "the PKCS#12 file cannot be used" / "无法使用该 PKCS#12 文件",
        remedy "Give the base64 of apiclient_cert.p12 (or its path in the variable that ends in _FILE), or apiclient_key.pem and apiclient_cert.pem in its place." / "请填写 apiclient_cert.p12 的 base64 内容（或用 _FILE 结尾的变量给出路径），也可改用 apiclient_key.pem 与 apiclient_cert.pem。";

    P12_PASSWORD = Sdk "P12_PASSWORD", Key, Never,
        cause "the password does not open the PKCS#12 file" / "PKCS#12 文件的密码不正确",
        remedy "The password is the merchant number unless it was changed: compare mchid (QQ_WXPAY_MCHID), or set `merchant_p12_password` (QQ_WXPAY_MERCHANT_P12_PASSWORD)." / "密码默认为商户号：请核对 mchid（QQ_WXPAY_MCHID），若改过密码请设置 `merchant_p12_password`（QQ_WXPAY_MERCHANT_P12_PASSWORD）。";

    KEY_GIVEN_TWICE = Sdk "KEY_GIVEN_TWICE", Config, Never,
        cause "the merchant key is given in two ways" / "商户私钥重复配置",
        remedy "Give either `merchant_p12` (QQ_WXPAY_MERCHANT_P12), or `merchant_private_key` with `merchant_certificate` (QQ_WXPAY_MERCHANT_PRIVATE_KEY, QQ_WXPAY_MERCHANT_CERTIFICATE)." / "请只使用一种：`merchant_p12`（QQ_WXPAY_MERCHANT_P12），或 `merchant_private_key` 与 `merchant_certificate`（QQ_WXPAY_MERCHANT_PRIVATE_KEY、QQ_WXPAY_MERCHANT_CERTIFICATE）。";

    MERCHANT_CERTIFICATE_ENDS = Sdk "MERCHANT_CERTIFICATE_ENDS", Config, Never,
        cause "the merchant certificate ends within 30 days, or has ended" / "商户 API 证书将在 30 天内到期，或已到期",
        remedy "Apply for the next one in the merchant console (账户中心 → API安全) and set its key and certificate in all processes: `merchant_private_key` with `merchant_certificate`, or `merchant_p12`. The old one serves until its end." / "请在商户平台（账户中心 → API安全）申请新证书，并在所有进程中换成新的私钥与证书：`merchant_private_key` 与 `merchant_certificate`，或 `merchant_p12`；旧证书到期前仍可使用。";

    PLATFORM_CERTIFICATE_ENDS = Sdk "PLATFORM_CERTIFICATE_ENDS", Config, Never,
        cause "WeChat Pay's platform certificate ends within 30 days, and there is no newer one yet" / "微信支付平台证书将在 30 天内到期，且尚无更新的证书",
        remedy "A newer one is fetched by itself once WeChat Pay has issued it. If this is still reported in the last days, set `public_key_id` and `public_key` (merchant console: 账户中心 → API安全 → 微信支付公钥), which have no end." / "微信支付签发新证书后会自动获取；若临近到期仍有此提示，请配置没有有效期限制的 `public_key_id` 与 `public_key`（商户平台 → 账户中心 → API安全 → 微信支付公钥）。";

    CLIENT_CERTIFICATE_MISSING = Sdk "CLIENT_CERTIFICATE_MISSING", Config, Never,
        cause "this call needs the merchant certificate on the connection, and it is not configured" / "该接口需要在连接上出示商户 API 证书，但未配置",
        remedy "Set `merchant_certificate` (QQ_WXPAY_MERCHANT_CERTIFICATE) beside `merchant_private_key`, or `merchant_p12` (QQ_WXPAY_MERCHANT_P12). Nothing was sent." / "请在 `merchant_private_key` 之外配置 `merchant_certificate`（QQ_WXPAY_MERCHANT_CERTIFICATE），或配置 `merchant_p12`（QQ_WXPAY_MERCHANT_P12）。请求尚未发出。";

    PRIVATE_KEY_UNREADABLE = Sdk "PRIVATE_KEY_UNREADABLE", Key, Never,
        cause "the text is not an RSA private key" / "内容不是可用的 RSA 私钥",
        remedy "Give the whole content of apiclient_key.pem (PKCS#8 or PKCS#1, PEM or DER), from BEGIN to END." / "请提供 apiclient_key.pem 的完整内容（PKCS#8 或 PKCS#1，PEM 或 DER），从 BEGIN 到 END。";

    PRIVATE_KEY_IS_CERTIFICATE = Sdk "PRIVATE_KEY_IS_CERTIFICATE", Key, Never,
        cause "a certificate was given where the private key belongs" / "应填写私钥的位置填了证书",
        remedy "Give apiclient_key.pem here; apiclient_cert.pem belongs in `merchant_certificate` (QQ_WXPAY_MERCHANT_CERTIFICATE)." / "此处应为 apiclient_key.pem；apiclient_cert.pem 应填入 `merchant_certificate`（QQ_WXPAY_MERCHANT_CERTIFICATE）。";

    PRIVATE_KEY_IS_PUBLIC_KEY = Sdk "PRIVATE_KEY_IS_PUBLIC_KEY", Key, Never,
        cause "a public key was given where the private key belongs" / "应填写私钥的位置填了公钥",
        remedy "Give apiclient_key.pem here; pub_key.pem belongs in `public_key` (QQ_WXPAY_PUBLIC_KEY)." / "此处应为 apiclient_key.pem；pub_key.pem 应填入 `public_key`（QQ_WXPAY_PUBLIC_KEY）。";

    PRIVATE_KEY_ENCRYPTED = Sdk "PRIVATE_KEY_ENCRYPTED", Key, Never,
        cause "the private key is protected by a password" / "私钥带有密码保护",
        remedy "Remove the password first: openssl pkcs8 -in apiclient_key.pem -nocrypt -topk8 -out key.pem." / "请先去除密码：openssl pkcs8 -in apiclient_key.pem -nocrypt -topk8 -out key.pem。";

    PRIVATE_KEY_SIZE = Sdk "PRIVATE_KEY_SIZE", Key, Never,
        cause "the private key does not have 2048 bits" / "私钥长度不是 2048 位",
        remedy "WeChat Pay issues RSA keys of 2048 bits: use the key that belongs to the merchant API certificate." / "微信支付使用 2048 位 RSA 密钥：请使用商户 API 证书对应的私钥。";

    PUBLIC_KEY_UNREADABLE = Sdk "PUBLIC_KEY_UNREADABLE", Key, Never,
        cause "the text is not an RSA public key" / "内容不是可用的 RSA 公钥",
        remedy "Give the whole content of pub_key.pem from the merchant console (账户中心 → API安全 → 微信支付公钥)." / "请提供商户平台下载的 pub_key.pem 的完整内容（账户中心 → API安全 → 微信支付公钥）。";

    PUBLIC_KEY_IS_PRIVATE_KEY = Sdk "PUBLIC_KEY_IS_PRIVATE_KEY", Key, Never,
        cause "a private key was given where WeChat Pay's public key belongs" / "应填写微信支付公钥的位置填了私钥",
        remedy "Give pub_key.pem here; apiclient_key.pem belongs in `merchant_private_key` (QQ_WXPAY_MERCHANT_PRIVATE_KEY)." / "此处应为 pub_key.pem；apiclient_key.pem 应填入 `merchant_private_key`（QQ_WXPAY_MERCHANT_PRIVATE_KEY）。";

    PUBLIC_KEY_IS_CERTIFICATE = Sdk "PUBLIC_KEY_IS_CERTIFICATE", Key, Never,
        cause "a certificate was given where WeChat Pay's public key belongs" / "应填写微信支付公钥的位置填了证书",
        remedy "Give pub_key.pem here; a platform certificate belongs in `platform_certificates` (QQ_WXPAY_PLATFORM_CERTIFICATES), apiclient_cert.pem in `merchant_certificate` (QQ_WXPAY_MERCHANT_CERTIFICATE)." / "此处应为 pub_key.pem；平台证书应填入 `platform_certificates`（QQ_WXPAY_PLATFORM_CERTIFICATES），apiclient_cert.pem 应填入 `merchant_certificate`（QQ_WXPAY_MERCHANT_CERTIFICATE）。";

    CERTIFICATE_UNREADABLE = Sdk "CERTIFICATE_UNREADABLE", Key, Never,
        cause "the text is not an X.509 certificate with an RSA key" / "内容不是含 RSA 公钥的 X.509 证书",
        remedy "Give the whole content of the .pem file, from BEGIN CERTIFICATE to END CERTIFICATE." / "请提供 .pem 文件的完整内容，从 BEGIN CERTIFICATE 到 END CERTIFICATE。";

    CERTIFICATE_IS_KEY = Sdk "CERTIFICATE_IS_KEY", Key, Never,
        cause "a key was given where a certificate belongs" / "应填写证书的位置填了密钥",
        remedy "Give the certificate here (BEGIN CERTIFICATE); apiclient_key.pem belongs in `merchant_private_key` (QQ_WXPAY_MERCHANT_PRIVATE_KEY), pub_key.pem in `public_key` (QQ_WXPAY_PUBLIC_KEY)." / "此处应为证书（BEGIN CERTIFICATE）；apiclient_key.pem 应填入 `merchant_private_key`（QQ_WXPAY_MERCHANT_PRIVATE_KEY），pub_key.pem 应填入 `public_key`（QQ_WXPAY_PUBLIC_KEY）。";

    DECRYPT_FAILED = Sdk "DECRYPT_FAILED", Decrypt, Never,
        cause "the encrypted part of the message does not open with the configured key" / "密文无法用所配置的密钥解开",
        remedy "Compare `api_v3_key` (QQ_WXPAY_API_V3_KEY; for V2 refunds `api_v2_key`, QQ_WXPAY_API_V2_KEY) with the merchant console; during a change of the APIv3 key set `api_v3_key_previous` (QQ_WXPAY_API_V3_KEY_PREVIOUS), too." / "请核对 `api_v3_key`（QQ_WXPAY_API_V3_KEY；V2 退款通知为 `api_v2_key`，即 QQ_WXPAY_API_V2_KEY）与商户平台是否一致；更换 APIv3 密钥期间请同时设置 `api_v3_key_previous`（QQ_WXPAY_API_V3_KEY_PREVIOUS）。";

    CIPHERTEXT_MALFORMED = Sdk "CIPHERTEXT_MALFORMED", Malformed, Never,
        cause "the encrypted part of the message is not base64, too short, or has an unusable nonce" / "密文不是 base64、过短，或 nonce 不可用",
        remedy "Pass the body exactly as it was received; do not change or re-encode it." / "请原样传入收到的报文，不要修改或重新编码。";

    SIGNING_FAILED = Sdk "SIGNING_FAILED", Key, SameRequest,
        cause "the private key, or the signer in its place, gave no signature; nothing was sent" / "私钥（或代替它的签名服务）未能给出签名，请求尚未发出",
        remedy "With a signer of your own (HSM, KMS) look into its logs and repeat; otherwise load the private key anew." / "使用自定义签名服务（HSM、KMS）时请查看其日志后重试；否则请重新加载私钥。";

    SIGNATURE_UNUSABLE = Sdk "SIGNATURE_UNUSABLE", Key, Never,
        cause "what the signer gave is not the signature of the request; nothing was sent" / "签名服务给出的内容不是该请求的签名，请求尚未发出",
        remedy "Let the signer give the 256 bytes of RSASSA-PKCS1-v1_5 with SHA-256 over the message, not encoded, made with the key that belongs to `merchant_serial`." / "签名服务应返回对原文按 RSASSA-PKCS1-v1_5（SHA-256）签名得到的 256 字节，不做编码，并使用 `merchant_serial` 对应的私钥。";

    SIGNER_IS_ASYNC = Sdk "SIGNER_IS_ASYNC", Config, Never,
        cause "the signer has to be awaited, and this function waits for nothing" / "签名服务是异步的，而该函数不会等待",
        remedy "Make the call with the client (QqWxPay), or configure a Signer that answers at once." / "请通过客户端（QqWxPay）调用，或配置可立即返回的 Signer。";

    PLAINTEXT_TOO_LONG = Sdk "PLAINTEXT_TOO_LONG", InvalidInput, Never,
        cause "the text is longer than RSA-OAEP can encrypt with this key" / "内容超出该密钥 RSA-OAEP 可加密的长度",
        remedy "Encrypt each field for itself; with a key of 2048 bits at most 214 bytes fit." / "请逐个字段加密；2048 位密钥最多可加密 214 字节。";
}
