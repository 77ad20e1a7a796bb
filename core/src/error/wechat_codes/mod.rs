//! The codes that WeChat Pay speaks, V2 and V3, directly or through QQ's proxy.

#[expect(unreachable_pub, reason = "the table macro names every entry; these are found by their code alone")]
mod by_operation;

pub use by_operation::Subject;

use super::entry::code_table;

code_table! {
    // The platform's own trouble and rate limits: the same request may be repeated.

    SYSTEM_ERROR = WeChatPay "SYSTEM_ERROR" aliases ["SYSTEMERROR"], Api, SameRequest,
        cause "WeChat Pay has trouble of its own" / "微信支付系统异常",
        remedy "Repeat after a pause with the same order or refund number and the same parameters; never under a new number." / "请稍后用原商户订单号（或退款单号）和相同参数重试，切勿更换单号。";

    BANK_ERROR = WeChatPay "BANK_ERROR" aliases ["BANKERROR"], Api, SameRequest,
        cause "the bank's system has trouble" / "银行系统异常",
        remedy "Repeat after a pause with the same order or refund number and the same parameters." / "请稍后用原商户订单号（或退款单号）和相同参数重试。";

    BIZ_ERR_NEED_RETRY = WeChatPay "BIZ_ERR_NEED_RETRY" aliases ["BIZERR_NEED_RETRY"], Api, SameRequest,
        cause "the refund was not carried through and has to be asked for again" / "退款业务未处理完成，需要重试",
        remedy "Repeat the refund with the same `out_refund_no` and the same parameters; a new number can refund twice." / "请用原 `out_refund_no` 和相同参数重新申请退款；更换退款单号可能造成重复退款。";

    FREQUENCY_LIMITED = WeChatPay "FREQUENCY_LIMITED" aliases ["RATE_LIMITED", "RATELIMIT_EXCEEDED"], Api, SameRequest,
        cause "requests come too fast" / "请求过于频繁，触发限频",
        remedy "Slow down and repeat with the same parameters. Close: query the order first, the user may just be paying. Refund: query it, or repeat with the same `out_refund_no`; wait a minute between two refunds of one order." / "请降低频率后用相同参数重试。关单时遇到：用户可能正在支付，先查单再决定；退款时遇到：先查退款，或用原 `out_refund_no` 重试，同一订单两次退款至少间隔一分钟。";

    INVALID_REQ_TOO_MUCH = WeChatPay "INVALID_REQ_TOO_MUCH", Api, SameRequest,
        cause "too many refund requests were invalid, so refunds are blocked for a moment" / "无效的退款请求过多，被暂时限制",
        remedy "Wait a minute, correct what the earlier errors named, then repeat with the same `out_refund_no`." / "请等待一分钟，先解决此前报错的原因，再用原 `out_refund_no` 重试。";

    SERVICE_UNAVAILABLE = WeChatPay "SERVICE_UNAVAILABLE", Api, SameRequest,
        cause "WeChat Pay's service is not available now" / "微信支付服务暂不可用",
        remedy "Repeat after a pause with the same parameters." / "请稍后用相同参数重试。";

    // Signature and form of the request.

    SIGN_ERROR = WeChatPay "SIGN_ERROR" aliases ["SIGNERROR"], Api, Never,
        cause "WeChat Pay refused the signature: key, serial, signed text or clock is wrong" / "签名未通过：密钥、证书序列号、签名串或系统时间有误",
        remedy "V3: QQ_WXPAY_MERCHANT_PRIVATE_KEY and QQ_WXPAY_MERCHANT_SERIAL must come from one API certificate of QQ_WXPAY_MCHID (账户中心 → API安全); the clock may be off by 5 minutes at most; through QQ's proxy sign /v3/..., never /wxpay/v3/...; send the signed body unchanged; sign_information in the reply shows the path that was expected. V2: compare QQ_WXPAY_API_V2_KEY." / "V3：QQ_WXPAY_MERCHANT_PRIVATE_KEY 与 QQ_WXPAY_MERCHANT_SERIAL 须出自 QQ_WXPAY_MCHID 的同一张商户 API 证书（账户中心 → API安全）；服务器时间误差不得超过 5 分钟；经 QQ 代理下单时签名路径是 /v3/…，不是 /wxpay/v3/…；请求体签名后不得改动；应答中的 sign_information 会给出微信侧的签名串信息。V2：请核对 QQ_WXPAY_API_V2_KEY。";

    PARAM_ERROR = WeChatPay "PARAM_ERROR" aliases ["INVALID_PARAMETER"], Api, Never,
        cause "a parameter is wrong" / "参数错误",
        remedy "Correct the parameter that the reply names (V3: detail.field; V2: err_code_des)." / "请按应答指出的参数修改（V3 看 detail.field，V2 看 err_code_des）。";

    LACK_PARAMS = WeChatPay "LACK_PARAMS", Api, Never,
        cause "a required parameter is missing" / "缺少必填参数",
        remedy "Add the parameter that err_code_des names." / "请补上 err_code_des 指出的参数。";

    INVALID_REQUEST = WeChatPay "INVALID_REQUEST", Api, Never,
        cause "a business rule forbids the request, or the order number was used before with other parameters" / "请求不符合业务规则，或同一商户订单号再次下单时参数有变化",
        remedy "For a fresh link repeat exactly the first parameters. To change amount, `time_expire` or anything else, close the order and use a new order number. Otherwise see the message." / "如需新的支付链接，请用首次下单的全部参数原样重发；要改金额、`time_expire` 等任何参数，请先关单再换新的商户订单号。其他情况以应答中的说明为准。";

    XML_FORMAT_ERROR = WeChatPay "XML_FORMAT_ERROR", Api, Never,
        cause "the body is not the XML that V2 expects" / "请求体不是 V2 要求的 XML",
        remedy "Send the prepared body byte for byte. If this library's own client sent it, report a bug of this library." / "请原样发送本库生成的请求体；若由本库自带客户端发出，请向本库反馈缺陷。";

    REQUIRE_POST_METHOD = WeChatPay "REQUIRE_POST_METHOD", Api, Never,
        cause "the request was not sent by POST" / "未使用 POST 方法提交",
        remedy "Send the prepared request with its own method, and do not follow redirects. If this library's own client sent it, report a bug of this library." / "请按本库生成的请求方法发送，且不要跟随重定向；若由本库自带客户端发出，请向本库反馈缺陷。";

    POST_DATA_EMPTY = WeChatPay "POST_DATA_EMPTY", Api, Never,
        cause "the request arrived without a body" / "请求体为空",
        remedy "Send the prepared body with its Content-Length. If this library's own client sent it, report a bug of this library." / "请带上本库生成的请求体及正确的 Content-Length；若由本库自带客户端发出，请向本库反馈缺陷。";

    NOT_UTF8 = WeChatPay "NOT_UTF8", Api, Never,
        cause "the body is not UTF-8" / "请求体不是 UTF-8 编码",
        remedy "Send the prepared body byte for byte, without changing its encoding. If this library's own client sent it, report a bug of this library." / "请原样发送本库生成的请求体，不要转码；若由本库自带客户端发出，请向本库反馈缺陷。";

    // Identity and permission.

    APPID_NOT_EXIST = WeChatPay "APPID_NOT_EXIST", Api, Never,
        cause "WeChat does not know the AppID in the body" / "请求体中的 AppID 在微信侧不存在",
        remedy "QQ_WXPAY_WECHAT_APPID takes the WeChat AppID (wx...); the QQ AppID belongs in QQ_WXPAY_QQ_APPID only." / "QQ_WXPAY_WECHAT_APPID 应填微信 AppID（wx 开头）；QQ 小程序的 AppID 只填在 QQ_WXPAY_QQ_APPID。";

    MCH_NOT_EXISTS = WeChatPay "MCH_NOT_EXISTS" aliases ["MCHID_NOT_EXIST"], Api, Never,
        cause "WeChat Pay does not know the merchant number" / "商户号不存在",
        remedy "Compare QQ_WXPAY_MCHID, and `sub_mchid` (V2: sub_mch_id) where there is one, with the merchant console (pay.weixin.qq.com)." / "请对照微信支付商户平台（pay.weixin.qq.com）核对 QQ_WXPAY_MCHID；服务商模式还要核对 `sub_mchid`（V2 为 sub_mch_id）。";

    APPID_MCHID_NOT_MATCH = WeChatPay "APPID_MCHID_NOT_MATCH", Api, Never,
        cause "the AppID in the body is not bound to the merchant number" / "请求体中的 AppID 与商户号未绑定",
        remedy "In the merchant console (pay.weixin.qq.com) bind QQ_WXPAY_WECHAT_APPID to QQ_WXPAY_MCHID under 产品中心 → AppID账号管理; in a combine order every `sub_orders`[].mchid must be bound to `combine_appid`. It is the WeChat AppID (wx...), not the QQ one." / "请到微信支付商户平台（pay.weixin.qq.com）“产品中心 → AppID账号管理”把 QQ_WXPAY_WECHAT_APPID 与 QQ_WXPAY_MCHID 绑定；合单时每个 `sub_orders`[].mchid 都要与 `combine_appid` 绑定。这里用的是微信 AppID（wx 开头），不是 QQ AppID。";

    NO_AUTH = WeChatPay "NO_AUTH" aliases ["NOAUTH"], Api, Never,
        cause "the merchant number has no permission for this product or interface" / "商户号没有该产品或接口的权限",
        remedy "Apply for H5支付 in the merchant console (pay.weixin.qq.com): 产品中心 → 我的产品 → H5支付. Combine orders need 发起合单 and 接收合单 as well, payer.identity a special permission." / "请到微信支付商户平台（pay.weixin.qq.com）“产品中心 → 我的产品 → H5支付”申请开通；合单还需“发起合单”和“接收合单”权限，使用 payer.identity 需另行申请实名支付权限。";

    RULE_LIMIT = WeChatPay "RULE_LIMIT" aliases ["RULELIMIT"], Api, Never,
        cause "a risk or business rule of WeChat Pay forbids the transaction" / "交易触发微信支付的风控或业务规则限制",
        remedy "The message names the rule. If it restricts the merchant, look for notices in the merchant console (pay.weixin.qq.com), or ask WeChat Pay's support with the Request-ID." / "具体规则见应答中的说明；若是商户号受限，请查看微信支付商户平台（pay.weixin.qq.com）的通知，或凭 Request-ID 咨询微信支付客服。";

    REQUEST_BLOCKED = WeChatPay "REQUEST_BLOCKED", Api, Never,
        cause "WeChat Pay blocked the request" / "请求被微信支付拦截",
        remedy "The message gives the reason; ask WeChat Pay's support with the Request-ID if it does not suffice." / "原因见应答中的说明；仍不清楚时请凭 Request-ID 咨询微信支付客服。";

    OPENID_MISMATCH = WeChatPay "OPENID_MISMATCH", Api, Never,
        cause "the openid does not belong to the AppID" / "openid 与 AppID 不匹配",
        remedy "H5 orders need no openid: leave it out." / "H5 下单不需要 openid，请去掉该参数。";

    // State of the order.

    ORDERPAID = WeChatPay "ORDERPAID" aliases ["ORDER_PAID"], Api, ConfirmFirst,
        cause "the order is already paid" / "订单已支付",
        remedy "Query the order and deliver by that result; do not place it again, and do not close it." / "请查单，以查询结果为准发货；不要重复下单，也无需关单。";

    ORDER_CLOSED = WeChatPay "ORDER_CLOSED" aliases ["ORDERCLOSED"], Api, Never,
        cause "the order is closed" / "订单已关闭",
        remedy "When ordering, use a new order number: a closed one cannot be used again. When closing, take it as done." / "下单时遇到：已关闭的商户订单号不能再用，请换新单号；关单时遇到：视为关单成功。";

    OUT_TRADE_NO_USED = WeChatPay "OUT_TRADE_NO_USED", Api, ConfirmFirst,
        cause "the order number is already used" / "商户订单号已被使用",
        remedy "Query the order number. If it is this very order, go by its state; if it is another one, use a new number." / "请先查询该商户订单号：若就是本次订单，按查到的状态处理；若是别的订单，请换新单号下单。";

    ORDER_NOT_EXIST = WeChatPay "ORDER_NOT_EXIST" aliases ["ORDERNOTEXIST"], Api, ConfirmFirst,
        cause "no such order is visible to this request" / "查不到该订单",
        remedy "Check the number, the merchant number and the mode: combine orders are found by the combine interfaces only, others never by them. One such answer does not prove that nobody paid: query again before giving up, and order again only under the same number." / "请核对单号、商户号和接口：合单订单只能用合单接口查询，普通订单不能用合单接口查询。单次返回不能证明用户未付款，请再次查询确认；需要重新下单时沿用原商户订单号。";

    TRADE_STATE_ERROR = WeChatPay "TRADE_STATE_ERROR", Api, ConfirmFirst,
        cause "the order is in a state that does not permit this" / "订单当前状态不允许此操作",
        remedy "Query the order and decide by its trade_state." / "请查单，再根据 trade_state 决定下一步。";

    TRADE_ERROR = WeChatPay "TRADE_ERROR", Api, Never,
        cause "the transaction failed for a business reason" / "交易因业务原因失败",
        remedy "The message gives the reason; remove it before trying again." / "原因见应答中的说明，解决后再试。";

    ACCOUNT_ERROR = WeChatPay "ACCOUNT_ERROR" aliases ["ACCOUNTERROR"], Api, Never,
        cause "the account is abnormal" / "账号异常",
        remedy "See the message for which account is meant. If it is the payer's, let the user pay another way." / "请看应答中的说明确认是哪个账号；若是用户账号异常，请引导用户换其他方式支付。";

    NOT_ENOUGH = WeChatPay "NOT_ENOUGH" aliases ["NOTENOUGH"], Api, Never,
        cause "the balance is too low: the payer's for an order, the merchant's for a refund" / "余额不足：支付时为用户余额，退款时为商户可用资金",
        remedy "Order: let the user pay another way. Refund: top up the merchant account (pay.weixin.qq.com), or draw on other funds by funds_account (V2: refund_account); then repeat with the same `out_refund_no`." / "支付：请引导用户换其他支付方式。退款：请在微信支付商户平台（pay.weixin.qq.com）充值，或通过 funds_account（V2 为 refund_account）改用其他资金来源，再用原 `out_refund_no` 重试。";

    // Refunds.

    INVALID_TRANSACTIONID = WeChatPay "INVALID_TRANSACTIONID", Api, Never,
        cause "the WeChat Pay order number is wrong" / "微信支付订单号无效",
        remedy "Take `transaction_id` from the notification or the query of this order, or give `out_trade_no` instead of it." / "`transaction_id` 请取自该订单的支付通知或查单结果，也可改传 `out_trade_no`。";

    REFUNDNOTEXIST = WeChatPay "REFUNDNOTEXIST", Api, Never,
        cause "there is no such refund" / "退款单不存在",
        remedy "Check `out_refund_no` or `refund_id` and the merchant number. If the refund's own outcome is unknown, ask for it again with the same `out_refund_no` only." / "请核对 `out_refund_no` 或 `refund_id` 以及商户号。若此前申请退款的结果未知，只能用原 `out_refund_no` 重新申请。";

    TRADE_OVERDUE = WeChatPay "TRADE_OVERDUE", Api, Never,
        cause "the payment is more than one year old" / "订单支付已超过一年，不能再退款",
        remedy "WeChat Pay cannot refund it any more: pay the user back another way." / "微信支付已不支持退款，请通过其他途径退还给用户。";

    USER_ACCOUNT_ABNORMAL = WeChatPay "USER_ACCOUNT_ABNORMAL", Api, Never,
        cause "the user's account cannot take the refund" / "用户账户异常，无法退款",
        remedy "The refund was refused: pay the user back another way." / "退款申请未成功，请通过其他途径退还给用户。";

    ERROR = WeChatPay "ERROR", Api, Never,
        cause "the request failed for a business reason" / "业务错误",
        remedy "err_code_des gives the reason; remove it, then repeat with the same order or refund number." / "原因见 err_code_des，解决后用原商户订单号（或退款单号）重试。";

    REFUND_FEE_MISMATCH = WeChatPay "REFUND_FEE_MISMATCH" aliases ["REFUNDFEE_MISMATCH"], Api, ConfirmFirst,
        cause "this refund number was used before with another amount" / "该退款单号曾以其他退款金额使用",
        remedy "Query the refund by its `out_refund_no`: what was asked for first counts. A new refund number before that query can pay back twice." / "请先按 `out_refund_no` 查询退款，以首次申请的金额为准。查询之前切勿更换退款单号，否则可能重复退款。";

    RESOURCE_NOT_EXISTS = WeChatPay "RESOURCE_NOT_EXISTS", Api, Never,
        cause "what was asked for does not exist: a refund, its order, or a platform certificate" / "请求的资源不存在：退款单、对应的订单或平台证书",
        remedy "Certificates: the merchant has public-key mode only; set QQ_WXPAY_PUBLIC_KEY_ID and QQ_WXPAY_PUBLIC_KEY (账户中心 → API安全 → 微信支付公钥). Refund: check numbers and merchant number; if its outcome is unknown, ask again with the same `out_refund_no` only." / "下载平台证书时：商户号只支持微信支付公钥，请配置 QQ_WXPAY_PUBLIC_KEY_ID 和 QQ_WXPAY_PUBLIC_KEY（账户中心 → API安全 → 微信支付公钥）。退款时：请核对单号和商户号；若此前申请退款的结果未知，只能用原 `out_refund_no` 重新申请。";

    // Said by V2 without a code and without a signature.

    FAIL = WeChatPay "FAIL", Api, ConfirmFirst,
        cause "WeChat Pay did not take the request and names no code that is known here" / "微信支付未受理请求，且没有给出已知的错误码",
        remedy "The message gives the reason. It is not signed, so it proves nothing: query the order or the refund, or repeat it under the same number with the same parameters." / "原因见应答中的说明。该应答没有签名，不能作为依据：请查询订单或退款，或用原单号和相同参数重试。";

    // Bills.

    NO_STATEMENT_EXIST = WeChatPay "NO_STATEMENT_EXIST", Api, Never,
        cause "there is no bill for this day" / "该日期没有账单",
        remedy "Set `bill_date` to yesterday or earlier, at most 3 months back, and to a day on which the merchant had transactions; yesterday's bill is there from 10:00 Beijing time." / "`bill_date` 请填昨天或更早、三个月以内且当天有交易的日期；昨天的账单要到北京时间 10:00 之后才有。";

    STATEMENT_CREATING = WeChatPay "STATEMENT_CREATING", Api, SameRequest,
        cause "the bill is still being made" / "账单正在生成",
        remedy "Ask again later; yesterday's bill is there from 10:00 Beijing time." / "请稍后再下载；昨天的账单在北京时间 10:00 之后可取。";
}
