//! What codes mean where the money of an abnormal refund was to be sent elsewhere.

use crate::error::entry::code_table;

code_table! {
    INVALID_REQUEST = WeChatPay "INVALID_REQUEST", Api, ConfirmFirst,
        cause "a rule forbids it: the refund is not ABNORMAL, or was sent elsewhere before with other values" / "请求不符合业务规则：退款单不是 ABNORMAL 状态，或此前已以其他参数提交过异常退款",
        remedy "Query the refund. Only one whose status is ABNORMAL can be sent elsewhere, and only once. Ask for no other refund of the order, and pay nothing back another way, before its status is known." / "请先查询退款：只有 ABNORMAL 状态的退款单可以发起异常退款，且只能成功一次。状态查明之前，切勿对该订单另行退款或线下退还。";

    RESOURCE_NOT_EXISTS = WeChatPay "RESOURCE_NOT_EXISTS", Api, Never,
        cause "there is no refund of these two numbers" / "退款单不存在",
        remedy "`refund_id` and `out_refund_no` must be those of one refund: take both from its query or notification; check the merchant number and `sub_mchid`." / "`refund_id` 与 `out_refund_no` 须属于同一退款单，请都取自其查询结果或通知；并核对商户号与 `sub_mchid`。";

    NO_AUTH = WeChatPay "NO_AUTH" aliases ["NOAUTH"], Api, Never,
        cause "the merchant number may not send this refund elsewhere" / "商户号没有异常退款权限",
        remedy "The refund must belong to QQ_WXPAY_MCHID, for providers to `sub_mchid`. Otherwise settle it in the merchant console (pay.weixin.qq.com)." / "退款须属于 QQ_WXPAY_MCHID，服务商模式须属于 `sub_mchid`；否则请到微信支付商户平台（pay.weixin.qq.com）处理。";

    NOT_ENOUGH = WeChatPay "NOT_ENOUGH" aliases ["NOTENOUGH"], Api, Never,
        cause "the merchant's balance is too low" / "商户可用资金不足",
        remedy "Top up the merchant account (pay.weixin.qq.com), then repeat with the same `refund_id` and values." / "请在微信支付商户平台（pay.weixin.qq.com）充值，再用原 `refund_id` 和相同参数重试。";

    ACCOUNT_ERROR = WeChatPay "ACCOUNT_ERROR" aliases ["ACCOUNTERROR"], Api, Never,
        cause "the account cannot take the money" / "收款账户异常",
        remedy "See the message. Query the refund; while it is still ABNORMAL, give another account." / "请看应答中的说明；查询退款，仍为 ABNORMAL 时可更换收款账户。";
}
