"""Broken captures for `qq-wxpay verify`: each way in which a signature fails in practice, with the cause that has to be told.

They are raw HTTP, as somebody would save them. The codes are those of the causes, all of them and no other.
"""

import gzip
import html
import json
import pathlib
from urllib.parse import quote

from .capture_parts import (
    BODY, DIRECT, QUERY, THROUGH_QQ, authorization, raw, sha1, sha256_hex, text, unknown_signature, v3_notice, v3_request,
)
from . import captures_bodies, captures_field
from .captures_v2 import v2_notifications, v2_refund_notices, v2_requests
from .make import (
    MCHID, NONCE, NOTIFY, NOW, OLD_V3_KEY, OTHER_KEY_ID, PLATFORM_SERIAL, PUBLIC_KEY_ID, SETTINGS, TRANSACTION, V2_KEY,
    compact, envelope, merchant_key, platform_key, proxy, rsa, signed_headers, wechat_key,
)

FOLDER = pathlib.Path(__file__).parents[3] / "cli/tests/captures"


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
        ("cut by a log", ["BODY_CUT"], v3_request(right, body=BODY[:150])),
        ("last brace lost", ["BODY_CUT"], v3_request(right, body=BODY[:-1])),
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


KINDS = [
    ("v3 request", "v3_request", [v3_requests, captures_bodies.requests, captures_field.v3_requests]),
    ("v3 notification", "v3_notification", [v3_notifications, captures_bodies.notifications, captures_field.v3_notifications]),
    ("v3 reply", "v3_reply", [v3_replies]),
    ("v2 request", "v2_request", [v2_requests, captures_field.v2_requests]),
    ("v2 notification", "v2_notification", [v2_notifications, captures_field.v2_notifications]),
    ("v2 refund", "v2_refund_notice", [v2_refund_notices]),
]


def write():
    """Writes the captures, what has to be told of each, and the settings to look at them with."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.http"):
        old.unlink()
    expected = {}
    for title, kind, make in KINDS:
        for name, codes, content in [capture for part in make for capture in part()]:
            file = f"{title} {name}".lower().replace("'", "").replace(" ", "-") + ".http"
            assert file not in expected, file
            (FOLDER / file).write_bytes(content)
            expected[file] = {"kind": kind, "causes": codes}
    (FOLDER / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    settings = {**SETTINGS, "api_v3_key_previous": OLD_V3_KEY}
    lines = (f"QQ_WXPAY_{name.upper()}=\"{value}\"\n".replace("\n", "\\n")[:-2] + "\n" for name, value in settings.items())
    (FOLDER / "settings.env").write_text("# Keys of tests: everybody knows them.\n" + "".join(lines))
    return len(expected)
