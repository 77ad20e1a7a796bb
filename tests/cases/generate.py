#!/usr/bin/env python3
"""Writes the conformance cases: everything signed or encrypted in them is made here, with Python's `cryptography`.

The core is not asked: a mistake in it cannot hide in a case. The output is the same on every run, so that
`cargo xtask test` can compare. Keys: `keys.json` beside this file (made for these tests) and the published
documentation key of `../vectors/v3_request_sign.json` as the merchant's.
"""

import base64
import copy
import datetime
import hashlib
import hmac
import json
import pathlib
import re
import sys
from urllib.parse import quote
from xml.sax.saxutils import escape

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.x509.oid import NameOID

import bills
import error_tables
import life

HERE = pathlib.Path(__file__).parent
NOW = 1722850421  # 2024-08-05T17:33:41+08:00
NONCE = "593BEC0C930BF1AFEB40B4A08C8FB242"
TOKEN = "EXAMPLE+TOKEN/with=specials"
MCHID, APPID, QQ_APPID = "1900007291", "wx2421b1c4370ec43b", "1110000000"
NOTIFY = "https://pay.example.com/notify"
V2_KEY = "192006250b4c09247ec02edce69f6a2d"
V3_KEY = "0123456789abcdefGHIJKLMNOPQRSTUV"
OLD_V3_KEY = "zyxwvutsrqponmlkjihgfedcba987654"
SERIAL = "408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB"
PUBLIC_KEY_ID = "PUB_KEY_ID_0000000000000000000000000000000001"
PLATFORM_SERIAL = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1"
LINK = "https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx2016121516420242444321ca0631331346&package=1405458241"

keys = json.loads((HERE / "keys.json").read_text())
published = json.loads((HERE / "../vectors/v3_request_sign.json").read_text())


def load(pem):
    return serialization.load_pem_private_key(pem.encode(), None)


merchant_key = load(published["private_key_pkcs8_pem"])
wechat_key = load(keys["wechat_pay_private_key"])
platform_key = load(keys["platform_certificate_private_key"])


def pem(key):
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def certificate(key, serial, start, end):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "qq-wxpay test certificate")])
    utc = datetime.timezone.utc
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(int(serial, 16))
        .not_valid_before(datetime.datetime(start, 1, 1, tzinfo=utc))
        .not_valid_after(datetime.datetime(end, 1, 1, tzinfo=utc))
        .sign(platform_key, hashes.SHA256())
    )
    return built.public_bytes(serialization.Encoding.PEM).decode()


platform_certificate = certificate(platform_key, PLATFORM_SERIAL, 2020, 2030)
expired_certificate = certificate(platform_key, "7A" * 20, 2015, 2020)
merchant_certificate = certificate(merchant_key, SERIAL, 2020, 2030)
other_certificate = certificate(wechat_key, SERIAL, 2020, 2030)
NEXT_SERIAL = "6B" * 20
next_certificate = certificate(wechat_key, NEXT_SERIAL, 2024, 2029)

SETTINGS = {
    "qq_appid": QQ_APPID,
    "qq_app_secret": "QQAPPSECRETFORTESTS1234567890abc",
    "wechat_appid": APPID,
    "mchid": MCHID,
    "merchant_serial": SERIAL,
    "merchant_private_key": published["private_key_pkcs8_pem"],
    "api_v3_key": V3_KEY,
    "public_key_id": PUBLIC_KEY_ID,
    "public_key": pem(wechat_key),
    "platform_certificates": platform_certificate + expired_certificate,
    "api_v2_key": V2_KEY,
    "notify_url": NOTIFY,
    "referer": "https://pay.example.com",
}


# Neither public key nor certificate: WeChat Pay's certificates are still to be fetched.
NO_KEYS = {"public_key": None, "public_key_id": None, "platform_certificates": None}


def rsa(key, message):
    return base64.b64encode(key.sign(message, padding.PKCS1v15(), hashes.SHA256())).decode()


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# ---------------------------------------------------------------- requests


def authorization(method, target, body):
    message = f"{method}\n{target}\n{NOW}\n{NONCE}\n{body}\n".encode()
    return (
        f'WECHATPAY2-SHA256-RSA2048 mchid="{MCHID}",nonce_str="{NONCE}",signature="{rsa(merchant_key, message)}",'
        f'timestamp="{NOW}",serial_no="{SERIAL}"'
    )


def v3_request(method, url, signed, body=""):
    headers = {"Authorization": authorization(method, signed, body), "Accept": "application/json", "Wechatpay-Serial": PUBLIC_KEY_ID}
    if body:
        headers["Content-Type"] = "application/json"
    return {"method": method, "url": url, "headers": headers, "body": body}


def proxy(path, notify=NOTIFY):
    return f"https://api.q.qq.com/wxpay{path}?appid={QQ_APPID}&access_token={quote(TOKEN, safe='')}&real_notify_url={quote(notify, safe='')}"


def v2_sign(fields, sign_type="HMAC-SHA256", key=V2_KEY):
    text = "&".join(f"{n}={v}" for n, v in sorted(fields.items()) if v and n != "sign") + f"&key={key}"
    if sign_type == "MD5":
        return hashlib.md5(text.encode()).hexdigest().upper()
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest().upper()


def v2_xml(fields, cdata=True):
    value = (lambda v: f"<![CDATA[{v}]]>") if cdata else (lambda v: escape(v, {'"': "&quot;", "'": "&apos;"}))
    return "<xml>" + "".join(f"<{n}>{value(v)}</{n}>" for n, v in fields.items() if v) + "</xml>"


def order_request(**changes):
    request = {
        "description": "Image形象店-深圳腾大-QQ公仔",
        "out_trade_no": "1217752501201407033233368018",
        "amount": {"total": 100},
        "scene_info": {"payer_client_ip": "203.0.113.7"},
    }
    request.update(changes)
    return request


def order_body(request):
    """The body of a V3 order as the protocol asks for it: identity and notify_url first, then the order."""
    order = ["combine_out_trade_no", "scene_info", "sub_orders"] if "sub_orders" in request else [
        "description", "out_trade_no", "time_expire", "attach", "goods_tag", "support_fapiao", "limit_pay", "amount", "detail", "scene_info", "settle_info",
    ]
    body = {name: request[name] for name in order if name in request}
    body["scene_info"] = {**body["scene_info"], "h5_info": body["scene_info"].get("h5_info", {"type": "Wap"})}
    return body


RELAY = "https://api.q.qq.com/wxpay/v3/notify"


def direct_order(request, notify_url=None):
    notify_url = notify_url or f"{RELAY}/{MCHID}/{request['out_trade_no']}"
    return compact({"appid": APPID, "mchid": MCHID, "notify_url": notify_url, **order_body(request)})


def partner_request(**changes):
    return {"sub_mchid": "1900000109", "order": order_request(), **changes}


def combine_request(**changes):
    part = {"amount": {"total_amount": 10, "currency": "CNY"}, "attach": "深圳分店", "description": "腾讯充值中心-QQ会员充值"}
    return {
        "combine_out_trade_no": "P20150806125346",
        "scene_info": {"payer_client_ip": "203.0.113.7"},
        "sub_orders": [
            {"mchid": "1900000109", "out_trade_no": "20150806125346", **part},
            {"mchid": "1900000110", "out_trade_no": "20150806125347", **part},
        ],
        **changes,
    }


def v2_request(**changes):
    return {
        "body": "H5支付测试",
        "out_trade_no": "1415659990",
        "total_fee": 1,
        "spbill_create_ip": "203.0.113.7",
        "scene_info": {"type": "Wap", "app_url": "https://pay.qq.com", "app_name": "腾讯充值"},
        **changes,
    }


def v2_order_body(request, notify_url="https://api.q.qq.com/wxpay/notify", sign_type="HMAC-SHA256"):
    scene = '{"h5_info":{"type":"Wap","wap_name":"腾讯充值","wap_url":"https://pay.qq.com"}}'
    fields = {
        "appid": APPID, "mch_id": MCHID, "nonce_str": NONCE, "sign_type": sign_type, "body": request["body"],
        "attach": request.get("attach", ""), "out_trade_no": request["out_trade_no"], "total_fee": str(request["total_fee"]),
        "spbill_create_ip": "203.0.113.7", "notify_url": notify_url, "trade_type": "MWEB", "scene_info": scene,
    }
    fields["sign"] = v2_sign(fields, sign_type)
    return v2_xml(fields, cdata=False)


def case(name, operation, expect, **inputs):
    return {"name": name, "operation": operation, **inputs, "expect": expect}


def error(kind, code, field=None, retry="never"):
    return {"error": {"kind": kind, "code": code, **({"field": field} if field else {}), "retry": retry}}


def signed_order(name, operation, path, request, body, **inputs):
    expect = {"request": v3_request("POST", proxy("/v3" + path), "/v3" + path, body)}
    return case(name, operation, expect, request=request, **inputs)


def orders():
    path, partner_path, combine_path = "/pay/transactions/h5", "/pay/partner/transactions/h5", "/combine-transactions/h5"
    plain = order_request()
    rich = order_request(
        description="引号\"和\\反斜杠/&<>",
        time_expire="2024-08-05T18:03:41+08:00",
        attach="a=b&c=<d>",
        goods_tag="WXG",
        support_fapiao=True,
        limit_pay=["no_credit"],
        amount={"total": 9007199254740993, "currency": "CNY"},
        detail={"cost_price": 608800, "invoice_id": "wx123", "goods_detail": [{"merchant_goods_id": "商品1", "wechatpay_goods_id": "1001", "goods_name": "iPhone 6s 16G", "quantity": 1, "unit_price": 528800}]},
        scene_info={"payer_client_ip": "2001:db8::7", "device_id": "013467007045764", "store_info": {"id": "0001", "name": "腾讯大厦分店", "area_code": "440305", "address": "广东省深圳市"}, "h5_info": {"type": "iOS", "app_name": "王者荣耀", "bundle_id": "com.tencent.wzryiOS"}},
        settle_info={"profit_sharing": False},
    )
    mapped = order_request(scene_info={"payer_client_ip": "::ffff:203.0.113.7"})
    straight = order_request(channel="direct", out_trade_no="T|2024*0805")
    own = order_request(notify_url="https://pay.example.com:8443/other")
    query = order_request(notify_url="https://pay.example.com/notify/v3?shop=1&kind=h5")
    cases = [
        signed_order("V3 direct: signed over WeChat Pay's path, sent to QQ", "place_order", path, plain, direct_order(plain)),
        signed_order("V3 direct with every field", "place_order", path, rich, direct_order(rich)),
        signed_order("an IPv4 address in IPv6 form is sent as IPv4", "place_order", path, mapped, direct_order(order_request())),
        case("V3 direct, straight to WeChat Pay", "place_order", {"request": v3_request("POST", "https://api.mch.weixin.qq.com/v3" + path, "/v3" + path, direct_order(straight, NOTIFY))}, request=straight),
        case("an own notify_url goes into the query, never into the body", "place_order", {"request": v3_request("POST", proxy("/v3" + path, own["notify_url"]), "/v3" + path, direct_order(own))}, request=own),
        case("real_notify_url is encoded exactly once", "place_order", {"request": v3_request("POST", proxy("/v3" + path, query["notify_url"]), "/v3" + path, direct_order(query))}, request=query, settings={"allow_notify_url_query": True}),
    ]
    partner = partner_request(sub_appid="wxd678efh567hg6999")
    body = compact({"sp_appid": APPID, "sp_mchid": MCHID, "sub_appid": "wxd678efh567hg6999", "sub_mchid": "1900000109", "notify_url": f"{RELAY}/{MCHID}/{plain['out_trade_no']}", **order_body(plain)})
    cases.append(signed_order("V3 partner: the provider's number in address and signature", "place_partner_order", partner_path, partner, body))
    combine = combine_request()
    body = compact({"combine_appid": APPID, "combine_mchid": MCHID, "notify_url": f"{RELAY}/{MCHID}/{combine['combine_out_trade_no']}", **order_body(combine)})
    cases.append(signed_order("V3 combine: the initiator's number in address and signature", "place_combine_order", combine_path, combine, body))
    v2 = v2_request(attach="a=b&c=<d>'\"")
    cases += [
        case("V2 with HMAC-SHA256: the proxy's path has no /pay", "place_v2_order", {"request": {"method": "POST", "url": proxy("/unifiedorder"), "headers": {"Content-Type": "text/xml; charset=utf-8"}, "body": v2_order_body(v2)}}, request=v2),
        case("V2 with MD5", "place_v2_order", {"request": {"method": "POST", "url": proxy("/unifiedorder"), "headers": {}, "body": v2_order_body(v2, sign_type="MD5")}}, request=v2, settings={"v2_sign_type": "MD5"}),
        case("V2 straight to WeChat Pay", "place_v2_order", {"request": {"method": "POST", "url": "https://api.mch.weixin.qq.com/pay/unifiedorder", "headers": {}, "body": v2_order_body(v2, NOTIFY)}}, request={**v2, "channel": "direct"}),
        case("getToken", "access_token", {"request": {"method": "GET", "url": f"https://api.q.qq.com/api/getToken?grant_type=client_credential&appid={QQ_APPID}&secret={SETTINGS['qq_app_secret']}", "headers": {"Accept": "application/json"}, "body": ""}}),
    ]

    def get(target):
        return {"request": v3_request("GET", "https://api.mch.weixin.qq.com" + target, target)}

    cases += [
        case("query by order number: the query string is signed", "query_order", get(f"/v3/pay/transactions/out-trade-no/1217752501201407033233368018?mchid={MCHID}"), request={"out_trade_no": "1217752501201407033233368018"}),
        case("query by transaction number", "query_order", get(f"/v3/pay/transactions/id/4200000001?mchid={MCHID}"), request={"transaction_id": "4200000001"}),
        case("query of a number with | and *", "query_order", get(f"/v3/pay/transactions/out-trade-no/T%7C2024%2A0805?mchid={MCHID}"), request={"out_trade_no": "T|2024*0805"}),
        case("partner query", "query_partner_order", get(f"/v3/pay/partner/transactions/out-trade-no/T20240805?sp_mchid={MCHID}&sub_mchid=1900000109"), sub_mchid="1900000109", request={"out_trade_no": "T20240805"}),
        case("combine query", "query_combine_order", get("/v3/combine-transactions/out-trade-no/P20150806125346"), request="P20150806125346"),
    ]
    fields = {"appid": APPID, "mch_id": MCHID, "out_trade_no": "1415659990", "nonce_str": NONCE, "sign_type": "HMAC-SHA256"}
    fields["sign"] = v2_sign(fields)
    cases.append(case("V2 query", "query_v2_order", {"request": {"method": "POST", "url": "https://api.mch.weixin.qq.com/pay/orderquery", "headers": {}, "body": v2_xml(fields, cdata=False)}}, request={"out_trade_no": "1415659990"}))
    return cases


def bad_orders():
    def bad(name, code, field, operation="place_order", kind="invalid_input", settings=None, **changes):
        make = {"place_order": order_request, "place_partner_order": partner_request, "place_combine_order": combine_request, "place_v2_order": v2_request}[operation]
        return case(name, operation, error(kind, code, field), request=make(**changes), **({"settings": settings} if settings else {}))

    def ip(address):
        return {"scene_info": {"payer_client_ip": address}}

    def parts(change, count=2):
        request = combine_request()
        request["sub_orders"][-1].update(change)
        return (request["sub_orders"] * 30)[:count]

    no_ip = order_request()
    del no_ip["scene_info"]
    return [
        bad("amount as text", "WRONG_TYPE", "amount.total", amount={"total": "100"}),
        bad("amount in yuan", "WRONG_TYPE", "amount.total", amount={"total": 19.99}),
        bad("amount as a list", "WRONG_TYPE", "amount", amount=[100]),
        case("order as a list", "place_order", error("invalid_input", "WRONG_TYPE", "(the request)"), request=["mug", "T20240805"]),
        bad("a name of 65 bytes", "UNKNOWN_FIELD", "d" * 64 + "…", **{"d" * 65: 1}),
        bad("amount 0", "AMOUNT_NOT_POSITIVE", "amount.total", amount={"total": 0}),
        bad("amount -1", "AMOUNT_NOT_POSITIVE", "amount.total", amount={"total": -1}),
        bad("no amount", "AMOUNT_NOT_POSITIVE", "amount.total", amount={}),
        bad("currency USD", "CURRENCY_NOT_CNY", "amount.currency", amount={"total": 1, "currency": "USD"}),
        bad("misspelt key", "UNKNOWN_FIELD", "descripton", descripton="x"),
        bad("misspelt inner key", "UNKNOWN_FIELD", "amount.totl", amount={"totl": 1}),
        bad("description missing", "FIELD_MISSING", "description", description=""),
        bad("description of 128 characters", "TEXT_TOO_LONG", "description", description="好" * 128),
        bad("description with emoji", "TEXT_CHARACTERS", "description", description="mug \U0001f375"),
        bad("order number with |", "ORDER_NUMBER_CHARACTERS", "out_trade_no", out_trade_no="T|20240805"),
        bad("order number with *", "ORDER_NUMBER_CHARACTERS", "out_trade_no", out_trade_no="T*20240805"),
        bad("order number with a slash, straight to WeChat Pay", "ORDER_NUMBER_CHARACTERS", "out_trade_no", out_trade_no="T/20240805", channel="direct"),
        bad("order number of 5 characters", "ORDER_NUMBER_LENGTH", "out_trade_no", out_trade_no="T2024"),
        bad("order number of 33 characters", "ORDER_NUMBER_LENGTH", "out_trade_no", out_trade_no="1" * 33),
        bad("no payer address", "FIELD_MISSING", "scene_info.payer_client_ip", scene_info={}),
        bad("payer at loopback", "PAYER_IP_NOT_PUBLIC", "scene_info.payer_client_ip", **ip("127.0.0.1")),
        bad("payer in a private network", "PAYER_IP_NOT_PUBLIC", "scene_info.payer_client_ip", **ip("10.0.0.8")),
        bad("payer with a port", "PAYER_IP_INVALID", "scene_info.payer_client_ip", **ip("203.0.113.7:443")),
        bad("unknown kind of page", "VALUE_NOT_ALLOWED", "scene_info.h5_info.type", scene_info={"payer_client_ip": "203.0.113.7", "h5_info": {"type": "wap"}}),
        bad("time without offset", "TIME_FORMAT", "time_expire", time_expire="2024-08-05 18:03:41"),
        bad("unknown limit", "VALUE_NOT_ALLOWED", "limit_pay", limit_pay=["no_cash"]),
        bad("attach of 129 characters", "TEXT_TOO_LONG", "attach", attach="a" * 129),
        bad("goods without quantity", "AMOUNT_NOT_POSITIVE", "detail.goods_detail[0].quantity", detail={"goods_detail": [{"merchant_goods_id": "1", "unit_price": 1}]}),
        bad("http notify_url", "NOTIFY_URL_NOT_HTTPS", "notify_url", kind="config", notify_url="http://pay.example.com/notify"),
        bad("relative notify_url", "NOTIFY_URL_NOT_ABSOLUTE", "notify_url", kind="config", notify_url="/notify"),
        bad("notify_url with a query", "NOTIFY_URL_QUERY", "notify_url", kind="config", notify_url="https://pay.example.com/notify?a=1"),
        bad("notify_url with a fragment", "NOTIFY_URL_FRAGMENT_OR_USER", "notify_url", kind="config", notify_url="https://pay.example.com/notify#a"),
        bad("QQ's relay as notify_url", "NOTIFY_URL_IS_RELAY", "notify_url", kind="config", notify_url="https://api.q.qq.com/wxpay/notify"),
        bad("no notify_url anywhere", "FIELD_MISSING", "notify_url", settings={"notify_url": None}),
        case("no QQ mini program configured", "place_order", error("config", "QQ_NOT_CONFIGURED", "qq_appid"), request=order_request(), settings={"qq_appid": None, "qq_app_secret": None}),
        case("no access token", "place_order", error("invalid_input", "ACCESS_TOKEN_MISSING", "access_token"), request=order_request(), access_token=None),
        case("V3 without V3 keys", "place_order", error("config", "V3_NOT_CONFIGURED", "merchant_private_key"), request=order_request(), settings={"merchant_private_key": None, "api_v3_key": None, "public_key": None, "public_key_id": None, "platform_certificates": None}),
        case("V2 without a V2 key", "place_v2_order", error("config", "V2_NOT_CONFIGURED", "api_v2_key"), request=v2_request(), settings={"api_v2_key": None}),
        bad("partner order without sub merchant", "FIELD_MISSING", "sub_mchid", "place_partner_order", sub_mchid=""),
        bad("QQ AppID as sub_appid", "QQ_APPID_AS_WECHAT_APPID", "sub_appid", "place_partner_order", sub_appid=QQ_APPID),
        bad("wrong amount in a partner order", "AMOUNT_NOT_POSITIVE", "order.amount.total", "place_partner_order", order=order_request(amount={"total": 0})),
        bad("combine order of one part", "COUNT_OUT_OF_RANGE", "sub_orders", "place_combine_order", sub_orders=parts({}, 1)),
        bad("combine order of 51 parts", "COUNT_OUT_OF_RANGE", "sub_orders", "place_combine_order", sub_orders=parts({}, 51)),
        bad("combine part without attach", "FIELD_MISSING", "sub_orders[1].attach", "place_combine_order", sub_orders=parts({"attach": ""})),
        bad("combine part with `total`", "UNKNOWN_FIELD", "sub_orders[1].amount.total", "place_combine_order", sub_orders=parts({"amount": {"total": 1, "currency": "CNY"}})),
        bad("combine part above 10 million yuan", "AMOUNT_TOO_LARGE", "sub_orders[1].amount.total_amount", "place_combine_order", sub_orders=parts({"amount": {"total_amount": 1_000_000_001, "currency": "CNY"}})),
        bad("combine number with |", "ORDER_NUMBER_CHARACTERS", "combine_out_trade_no", "place_combine_order", combine_out_trade_no="P|20150806"),
        bad("V2 amount 0", "AMOUNT_NOT_POSITIVE", "total_fee", "place_v2_order", total_fee=0),
        *[bad(f"V2 {name} that holds another field", "V2_FIELD_INSIDE_TEXT", name, "place_v2_order", **{name: "x&mch_id=1"}) for name in ("body", "detail", "attach", "device_info", "goods_tag", "product_id")],
        bad("V2 time as RFC 3339", "TIME_FORMAT", "time_expire", "place_v2_order", time_expire="2024-08-05T18:03:41+08:00"),
        bad("V2 with V3's field name", "UNKNOWN_FIELD", "description", "place_v2_order", description="x"),
        case("query without a number", "query_order", error("invalid_input", "FIELD_MISSING", "out_trade_no"), request={"out_trade_no": ""}),
        case("query with a strange number", "query_order", error("invalid_input", "ORDER_NUMBER_CHARACTERS", "transaction_id"), request={"transaction_id": "42/../x"}),
    ]


# ---------------------------------------------------------------- settings


def settings_cases():
    def bad(name, kind, code, field, **changes):
        return case(name, "settings", error(kind, code, field), settings=changes)

    def good(name, **changes):
        return case(name, "settings", {"result": {"mchid": MCHID}}, settings=changes)

    key = SETTINGS["merchant_private_key"]
    pkcs1 = merchant_key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()).decode()
    body = "".join(key.splitlines()[1:-1])
    legacy, modern = keys["merchant_p12_legacy"], keys["merchant_p12_modern"]
    p12 = {"merchant_p12": legacy, "merchant_private_key": None, "merchant_serial": None}
    return [
        good("the settings of all cases"),
        good("PKCS#1 key", merchant_private_key=pkcs1),
        good("key in one line with \\n", merchant_private_key=key.replace("\n", "\\n")),
        good("key with CRLF and a byte-order mark", merchant_private_key="\ufeff" + key.replace("\n", "\r\n")),
        good("key without BEGIN and END", merchant_private_key=body),
        good("serial from the certificate", merchant_serial=None, merchant_certificate=merchant_certificate),
        good("serial in lower case", merchant_serial=SERIAL.lower()),
        good("only V2", merchant_private_key=None, api_v3_key=None, public_key=None, public_key_id=None, platform_certificates=None),
        good("only platform certificates", public_key=None, public_key_id=None),
        bad("truncated private key", "key", "PRIVATE_KEY_UNREADABLE", "merchant_private_key", merchant_private_key=key[:900]),
        bad("certificate in place of the private key", "key", "PRIVATE_KEY_IS_CERTIFICATE", "merchant_private_key", merchant_private_key=merchant_certificate),
        bad("public key in place of the private key", "key", "PRIVATE_KEY_IS_PUBLIC_KEY", "merchant_private_key", merchant_private_key=SETTINGS["public_key"]),
        bad("private key in place of the public key", "key", "PUBLIC_KEY_IS_PRIVATE_KEY", "public_key", public_key=key),
        bad("certificate in place of the public key", "key", "PUBLIC_KEY_IS_CERTIFICATE", "public_key", public_key=platform_certificate),
        bad("truncated public key", "key", "PUBLIC_KEY_UNREADABLE", "public_key", public_key=SETTINGS["public_key"][:200]),
        bad("key in place of a certificate", "key", "CERTIFICATE_IS_KEY", "platform_certificates", platform_certificates=SETTINGS["public_key"]),
        bad("truncated certificate", "key", "CERTIFICATE_UNREADABLE", "platform_certificates", platform_certificates=platform_certificate[:400]),
        bad("certificate of another key", "config", "KEY_AND_CERTIFICATE_DIFFER", "merchant_private_key", merchant_certificate=other_certificate),
        bad("serial of another certificate", "config", "SERIAL_AND_CERTIFICATE_DIFFER", "merchant_serial", merchant_serial="AB" * 20, merchant_certificate=merchant_certificate),
        bad("serial that is no hex", "config", "MERCHANT_SERIAL_FORM", "merchant_serial", merchant_serial=PUBLIC_KEY_ID),
        bad("no serial", "invalid_input", "FIELD_MISSING", "merchant_serial", merchant_serial=None),
        bad("no private key", "invalid_input", "FIELD_MISSING", "merchant_private_key", merchant_private_key=None),
        bad("serial in place of the public key's ID", "config", "PUBLIC_KEY_ID_FORM", "public_key_id", public_key_id=SERIAL),
        bad("public key without ID", "invalid_input", "FIELD_MISSING", "public_key_id", public_key_id=None),
        bad("ID without public key", "invalid_input", "FIELD_MISSING", "public_key", public_key=None),
        good("no key of WeChat Pay: certificates can be fetched", **NO_KEYS),
        bad("APIv3 key of 31 characters", "config", "API_V3_KEY_LENGTH", "api_v3_key", api_v3_key=V3_KEY[:-1]),
        bad("APIv3 key of 33 characters", "config", "API_V3_KEY_LENGTH", "api_v3_key", api_v3_key=V3_KEY + "x"),
        bad("APIv3 key of 16 characters", "config", "API_V3_KEY_LENGTH", "api_v3_key", api_v3_key=V3_KEY[:16]),
        bad("no APIv3 key", "invalid_input", "FIELD_MISSING", "api_v3_key", api_v3_key=None),
        bad("V2 key of 16 characters", "config", "API_V2_KEY_FORM", "api_v2_key", api_v2_key=V2_KEY[:16]),
        bad("one key in both places", "config", "API_KEYS_EQUAL", "api_v2_key", api_v2_key=V3_KEY),
        bad("QQ AppID as WeChat AppID", "invalid_input", "QQ_APPID_AS_WECHAT_APPID", "wechat_appid", wechat_appid=QQ_APPID),
        bad("WeChat AppID as QQ AppID", "config", "WECHAT_APPID_AS_QQ_APPID", "qq_appid", qq_appid=APPID),
        bad("no WeChat AppID", "invalid_input", "FIELD_MISSING", "wechat_appid", wechat_appid=None),
        bad("no merchant number", "invalid_input", "FIELD_MISSING", "mchid", mchid=None),
        bad("AppID as merchant number", "invalid_input", "MERCHANT_NUMBER_FORM", "mchid", mchid=APPID),
        bad("merchant number with a space", "invalid_input", "MERCHANT_NUMBER_FORM", "mchid", mchid="1900 007291"),
        bad("http notify_url", "config", "NOTIFY_URL_NOT_HTTPS", "notify_url", notify_url="http://pay.example.com/notify"),
        bad("relative notify_url", "config", "NOTIFY_URL_NOT_ABSOLUTE", "notify_url", notify_url="pay.example.com/notify"),
        bad("notify_url of 256 characters", "config", "NOTIFY_URL_TOO_LONG", "notify_url", notify_url="https://pay.example.com/".ljust(256, "a")),
        bad("referer without scheme", "config", "REFERER_FORM", "referer", referer="pay.example.com"),
        bad("http base address", "config", "BASE_URL", "qq_base_url", qq_base_url="http://api.q.qq.com"),
        bad("http backup address", "config", "BASE_URL", "wechat_backup_base_url", wechat_backup_base_url="http://api2.mch.weixin.qq.com"),
        bad("backup address with a path", "config", "BASE_URL", "wechat_backup_base_url", wechat_backup_base_url="https://api2.mch.weixin.qq.com/v3"),
        good("backup address", wechat_backup_base_url="https://api2.wechatpay.cn"),
        bad("base address with a path", "config", "BASE_URL", "wechat_base_url", wechat_base_url="https://api.mch.weixin.qq.com/v3"),
        good("key and certificate out of a .p12 file, as WeChat Pay gives it", **p12),
        good("a .p12 file in today's form, with another certificate beside", **{**p12, "merchant_p12": modern}),
        good("a .p12 file with its password", **p12, merchant_p12_password="1900007291"),
        good("V2 with a certificate for refunds", merchant_certificate=merchant_certificate, merchant_serial=None, api_v3_key=None, public_key=None, public_key_id=None, platform_certificates=None),
        bad("a .p12 file with another password", "key", "P12_PASSWORD", "merchant_p12", **p12, merchant_p12_password="1900007290"),
        bad("a cut .p12 file", "key", "P12_UNREADABLE", "merchant_p12", **{**p12, "merchant_p12": legacy[:1200]}),
        bad("the name of a .p12 file", "key", "P12_UNREADABLE", "merchant_p12", **{**p12, "merchant_p12": "apiclient_cert.p12"}),
        bad("a PEM file as .p12", "key", "P12_UNREADABLE", "merchant_p12", **{**p12, "merchant_p12": key}),
        bad("a .p12 file and a key", "config", "KEY_GIVEN_TWICE", "merchant_p12", merchant_p12=legacy),
        bad("another merchant's serial beside the .p12 file", "config", "SERIAL_AND_CERTIFICATE_DIFFER", "merchant_serial", **{**p12, "merchant_serial": "AB" * 20}),
        bad("a root certificate for WeChat Pay itself", "config", "ROOT_CERTIFICATE_NOT_LOCAL", "root_certificate", root_certificate=platform_certificate),
        bad("http for the address that sees the certificate", "config", "BASE_URL", "wechat_mutual_tls_base_url", wechat_mutual_tls_base_url="http://api.mch.weixin.qq.com"),
        bad("misspelt setting", "invalid_input", "UNKNOWN_FIELD", "merchant_id", merchant_id="1"),
    ]


# ---------------------------------------------------------------- replies


def signed_headers(body, key=wechat_key, serial=PUBLIC_KEY_ID, at=NOW, nonce="d824f2e086d3c1df967785d13fcd22ef", raw=False):
    body = body if raw else body.encode()
    signature = rsa(key, f"{at}\n{nonce}\n".encode() + body + b"\n")
    return {"Wechatpay-Timestamp": str(at), "Wechatpay-Nonce": nonce, "Wechatpay-Signature": signature, "Wechatpay-Serial": serial}


def reply(body, status=200, headers=None):
    return {"status": status, "headers": headers or {}, "body": body}


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
        return case(name, "place_v2_order", expect, request=v2_request(), reply=reply(text, status), **inputs)

    def failed(code, retry="never", description="…"):
        fields = signed({"result_code": "FAIL", "err_code": code, "err_code_des": description, "prepay_id": None, "mweb_url": None})
        return order(f"V2: {code}", error("api", code, retry=retry), v2_xml(fields))

    unsigned_fail = v2_xml({"return_code": "FAIL", "return_msg": "签名错误"})
    return [
        order("V2 link, CDATA", {"result": {"h5_url": LINK, "verified": True, "prepay_id": ok["prepay_id"], "out_trade_no": "1415659990"}}, v2_xml(signed())),
        order("V2 link, escapes, declaration, line breaks", {"result": {"h5_url": LINK, "verified": True}}, '<?xml version="1.0" encoding="UTF-8"?>\n' + re.sub(r"(</\w+>|<xml>)<", r"\1\n  <", v2_xml(signed(), cdata=False)) + "\n"),
        order("V2 link signed with MD5", {"result": {"verified": True}}, v2_xml(signed(sign_type="MD5")), settings={"v2_sign_type": "MD5"}),
        order("V2 signed the weaker way", error("signature", "V2_SIGN_WRONG", retry="confirm_first"), v2_xml(signed(sign_type="MD5"))),
        order("V2 changed link", error("signature", "V2_SIGN_WRONG", retry="confirm_first"), v2_xml({**signed(), "mweb_url": LINK + "0"})),
        order("V2 without sign", error("signature", "V2_SIGN_WRONG", retry="confirm_first"), v2_xml(ok)),
        order("V2 keys swapped", error("config", "API_KEYS_SWAPPED"), v2_xml(signed(key=V3_KEY))),
        order("V2 of another merchant", error("mismatch", "MERCHANT_DIFFERS", "mch_id", "confirm_first"), v2_xml(signed({"mch_id": "1900000109"}))),
        order("V2 of another AppID", error("mismatch", "MERCHANT_DIFFERS", "appid", "confirm_first"), v2_xml(signed({"appid": "wxd930ea5d5a258f4f"}))),
        order("V2 text with another field", error("signature", "V2_TEXT_AMBIGUOUS", "a_future_field", "confirm_first"), v2_xml(signed({"a_future_field": "x&mweb_url=https://wx.tenpay.com/"}))),
        order("V2 without a link", error("malformed", "MESSAGE_INCOMPLETE", "mweb_url", "confirm_first"), v2_xml(signed({"mweb_url": None}))),
        order("V2 link to another host", error("malformed", "LINK_REFUSED", retry="confirm_first"), v2_xml(signed({"mweb_url": "https://evil.example/"}))),
        order("V2 return_code FAIL is unsigned and says nothing of the order", error("api", "FAIL", retry="confirm_first"), unsigned_fail),
        order("V2 return_code FAIL, system busy", error("api", "FAIL", retry="confirm_first"), v2_xml({"return_code": "FAIL", "return_msg": "system busy"})),
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
        order("V2: HTML page", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), "<html><body>Bad Gateway</body></html>", 502),
        order("V2: empty", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), ""),
    ]


TRANSACTION = {
    "appid": APPID, "mchid": MCHID, "out_trade_no": "1217752501201407033233368018", "transaction_id": "4200000001202408050000000001",
    "trade_type": "MWEB", "trade_state": "SUCCESS", "trade_state_desc": "支付成功", "bank_type": "CMB_DEBIT", "attach": "a=b&c=<d>",
    "success_time": "2024-08-05T17:33:30.5+08:00", "payer": {"openid": "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"},
    "amount": {"total": 100, "payer_total": 90, "currency": "CNY", "payer_currency": "CNY"}, "a_future_field": {"x": [1]},
}
PARTNER = {**{k: v for k, v in TRANSACTION.items() if k not in ("appid", "mchid", "payer")}, "sp_appid": APPID, "sp_mchid": MCHID, "sub_mchid": "1900000109", "payer": {"sp_openid": "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"}}
COMBINE = {
    "combine_appid": APPID, "combine_mchid": MCHID, "combine_out_trade_no": "P20150806125346", "combine_payer_info": {"openid": "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"},
    "sub_orders": [
        {"mchid": m, "out_trade_no": n, "transaction_id": t, "trade_type": "MWEB", "trade_state": "SUCCESS", "bank_type": "CMB_DEBIT", "attach": "深圳分店", "success_time": "2024-08-05T17:33:30+08:00", "amount": {"total_amount": 10, "payer_amount": 10, "currency": "CNY", "payer_currency": "CNY"}}
        for m, n, t in [("1900000109", "20150806125346", "4200000001202408050000000002"), ("1900000110", "20150806125347", "4200000001202408050000000003")]
    ],
}


def query_replies():
    number = {"out_trade_no": TRANSACTION["out_trade_no"]}
    unpaid = {"appid": APPID, "mchid": MCHID, **number, "trade_state": "NOTPAY", "trade_state_desc": "订单未支付"}

    def query(name, expect, value, status=200, headers=None, operation="query_order", asked=number, **inputs):
        body = value if isinstance(value, str) else compact(value)
        return case(name, operation, expect, request=asked, reply=reply(body, status, signed_headers(body) if headers is None else headers), **inputs)

    v2 = {"return_code": "SUCCESS", "appid": APPID, "mch_id": MCHID, "nonce_str": "n", "result_code": "SUCCESS", "out_trade_no": "1415659990", "trade_state": "SUCCESS", "transaction_id": "4200000004", "total_fee": "100", "coupon_fee": "10", "coupon_count": "1", "coupon_id_0": "10000", "coupon_type_0": "CASH", "coupon_fee_0": "10", "time_end": "20240805173330", "openid": "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "fee_type": "CNY"}

    def v2_query(name, expect, changes=None, **options):
        fields = {**v2, **(changes or {})}
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
        case("V2 query: return_code FAIL", "query_v2_order", error("api", "FAIL"), request={"out_trade_no": "1217752501201407033233368018"}, reply=reply(v2_xml({"return_code": "FAIL", "return_msg": "签名错误"}))),
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


# ---------------------------------------------------------------- notifications


def envelope(resource, original_type="transaction", event_type="TRANSACTION.SUCCESS", key=V3_KEY, associated_data="transaction", algorithm="AEAD_AES_256_GCM", nonce="EcY5Uh0m7Gk2", **changes):
    plain = resource if isinstance(resource, str) else compact(resource)
    aead = b"" if associated_data is None else associated_data.encode()
    sealed = base64.b64encode(AESGCM(key.encode()).encrypt(nonce.encode(), plain.encode(), aead)).decode()
    inner = {"original_type": original_type, "algorithm": algorithm, "ciphertext": sealed, "associated_data": associated_data, "nonce": nonce}
    if associated_data is None:
        del inner["associated_data"]
    if original_type is ...:
        del inner["original_type"]
    inner.update(changes)
    return compact({"id": "EV-2018022511223320873", "create_time": "2024-08-05T17:33:31+08:00", "resource_type": "encrypt-resource", "event_type": event_type, "summary": "支付成功", "resource": inner})


V3_OK = {"status": 200, "content_type": "application/json; charset=utf-8", "body": '{"code":"SUCCESS","message":"成功"}'}
V2_OK = {"status": 200, "content_type": "text/xml; charset=utf-8", "body": "<xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>"}


def failure(version, status):
    if version == 2:
        return {"status": status, "content_type": "text/xml; charset=utf-8", "body": "<xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[失败]]></return_msg></xml>"}
    return {"status": status, "content_type": "application/json; charset=utf-8", "body": '{"code":"FAIL","message":"失败"}'}


def expectations(notice, good):
    """What `expect` says of a verified payment, with the merchant's own order as data."""
    number, whole = TRANSACTION["out_trade_no"], "P20150806125346"
    parts = [{"out_trade_no": "20150806125346", "total": 10}, {"out_trade_no": "20150806125347", "total": 10, "mchid": "1900000110"}]
    right = {"out_trade_no": number, "total": 100, "mchid": MCHID, "appid": APPID}
    refunded = {**TRANSACTION, "trade_state": "REFUND"}
    part_refunded = {**COMBINE, "sub_orders": [COMBINE["sub_orders"][0], {**COMBINE["sub_orders"][1], "trade_state": "REFUND"}]}

    def compared(name, expected, answer, value=TRANSACTION, outcome="payment", **options):
        return notice("expect: " + name, {"outcome": outcome, "as_expected": answer}, envelope(value, **options), expected=expected)

    def differs(name, expected, field, value=TRANSACTION, outcome="payment", code="PAYMENT_DIFFERS", kind="mismatch", retry="never", **options):
        return compared(name, expected, error(kind, code, field, retry)["error"], value, outcome, **options)

    def combine(name, field, *own, value=COMBINE, **expected):
        return differs("combine, " + name, {"out_trade_no": whole, "parts": list(own), **expected}, field, value, "combine_payment")

    def foreign(index, **changes):
        changed = copy.deepcopy(COMBINE)
        changed["sub_orders"][index].update(changes)
        return changed

    return [
        compared("everything is right", right, True),
        compared("only what is given is compared", {"out_trade_no": number}, True),
        differs("another number", {**right, "out_trade_no": "T1"}, "out_trade_no"),
        differs("another amount", {**right, "total": 99}, "amount.total"),
        differs("another merchant", {**right, "mchid": "1900000109"}, "mchid"),
        differs("another AppID", {**right, "appid": "wxd930ea5d5a258f4f"}, "appid"),
        differs("another currency", right, "currency", {**TRANSACTION, "amount": {"total": 100, "currency": "USD"}}),
        differs("no amount", right, "amount.total", {k: v for k, v in TRANSACTION.items() if k != "amount"}),
        differs("refunded since", right, "trade_state", refunded, code="PAYMENT_REFUNDED"),
        compared("refunded since, and allowed", {**right, "allow_refunded": True}, True, refunded),
        differs("refunded since, and of another order", {**right, "out_trade_no": "T1"}, "out_trade_no", refunded),
        differs("not paid", right, "trade_state", {**TRANSACTION, "trade_state": "NOTPAY"}, "not_paid", "ORDER_NOT_PAID", retry="confirm_first"),
        differs("not paid, and refunded ones allowed", {**right, "allow_refunded": True}, "trade_state", {**TRANSACTION, "trade_state": "CLOSED"}, "not_paid", "ORDER_NOT_PAID", retry="confirm_first"),
        differs("parts of an order that has none", {**right, "parts": parts}, "sub_orders"),
        differs("an event of another product", right, None, {"mchid": MCHID}, "other", "NOT_A_PAYMENT", original_type="payscore", event_type="PAYSCORE.USER_OPEN_SERVICE"),
        compared("partner, by the sub merchant's number", {"out_trade_no": number, "total": 100, "mchid": "1900000109", "appid": APPID}, True, PARTNER, "partner_payment"),
        differs("partner, another sub merchant", {**right, "mchid": "1900000110"}, "sub_mchid", PARTNER, "partner_payment"),
        differs("partner, refunded since", {"out_trade_no": number}, "trade_state", {**PARTNER, "trade_state": "REFUND"}, "partner_payment", "PAYMENT_REFUNDED"),
        compared("combine, by the sum", {"out_trade_no": whole, "total": 20}, True, COMBINE, "combine_payment"),
        compared("combine, by its parts in another order", {"out_trade_no": whole, "total": 20, "parts": parts[::-1]}, True, COMBINE, "combine_payment"),
        compared("combine, the sub merchant of a part", {"out_trade_no": whole, "parts": [{**parts[0], "mchid": "1900000200"}, parts[1]]}, True, foreign(0, sub_mchid="1900000200"), "combine_payment"),
        combine("another sum", "sub_orders[].amount.total_amount", *parts, total=21),
        combine("amounts swapped between parts", "sub_orders[0].amount.total_amount", *parts, value=foreign(0, amount={"total_amount": 1}), total=11),
        combine("another merchant of a part", "sub_orders[0].mchid", {**parts[0], "mchid": "1900000110"}, parts[1]),
        combine("another number of a part", "sub_orders[1].out_trade_no", parts[0], {**parts[1], "out_trade_no": "20150806125348"}),
        combine("a part too many", "sub_orders", parts[0]),
        combine("a part too few", "sub_orders", *parts, {"out_trade_no": "20150806125348", "total": 10}),
        combine("one part paid twice", "sub_orders[0].out_trade_no", *parts, value=foreign(1, out_trade_no="20150806125346")),
        combine("one part expected twice", "sub_orders[0].out_trade_no", parts[0], parts[0]),
        combine("another currency of a part", "currency", *parts, value=foreign(1, amount={"total_amount": 10, "currency": "USD"})),
        combine("a part without an amount", "sub_orders[1].amount.total_amount", *parts, value=foreign(1, amount=None)),
        differs("combine, a part refunded since", {"out_trade_no": whole, "parts": parts}, "sub_orders[1].trade_state", part_refunded, "combine_payment", "PAYMENT_REFUNDED"),
        compared("combine, a part refunded since, and allowed", {"out_trade_no": whole, "parts": parts, "allow_refunded": True}, True, part_refunded, "combine_payment"),
        notice("expect: a forged message keeps its error", {"outcome": "refused", "as_expected": error("signature", "SIGNATURE_WRONG")["error"]}, envelope(TRANSACTION), signed_headers("{}"), expected=right),
        notice("expect: a probe is no payment", {"outcome": "probe", "as_expected": error("signature", "SIGNATURE_PROBE")["error"]}, envelope(TRANSACTION), {**signed_headers("{}"), "Wechatpay-Signature": "WECHATPAY/SIGNTEST/AAAA"}, expected=right),
        notice("expect: a stale message keeps its error", {"outcome": "stale", "as_expected": error("stale", "MESSAGE_STALE", retry="confirm_first")["error"]}, envelope(TRANSACTION), now=NOW + 300, expected=right),
        notice("expect: an unsigned message keeps its error", {"outcome": "unsigned", "as_expected": error("signature", "NOTIFICATION_UNSIGNED")["error"]}, envelope(TRANSACTION), {}, expected=right),
        notice("expect: a misspelt name", error("invalid_input", "UNKNOWN_FIELD", "amount"), envelope(TRANSACTION), expected={"amount": 100}),
        notice("expect: an amount as text", error("invalid_input", "WRONG_TYPE", "total"), envelope(TRANSACTION), expected={"total": "100"}),
        notice("expect: a part without an amount", error("invalid_input", "WRONG_TYPE", "parts[0]"), envelope(COMBINE), expected={"parts": [{"out_trade_no": "20150806125346"}]}),
    ]


def v3_notifications():
    paid = envelope(TRANSACTION)
    refund = {"mchid": MCHID, "out_trade_no": "T20240805", "transaction_id": "4200000001", "out_refund_no": "R20240805", "refund_id": "50200207182018070300011301001", "refund_status": "SUCCESS", "success_time": "2024-08-05T17:33:30+08:00", "user_received_account": "招商银行信用卡0403", "amount": {"total": 100, "refund": 40, "payer_total": 90, "payer_refund": 36}}
    direct = {"order": {"family": "direct", "out_trade_no": TRANSACTION["out_trade_no"], "sub_mchid": None}}

    def notice(name, expect, body, headers=None, now=NOW, **inputs):
        return case(name, "handle_notification", expect, headers=signed_headers(body) if headers is None else headers, body=body, now=now, **inputs)

    def good(outcome, **more):
        return {"outcome": outcome, "acknowledgement": V3_OK, **more}

    def refused(kind, code, status, field=None):
        return {"outcome": "refused", "acknowledgement": failure(3, status), **error(kind, code, field)}

    def wrong(name, kind, code, status, body=paid, headers=None, field=None, **inputs):
        return notice(name, refused(kind, code, status, field), body, headers, **inputs)

    signed = signed_headers(paid)
    without = lambda *names: {k: v for k, v in signed.items() if k not in names}
    stale = {**error("stale", "MESSAGE_STALE", retry="confirm_first"), "outcome": "stale", "acknowledgement": failure(3, 401), **direct}
    part = copy.deepcopy(COMBINE)
    part["sub_orders"][1]["trade_state"] = "NOTPAY"
    stateless = {k: v for k, v in TRANSACTION.items() if k != "trade_state"}
    combined = {"order": {"family": "combine", "out_trade_no": "P20150806125346", "sub_mchid": None}}

    def unclear(state, **more):
        return {"outcome": "not_paid", "state": state, "acknowledgement": failure(3, 500), **more}

    def combine_states(*states):
        return {**COMBINE, "sub_orders": [{**part, "trade_state": state} for part, state in zip(COMBINE["sub_orders"], states)]}

    flipped = json.loads(paid)
    flipped["resource"]["ciphertext"] = "A" + flipped["resource"]["ciphertext"][1:] if flipped["resource"]["ciphertext"][0] != "A" else "B" + flipped["resource"]["ciphertext"][1:]
    flipped = compact(flipped)
    return [
        notice("direct payment", good("payment", id="EV-2018022511223320873", value={"transaction_id": TRANSACTION["transaction_id"], "amount": {"total": 100, "payer_total": 90}, "attach": "a=b&c=<d>"}, **direct), paid),
        notice("direct payment, signed with the platform certificate", good("payment"), paid, signed_headers(paid, platform_key, PLATFORM_SERIAL)),
        notice("discounts absent, null or incomplete", good("payment"), envelope({**TRANSACTION, "promotion_detail": [{"coupon_id": "1", "goods_detail": None}, {"goods_detail": [{"goods_id": "1"}]}]})),
        notice("discounts null", good("payment"), envelope({**TRANSACTION, "promotion_detail": None})),
        notice("header names in lower case", good("payment"), paid, {k.lower(): v for k, v in signed.items()}),
        notice("signature type RSA named", good("payment"), paid, {**signed, "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048"}),
        notice("without associated data", good("payment"), envelope(TRANSACTION, associated_data=None)),
        notice("with empty associated data", good("payment"), envelope(TRANSACTION, associated_data="")),
        notice("encrypted with the previous APIv3 key", good("payment"), envelope(TRANSACTION, key=OLD_V3_KEY), settings={"api_v3_key_previous": OLD_V3_KEY}),
        notice("refunded in part meanwhile: it was paid", good("payment"), envelope({**TRANSACTION, "trade_state": "REFUND"})),
        notice("299 s old", good("payment"), paid, now=NOW + 299),
        notice("299 s ahead", good("payment"), paid, now=NOW - 299),
        notice("partner payment", good("partner_payment", value={"sub_mchid": "1900000109"}, order={"family": "partner", "out_trade_no": TRANSACTION["out_trade_no"], "sub_mchid": "1900000109"}), envelope(PARTNER)),
        notice("combine payment", good("combine_payment", order={"family": "combine", "out_trade_no": "P20150806125346", "sub_mchid": None}), envelope(COMBINE)),
        notice("refund", good("refund", value={"refund_status": "SUCCESS", "amount": {"refund": 40}}), envelope(refund, "refund", "REFUND.SUCCESS", associated_data="refund")),
        notice("refund closed", good("refund", value={"refund_status": "CLOSED"}), envelope({**refund, "refund_status": "CLOSED"}, "refund", "REFUND.CLOSED", associated_data="refund")),
        notice("refund abnormal", good("refund", value={"refund_status": "ABNORMAL"}), envelope({**refund, "refund_status": "ABNORMAL"}, "refund", "REFUND.ABNORMAL", associated_data="refund")),
        notice("partner refund", good("refund", value={"sp_mchid": MCHID, "sub_mchid": "1900000109"}), envelope({**{k: v for k, v in refund.items() if k != "mchid"}, "sp_mchid": MCHID, "sub_mchid": "1900000109"}, "refund", "REFUND.SUCCESS", associated_data="refund")),
        notice("an event of another product", good("other", value={"event_type": "PAYSCORE.USER_OPEN_SERVICE"}), envelope({"mchid": MCHID}, "payscore", "PAYSCORE.USER_OPEN_SERVICE")),
        notice("verified, but not paid", good("not_paid", state="PAYERROR", **direct), envelope({**TRANSACTION, "trade_state": "PAYERROR"})),
        notice("combine with an unpaid part", good("not_paid", state="NOTPAY"), envelope(part)),
        *[notice(f"payment whose original_type is {name}", good("payment"), envelope(TRANSACTION, value)) for name, value in (("empty", ""), ("null", None), ("absent", ...))],
        notice("refund without original_type", good("refund"), envelope(refund, ..., "REFUND.SUCCESS")),
        notice("an event of another product without original_type", good("other", value={"event_type": "PAYSCORE.USER_OPEN_SERVICE", "original_type": ""}), envelope({"mchid": MCHID}, ..., "PAYSCORE.USER_OPEN_SERVICE")),
        wrong("payment without original_type, of another merchant", "mismatch", "MERCHANT_DIFFERS", 400, envelope({**TRANSACTION, "mchid": "1900000109"}, ...), field="mchid"),
        *[notice(f"the state is {name}: it must come again", unclear(state, **direct), envelope({**stateless, **value})) for name, state, value in (("new", "A_FUTURE_STATE", {"trade_state": "A_FUTURE_STATE"}), ("absent", "", {}), ("null", "", {"trade_state": None}), ("empty", "", {"trade_state": ""}))],
        wrong("the state is a number", "malformed", "MESSAGE_FIELD", 400, envelope({**TRANSACTION, "trade_state": 1}), field="trade_state"),
        wrong("the state is absent, and the order number too", "malformed", "MESSAGE_FIELD", 400, envelope({k: v for k, v in stateless.items() if k != "out_trade_no"})),
        notice("partner payment without a state", unclear("", order={"family": "partner", "out_trade_no": TRANSACTION["out_trade_no"], "sub_mchid": "1900000109"}), envelope({k: v for k, v in PARTNER.items() if k != "trade_state"})),
        *[notice(f"combine, parts {name}", unclear("", **combined), envelope(value)) for name, value in (("empty", {**COMBINE, "sub_orders": []}), ("null", {**COMBINE, "sub_orders": None}), ("absent", {k: v for k, v in COMBINE.items() if k != "sub_orders"}))],
        notice("combine with a part in a new state", unclear("A_FUTURE_STATE", **combined), envelope(combine_states("NOTPAY", "A_FUTURE_STATE"))),
        notice("combine with a part without a state", unclear("", **combined), envelope(combine_states("SUCCESS", None))),
        notice("callback of a self test", good("security_echo", order=None, value={"echo_message": "hello", "decrypted_echo_message": "hello"}), envelope({"echo_message": "hello", "encrypt_echo_message": oaep(merchant_key, "hello")}, "security", "SECURITY_ECHO.SUCCESS")),
        notice("callback of a self test, nothing encrypted", good("security_echo", value={"echo_message": "hello", "decrypted_echo_message": None}), envelope({"echo_message": "hello"}, "security", "SECURITY_ECHO.SUCCESS")),
        notice("callback of a self test, encrypted for another key", good("security_echo", value={"echo_message": "hello", "decrypted_echo_message": None}), envelope({"echo_message": "hello", "encrypt_echo_message": oaep(wechat_key, "hello")}, "security", "SECURITY_ECHO.SUCCESS")),
        notice("callback of a self test without original_type", good("security_echo"), envelope({"echo_message": "hello"}, ..., "SECURITY_ECHO.SUCCESS")),
        wrong("callback of a self test without its text", "malformed", "MESSAGE_FIELD", 400, envelope({}, "security", "SECURITY_ECHO.SUCCESS")),
        wrong("callback of a self test, wrongly signed", "signature", "SIGNATURE_WRONG", 401, envelope({"echo_message": "hello"}, "security", "SECURITY_ECHO.SUCCESS"), signed),
        wrong("callback of a self test, unsigned", "signature", "NOTIFICATION_UNSIGNED", 401, envelope({"echo_message": "hello"}, "security", "SECURITY_ECHO.SUCCESS"), {}),
        notice("stale by 300 s", stale, paid, now=NOW + 300),
        notice("stale by a day", stale, paid, now=NOW + 86400),
        notice("300 s ahead", stale, paid, now=NOW - 300),
        notice("headers dropped on the way", {**error("signature", "NOTIFICATION_UNSIGNED"), "outcome": "unsigned", "acknowledgement": failure(3, 401), **direct}, paid, {"Content-Type": "application/json"}),
        notice("probe", {"outcome": "probe", "acknowledgement": failure(3, 401)}, paid, {**signed, "Wechatpay-Signature": "WECHATPAY/SIGNTEST/" + signed["Wechatpay-Signature"]}),
        *expectations(notice, good),
        wrong("changed body", "signature", "SIGNATURE_WRONG", 401, paid.replace("支付成功", "支付成功 "), signed),
        wrong("re-serialised body", "signature", "SIGNATURE_WRONG", 401, json.dumps(json.loads(paid)), signed),
        wrong("signed by somebody else", "signature", "SIGNATURE_WRONG", 401, headers=signed_headers(paid, merchant_key)),
        wrong("signature of another key under this serial", "signature", "SIGNATURE_WRONG", 401, headers=signed_headers(paid, platform_key, PUBLIC_KEY_ID)),
        wrong("changed time", "signature", "SIGNATURE_WRONG", 401, headers={**signed, "Wechatpay-Timestamp": str(NOW + 1)}),
        wrong("changed nonce", "signature", "SIGNATURE_WRONG", 401, headers={**signed, "Wechatpay-Nonce": "another"}),
        wrong("signature that is no base64", "signature", "SIGNATURE_WRONG", 401, headers={**signed, "Wechatpay-Signature": "%%%"}),
        wrong("signature cut", "signature", "SIGNATURE_WRONG", 401, headers={**signed, "Wechatpay-Signature": signed["Wechatpay-Signature"][:-4]}),
        wrong("empty signature", "signature", "SIGNATURE_HEADERS_INCOMPLETE", 401, headers={**signed, "Wechatpay-Signature": ""}, field="Wechatpay-Signature"),
        wrong("serial missing", "signature", "SIGNATURE_HEADERS_INCOMPLETE", 401, headers=without("Wechatpay-Serial"), field="Wechatpay-Serial"),
        wrong("only the serial", "signature", "SIGNATURE_HEADERS_INCOMPLETE", 401, headers=without("Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature"), field="Wechatpay-Timestamp"),
        wrong("time that is no number", "signature", "SIGNATURE_HEADERS_INCOMPLETE", 401, headers={**signed, "Wechatpay-Timestamp": "17228504210000000000"}, field="Wechatpay-Timestamp"),
        wrong("unknown public key", "signature", "SERIAL_UNKNOWN", 401, headers=signed_headers(paid, serial="PUB_KEY_ID_9999999999999999999999999999999999")),
        wrong("unknown certificate", "signature", "SERIAL_UNKNOWN", 401, headers=signed_headers(paid, serial="AA" * 20)),
        wrong("no key to verify with yet", "signature", "NOTHING_TO_VERIFY_WITH", 401, settings=NO_KEYS),
        wrong("a nonce with a line feed", "signature", "SIGNATURE_HEADERS_INCOMPLETE", 401, headers=signed_headers(paid, nonce="d824f2e0\nx"), field="Wechatpay-Nonce"),
        wrong("a nonce of 129 characters", "signature", "SIGNATURE_HEADERS_INCOMPLETE", 401, headers=signed_headers(paid, nonce="d" * 129), field="Wechatpay-Nonce"),
        notice("probe, and no key to verify with yet", {"outcome": "probe", "acknowledgement": failure(3, 401)}, paid, {**signed, "Wechatpay-Signature": "WECHATPAY/SIGNTEST/" + signed["Wechatpay-Signature"]}, settings=NO_KEYS),
        wrong("expired platform certificate", "signature", "PLATFORM_CERTIFICATE_EXPIRED", 401, headers=signed_headers(paid, platform_key, "7A" * 20)),
        wrong("signature type SM2", "signature", "SIGNATURE_TYPE", 401, headers={**signed, "Wechatpay-Signature-Type": "WECHATPAY2-SM2-WITH-SM3"}),
        wrong("encrypted with another key", "decrypt", "DECRYPT_FAILED", 500, envelope(TRANSACTION, key=V3_KEY[::-1]), field="resource.ciphertext"),
        wrong("encrypted with the V2 key: swapped", "config", "API_KEYS_SWAPPED", 500, envelope(TRANSACTION, key=V2_KEY)),
        wrong("other associated data", "decrypt", "DECRYPT_FAILED", 500, envelope(TRANSACTION).replace('"associated_data":"transaction"', '"associated_data":"refund"'), field="resource.ciphertext"),
        wrong("one character of the ciphertext changed, signed", "decrypt", "DECRYPT_FAILED", 500, flipped, field="resource.ciphertext"),
        wrong("ciphertext that is no base64", "malformed", "CIPHERTEXT_MALFORMED", 400, envelope(TRANSACTION, ciphertext="***"), field="resource.ciphertext"),
        wrong("empty ciphertext", "malformed", "CIPHERTEXT_MALFORMED", 400, envelope(TRANSACTION, ciphertext=""), field="resource.ciphertext"),
        wrong("AES nonce of another length", "malformed", "CIPHERTEXT_MALFORMED", 400, envelope(TRANSACTION, nonce="EcY5Uh0m7Gk2b"), field="resource.ciphertext"),
        wrong("algorithm SM4", "malformed", "ALGORITHM_UNSUPPORTED", 400, envelope(TRANSACTION, algorithm="AEAD_SM4_128_GCM"), field="resource.algorithm"),
        wrong("of another merchant", "mismatch", "MERCHANT_DIFFERS", 400, envelope({**TRANSACTION, "mchid": "1900000109"}), field="mchid"),
        wrong("of another AppID", "mismatch", "MERCHANT_DIFFERS", 400, envelope({**TRANSACTION, "appid": "wxd930ea5d5a258f4f"}), field="appid"),
        wrong("of another provider", "mismatch", "MERCHANT_DIFFERS", 400, envelope({**PARTNER, "sp_mchid": "1900000109"}), field="sp_mchid"),
        wrong("of another initiator", "mismatch", "MERCHANT_DIFFERS", 400, envelope({**COMBINE, "combine_mchid": "1900000109"}), field="combine_mchid"),
        wrong("refund of another merchant", "mismatch", "MERCHANT_DIFFERS", 400, envelope({**refund, "mchid": "1900000109"}, "refund", "REFUND.SUCCESS"), field="mchid"),
        wrong("payment without an order number", "malformed", "MESSAGE_FIELD", 400, envelope({k: v for k, v in TRANSACTION.items() if k != "out_trade_no"})),
        wrong("payment with two states", "malformed", "MESSAGE_FIELD", 400, envelope(compact(TRANSACTION)[:-1] + ',"trade_state":"SUCCESS"}')),
        wrong("signed, but no envelope", "malformed", "MESSAGE_FIELD", 400, '{"id":"x"}'),
        wrong("payment whose amount is a list", "malformed", "MESSAGE_FIELD", 400, envelope({**TRANSACTION, "amount": [100, 100, "CNY", "CNY"]}), field="amount"),
        wrong("payment as a list", "malformed", "MESSAGE_FIELD", 400, envelope(compact(list(TRANSACTION.values()))), field="(the message)"),
        wrong("envelope as a list", "malformed", "MESSAGE_FIELD", 400, compact(list(json.loads(paid).values())), field="(the message)"),
        wrong("resource as a list", "malformed", "MESSAGE_FIELD", 400, compact({**json.loads(paid), "resource": list(json.loads(paid)["resource"].values())}), field="resource"),
        wrong("signed, but no JSON", "malformed", "MESSAGE_UNREADABLE", 400, "hello"),
        wrong("empty body", "malformed", "MESSAGE_UNREADABLE", 400, ""),
        wrong("stale and wrongly signed is wrongly signed", "signature", "SIGNATURE_WRONG", 401, headers=signed_headers(paid, merchant_key), now=NOW + 86400),
        wrong("unsigned and not decryptable", "decrypt", "DECRYPT_FAILED", 500, envelope(TRANSACTION, key=V3_KEY[::-1]), {}, field="resource.ciphertext"),
        wrong("unsigned rubbish", "malformed", "MESSAGE_UNREADABLE", 400, "hello", {}),
        wrong("V3 message, V3 not configured", "config", "V3_NOT_CONFIGURED", 500, field="merchant_private_key", settings={"merchant_private_key": None, "api_v3_key": None, "public_key": None, "public_key_id": None, "platform_certificates": None}),
    ]


INJECTED = f"x&mch_id={MCHID}&nonce_str=n&out_trade_no=VICTIM20240805&result_code=SUCCESS&return_code=SUCCESS&time_end=20240805173331&total_fee=199900&transaction_id=4200000006&z="


def recut_payment(genuine):
    """The same signed text as `genuine`, whose attach is INJECTED, as a payment of another order."""
    fields = dict(re.findall(r"<(\w+)><!\[CDATA\[(.*?)\]\]></\w+>", genuine))
    sign = fields.pop("sign")
    text = "&".join(f"{n}={v}" for n, v in sorted(fields.items()))
    head, tail = text.split("&attach=x&", 1)
    injected, rest = tail.split("&z=", 1)
    forged = dict(pair.split("=", 1) for pair in ["attach=x", *head.split("&"), *injected.split("&")])
    forged["z"] = rest
    assert v2_sign(forged) == sign
    return v2_xml({**forged, "sign": sign})


def v2_notifications():
    fields = {"appid": APPID, "attach": "a=b&c=<d>", "bank_type": "CFT", "fee_type": "CNY", "is_subscribe": "Y", "mch_id": MCHID, "nonce_str": "5d2b6c2a8db53831f7eda20af46e531c", "openid": "oUpF8uMEb4qRXf22hE3X68TekukE", "out_trade_no": "1415659990", "result_code": "SUCCESS", "return_code": "SUCCESS", "time_end": "20240805173331", "total_fee": "100", "coupon_fee": "10", "coupon_count": "1", "coupon_type_0": "CASH", "coupon_id_0": "10000", "coupon_fee_0": "10", "trade_type": "MWEB", "transaction_id": "4200000005", "a_future_field": "must be part of the signature"}

    def message(changes=None, sign_type="HMAC-SHA256", key=V2_KEY):
        changed = {k: v for k, v in {**fields, **(changes or {})}.items() if v is not None}
        return v2_xml({**changed, "sign": v2_sign(changed, sign_type, key)})

    def notice(name, expect, body, **inputs):
        return case(name, "handle_notification", expect, headers={"Content-Type": "text/xml"}, body=body, now=NOW, **inputs)

    def wrong(name, kind, code, status, body, field=None, **inputs):
        return notice(name, {"outcome": "refused", "acknowledgement": failure(2, status), **error(kind, code, field)}, body, **inputs)

    order = {"family": "v2", "out_trade_no": "1415659990", "sub_mchid": None}
    good = message()
    inner = {"transaction_id": "4200000005", "out_trade_no": "1415659990", "refund_id": "50000000382019052709732678859", "out_refund_no": "R1415659990", "total_fee": "100", "settlement_total_fee": "90", "refund_fee": "40", "settlement_refund_fee": "36", "refund_status": "SUCCESS", "success_time": "2024-08-05 17:33:30", "refund_recv_accout": "招商银行信用卡0403", "refund_account": "REFUND_SOURCE_RECHARGE_FUNDS", "refund_request_source": "API"}

    def refund(changes=None, key=V2_KEY, outer=None, root="root", sealed=None):
        plain = v2_xml({**inner, **(changes or {})}).replace("<xml>", f"<{root}>").replace("</xml>", f"</{root}>").encode()
        pad = 16 - len(plain) % 16
        cipher = Cipher(algorithms.AES(hashlib.md5(key.encode()).hexdigest().encode()), modes.ECB()).encryptor()
        text = base64.b64encode(cipher.update(plain + bytes([pad]) * pad) + cipher.finalize()).decode()
        return v2_xml({"return_code": "SUCCESS", "appid": APPID, "mch_id": MCHID, "nonce_str": "TeqClE3i0mvn3DrK", "req_info": sealed or text, **(outer or {})})

    recut = recut_payment(message({"attach": INJECTED}))
    merged = message({"sign_type": "HMAC-SHA256", "sub_mch_id": "1900000109"}).replace("<sub_mch_id><![CDATA[1900000109]]></sub_mch_id>", "")
    merged = merged.replace("<![CDATA[HMAC-SHA256]]>", "<![CDATA[HMAC-SHA256&sub_mch_id=1900000109]]>")
    xxe = '<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><attach>&e;</attach></xml>'
    return [
        notice("V2 payment", {"outcome": "v2_payment", "acknowledgement": V2_OK, "order": order, "value": {"total_fee": 100, "transaction_id": "4200000005", "attach": "a=b&c=<d>", "trade_state": "SUCCESS", "coupons": [{"coupon_id": "10000", "coupon_type": "CASH", "coupon_fee": 10}]}}, good),
        notice("V2 payment, spaced and with a byte-order mark", {"outcome": "v2_payment"}, "\ufeff" + re.sub(r"(</\w+>|<xml>)<", r"\1\n <", good)),
        notice("V2 payment with MD5", {"outcome": "v2_payment"}, message(sign_type="MD5"), settings={"v2_sign_type": "MD5"}),
        notice("V2 payment that names its sign_type", {"outcome": "v2_payment"}, message({"sign_type": "HMAC-SHA256"})),
        notice("V2 payment of a sub merchant", {"outcome": "v2_payment", "order": {**order, "sub_mchid": "1900000109"}}, message({"sub_mch_id": "1900000109"})),
        notice("expect: V2", {"outcome": "v2_payment", "as_expected": True}, good, expected={"out_trade_no": "1415659990", "total": 100, "mchid": MCHID, "appid": APPID}),
        notice("expect: V2, another amount", {"outcome": "v2_payment", "as_expected": error("mismatch", "PAYMENT_DIFFERS", "total_fee")["error"]}, good, expected={"total": 1}),
        notice("expect: V2, a failed payment", {"outcome": "not_paid", "as_expected": error("mismatch", "ORDER_NOT_PAID", "trade_state", "confirm_first")["error"]}, message({"result_code": "FAIL"}), expected={"total": 100}),
        notice("expect: a V2 refund is no payment", {"outcome": "v2_refund", "as_expected": error("mismatch", "NOT_A_PAYMENT")["error"]}, refund(), expected={"total": 100}),
        notice("V2 failed payment", {"outcome": "not_paid", "acknowledgement": V2_OK, "state": "PAYERROR", "order": order}, message({"result_code": "FAIL", "err_code": "SYSTEMERROR"})),
        notice("V2 refund", {"outcome": "v2_refund", "acknowledgement": V2_OK, "value": {"refund_fee": 40, "refund_status": "SUCCESS", "out_refund_no": "R1415659990"}}, refund()),
        notice("V2 refund closed", {"outcome": "v2_refund", "value": {"refund_status": "CLOSED"}}, refund({"refund_status": "REFUNDCLOSE"})),
        notice("V2 refund abnormal", {"outcome": "v2_refund", "value": {"refund_status": "ABNORMAL"}}, refund({"refund_status": "CHANGE"})),
        wrong("V2 amount changed", "signature", "V2_SIGN_WRONG", 401, good.replace("<total_fee><![CDATA[100]]>", "<total_fee><![CDATA[1]]>")),
        wrong("V2 unknown field removed", "signature", "V2_SIGN_WRONG", 401, good.replace("<a_future_field><![CDATA[must be part of the signature]]></a_future_field>", "")),
        wrong("V2 field added", "signature", "V2_SIGN_WRONG", 401, good.replace("</xml>", "<x>1</x></xml>")),
        wrong("V2 signed with another key", "signature", "V2_SIGN_WRONG", 401, message(key=V2_KEY[::-1])),
        wrong("V2 signed the weaker way, and saying so", "signature", "V2_SIGN_WRONG", 401, message({"sign_type": "MD5"}, sign_type="MD5")),
        wrong("V2 without sign", "signature", "V2_SIGN_WRONG", 401, v2_xml(fields)),
        wrong("V2 empty sign", "signature", "V2_SIGN_WRONG", 401, v2_xml(fields).replace("</xml>", "<sign></sign></xml>")),
        wrong("V2 keys swapped", "config", "API_KEYS_SWAPPED", 500, message(key=V3_KEY)),
        wrong("V2 of another merchant", "mismatch", "MERCHANT_DIFFERS", 400, message({"mch_id": "1900000109"}), "mch_id"),
        wrong("V2 of another AppID", "mismatch", "MERCHANT_DIFFERS", 400, message({"appid": "wxd930ea5d5a258f4f"}), "appid"),
        wrong("V2 return_code FAIL", "malformed", "MESSAGE_INCOMPLETE", 400, message({"return_code": "FAIL"}), "return_code"),
        wrong("V2 without result_code", "malformed", "MESSAGE_INCOMPLETE", 400, message({"result_code": None}), "result_code"),
        wrong("V2 without transaction_id", "malformed", "MESSAGE_INCOMPLETE", 400, message({"transaction_id": None}), "transaction_id"),
        wrong("V2 amount with decimals", "malformed", "MESSAGE_FIELD", 400, message({"total_fee": "1.00"}), "total_fee"),
        wrong("V2 negative amount", "malformed", "MESSAGE_FIELD", 400, message({"total_fee": "-100"}), "total_fee"),
        wrong("V2 huge amount", "malformed", "MESSAGE_FIELD", 400, message({"total_fee": "9" * 30}), "total_fee"),
        wrong("V2 two amounts", "malformed", "XML_REFUSED", 400, good.replace("</xml>", "<total_fee>1</total_fee></xml>"), "total_fee"),
        notice("V2 reply to the query of a paid order: the same fact", {"outcome": "v2_payment", "order": order}, message({"trade_state": "SUCCESS", "trade_state_desc": "支付成功"})),
        *[wrong(f"V2 reply to a query, {state}", "mismatch", "NOT_A_PAYMENT", 400, message({"trade_state": state}), "trade_state") for state in ("NOTPAY", "REFUND", "CLOSED")],
        *[wrong(f"V2 message with {name}", "mismatch", "NOT_A_PAYMENT", 400, message({name: "1"}), name) for name in ("refund_id", "out_refund_no", "refund_fee", "refund_count", "total_refund_count", "refund_id_0", "out_refund_no_12")],
        wrong("V2 failed message about a refund", "mismatch", "NOT_A_PAYMENT", 400, message({"result_code": "FAIL", "refund_id": "1"}), "refund_id"),
        *[wrong(f"V2 without {name}", "malformed", "MESSAGE_INCOMPLETE", 400, message({name: None}), name) for name in ("time_end", "total_fee", "nonce_str")],
        # The genuine payment of a small order, whose attach was chosen by the payer, and the same signed text cut another way.
        wrong("V2 attach that holds other fields", "signature", "V2_TEXT_AMBIGUOUS", 401, message({"attach": INJECTED}), "attach"),
        wrong("V2 signed text cut another way", "signature", "V2_TEXT_AMBIGUOUS", 401, recut, "z"),
        wrong("V2 sub merchant merged into the field before it", "signature", "V2_TEXT_AMBIGUOUS", 401, merged, "sign_type"),
        wrong("V2 field of this message alone, inside another", "signature", "V2_TEXT_AMBIGUOUS", 401, message({"attach": "x&a_future_field=1"}), "attach"),
        wrong("V2 numbered field inside another", "signature", "V2_TEXT_AMBIGUOUS", 401, message({"attach": "x&coupon_fee_7=1"}), "attach"),
        wrong("V2 text with other fields, changed: the signature goes first", "signature", "V2_SIGN_WRONG", 401, message({"attach": INJECTED}).replace("x&mch_id", "y&mch_id")),
        notice("V2 attach with a query of names that V2 does not have", {"outcome": "v2_payment", "value": {"attach": "total_fee=1&c=2&uid=7&sign=x&mch_id"}}, message({"attach": "total_fee=1&c=2&uid=7&sign=x&mch_id"})),
        wrong("V2 XXE probe", "malformed", "XML_REFUSED", 400, xxe),
        wrong("V2 with a comment", "malformed", "XML_REFUSED", 400, good.replace("</xml>", "<!-- x --></xml>")),
        wrong("V2 with a comment inside a value", "malformed", "XML_REFUSED", 400, good.replace("<total_fee><![CDATA[", "<total_fee><!-- x --><![CDATA[")),
        wrong("V2 with a value in two pieces", "malformed", "XML_REFUSED", 400, good.replace("<total_fee><![CDATA[", "<total_fee>1<![CDATA[")),
        wrong("V2 with two declarations", "malformed", "XML_REFUSED", 400, '<?xml version="1.0"?><?xml version="1.0"?>' + good),
        wrong("V2 with a long field name", "malformed", "XML_REFUSED", 400, good.replace("</xml>", "<" + "a" * 65 + ">1</" + "a" * 65 + "></xml>")),
        wrong("V2 nested", "malformed", "XML_REFUSED", 400, "<xml><a><b>1</b></a></xml>"),
        wrong("V2 cut", "malformed", "XML_REFUSED", 400, good[:-3]),
        wrong("V2 page", "malformed", "XML_REFUSED", 400, "<html></html>"),
        wrong("V2 refund with another key", "decrypt", "DECRYPT_FAILED", 500, refund(key=V2_KEY[::-1]), "req_info"),
        wrong("V2 refund with the APIv3 key: swapped", "config", "API_KEYS_SWAPPED", 500, refund(key=V3_KEY)),
        wrong("V2 refund of another merchant", "mismatch", "MERCHANT_DIFFERS", 400, refund(outer={"mch_id": "1900000109"}), "mch_id"),
        wrong("V2 refund that is no base64", "malformed", "CIPHERTEXT_MALFORMED", 400, refund(sealed="***"), "req_info"),
        wrong("V2 refund of half a block", "malformed", "CIPHERTEXT_MALFORMED", 400, refund(sealed="AAAAAAAAAAA="), "req_info"),
        wrong("V2 refund with another root", "decrypt", "DECRYPT_FAILED", 500, refund(root="xml"), "req_info"),
        wrong("V2 refund without an amount", "malformed", "MESSAGE_INCOMPLETE", 400, refund({"refund_fee": ""}), "refund_fee"),
        wrong("V2 message, V2 not configured", "config", "V2_NOT_CONFIGURED", 500, good, "api_v2_key", settings={"api_v2_key": None}),
    ]


# ---------------------------------------------------------------- certificates, sensitive fields, self test


def listed(pem=platform_certificate, serial=PLATFORM_SERIAL, key=V3_KEY, associated_data="certificate", **changes):
    nonce = "61f9c719728a"
    aead = b"" if associated_data is None else associated_data.encode()
    sealed = base64.b64encode(AESGCM(key.encode()).encrypt(nonce.encode(), pem.encode(), aead)).decode()
    inner = {"algorithm": "AEAD_AES_256_GCM", "nonce": nonce, "associated_data": associated_data, "ciphertext": sealed}
    if associated_data is None:
        del inner["associated_data"]
    return {"serial_no": serial, "effective_time": "2020-01-01T08:00:00+08:00", "expire_time": "2030-01-01T08:00:00+08:00", "encrypt_certificate": {**inner, **changes}}


def certificates():
    by_public_key = (wechat_key, PUBLIC_KEY_ID)
    by_platform = (platform_key, PLATFORM_SERIAL)
    by_next = (wechat_key, NEXT_SERIAL)
    stranger = (merchant_key, "AB" * 20)
    upcoming = listed(next_certificate, NEXT_SERIAL)
    expired = listed(expired_certificate, "7A" * 20)
    first = {"serial_no": PLATFORM_SERIAL, "not_before": 1577836800, "not_after": 1893456000, "pem": platform_certificate}

    def fetch(name, expect, entries, signer=by_platform, settings=NO_KEYS, headers=None, at=NOW, signed_body=None):
        body = entries if isinstance(entries, str) else compact({"data": entries})
        headers = signed_headers(signed_body or body, *signer, at=at) if headers is None else headers
        return case(name, "certificates", expect, reply=reply(body, headers=headers), settings=settings)

    def good(*serials):
        return {"result": {"mchid": MCHID, "certificates": [{"serial_no": serial} for serial in serials]}}

    def refused(name, kind, code, entries, *signer, field=None, retry="same_request", **more):
        return fetch(name, error(kind, code, field, retry), entries, **({"signer": signer[0]} if signer else {}), **more)

    def says(name, expect, code, message, status):
        return case(name, "certificates", expect, reply=reply(compact({"code": code, "message": message}), status))

    target = "https://api.mch.weixin.qq.com/v3/certificates"
    without_public_key = v3_request("GET", target, "/v3/certificates")
    without_public_key["headers"]["Wechatpay-Serial"] = None
    one = listed()
    flipped = listed()
    text = flipped["encrypt_certificate"]["ciphertext"]
    flipped["encrypt_certificate"]["ciphertext"] = text[:10] + ("B" if text[10] == "A" else "A") + text[11:]
    signed = signed_headers(compact({"data": [one]}), *by_platform)
    probe = {**signed, "Wechatpay-Signature": "WECHATPAY/SIGNTEST/" + signed["Wechatpay-Signature"]}
    ciphertext, serial_no, nothing = "data[0].encrypt_certificate.ciphertext", "data[0].serial_no", error("config", "CERTIFICATES_NOT_AVAILABLE", "public_key_id")
    return [
        case("the request names the public key", "certificates", {"request": v3_request("GET", target, "/v3/certificates")}),
        case("the request without any key", "certificates", {"request": without_public_key}, settings=NO_KEYS),
        fetch("the first list: verified with a certificate in it", {"result": {"mchid": MCHID, "certificates": [first]}}, [one]),
        fetch("a list signed with the public key", good(PLATFORM_SERIAL), [one], by_public_key, {}),
        fetch("a list signed with a known certificate", good(PLATFORM_SERIAL, NEXT_SERIAL), [one, upcoming], by_platform, {}),
        fetch("a list signed with a certificate that only the list knows", good(PLATFORM_SERIAL, NEXT_SERIAL), [one, upcoming], by_next, {}),
        fetch("encrypted with the previous APIv3 key", good(PLATFORM_SERIAL), [listed(key=OLD_V3_KEY)], settings={**NO_KEYS, "api_v3_key_previous": OLD_V3_KEY}),
        fetch("one of the two is expired: left out", good(PLATFORM_SERIAL), [expired, one]),
        fetch("without associated data", good(PLATFORM_SERIAL), [listed(associated_data=None)]),
        fetch("serial in lower case", good(PLATFORM_SERIAL), [listed(serial=PLATFORM_SERIAL.lower())]),
        refused("signed by somebody else under a listed serial", "signature", "SIGNATURE_WRONG", [one], (merchant_key, PLATFORM_SERIAL)),
        refused("signed by a certificate that nobody knows, and no key yet", "signature", "NOTHING_TO_VERIFY_WITH", [one], stranger),
        refused("signed by a certificate that nobody knows", "signature", "SERIAL_UNKNOWN", [one], stranger, settings={}),
        refused("a known key is not passed over for a listed one", "signature", "SIGNATURE_WRONG", [one], (merchant_key, PLATFORM_SERIAL), settings={}),
        refused("changed after it was signed", "signature", "SIGNATURE_WRONG", [one, one], signed_body=compact({"data": [one]})),
        refused("unsigned", "signature", "REPLY_UNSIGNED", [one], headers={}),
        refused("some signature headers dropped", "signature", "SIGNATURE_HEADERS_INCOMPLETE", [one], headers={k: v for k, v in signed.items() if k != "Wechatpay-Serial"}, field="Wechatpay-Serial"),
        refused("probe", "signature", "SIGNATURE_PROBE", [one], headers=probe),
        refused("list of 300 s ago", "stale", "MESSAGE_STALE", [one], at=NOW - 300),
        refused("list of 300 s ago, signed with a known key", "stale", "MESSAGE_STALE", [one], by_public_key, settings={}, at=NOW - 300),
        refused("ciphertext changed", "decrypt", "DECRYPT_FAILED", [flipped], field=ciphertext),
        refused("encrypted with another key", "decrypt", "DECRYPT_FAILED", [listed(key=V3_KEY[::-1])], field=ciphertext),
        refused("encrypted with the V2 key: swapped", "config", "API_KEYS_SWAPPED", [listed(key=V2_KEY)], retry="never"),
        refused("one of the two does not open: nothing is taken", "decrypt", "DECRYPT_FAILED", [one, listed(next_certificate, NEXT_SERIAL, key=V3_KEY[::-1])], field="data[1].encrypt_certificate.ciphertext"),
        refused("other associated data than it was encrypted with", "decrypt", "DECRYPT_FAILED", [{**one, "encrypt_certificate": {**one["encrypt_certificate"], "associated_data": ""}}], field=ciphertext),
        refused("encrypted for another purpose", "malformed", "MESSAGE_FIELD", [listed(associated_data="transaction")], field="data[0].encrypt_certificate.associated_data"),
        fetch("empty associated data", good(PLATFORM_SERIAL), [listed(associated_data="")]),
        refused("algorithm SM4", "malformed", "ALGORITHM_UNSUPPORTED", [listed(algorithm="AEAD_SM4_128_GCM")], field="data[0].encrypt_certificate.algorithm"),
        refused("ciphertext that is no base64", "malformed", "CIPHERTEXT_MALFORMED", [listed(ciphertext="***")], field=ciphertext),
        refused("ciphertext longer than any certificate", "malformed", "CIPHERTEXT_MALFORMED", [listed(ciphertext="A" * 65540)], field=ciphertext),
        refused("the serial is another one", "mismatch", "PLATFORM_SERIAL_DIFFERS", [listed(serial=NEXT_SERIAL)], field=serial_no, retry="never"),
        refused("a key in place of a certificate", "malformed", "MESSAGE_FIELD", [listed(SETTINGS["public_key"])], field="data[0].encrypt_certificate"),
        refused("text in place of a certificate", "malformed", "MESSAGE_FIELD", [listed("hello")], field="data[0].encrypt_certificate"),
        refused("only an expired certificate", "signature", "PLATFORM_CERTIFICATE_EXPIRED", [expired], (platform_key, "7A" * 20)),
        refused("only an expired certificate, signed with a known key", "signature", "PLATFORM_CERTIFICATE_EXPIRED", [expired], by_public_key, settings={}, field="data"),
        refused("65 entries", "malformed", "MESSAGE_FIELD", [one] * 65, field="data"),
        refused("an entry without a serial", "malformed", "MESSAGE_FIELD", [{"encrypt_certificate": one["encrypt_certificate"]}], by_public_key, settings={}, field="data[0]"),
        refused("no JSON", "malformed", "MESSAGE_UNREADABLE", "hello"),
        refused("an empty list that nobody vouches for", "signature", "NOTHING_TO_VERIFY_WITH", []),
        fetch("an empty list, signed", nothing, [], by_public_key, {}),
        fetch("no list, signed", nothing, "{}", by_public_key, {}),
        says("a merchant with the public key only", nothing, "RESOURCE_NOT_EXISTS", "无可用的平台证书", 404),
        says("a merchant with the public key only, another code", nothing, "INVALID_REQUEST", "无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥", 400),
        says("signature refused", error("api", "SIGN_ERROR"), "SIGN_ERROR", "错误的签名", 401),
        says("rate limit", error("api", "FREQUENCY_LIMITED", retry="same_request"), "FREQUENCY_LIMITED", "…", 429),
        case("gateway page", "certificates", error("transport", "UNEXPECTED_REPLY", retry="same_request"), reply=reply("<html></html>", 502)),
        case("V3 not configured", "certificates", error("config", "V3_NOT_CONFIGURED", "merchant_private_key"), settings={**NO_KEYS, "merchant_private_key": None, "api_v3_key": None}),
    ]


def oaep(key, text):
    """Encrypts for the merchant. Fixed, so that the file is the same on every run: the padding's seed is made of the text."""
    # RFC 8017, 7.1.1, with the seed given; `cryptography` draws it at random.
    def mask(seed, length):
        return b"".join(hashlib.sha1(seed + i.to_bytes(4, "big")).digest() for i in range(-(-length // 20)))[:length]

    numbers = key.public_key().public_numbers()
    data = text if isinstance(text, bytes) else text.encode()
    size = (numbers.n.bit_length() + 7) // 8
    block = hashlib.sha1(b"").digest() + b"\0" * (size - len(data) - 42) + b"\1" + data
    seed = hashlib.sha1(data).digest()
    block = bytes(a ^ b for a, b in zip(block, mask(seed, len(block))))
    seed = bytes(a ^ b for a, b in zip(seed, mask(block, 20)))
    sealed = pow(int.from_bytes(b"\0" + seed + block, "big"), numbers.e, numbers.n).to_bytes(size, "big")
    sha1 = padding.OAEP(padding.MGF1(hashes.SHA1()), hashes.SHA1(), None)
    assert key.decrypt(sealed, sha1) == data
    return base64.b64encode(sealed).decode()


def sensitive():
    def encrypt(name, expect, text="张三", **inputs):
        return case(name, "encrypt_sensitive", expect, request=text, **inputs)

    def decrypt(name, expect, ciphertext):
        return case(name, "decrypt_sensitive", expect, request=ciphertext)

    def sealed_for(serial):
        return {"result": {"serial": serial, "characters": 344}}

    both = {**NO_KEYS, "platform_certificates": platform_certificate + next_certificate}
    good = oaep(merchant_key, "张三")
    malformed, failed = error("malformed", "CIPHERTEXT_MALFORMED"), error("decrypt", "DECRYPT_FAILED")
    return [
        encrypt("for the public key, where there is one", sealed_for(PUBLIC_KEY_ID)),
        encrypt("for the newest valid certificate", sealed_for(NEXT_SERIAL), settings=both),
        encrypt("a newer certificate that is not valid yet is passed over", sealed_for(PLATFORM_SERIAL), settings=both, now=NOW - 365 * 86400),
        encrypt("214 bytes", sealed_for(PUBLIC_KEY_ID), "a" * 214),
        encrypt("215 bytes", error("invalid_input", "PLAINTEXT_TOO_LONG"), "a" * 215),
        encrypt("72 characters of three bytes", error("invalid_input", "PLAINTEXT_TOO_LONG"), "好" * 72),
        encrypt("no key of WeChat Pay", error("config", "NOTHING_TO_ENCRYPT_WITH", "public_key"), settings=NO_KEYS),
        encrypt("only an expired certificate", error("config", "NOTHING_TO_ENCRYPT_WITH", "public_key"), settings={**NO_KEYS, "platform_certificates": expired_certificate}),
        encrypt("V3 not configured", error("config", "V3_NOT_CONFIGURED", "merchant_private_key"), settings={**NO_KEYS, "merchant_private_key": None, "api_v3_key": None}),
        decrypt("for the merchant", {"result": "张三"}, good),
        decrypt("an empty text", {"result": ""}, oaep(merchant_key, "")),
        decrypt("for another key", failed, oaep(wechat_key, "张三")),
        decrypt("changed", failed, ("A" if good[0] != "A" else "B") + good[1:]),
        decrypt("cut", malformed, good[:-4]),
        decrypt("longer than a block", malformed, good.rstrip("=") + "AAAA"),
        decrypt("no base64", malformed, "***"),
        decrypt("nothing", malformed, ""),
        decrypt("no UTF-8 inside", malformed, oaep(merchant_key, b"\xff\xfe")),
    ]


def self_tests():
    message = "qq-wxpay " + NONCE
    url = "https://api.mch.weixin.qq.com/v3/security/echo"
    holds = {"state": "holds", "error": None}
    untested = {"state": "not_tested", "error": None}
    echo = {"echo_message": message, "encrypted_echo_message": oaep(merchant_key, message)}
    body = compact(echo)
    signed = signed_headers(body)

    def fails(kind, code, field=None, retry="never", state="fails"):
        return {"state": state, **error(kind, code, field, retry)}

    def request(serial, **more):
        headers = {"Accept": "application/json", "Content-Type": "application/json", "Wechatpay-Serial": serial}
        return {"request": {"method": "POST", "url": url, "headers": headers, "body": {"echo_message": message, "encrypted_echo_message": 344, **more}}}

    def test(name, expect, answer, **inputs):
        return case(name, "self_test", {"result": {"echo_message": message, "callback": untested, **expect}}, request={}, reply=answer, **inputs)

    def report(signature=holds, verification=holds, encryption=holds, clock=holds, **more):
        return {"signature": signature, "verification": verification, "encryption": encryption, "clock": clock, **more}

    def refused(code, status, headers=None, message="…", detail=None):
        return reply(compact({"code": code, "message": message, **({"detail": detail} if detail else {})}), status, headers)

    def date(at):
        return {"Date": datetime.datetime.fromtimestamp(at, datetime.timezone.utc).strftime("%a, %d %b %Y %H:%M:%S GMT")}

    def everywhere(kind, code, retry):
        return report(*[fails(kind, code, retry=retry, state="not_tested")] * 4, passed=False)

    sign_error = fails("api", "SIGN_ERROR")
    not_tested_sign = fails("api", "SIGN_ERROR", state="not_tested")
    unreadable = fails("malformed", "MESSAGE_UNREADABLE", state="not_tested")
    skewed = fails("stale", "CLOCK_OFF")
    param = {"field": "/body/encrypted_echo_message", "issue": "cannot be decrypted", "location": "body"}
    return [
        case("the request: encrypted for the public key", "self_test", request(PUBLIC_KEY_ID, notify_url=None), request={}),
        case("the request: encrypted for the newest certificate", "self_test", request(PLATFORM_SERIAL), request={}, settings={"public_key": None, "public_key_id": None}),
        case("the request: with a callback", "self_test", request(PUBLIC_KEY_ID, notify_url=NOTIFY), request={"notify_url": NOTIFY}),
        test("everything holds", report(clock_skew_seconds=0, passed=True), reply(body, headers=signed)),
        test("signed 299 s ago", report(clock_skew_seconds=299, passed=True), reply(body, headers=signed_headers(body, at=NOW - 299))),
        test("signed 300 s ago: the clock", report(clock=skewed, clock_skew_seconds=300, passed=False), reply(body, headers=signed_headers(body, at=NOW - 300))),
        test("signed 300 s ahead: the clock", report(clock=skewed, clock_skew_seconds=-300, passed=False), reply(body, headers=signed_headers(body, at=NOW + 300))),
        test("wrongly signed: the verification", report(verification=fails("signature", "SIGNATURE_WRONG"), clock=untested, clock_skew_seconds=None, passed=False), reply(body, headers=signed_headers(body, merchant_key))),
        test("signed with an unknown key", report(verification=fails("signature", "SERIAL_UNKNOWN"), clock=untested, passed=False), reply(body, headers=signed_headers(body, serial="PUB_KEY_ID_9999"))),
        test("probe", report(verification=fails("signature", "SIGNATURE_PROBE"), clock=untested, passed=False), reply(body, headers={**signed, "Wechatpay-Signature": "WECHATPAY/SIGNTEST/" + signed["Wechatpay-Signature"]})),
        test("unsigned", report(verification=fails("signature", "REPLY_UNSIGNED"), clock=untested, passed=False), reply(body)),
        *[
            test(f"encryption: {name}", report(encryption=expect, passed=False), reply(other, headers=signed_headers(other)))
            for name, expect, other in [
                ("for another key", fails("decrypt", "DECRYPT_FAILED", "encrypted_echo_message"), compact({**echo, "encrypted_echo_message": oaep(wechat_key, message)})),
                ("another text", fails("mismatch", "REPLY_DIFFERS", "encrypted_echo_message"), compact({**echo, "encrypted_echo_message": oaep(merchant_key, "another")})),
                ("not sent back", fails("malformed", "MESSAGE_INCOMPLETE", "encrypted_echo_message"), compact({"echo_message": message})),
                ("no base64", fails("malformed", "CIPHERTEXT_MALFORMED", "encrypted_echo_message"), compact({**echo, "encrypted_echo_message": "***"})),
            ]
        ],
        test("another text comes back", report(untested, fails("mismatch", "REPLY_DIFFERS", "echo_message"), untested, holds, passed=False), reply(compact({**echo, "echo_message": "another"}), headers=signed_headers(compact({**echo, "echo_message": "another"})))),
        test("signature refused", report(sign_error, not_tested_sign, not_tested_sign, not_tested_sign, clock_skew_seconds=2, passed=False), refused("SIGN_ERROR", 401, date(NOW - 2))),
        test("signature refused, no time known", report(sign_error, not_tested_sign, not_tested_sign, not_tested_sign, clock_skew_seconds=None, passed=False), refused("SIGN_ERROR", 401)),
        test("signature refused for the clock", report(not_tested_sign, not_tested_sign, not_tested_sign, skewed, clock_skew_seconds=400, passed=False), refused("SIGN_ERROR", 401, date(NOW - 400))),
        test("what was encrypted is refused", report(holds, fails("api", "PARAM_ERROR", state="not_tested"), fails("api", "PARAM_ERROR"), fails("api", "PARAM_ERROR", state="not_tested"), passed=False), refused("PARAM_ERROR", 400, detail=param)),
        test("refused for another reason", everywhere("api", "NO_AUTH", "never"), refused("NO_AUTH", 403)),
        test("gateway page", everywhere("transport", "UNEXPECTED_REPLY", "confirm_first"), reply("<html></html>", 502)),
        test("page with 200", report(unreadable, fails("signature", "REPLY_UNSIGNED"), unreadable, unreadable, passed=False), reply("<html></html>")),
        case("no key of WeChat Pay", "self_test", error("config", "NOTHING_TO_ENCRYPT_WITH", "public_key"), request={}, settings=NO_KEYS),
        case("V3 not configured", "self_test", error("config", "V3_NOT_CONFIGURED", "merchant_private_key"), request={}, settings={**NO_KEYS, "merchant_private_key": None, "api_v3_key": None}),
        case("http callback", "self_test", error("config", "NOTIFY_URL_NOT_HTTPS", "notify_url"), request={"notify_url": "http://pay.example.com/notify"}),
        case("misspelt input", "self_test", error("invalid_input", "UNKNOWN_FIELD", "notify_ur"), request={"notify_ur": NOTIFY}),
    ]


def write(name, about, cases):
    out = {"about": about, "cases": cases}
    (HERE / name).write_text(json.dumps(out, ensure_ascii=False, indent=1) + "\n")
    return len(cases)


def main():
    defaults = {"settings": SETTINGS, "now": NOW, "nonce": NONCE, "access_token": TOKEN}
    (HERE / "defaults.json").write_text(json.dumps(defaults, ensure_ascii=False, indent=1) + "\n")
    total = write("settings.json", "Settings: what is accepted, and which error names which setting.", settings_cases())
    total += write("requests.json", "Requests: the exact bytes that leave, signed with Python's cryptography.", orders())
    total += write("bad_requests.json", "Wrong requests: refused before anything is sent, with the field named.", bad_orders())
    total += write("order_replies.json", "Replies to V3 orders, through QQ and straight.", order_replies())
    total += write("v2_replies.json", "Replies to V2 orders.", v2_replies())
    total += write("query_replies.json", "Replies to queries.", query_replies())
    total += write("token_replies.json", "Replies of getToken.", token_replies())
    total += write("v3_notifications.json", "V3 notifications.", v3_notifications())
    total += write("certificates.json", "Replies of /v3/certificates: which lists are believed.", certificates())
    total += write("sensitive.json", "Texts encrypted for WeChat Pay, and by it.", sensitive())
    total += write("self_tests.json", "The self test: what the reply says about signature, verification, encryption and clock.", self_tests())
    total += write("v2_notifications.json", "V2 notifications.", v2_notifications())
    make = sys.modules[__name__]
    total += write("life_requests.json", "Close, refund, query refunds, any other interface: the exact bytes that leave.", life.requests(make))
    total += write("life_bad_requests.json", "The same, wrong: refused before anything is sent.", life.bad_requests(make))
    total += write("life_replies.json", "Replies to close, refund, refund queries and other interfaces.", life.replies(make))
    total += write("error_tables.json", "Every row of the protocol's error tables.", error_tables.cases(make))
    total += write("bills.json", "Bills: asking for them, their links, their files.", bills.cases(make))
    print(f"{total} cases written")


if __name__ == "__main__":
    main()
