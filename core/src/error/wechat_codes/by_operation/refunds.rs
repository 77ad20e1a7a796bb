//! What codes mean where a refund was asked for. A second refund number before the first one is known can pay back twice,
//! so every remedy keeps the number.

use crate::error::entry::code_table;

code_table! {
    INVALID_REQUEST = WeChatPay "INVALID_REQUEST", Api, ConfirmFirst,
        cause "a rule forbids this refund; the message says which: more than is left of the order, a refund number that was used before with other values, an order that is unpaid or too old" / "退款请求不符合业务规则，具体见应答中的说明：超过订单剩余可退金额、该退款单号曾以其他参数使用、订单未支付或已超过退款期限",
        remedy "Query the refund by its `out_refund_no` before anything else. If it exists, go by its state and amount. If not, look at what went back of the order already, correct the amount to what is left, and repeat with the same `out_refund_no`. A new refund number before that query can pay back twice." / "请先按 `out_refund_no` 查询退款：已存在的，以其状态和金额为准；不存在的，核对该订单已退金额，将本次金额改为不超过剩余可退金额，再用原 `out_refund_no` 重试。查询之前切勿更换退款单号，否则可能重复退款。";

    REFUND_FEE_MISMATCH = WeChatPay "REFUND_FEE_MISMATCH" aliases ["REFUNDFEE_MISMATCH"], Api, ConfirmFirst,
        cause "this refund number was used before with another amount" / "该退款单号曾以其他退款金额使用",
        remedy "Query the refund by its `out_refund_no`: what was asked for first counts. Repeat it only with those amounts. A new refund number before that query can pay back twice." / "请先按 `out_refund_no` 查询退款，以首次申请的金额为准；只能按原金额用原 `out_refund_no` 重试。查询之前切勿更换退款单号，否则可能重复退款。";

    ERROR = WeChatPay "ERROR", Api, ConfirmFirst,
        cause "the refund failed for a business reason, for example because everything went back already" / "退款业务错误，例如订单已全额退款",
        remedy "err_code_des gives the reason. Query the refunds of the order first: what went back already must not go back again. Otherwise remove the reason and repeat with the same `out_refund_no`." / "原因见 err_code_des。请先查询该订单的退款：已退的款项不要再退；确未退款的，解决原因后用原 `out_refund_no` 重试。";

    ORDER_NOT_EXIST = WeChatPay "ORDER_NOT_EXIST" aliases ["ORDERNOTEXIST"], Api, ConfirmFirst,
        cause "WeChat Pay finds no paid order of this number to refund" / "查不到可退款的订单（单号有误或订单未支付）",
        remedy "Check `out_trade_no` or `transaction_id`, the merchant number, and `sub_mchid` (V2: sub_mch_id); a part of a combine order is refunded by its own `out_trade_no`. Query the order: only a paid one can be refunded. Then repeat with the same `out_refund_no`." / "请核对 `out_trade_no` 或 `transaction_id`、商户号以及 `sub_mchid`（V2 为 sub_mch_id）；合单订单按各子单的 `out_trade_no` 退款。请先查单确认已支付，再用原 `out_refund_no` 重试。";

    RESOURCE_NOT_EXISTS = WeChatPay "RESOURCE_NOT_EXISTS", Api, Never,
        cause "WeChat Pay finds no paid order of this number to refund" / "查不到可退款的订单（单号有误或订单未支付）",
        remedy "Check `out_trade_no` or `transaction_id`, the merchant number, and `sub_mchid`; a part of a combine order is refunded by its own `out_trade_no`. Query the order: only a paid one can be refunded. Then repeat with the same `out_refund_no`." / "请核对 `out_trade_no` 或 `transaction_id`、商户号以及 `sub_mchid`；合单订单按各子单的 `out_trade_no` 退款。请先查单确认已支付，再用原 `out_refund_no` 重试。";

    ORDER_CLOSED = WeChatPay "ORDER_CLOSED" aliases ["ORDERCLOSED"], Api, ConfirmFirst,
        cause "the order is closed" / "订单已关闭",
        remedy "Query the order: one that was closed unpaid has nothing to refund. If it is paid, repeat with the same `out_refund_no`." / "请查单：未支付即关闭的订单无款可退；若显示已支付，请用原 `out_refund_no` 重试。";

    ORDERPAID = WeChatPay "ORDERPAID" aliases ["ORDER_PAID"], Api, ConfirmFirst,
        cause "the order is paid, which does not fit what was asked for" / "订单已支付，与请求不符",
        remedy "Query the order and the refund, then repeat with the same `out_refund_no`." / "请查单并查询退款，再用原 `out_refund_no` 重试。";

    OUT_TRADE_NO_USED = WeChatPay "OUT_TRADE_NO_USED", Api, ConfirmFirst,
        cause "a number of this request is already used" / "请求中的单号已被使用",
        remedy "Query the refund by its `out_refund_no`. If it exists, go by its state; if not, query the order and repeat with the same `out_refund_no`." / "请先按 `out_refund_no` 查询退款：已存在的以其状态为准；不存在的请查单后用原 `out_refund_no` 重试。";

    TRADE_STATE_ERROR = WeChatPay "TRADE_STATE_ERROR", Api, ConfirmFirst,
        cause "the order is in a state that cannot be refunded" / "订单当前状态不允许退款",
        remedy "Query the order and its refunds: only a paid order of which something is left can be refunded. Then repeat with the same `out_refund_no`." / "请查单并查询退款：只有已支付且尚有余额的订单可以退款；确认后用原 `out_refund_no` 重试。";

    TRADE_ERROR = WeChatPay "TRADE_ERROR", Api, Never,
        cause "the refund failed for a business reason" / "退款因业务原因失败",
        remedy "The message gives the reason. Query the refund; if it was not carried out, remove the reason and repeat with the same `out_refund_no`." / "原因见应答中的说明。请先查询退款；确未退款的，解决原因后用原 `out_refund_no` 重试。";

    ACCOUNT_ERROR = WeChatPay "ACCOUNT_ERROR" aliases ["ACCOUNTERROR"], Api, Never,
        cause "an account is abnormal, so that the refund cannot be carried out" / "账号异常，无法退款",
        remedy "See the message for which account is meant. The merchant's: settle it in the merchant console (pay.weixin.qq.com), then repeat with the same `out_refund_no`. The payer's: query the refund, and if it is not there, pay the user back another way." / "请看应答中的说明确认是哪个账号：商户账号异常请到微信支付商户平台（pay.weixin.qq.com）处理后用原 `out_refund_no` 重试；用户账号异常请先查询退款，确未受理再通过其他途径退还。";

    USER_ACCOUNT_ABNORMAL = WeChatPay "USER_ACCOUNT_ABNORMAL", Api, Never,
        cause "the user's account cannot take the refund" / "用户账户异常，无法退款",
        remedy "The refund was not taken. Query it once more; if it is not there, pay the user back another way." / "退款申请未成功。请再查询一次退款，确未受理再通过其他途径退还给用户。";

    NO_AUTH = WeChatPay "NO_AUTH" aliases ["NOAUTH"], Api, Never,
        cause "the merchant number may not refund this order" / "商户号没有该订单的退款权限",
        remedy "The order must belong to QQ_WXPAY_MCHID, for providers to `sub_mchid` (V2: sub_mch_id), and the sub merchant must have authorised refunds (pay.weixin.qq.com). Then repeat with the same `out_refund_no`." / "订单须属于 QQ_WXPAY_MCHID，服务商模式须属于 `sub_mchid`（V2 为 sub_mch_id）且子商户已在商户平台（pay.weixin.qq.com）授权退款；确认后用原 `out_refund_no` 重试。";
}
