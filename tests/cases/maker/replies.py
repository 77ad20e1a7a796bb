"""Replies to orders, queries and getToken."""

import re

from maker.make import (
    APPID, COMBINE, LINK, MCHID, NOW, NO_KEYS, PARTNER, PLATFORM_SERIAL, TRANSACTION, V2_KEY, V3_KEY, case, compact,
    error, merchant_key, order_request, platform_key, reply, signed_headers, v2_request, v2_sign, v2_xml,
)


def order_replies():
    request = {"request": order_request()}
    body = compact({"h5_url": LINK})
    placed = {"out_trade_no": "1217752501201407033233368018", "h5_url": LINK, "expires_at": NOW + 300, "request_payment": {"url": LINK, "referer": "https://pay.example.com"}}
    signed = signed_headers(body)
    probe = {**signed, "Wechatpay-Signature": "WECHATPAY/SIGNTEST/" + signed["Wechatpay-Signature"]}

    def order(name, expect, answer, **inputs):
        return case(name, "place_order", expect, reply=answer, **{**request, **inputs})

    def straight(name, expect, answer):
        return case(name, "place_order", expect, reply=answer, request=order_request(channel="direct"))

    def api(code, retry="never"):
        return error("api", code, retry=retry)

    def wechat(code, status, retry="never"):
        return order(f"WeChat Pay says {code}", api(code, retry), reply(compact({"code": code, "message": "…"}), status))

    sign_error = {"code": "SIGN_ERROR", "message": "错误的签名", "detail": {"field": "signature", "issue": "sign not match", "location": "authorization", "sign_information": {"method": "POST", "url": "/v3/pay/transactions/h5", "sign_message_length": 500, "truncated_sign_message": "POST\n"}}}
    return [
        order("link with a right signature", {"result": {**placed, "verified": True}}, reply(body, headers=signed)),
        order("link signed with the platform certificate", {"result": {"verified": True}}, reply(body, headers=signed_headers(body, platform_key, PLATFORM_SERIAL))),
        order("link whose signature the proxy dropped", {"result": {**placed, "verified": False}}, reply(body)),
        order("link with the body indented", {"result": {"verified": False}}, reply('\n {"h5_url" : "' + LINK + '"}')),
        order("link without signature, refused when required", error("signature", "REPLY_UNSIGNED", retry="confirm_first"), reply(body), settings={"require_verified_reply": True}),
        order("wrong signature", error("signature", "SIGNATURE_WRONG", retry="confirm_first"), reply(body, headers=signed_headers(body, merchant_key))),
        order("changed body", error("signature", "SIGNATURE_WRONG", retry="confirm_first"), reply(body.replace("1405458241", "1405458242"), headers=signed)),
        order("probe", error("signature", "SIGNATURE_PROBE", retry="confirm_first"), reply(body, headers=probe)),
        order("unknown serial", error("signature", "SERIAL_UNKNOWN", retry="confirm_first"), reply(body, headers=signed_headers(body, serial="PUB_KEY_ID_9999"))),
        order("no key to verify with yet", error("signature", "NOTHING_TO_VERIFY_WITH", retry="confirm_first"), reply(body, headers=signed), settings=NO_KEYS),
        order("expired platform certificate", error("signature", "PLATFORM_CERTIFICATE_EXPIRED", retry="confirm_first"), reply(body, headers=signed_headers(body, platform_key, "7A" * 20))),
        order("some signature headers dropped", error("signature", "SIGNATURE_HEADERS_INCOMPLETE", "Wechatpay-Signature", "confirm_first"), reply(body, headers={k: v for k, v in signed.items() if k != "Wechatpay-Signature"})),
        order("reply of 300 s ago", error("stale", "MESSAGE_STALE", retry="confirm_first"), reply(body, headers=signed_headers(body, at=NOW - 300))),
        order("reply from 300 s ahead", error("stale", "MESSAGE_STALE", retry="confirm_first"), reply(body, headers=signed_headers(body, at=NOW + 300))),
        order("reply of 299 s ago", {"result": {"verified": True}}, reply(body, headers=signed_headers(body, at=NOW - 299))),
        order("link to another host", error("malformed", "LINK_REFUSED", retry="confirm_first"), reply(compact({"h5_url": LINK.replace("wx.tenpay.com", "wx.tenpay.com.evil.example")}))),
        order("http link", error("malformed", "LINK_REFUSED", retry="confirm_first"), reply(compact({"h5_url": LINK.replace("https", "http")}))),
        order("link with an odd scheme", error("malformed", "LINK_REFUSED", retry="confirm_first"), reply(compact({"h5_url": LINK.replace("https", "HTTPS")}))),
        order("link with backslashes", error("malformed", "LINK_REFUSED", retry="confirm_first"), reply(compact({"h5_url": LINK.replace("https://", "https:\\\\")}))),
        order("link with a line feed inside", error("malformed", "LINK_REFUSED", retry="confirm_first"), reply(compact({"h5_url": LINK.replace("tenpay", "ten\npay")}))),
        order("link of 513 characters", error("malformed", "LINK_REFUSED", retry="confirm_first"), reply(compact({"h5_url": LINK.ljust(513, "a")}))),
        order("link in a list", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), reply(compact([LINK]))),
        order("link with three slashes", error("malformed", "LINK_REFUSED", retry="confirm_first"), reply(compact({"h5_url": LINK.replace("https://", "https:///")}))),
        order("link with a host in disguise", error("malformed", "LINK_REFUSED", retry="confirm_first"), reply(compact({"h5_url": LINK.replace("wx.tenpay", "wx%2Etenpay")}))),
        order("link with dots in its path", error("malformed", "LINK_REFUSED", retry="confirm_first"), reply(compact({"h5_url": LINK.replace("/cgi-bin", "/x/../cgi-bin")}))),
        order("link with a space", error("malformed", "LINK_REFUSED", retry="confirm_first"), reply(compact({"h5_url": LINK + " x"}))),
        order("link of 512 characters", {"result": {"h5_url": LINK.ljust(512, "a")}}, reply(compact({"h5_url": LINK.ljust(512, "a")}))),
        order("link with a return address", {"result": {"h5_url": LINK + "&redirect_url=https%3A%2F%2Fpay.example.com%2F"}}, reply(compact({"h5_url": LINK + "&redirect_url=https%3A%2F%2Fpay.example.com%2F"}))),
        order("link with a user name", error("malformed", "LINK_REFUSED", retry="confirm_first"), reply(compact({"h5_url": LINK.replace("https://", "https://wx.tenpay.com@")}))),
        order("link with a 500", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), reply(body, 500)),
        order("errcode as a number", api("9030"), reply('{"errcode":9030,"errmsg":"not bound"}')),
        order("errcode as text", api("9031"), reply('{"errcode":"9031","errmsg":"notify_url"}')),
        order("errCode, as QQ's content checks spell it", api("9030"), reply('{"errCode":9030,"errMsg":"not bound"}')),
        order("err_code as text", api("9034"), reply('{"err_code":"9034","err_msg":"process fail"}')),
        order("retCode that names a refused token", api("-3000", "same_request"), reply('{"retCode":-3000,"retMsg":"bad token"}')),
        order("ERRCODE in capitals", api("9032"), reply('{"ERRCODE":9032,"ERRMSG":""}')),
        order("a name that only contains it", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), reply('{"lasterrcode":9030}')),
        order("errcode with an HTTP error", api("9032"), reply('{"errcode":9032,"errmsg":""}', 403)),
        order("code as a number", api("9034"), reply('{"code":9034,"message":"process fail"}')),
        order("error as text", api("9034"), reply("9034|process fail")),
        order("error as text behind words", api("9034"), reply("error 9034|process fail")),
        order("error behind a byte-order mark", api("9030"), reply('\ufeff{"errcode":9030,"errmsg":""}')),
        order("link behind a byte-order mark", {"result": {"verified": False}}, reply("\ufeff" + body)),
        order("busy, and the text names the token", api("-1", "same_request"), reply('{"errcode":-1,"errmsg":"access_token check busy"}')),
        order("unknown QQ code with 429", api("55555", "same_request"), reply('{"errcode":55555,"errmsg":""}', 429)),
        order("unknown QQ code with 503", api("55555", "confirm_first"), reply('{"errcode":55555,"errmsg":""}', 503)),
        order("undocumented 9033: nobody knows what became of the order", api("9033", "confirm_first"), reply('{"errcode":9033,"errmsg":"?"}')),
        order("unknown QQ code with 400", api("55555"), reply('{"errcode":55555,"errmsg":""}', 400)),
        order("unknown QQ code with 408", api("55555", "same_request"), reply('{"errcode":55555,"errmsg":""}', 408)),
        order("errcode beside a link", api("9030"), reply(compact({"errcode": 9030, "h5_url": LINK}))),
        order("errcode 0 beside a link", {"result": {"verified": False}}, reply(compact({"errcode": 0, "h5_url": LINK}))),
        order("token refused 40001", api("40001", "same_request"), reply('{"errcode":40001,"errmsg":"invalid credential"}')),
        order("token refused 42001", api("42001", "same_request"), reply('{"errcode":42001,"errmsg":"expired"}')),
        order("token refused -3000", api("-3000", "same_request"), reply('{"errcode":-3000,"errmsg":"bad token"}')),
        order("token refused -1009 without a text", api("-1009", "same_request"), reply('{"errcode":-1009,"errmsg":""}')),
        order("unknown code that names the token", api("12345", "same_request"), reply('{"errcode":12345,"errmsg":"check access_token"}')),
        order("unknown code that names the token in words", api("12345", "same_request"), reply('{"errcode":12345,"errmsg":"Invalid Access Token"}')),
        order("unknown code that names the token in capitals", api("12345", "same_request"), reply('{"errcode":12345,"errmsg":"ACCESS_TOKEN expired"}')),
        order("9031 that names the token is about the order", api("9031"), reply('{"errcode":9031,"errmsg":"access_token ok, notify_url wrong"}')),
        order("unknown code that names another token", api("12345", "confirm_first"), reply('{"errcode":12345,"errmsg":"access denied, token"}')),
        order("unknown code that is configured as the token's", api("777", "same_request"), reply('{"errcode":777,"errmsg":""}'), settings={"token_refused_codes": ["777"]}),
        order("QQ busy", api("-1", "same_request"), reply('{"errcode":-1,"errmsg":"busy"}')),
        order("signature refused, with what was verified", api("SIGN_ERROR"), reply(compact(sign_error), 401)),
        wechat("PARAM_ERROR", 400),
        wechat("INVALID_REQUEST", 400),
        wechat("APPID_MCHID_NOT_MATCH", 400),
        wechat("NO_AUTH", 403),
        wechat("ORDERPAID", 400, "confirm_first"),
        wechat("ORDER_CLOSED", 400),
        wechat("OUT_TRADE_NO_USED", 403, "confirm_first"),
        wechat("FREQUENCY_LIMITED", 429, "same_request"),
        wechat("SYSTEM_ERROR", 500, "same_request"),
        wechat("BANKERROR", 500, "same_request"),
        wechat("A_FUTURE_CODE", 400),
        order("unknown code of WeChat Pay with 200", api("A_FUTURE_CODE", "confirm_first"), reply(compact({"code": "A_FUTURE_CODE", "message": ""}))),
        order("unknown code of WeChat Pay with 408", api("A_FUTURE_CODE", "same_request"), reply(compact({"code": "A_FUTURE_CODE", "message": ""}), 408)),
        wechat("A_FUTURE_CODE", 429, "same_request"),
        wechat("A_FUTURE_CODE", 500, "confirm_first"),
        order("rate limit without a code", error("transport", "TOO_MANY_REQUESTS", retry="same_request"), reply("slow down", 429)),
        order("HTML page with 502", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), reply("<html><body>Bad Gateway</body></html>", 502)),
        order("HTML page with 200", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), reply("<!DOCTYPE html><html></html>")),
        order("empty reply", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), reply("")),
        order("redirect", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), reply("", 302, {"Location": "https://elsewhere.example/"})),
        order("accepted, without a result yet", error("transport", "STILL_PROCESSING", retry="same_request"), reply("", 202)),
        order("accepted, with a page", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), reply("<html></html>", 202)),
        order("page with 403", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), reply("<html>Forbidden</html>", 403)),
        order("broken JSON", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), reply('{"h5_url":"https://wx.ten')),
        order("JSON without a link", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), reply('{"prepay_id":"x"}')),
        order("link that is no text", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), reply('{"h5_url":7}')),
        straight("straight: signed link", {"result": {**placed, "verified": True}}, reply(body, headers=signed)),
        straight("straight: an unsigned link is refused", error("signature", "REPLY_UNSIGNED", retry="confirm_first"), reply(body)),
        straight("straight: accepted, without a result yet", error("transport", "STILL_PROCESSING", retry="same_request"), reply("", 202)),
        straight("straight: accepted, with a signed link", {"result": {"verified": True}}, reply(body, 202, signed)),
        straight("straight: QQ's codes mean nothing", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), reply('{"errcode":9030,"errmsg":""}', 403)),
    ]


def v2_replies():
    ok = {"return_code": "SUCCESS", "return_msg": "OK", "appid": APPID, "mch_id": MCHID, "nonce_str": "IITRi8Iabbblz1Jc", "result_code": "SUCCESS", "prepay_id": "wx201411101639507cbf6ffd8b0779950874", "trade_type": "MWEB", "mweb_url": LINK, "a_future_field": "signed too"}

    def signed(changes=None, **options):
        fields = {**ok, **(changes or {})}
        fields = {k: v for k, v in fields.items() if v is not None}
        fields["sign"] = v2_sign(fields, **options)
        return fields

    def order(name, expect, text, status=200, **inputs):
        return case(name, "place_v2_order", expect, reply=reply(text, status), **{"request": v2_request(), **inputs})

    def failed(code, retry="never", description="…"):
        fields = signed({"result_code": "FAIL", "err_code": code, "err_code_des": description, "prepay_id": None, "mweb_url": None})
        return order(f"V2: {code}", error("api", code, retry=retry), v2_xml(fields))

    unsigned_fail = v2_xml({"return_code": "FAIL", "return_msg": "签名错误"})
    return [
        order("V2 link, CDATA", {"result": {"h5_url": LINK, "verified": True, "prepay_id": ok["prepay_id"], "out_trade_no": "1415659990"}}, v2_xml(signed())),
        order("V2 link, escapes, declaration, line breaks", {"result": {"h5_url": LINK, "verified": True}}, '<?xml version="1.0" encoding="UTF-8"?>\n' + re.sub(r"(</\w+>|<xml>)<", r"\1\n  <", v2_xml(signed(), cdata=False)) + "\n"),
        order("V2 link signed with MD5", {"result": {"verified": True}}, v2_xml(signed(sign_type="MD5")), settings={"v2_sign_type": "MD5"}),
        order("V2 signed the weaker way", error("signature", "V2_SIGN_WRONG", retry="confirm_first"), v2_xml(signed(sign_type="MD5"))),
        order("V2 signed the former way: it counts for notifications only", error("signature", "V2_SIGN_WRONG", retry="confirm_first"), v2_xml(signed(sign_type="MD5")), settings={"v2_former_sign_type": "MD5", "v2_former_sign_type_until": "2099-01-01T00:00:00+08:00"}),
        order("V2 changed link", error("signature", "V2_SIGN_WRONG", retry="confirm_first"), v2_xml({**signed(), "mweb_url": LINK + "0"})),
        order("V2 without sign", error("signature", "V2_SIGN_WRONG", retry="confirm_first"), v2_xml(ok)),
        order("V2 keys swapped", error("config", "API_KEYS_SWAPPED"), v2_xml(signed(key=V3_KEY))),
        order("V2 of another merchant", error("mismatch", "MERCHANT_DIFFERS", "mch_id", "confirm_first"), v2_xml(signed({"mch_id": "1900000109"}))),
        order("V2 of another AppID", error("mismatch", "MERCHANT_DIFFERS", "appid", "confirm_first"), v2_xml(signed({"appid": "wxd930ea5d5a258f4f"}))),
        order("V2 text with another field", error("signature", "V2_TEXT_AMBIGUOUS", "a_future_field", "confirm_first"), v2_xml(signed({"a_future_field": "x&mweb_url=https://wx.tenpay.com/"}))),
        order("V2 without a link", error("malformed", "MESSAGE_INCOMPLETE", "mweb_url", "confirm_first"), v2_xml(signed({"mweb_url": None}))),
        order("V2 link to another host", error("malformed", "LINK_REFUSED", retry="confirm_first"), v2_xml(signed({"mweb_url": "https://evil.example/"}))),
        *(order(f"V2 return_code FAIL, {text}: nothing was made", error("api", code, field), v2_xml({"return_code": "FAIL", "return_msg": text})) for text, code, field in (
            ("签名错误", "SIGN_ERROR", None),
            ("签名错误，请检查后再试", "SIGN_ERROR", None),
            ("签名失败", "SIGN_ERROR", None),
            ("sign error", "SIGN_ERROR", None),
            ("mch_id与appid不匹配", "APPID_MCHID_NOT_MATCH", None),
            ("appid和mch_id不匹配", "APPID_MCHID_NOT_MATCH", None),
            ("商户号mch_id与appid不匹配", "APPID_MCHID_NOT_MATCH", None),
            ("受理关系不存在或sub_mch_id与sub_appid不匹配", "APPID_MCHID_NOT_MATCH", None),
            ("appid不存在", "APPID_NOT_EXIST", None),
            ("invalid appid", "APPID_NOT_EXIST", None),
            ("商户号mch_id或sub_mch_id不存在", "MCH_NOT_EXISTS", None),
            ("商户号不存在", "MCH_NOT_EXISTS", None),
            ("invalid spbill_create_ip", "PARAM_ERROR", "spbill_create_ip"),
            ("invalid total_fee", "PARAM_ERROR", "total_fee"),
            ("缺少参数", "LACK_PARAMS", None),
            ("缺少必填参数total_fee", "LACK_PARAMS", "total_fee"),
            ("缺少参数notify_url", "LACK_PARAMS", "notify_url"),
            ("输入源“/body/xml/total_fee”映射到数值字段“总金额”规则校验失败，值低于最小值 1", "PARAM_ERROR", "total_fee"),
            ("输入源“/body/xml/out_trade_no”映射到值字段“商户订单号”字符串规则校验失败，字符数 0，小于最小值 1", "PARAM_ERROR", "out_trade_no"),
            ("body参数长度有误", "PARAM_ERROR", "body"),
            ("参数错误", "PARAM_ERROR", None),
            ("XML格式错误", "XML_FORMAT_ERROR", None),
            ("请使用post方法", "REQUIRE_POST_METHOD", None),
            ("post数据为空", "POST_DATA_EMPTY", None),
            ("请使用UTF8编码", "NOT_UTF8", None),
            ("商户无此接口权限", "NO_AUTH", None),
            ("没有此接口的权限", "NO_AUTH", None),
        )),
        order("V2 return_code FAIL with a text that nobody knows says nothing of the order", error("api", "FAIL", retry="confirm_first"), v2_xml({"return_code": "FAIL", "return_msg": "?"})),
        order("V2 return_code FAIL without a text", error("api", "FAIL", retry="confirm_first"), v2_xml({"return_code": "FAIL"})),
        *(order(f"V2 return_code FAIL, {text}", error("api", "SYSTEM_ERROR", retry="same_request"), v2_xml({"return_code": "FAIL", "return_msg": text})) for text in ("system busy", "系统繁忙，请稍后再试", "系统错误", "System Error")),
        order("V2 return_code FAIL, too fast", error("api", "FREQUENCY_LIMITED", retry="same_request"), v2_xml({"return_code": "FAIL", "return_msg": "请求频率过快"})),
        order("V2 return_code FAIL, straight", error("api", "SIGN_ERROR"), unsigned_fail, request=v2_request(channel="direct")),
        order("V2 return_code FAIL, a sentence of another matter that names a field", error("api", "FAIL", retry="confirm_first"), v2_xml({"return_code": "FAIL", "return_msg": "order out_trade_no in process"})),
        order("V2 return_code FAIL with an unknown code", error("api", "A_FUTURE_CODE", retry="confirm_first"), v2_xml({"return_code": "FAIL", "return_msg": "?", "err_code": "A_FUTURE_CODE"})),
        order("V2 return_code FAIL with a known code", error("api", "XML_FORMAT_ERROR"), v2_xml({"return_code": "FAIL", "return_msg": "?", "error_code": "XML_FORMAT_ERROR"})),
        order("V2 without return_code", error("malformed", "MESSAGE_INCOMPLETE", "return_code", "confirm_first"), v2_xml({"a": "b"})),
        order("V2 two amounts", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), v2_xml(signed()).replace("</xml>", "<mweb_url>x</mweb_url></xml>")),
        order("V2 with a document type", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), '<!DOCTYPE xml [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + v2_xml(signed())),
        failed("ORDERPAID", "confirm_first"),
        failed("ORDERCLOSED"),
        failed("INVALID_REQUEST"),
        failed("SYSTEMERROR", "same_request"),
        failed("NOAUTH"),
        failed("APPID_NOT_EXIST"),
        failed("SIGNERROR"),
        order("V2: the proxy's error is JSON", error("api", "9031"), '{"errcode":9031,"errmsg":"notify_url"}'),
        order("V2: the proxy's error is text", error("api", "9034"), "9034|process fail"),
        order("V2: the proxy's text inside a reply of V2", error("api", "9034"), v2_xml({"return_code": "FAIL", "return_msg": "9034|process fail"})),
        order("V2: a refused token inside a reply of V2", error("api", "-3000", retry="same_request"), v2_xml({"return_code": "FAIL", "return_msg": "-3000|bad token"})),
        order("V2: HTML page", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), "<html><body>Bad Gateway</body></html>", 502),
        order("V2: empty", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), ""),
    ]


def query_replies():
    number = {"out_trade_no": TRANSACTION["out_trade_no"]}
    unpaid = {"appid": APPID, "mchid": MCHID, **number, "trade_state": "NOTPAY", "trade_state_desc": "订单未支付"}

    def query(name, expect, value, status=200, headers=None, operation="query_order", asked=number, **inputs):
        body = value if isinstance(value, str) else compact(value)
        return case(name, operation, expect, request=asked, reply=reply(body, status, signed_headers(body) if headers is None else headers), **inputs)

    v2 = {"return_code": "SUCCESS", "appid": APPID, "mch_id": MCHID, "nonce_str": "n", "result_code": "SUCCESS", "out_trade_no": "1415659990", "trade_state": "SUCCESS", "transaction_id": "4200000004", "total_fee": "100", "coupon_fee": "10", "coupon_count": "1", "coupon_id_0": "10000", "coupon_type_0": "CASH", "coupon_fee_0": "10", "time_end": "20240805173330", "openid": "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "fee_type": "CNY"}

    def v2_query(name, expect, changes=None, **options):
        fields = {k: v for k, v in {**v2, **(changes or {})}.items() if v is not None}
        fields["sign"] = v2_sign(fields, **options)
        return case(name, "query_v2_order", expect, request={"out_trade_no": "1415659990"}, reply=reply(v2_xml(fields)))

    return [
        query("paid", {"result": {"trade_state": "SUCCESS", "transaction_id": TRANSACTION["transaction_id"], "amount": {"total": 100, "payer_total": 90}}}, TRANSACTION),
        query("unpaid: most fields are absent", {"result": {"trade_state": "NOTPAY"}}, unpaid),
        query("closed", {"result": {"trade_state": "CLOSED"}}, {**unpaid, "trade_state": "CLOSED"}),
        query("a state that nobody knows yet", {"result": {"trade_state": "A_FUTURE_STATE"}}, {**unpaid, "trade_state": "A_FUTURE_STATE"}),
        query("unsigned", error("signature", "REPLY_UNSIGNED", retry="same_request"), TRANSACTION, headers={}),
        query("no key to verify with yet", error("signature", "NOTHING_TO_VERIFY_WITH", retry="same_request"), TRANSACTION, settings=NO_KEYS),
        query("wrongly signed", error("signature", "SIGNATURE_WRONG", retry="same_request"), TRANSACTION, headers=signed_headers("{}")),
        query("of another order", error("mismatch", "REPLY_DIFFERS", "out_trade_no"), {**TRANSACTION, "out_trade_no": "another"}),
        query("of another merchant", error("mismatch", "REPLY_DIFFERS", "mchid"), {**TRANSACTION, "mchid": "1900000109"}),
        query("without a state", error("malformed", "MESSAGE_FIELD", "trade_state", retry="same_request"), {k: v for k, v in TRANSACTION.items() if k != "trade_state"}),
        query("with an empty state", error("malformed", "MESSAGE_FIELD", "trade_state", retry="same_request"), {**TRANSACTION, "trade_state": ""}),
        query("combine: a part without a state", error("malformed", "MESSAGE_FIELD", "sub_orders[1].trade_state", "same_request"), {**COMBINE, "sub_orders": [COMBINE["sub_orders"][0], {**COMBINE["sub_orders"][1], "trade_state": None}]}, operation="query_combine_order", asked="P20150806125346"),
        query("amount as text", error("malformed", "MESSAGE_FIELD", "amount.total", "same_request"), {**TRANSACTION, "amount": {"total": "100"}}),
        query("no such order: a hint, not a fact", error("api", "ORDER_NOT_EXIST", retry="confirm_first"), {"code": "ORDER_NOT_EXIST", "message": "订单不存在"}, 404, {}),
        query("old spelling", error("api", "ORDERNOTEXIST", retry="confirm_first"), {"code": "ORDERNOTEXIST", "message": "订单不存在"}, 404, {}),
        query("unknown code with 500: ask again", error("api", "A_FUTURE_CODE", retry="same_request"), {"code": "A_FUTURE_CODE", "message": ""}, 500, {}),
        query("gateway page", error("transport", "UNEXPECTED_REPLY", retry="same_request"), "<html></html>", 502, {}),
        query("unknown code with 400", error("api", "A_FUTURE_CODE"), {"code": "A_FUTURE_CODE", "message": ""}, 400, {}),
        query("page with 403: asking again does not help", error("transport", "UNEXPECTED_REPLY"), "<html></html>", 403, {}),
        query("redirect", error("transport", "UNEXPECTED_REPLY"), "", 302, {"Location": "https://elsewhere.example/"}),
        query("page with 408", error("transport", "UNEXPECTED_REPLY", retry="same_request"), "<html></html>", 408, {}),
        query("page with 425", error("transport", "UNEXPECTED_REPLY", retry="same_request"), "<html></html>", 425, {}),
        query("page with 429", error("transport", "TOO_MANY_REQUESTS", retry="same_request"), "<html></html>", 429, {}),
        query("accepted, without a result yet", error("transport", "STILL_PROCESSING", retry="same_request"), "", 202, {}),
        query("204 without a body", error("malformed", "MESSAGE_UNREADABLE", retry="same_request"), "", 204),
        query("partner", {"result": {"trade_state": "SUCCESS", "sub_mchid": "1900000109"}}, PARTNER, operation="query_partner_order", sub_mchid="1900000109"),
        query("partner: another sub merchant", error("mismatch", "REPLY_DIFFERS", "sub_mchid"), PARTNER, operation="query_partner_order", sub_mchid="1900000110"),
        query("combine", {"result": {"combine_out_trade_no": "P20150806125346"}}, COMBINE, operation="query_combine_order", asked="P20150806125346"),
        query("combine: another number", error("mismatch", "REPLY_DIFFERS", "combine_out_trade_no"), COMBINE, operation="query_combine_order", asked="P20150806125347"),
        v2_query("V2 paid, with a coupon", {"result": {"trade_state": "SUCCESS", "total_fee": 100, "coupons": [{"coupon_id": "10000", "coupon_type": "CASH", "coupon_fee": 10}]}}),
        v2_query("V2 text with another field", error("signature", "V2_TEXT_AMBIGUOUS", "attach", "same_request"), {"attach": "x&trade_state=SUCCESS"}),
        v2_query("V2 attach with a query of other names", {"result": {"attach": "a=b&c=<d>"}}, {"attach": "a=b&c=<d>"}),
        v2_query("V2 unpaid", {"result": {"trade_state": "NOTPAY"}}, {"trade_state": "NOTPAY", "transaction_id": "", "total_fee": ""}),
        v2_query("V2 wrong key", error("signature", "V2_SIGN_WRONG", retry="same_request"), key=V2_KEY[::-1]),
        v2_query("V2 amount that is no number", error("malformed", "MESSAGE_FIELD", "total_fee", "same_request"), {"total_fee": "1.00"}),
        v2_query("V2 no such order", error("api", "ORDERNOTEXIST", retry="confirm_first"), {"result_code": "FAIL", "err_code": "ORDERNOTEXIST"}),
        case("V2 query: page with 404", "query_v2_order", error("transport", "UNEXPECTED_REPLY"), request={"out_trade_no": "1217752501201407033233368018"}, reply=reply("<html></html>", 404)),
        case("V2 query: page with 502", "query_v2_order", error("transport", "UNEXPECTED_REPLY", retry="same_request"), request={"out_trade_no": "1217752501201407033233368018"}, reply=reply("<html></html>", 502)),
        *(case(f"V2 query: return_code FAIL, {text}", "query_v2_order", error("api", code, retry=advice), request={"out_trade_no": "1217752501201407033233368018"}, reply=reply(v2_xml({"return_code": "FAIL", "return_msg": text}))) for text, code, advice in (("签名错误", "SIGN_ERROR", "never"), ("mch_id与appid不匹配", "APPID_MCHID_NOT_MATCH", "never"), ("system busy", "SYSTEM_ERROR", "same_request"), ("?", "FAIL", "never"))),
        v2_query("V2 a coupon without a count", {"result": {"coupons": [{"coupon_id": "10000", "coupon_type": "CASH", "coupon_fee": 10}]}}, {"coupon_count": None}),
        v2_query("V2 two coupons, and a count of one", {"result": {"coupons": [{"coupon_id": "10000"}, {"coupon_id": "10001", "coupon_fee": 5}]}}, {"coupon_id_1": "10001", "coupon_fee_1": "5"}),
        v2_query("V2 two coupons, and a count of none", {"result": {"coupons": [{"coupon_id": "10000"}, {"coupon_id": "10001"}]}}, {"coupon_count": "0", "coupon_id_1": "10001"}),
        v2_query("V2 a coupon of which only the value is told", {"result": {"coupons": [{"coupon_id": None, "coupon_fee": 10}]}}, {"coupon_count": None, "coupon_id_0": None, "coupon_type_0": None}),
        v2_query("V2 another order", error("mismatch", "REPLY_DIFFERS", "out_trade_no"), {"out_trade_no": "another"}),
    ]


def token_replies():
    def token(name, expect, text, status=200):
        return case(name, "access_token", expect, reply=reply(text, status))

    unexpected = error("transport", "UNEXPECTED_REPLY", retry="same_request")
    return [
        token("token", {"result": {"lifetime_seconds": 7200}}, '{"access_token":"T","expires_in":7200}'),
        token("token with errcode 0", {"result": {"lifetime_seconds": 7200}}, '{"access_token":"T","expires_in":7200,"errcode":0,"errmsg":""}'),
        token("token with the other spelling", {"result": {"lifetime_seconds": 3600}}, '{"access_token":"T","expire_in":3600}'),
        token("lifetime as text", {"result": {"lifetime_seconds": 7200}}, '{"access_token":"T","expires_in":"7200"}'),
        token("a life of more than 7 days counts as 7 days", {"result": {"lifetime_seconds": 604800}}, '{"access_token":"T","expires_in":604801}'),
        token("an endless life counts as 7 days", {"result": {"lifetime_seconds": 604800}}, '{"access_token":"T","expires_in":9223372036854775807}'),
        token("busy", error("api", "-1", retry="same_request"), '{"errcode":-1,"errmsg":"system busy"}'),
        token("wrong secret", error("api", "40001"), '{"errcode":40001,"errmsg":"invalid credential"}'),
        token("wrong grant type", error("api", "40002"), '{"errcode":40002,"errmsg":"invalid grant_type"}'),
        token("wrong AppID", error("api", "40013"), '{"errcode":40013,"errmsg":"invalid appid"}'),
        token("error code beside a token", error("api", "40001"), '{"errcode":40001,"access_token":"T","expires_in":7200}'),
        token("empty token", unexpected, '{"access_token":"","expires_in":7200}'),
        *(token(f"a token {name}", unexpected, compact({"access_token": text, "expires_in": 7200})) for name, text in (
            ("with a blank behind it", "T "), ("with a blank before it", " T"), ("with a line feed", "T\n"), ("with a carriage return", "T\r\n"), ("with a byte-order mark", "\ufeffT"),
            ("with a blank inside", "T T"), ("in other letters", "令牌"), ("that is a whole reply", '{"access_token":"T"}'), ("of 4097 bytes", "T" * 4097),
        )),
        token("a token of 4096 bytes", {"result": {"lifetime_seconds": 7200}}, compact({"access_token": "T" * 4096, "expires_in": 7200})),
        token("no lifetime", unexpected, '{"access_token":"T"}'),
        token("lifetime below 0", unexpected, '{"access_token":"T","expires_in":-7200}'),
        token("lifetime that is no number", unexpected, '{"access_token":"T","expires_in":"soon"}'),
        token("lifetime with a fraction", unexpected, '{"access_token":"T","expires_in":7200.5}'),
        token("page with 403", error("transport", "UNEXPECTED_REPLY"), "<html></html>", 403),
        token("unknown code", error("api", "55555"), '{"errcode":55555,"errmsg":""}'),
        token("unknown code with 503", error("api", "55555", retry="same_request"), '{"errcode":55555,"errmsg":""}', 503),
        token("lifetime 0", unexpected, '{"access_token":"T","expires_in":0}'),
        token("token with a 500", unexpected, '{"access_token":"T","expires_in":7200}', 500),
        token("page", unexpected, "<html></html>"),
        token("nothing", unexpected, ""),
    ]
