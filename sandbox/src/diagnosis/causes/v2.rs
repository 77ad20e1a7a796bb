//! What goes wrong with `sign` and with the refund notification of V2.

use super::{Cause, Words, causes};

causes! {
    SIGN_MISSING:
        "The message has no sign.",
        "消息里没有 sign 字段。";
        "Sign all fields that have a value, and send the result as sign.",
        "对所有非空字段签名，并把结果作为 sign 发送。";
    SIGN_NOT_GIVEN_ON_FAILURE:
        "A reply with return_code FAIL carries no sign: nothing in it can be checked.",
        "return_code 为 FAIL 的应答不带 sign，无法验证。";
        "Read return_msg as a hint only, and repair what it names.",
        "return_msg 只作提示，按它的内容修正请求。";
    SIGN_LOWER_CASE:
        "sign is written in lower case.",
        "sign 是小写的。";
        "Write the digest in upper-case hexadecimal digits.",
        "摘要要写成大写的十六进制。";
    SIGN_CUT:
        "sign is only a part of the digest.",
        "sign 只是摘要的一部分。";
        "Carry the whole digest: 32 digits for MD5, 64 for HMAC-SHA256. Look for a column or field that cuts it.",
        "sign 要完整：MD5 为 32 位，HMAC-SHA256 为 64 位；检查是否有字段或数据库列把它截断。";
    SIGN_ENCODING:
        "sign is not the hexadecimal form of the digest.",
        "sign 不是摘要的十六进制形式。";
        "Write the digest in upper-case hexadecimal digits, not in base64.",
        "摘要写成大写的十六进制，不要用 base64。";
    SIGN_TYPE_MISMATCH:
        "sign was made in another way than sign_type says.",
        "sign 的算法与 sign_type 不一致。";
        "Send the sign_type that was used: HMAC-SHA256, or MD5 (which is meant when it is absent).",
        "发送实际使用的 sign_type：HMAC-SHA256 或 MD5（不带该字段即为 MD5）。";
    SIGN_TYPE_NOT_SET:
        "sign is right, but it was made in another way than QQ_WXPAY_V2_SIGN_TYPE says, so the library refuses the notification.",
        "sign 正确，但算法与 QQ_WXPAY_V2_SIGN_TYPE 不同，本库会拒绝该通知。";
        "Set QQ_WXPAY_V2_SIGN_TYPE to what orders are signed with; while orders of before a change are still paid, name the other one in QQ_WXPAY_V2_FORMER_SIGN_TYPE with QQ_WXPAY_V2_FORMER_SIGN_TYPE_UNTIL.",
        "请把 QQ_WXPAY_V2_SIGN_TYPE 设为下单所用的算法；更换后旧订单仍可能支付，请在 QQ_WXPAY_V2_FORMER_SIGN_TYPE 与 QQ_WXPAY_V2_FORMER_SIGN_TYPE_UNTIL 中指明旧算法。";
    SIGN_ALGORITHM:
        "sign was made with an algorithm that V2 does not know.",
        "sign 用的算法不是 V2 支持的。";
        "Use MD5, or HMAC-SHA256 keyed with the API key.",
        "使用 MD5，或以 API 密钥为密钥的 HMAC-SHA256。";
    SIGN_KEY_OTHER:
        "Another key was used than the V2 key.",
        "签名用的不是 V2 的 API 密钥。";
        "Use the API key of V2 from the console (API security), not the APIv3 key or the AppSecret, and of this merchant number.",
        "使用商户平台“API安全”里该商户号的 API 密钥（V2），不是 APIv3 密钥，也不是 AppSecret。";
    SIGN_KEY_MARRED:
        "The key was used with white space, quotes, a byte order mark, or in another case.",
        "签名时密钥带了空白、引号或 BOM，或大小写不对。";
        "Take away what does not belong to the key: look at the setting's bytes.",
        "去掉不属于密钥的字符，检查配置的原始字节。";
    SIGN_KEY_NOT_APPENDED:
        "The key was not appended to the signed text as &key=...",
        "签名串末尾没有按 &key=... 拼接密钥。";
        "Append &key= and the key after the last field, also with HMAC-SHA256.",
        "在最后一个字段后拼上 &key= 和密钥，HMAC-SHA256 也一样。";
    SIGN_KEY_SORTED_IN:
        "The key was sorted in among the fields.",
        "密钥被当作普通字段参与了排序。";
        "Sort the fields first, then append &key= and the key at the very end.",
        "先排序字段，再把 &key= 和密钥拼在最后。";
    SIGN_JOINED_OTHERWISE:
        "The fields were not joined as name=value with & between.",
        "字段没有按 name=value 以 & 连接。";
        "Join name=value with &, and nothing before, between or behind.",
        "按 name=value 用 & 连接，前后不要有别的字符。";
    SIGN_EMPTY_FIELDS:
        "Fields without a value were signed.",
        "空值字段参与了签名。";
        "Leave fields without a value out of the signed text.",
        "空值字段不参与签名。";
    SIGN_ORDER:
        "The fields were not sorted by their names in ASCII order.",
        "字段没有按名称的 ASCII 顺序排序。";
        "Sort by name, byte by byte: upper case before lower case, no locale.",
        "按字段名逐字节排序（大写在小写前），不要用本地化排序。";
    SIGN_VALUES_ENCODED:
        "Values were URL-encoded when they were signed.",
        "签名时字段值做了 URL 编码。";
        "Sign the plain values; encode nothing.",
        "对原始值签名，不要编码。";
    SIGN_VALUES_ESCAPED:
        "Values were signed with their XML escapes or CDATA marks, or with an escape too much in the message.",
        "签名时字段值带着 XML 转义或 CDATA 标记，或报文里多转义了一次。";
        "Sign the values as a parser gives them: &amp; is &, CDATA is its content. Escape once when writing XML.",
        "对解析后的值签名：&amp; 即 &，CDATA 取其内容；写 XML 时只转义一次。";
    SIGN_VALUES_TRIMMED:
        "White space at the ends of a value is in one of the two only: the signed text or the message.",
        "字段值首尾的空白只在签名串或报文的其中一处出现。";
        "Sign exactly the value that is sent; do not trim on one side only.",
        "对实际发送的值签名，不要只在一处去空白。";
    SIGN_VALUES_CHARSET:
        "Values were signed in another character set than UTF-8.",
        "签名时字段值用的不是 UTF-8。";
        "Use UTF-8 for the signed text and for the message: getBytes(StandardCharsets.UTF_8).",
        "签名串和报文都用 UTF-8，例如 getBytes(StandardCharsets.UTF_8)。";
    SIGN_FIELD_ADDED:
        "A field was added to the message after signing.",
        "报文里有签名之后才加入的字段。";
        "Finish all fields first, then sign.",
        "先确定所有字段，再签名。";
    SIGN_FIELD_LEFT_OUT:
        "A field was signed that the message does not have.",
        "签名里有报文中没有的字段。";
        "Send every field that was signed.",
        "签名过的字段都要发送。";
    SIGN_FIELD_CHANGED:
        "The value of a field was changed after signing.",
        "字段的值在签名后被修改。";
        "Finish all values first (notify_url too), then sign, then change nothing any more.",
        "先确定所有值（包括 notify_url），再签名，之后不要改动。";
    SIGN_TYPE_NOT_SIGNED:
        "sign_type is sent, but was not signed.",
        "发送了 sign_type，但它没有参与签名。";
        "sign_type is a field like the others: put it in before signing.",
        "sign_type 也是普通字段，要在签名前放入。";
    SIGN_FIELD_SIGNED:
        "The field sign itself was signed.",
        "sign 字段本身参与了签名。";
        "Leave sign out of the signed text; take an old sign away before signing again.",
        "签名串不含 sign；重新签名前先去掉旧的 sign。";
    SIGN_NOT_RECOGNISED:
        "No key at hand gives this sign, and no known mistake explains it.",
        "手头的密钥都得不出这个 sign，已知的错误也解释不了。";
        "Compare the key with the console first (it may be that of another merchant), then log the signed text and compare it with the expected one.",
        "先与商户平台核对密钥（可能属于另一商户），再记录签名串与应签的文本比较。";
    XML_UNREADABLE:
        "The body is not the XML of V2.",
        "正文不是 V2 的 XML。";
        "Send one level of fields under <xml>, in UTF-8, without DOCTYPE.",
        "以 <xml> 为根、单层字段、UTF-8 编码、不带 DOCTYPE。";
    XML_FIELD_REPEATED:
        "A field stands in the message twice.",
        "报文里有重复的字段。";
        "Send each field once: sender and receiver would take different ones.",
        "每个字段只出现一次，否则双方会取到不同的值。";
    V2_MCH_ID_OF_ANOTHER:
        "mch_id is not the merchant number of the settings.",
        "mch_id 与配置的商户号不一致。";
        "Key and mch_id belong to one merchant number: of a service provider to its own.",
        "密钥与 mch_id 要属于同一商户号，服务商用自己的商户号。";
    V2_APPID_OF_ANOTHER:
        "appid is not the WeChat AppID of the settings.",
        "appid 与配置的微信 AppID 不一致。";
        "In the body stands the WeChat AppID (wx...) that is bound to the merchant number, not the AppID of the QQ mini program.",
        "报文里填与商户号绑定的微信 AppID（wx 开头），不是 QQ 小程序的 AppID。";
    REFUND_KEY_WRONG:
        "The V2 key at hand does not open req_info.",
        "手头的 V2 密钥解不开 req_info。";
        "Compare the V2 API key with the console, and look at which merchant number the notification is for.",
        "与商户平台核对 API 密钥（V2），并确认通知属于哪个商户号。";
    REFUND_KEY_OTHER:
        "Another key than the V2 key opens req_info.",
        "能解开 req_info 的不是 V2 密钥。";
        "Exchange the settings: V2 refund notifications are encrypted with the V2 key.",
        "调整配置：V2 退款通知用 V2 密钥加密。";
    REFUND_KEY_FORM:
        "req_info is encrypted with another form of the key than the lower-case hexadecimal MD5.",
        "req_info 加密用的不是密钥 MD5 的小写十六进制。";
        "The AES key is the 32 characters of md5(key) in lower case; AES-256-ECB with PKCS#7.",
        "AES 密钥是 md5(密钥) 的 32 位小写十六进制，AES-256-ECB，PKCS#7 填充。";
    REFUND_INFO_DAMAGED:
        "req_info was damaged on its way.",
        "req_info 在传递中损坏了。";
        "Carry it unchanged: form decoding makes blanks of plus signs, columns cut, line ends do not belong inside.",
        "原样传递：表单解码会把加号变成空格，数据库列会截断，中间不应有换行。";
    REFUND_INFO_MISSING:
        "There is no req_info.",
        "没有 req_info 字段。";
        "A refund notification of V2 has req_info; a failed one has only return_code and return_msg.",
        "V2 退款通知应有 req_info；失败的只有 return_code 和 return_msg。";
    XML_REFORMATTED:
        "The XML was indented after signing: line feeds and blanks that were not signed stand in the values.",
        "签名之后 XML 被重新排版：字段值里多了没有参与签名的换行和空格。";
        "Use the XML as it was written or as it arrived: no pretty printer in between, and no space inside the elements.",
        "XML 原样使用，中间不要做格式化，元素内部不要加空白。";
    XML_PRINTED:
        "The body is what a parser made of the XML, not the XML that arrived.",
        "正文是 XML 解析之后的结果，不是收到的 XML。";
        "Take the raw body before the framework parses it (express.text({ type: '*/*' }), request.get_data(), php://input, @RequestBody String).",
        "在框架解析之前取原始正文（express.text({ type: '*/*' })、request.get_data()、php://input、@RequestBody String）。";
    SIGN_QQ_QUERY:
        "A parameter of QQ's query was signed as if it were a field of the order.",
        "QQ 地址里的查询参数被当作订单字段参与了签名。";
        "Sign the fields of the XML alone: appid, access_token and real_notify_url of QQ's address are not among them.",
        "只对 XML 里的字段签名；QQ 地址中的 appid、access_token、real_notify_url 不参与签名。";
    SIGN_TEXT_ENCODED:
        "The whole signed text was URL-encoded before it was hashed.",
        "整个签名串在计算摘要之前做了 URL 编码。";
        "Hash name=value joined with & as plain UTF-8 text; encode nothing.",
        "对用 & 连接的 name=value 原文（UTF-8）计算摘要，不要编码。";
    SIGN_IS_RSA:
        "sign is an RSA signature, as V3 has it; V2 knows only digests with the API key.",
        "sign 是 RSA 签名（V3 的做法），而 V2 只用 API 密钥计算摘要。";
        "Make sign as MD5 or HMAC-SHA256 over the sorted fields with &key= and the V2 API key.",
        "sign 用 MD5 或 HMAC-SHA256 计算：排序后的字段加 &key= 和 API 密钥（V2）。";
    V3_HEADER_ON_V2:
        "The header is that of V3 (Authorization: WECHATPAY2-...), the body is XML of V2.",
        "请求头是 V3 的（Authorization: WECHATPAY2-...），正文却是 V2 的 XML。";
        "Choose one: V2 has its signature in the field sign and no Authorization header; V3 takes JSON at a path that begins with /v3/.",
        "二选一：V2 的签名放在 sign 字段里，不用 Authorization 头；V3 用 JSON，路径以 /v3/ 开头。";
}
