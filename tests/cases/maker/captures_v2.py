"""Captures of V2: the XML and its sign, and the encrypted notification of a refund."""

import html
from urllib.parse import quote

from .capture_parts import joined, md5, seal, sha256_hex, v2_post
from .make import APPID, MCHID, NONCE, NOTIFY, SETTINGS, V2_KEY, V3_KEY, v2_sign, v2_xml


def v2_requests():
    fields = {
        "appid": APPID, "mch_id": MCHID, "nonce_str": NONCE, "body": "茶 & 点心", "attach": " a ", "out_trade_no": "1415659990",
        "total_fee": "100", "spbill_create_ip": "203.0.113.7", "notify_url": "https://api.q.qq.com/wxpay/notify", "trade_type": "MWEB",
        "scene_info": '{"h5_info":{"type":"Wap","wap_name":"腾讯充值","wap_url":"https://pay.qq.com"}}',
    }
    pairs = sorted(fields.items())
    good = v2_sign(fields, "MD5")
    hmac = {**fields, "sign_type": "HMAC-SHA256"}
    with_empty = {**fields, "device_info": ""}
    empty_xml = v2_xml({**fields, "sign": md5(joined(sorted(with_empty.items())))}).replace("</xml>", "<device_info></device_info></xml>")
    escaped = v2_xml({**fields, "sign": md5(joined((n, html.escape(v)) for n, v in pairs))}, cdata=False)
    without = lambda *names: v2_sign({n: v for n, v in fields.items() if n not in names}, "MD5")
    return [
        ("good", [], v2_post(fields, good)),
        ("good HMAC", [], v2_post(hmac, v2_sign(hmac))),
        ("APIv3 key used", ["SIGN_KEY_OTHER"], v2_post(fields, v2_sign(fields, "MD5", V3_KEY))),
        ("AppSecret used", ["SIGN_KEY_OTHER"], v2_post(fields, v2_sign(fields, "MD5", SETTINGS["qq_app_secret"]))),
        ("line feed in the key", ["SIGN_KEY_MARRED"], v2_post(fields, v2_sign(fields, "MD5", V2_KEY + "\n"))),
        ("key not appended", ["SIGN_KEY_NOT_APPENDED"], v2_post(fields, md5("&".join(f"{n}={v}" for n, v in pairs)))),
        ("key without its name", ["SIGN_KEY_NOT_APPENDED"], v2_post(fields, md5("&".join(f"{n}={v}" for n, v in pairs) + V2_KEY))),
        ("key sorted in", ["SIGN_KEY_SORTED_IN"], v2_post(fields, md5("&".join(f"{n}={v}" for n, v in sorted({**fields, "key": V2_KEY}.items()))))),
        ("MD5 though HMAC is said", ["SIGN_TYPE_MISMATCH"], v2_post(hmac, v2_sign(hmac, "MD5"))),
        ("HMAC without saying so", ["SIGN_TYPE_MISMATCH"], v2_post(fields, v2_sign(fields))),
        ("plain SHA-256", ["SIGN_ALGORITHM"], v2_post(hmac, sha256_hex(joined(sorted(hmac.items())).encode()).upper())),
        ("lower case", ["SIGN_LOWER_CASE"], v2_post(fields, good.lower())),
        ("cut by a column", ["SIGN_CUT"], v2_post(hmac, v2_sign(hmac)[:32])),
        ("empty field signed", ["SIGN_EMPTY_FIELDS"], v2_post(fields, "", body=empty_xml)),
        ("order of the message", ["SIGN_ORDER"], v2_post(fields, md5(joined(fields.items())))),
        ("values URL-encoded", ["SIGN_VALUES_ENCODED"], v2_post(fields, md5(joined((n, quote(v, safe="")) for n, v in pairs)))),
        ("escapes signed", ["SIGN_VALUES_ESCAPED"], v2_post(fields, "", body=escaped)),
        ("values trimmed", ["SIGN_VALUES_TRIMMED"], v2_post(fields, v2_sign({n: v.strip() for n, v in fields.items()}, "MD5"))),
        ("GBK signed", ["SIGN_VALUES_CHARSET"], v2_post(fields, md5(joined(pairs), "gbk"))),
        ("scene added later", ["SIGN_FIELD_ADDED"], v2_post(fields, without("scene_info"))),
        ("two added later", ["SIGN_FIELD_ADDED"], v2_post(fields, without("scene_info", "trade_type"))),
        ("sign_type not signed", ["SIGN_TYPE_NOT_SIGNED"], v2_post(hmac, v2_sign(fields))),
        ("notify_url changed", ["SIGN_FIELD_CHANGED"], v2_post(fields, v2_sign({**fields, "notify_url": NOTIFY}, "MD5"))),
        ("amount in yuan signed", ["SIGN_FIELD_CHANGED"], v2_post(fields, v2_sign({**fields, "total_fee": "1.00"}, "MD5"))),
        ("sorted and encoded wrongly", ["SIGN_VALUES_ENCODED", "SIGN_ORDER"], v2_post(fields, md5(joined((n, quote(v, safe="")) for n, v in fields.items())))),
        ("APIv3 key and order", ["SIGN_KEY_OTHER", "SIGN_ORDER"], v2_post(fields, md5(joined(fields.items(), V3_KEY)))),
        ("no sign", ["SIGN_MISSING"], v2_post(fields, "")),
        ("of another merchant", ["V2_MCH_ID_OF_ANOTHER"], v2_post(other := {**fields, "mch_id": "1900009999"}, v2_sign(other, "MD5"))),
        ("nobody knows", ["SIGN_NOT_RECOGNISED"], v2_post(fields, v2_sign(fields, "MD5", "keykeykeykeykeykeykeykeykeykey12"))),
    ]


def v2_notifications():
    fields = {
        "appid": APPID, "attach": "a", "bank_type": "CFT", "cash_fee": "1", "fee_type": "CNY", "is_subscribe": "N", "mch_id": MCHID,
        "nonce_str": NONCE, "openid": "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "out_trade_no": "1415659990", "result_code": "SUCCESS",
        "return_code": "SUCCESS", "time_end": "20240805173330", "total_fee": "1", "trade_type": "MWEB", "transaction_id": "1004400740201409030005092168",
    }
    post = lambda fields, sign, **options: v2_post(fields, sign, "/notify", host="pay.example.com", **options)
    return [
        ("good MD5", [], post(fields, v2_sign(fields, "MD5"))),
        ("good HMAC", [], post(fields, v2_sign(fields))),
        ("key of another merchant", ["SIGN_NOT_RECOGNISED"], post(fields, v2_sign(fields, "MD5", "keykeykeykeykeykeykeykeykeykey12"))),
        ("APIv3 key", ["SIGN_KEY_OTHER"], post(fields, v2_sign(fields, "MD5", V3_KEY))),
        ("field added on the way", ["SIGN_FIELD_ADDED"], post({**fields, "received_at": "1722850421"}, v2_sign(fields, "MD5"))),
        ("failure", ["SIGN_NOT_GIVEN_ON_FAILURE"], post({"return_code": "FAIL", "return_msg": "签名错误"}, "")),
    ]


def v2_refund_notices():
    content = "<root>" + "".join(f"<{n}><![CDATA[{v}]]></{n}>" for n, v in {
        "out_refund_no": "R1", "out_trade_no": "1415659990", "refund_fee": "1", "refund_status": "SUCCESS", "total_fee": "1", "refund_id": "50000408942018111907145868882",
    }.items()) + "</root>"
    good = seal(V2_KEY, content)
    notice = lambda info: v2_post({"return_code": "SUCCESS", "appid": APPID, "mch_id": MCHID, "nonce_str": NONCE, "req_info": info}, "", "/refund", host="pay.example.com")
    return [
        ("good", [], notice(good)),
        ("wrong key", ["REFUND_KEY_WRONG"], notice(seal("keykeykeykeykeykeykeykeykeykey12", content))),
        ("APIv3 key", ["REFUND_KEY_OTHER"], notice(seal(V3_KEY, content))),
        ("plus signs lost", ["REFUND_INFO_DAMAGED"], notice(good.replace("+", " "))),
        ("cut", ["REFUND_INFO_DAMAGED"], notice(good[:128])),
        ("no content", ["REFUND_INFO_MISSING"], notice("x").replace(b"<![CDATA[x]]>", b"")),
    ]
