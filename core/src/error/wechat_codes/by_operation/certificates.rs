//! What codes mean where platform certificates were asked for.

use crate::error::entry::code_table;

code_table! {
    SYSTEM_ERROR = WeChatPay "SYSTEM_ERROR" aliases ["SYSTEMERROR"], Api, SameRequest,
        cause "WeChat Pay has trouble of its own, or answers so to a merchant that has the public-key mode only" / "微信支付系统异常；只支持微信支付公钥的商户号也可能得到此应答",
        remedy "Repeat after a pause. If it stays, the merchant probably has no platform certificates: set QQ_WXPAY_PUBLIC_KEY_ID and QQ_WXPAY_PUBLIC_KEY (账户中心 → API安全 → 微信支付公钥)." / "请稍后重试；若持续出现，商户号可能没有平台证书：请配置 QQ_WXPAY_PUBLIC_KEY_ID 和 QQ_WXPAY_PUBLIC_KEY（账户中心 → API安全 → 微信支付公钥）。";

    RESOURCE_NOT_EXISTS = WeChatPay "RESOURCE_NOT_EXISTS", Api, Never,
        cause "the merchant has no platform certificates: it has the public-key mode only" / "该商户号没有平台证书，只支持微信支付公钥",
        remedy "Set QQ_WXPAY_PUBLIC_KEY_ID and QQ_WXPAY_PUBLIC_KEY (账户中心 → API安全 → 微信支付公钥)." / "请配置 QQ_WXPAY_PUBLIC_KEY_ID 和 QQ_WXPAY_PUBLIC_KEY（账户中心 → API安全 → 微信支付公钥）。";

    NO_AUTH = WeChatPay "NO_AUTH" aliases ["NOAUTH"], Api, Never,
        cause "the merchant may not fetch platform certificates: it probably has the public-key mode only" / "商户号无权下载平台证书，通常是因为只支持微信支付公钥",
        remedy "Set QQ_WXPAY_PUBLIC_KEY_ID and QQ_WXPAY_PUBLIC_KEY (账户中心 → API安全 → 微信支付公钥)." / "请配置 QQ_WXPAY_PUBLIC_KEY_ID 和 QQ_WXPAY_PUBLIC_KEY（账户中心 → API安全 → 微信支付公钥）。";

    INVALID_REQUEST = WeChatPay "INVALID_REQUEST", Api, Never,
        cause "platform certificates cannot be fetched" / "无法下载平台证书",
        remedy "See the message. A merchant with the public-key mode sets QQ_WXPAY_PUBLIC_KEY_ID and QQ_WXPAY_PUBLIC_KEY (账户中心 → API安全 → 微信支付公钥)." / "请看应答中的说明；使用微信支付公钥的商户请配置 QQ_WXPAY_PUBLIC_KEY_ID 和 QQ_WXPAY_PUBLIC_KEY（账户中心 → API安全 → 微信支付公钥）。";
}
