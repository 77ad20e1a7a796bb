//! What goes wrong with notifications and replies of V3.

use super::{Cause, Words, causes};

causes! {
    SIGNATURE_HEADERS_MISSING:
        "Not all of the Wechatpay headers arrived.",
        "Wechatpay 开头的请求头没有全部到达。";
        "Have proxies and gateways hand on Wechatpay-Timestamp, -Nonce, -Signature and -Serial; without them confirm by a query.",
        "让代理和网关原样传递 Wechatpay-Timestamp、-Nonce、-Signature、-Serial；没有它们时请用查单确认。";
    SIGNATURE_HEADERS_RENAMED:
        "The Wechatpay headers arrived under other names.",
        "Wechatpay 开头的请求头换了名字。";
        "Read them under their own names, or have the gateway keep the names.",
        "按原名读取，或让网关保留原名。";
    SIGNATURE_HEADERS_REPEATED:
        "A Wechatpay header arrived twice.",
        "Wechatpay 开头的请求头重复出现。";
        "Have proxies hand on each header once: a second hop must not add its copy.",
        "每个头只传递一次，第二级代理不要再追加一份。";
    SIGNATURE_PROBE:
        "This is one of WeChat Pay's probes: its signature is wrong on purpose.",
        "这是微信支付的签名探测流量，签名是故意写错的。";
        "Nothing to repair: refuse it with 4xx or 5xx, as every wrong signature. The genuine message follows.",
        "无需修复：像对待任何错误签名一样用 4xx 或 5xx 拒绝，真正的消息会再发来。";
    SIGNATURE_TYPE_UNKNOWN:
        "Wechatpay-Signature-Type names another kind of signature than WECHATPAY2-SHA256-RSA2048.",
        "Wechatpay-Signature-Type 不是 WECHATPAY2-SHA256-RSA2048。";
        "Have the merchant number use RSA: signatures of SM2 are not supported here.",
        "请让商户号使用 RSA，这里不支持 SM2 签名。";
    ID_OF_OTHER_KEY:
        "Wechatpay-Serial is not the ID or serial number under which the key that signed is configured.",
        "Wechatpay-Serial 与签名密钥所配置的公钥 ID 或序列号不一致。";
        "Configure the public key with its own ID (PUB_KEY_ID_...), and each platform certificate by itself: both stand in the console.",
        "公钥要配它自己的公钥 ID（PUB_KEY_ID_...），平台证书单独配置；两者都在商户平台可查。";
    PUBLIC_KEY_NEEDED:
        "It is signed with WeChat Pay's public key, and only platform certificates are at hand.",
        "签名用的是微信支付公钥，而手头只有平台证书。";
        "Download the public key with its ID from the console (API security) and configure both.",
        "到商户平台“API安全”下载微信支付公钥和公钥 ID，并配置上。";
    PLATFORM_CERTIFICATE_NEEDED:
        "It is signed with a platform certificate, and only WeChat Pay's public key is at hand.",
        "签名用的是平台证书，而手头只有微信支付公钥。";
        "Fetch the platform certificates, too, until the change to the public key is complete; send Wechatpay-Serial with the public key's ID.",
        "在切换到公钥完成之前同时配置平台证书；请求时带上 Wechatpay-Serial 为公钥 ID。";
    OWN_KEY_AS_WECHAT_PAYS:
        "The merchant's own key or certificate is configured as WeChat Pay's.",
        "把商户自己的密钥或证书配置成了微信支付的。";
        "WeChat Pay's public key is pub_key.pem of the console (API security), not apiclient_cert.pem and not made from apiclient_key.pem.",
        "微信支付公钥是商户平台“API安全”里的 pub_key.pem，不是 apiclient_cert.pem，也不是由 apiclient_key.pem 导出的。";
    MESSAGE_TIME_OFF:
        "The message is five minutes or more away from when it arrived.",
        "消息的时间戳与到达时间相差 5 分钟或以上。";
        "Set the clock of the machine by NTP. A message that was captured and sent again is refused rightly.",
        "用 NTP 校准机器时钟；如果是抓包后重放的消息，被拒绝是正确的。";
    API_V3_KEY_WRONG:
        "None of the APIv3 keys at hand opens the encrypted content.",
        "手头的 APIv3 密钥都解不开加密内容。";
        "Compare the APIv3 key with the console; after a change keep the former one as the previous key for a day.",
        "与商户平台核对 APIv3 密钥；更换后一天内把旧密钥保留为上一个密钥。";
    API_V3_KEY_LENGTH:
        "The APIv3 key has not exactly 32 bytes.",
        "APIv3 密钥不是恰好 32 字节。";
        "Use the 32 characters of the console as they are: no blanks, no quotes, no hexadecimal or base64 form.",
        "按商户平台里的 32 个字符原样使用，不要带空格、引号，也不要转成十六进制或 base64。";
    API_V3_KEY_MARRED:
        "The APIv3 key is right but for white space, quotes, a byte order mark or its upper and lower case.",
        "APIv3 密钥只差在空白、引号、BOM 或大小写上。";
        "Take away what does not belong to the key: look at the setting's bytes.",
        "去掉不属于密钥的字符，检查配置的原始字节。";
    API_V2_KEY_AS_V3_KEY:
        "The key that is configured for V2 opens the content, the APIv3 key does not: they are swapped.",
        "能解开内容的是配置为 V2 的密钥，而不是 APIv3 密钥：两者弄反了。";
        "Exchange the two settings: V2 key and APIv3 key are different keys of the console.",
        "交换两项配置：API 密钥（V2）和 APIv3 密钥是商户平台里两个不同的密钥。";
    ASSOCIATED_DATA_CHANGED:
        "associated_data is not what the content was encrypted with.",
        "associated_data 不是加密时用的值。";
        "Use associated_data exactly as it stands in the message; absent means empty.",
        "按消息里的原样使用 associated_data；没有该字段时为空串。";
    RESOURCE_NONCE_CHANGED:
        "The nonce of the resource is not what the content was encrypted with.",
        "resource 的 nonce 不是加密时用的值。";
        "Use resource.nonce as text, its 12 bytes as they are; it is not the Wechatpay-Nonce header.",
        "直接使用 resource.nonce 的 12 个字节，不是请求头 Wechatpay-Nonce。";
    CIPHERTEXT_DAMAGED:
        "The encrypted content was damaged on its way.",
        "加密内容在传递中损坏了。";
        "Take the body as raw bytes: form decoding makes blanks of plus signs, database columns cut.",
        "以原始字节读取正文：表单解码会把加号变成空格，数据库列会截断。";
    RESOURCE_UNREADABLE:
        "There is no encrypted content in a form that is known.",
        "没有可识别的加密内容。";
        "A notification has resource with algorithm AEAD_AES_256_GCM, ciphertext, nonce and associated_data.",
        "通知的 resource 应包含 algorithm（AEAD_AES_256_GCM）、ciphertext、nonce、associated_data。";
    MESSAGE_OF_ANOTHER_MERCHANT:
        "The message is about another merchant number than the one that is configured.",
        "消息属于另一个商户号，与配置的不同。";
        "Look at which merchant number this address was given for; each has keys of its own.",
        "检查这个通知地址配置给了哪个商户号；每个商户号有各自的密钥。";
}
