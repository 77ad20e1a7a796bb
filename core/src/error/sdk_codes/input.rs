//! Fields of a request.

use crate::error::entry::code_table;

code_table! {
    ERROR_CODE_UNKNOWN = Sdk "ERROR_CODE_UNKNOWN", InvalidInput, Never,
        cause "the table of errors has no such code, so no error can be made of it for a test" / "错误码表中没有该错误码，无法据此构造测试用的错误",
        remedy "Correct the code; docs/errors.md of the repository lists all of them. Name the origin for one that the table does not know." / "请更正错误码（仓库中的 docs/errors.zh-CN.md 列出了全部错误码）；若要使用表中没有的错误码，请同时给出 origin。";

    UNKNOWN_OPERATION = Sdk "UNKNOWN_OPERATION", InvalidInput, Never,
        cause "no operation has this name" / "没有这个名称的操作",
        remedy "Look for the name in the documentation. If it is there, the package and its native part are of different versions: install the package anew." / "请查阅文档中的操作名称；若名称无误，则软件包与其原生组件版本不一致，请重新安装。";

    HANDLE_UNKNOWN = Sdk "HANDLE_UNKNOWN", InvalidInput, Never,
        cause "no object has this handle: it was released, or never was one" / "没有该句柄对应的对象：已被释放，或从未存在",
        remedy "Release an object when nothing of it is needed any more, and use its handle only before that; a call is released by its end." / "请在不再需要对象时才释放，释放后勿再使用其句柄；调用结束时其句柄自动释放。";

    FIELD_MISSING = Sdk "FIELD_MISSING", InvalidInput, Never,
        cause "a required field or setting is missing or empty" / "缺少必填字段或配置，或其内容为空",
        remedy "Set the named field." / "请填写所指字段。";

    UNKNOWN_FIELD = Sdk "UNKNOWN_FIELD", InvalidInput, Never,
        cause "there is no such field" / "字段不存在",
        remedy "Correct its spelling, or leave it out." / "请检查字段拼写，或删除该字段。";

    WRONG_TYPE = Sdk "WRONG_TYPE", InvalidInput, Never,
        cause "the value has the wrong type" / "字段类型不正确",
        remedy "Give the expected type. An amount is a whole number of fen: 1999 for 19.99 yuan. Times, addresses, paths and numbers of orders are text." / "请使用要求的类型。金额是以分为单位的整数：19.99 元写 1999；时间、地址、路径和各种单号均为文本。";

    TIME_LIMIT_INVALID = Sdk "TIME_LIMIT_INVALID", InvalidInput, Never,
        cause "the time limit of a call is not a time above 0" / "调用的时限不是大于 0 的时间",
        remedy "Give a time limit above 0, or leave it out: without one the library's own counts." / "请设置大于 0 的时限；不填则用本库的默认值。";

    NOT_JSON = Sdk "NOT_JSON", InvalidInput, Never,
        cause "the request is not JSON" / "请求内容不是 JSON",
        remedy "Give one JSON object." / "请传入一个 JSON 对象。";

    BLOCKING_IN_EVENT_LOOP = Sdk "BLOCKING_IN_EVENT_LOOP", InvalidInput, Never,
        cause "a blocking call was made on the thread of an event loop, where everything else would stand still" / "在事件循环的线程上发起了阻塞调用，其余任务都会停住",
        remedy "Await AsyncQqWxPay there, or make the call on another thread." / "在事件循环中请 await AsyncQqWxPay，或在其他线程中调用。";

    RAW_BODY_NEEDED = Sdk "RAW_BODY_NEEDED", InvalidInput, Never,
        cause "a notification is verified over its raw bytes, and this is something else" / "通知按原始字节验签，传入的不是原始字节",
        remedy "Hand over the body as received, before any parser: express.raw({ type: '*/*' }), Fastify's addContentTypeParser with parseAs 'buffer', Nest's rawBody: true, await request.arrayBuffer(); in Python await request.body() (FastAPI), request.get_data() (Flask), request.body (Django), await request.read() (aiohttp); in Ruby request.body.read (Rack, Sinatra), request.raw_post (Rails); in Java a @RequestBody byte[] (Spring); in Kotlin call.receive<ByteArray>() (Ktor)." / "请传入解析之前收到的原始请求体：express.raw({ type: '*/*' })、Fastify 的 addContentTypeParser（parseAs: 'buffer'）、Nest 的 rawBody: true、await request.arrayBuffer()；Python 用 await request.body()（FastAPI）、request.get_data()（Flask）、request.body（Django）、await request.read()（aiohttp）；Ruby 用 request.body.read（Rack、Sinatra）、request.raw_post（Rails）；Java 用 @RequestBody byte[]（Spring）；Kotlin 用 call.receive<ByteArray>()（Ktor）。";

    TEXT_TOO_LONG = Sdk "TEXT_TOO_LONG", InvalidInput, Never,
        cause "the text is longer than WeChat Pay allows" / "文本超过微信支付允许的长度",
        remedy "Shorten it: WeChat Pay counts bytes of UTF-8, and a Chinese character has three." / "请缩短内容：微信支付按 UTF-8 字节数计算，一个汉字占三个字节。";

    TEXT_CHARACTERS = Sdk "TEXT_CHARACTERS", InvalidInput, Never,
        cause "the text has a character that WeChat Pay does not take" / "文本含有微信支付不支持的字符",
        remedy "Remove emoji (characters of four bytes) and control characters." / "请去掉 emoji（四字节字符）和控制字符。";

    V2_FIELD_INSIDE_TEXT = Sdk "V2_FIELD_INSIDE_TEXT", InvalidInput, Never,
        cause "the text holds a field of V2 (&name=); V2 signs texts unescaped, so it could be read as that field" / "文本中含有 V2 字段（&字段名=）；V2 签名不转义，该内容可能被当作其他字段",
        remedy "Choose another separator than &, or keep the data under your order number; such a payment could not be verified later. Never let payers write this text freely." / "请改用 & 以外的分隔符，或按商户订单号自行保存数据；否则之后的支付通知无法验证。切勿让用户自由填写该文本。";

    ORDER_NUMBER_CHARACTERS = Sdk "ORDER_NUMBER_CHARACTERS", InvalidInput, Never,
        cause "the order number has a character that is not allowed here" / "商户订单号含有此处不允许的字符",
        remedy "A new order: letters, digits, _ and - only, because through QQ the number becomes a part of an address, where | and * are not safe. An order, payment or refund that exists: give its number exactly as you stored it." / "新订单请只使用字母、数字、_ 和 -（经 QQ 代理下单时订单号会写入通知地址，不能含 | 和 *）；已有的订单、支付或退款请原样传入所保存的单号。";

    ORDER_NUMBER_LENGTH = Sdk "ORDER_NUMBER_LENGTH", InvalidInput, Never,
        cause "the order number is too short or too long" / "商户订单号过短或过长",
        remedy "A new order: 6 to 32 characters. An order, payment or refund that exists: give its number exactly as you stored it, at most 32." / "新订单请使用 6 到 32 个字符；已有的订单、支付或退款请原样传入所保存的单号，最多 32 个字符。";

    REFUND_NUMBER_FORM = Sdk "REFUND_NUMBER_FORM", InvalidInput, Never,
        cause "the merchant's number of the refund or unfreezing has a character that is not allowed, or is too long" / "商户退款单号或分账单号含有不允许的字符或过长",
        remedy "Use 1 to 64 letters, digits and _ - | * @." / "请使用 1 到 64 个字符，只含字母、数字和 _ - | * @。";

    ONE_NUMBER_ONLY = Sdk "ONE_NUMBER_ONLY", InvalidInput, Never,
        cause "the order is named by two numbers" / "同时填写了两个订单号",
        remedy "Give either transaction_id or out_trade_no, not both." / "transaction_id 与 out_trade_no 请二选一。";

    REFUND_ABOVE_TOTAL = Sdk "REFUND_ABOVE_TOTAL", InvalidInput, Never,
        cause "the refund is larger than the order" / "退款金额大于订单金额",
        remedy "total is the whole order's amount, the refund at most that; both in fen." / "total 为原订单总金额，退款金额不得超过它；单位均为分。";

    AMOUNTS_DISAGREE = Sdk "AMOUNTS_DISAGREE", InvalidInput, Never,
        cause "the parts do not add up to the whole" / "各部分金额之和与总额不符",
        remedy "Make the sum of the parts equal to the whole, in fen." / "请使各部分之和等于总额（单位：分）。";

    REQUEST_PATH = Sdk "REQUEST_PATH", InvalidInput, Never,
        cause "this is not the path of a V3 interface" / "不是 V3 接口路径",
        remedy "Give path and query only, percent-encoded, beginning with /v3/: no host, no fragment; an apostrophe is %27, a space %20." / "请只填写以 /v3/ 开头、已做百分号编码的路径和查询串，不含域名和片段；单引号写作 %27，空格写作 %20。";

    REQUEST_BODY = Sdk "REQUEST_BODY", InvalidInput, Never,
        cause "the body does not fit the method" / "请求体与请求方法不符",
        remedy "GET and DELETE take no body; every other body is JSON text of at most 1 MiB." / "GET、DELETE 不带请求体；其他请求体为 JSON 文本，最大 1 MiB。";

    AMOUNT_NOT_POSITIVE = Sdk "AMOUNT_NOT_POSITIVE", InvalidInput, Never,
        cause "the amount is less than 1 fen" / "金额小于 1 分",
        remedy "Give whole fen, at least 1: 19.99 yuan is 1999." / "金额以分为单位，至少为 1：19.99 元应写 1999。";

    AMOUNT_NEGATIVE = Sdk "AMOUNT_NEGATIVE", InvalidInput, Never,
        cause "the amount is negative" / "金额为负数",
        remedy "Give whole fen, 0 or more." / "请填写不小于 0 的整数（单位：分）。";

    AMOUNT_TOO_LARGE = Sdk "AMOUNT_TOO_LARGE", InvalidInput, Never,
        cause "the amount is above WeChat Pay's limit" / "金额超过微信支付上限",
        remedy "Split the order; and check that the amount is in fen, once." / "请拆分订单；并确认金额单位是分，没有重复乘以 100。";

    CURRENCY_NOT_CNY = Sdk "CURRENCY_NOT_CNY", InvalidInput, Never,
        cause "the currency is not CNY" / "币种不是 CNY",
        remedy "Leave it out, or give CNY." / "请省略该字段或填写 CNY。";

    VALUE_NOT_ALLOWED = Sdk "VALUE_NOT_ALLOWED", InvalidInput, Never,
        cause "the value is not one of the allowed words" / "取值不在允许范围内",
        remedy "Use one of the allowed words, in exactly this spelling." / "请使用允许的取值，注意大小写。";

    COUNT_OUT_OF_RANGE = Sdk "COUNT_OUT_OF_RANGE", InvalidInput, Never,
        cause "the list has too few or too many entries" / "列表条目过少或过多",
        remedy "Change the number of entries; one single order is no combine order." / "请调整条目数量；只有一笔订单时请使用普通下单而不是合单。";

    PAYER_IP_INVALID = Sdk "PAYER_IP_INVALID", InvalidInput, Never,
        cause "the payer's address is not an IP address" / "用户终端 IP 不是合法的 IP 地址",
        remedy "Give the IPv4 or IPv6 address of the payer alone: no port, no list, no host name." / "请只填写用户的 IPv4 或 IPv6 地址：不带端口，不是列表，也不是域名。";

    PAYER_IP_NOT_PUBLIC = Sdk "PAYER_IP_NOT_PUBLIC", InvalidInput, Never,
        cause "the payer's address is that of a private network or of this machine" / "用户终端 IP 是内网或本机地址",
        remedy "Give the payer's public address; behind a proxy take it from X-Forwarded-For. WeChat Pay compares it with the address that pays." / "请填写用户的公网 IP；服务在反向代理之后时请从 X-Forwarded-For 取得。微信支付会与实际付款的 IP 比对。";

    TIME_FORMAT = Sdk "TIME_FORMAT", InvalidInput, Never,
        cause "the time is not written as this interface wants it" / "时间格式不符合接口要求",
        remedy "V3: 2026-06-08T10:34:56+08:00. V2: 20260608103456 in Beijing time." / "V3 格式：2026-06-08T10:34:56+08:00；V2 格式：20260608103456（北京时间）。";

    ROW_TIME = Sdk "ROW_TIME", InvalidInput, Never,
        cause "the time of this row cannot be read, or lies in the future" / "该行的时间无法识别，或晚于当前时间",
        remedy "Give the moment as 2026-06-08T10:34:56+08:00 with its offset, or Unix seconds in digits: no milliseconds, and no time of day without an offset." / "请填写带时区偏移的时间，如 2026-06-08T10:34:56+08:00，或以数字文本表示的 Unix 秒：不能是毫秒，也不能缺少时区偏移。";

    ROW_TWICE = Sdk "ROW_TWICE", InvalidInput, Never,
        cause "an earlier row of the list has the same number" / "列表中前面已有相同单号的行",
        remedy "Give each open order or refund once: its result is that of the earlier row." / "每笔未完成的订单或退款只列一次；结果以前面那一行为准。";

    CLOSE_TOO_EARLY = Sdk "CLOSE_TOO_EARLY", InvalidInput, Never,
        cause "orders would be closed within 5 minutes of ordering" / "将在下单后 5 分钟内关闭订单",
        remedy "Set close_after to 300 seconds or more: WeChat Pay closes no younger V2 order, and the payer's link lives as long. Leave it out to close none." / "close_after 请设为 300 秒以上：微信支付不允许在 5 分钟内关闭 V2 订单，支付链接也有 5 分钟有效期；不填则不关单。";

    MERCHANT_NUMBER_FORM = Sdk "MERCHANT_NUMBER_FORM", InvalidInput, Never,
        cause "this is not a merchant number" / "不是合法的商户号",
        remedy "Give the number from pay.weixin.qq.com, digits only, as text; an AppID (wx...) belongs in wechat_appid." / "请填写微信支付商户平台的商户号，纯数字，以字符串传入；wx 开头的 AppID 应填入 wechat_appid。";

    WECHAT_APPID_FORM = Sdk "WECHAT_APPID_FORM", InvalidInput, Never,
        cause "this is not a WeChat AppID" / "不是合法的微信 AppID",
        remedy "Give the WeChat AppID (it begins with wx) that is bound to the merchant number: pay.weixin.qq.com, 产品中心 → AppID账号管理." / "请填写已与商户号绑定的微信 AppID（以 wx 开头）：商户平台 → 产品中心 → AppID账号管理。";

    QQ_APPID_AS_WECHAT_APPID = Sdk "QQ_APPID_AS_WECHAT_APPID", InvalidInput, Never,
        cause "a QQ AppID (digits only) stands where the WeChat AppID belongs" / "应填写微信 AppID 的位置填了 QQ AppID（纯数字）",
        remedy "Put the WeChat AppID (wx...) that is bound to the merchant number here; the QQ AppID belongs in qq_appid." / "此处请填写与商户号绑定的微信 AppID（wx 开头）；QQ AppID 请填入 qq_appid。";

    ACCESS_TOKEN_MISSING = Sdk "ACCESS_TOKEN_MISSING", InvalidInput, Never,
        cause "an order through QQ's proxy needs QQ's access token" / "经 QQ 代理下单需要 QQ 的 access_token",
        remedy "Give the token of getToken, or choose the direct channel for an H5 site." / "请传入 getToken 取得的 access_token；普通 H5 网站请选择 direct 通道。";

    ACCESS_TOKEN_FORM = Sdk "ACCESS_TOKEN_FORM", InvalidInput, Never,
        cause "this is no access token of QQ" / "不是 QQ 的 access_token",
        remedy "Give the value of access_token alone: not the whole reply of getToken, and without the blank, line end or byte-order mark that a file or a shell put around it." / "请只传入 access_token 的值：不是 getToken 的整个应答，前后也不能带有文件或命令行附加的空格、换行或 BOM。";

    EXTRA_FORM = Sdk "EXTRA_FORM", InvalidInput, Never,
        cause "`extra` is not the JSON text of an object with fields of WeChat Pay" / "`extra` 不是由微信支付字段组成的 JSON 对象文本",
        remedy "Give a JSON text such as {\"payer\":{\"identity\":{\"type\":\"IDCARD\"}}}; in V2 its values are texts or whole numbers." / "请传入 JSON 文本，例如 {\"payer\":{\"identity\":{\"type\":\"IDCARD\"}}}；V2 的值只能是文本或整数。";

    EXTRA_KNOWN = Sdk "EXTRA_KNOWN", InvalidInput, Never,
        cause "`extra` names a field that the order has already, or that the settings decide" / "`extra` 中的字段已由订单或配置给出",
        remedy "Set this library's own field of that name and leave it out of `extra`." / "请使用本库自己的同名字段，并从 `extra` 中删除它。";
}
