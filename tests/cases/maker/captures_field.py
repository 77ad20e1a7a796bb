"""What the first four lines of a V3 request, its header and its serial number look like in the field; and V2 between V2 and V3."""

import base64
import json
from urllib.parse import quote, quote_plus

from .capture_parts import BODY, QUERY, THROUGH_QQ, authorization, joined, md5, raw, text, v2_post, v3_notice, v3_request
from .make import (
    APPID, MCHID, NONCE, NOTIFY, NOW, PLATFORM_SERIAL, QQ_APPID, SERIAL, TOKEN, TRANSACTION, V2_KEY, compact, envelope, merchant_key, platform_key,
    rsa, signed_headers, v2_sign, v2_xml,
)


def colons(serial):
    return ":".join(serial[at:at + 2] for at in range(0, len(serial), 2))


def v3_requests():
    right = text()
    get = dict(method="GET", target=QUERY, body="")
    path, query = QUERY.split("?")
    number = path.rsplit("/", 1)[1]
    template = lambda word, query="?" + query: v3_request(text("GET", path.replace(number, word) + query, body=""), **get)
    signed_for = lambda path: v3_request(text(target=path))
    qq = json.loads(BODY)
    qq["appid"] = QQ_APPID
    token = quote(TOKEN, safe="")
    in_path = f"/wxpay/access_token/{token}/v3/pay/transactions/h5"
    return [
        ("serial in decimal", ["SERIAL_WRITTEN_OTHERWISE"], v3_request(right, serial=str(int(SERIAL, 16)))),
        ("serial with colons", ["SERIAL_WRITTEN_OTHERWISE"], v3_request(right, serial=colons(SERIAL))),
        ("serial with colons in lower case", ["SERIAL_WRITTEN_OTHERWISE"], v3_request(right, serial=colons(SERIAL.lower()))),
        ("serial as openssl says it", ["SERIAL_WRITTEN_OTHERWISE"], v3_request(right, serial="serial=" + SERIAL)),
        ("serial with 0x", ["SERIAL_WRITTEN_OTHERWISE"], v3_request(right, serial="0x" + SERIAL)),
        ("serial as a float", ["SERIAL_WRITTEN_OTHERWISE"], v3_request(right, serial=f"{float(int(SERIAL, 16)):.15e}")),
        ("serial and path", ["PROXY_PATH_SIGNED", "SERIAL_WRITTEN_OTHERWISE"], v3_request(text(target="/wxpay/v3/pay/transactions/h5"), serial=colons(SERIAL))),
        ("template in braces", ["PATH_TEMPLATE_SIGNED"], template("{out_trade_no}")),
        ("template with a colon", ["PATH_TEMPLATE_SIGNED"], template(":id")),
        ("template of a format", ["PATH_TEMPLATE_SIGNED"], template("%s")),
        ("template with its query", ["PATH_TEMPLATE_SIGNED"], template("{out_trade_no}", "?mchid={mchid}")),
        ("template without the query", ["PATH_TEMPLATE_SIGNED"], template(":out_trade_no", "")),
        ("native signed", ["OTHER_PATH_SIGNED"], signed_for("/v3/pay/transactions/native")),
        ("jsapi signed", ["OTHER_PATH_SIGNED"], signed_for("/v3/pay/transactions/jsapi")),
        ("app of a partner signed", ["OTHER_PATH_SIGNED"], signed_for("/v3/pay/partner/transactions/app")),
        ("query by the other number signed", ["OTHER_PATH_SIGNED"], v3_request(text("GET", QUERY.replace("out-trade-no", "id"), body=""), **get)),
        ("time with a fraction in the header", ["TIME_WITH_FRACTION"], v3_request(right, timestamp=f"{NOW}.0")),
        ("time with a fraction signed", ["TIME_WITH_FRACTION"], v3_request(text(timestamp=f"{NOW}.0"))),
        ("time with a fraction in both", ["TIME_WITH_FRACTION"], v3_request(text(timestamp=f"{NOW}.123456"), timestamp=f"{NOW}.123456")),
        ("time in milliseconds in both", ["TIME_IN_MILLISECONDS"], v3_request(text(timestamp=f"{NOW}123"), timestamp=f"{NOW}123")),
        ("time in milliseconds in the header", ["TIME_IN_MILLISECONDS"], v3_request(right, timestamp=f"{NOW}123")),
        ("AppID of QQ signed", ["QQ_APPID_SIGNED"], v3_request(text(body=compact(qq)))),
        ("AppID of QQ sent", ["QQ_APPID_SENT"], v3_request(text(body=compact(qq)), body=compact(qq))),
        ("token in the path", ["PROXY_PATH_SIGNED"], v3_request(text(target=in_path), target=in_path)),
    ]


def v3_notifications():
    paid = envelope(TRANSACTION)
    platform = signed_headers(paid, platform_key, PLATFORM_SERIAL)
    signed = signed_headers(paid)
    xml = v2_xml({"id": "EV-2018022511223320873", "event_type": "TRANSACTION.SUCCESS"})
    return [
        ("serial in decimal", ["SERIAL_WRITTEN_OTHERWISE"], v3_notice(paid, {**platform, "Wechatpay-Serial": str(int(PLATFORM_SERIAL, 16))})),
        ("serial with colons", ["SERIAL_WRITTEN_OTHERWISE"], v3_notice(paid, {**platform, "Wechatpay-Serial": colons(PLATFORM_SERIAL)})),
        ("time in milliseconds", ["TIME_IN_MILLISECONDS"], v3_notice(paid, {**signed, "Wechatpay-Timestamp": f"{NOW}000"})),
        ("time with a fraction", ["TIME_WITH_FRACTION"], v3_notice(paid, {**signed, "Wechatpay-Timestamp": f"{NOW}.0"})),
        ("made XML of", ["BODY_OBJECT_PRINTED"], v3_notice(xml, signed)),
    ]


def fields():
    return {
        "appid": APPID, "mch_id": MCHID, "nonce_str": NONCE, "body": "茶 & 点心", "attach": " a ", "out_trade_no": "1415659990",
        "total_fee": "100", "spbill_create_ip": "203.0.113.7", "notify_url": "https://api.q.qq.com/wxpay/notify", "trade_type": "MWEB",
    }


def pretty(fields, blank="    ", cdata=True):
    value = lambda v: f"\n{blank}{blank}<![CDATA[{v}]]>\n{blank}" if cdata else f"\n{blank}{blank}{v}\n{blank}"
    return "<xml>\n" + "".join(f"{blank}<{n}>{value(v)}</{n}>\n" for n, v in fields.items()) + "</xml>\n"


def v2_requests():
    own = fields()
    plain = {**own, "body": "tea"}
    signed = {**own, "sign": v2_sign(own, "MD5")}
    both = "".join(f"&{n}={v}" for n, v in sorted(own.items()))[1:]
    key = V2_KEY
    target = f"/wxpay/unifiedorder?appid={QQ_APPID}&access_token={quote(TOKEN, safe='')}&real_notify_url={quote(NOTIFY, safe='')}"
    with_token = lambda **more: v2_post(own, v2_sign({**own, **more}, "MD5"), target)
    header = {"Host": "api.q.qq.com", "Authorization": authorization(rsa(merchant_key, b"x")), "Content-Type": "text/xml"}
    rsa_sign = rsa(merchant_key, both.encode())
    return [
        ("values indented", ["XML_REFORMATTED"], v2_post({}, "", body=pretty(signed))),
        ("values indented without CDATA", ["XML_REFORMATTED"], v2_post({}, "", body=pretty({**plain, "sign": v2_sign(plain, "MD5")}, cdata=False))),
        ("good indented", [], v2_post({}, "", body="<xml>\n" + "".join(f"  <{n}><![CDATA[{v}]]></{n}>\n" for n, v in signed.items()) + "</xml>\n")),
        ("good blanks in the tags", [], v2_post({}, "", body=v2_xml(signed).replace("<appid>", "<appid >").replace("</appid>", "</appid >").replace("</sign>", "</sign\n>"))),
        ("blanks before the names", ["XML_UNREADABLE"], v2_post({}, "", body=v2_xml(signed).replace("<appid>", "< appid>").replace("</appid>", "</ appid>"))),
        ("AppID of QQ signed", ["QQ_APPID_SIGNED"], v2_post(own, v2_sign({**own, "appid": QQ_APPID}, "MD5"))),
        ("AppID of QQ sent", ["V2_APPID_OF_ANOTHER"], v2_post(wrong := {**own, "appid": QQ_APPID}, v2_sign(wrong, "MD5"))),
        ("token signed", ["SIGN_QQ_QUERY"], with_token(access_token=TOKEN)),
        ("encoded token signed", ["SIGN_QQ_QUERY"], with_token(access_token=quote(TOKEN, safe=""))),
        ("all of the query signed", ["SIGN_QQ_QUERY"], with_token(access_token=TOKEN, real_notify_url=NOTIFY)),
        ("empty attach signed", ["SIGN_EMPTY_FIELDS"], v2_post(less := {n: v for n, v in own.items() if n != "attach"}, md5(joined(sorted({**less, "attach": ""}.items()))))),
        ("null attach signed", ["SIGN_EMPTY_FIELDS"], v2_post(less, md5(joined(sorted({**less, "attach": "null"}.items()))))),
        ("two of null signed", ["SIGN_EMPTY_FIELDS"], v2_post(less, md5(joined(sorted({**less, "attach": "null", "detail": "null"}.items()))))),
        ("undefined device signed", ["SIGN_EMPTY_FIELDS"], v2_post(own, md5(joined(sorted({**own, "device_info": "undefined"}.items()))))),
        ("whole text encoded", ["SIGN_TEXT_ENCODED"], v2_post(own, md5(quote(both + "&key=" + key, safe="")))),
        ("whole text encoded before the key", ["SIGN_TEXT_ENCODED"], v2_post(own, md5(quote(both, safe="") + "&key=" + key))),
        ("whole text encoded as a form in lower case", ["SIGN_TEXT_ENCODED"], v2_post(own, md5(lower_escapes(quote_plus(both)) + "&key=" + key))),
        ("RSA", ["SIGN_IS_RSA"], v2_post(own, rsa_sign)),
        ("RSA in hexadecimal", ["SIGN_IS_RSA"], v2_post(own, base64.b64decode(rsa_sign).hex())),
        ("text of V3 signed", ["SIGN_IS_RSA"], v2_post(own, rsa(merchant_key, f"POST\n/pay/unifiedorder\n{NOW}\n{NONCE}\n{v2_xml(own)}\n".encode()))),
        ("header of V3", ["V3_HEADER_ON_V2"], raw("POST /wxpay/unifiedorder", header, v2_xml(own))),
        ("header of V3 and few fields", ["V3_HEADER_ON_V2"], raw("POST /wxpay/unifiedorder", header, v2_xml({"appid": APPID, "body": "a"}))),
        ("header of V3 and a path of V3", ["V3_HEADER_ON_V2"], raw(f"POST {THROUGH_QQ}", header, v2_xml(own))),
        ("good with a header of V3", [], raw("POST /wxpay/unifiedorder", header, v2_xml(signed))),
        ("digest of JSON", ["SIGN_NOT_RECOGNISED"], v2_post(own, md5(json.dumps(own)))),
    ]


def v2_notifications():
    own = {
        "appid": APPID, "attach": "a", "bank_type": "CFT", "mch_id": MCHID, "nonce_str": NONCE, "openid": "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
        "out_trade_no": "1415659990", "result_code": "SUCCESS", "return_code": "SUCCESS", "total_fee": "1", "trade_type": "MWEB",
    }
    signed = {**own, "sign": v2_sign(own, "MD5")}
    post = lambda body: v2_post({}, "", "/notify", host="pay.example.com", body=body)
    return [
        ("values indented", ["XML_REFORMATTED"], post(pretty(signed))),
        ("values indented without CDATA", ["XML_REFORMATTED"], post(pretty(signed, "\t", cdata=False))),
        ("printed by python", ["XML_PRINTED"], post(str(signed))),
        ("printed by php", ["XML_PRINTED"], post("Array\n(\n" + "".join(f"    [{n}] => {v}\n" for n, v in signed.items()) + ")\n")),
        ("made JSON of", ["XML_PRINTED"], post(compact({"xml": {n: [v] for n, v in signed.items()}}))),
        ("made JSON of flat", ["XML_PRINTED"], post(compact(signed))),
    ]


def lower_escapes(message):
    parts = message.split("%")
    return parts[0] + "".join("%" + part[:2].lower() + part[2:] for part in parts[1:])
