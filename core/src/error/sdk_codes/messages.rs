//! Messages of QQ and WeChat Pay: authentic, complete, about the right order?

use crate::error::entry::code_table;

code_table! {
    SIGNATURE_WRONG = Sdk "SIGNATURE_WRONG", Signature, Never,
        cause "the signature does not fit the message" / "签名与报文不符",
        remedy "Pass the raw bytes as received, before any parser. If they are raw, compare `public_key_id` and `public_key` with the merchant console; else somebody forged the message." / "请传入未经解析的原始报文字节；若已是原始字节，请核对 `public_key_id` 与 `public_key`；否则报文是伪造的。";

    SIGNATURE_PROBE = Sdk "SIGNATURE_PROBE", Signature, Never,
        cause "WeChat Pay tests whether wrong signatures are refused" / "微信支付的签名探测流量",
        remedy "A notification: nothing is to be done, refusing it is right, the genuine one follows. A reply: the request may have taken effect, so query it, or repeat it with the same numbers and parameters." / "通知：无需处理，拒绝即为正确，真正的通知随后会到达。应答：请求可能已生效，请查询，或用原单号和相同参数重试。";

    SIGNATURE_HEADERS_INCOMPLETE = Sdk "SIGNATURE_HEADERS_INCOMPLETE", Signature, Never,
        cause "a signature header is missing, doubled or unusable" / "签名相关的请求头缺失、重复或不可用",
        remedy "Pass all headers as received; let no proxy in front drop those that begin with Wechatpay-." / "请原样传入全部请求头；前置代理不要丢弃 Wechatpay- 开头的请求头。";

    SIGNATURE_TYPE = Sdk "SIGNATURE_TYPE", Signature, Never,
        cause "the message is signed in a way that this library does not know" / "签名类型不受支持",
        remedy "Choose RSA in the merchant console; the state cryptography variant (SM2) is not supported." / "请在商户平台使用 RSA 签名；暂不支持国密（SM2）。";

    SERIAL_UNKNOWN = Sdk "SERIAL_UNKNOWN", Signature, Never,
        cause "the message names a key of WeChat Pay that is not known here" / "报文所用的公钥或证书序列号未知",
        remedy "PUB_KEY_ID_...: compare `public_key_id` with the merchant console. A certificate: fetch the platform certificates (`refresh_certificates`; `receive_notification` does it by itself). If it stays unknown, somebody forged the message." / "PUB_KEY_ID_ 开头：请核对商户平台的微信支付公钥 ID。平台证书：请更新平台证书（`refresh_certificates`；`receive_notification` 会自动更新）。若仍然未知，报文是伪造的。";

    PLATFORM_CERTIFICATE_EXPIRED = Sdk "PLATFORM_CERTIFICATE_EXPIRED", Signature, Never,
        cause "the platform certificate of this serial is not valid now" / "该序列号的平台证书不在有效期内",
        remedy "Fetch the platform certificates (`refresh_certificates`), or change to the WeChat Pay public key; check this machine's clock." / "请更新平台证书（`refresh_certificates`）或改用微信支付公钥；并检查本机时间。";

    V2_SIGN_WRONG = Sdk "V2_SIGN_WRONG", Signature, Never,
        cause "the V2 sign does not fit the message" / "V2 签名校验失败",
        remedy "Compare `api_v2_key` and `v2_sign_type` with the merchant console and with how the order was signed; if they are right, the message is forged. After a change of `v2_sign_type`, `v2_former_sign_type` lets notifications of earlier orders in for a time." / "请核对 `api_v2_key`，以及 `v2_sign_type` 是否与下单时一致；更换签名类型后，可用 `v2_former_sign_type` 在一段时间内接受旧订单的通知；若都正确，报文是伪造的。";

    V2_TEXT_AMBIGUOUS = Sdk "V2_TEXT_AMBIGUOUS", Signature, Never,
        cause "a value of the signed V2 message holds another field (&name=), so the signature fits more than one message" / "V2 报文的某个值中含有其他字段（&字段名=），同一签名可对应不同的报文",
        remedy "Do not deliver for it: the message may have been put together anew. If the order was placed by another program with such text in attach, look at it in the merchant console, and keep & and = out of these texts." / "切勿据此发货：报文可能被重新拼接。若订单由其他程序创建且 attach 含有这类内容，请在商户平台人工核对，并不要在这些文本中使用 & 和 =。";

    REPLY_UNSIGNED = Sdk "REPLY_UNSIGNED", Signature, Never,
        cause "the reply carries no signature of WeChat Pay" / "应答没有微信支付签名",
        remedy "Repeat with the same parameters, or query the order or the refund. Through QQ's proxy signatures may be lost: then leave `require_verified_reply` off." / "请用相同参数重试，或查询订单、退款。经 QQ 代理时签名可能丢失，此时请不要开启 `require_verified_reply`。";

    NOTIFICATION_UNSIGNED = Sdk "NOTIFICATION_UNSIGNED", Signature, Never,
        cause "the notification carries no signature headers" / "通知没有签名请求头",
        remedy "Pass all headers as received. If QQ's relay drops them, use `confirm_notification`: it believes only a query." / "请原样传入全部请求头；若 QQ 中转确实丢失了它们，请使用 `confirm_notification`，以查单结果为准。";

    MESSAGE_STALE = Sdk "MESSAGE_STALE", Stale, ConfirmFirst,
        cause "the message was signed 5 minutes or more from now" / "报文签名时间与当前时间相差 5 分钟以上",
        remedy "Confirm by query (`confirm_notification` does). If it happens always, set this machine's clock right (NTP)." / "请以查单结果为准（`confirm_notification` 会自动查单）；若经常出现，请校准本机时间（NTP）。";

    MESSAGE_UNREADABLE = Sdk "MESSAGE_UNREADABLE", Malformed, Never,
        cause "the message cannot be read" / "报文无法解析",
        remedy "Pass the raw bytes as received; if they are, keep them and ask WeChat Pay with the Request-ID." / "请传入原始报文字节；若确是原始字节，请保留并凭 Request-ID 咨询微信支付。";

    MESSAGE_FIELD = Sdk "MESSAGE_FIELD", Malformed, Never,
        cause "a field of the message has the wrong type, is missing or stands there twice" / "报文中的字段类型不符、缺失或重复",
        remedy "Confirm by query; if it persists, report the field to this library." / "请以查单结果为准；若持续出现，请把字段名反馈给本库。";

    MESSAGE_INCOMPLETE = Sdk "MESSAGE_INCOMPLETE", Malformed, Never,
        cause "the message lacks a field" / "报文缺少字段",
        remedy "Pass the complete raw message; if it is complete, confirm by query." / "请传入完整的原始报文；若已完整，请以查单结果为准。";

    XML_REFUSED = Sdk "XML_REFUSED", Malformed, Never,
        cause "the XML is broken, or uses something that payment messages never use" / "XML 损坏，或包含支付报文不应出现的内容",
        remedy "Nothing, if a stranger sent it: such messages are used for attacks. Else pass the raw bytes as received." / "若来自陌生来源无需处理（这类报文常用于攻击）；否则请传入原始报文字节。";

    ALGORITHM_UNSUPPORTED = Sdk "ALGORITHM_UNSUPPORTED", Malformed, Never,
        cause "the content is encrypted in a way that this library does not know" / "加密算法不受支持",
        remedy "Choose RSA and AES-256-GCM in the merchant console; the state cryptography variant is not supported." / "请在商户平台使用 RSA 与 AES-256-GCM；暂不支持国密。";

    NOTIFICATION_TOO_LARGE = Sdk "NOTIFICATION_TOO_LARGE", Malformed, Never,
        cause "the notification is larger than any genuine one" / "通知报文过大",
        remedy "Nothing: limit the size of request bodies in your web server too." / "无需处理；建议在 Web 服务器上同样限制请求体大小。";

    MERCHANT_DIFFERS = Sdk "MERCHANT_DIFFERS", Mismatch, Never,
        cause "the message is about another merchant or AppID than the configured one" / "报文中的商户号或 AppID 与配置不符",
        remedy "Send it to the right merchant's configuration; never deliver for it here." / "请交给对应商户的配置处理；切勿据此发货。";

    MERCHANT_NOT_REGISTERED = Sdk "MERCHANT_NOT_REGISTERED", Mismatch, Never,
        cause "the message is for no merchant that this process knows, or no merchant's APIv3 key opens it" / "报文不属于本进程登记的任何商户，或没有任何商户的 APIv3 密钥能解密",
        remedy "Nothing, if a stranger sent it. Else add the merchant to Merchants, and check its mchid, `wechat_appid` and `api_v3_key`." / "若来自陌生来源无需处理；否则请将该商户添加到 Merchants，并核对其 mchid、`wechat_appid` 与 `api_v3_key`。";

    NOT_A_PAYMENT = Sdk "NOT_A_PAYMENT", Mismatch, Never,
        cause "the message is authentic, but it is no notification of a payment" / "报文真实，但不是支付结果通知",
        remedy "Do not deliver for it. WeChat Pay does not send such a message as a payment notification: somebody may be playing back the reply of another interface. Query the order if in doubt." / "切勿据此发货。微信支付不会把这类报文作为支付通知发送，可能有人重放了其他接口的应答；如有疑问请查询订单。";

    REPLY_DIFFERS = Sdk "REPLY_DIFFERS", Mismatch, Never,
        cause "the reply is about another order, refund or amount than the one asked for" / "应答中的订单、退款或金额与请求不一致",
        remedy "Query the order or the refund; never deliver for this reply, and take no new number before that." / "请查询订单或退款；切勿据此发货，也不要在查明之前更换单号。";

    PAYMENT_DIFFERS = Sdk "PAYMENT_DIFFERS", Mismatch, Never,
        cause "the payment is not what your own order says" / "支付结果与你的订单不一致",
        remedy "Do not deliver: look at order and payment by hand." / "请勿发货，并人工核对订单与支付。";

    PAYMENT_REFUNDED = Sdk "PAYMENT_REFUNDED", Mismatch, Never,
        cause "the order was paid, and the money went back since, in part or whole" / "订单已支付，但之后已部分或全部退款",
        remedy "Look at the refunds of the order before you deliver. Where refunded orders are all right, for example when a delivered one is looked at again, allow them in what you expect." / "发货前请先查看该订单的退款。若业务允许已退款订单（例如复查已发货的订单），请在 Expected 中设置 `allow_refunded`。";

    ORDER_NOT_PAID = Sdk "ORDER_NOT_PAID", Mismatch, ConfirmFirst,
        cause "the order is not paid" / "订单未支付",
        remedy "Do not deliver. The payer may still pay: wait for the notification, or query the order again." / "请勿发货。用户仍可能付款：请等待通知，或稍后再次查询订单。";

    LINK_REFUSED = Sdk "LINK_REFUSED", Malformed, ConfirmFirst,
        cause "the link of the reply does not lead to WeChat Pay" / "应答中的链接不是微信支付的地址",
        remedy "Give the link to nobody. If WeChat Pay uses a new host, add it to `link_hosts`." / "请勿使用该链接；若微信支付确实启用了新域名，请加入 `link_hosts`。";
}
