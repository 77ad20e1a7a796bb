//! What codes mean where a refund was asked about.

use crate::error::entry::code_table;

code_table! {
    RESOURCE_NOT_EXISTS = WeChatPay "RESOURCE_NOT_EXISTS", Api, Never,
        cause "there is no such refund" / "退款单不存在",
        remedy "Check `out_refund_no`, the merchant number and `sub_mchid`. If the outcome of this refund is unknown, ask for it again with the same `out_refund_no` and the same values only." / "请核对 `out_refund_no`、商户号以及 `sub_mchid`。若此前申请退款的结果未知，只能用原 `out_refund_no` 和相同参数重新申请。";

    ORDER_NOT_EXIST = WeChatPay "ORDER_NOT_EXIST" aliases ["ORDERNOTEXIST"], Api, Never,
        cause "there is no such refund, or no such order" / "退款单或订单不存在",
        remedy "Check the number and the merchant number. If the outcome of a refund is unknown, ask for it again with the same `out_refund_no` and the same values only." / "请核对单号和商户号。若此前申请退款的结果未知，只能用原 `out_refund_no` 和相同参数重新申请。";

    INVALID_REQUEST = WeChatPay "INVALID_REQUEST", Api, Never,
        cause "a rule forbids this question" / "查询请求不符合业务规则",
        remedy "See the message, correct the numbers, and ask again. It says nothing of the refund itself: ask for no other refund meanwhile." / "请按应答中的说明核对单号后重新查询。该应答不代表退款结果，期间切勿另行发起退款。";

    NO_AUTH = WeChatPay "NO_AUTH" aliases ["NOAUTH"], Api, Never,
        cause "the merchant number may not see this refund" / "商户号无权查询该退款",
        remedy "The refund must belong to QQ_WXPAY_MCHID, for providers to `sub_mchid` (V2: sub_mch_id)." / "退款须属于 QQ_WXPAY_MCHID，服务商模式须属于 `sub_mchid`（V2 为 sub_mch_id）。";

    ERROR = WeChatPay "ERROR", Api, Never,
        cause "the question failed for a business reason" / "查询退款时发生业务错误",
        remedy "err_code_des gives the reason; remove it and ask again. It says nothing of the refund itself." / "原因见 err_code_des，解决后重新查询。该应答不代表退款结果。";
}
