"""Replies of `/v3/certificates`: which lists are believed."""

import base64

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from maker.make import (
    MCHID, NEXT_SERIAL, NOW, NO_KEYS, OLD_V3_KEY, PLATFORM_SERIAL, PUBLIC_KEY_ID, SETTINGS, V2_KEY, V3_KEY, case,
    compact, error, expired_certificate, merchant_key, next_certificate, pem, platform_certificate, platform_key,
    reply, signed_headers, v3_request, wechat_key,
)


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
        return case(name, "refresh_certificates", expect, reply=reply(body, headers=headers), settings=settings)

    def good(*serials):
        return {"result": {"mchid": MCHID, "certificates": [{"serial_no": serial} for serial in serials]}}

    def refused(name, kind, code, entries, *signer, field=None, retry="same_request", **more):
        return fetch(name, error(kind, code, field, retry), entries, **({"signer": signer[0]} if signer else {}), **more)

    def says(name, expect, code, message, status):
        return case(name, "refresh_certificates", expect, reply=reply(compact({"code": code, "message": message}), status))

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
        case("the request names the public key", "refresh_certificates", {"request": v3_request("GET", target, "/v3/certificates")}),
        case("the request without any key", "refresh_certificates", {"request": without_public_key}, settings=NO_KEYS),
        fetch("the first list: verified with a certificate in it", {"result": {"mchid": MCHID, "certificates": [first]}}, [one]),
        fetch("a list signed with the public key", good(PLATFORM_SERIAL), [one], by_public_key, {}),
        fetch("a list signed with a known certificate", good(PLATFORM_SERIAL, NEXT_SERIAL), [one, upcoming], by_platform, {}),
        fetch("a list signed with a certificate that only the list knows", good(PLATFORM_SERIAL, NEXT_SERIAL), [one, upcoming], by_next, {}),
        refused("encrypted with the previous APIv3 key", "decrypt", "DECRYPT_FAILED", [listed(key=OLD_V3_KEY)], field="data[0].encrypt_certificate.ciphertext", settings={**NO_KEYS, "api_v3_key_previous": OLD_V3_KEY}),
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
        says("a merchant with the public key only, not allowed", error("api", "NO_AUTH"), "NO_AUTH", "…", 403),
        says("a merchant with the public key only, or trouble", error("api", "SYSTEM_ERROR", retry="same_request"), "SYSTEM_ERROR", "…", 500),
        says("signature refused", error("api", "SIGN_ERROR"), "SIGN_ERROR", "错误的签名", 401),
        says("rate limit", error("api", "FREQUENCY_LIMITED", retry="same_request"), "FREQUENCY_LIMITED", "…", 429),
        case("gateway page", "refresh_certificates", error("transport", "UNEXPECTED_REPLY", retry="same_request"), reply=reply("<html></html>", 502)),
        case("V3 not configured", "refresh_certificates", error("config", "V3_NOT_CONFIGURED", "merchant_private_key"), settings={**NO_KEYS, "merchant_private_key": None, "api_v3_key": None}),
    ]
