"""What all cases are made of: keys, signatures, the requests and messages that most of them use.

The core is not asked: a mistake in it cannot hide in a case. Keys: `keys.json` (made for these tests) and the published
documentation key of `core/tests/vectors/v3_request_sign.json` as the merchant's.
"""

import base64
import datetime
import hashlib
import hmac
import json
import pathlib
from urllib.parse import quote
from xml.sax.saxutils import escape

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.x509.oid import NameOID

HERE = pathlib.Path(__file__).parent.parent
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
OTHER_KEY_ID = "PUB_KEY_ID_0000000000000000000000000000000002"
PLATFORM_SERIAL = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1"
LINK = "https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx2016121516420242444321ca0631331346&package=1405458241"
keys = json.loads((HERE / "keys.json").read_text())
published = json.loads((HERE / "../../core/tests/vectors/v3_request_sign.json").read_text())


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
        "spbill_create_ip": "203.0.113.7", **{name: request[name] for name in ("time_expire",) if name in request}, "notify_url": notify_url, "trade_type": "MWEB", "scene_info": scene,
    }
    fields.update({name: str(value) for name, value in request.get("extra", {}).items()})
    fields["sign"] = v2_sign(fields, sign_type)
    return v2_xml(fields, cdata=False)


NUMBERS = {"query_combine_order": "combine_out_trade_no", "query_refund": "out_refund_no"}
"""What a request is called that is a number alone; else `out_trade_no`."""


def case(name, operation, expect, **inputs):
    """A case. In the lists a request may be a number alone, with the sub merchant beside it: it is written as the operation takes it."""
    request, sub = inputs.get("request"), inputs.pop("sub_mchid", None)
    if isinstance(request, str):
        request = {NUMBERS.get(operation, "out_trade_no"): request}
    if sub is not None:
        request = {"sub_mch_id" if "v2" in operation else "sub_mchid": sub, **request}
    if "offset" in inputs:
        request = {**request, "offset": inputs.pop("offset")}
    if request is not None:
        inputs["request"] = request
    if operation.startswith("place_"):
        inputs.setdefault("access_token", TOKEN)
    return {"name": name, "operation": operation, **inputs, "expect": expect}


def error(kind, code, field=None, retry="never"):
    return {"error": {"kind": kind, "code": code, **({"field": field} if field else {}), "retry": retry}}


def signed_headers(body, key=wechat_key, serial=PUBLIC_KEY_ID, at=NOW, nonce="d824f2e086d3c1df967785d13fcd22ef", raw=False):
    body = body if raw else body.encode()
    signature = rsa(key, f"{at}\n{nonce}\n".encode() + body + b"\n")
    return {"Wechatpay-Timestamp": str(at), "Wechatpay-Nonce": nonce, "Wechatpay-Signature": signature, "Wechatpay-Serial": serial}


def reply(body, status=200, headers=None):
    return {"status": status, "headers": headers or {}, "body": body}


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
