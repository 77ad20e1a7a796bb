"""Broken captures for `qq-wxpay verify`: each way in which a signature fails in practice, with the cause that has to be told.

They are raw HTTP, as somebody would save them. The codes are those of the causes, all of them and no other.
"""

import base64
import gzip
import html
import json
import pathlib
from urllib.parse import quote

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from .make import (
    APPID, MCHID, NONCE, NOTIFY, NOW, OLD_V3_KEY, OTHER_KEY_ID, PLATFORM_SERIAL, PUBLIC_KEY_ID, QQ_APPID, SERIAL, SETTINGS,
    TOKEN, TRANSACTION, V2_KEY, V3_KEY, compact, direct_order, envelope, merchant_key, order_request, platform_key, proxy, rsa,
    signed_headers, v2_request, v2_sign, v2_xml, wechat_key,
)

FOLDER = pathlib.Path(__file__).parents[3] / "cli/tests/captures"
DIRECT = "/v3/pay/transactions/h5"
THROUGH_QQ = proxy(DIRECT).removeprefix("https://api.q.qq.com")
BODY = direct_order(order_request())
QUERY = f"/v3/pay/transactions/out-trade-no/1217752501201407033233368018?mchid={MCHID}"
# A PSS signature is another one at each making: this one was made once.
PSS = None


def raw(start, headers, body):
    body = body if isinstance(body, bytes) else body.encode()
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"{start} HTTP/1.1\r\n{lines}\r\n".encode() + body


def authorization(signature, timestamp=NOW, nonce=NONCE, serial=SERIAL, mchid=MCHID):
    return (
        f'WECHATPAY2-SHA256-RSA2048 mchid="{mchid}",nonce_str="{nonce}",signature="{signature}",'
        f'timestamp="{timestamp}",serial_no="{serial}"'
    )


def v3_request(message, method="POST", target=THROUGH_QQ, body=BODY, key=merchant_key, signature=None, header=None, **items):
    """A request whose signature is over `message`."""
    message = message if isinstance(message, bytes) else message.encode()
    size = len(body if isinstance(body, bytes) else body.encode())
    headers = {
        "Host": "api.q.qq.com" if "/wxpay" in target else "api.mch.weixin.qq.com",
        "Authorization": header or authorization(signature or rsa(key, message), **items),
        "Accept": "application/json", "User-Agent": "shop/1.0",
    }
    if body:
        headers.update({"Content-Type": "application/json", "Content-Length": size})
    return raw(f"{method} {target}", headers, body)


def text(method="POST", target=DIRECT, timestamp=NOW, nonce=NONCE, body=BODY):
    return f"{method}\n{target}\n{timestamp}\n{nonce}\n{body}\n"


def v3_requests():
    right = text()
    good = rsa(merchant_key, right.encode())
    spaced = json.dumps(json.loads(BODY), ensure_ascii=False)
    ascii_only = json.dumps(json.loads(BODY))
    php = json.dumps(json.loads(BODY), separators=(",", ":")).replace("/", "\\/")
    pretty = json.dumps(json.loads(BODY), indent=2, ensure_ascii=False)
    own_url = BODY.replace(f"https://api.q.qq.com/wxpay/v3/notify/{MCHID}/1217752501201407033233368018", NOTIFY)
    less = json.loads(BODY)
    less.pop("mchid")
    get = dict(method="GET", target=QUERY, body="")
    return [
        ("good", [], v3_request(right)),
        ("good query", [], v3_request(text("GET", QUERY, body=""), **get)),
        ("proxy path signed", ["PROXY_PATH_SIGNED"], v3_request(text(target="/wxpay" + DIRECT))),
        ("proxy path and query signed", ["PROXY_PATH_SIGNED", "PROXY_QUERY_SIGNED"], v3_request(text(target=THROUGH_QQ))),
        ("query of the proxy signed", ["PROXY_QUERY_SIGNED"], v3_request(text(target=THROUGH_QQ.removeprefix("/wxpay")))),
        ("whole address signed", ["ADDRESS_SIGNED"], v3_request(text(target="https://api.mch.weixin.qq.com" + DIRECT))),
        ("whole proxy address signed", ["ADDRESS_SIGNED"], v3_request(text(target=proxy(DIRECT)))),
        ("query of a GET not signed", ["QUERY_NOT_SIGNED"], v3_request(text("GET", QUERY.split("?")[0], body=""), **get)),
        ("slash at the end", ["TRAILING_SLASH"], v3_request(text(target=DIRECT + "/"))),
        ("path without its slash", ["LEADING_SLASH_MISSING"], v3_request(text(target=DIRECT[1:]))),
        ("last line feed missing", ["LAST_LINE_FEED_MISSING"], v3_request(right[:-1])),
        ("line ends of Windows", ["CARRIAGE_RETURNS"], v3_request(right.replace("\n", "\r\n"))),
        ("backslash n", ["LITERAL_BACKSLASH_N"], v3_request(right.replace("\n", "\\n"))),
        ("method in lower case", ["METHOD_LOWER_CASE"], v3_request(text("post"))),
        ("line of the body missing", ["BODY_LINE_MISSING"], v3_request(text("GET", QUERY, body="")[:-1], **get)),
        ("time in milliseconds", ["TIME_IN_MILLISECONDS"], v3_request(text(timestamp=f"{NOW}123"))),
        ("time taken twice", ["TIME_TAKEN_TWICE"], v3_request(text(timestamp=NOW - 1))),
        ("nonce in lower case", ["NONCE_TAKEN_TWICE"], v3_request(text(nonce=NONCE.lower()))),
        ("signed with blanks", ["BODY_REWRITTEN"], v3_request(text(body=spaced))),
        ("signed as ascii", ["BODY_REWRITTEN"], v3_request(text(body=ascii_only))),
        ("signed as php writes it", ["BODY_REWRITTEN"], v3_request(text(body=php))),
        ("sent pretty", ["BODY_REWRITTEN"], v3_request(right, body=pretty)),
        ("sent with a byte order mark", ["BODY_BOM"], v3_request(right, body=b"\xef\xbb\xbf" + BODY.encode())),
        ("line feed after the body", ["BODY_TRIMMED"], v3_request(right, body=BODY + "\n")),
        ("signed as GBK", ["BODY_CHARSET"], v3_request(right.encode("gbk"))),
        ("sent as mojibake", ["BODY_CHARSET"], v3_request(right, body=BODY.encode().decode("latin-1"))),
        ("question marks signed", ["BODY_CHARSET"], v3_request(right.encode("ascii", "replace"))),
        ("body not signed", ["BODY_NOT_SIGNED"], v3_request(text(body=""))),
        ("object of a GET signed", ["BODY_OF_GET_SIGNED"], v3_request(text("GET", QUERY, body="{}"), **get)),
        ("sent as a form", ["BODY_AS_FORM"], v3_request(right, body="data=" + quote(BODY, safe=""))),
        ("sent as a text", ["BODY_IN_A_STRING"], v3_request(right, body=json.dumps(BODY, ensure_ascii=False))),
        ("signed up to 200 bytes", ["BODY_CUT"], v3_request(text(body="").encode()[:-1] + BODY.encode()[:200] + b"\n")),
        ("own notify_url signed", ["BODY_FIELD_CHANGED"], v3_request(text(body=own_url))),
        ("merchant added later", ["BODY_FIELD_CHANGED"], v3_request(text(body=compact(less)))),
        ("digest signed", ["DIGEST_SIGNED"], v3_request(sha256_hex(right.encode()))),
        ("path and python's blanks", ["PROXY_PATH_SIGNED", "BODY_REWRITTEN"], v3_request(text(target="/wxpay" + DIRECT, body=ascii_only))),
        ("signed with SHA-1", ["SIGNATURE_OTHER_HASH"], v3_request(right, signature=sha1(right.encode()))),
        ("plus signs lost", ["SIGNATURE_DAMAGED"], v3_request(right, signature=good.replace("+", " "))),
        ("signature of the URL kind", ["SIGNATURE_DAMAGED"], v3_request(right, signature=good.replace("+", "-").replace("/", "_").rstrip("="))),
        ("signature cut", ["SIGNATURE_LENGTH"], v3_request(right, signature=good[:256])),
        ("unknown key", ["KEY_NOT_AT_HAND"], v3_request(right, signature=unknown_signature(right.encode()))),
        ("serial of the platform", ["SERIAL_OF_OTHER_KEY"], v3_request(right, serial="7B" * 20)),
        ("another merchant number", ["MCHID_OF_ANOTHER"], v3_request(right, mchid="1900009999")),
        ("no blank after the scheme", ["AUTHORIZATION_MALFORMED"], v3_request(right, header=authorization(good).replace("RSA2048 ", "RSA2048\t"))),
        ("items without quotes", ["AUTHORIZATION_MALFORMED"] * 2, v3_request(right, header=authorization(good).replace(f'"{NOW}"', f"{NOW}").replace(f'"{MCHID}"', MCHID))),
        ("nobody knows", ["NOT_RECOGNISED"], v3_request("some other text")),
    ]


def sha256_hex(message):
    import hashlib

    return hashlib.sha256(message).hexdigest()


def sha1(message):
    return base64.b64encode(merchant_key.sign(message, padding.PKCS1v15(), hashes.SHA1())).decode()


def unknown_signature(message):
    """A signature in which one bit is another: no key made it."""
    signature = bytearray(base64.b64decode(rsa(merchant_key, message)))
    signature[100] ^= 1
    return base64.b64encode(bytes(signature)).decode()


def v3_notice(body, headers, without=(), **more):
    data = body if isinstance(body, bytes) else body.encode()
    headers = {name: value for name, value in headers.items() if name not in without}
    return raw("POST /notify", {"Host": "pay.example.com", "Content-Type": "application/json", **headers, **more}, data)


def v3_notifications():
    paid = envelope(TRANSACTION)
    signed = signed_headers(paid)
    again = lambda **options: json.dumps(json.loads(paid), **options)
    sorted_body = again(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    wrong_key = envelope(TRANSACTION, key="wrongwrongwrongwrongwrongwrong12")
    v2_key = envelope(TRANSACTION, key=V2_KEY)
    other_data = envelope(TRANSACTION, associated_data="")
    other_data = other_data.replace('"associated_data":""', '"associated_data":"transaction"')
    stranger = envelope({**TRANSACTION, "mchid": "1900009999"})
    length = {"Content-Length": len(paid.encode())}
    return [
        ("good", [], v3_notice(paid, signed)),
        ("good with the previous key", [], v3_notice(previous := envelope(TRANSACTION, key=OLD_V3_KEY), signed_headers(previous))),
        ("good platform certificate", [], v3_notice(paid, signed_headers(paid, platform_key, PLATFORM_SERIAL))),
        ("written again by python", ["BODY_REWRITTEN"], v3_notice(again(), signed)),
        ("written again with sorted names", ["BODY_REWRITTEN"], v3_notice(sorted_body, signed)),
        ("written again by php", ["BODY_REWRITTEN"], v3_notice(again(separators=(",", ":")).replace("/", "\\/"), signed)),
        ("written again in lines", ["BODY_REWRITTEN"], v3_notice(again(indent=4, ensure_ascii=False), signed)),
        ("byte order mark", ["BODY_BOM"], v3_notice(b"\xef\xbb\xbf" + paid.encode(), signed)),
        ("line feed added", ["BODY_TRIMMED"], v3_notice(paid + "\n", signed)),
        ("summary as question marks", ["BODY_CHARSET"], v3_notice(paid.encode("ascii", "replace"), signed)),
        ("read as latin-1", ["BODY_CHARSET"], v3_notice(paid.encode().decode("latin-1"), signed)),
        ("converted to GBK", ["BODY_CHARSET"], v3_notice(paid.encode("gbk"), signed)),
        ("end cut off", ["BODY_CUT"], v3_notice(paid[:-1], signed)),
        ("cut in the middle", ["BODY_CUT"], v3_notice(paid[:300], signed)),
        ("escaped as html", ["BODY_ESCAPED"], v3_notice(html.escape(paid), signed)),
        ("taken for a form", ["BODY_AS_FORM"], v3_notice(quote(paid, safe="") + "=", signed)),
        ("inside of a text", ["BODY_IN_A_STRING"], v3_notice(json.dumps(paid), signed)),
        ("still compressed", ["BODY_PACKED"], v3_notice(gzip.compress(paid.encode(), mtime=0), signed)),
        ("twice", ["BODY_REPEATED"], v3_notice(paid + paid, signed)),
        ("buffer", ["BODY_PADDED"], v3_notice(paid.encode() + b"\0" * 100, signed)),
        ("time changed", ["TIME_TAKEN_TWICE"], v3_notice(paid, {**signed, "Wechatpay-Timestamp": str(NOW + 40)})),
        ("nonce of another message", ["NOT_RECOGNISED"], v3_notice(paid, {**signed, "Wechatpay-Nonce": "another0another0another0another0"})),
        ("amount of characters changed", ["CONTENT_LENGTH_DIFFERS"], v3_notice(paid.replace("EV-2018", "EV-20188"), signed, **length)),
        ("headers lost", ["SIGNATURE_HEADERS_MISSING"], v3_notice(paid, {})),
        ("serial lost", ["SIGNATURE_HEADERS_MISSING"], v3_notice(paid, signed, without=["Wechatpay-Serial"])),
        ("headers renamed", ["SIGNATURE_HEADERS_RENAMED"], v3_notice(paid, {f"X-{name}": value for name, value in signed.items()})),
        ("probe", ["SIGNATURE_PROBE"], v3_notice(paid, {**signed, "Wechatpay-Signature": "WECHATPAY/SIGNTEST/" + signed["Wechatpay-Signature"]})),
        ("other key under the ID", ["SIGNED_BY_ANOTHER_KEY"], v3_notice(paid, signed_headers(paid, platform_key, PUBLIC_KEY_ID))),
        ("ID that is not configured", ["ID_OF_OTHER_KEY"], v3_notice(paid, signed_headers(paid, wechat_key, OTHER_KEY_ID))),
        ("signed by the merchant", ["SIGNED_BY_ANOTHER_KEY"], v3_notice(paid, signed_headers(paid, merchant_key, PUBLIC_KEY_ID))),
        ("APIv3 key wrong", ["API_V3_KEY_WRONG"], v3_notice(wrong_key, signed_headers(wrong_key))),
        ("V2 key in its place", ["API_V2_KEY_AS_V3_KEY"], v3_notice(v2_key, signed_headers(v2_key))),
        ("associated data wrong", ["ASSOCIATED_DATA_CHANGED"], v3_notice(other_data, signed_headers(other_data))),
        ("of another merchant", ["MESSAGE_OF_ANOTHER_MERCHANT"], v3_notice(stranger, signed_headers(stranger))),
        ("plus signs lost", ["SIGNATURE_DAMAGED"], v3_notice(paid, {**signed, "Wechatpay-Signature": signed["Wechatpay-Signature"].replace("+", " ")})),
        ("byte order mark and blanks", ["BODY_BOM", "BODY_REWRITTEN"], v3_notice(b"\xef\xbb\xbf" + again().encode(), signed)),
    ]


def v3_replies():
    body = compact({"h5_url": "https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx2016121516420242444321ca0631331346&package=1405458241"})
    answer = lambda body, headers: raw("HTTP/1.1 200 OK", {"Content-Type": "application/json", **headers}, body).replace(b" HTTP/1.1\r\n", b"\r\n", 1)
    return [
        ("good", [], answer(body, signed_headers(body))),
        ("good without a body", [], answer("", signed_headers(""))),
        ("written again", ["BODY_REWRITTEN"], answer(json.dumps(json.loads(body)), signed_headers(body))),
        ("signed with the certificate of nobody", ["KEY_NOT_AT_HAND"], answer(body, {**signed_headers(body, platform_key, "6C" * 20), "Wechatpay-Signature": unknown_signature(b"x")})),
    ]


def v2_post(fields, sign, target="/wxpay/unifiedorder", cdata=True, body=None, host="api.q.qq.com"):
    body = body or v2_xml({**fields, "sign": sign}, cdata=cdata)
    return raw(f"POST {target}", {"Host": host, "Content-Type": "text/xml"}, body)


def joined(pairs, key=V2_KEY):
    return "&".join(f"{name}={value}" for name, value in pairs) + f"&key={key}"


def md5(message, encoding="utf-8"):
    import hashlib

    return hashlib.md5(message.encode(encoding, "replace")).hexdigest().upper()


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


def seal(key_text, content):
    import hashlib

    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    return ecb(hashlib.md5(key_text.encode()).hexdigest().encode(), content, Cipher, algorithms, modes)


def ecb(key, content, cipher, algorithms, modes):
    data = content.encode()
    data += bytes([16 - len(data) % 16]) * (16 - len(data) % 16)
    encryptor = cipher(algorithms.AES(key), modes.ECB()).encryptor()
    return base64.b64encode(encryptor.update(data) + encryptor.finalize()).decode()


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


KINDS = [
    ("v3 request", "v3_request", v3_requests),
    ("v3 notification", "v3_notification", v3_notifications),
    ("v3 reply", "v3_reply", v3_replies),
    ("v2 request", "v2_request", v2_requests),
    ("v2 notification", "v2_notification", v2_notifications),
    ("v2 refund", "v2_refund_notice", v2_refund_notices),
]


def write():
    """Writes the captures, what has to be told of each, and the settings to look at them with."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.http"):
        old.unlink()
    expected = {}
    for title, kind, make in KINDS:
        for name, codes, content in make():
            file = f"{title} {name}".lower().replace("'", "").replace(" ", "-") + ".http"
            assert file not in expected, file
            (FOLDER / file).write_bytes(content)
            expected[file] = {"kind": kind, "causes": codes}
    (FOLDER / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    settings = {**SETTINGS, "api_v3_key_previous": OLD_V3_KEY}
    lines = (f"QQ_WXPAY_{name.upper()}=\"{value}\"\n".replace("\n", "\\n")[:-2] + "\n" for name, value in settings.items())
    (FOLDER / "settings.env").write_text("# Keys of tests: everybody knows them.\n" + "".join(lines))
    return len(expected)
