//! What goes wrong in the first four lines that a V3 request signs, and in its header.

use super::{Cause, Words, causes};

causes! {
    PROXY_PATH_SIGNED:
        "The path of QQ's proxy was signed (/wxpay/...).",
        "签名用的是 QQ 代理的路径（/wxpay/...）。";
        "Sign the original WeChat Pay path, such as /v3/pay/transactions/h5, without /wxpay; only send to QQ's address.",
        "请用微信支付的原始路径签名（如 /v3/pay/transactions/h5，不带 /wxpay），只是把请求发到 QQ 的地址。";
    PROXY_QUERY_SIGNED:
        "QQ's query (appid, access_token, real_notify_url) was signed.",
        "签名包含了 QQ 的查询参数（appid、access_token、real_notify_url）。";
        "Leave QQ's query out of the signed text: WeChat Pay never sees it. Sign the path alone.",
        "签名串里不要带 QQ 的查询参数：微信支付看不到它们。只对路径签名。";
    ADDRESS_SIGNED:
        "The whole address was signed, with its host.",
        "签名用的是带域名的完整地址。";
        "Sign only path and query, beginning with a slash: no scheme, no host.",
        "只对路径和查询串签名，以斜杠开头，不带协议和域名。";
    QUERY_NOT_SIGNED:
        "The query was sent, but not signed.",
        "查询串发送了，但没有参与签名。";
        "Sign path, question mark and query exactly as they are sent, also of a GET.",
        "GET 请求也要把路径、问号和查询串按发送时的原样参与签名。";
    QUERY_WRITTEN_OTHERWISE:
        "The query was signed in another form than it was sent: its order, or how it is percent-encoded.",
        "签名时的查询串与发送时不一致：参数顺序或百分号编码不同。";
        "Build path and query once, sign that text and send the very same text.",
        "只拼一次路径和查询串，用同一段文本签名并发送。";
    PATH_WRITTEN_OTHERWISE:
        "The path was percent-encoded when it was sent and not when it was signed, or the other way round.",
        "发送时路径做了百分号编码而签名时没有，或者相反。";
        "Sign the path exactly as it is sent: encode first, then sign.",
        "按发送的原样对路径签名：先编码，再签名。";
    TRAILING_SLASH:
        "A slash at the end of the path is in one of the two texts only.",
        "路径末尾的斜杠只在签名或发送的其中一处出现。";
        "Sign the path exactly as it is sent, with or without the slash.",
        "按发送的原样对路径签名，斜杠要么都有，要么都没有。";
    LEADING_SLASH_MISSING:
        "The signed path lacks its first slash.",
        "签名的路径缺少开头的斜杠。";
        "Begin the signed path with a slash: /v3/...",
        "签名的路径以斜杠开头：/v3/...。";
    OTHER_PATH_SIGNED:
        "The path of another interface was signed.",
        "签名用的是另一个接口的路径。";
        "Sign the path of the very request that is sent.",
        "请用实际发送的请求的路径签名。";
    FRAGMENT_SIGNED:
        "A question mark, a hash mark or what follows it was signed, although it was not sent.",
        "签名里带了没有发送的问号、井号或其后的内容。";
        "Sign path and query exactly as they are sent; without a query there is no question mark.",
        "按发送的原样签名；没有查询串时不要带问号。";
    METHOD_LOWER_CASE:
        "The method was signed in lower case.",
        "签名里的请求方法是小写。";
        "Sign the method in upper case: GET, POST.",
        "请求方法用大写参与签名：GET、POST。";
    OTHER_METHOD_SIGNED:
        "Another method was signed than was sent.",
        "签名的请求方法与发送的不同。";
        "Sign the method that is sent: POST for an order, GET for a query.",
        "用实际发送的方法签名：下单用 POST，查询用 GET。";
    LAST_LINE_FEED_MISSING:
        "The line feed at the end of the signed text is missing.",
        "签名串末尾缺少换行符。";
        "End every line of the signed text with a line feed, the last one too.",
        "签名串的每一行都以换行符 \\n 结尾，最后一行也不例外。";
    EXTRA_LINE_FEED:
        "The signed text has one line feed too many at its end.",
        "签名串末尾多了一个换行符。";
        "One line feed after the body, and nothing else: mind println, heredocs and template files.",
        "请求体之后只有一个换行符；留意 println、heredoc 和模板文件带来的多余换行。";
    CARRIAGE_RETURNS:
        "The lines of the signed text end in CR LF.",
        "签名串的行尾是 \\r\\n。";
        "End the lines with a single line feed (\\n), whatever the platform uses.",
        "无论什么平台，行尾只用一个换行符 \\n。";
    LITERAL_BACKSLASH_N:
        "The lines of the signed text are separated by a backslash and the letter n, not by line feeds.",
        "签名串里写的是反斜杠加字母 n，而不是换行符。";
        "Use real line feeds: in PHP and shells double quotes, \"\\n\", not '\\n'.",
        "使用真正的换行符：PHP 和 shell 中要用双引号 \"\\n\"，不要用单引号 '\\n'。";
    LINES_JOINED_OTHERWISE:
        "The five values were not joined by line feeds.",
        "五个值之间不是用换行符连接的。";
        "Put each of method, path, time, nonce and body on a line of its own, each ended by a line feed.",
        "请求方法、路径、时间戳、随机串、请求体各占一行，每行以换行符结尾。";
    BODY_LINE_MISSING:
        "The line of the body is missing in the signed text.",
        "签名串缺少请求体这一行。";
        "An empty body is an empty line: the text ends in the nonce and two line feeds.",
        "没有请求体时这一行为空：签名串以随机串加两个换行符结尾。";
    LINES_IN_OTHER_ORDER:
        "The lines of the signed text stand in another order.",
        "签名串各行的顺序不对。";
        "The order is: method, path, time, nonce, body.",
        "顺序是：请求方法、路径、时间戳、随机串、请求体。";
    REPLY_FORM_SIGNED:
        "The text was made as for checking a reply: time, nonce and body, without method and path.",
        "签名串用的是验签的格式：时间戳、随机串、正文，缺少请求方法和路径。";
        "A request signs five lines: method, path, time, nonce, body.",
        "请求签名是五行：请求方法、路径、时间戳、随机串、请求体。";
    DIGEST_SIGNED:
        "Not the text was signed but its digest, which the signature hashes once more.",
        "签名的不是原文，而是原文的摘要，结果被再做了一次哈希。";
        "Give the text itself to the signing function: it makes the SHA-256 by itself.",
        "把原文直接交给签名函数，它自己会计算 SHA-256。";
    TIME_IN_MILLISECONDS:
        "The time is in milliseconds in the signed text or in the header.",
        "签名串或请求头里的时间戳是毫秒。";
        "Use Unix seconds (10 digits), and the same text in both places.",
        "使用 Unix 秒（10 位），两处用同一个值。";
    TIME_TAKEN_TWICE:
        "Another time was signed than stands in the header.",
        "签名用的时间戳与请求头里的不同。";
        "Take the time once and use that value for the signed text and for the header.",
        "时间只取一次，签名串和请求头用同一个值。";
    NONCE_TAKEN_TWICE:
        "Another nonce was signed than stands in the header.",
        "签名用的随机串与请求头里的不同。";
        "Make the nonce once and use that value for the signed text and for the header.",
        "随机串只生成一次，签名串和请求头用同一个值。";
    TIME_AND_NONCE_SWAPPED:
        "Time and nonce stand in each other's place.",
        "时间戳和随机串互换了位置。";
        "The order is: method, path, time, nonce, body.",
        "顺序是：请求方法、路径、时间戳、随机串、请求体。";
    AUTHORIZATION_MISSING:
        "There is no Authorization header.",
        "没有 Authorization 请求头。";
        "Send Authorization: WECHATPAY2-SHA256-RSA2048 mchid=\"...\",nonce_str=\"...\",signature=\"...\",timestamp=\"...\",serial_no=\"...\".",
        "请发送 Authorization: WECHATPAY2-SHA256-RSA2048 mchid=\"...\",nonce_str=\"...\",signature=\"...\",timestamp=\"...\",serial_no=\"...\"。";
    AUTHORIZATION_MALFORMED:
        "The Authorization header has not the form that WeChat Pay reads.",
        "Authorization 请求头的格式不对。";
        "Write WECHATPAY2-SHA256-RSA2048, a blank, then mchid, nonce_str, signature, timestamp and serial_no, each in double quotes, with commas between.",
        "写 WECHATPAY2-SHA256-RSA2048、一个空格，然后是 mchid、nonce_str、signature、timestamp、serial_no，值都带双引号，用逗号分隔。";
    SERIAL_OF_OTHER_KEY:
        "serial_no names another certificate than the one of the key that signed.",
        "serial_no 与签名所用私钥的证书不匹配。";
        "Send the serial number of the merchant API certificate that belongs to the private key: neither that of a platform certificate nor a public key ID.",
        "发送与私钥对应的商户 API 证书的序列号，不是平台证书序列号，也不是微信支付公钥 ID。";
    MCHID_OF_ANOTHER:
        "The merchant number of the header is not the one of the body or of the settings.",
        "请求头里的商户号与请求体或配置中的不一致。";
        "mchid in Authorization is the merchant whose key signs: of a direct order mchid, of a service provider sp_mchid, of a combine order combine_mchid.",
        "Authorization 中的 mchid 是签名私钥所属的商户号：直连为 mchid，服务商为 sp_mchid，合单为 combine_mchid。";
    REQUEST_TIME_OFF:
        "The time in the header is more than five minutes away from when the request was sent.",
        "请求头里的时间戳与发送时间相差超过 5 分钟。";
        "Set the clock of the machine by NTP, use Unix seconds (UTC), and sign again at each try.",
        "用 NTP 校准机器时钟，使用 Unix 秒（UTC），每次重试重新签名。";
    PATH_TEMPLATE_SIGNED:
        "The template of the path was signed, with its placeholder, not the path that was sent.",
        "签名用的是路径模板，占位符没有替换成实际的值。";
        "Put the number into the path first, then sign that very path and send it.",
        "先把单号填进路径，再用这个路径签名并发送。";
    TIME_WITH_FRACTION:
        "The time has a fraction of a second, in the signed text or in the header.",
        "签名串或请求头里的时间戳带小数。";
        "Use whole Unix seconds (10 digits) as one text in both places: int(time.time()), Math.floor(Date.now() / 1000).",
        "时间戳用整数 Unix 秒（10 位），两处用同一个值：int(time.time())、Math.floor(Date.now() / 1000)。";
    QQ_APPID_SIGNED:
        "appid was the AppID of the QQ mini program when it was signed, and another one when it was sent.",
        "签名时 appid 用的是 QQ 小程序的 AppID，发送时却是另一个。";
        "Put the WeChat AppID (wx...) that is bound to the merchant number into the order before it is signed.",
        "签名之前就填好与商户号绑定的微信 AppID（wx 开头）。";
    QQ_APPID_SENT:
        "appid in the body is the AppID of the QQ mini program: WeChat Pay does not know it.",
        "请求体里的 appid 是 QQ 小程序的 AppID，微信支付不认识它。";
        "Send the WeChat AppID (wx...) that is bound to the merchant number; QQ's AppID belongs only in the query of QQ's address.",
        "请求体填与商户号绑定的微信 AppID（wx 开头）；QQ 的 AppID 只出现在 QQ 地址的查询参数里。";
}
