"""V2 notifications."""

import base64
import hashlib
import re

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from maker.make import APPID, MCHID, NOW, V2_KEY, V2_OK, V3_KEY, case, error, failure, v2_sign, v2_xml


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
    changed = {"v2_former_sign_type": "MD5", "v2_former_sign_type_until": "2024-08-06T00:00:00+08:00"}
    inner = {"transaction_id": "4200000005", "out_trade_no": "1415659990", "refund_id": "50000000382019052709732678859", "out_refund_no": "R1415659990", "total_fee": "100", "settlement_total_fee": "90", "refund_fee": "40", "settlement_refund_fee": "36", "refund_status": "SUCCESS", "success_time": "2024-08-05 17:33:30", "refund_recv_accout": "招商银行信用卡0403", "refund_account": "REFUND_SOURCE_RECHARGE_FUNDS", "refund_request_source": "API"}

    def refund(changes=None, key=V2_KEY, outer=None, root="root", sealed=None):
        plain = v2_xml({**inner, **(changes or {})}).replace("<xml>", f"<{root}>").replace("</xml>", f"</{root}>").encode()
        pad = 16 - len(plain) % 16
        cipher = Cipher(algorithms.AES(hashlib.md5(key.encode()).hexdigest().encode()), modes.ECB()).encryptor()
        text = base64.b64encode(cipher.update(plain + bytes([pad]) * pad) + cipher.finalize()).decode()
        return v2_xml({"return_code": "SUCCESS", "appid": APPID, "mch_id": MCHID, "nonce_str": "TeqClE3i0mvn3DrK", "req_info": sealed or text, **(outer or {})})

    unproven = error("signature", "V2_REFUND_UNPROVEN", retry="confirm_first")
    to_confirm = {**unproven, "outcome": "unsigned", "event": None, "acknowledgement": failure(2, 401), "order": None, "value": None, "refund": {"version": "v2", "out_refund_no": "R1415659990", "out_trade_no": "1415659990", "sub_mchid": None}}
    recut = recut_payment(message({"attach": INJECTED}))
    merged = message({"sign_type": "HMAC-SHA256", "sub_mch_id": "1900000109"}).replace("<sub_mch_id><![CDATA[1900000109]]></sub_mch_id>", "")
    merged = merged.replace("<![CDATA[HMAC-SHA256]]>", "<![CDATA[HMAC-SHA256&sub_mch_id=1900000109]]>")
    xxe = '<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><attach>&e;</attach></xml>'
    return [
        notice("V2 payment", {"outcome": "v2_payment", "event": {"type": "paid", "paid": {"family": "v2", "out_trade_no": "1415659990", "total": 100, "refunded": False, "repeat": False, "id": None, "orders": [{"out_trade_no": "1415659990", "total": 100, "transaction_id": "4200000005", "mchid": MCHID, "success_time": "20240805173331", "attach": "a=b&c=<d>"}]}}, "acknowledgement": V2_OK, "order": order, "value": {"total_fee": 100, "transaction_id": "4200000005", "attach": "a=b&c=<d>", "trade_state": "SUCCESS", "coupons": [{"coupon_id": "10000", "coupon_type": "CASH", "coupon_fee": 10}]}}, good),
        notice("V2 payment, spaced and with a byte-order mark", {"outcome": "v2_payment"}, "\ufeff" + re.sub(r"(</\w+>|<xml>)<", r"\1\n <", good)),
        notice("V2 payment with MD5", {"outcome": "v2_payment"}, message(sign_type="MD5"), settings={"v2_sign_type": "MD5"}),
        *(notice(f"V2 payment signed the former way, {now} is before the end", {"outcome": "v2_payment"}, message(sign_type=former), settings={"v2_sign_type": now, "v2_former_sign_type": former, "v2_former_sign_type_until": "2024-08-05T17:33:42+08:00"}) for now, former in (("HMAC-SHA256", "MD5"), ("MD5", "HMAC-SHA256"))),
        notice("V2 payment signed the new way, before the end of the former", {"outcome": "v2_payment"}, good, settings=changed),
        wrong("V2 payment signed the former way, at the end", "signature", "V2_SIGN_WRONG", 401, message(sign_type="MD5"), settings={**changed, "v2_former_sign_type_until": "2024-08-05T09:33:41Z"}),
        wrong("V2 payment signed the former way, which the message names, after the end", "signature", "V2_SIGN_WRONG", 401, message({"sign_type": "MD5"}, "MD5"), settings={**changed, "v2_former_sign_type_until": "2024-08-01T00:00:00+08:00"}),
        wrong("V2 payment that names another sign_type, without a former one", "signature", "V2_SIGN_WRONG", 401, message({"sign_type": "MD5"}, "MD5")),
        wrong("V2 payment signed the former way with another key", "signature", "V2_SIGN_WRONG", 401, message(sign_type="MD5", key="f" * 32), settings=changed),
        wrong("V2 payment changed after it was signed the former way", "signature", "V2_SIGN_WRONG", 401, message(sign_type="MD5").replace("1415659990", "1415659991"), settings=changed),
        wrong("V2 payment signed the former way with the APIv3 key", "config", "API_KEYS_SWAPPED", 500, message(sign_type="MD5", key=V3_KEY), settings=changed),
        notice("V2 payment that names its sign_type", {"outcome": "v2_payment"}, message({"sign_type": "HMAC-SHA256"})),
        notice("V2 payment of a sub merchant", {"outcome": "v2_payment", "order": {**order, "sub_mchid": "1900000109"}}, message({"sub_mch_id": "1900000109"})),
        notice("expect: V2", {"outcome": "v2_payment", "as_expected": True}, good, expected={"out_trade_no": "1415659990", "total": 100, "mchid": MCHID, "appid": APPID}),
        notice("expect: V2, another amount", {"outcome": "v2_payment", "as_expected": error("mismatch", "PAYMENT_DIFFERS", "total_fee")["error"]}, good, expected={"out_trade_no": "1415659990", "total": 1}),
        notice("expect: V2, a failed payment", {"outcome": "not_paid", "as_expected": error("mismatch", "ORDER_NOT_PAID", "trade_state", "confirm_first")["error"]}, message({"result_code": "FAIL"}), expected={"out_trade_no": "1415659990", "total": 100}),
        notice("expect: a V2 refund proves nothing", {"outcome": "unsigned", "as_expected": unproven["error"]}, refund(), expected={"out_trade_no": "1415659990", "total": 100}),
        notice("V2 failed payment", {"outcome": "not_paid", "event": {"type": "not_paid", "not_paid": {"order": order, "state": "PAYERROR", "repeat": False, "id": None}}, "acknowledgement": V2_OK, "state": "PAYERROR", "order": order}, message({"result_code": "FAIL", "err_code": "SYSTEMERROR"})),
        notice("V2 refund", to_confirm, refund()),
        notice("V2 refund of a sub merchant", {**to_confirm, "refund": {**to_confirm["refund"], "sub_mchid": "1900000109"}}, refund(outer={"sub_mch_id": "1900000109"})),
        notice("V2 refund closed", to_confirm, refund({"refund_status": "REFUNDCLOSE"})),
        notice("V2 refund abnormal", to_confirm, refund({"refund_status": "CHANGE"})),
        notice("V2 refund without the order's amount", to_confirm, refund({"total_fee": ""})),
        *[wrong(f"V2 refund whose {name} has another form", "malformed", "MESSAGE_FIELD", 400, refund({name: value}), name) for name, value in (("out_refund_no", "R14\u00d7"), ("out_trade_no", "1415 659990"), ("refund_id", "5" * 33), ("transaction_id", "42<0>"), ("success_time", "2024-08-05T17:33:30"))],
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
        wrong("V2 refund made in the console, V2 not configured", "config", "V2_REFUND_WITHOUT_V2_KEY", 500, refund({"refund_request_source": "VENDOR_PLATFORM"}), "api_v2_key", settings={"api_v2_key": None}),
        wrong("V2 refund of another merchant, V2 not configured", "mismatch", "MERCHANT_DIFFERS", 400, refund(outer={"mch_id": "1900000109"}), "mch_id", settings={"api_v2_key": None}),
        wrong("V2 message, V2 not configured", "config", "V2_NOT_CONFIGURED", 500, good, "api_v2_key", settings={"api_v2_key": None}),
    ]
