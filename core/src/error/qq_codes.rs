//! The codes that QQ speaks itself: `getToken` and the payment proxy.

use super::entry::code_table;

code_table! {
    TOKEN_BUSY = QqToken "-1", Api, SameRequest,
        cause "QQ's token service is busy" / "QQ 凭证接口系统繁忙",
        remedy "Fetch the token again after a pause, longer each time." / "请稍后重新获取 access_token，并逐次拉长重试间隔。";

    TOKEN_SECRET_WRONG = QqToken "40001", Api, Never,
        cause "the QQ AppSecret is wrong, or belongs to another QQ AppID" / "QQ AppSecret 错误，或与 QQ AppID 不属于同一个小程序",
        remedy "Copy AppID and AppSecret of the same mini program from the QQ console (q.qq.com) into QQ_WXPAY_QQ_APPID and QQ_WXPAY_QQ_APP_SECRET; WeChat's secret does not work here." / "请到 QQ 小程序管理端（q.qq.com）核对同一小程序的 AppID 与 AppSecret，分别填入 QQ_WXPAY_QQ_APPID 和 QQ_WXPAY_QQ_APP_SECRET；不要填微信的 AppSecret。";

    TOKEN_GRANT_TYPE_WRONG = QqToken "40002", Api, Never,
        cause "the `grant_type` of the token request is not `client_credential`" / "获取 access_token 时 `grant_type` 不是 `client_credential`",
        remedy "Send the prepared token request unchanged. If this library's own client sent it, report a bug of this library." / "请原样发送本库生成的取凭证请求；若由本库自带客户端发出，请向本库反馈缺陷。";

    TOKEN_APPID_INVALID = QqToken "40013", Api, Never,
        cause "QQ does not know this QQ AppID" / "QQ AppID 无效",
        remedy "Put the AppID from the QQ console (q.qq.com) into QQ_WXPAY_QQ_APPID; mind upper and lower case. The AppID beginning with wx belongs in QQ_WXPAY_WECHAT_APPID." / "QQ_WXPAY_QQ_APPID 请填 QQ 小程序管理端（q.qq.com）的 AppID，注意大小写；wx 开头的 AppID 应填在 QQ_WXPAY_WECHAT_APPID。";

    PROXY_BUSY = QqProxy "-1", Api, SameRequest,
        cause "QQ's payment proxy is busy" / "QQ 支付代理系统繁忙",
        remedy "Repeat the order after a pause with the same order number and the same parameters." / "请稍后用相同的商户订单号和相同的参数重新下单。";

    PROXY_NOT_BOUND = QqProxy "9030", Api, Never,
        cause "the merchant number is not bound to this QQ mini program" / "商户号未绑定到该 QQ 小程序",
        remedy "In the QQ console (q.qq.com) open 支付接入 → 微信支付 and bind the merchant number of QQ_WXPAY_MCHID (partner order: `sp_mchid`; combine order: `combine_mchid`) to the mini program of QQ_WXPAY_QQ_APPID." / "请到 QQ 小程序管理端（q.qq.com）“支付接入 → 微信支付”绑定商户号：直连为 QQ_WXPAY_MCHID，服务商下单为 `sp_mchid`，合单下单为 `combine_mchid`；并确认 QQ_WXPAY_QQ_APPID 就是该小程序。";

    PROXY_NOTIFY_URL_WRONG = QqProxy "9031", Api, Never,
        cause "the `notify_url` of the order is not the relay address that QQ demands" / "下单参数 `notify_url` 不是 QQ 规定的中转地址",
        remedy "V2: exactly https://api.q.qq.com/wxpay/notify. V3: https://api.q.qq.com/wxpay/v3/notify/MCH_ID/OUT_TRADE_NO with the numbers of the same body (`sp_mchid` for partner, `combine_mchid` and `combine_out_trade_no` for combine). Your own address belongs in QQ_WXPAY_NOTIFY_URL." / "V2 固定为 https://api.q.qq.com/wxpay/notify；V3 为 https://api.q.qq.com/wxpay/v3/notify/MCH_ID/OUT_TRADE_NO，两段须与请求体一致（服务商用 `sp_mchid`，合单用 `combine_mchid` 和 `combine_out_trade_no`）。自己的回调地址请填 QQ_WXPAY_NOTIFY_URL。";

    PROXY_NOT_OPENED = QqProxy "9032", Api, Never,
        cause "WeChat Pay is not opened for this QQ mini program" / "该 QQ 小程序未开通微信支付",
        remedy "Open it in the QQ console (q.qq.com) under 支付接入 → 微信支付. If the entry is missing, the mini program's category does not permit it: add a permitted one." / "请到 QQ 小程序管理端（q.qq.com）“支付接入 → 微信支付”开通；看不到入口说明小程序类目不在开放范围内，需先补充符合要求的类目。";

    PROXY_BODY_UNREADABLE = QqProxy "9034", Api, Never,
        cause "QQ could not parse the body of the order" / "QQ 无法解析下单请求体",
        remedy "Send the prepared body byte for byte. V2 is XML whose root is <xml>, V3 is valid JSON; both are UTF-8. Do not send one to the URL of the other." / "请原样发送本库生成的请求体：V2 为根节点是 <xml> 的 XML，V3 为合法 JSON，均为 UTF-8；V2 与 V3 的地址不要混用。";

    // QQ does not document the proxy's code for a refused token. These are what its other services, or a service
    // made after WeChat's, would answer.
    PROXY_TOKEN_REFUSED = QqProxy "40001" aliases ["40014", "42001", "-3000", "-1009"], Api, SameRequest,
        cause "QQ possibly refused the access token: expired, replaced by a newer one, or of another QQ AppID" / "可能是 access_token 被 QQ 拒绝：已过期、被新的凭证顶替，或不属于该 QQ AppID",
        remedy "Renew the access token once and repeat the identical order once. If it comes again, let all processes share one token source, since each fetch ends the earlier token, and fetch it with the QQ_WXPAY_QQ_APPID that the order uses." / "请刷新一次 access_token，再用完全相同的参数重新下单一次。若仍出现：每次获取都会使旧凭证失效，请让所有进程共用同一份凭证，并确认取凭证与下单用的是同一个 QQ_WXPAY_QQ_APPID。";

    // No code of QQ: the second refusal of one order keeps QQ's own code and is explained by this.
    PROXY_NEW_TOKEN_REFUSED = QqProxy "NEW_TOKEN_REFUSED", Api, Never,
        cause "QQ refused a new access token too, or the token provider had no other one" / "新获取的 access_token 仍被 QQ 拒绝，或凭证提供者未给出新的凭证",
        remedy "Another token will not help. Check that QQ_WXPAY_QQ_APPID and QQ_WXPAY_QQ_APP_SECRET (or the token provider) are those of the mini program that the merchant number is bound to, and that no other process or machine fetches tokens for it: each fetch ends the earlier token, so all must share one TokenStore or TokenProvider." / "再换凭证也无济于事。请确认 QQ_WXPAY_QQ_APPID 与 QQ_WXPAY_QQ_APP_SECRET（或凭证提供者）属于商户号所绑定的那个小程序，而不是另一个小程序；并确认没有其他进程或机器在单独获取凭证：每次获取都会使旧凭证失效，所有进程须共用同一个 TokenStore 或 TokenProvider。";
}
