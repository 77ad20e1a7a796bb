"""Texts encrypted for WeChat Pay and by it; the self test by echo."""

import base64
import datetime
import hashlib

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from maker.make import (
    NEXT_SERIAL, NONCE, NOTIFY, NOW, NO_KEYS, PLATFORM_SERIAL, PUBLIC_KEY_ID, case, compact, error,
    expired_certificate, merchant_key, next_certificate, platform_certificate, reply, signed_headers, wechat_key,
)


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
        return case(name, "encrypt_sensitive_offline", expect, request={"text": text}, **inputs)

    def decrypt(name, expect, ciphertext):
        return case(name, "decrypt_sensitive", expect, request={"ciphertext": ciphertext})

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
        decrypt("for the merchant", {"result": {"text": "张三"}}, good),
        decrypt("an empty text", {"result": {"text": ""}}, oaep(merchant_key, "")),
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
