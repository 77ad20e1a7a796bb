//! How the body that was signed differs from the one that was sent or that arrived.

use super::{Cause, Words, causes};

causes! {
    BODY_NOT_SIGNED:
        "The body was left out of the signed text.",
        "签名串里没有请求体。";
        "Sign the body's bytes exactly as they are sent.",
        "请把实际发送的请求体原样放进签名串。";
    BODY_OF_GET_SIGNED:
        "A body was signed, but none was sent.",
        "签名串里有请求体，但实际没有发送。";
        "A request without a body signs an empty line in its place.",
        "没有请求体的请求，签名串中这一行为空。";
    BODY_REWRITTEN:
        "The JSON was written anew between signing and sending, or between arriving and checking: the content is the same, the bytes are not.",
        "JSON 在签名与发送之间（或收到与验签之间）被重新序列化了：内容相同，字节不同。";
        "Serialise once, sign these bytes and send these bytes. When checking, use the raw body as it arrived, before any parser.",
        "只序列化一次，用同一份字节签名和发送；验签时用收到的原始正文，不要先解析再序列化。";
    BODY_BOM:
        "A byte order mark (EF BB BF) stands before the body in one of the two texts only.",
        "正文开头的 BOM（EF BB BF）只在签名或发送的其中一处出现。";
        "Use UTF-8 without a byte order mark: mind source files and templates saved with one.",
        "使用不带 BOM 的 UTF-8；留意带 BOM 保存的源文件和模板。";
    BODY_LINE_ENDS:
        "The line ends inside the body were changed (CR LF and LF).",
        "正文里的换行被改写了（CR LF 与 LF）。";
        "Treat the body as bytes: no text mode, no conversion of line ends.",
        "把正文当作字节处理，不要用文本模式，不要转换换行符。";
    BODY_TRIMMED:
        "White space at the beginning or end of the body is in one of the two texts only.",
        "正文首尾的空白只在签名或发送的其中一处出现。";
        "Neither trim the body nor add a line feed to it.",
        "不要去掉正文首尾的空白，也不要追加换行。";
    BODY_CHARSET:
        "The body was converted to another character set.",
        "正文被转换成了别的字符集。";
        "Use UTF-8 everywhere: getBytes(StandardCharsets.UTF_8), and no decoding of the raw body before the check.",
        "全程使用 UTF-8，例如 getBytes(StandardCharsets.UTF_8)；验签前不要对原始正文解码。";
    BODY_CUT:
        "The body was cut off.",
        "正文被截断了。";
        "Read the body to its end: a buffer of fixed size or a single read() is not enough. Sign all of what is sent.",
        "把正文读完整：固定大小的缓冲区或只 read() 一次是不够的；对发送的全部内容签名。";
    BODY_PADDED:
        "Zero bytes of a buffer stand behind the body.",
        "正文后面跟着缓冲区里的零字节。";
        "Use as many bytes as were read, not the whole buffer.",
        "只取实际读到的字节数，不要用整个缓冲区。";
    BODY_ESCAPED:
        "The body was escaped once more than it should be (HTML, slashes, quotes).",
        "正文被多转义了一次（HTML 转义、斜杠或引号）。";
        "Take the raw body before filters such as those against XSS, htmlspecialchars or addslashes.",
        "在 XSS 过滤、htmlspecialchars、addslashes 之前取原始正文。";
    BODY_AS_FORM:
        "The body was taken for a form, or sent as one.",
        "正文被当作表单处理或以表单方式发送。";
        "Content-Type is application/json and the body is the JSON alone; read the raw input, not the parameters.",
        "Content-Type 用 application/json，正文只有 JSON；读取原始输入，而不是表单参数。";
    BODY_IN_A_STRING:
        "The JSON stands as a text inside of JSON: it was serialised twice.",
        "JSON 被当作字符串又序列化了一次。";
        "Serialise once; hand the text to the HTTP client as a body, not as a JSON value.",
        "只序列化一次；把文本作为请求体交给 HTTP 客户端，而不是作为 JSON 值。";
    BODY_PACKED:
        "The body is compressed or in base64 in one of the two texts.",
        "正文在其中一处是压缩的，或者是 base64。";
        "The signature is over the plain JSON: undo Content-Encoding or the gateway's base64 before checking.",
        "签名针对的是明文 JSON：验签前先解压或还原网关的 base64。";
    BODY_FIELD_CHANGED:
        "A field of the body was added, removed or changed after signing.",
        "签名之后正文里的字段被增加、删除或修改了。";
        "Finish the body first, then sign, then change nothing any more.",
        "先确定完整的正文，再签名，之后不要再改动。";
    BODY_REPEATED:
        "The body stands there twice.",
        "正文重复了两次。";
        "Write or read the body once: a filter that buffers it must not add to what is there.",
        "正文只写入或读取一次；做缓冲的过滤器不要重复追加。";
    BODY_PARTIAL:
        "Only a part of the JSON was signed.",
        "签名时只用了 JSON 的一部分。";
        "Sign the whole body.",
        "请对完整的正文签名。";
    BODY_OTHER_OBJECT:
        "The parameters were signed in another form than JSON.",
        "签名时参数不是 JSON 格式。";
        "Sign the JSON text that is sent, not a query string or the printed form of an object.",
        "请对实际发送的 JSON 文本签名，而不是查询串或对象的打印形式。";
    CONTENT_LENGTH_DIFFERS:
        "The body has another length than its Content-Length header says: it is not what came over the line.",
        "正文长度与 Content-Length 不符：它已不是网络上传来的内容。";
        "Capture and check the raw bytes as they arrived.",
        "请保存并校验收到的原始字节。";
    BODY_OBJECT_PRINTED:
        "The body is the printed form of an object, not the bytes that came over the line.",
        "正文是某个对象打印出来的样子，不是网络上传输的原始字节。";
        "Take the raw body before the framework parses it (express.raw, request.get_data() in Flask, request.body in Django, php://input, @RequestBody byte[] in Spring, c.GetRawData() in Gin); when sending, serialise to JSON.",
        "在框架解析之前取原始正文（express.raw、Flask 的 request.get_data()、Django 的 request.body、php://input、Spring 的 @RequestBody byte[]、Gin 的 c.GetRawData()）；发送时先序列化成 JSON。";
    BODY_BYTES_PRINTED:
        "The body is right, but its bytes were written out as text: as numbers, as hexadecimal digits, or with escapes.",
        "正文本身没有变，但字节被写成了文本：数字数组、十六进制或转义形式。";
        "Hand on the bytes themselves, or decode them as UTF-8 (buffer.toString(), body.decode(), new String(bytes, UTF_8)); do not print or serialise the byte array.",
        "直接传递字节，或按 UTF-8 解码（buffer.toString()、body.decode()、new String(bytes, UTF_8)），不要打印或序列化字节数组。";
    BODY_LOST:
        "The body is not there: it is empty, or what stands in its place means nothing.",
        "正文不见了：是空的，或者只剩一个表示“没有”的值。";
        "Take the raw body before anything else reads the stream, and see that a parser for its Content-Type runs; a stream can be read only once.",
        "在别的代码读取输入流之前取原始正文（流只能读一次），并确认对应 Content-Type 的解析器已启用。";
    BODY_AS_KEY:
        "The body was read as a form: all of it has become the name of one field, as in PHP's $_POST and where a form parser stands before the handler.",
        "正文被当作表单读取：整个正文成了一个字段的名称，例如 PHP 的 $_POST，或处理函数之前有表单解析器。";
        "Read the raw body: file_get_contents('php://input') in PHP; elsewhere take it before the form parser.",
        "读取原始正文：PHP 用 file_get_contents('php://input')；其他语言在表单解析器之前取得。";
    BODY_FIELDS_LOST:
        "Fields that WeChat Pay always sends are null or missing: the body was read into an object and written anew.",
        "微信支付必定会发的字段为 null 或缺失：正文先被读进对象，又重新序列化了。";
        "Take the raw body before the framework parses it, and check the signature over these bytes; read them into an object afterwards.",
        "在框架解析之前取原始正文，用这些字节验签，之后再转换成对象。";
    BODY_DECRYPTED:
        "This is the decrypted content, not the notification: the signature covers the message with the encrypted resource.",
        "这是解密后的内容，不是通知本身：签名针对的是带加密 resource 的原始报文。";
        "Give the body as it arrived, with resource.ciphertext in it; decrypt after the check.",
        "请提供收到的原始正文（含 resource.ciphertext），先验签，后解密。";
    BODY_QUOTED:
        "The body was copied out of something: other text stands around it, or its quotes were turned.",
        "正文是从别处复制来的：前后带有其他文字，或者引号被替换了。";
        "Save the body from the wire or the raw request, byte for byte; not from a log line, a chat or a word processor.",
        "请从原始请求逐字节保存正文，不要从日志、聊天窗口或文字处理软件里复制。";
}
