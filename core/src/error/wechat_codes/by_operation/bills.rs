//! What codes mean where a bill was asked for.

use crate::error::entry::code_table;

code_table! {
    INVALID_REQUEST = WeChatPay "INVALID_REQUEST", Api, Never,
        cause "a rule forbids this bill" / "账单请求不符合业务规则",
        remedy "See the message. `bill_date` must be yesterday or earlier, at most 3 months back; `bill_type`, `account_type` and `sub_mchid` must be such as the merchant has." / "请看应答中的说明：`bill_date` 须为昨天或更早、三个月以内；`bill_type`、`account_type`、`sub_mchid` 须与商户情况相符。";

    RESOURCE_NOT_EXISTS = WeChatPay "RESOURCE_NOT_EXISTS", Api, Never,
        cause "there is no such bill, or its link is over" / "账单不存在，或下载链接已失效",
        remedy "Ask for the bill anew: a link lives for some minutes. Otherwise check `bill_date` and `sub_mchid`." / "请重新申请账单（下载链接数分钟后失效）；否则请核对 `bill_date` 与 `sub_mchid`。";

    NO_AUTH = WeChatPay "NO_AUTH" aliases ["NOAUTH"], Api, Never,
        cause "the merchant number may not have this bill" / "商户号没有该账单的权限",
        remedy "Use QQ_WXPAY_MCHID's own bills, for providers with the `sub_mchid` that belongs to it; settle permissions for bills in the merchant console (pay.weixin.qq.com)." / "只能下载 QQ_WXPAY_MCHID 自己的账单，服务商须填写名下的 `sub_mchid`；账单权限请在微信支付商户平台（pay.weixin.qq.com）处理。";

    SYSTEM_ERROR = WeChatPay "SYSTEM_ERROR" aliases ["SYSTEMERROR"], Api, SameRequest,
        cause "WeChat Pay has trouble of its own" / "微信支付系统异常",
        remedy "Ask for the bill again after a pause." / "请稍后重新下载账单。";

    FREQUENCY_LIMITED = WeChatPay "FREQUENCY_LIMITED" aliases ["RATE_LIMITED", "RATELIMIT_EXCEEDED"], Api, SameRequest,
        cause "requests come too fast" / "请求过于频繁，触发限频",
        remedy "Slow down, and ask for the bill again." / "请降低频率后重新下载账单。";

    ERROR = WeChatPay "ERROR", Api, Never,
        cause "the bill cannot be given for a business reason" / "账单业务错误",
        remedy "The message gives the reason; remove it and ask for the bill again." / "原因见应答中的说明，解决后重新下载账单。";
}
