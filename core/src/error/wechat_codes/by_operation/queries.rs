//! What codes mean where an order was asked about.

use crate::error::entry::code_table;

code_table! {
    INVALID_REQUEST = WeChatPay "INVALID_REQUEST", Api, Never,
        cause "a rule forbids this question" / "查询请求不符合业务规则",
        remedy "See the message, correct the number, the merchant number and the interface, and ask again. It says nothing of the order itself." / "请按应答中的说明核对单号、商户号和接口后重新查询。该应答不代表订单结果。";

    RESOURCE_NOT_EXISTS = WeChatPay "RESOURCE_NOT_EXISTS", Api, ConfirmFirst,
        cause "no such order is visible to this request" / "查不到该订单",
        remedy "Check the number, the merchant number and the mode: combine orders are found by the combine interfaces only, others never by them. One such answer does not prove that nobody paid: query again before giving up." / "请核对单号、商户号和接口：合单订单只能用合单接口查询，普通订单不能用合单接口查询。单次返回不能证明用户未付款，请再次查询确认。";

    NO_AUTH = WeChatPay "NO_AUTH" aliases ["NOAUTH"], Api, Never,
        cause "the merchant number may not see this order" / "商户号无权查询该订单",
        remedy "The order must belong to QQ_WXPAY_MCHID, for providers to `sub_mchid` (V2: sub_mch_id). It says nothing of the order itself." / "订单须属于 QQ_WXPAY_MCHID，服务商模式须属于 `sub_mchid`（V2 为 sub_mch_id）。该应答不代表订单结果。";

    ORDER_CLOSED = WeChatPay "ORDER_CLOSED" aliases ["ORDERCLOSED"], Api, Never,
        cause "the order is closed" / "订单已关闭",
        remedy "It cannot be paid any more." / "该订单已不能支付。";
}
