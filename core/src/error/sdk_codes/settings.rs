//! Settings.

use crate::error::entry::code_table;

code_table! {
    ROOT_CERTIFICATE_NOT_LOCAL = Sdk "ROOT_CERTIFICATE_NOT_LOCAL", Config, Never,
        cause "a root certificate of one's own is given for an address that is not on this machine" / "为非本机地址配置了自定义根证书",
        remedy "Leave `root_certificate` out: it is for the sandbox. WeChat Pay's certificate is checked with the system's roots." / "请去掉 `root_certificate`：它只用于沙箱；微信支付的证书由系统根证书校验。";

    QQ_NOT_CONFIGURED = Sdk "QQ_NOT_CONFIGURED", Config, Never,
        cause "the QQ mini program is not configured" / "未配置 QQ 小程序",
        remedy "Set `qq_appid` and `qq_app_secret` (QQ_WXPAY_QQ_APPID, QQ_WXPAY_QQ_APP_SECRET) from q.qq.com, or supply a token provider." / "请配置 QQ 小程序管理端的 `qq_appid` 与 `qq_app_secret`（QQ_WXPAY_QQ_APPID、QQ_WXPAY_QQ_APP_SECRET），或提供自己的 TokenProvider。";

    TOKEN_SOURCE_GIVEN_TWICE = Sdk "TOKEN_SOURCE_GIVEN_TWICE", Config, Never,
        cause "both a token store and a token provider are given" / "同时提供了 TokenStore 和 TokenProvider",
        remedy "Keep one: a store shares the tokens that this library fetches, a provider supplies tokens from elsewhere." / "请只保留其中一个：TokenStore 用于共享本库获取的凭证，TokenProvider 由外部提供凭证。";

    TRANSPORT_MISSING = Sdk "TRANSPORT_MISSING", Config, Never,
        cause "this client has no transport: the crate was built without its own, and none was given" / "客户端没有 Transport：编译时未启用自带的 Transport，也未提供自定义的",
        remedy "Give the builder a transport of your own, or enable the feature `reqwest` of the crate qq-wxpay." / "请向 builder 提供自己的 Transport，或启用 qq-wxpay 的 `reqwest` feature。";

    V3_NOT_CONFIGURED = Sdk "V3_NOT_CONFIGURED", Config, Never,
        cause "V3 is not configured" / "未配置 V3 所需的密钥",
        remedy "Set `merchant_private_key`, `merchant_serial` and `api_v3_key` (QQ_WXPAY_MERCHANT_PRIVATE_KEY, QQ_WXPAY_MERCHANT_SERIAL, QQ_WXPAY_API_V3_KEY), and `public_key_id` and `public_key` (QQ_WXPAY_PUBLIC_KEY_ID, QQ_WXPAY_PUBLIC_KEY) if the merchant has them; or use the V2 operations with `api_v2_key` (QQ_WXPAY_API_V2_KEY)." / "请配置 `merchant_private_key`、`merchant_serial`、`api_v3_key`（QQ_WXPAY_MERCHANT_PRIVATE_KEY、QQ_WXPAY_MERCHANT_SERIAL、QQ_WXPAY_API_V3_KEY），以及（若已启用微信支付公钥）`public_key_id` 和 `public_key`（QQ_WXPAY_PUBLIC_KEY_ID、QQ_WXPAY_PUBLIC_KEY）；若使用 V2 接口，请配置 `api_v2_key`（QQ_WXPAY_API_V2_KEY）。";

    V2_NOT_CONFIGURED = Sdk "V2_NOT_CONFIGURED", Config, Never,
        cause "V2 is not configured" / "未配置 V2 的 API 密钥",
        remedy "Set `api_v2_key` (QQ_WXPAY_API_V2_KEY): it is another key than the APIv3 key." / "请配置 `api_v2_key`（QQ_WXPAY_API_V2_KEY）；它与 APIv3 密钥是两个不同的密钥。";

    MERCHANT_GIVEN_TWICE = Sdk "MERCHANT_GIVEN_TWICE", Config, Never,
        cause "another merchant of this process has the name, or the same merchant number, WeChat AppID and QQ AppID" / "本进程中已有商户使用该名称，或其商户号、微信 AppID 与 QQ AppID 均相同",
        remedy "Add each merchant once, under a name of its own; replace a client whose keys have changed." / "每个商户只添加一次，名称不得重复；更换密钥请使用 `replace`。";

    MERCHANT_UNKNOWN = Sdk "MERCHANT_UNKNOWN", Config, Never,
        cause "no merchant of this process has this name" / "本进程没有该名称的商户",
        remedy "Add the merchant first; names are compared letter by letter." / "请先添加该商户；名称须完全一致。";

    V2_REFUND_WITHOUT_V2_KEY = Sdk "V2_REFUND_WITHOUT_V2_KEY", Config, Never,
        cause "this is the notification of a refund in V2's form, which also reaches V3 merchants when somebody refunds in the merchant console; its content is encrypted with the V2 key" / "这是 V2 格式的退款通知：商户平台上手工退款时，只用 V3 的商户也会收到；其内容用 V2 的 API 密钥加密",
        remedy "Set `api_v2_key` (QQ_WXPAY_API_V2_KEY) besides V3: the notification comes again for a day and then opens. Without that key, look the refund up in the merchant console or in the next day's bill." / "请在 V3 之外再配置 `api_v2_key`（QQ_WXPAY_API_V2_KEY），通知会在一天内重发，届时即可解密；没有该密钥时，请在商户平台或次日账单中核对这笔退款。";

    WECHAT_APPID_AS_QQ_APPID = Sdk "WECHAT_APPID_AS_QQ_APPID", Config, Never,
        cause "a WeChat AppID (wx...) stands where the QQ AppID belongs" / "应填写 QQ AppID 的位置填了微信 AppID（wx 开头）",
        remedy "Put the AppID of the QQ mini program from q.qq.com here; the WeChat AppID belongs in `wechat_appid` (QQ_WXPAY_WECHAT_APPID)." / "此处请填写 QQ 小程序管理端（q.qq.com）的 AppID；微信 AppID 请填入 `wechat_appid`（QQ_WXPAY_WECHAT_APPID）。";

    QQ_APPID_FORM = Sdk "QQ_APPID_FORM", Config, Never,
        cause "this is not a QQ AppID" / "不是合法的 QQ AppID",
        remedy "Copy the AppID of the QQ mini program from q.qq.com: letters and digits only." / "请从 QQ 小程序管理端（q.qq.com）复制 AppID，只含字母和数字。";

    MERCHANT_SERIAL_FORM = Sdk "MERCHANT_SERIAL_FORM", Config, Never,
        cause "the serial of the merchant certificate is not hexadecimal" / "商户 API 证书序列号不是十六进制",
        remedy "Give the up to 40 hex digits that the merchant console shows (账户中心 → API安全), or `merchant_certificate` (QQ_WXPAY_MERCHANT_CERTIFICATE) in its place. PUB_KEY_ID_... belongs in `public_key_id` (QQ_WXPAY_PUBLIC_KEY_ID)." / "请填写商户平台（账户中心 → API安全）显示的证书序列号（最多 40 位十六进制），或改为配置 `merchant_certificate`（QQ_WXPAY_MERCHANT_CERTIFICATE）；PUB_KEY_ID_ 开头的内容应填入 `public_key_id`（QQ_WXPAY_PUBLIC_KEY_ID）。";

    PUBLIC_KEY_ID_FORM = Sdk "PUBLIC_KEY_ID_FORM", Config, Never,
        cause "this is not the ID of a WeChat Pay public key" / "不是合法的微信支付公钥 ID",
        remedy "Give PUB_KEY_ID_ and the digits behind it, as the merchant console shows it beside the public key." / "请填写商户平台显示的微信支付公钥 ID：PUB_KEY_ID_ 加数字。";

    API_V3_KEY_LENGTH = Sdk "API_V3_KEY_LENGTH", Config, Never,
        cause "the APIv3 key does not have exactly 32 ASCII characters" / "APIv3 密钥不是 32 个 ASCII 字符",
        remedy "Copy the APIv3 key (账户中心 → API安全 → APIv3密钥) without quotes and white space; it is not the V2 key, which belongs in `api_v2_key` (QQ_WXPAY_API_V2_KEY)." / "请复制商户平台 账户中心 → API安全 中的 APIv3 密钥，不含引号和空格；它不是 V2 的 API 密钥，后者应填入 `api_v2_key`（QQ_WXPAY_API_V2_KEY）。";

    API_V2_KEY_FORM = Sdk "API_V2_KEY_FORM", Config, Never,
        cause "the V2 API key does not have 32 letters and digits" / "V2 API 密钥不是 32 位字母和数字",
        remedy "Copy the API key (账户中心 → API安全 → API密钥) without quotes and white space; it is not the APIv3 key, which belongs in `api_v3_key` (QQ_WXPAY_API_V3_KEY)." / "请复制商户平台 账户中心 → API安全 中的 API 密钥，不含引号和空格；它不是 APIv3 密钥，后者应填入 `api_v3_key`（QQ_WXPAY_API_V3_KEY）。";

    API_KEYS_EQUAL = Sdk "API_KEYS_EQUAL", Config, Never,
        cause "the V2 API key and the APIv3 key are the same text" / "V2 API 密钥与 APIv3 密钥内容相同",
        remedy "They are two settings of the merchant console: put the one in `api_v2_key` (QQ_WXPAY_API_V2_KEY), the other in `api_v3_key` (QQ_WXPAY_API_V3_KEY). If they really are equal there, change one." / "二者是商户平台上的两项独立设置，请分别填入 `api_v2_key`（QQ_WXPAY_API_V2_KEY）与 `api_v3_key`（QQ_WXPAY_API_V3_KEY）；若平台上确实设成了一样的，请修改其中一个。";

    API_KEYS_SWAPPED = Sdk "API_KEYS_SWAPPED", Config, Never,
        cause "the V2 API key and the APIv3 key are swapped: each works only in the other's place" / "V2 API 密钥与 APIv3 密钥填反了",
        remedy "Exchange the values of `api_v2_key` (QQ_WXPAY_API_V2_KEY) and `api_v3_key` (QQ_WXPAY_API_V3_KEY)." / "请互换 `api_v2_key`（QQ_WXPAY_API_V2_KEY）与 `api_v3_key`（QQ_WXPAY_API_V3_KEY）的值。";

    KEY_AND_CERTIFICATE_DIFFER = Sdk "KEY_AND_CERTIFICATE_DIFFER", Config, Never,
        cause "the merchant private key does not belong to the merchant certificate" / "商户私钥与商户证书不匹配",
        remedy "Give apiclient_key.pem and apiclient_cert.pem of the same download." / "请使用同一次申请得到的 apiclient_key.pem 与 apiclient_cert.pem。";

    SERIAL_AND_CERTIFICATE_DIFFER = Sdk "SERIAL_AND_CERTIFICATE_DIFFER", Config, Never,
        cause "`merchant_serial` is not the serial of `merchant_certificate`" / "`merchant_serial` 与 `merchant_certificate` 的序列号不一致",
        remedy "Leave `merchant_serial` (QQ_WXPAY_MERCHANT_SERIAL) out: it is read from the certificate." / "请删除 `merchant_serial`（QQ_WXPAY_MERCHANT_SERIAL），序列号会自动从证书读取。";

    BASE_URL = Sdk "BASE_URL", Config, Never,
        cause "the base address cannot be used" / "基础地址不可用",
        remedy "Leave it out for production; the sandbox prints the one that it needs." / "生产环境请不要设置；使用沙箱时请填写沙箱打印的地址。";

    MIXED_ADDRESSES = Sdk "MIXED_ADDRESSES", Config, Never,
        cause "one address leads to a sandbox on this machine, and another one to QQ or WeChat Pay itself" / "部分地址指向本机沙箱，其余指向真实的 QQ 或微信支付",
        remedy "In production remove what is left over from the sandbox (QQ_WXPAY_QQ_BASE_URL, QQ_WXPAY_WECHAT_BASE_URL, QQ_WXPAY_WECHAT_BACKUP_BASE_URL, QQ_WXPAY_WECHAT_MUTUAL_TLS_BASE_URL, QQ_WXPAY_LINK_HOSTS). For the sandbox set all that it printed." / "生产环境请删除沙箱遗留的配置（QQ_WXPAY_QQ_BASE_URL、QQ_WXPAY_WECHAT_BASE_URL、QQ_WXPAY_WECHAT_BACKUP_BASE_URL、QQ_WXPAY_WECHAT_MUTUAL_TLS_BASE_URL、QQ_WXPAY_LINK_HOSTS）；使用沙箱时请完整设置它打印的各项。";

    TEST_KEYS = Sdk "TEST_KEYS", Config, Never,
        cause "a key or secret of the test kit, which everybody knows, stands where real payments are taken" / "真实收款的配置中使用了测试工具的公开密钥",
        remedy "Put the merchant's own value here. The test kit's settings are for tests: use all of them together, with the addresses on this machine that come with them." / "请填写商户自己的值。测试工具的配置只用于测试，须连同其中的本机地址一起使用。";

    LINK_HOST_FORM = Sdk "LINK_HOST_FORM", Config, Never,
        cause "this is no host that an H5 link can have" / "不是支付链接可用的域名",
        remedy "Give whole hosts, with a port if it is not 443, such as wx.tenpay.com; there is no placeholder. Leave the setting out if WeChat Pay did not name another host." / "请填写完整域名（非 443 端口须带端口），如 wx.tenpay.com；不支持通配符。微信支付未指定其他域名时请不要设置该项。";

    NOTIFY_URL_NOT_ABSOLUTE = Sdk "NOTIFY_URL_NOT_ABSOLUTE", Config, Never,
        cause "the notification address is not a complete address" / "通知地址不是完整的 URL",
        remedy "Give scheme, host and path, ASCII only: https://pay.example.com/notify." / "请填写包含协议、域名和路径的完整地址（仅 ASCII）：https://pay.example.com/notify。";

    NOTIFY_URL_NOT_HTTPS = Sdk "NOTIFY_URL_NOT_HTTPS", Config, Never,
        cause "the notification address is not https" / "通知地址不是 https",
        remedy "Give an https address that the Internet can reach; http works only with the sandbox on this machine." / "请填写公网可访问的 https 地址；只有本机沙箱允许 http。";

    NOTIFY_URL_FRAGMENT_OR_USER = Sdk "NOTIFY_URL_FRAGMENT_OR_USER", Config, Never,
        cause "the notification address has a fragment (#) or a user name" / "通知地址含有 # 片段或用户名",
        remedy "Remove it." / "请去掉该部分。";

    NOTIFY_URL_QUERY = Sdk "NOTIFY_URL_QUERY", Config, Never,
        cause "the notification address has a query (?)" / "通知地址带有查询参数（?）",
        remedy "Put what you need into the path; or set `allow_notify_url_query` (QQ_WXPAY_ALLOW_NOTIFY_URL_QUERY) after you have seen that it arrives." / "请把参数放进路径；确认能收到后可设置 `allow_notify_url_query`（QQ_WXPAY_ALLOW_NOTIFY_URL_QUERY）。";

    NOTIFY_URL_TOO_LONG = Sdk "NOTIFY_URL_TOO_LONG", Config, Never,
        cause "the notification address has more than 255 characters" / "通知地址超过 255 个字符",
        remedy "Shorten it." / "请缩短地址。";

    NOTIFY_URL_IS_RELAY = Sdk "NOTIFY_URL_IS_RELAY", Config, Never,
        cause "this is QQ's relay address, which this library fills in itself" / "这是 QQ 的中转通知地址，由本库自动填写",
        remedy "Give the address of your own server." / "请填写你自己服务器的地址。";

    REFERER_FORM = Sdk "REFERER_FORM", Config, Never,
        cause "the referer is not an address with a scheme" / "referer 不是带协议的地址",
        remedy "Give the domain that is authorised for H5 payment, with https:// (产品中心 → 开发配置 → H5支付)." / "请填写已授权的 H5 支付域名并带上 https://（产品中心 → 开发配置 → H5支付）。";

    SETTING_VALUE = Sdk "SETTING_VALUE", Config, Never,
        cause "the setting has a value that does not exist" / "配置项取值不正确",
        remedy "Use one of the allowed words, in exactly this spelling." / "请使用允许的取值，注意大小写。";

    VARIABLE_GIVEN_TWICE = Sdk "VARIABLE_GIVEN_TWICE", Config, Never,
        cause "the variable and its _FILE form are both set" / "变量与其 _FILE 形式同时存在",
        remedy "Keep one of the two." / "请只保留其中一个。";

    FILE_UNREADABLE = Sdk "FILE_UNREADABLE", Config, Never,
        cause "the file cannot be read" / "文件无法读取",
        remedy "Check path and permissions of the file that the variable names." / "请检查变量所指文件的路径和权限。";

    SANDBOX_CLIENT = Sdk "SANDBOX_CLIENT", Config, Never,
        cause "this client talks to a sandbox on this machine, not to QQ and WeChat Pay: no money moves" / "此客户端连接的是本机沙箱，而不是 QQ 和微信支付：不会产生真实资金流动",
        remedy "Where real payments are to be taken, remove QQ_WXPAY_QQ_BASE_URL, QQ_WXPAY_WECHAT_BASE_URL and whatever else the sandbox printed." / "若要真实收款，请删除 QQ_WXPAY_QQ_BASE_URL、QQ_WXPAY_WECHAT_BASE_URL 以及沙箱打印的其他配置。";

    FORMER_SIGN_TYPE = Sdk "FORMER_SIGN_TYPE", Config, Never,
        cause "the former sign type of V2 cannot be used as it is given" / "V2 旧签名类型的配置不可用",
        remedy "Set `v2_former_sign_type` (QQ_WXPAY_V2_FORMER_SIGN_TYPE), another one than `v2_sign_type`, together with `v2_former_sign_type_until` (QQ_WXPAY_V2_FORMER_SIGN_TYPE_UNTIL), the time until which it counts; or neither." / "请同时设置 `v2_former_sign_type`（QQ_WXPAY_V2_FORMER_SIGN_TYPE，须与 `v2_sign_type` 不同）和其截止时间 `v2_former_sign_type_until`（QQ_WXPAY_V2_FORMER_SIGN_TYPE_UNTIL）；或两者都不设置。";

    STORE_SETTING = Sdk "STORE_SETTING", Config, Never,
        cause "the setting does not say where something is kept" / "该配置没有给出可用的存储位置",
        remedy "Set QQ_WXPAY_TOKEN_STORE (`token_store`) or QQ_WXPAY_INBOX (inbox) to file, file:FOLDER with an absolute path, redis://HOST or rediss://HOST, `token_store` also to memory; or leave it out." / "请将 QQ_WXPAY_TOKEN_STORE（`token_store`）或 QQ_WXPAY_INBOX（inbox）设为 file、file:绝对路径目录、redis://主机 或 rediss://主机，`token_store` 还可设为 memory；或不设置。";

    STORE_FOLDER = Sdk "STORE_FOLDER", Config, Never,
        cause "the folder for access tokens or handled notifications cannot be used" / "保存 access_token 或通知处理记录的目录不可用",
        remedy "Name a folder that this user can write in (QQ_WXPAY_TOKEN_STORE=file:FOLDER, QQ_WXPAY_INBOX=file:FOLDER), the same for all processes; or none." / "请指定当前用户可写、所有进程共用的目录（QQ_WXPAY_TOKEN_STORE=file:目录、QQ_WXPAY_INBOX=file:目录）；或不指定。";

    VARIABLE_UNKNOWN = Sdk "VARIABLE_UNKNOWN", Config, Never,
        cause "this library knows no environment variable of this name, so what it says would be left out" / "本库没有这个环境变量，其内容不会生效",
        remedy "Correct the name, or remove the variable. docs/settings.md of the repository lists all of them." / "请更正变量名或删除该变量；仓库中的 docs/settings.zh-CN.md 列出了全部变量。";

    VARIABLE_NOT_TEXT = Sdk "VARIABLE_NOT_TEXT", Config, Never,
        cause "the value of the variable is not UTF-8" / "变量的值不是 UTF-8 文本",
        remedy "Set it again as UTF-8 text; give what is no text (.p12, .der) by the variable's _FILE form." / "请以 UTF-8 文本重新设置；非文本内容（.p12、.der）请使用变量的 _FILE 形式。";

    SETTINGS_MISSING = Sdk "SETTINGS_MISSING", Config, Never,
        cause "settings are missing that are needed here" / "缺少此处必需的配置",
        remedy "Set those that are named, as environment variables or in code. A merchant that has V2 alone sets QQ_WXPAY_API_V2_KEY in place of the keys of V3. Orders through QQ need QQ_WXPAY_QQ_APPID and QQ_WXPAY_QQ_APP_SECRET (q.qq.com, 开发 → 开发设置), QQ_WXPAY_NOTIFY_URL and QQ_WXPAY_REFERER, too." / "请设置上面列出的各项（环境变量或代码均可）。只有 V2 的商户设置 QQ_WXPAY_API_V2_KEY 即可，无需 V3 密钥。通过 QQ 下单还需要 QQ_WXPAY_QQ_APPID、QQ_WXPAY_QQ_APP_SECRET（q.qq.com，开发 → 开发设置）、QQ_WXPAY_NOTIFY_URL 和 QQ_WXPAY_REFERER。";
}
