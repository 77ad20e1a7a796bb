//! What is wrong with the signature itself, or with the key.

use super::{Cause, Words, causes};

causes! {
    SIGNATURE_DAMAGED:
        "The text of the signature was damaged on its way.",
        "签名文本在传递中损坏了。";
        "Carry the signature unchanged: standard base64 in one line; no URL decoding, which makes blanks of plus signs, and no cutting.",
        "签名要原样传递：标准 base64、单行；不要做 URL 解码（加号会变成空格），不要截断。";
    SIGNATURE_NOT_BASE64:
        "The signature is no base64.",
        "签名不是 base64。";
        "Encode the signature's bytes in standard base64, with = at its end.",
        "把签名字节编码为标准 base64，末尾带 =。";
    SIGNATURE_LENGTH:
        "The signature has not the length of the key.",
        "签名长度与密钥不符。";
        "A signature of RSA 2048 has 256 bytes, 344 characters of base64: look for a field or column that cuts it.",
        "RSA 2048 的签名是 256 字节、344 个 base64 字符；检查是否有字段或数据库列把它截断了。";
    SIGNATURE_OTHER_HASH:
        "The key signed with another hash than SHA-256.",
        "签名用的不是 SHA-256。";
        "Use RSASSA-PKCS1-v1_5 with SHA-256: OPENSSL_ALGO_SHA256, SHA256withRSA, RSA-SHA256.",
        "使用 RSASSA-PKCS1-v1_5 和 SHA-256：OPENSSL_ALGO_SHA256、SHA256withRSA、RSA-SHA256。";
    SIGNATURE_PSS:
        "The signature is of the PSS kind.",
        "签名用的是 PSS 填充。";
        "Use RSASSA-PKCS1-v1_5 with SHA-256 (SHA256withRSA), not RSASSA-PSS.",
        "使用 RSASSA-PKCS1-v1_5（SHA256withRSA），不要用 RSASSA-PSS。";
    SIGNATURE_RAW:
        "The private key encrypted something instead of signing it.",
        "用私钥做了“加密”，而不是签名。";
        "Use the signing function with SHA-256 (openssl_sign, Signature, crypto.createSign), not private-key encryption.",
        "使用带 SHA-256 的签名函数（openssl_sign、Signature、crypto.createSign），不要用私钥加密函数。";
    SIGNED_BY_ANOTHER_KEY:
        "Another key made the signature than the one that it names.",
        "签名所用的密钥不是所声明的那个。";
        "Use key and serial number of one pair, of one merchant; after a change, of the new pair everywhere.",
        "密钥与序列号要属于同一商户的同一对；更换后各处都用新的一对。";
    KEY_NOT_AT_HAND:
        "None of the keys at hand made this signature.",
        "手头的密钥都没有做过这个签名。";
        "Compare the serial number or ID with the console: it is of another merchant or another key, or the signature was changed on its way.",
        "把序列号或公钥 ID 与商户平台核对：它属于另一商户或另一密钥，或者签名在途中被改动。";
    NO_KEY_GIVEN:
        "There is no key at hand to check this signature with.",
        "手头没有可以用来验证这个签名的密钥。";
        "Set the key of the side that signed: for requests QQ_WXPAY_MERCHANT_PRIVATE_KEY or QQ_WXPAY_MERCHANT_CERTIFICATE, for notifications and replies QQ_WXPAY_PUBLIC_KEY with QQ_WXPAY_PUBLIC_KEY_ID or QQ_WXPAY_PLATFORM_CERTIFICATES, for XML QQ_WXPAY_API_V2_KEY.",
        "请配置签名方的密钥：请求用 QQ_WXPAY_MERCHANT_PRIVATE_KEY 或 QQ_WXPAY_MERCHANT_CERTIFICATE，通知和应答用 QQ_WXPAY_PUBLIC_KEY 与 QQ_WXPAY_PUBLIC_KEY_ID 或 QQ_WXPAY_PLATFORM_CERTIFICATES，XML 用 QQ_WXPAY_API_V2_KEY。";
    NOT_RECOGNISED:
        "The key made this signature over another text, which no known mistake explains.",
        "这个签名出自该密钥，但签的是另一段文本，已知的错误都解释不了。";
        "Log the text that is signed, as bytes, and compare it with the expected one.",
        "请把实际签名的文本按字节记录下来，与应签的文本比较。";
    SERIAL_WRITTEN_OTHERWISE:
        "This is the right serial number, written in another way than as hexadecimal digits in one piece.",
        "序列号本身没错，但写法不对：应为连续的十六进制。";
        "Write it as hexadecimal digits without colons, as the console shows it: the output of openssl x509 -noout -serial behind the equals sign.",
        "写成不带冒号的十六进制，与商户平台所示一致：即 openssl x509 -noout -serial 输出中等号后面的部分。";
}
