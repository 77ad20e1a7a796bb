//! What codes mean at an interface that this library knows nothing of.

use crate::error::entry::code_table;

code_table! {
    INVALID_REQUEST = WeChatPay "INVALID_REQUEST", Api, ConfirmFirst,
        cause "a business rule forbids the request, or its number was used before with other values" / "请求不符合业务规则，或同一单号此前以其他参数使用",
        remedy "See the message and the documentation of this interface. Query what the number stands for before you use another one." / "请看应答中的说明和该接口的文档；更换单号之前请先查询原单号的结果。";

    RESOURCE_NOT_EXISTS = WeChatPay "RESOURCE_NOT_EXISTS", Api, Never,
        cause "what was asked for does not exist" / "请求的资源不存在",
        remedy "Check the path, the numbers in it, and the merchant number." / "请核对请求路径、其中的单号以及商户号。";

    NO_AUTH = WeChatPay "NO_AUTH" aliases ["NOAUTH"], Api, Never,
        cause "the merchant number has no permission for this interface" / "商户号没有该接口的权限",
        remedy "Apply for the product that this interface belongs to in the merchant console (pay.weixin.qq.com)." / "请到微信支付商户平台（pay.weixin.qq.com）开通该接口所属的产品。";

    ORDER_CLOSED = WeChatPay "ORDER_CLOSED" aliases ["ORDERCLOSED"], Api, Never,
        cause "the order is closed" / "订单已关闭",
        remedy "Query the order and go by its state." / "请查单，以查询结果为准。";

    OUT_TRADE_NO_USED = WeChatPay "OUT_TRADE_NO_USED", Api, ConfirmFirst,
        cause "the number is already used" / "该单号已被使用",
        remedy "Query what the number stands for, and go by its state." / "请先查询该单号，以查询结果为准。";
}
