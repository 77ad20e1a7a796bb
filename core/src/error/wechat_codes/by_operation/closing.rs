//! What codes mean where an order was to be closed.

use crate::error::entry::code_table;

code_table! {
    INVALID_REQUEST = WeChatPay "INVALID_REQUEST", Api, ConfirmFirst,
        cause "a rule forbids closing the order now" / "当前不允许关闭该订单",
        remedy "Query the order. Paid: deliver. Not paid: close it later, a V2 order not within 5 minutes of ordering; the parts of a combine order all at once, by the combine interface." / "请先查单：已支付的请发货；未支付的请稍后再关单，V2 订单在下单 5 分钟内不能关闭；合单订单须用合单接口一次关闭全部子单。";

    ORDER_CLOSED = WeChatPay "ORDER_CLOSED" aliases ["ORDERCLOSED"], Api, Never,
        cause "the order is closed already" / "订单已关闭",
        remedy "Take it as done." / "视为关单成功。";

    ORDERPAID = WeChatPay "ORDERPAID" aliases ["ORDER_PAID"], Api, ConfirmFirst,
        cause "the order is paid" / "订单已支付",
        remedy "It was not closed. Query it and deliver by that result, or refund it." / "订单未被关闭。请查单，以查询结果为准发货，或发起退款。";

    ORDER_NOT_EXIST = WeChatPay "ORDER_NOT_EXIST" aliases ["ORDERNOTEXIST"], Api, ConfirmFirst,
        cause "no such order is visible to this request" / "查不到该订单",
        remedy "Check the number, the merchant number and the mode: combine orders are closed by the combine interface only, others never by it. Query the order again before you take it as never placed." / "请核对单号、商户号和接口：合单订单只能用合单接口关闭，普通订单不能用合单接口关闭。请再次查单确认，再视为未下单。";

    RESOURCE_NOT_EXISTS = WeChatPay "RESOURCE_NOT_EXISTS", Api, ConfirmFirst,
        cause "no such order is visible to this request" / "查不到该订单",
        remedy "Check the number, the merchant number and the mode: combine orders are closed by the combine interface only, others never by it. Query the order again before you take it as never placed." / "请核对单号、商户号和接口：合单订单只能用合单接口关闭，普通订单不能用合单接口关闭。请再次查单确认，再视为未下单。";

    OUT_TRADE_NO_USED = WeChatPay "OUT_TRADE_NO_USED", Api, ConfirmFirst,
        cause "the order number belongs to something else" / "商户订单号对应其他订单",
        remedy "Query the order by its number and go by its state." / "请按该商户订单号查单，以查询结果为准。";

    NO_AUTH = WeChatPay "NO_AUTH" aliases ["NOAUTH"], Api, Never,
        cause "the merchant number may not close this order" / "商户号无权关闭该订单",
        remedy "The order must belong to QQ_WXPAY_MCHID, for providers to `sub_mchid` (V2: sub_mch_id)." / "订单须属于 QQ_WXPAY_MCHID，服务商模式须属于 `sub_mchid`（V2 为 sub_mch_id）。";
}
