//! What goes wrong with notifications and replies of V3.

use super::{Cause, Words, causes};

causes! {
    SIGNATURE_HEADERS_MISSING:
        "Not all four Wechatpay headers arrived.",
        "四个 Wechatpay 头没有全部到达。";
        "Have proxies and gateways hand on Wechatpay-Timestamp, -Nonce, -Signature and -Serial.",
        "让代理和网关原样传递 Wechatpay-Timestamp、-Nonce、-Signature、-Serial。";
    ID_OF_OTHER_KEY:
        "Wechatpay-Serial names another key than the one that signed.",
        "Wechatpay-Serial 声明的不是签名所用的密钥。";
        "Configure the public key with its own ID, and each platform certificate with its own serial number.",
        "公钥要配它自己的公钥 ID，平台证书要配它自己的序列号。";
}
