"""V3 notifications."""

import copy
import json

from maker.make import (
    APPID, COMBINE, MCHID, NOW, NO_KEYS, OLD_V3_KEY, OTHER_KEY_ID, PARTNER, PLATFORM_SERIAL, PUBLIC_KEY_ID, TRANSACTION, V2_KEY,
    V3_KEY, V3_OK, case, compact, envelope, error, failure, merchant_key, pem, platform_key, signed_headers, wechat_key,
)
from maker.sensitive import oaep


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
        return differs("combine, " + name, {"out_trade_no": whole, "total": 20, "parts": list(own), **expected}, field, value, "combine_payment")

    def foreign(index, **changes):
        changed = copy.deepcopy(COMBINE)
        changed["sub_orders"][index].update(changes)
        return changed

    return [
        compared("everything is right", right, True),
        compared("only what is given is compared", {"out_trade_no": number, "total": 100}, True),
        *[notice(f"expect: {name}", error("invalid_input", code, field), envelope(TRANSACTION), expected=expected) for name, code, field, expected in (
            ("nothing at all", "FIELD_MISSING", "out_trade_no", {}),
            ("no number", "FIELD_MISSING", "out_trade_no", {"total": 100}),
            ("no total", "FIELD_MISSING", "total", {"out_trade_no": number}),
            ("a number that is nothing", "WRONG_TYPE", "out_trade_no", {"out_trade_no": None, "total": 100}),
            ("a total that is nothing", "WRONG_TYPE", "total", {"out_trade_no": number, "total": None}),
            ("a merchant that is nothing", "WRONG_TYPE", "mchid", {**right, "mchid": None}),
            ("an AppID that is nothing", "WRONG_TYPE", "appid", {**right, "appid": None}),
            ("the merchant of a part that is nothing", "WRONG_TYPE", "parts[0].mchid", {**right, "parts": [{**parts[0], "mchid": None}]}),
        )],
        notice("expect: an empty number", error("invalid_input", "FIELD_MISSING", "out_trade_no"), envelope(TRANSACTION), expected={**right, "out_trade_no": ""}),
        notice("expect: a total of 0", error("invalid_input", "AMOUNT_NOT_POSITIVE", "total"), envelope(TRANSACTION), expected={**right, "total": 0}),
        notice("expect: an empty merchant", error("invalid_input", "FIELD_MISSING", "mchid"), envelope(TRANSACTION), expected={**right, "mchid": ""}),
        differs("another number", {**right, "out_trade_no": "T1"}, "out_trade_no"),
        differs("another amount", {**right, "total": 99}, "amount.total"),
        differs("another merchant", {**right, "mchid": "1900000109"}, "mchid"),
        differs("another AppID", {**right, "appid": "wxd930ea5d5a258f4f"}, "appid"),
        differs("another currency", right, "currency", {**TRANSACTION, "amount": {"total": 100, "currency": "USD"}}),
        differs("no amount", right, "amount.total", {k: v for k, v in TRANSACTION.items() if k != "amount"}, "refused", "MESSAGE_INCOMPLETE", "malformed"),
        differs("refunded since", right, "trade_state", refunded, code="PAYMENT_REFUNDED"),
        compared("refunded since, and allowed", {**right, "allow_refunded": True}, True, refunded),
        differs("refunded since, and of another order", {**right, "out_trade_no": "T1"}, "out_trade_no", refunded),
        differs("not paid", right, "trade_state", {**TRANSACTION, "trade_state": "NOTPAY"}, "not_paid", "ORDER_NOT_PAID", retry="confirm_first"),
        differs("not paid, and refunded ones allowed", {**right, "allow_refunded": True}, "trade_state", {**TRANSACTION, "trade_state": "CLOSED"}, "not_paid", "ORDER_NOT_PAID", retry="confirm_first"),
        differs("parts of an order that has none", {**right, "parts": parts}, "sub_orders"),
        differs("an event of another product", right, None, {"mchid": MCHID}, "other", "NOT_A_PAYMENT", original_type="payscore", event_type="PAYSCORE.USER_OPEN_SERVICE"),
        compared("partner, by the sub merchant's number", {"out_trade_no": number, "total": 100, "mchid": "1900000109", "appid": APPID}, True, PARTNER, "partner_payment"),
        differs("partner, another sub merchant", {**right, "mchid": "1900000110"}, "sub_mchid", PARTNER, "partner_payment"),
        differs("partner, refunded since", {"out_trade_no": number, "total": 100}, "trade_state", {**PARTNER, "trade_state": "REFUND"}, "partner_payment", "PAYMENT_REFUNDED"),
        compared("combine, by the sum", {"out_trade_no": whole, "total": 20}, True, COMBINE, "combine_payment"),
        compared("combine, by its parts in another order", {"out_trade_no": whole, "total": 20, "parts": parts[::-1]}, True, COMBINE, "combine_payment"),
        compared("combine, the sub merchant of a part", {"out_trade_no": whole, "total": 20, "parts": [{**parts[0], "mchid": "1900000200"}, parts[1]]}, True, foreign(0, sub_mchid="1900000200"), "combine_payment"),
        combine("another sum", "sub_orders[].amount.total_amount", *parts, total=21),
        combine("amounts swapped between parts", "sub_orders[0].amount.total_amount", *parts, value=foreign(0, amount={"total_amount": 1}), total=11),
        combine("another merchant of a part", "sub_orders[0].mchid", {**parts[0], "mchid": "1900000110"}, parts[1]),
        combine("another number of a part", "sub_orders[1].out_trade_no", parts[0], {**parts[1], "out_trade_no": "20150806125348"}),
        combine("a part too many", "sub_orders", parts[0]),
        combine("a part too few", "sub_orders", *parts, {"out_trade_no": "20150806125348", "total": 10}),
        combine("one part paid twice", "sub_orders[0].out_trade_no", *parts, value=foreign(1, out_trade_no="20150806125346")),
        combine("one part expected twice", "sub_orders[0].out_trade_no", parts[0], parts[0]),
        combine("another currency of a part", "currency", *parts, value=foreign(1, amount={"total_amount": 10, "currency": "USD"})),
        differs("combine, a part without an amount", {"out_trade_no": whole, "total": 20}, "sub_orders[1].amount.total_amount", foreign(1, amount=None), "refused", "MESSAGE_INCOMPLETE", "malformed"),
        differs("combine, a part refunded since", {"out_trade_no": whole, "total": 20, "parts": parts}, "sub_orders[1].trade_state", part_refunded, "combine_payment", "PAYMENT_REFUNDED"),
        compared("combine, a part refunded since, and allowed", {"out_trade_no": whole, "total": 20, "parts": parts, "allow_refunded": True}, True, part_refunded, "combine_payment"),
        notice("expect: a forged message keeps its error", {"outcome": "refused", "as_expected": error("signature", "SIGNATURE_WRONG")["error"]}, envelope(TRANSACTION), signed_headers("{}"), expected=right),
        notice("expect: a probe is no payment", {"outcome": "probe", "as_expected": error("signature", "SIGNATURE_PROBE")["error"]}, envelope(TRANSACTION), {**signed_headers("{}"), "Wechatpay-Signature": "WECHATPAY/SIGNTEST/AAAA"}, expected=right),
        notice("expect: a stale message keeps its error", {"outcome": "stale", "as_expected": error("stale", "MESSAGE_STALE", retry="confirm_first")["error"]}, envelope(TRANSACTION), now=NOW + 300, expected=right),
        notice("expect: an unsigned message keeps its error", {"outcome": "unsigned", "as_expected": error("signature", "NOTIFICATION_UNSIGNED")["error"]}, envelope(TRANSACTION), {}, expected=right),
        notice("expect: a misspelt name", error("invalid_input", "UNKNOWN_FIELD", "amount"), envelope(TRANSACTION), expected={"amount": 100}),
        notice("expect: an amount as text", error("invalid_input", "WRONG_TYPE", "total"), envelope(TRANSACTION), expected={"total": "100"}),
        notice("expect: a part without an amount", error("invalid_input", "FIELD_MISSING", "parts[0].total"), envelope(COMBINE), expected={**right, "parts": [{"out_trade_no": "20150806125346"}]}),
    ]


def v3_notifications():
    paid = envelope(TRANSACTION)
    refund = {"mchid": MCHID, "out_trade_no": "T20240805", "transaction_id": "4200000001", "out_refund_no": "R20240805", "refund_id": "50200207182018070300011301001", "refund_status": "SUCCESS", "success_time": "2024-08-05T17:33:30+08:00", "user_received_account": "招商银行信用卡0403", "amount": {"total": 100, "refund": 40, "payer_total": 90, "payer_refund": 36}}
    direct = {"order": {"family": "direct", "out_trade_no": TRANSACTION["out_trade_no"], "sub_mchid": None}}

    def notice(name, expect, body, headers=None, now=NOW, **inputs):
        return case(name, "handle_notification", expect, headers=signed_headers(body) if headers is None else headers, body=body, now=now, **inputs)

    def good(outcome, **more):
        return {"outcome": outcome, "acknowledgement": V3_OK, **more}

    def refused(kind, code, status, field=None, retry="never"):
        return {"outcome": "refused", "event": None, "acknowledgement": failure(3, status), **error(kind, code, field, retry)}

    def wrong(name, kind, code, status, body=paid, headers=None, field=None, retry="never", **inputs):
        return notice(name, refused(kind, code, status, field, retry), body, headers, **inputs)

    signed = signed_headers(paid)
    without = lambda *names: {k: v for k, v in signed.items() if k not in names}
    stale = {**error("stale", "MESSAGE_STALE", retry="confirm_first"), "outcome": "stale", "acknowledgement": failure(3, 401), **direct}
    part = copy.deepcopy(COMBINE)
    part["sub_orders"][1]["trade_state"] = "NOTPAY"
    stateless = {k: v for k, v in TRANSACTION.items() if k != "trade_state"}
    combined = {"order": {"family": "combine", "out_trade_no": "P20150806125346", "sub_mchid": None}}

    def unclear(state, **more):
        return {"outcome": "not_paid", "state": state, "acknowledgement": failure(3, 500), **more}

    def paid_event(family, number, *orders, refunded=False):
        total = sum(order["total"] for order in orders)
        return {"type": "paid", "paid": {"family": family, "out_trade_no": number, "total": total, "refunded": refunded, "repeat": False, "orders": list(orders)}}

    def refund_event(status, **more):
        return {"type": "refund", "refund": {"version": "v3", "out_refund_no": "R20240805", "refund_id": "50200207182018070300011301001", "out_trade_no": "T20240805", "transaction_id": "4200000001", "status": status, "refund": 40, "total": 100, **more}}

    def combine_states(*states):
        return {**COMBINE, "sub_orders": [{**part, "trade_state": state} for part, state in zip(COMBINE["sub_orders"], states)]}

    flipped = json.loads(paid)
    flipped["resource"]["ciphertext"] = "A" + flipped["resource"]["ciphertext"][1:] if flipped["resource"]["ciphertext"][0] != "A" else "B" + flipped["resource"]["ciphertext"][1:]
    flipped = compact(flipped)
    return [
        notice("direct payment", good("payment", event=paid_event("direct", TRANSACTION["out_trade_no"], {"out_trade_no": TRANSACTION["out_trade_no"], "total": 100, "transaction_id": TRANSACTION["transaction_id"], "mchid": MCHID, "attach": "a=b&c=<d>"}), id="EV-2018022511223320873", value={"transaction_id": TRANSACTION["transaction_id"], "amount": {"total": 100, "payer_total": 90}, "attach": "a=b&c=<d>"}, **direct), paid),
        notice("direct payment, signed with the platform certificate", good("payment"), paid, signed_headers(paid, platform_key, PLATFORM_SERIAL)),
        notice("discounts absent, null or incomplete", good("payment"), envelope({**TRANSACTION, "promotion_detail": [{"coupon_id": "1", "goods_detail": None}, {"goods_detail": [{"goods_id": "1"}]}]})),
        notice("discounts null", good("payment"), envelope({**TRANSACTION, "promotion_detail": None})),
        notice("header names in lower case", good("payment"), paid, {k.lower(): v for k, v in signed.items()}),
        notice("signature type RSA named", good("payment"), paid, {**signed, "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048"}),
        notice("without associated data", good("payment"), envelope(TRANSACTION, associated_data=None)),
        notice("with empty associated data", good("payment"), envelope(TRANSACTION, associated_data="")),
        notice("encrypted with the previous APIv3 key", good("payment"), envelope(TRANSACTION, key=OLD_V3_KEY), settings={"api_v3_key_previous": OLD_V3_KEY}),
        notice("signed with the second public key", good("payment"), paid, signed_headers(paid, platform_key, OTHER_KEY_ID), settings={"public_key_id_previous": OTHER_KEY_ID, "public_key_previous": pem(platform_key)}),
        notice("signed with the second public key in the name of the first", refused("signature", "SIGNATURE_WRONG", 401), paid, signed_headers(paid, platform_key), settings={"public_key_id_previous": OTHER_KEY_ID, "public_key_previous": pem(platform_key)}),
        notice("signed with a second public key that is not configured", refused("signature", "SERIAL_UNKNOWN", 401), paid, signed_headers(paid, platform_key, OTHER_KEY_ID)),
        notice("refunded in part meanwhile: it was paid", good("payment", event={"type": "paid", "paid": {"refunded": True, "total": 100}}), envelope({**TRANSACTION, "trade_state": "REFUND"})),
        notice("299 s old", good("payment"), paid, now=NOW + 299),
        notice("299 s ahead", good("payment"), paid, now=NOW - 299),
        notice("partner payment", good("partner_payment", event=paid_event("partner", PARTNER["out_trade_no"], {"out_trade_no": PARTNER["out_trade_no"], "total": 100, "transaction_id": PARTNER["transaction_id"], "mchid": "1900000109"}), value={"sub_mchid": "1900000109"}, order={"family": "partner", "out_trade_no": TRANSACTION["out_trade_no"], "sub_mchid": "1900000109"}), envelope(PARTNER)),
        notice("combine payment", good("combine_payment", event=paid_event("combine", "P20150806125346", *({"out_trade_no": part["out_trade_no"], "total": 10, "transaction_id": part["transaction_id"], "mchid": part["mchid"]} for part in COMBINE["sub_orders"])), order={"family": "combine", "out_trade_no": "P20150806125346", "sub_mchid": None}), envelope(COMBINE)),
        notice("refund", good("refund", event=refund_event("success"), value={"refund_status": "SUCCESS", "amount": {"refund": 40}}), envelope(refund, "refund", "REFUND.SUCCESS", associated_data="refund")),
        notice("refund closed", good("refund", event=refund_event("closed"), value={"refund_status": "CLOSED"}), envelope({**refund, "refund_status": "CLOSED"}, "refund", "REFUND.CLOSED", associated_data="refund")),
        notice("refund abnormal", good("refund", event=refund_event("abnormal"), value={"refund_status": "ABNORMAL"}), envelope({**refund, "refund_status": "ABNORMAL"}, "refund", "REFUND.ABNORMAL", associated_data="refund")),
        notice("partner refund", good("refund", event=refund_event("success", sub_mchid="1900000109"), refund={"version": "v3", "out_refund_no": "R20240805", "out_trade_no": "T20240805", "sub_mchid": "1900000109"}, value={"sp_mchid": MCHID, "sub_mchid": "1900000109"}), envelope({**{k: v for k, v in refund.items() if k != "mchid"}, "sp_mchid": MCHID, "sub_mchid": "1900000109"}, "refund", "REFUND.SUCCESS", associated_data="refund")),
        notice("an event of another product", good("other", value={"event_type": "PAYSCORE.USER_OPEN_SERVICE"}), envelope({"mchid": MCHID}, "payscore", "PAYSCORE.USER_OPEN_SERVICE")),
        notice("verified, but not paid", good("not_paid", state="PAYERROR", **direct), envelope({**TRANSACTION, "trade_state": "PAYERROR"})),
        notice("combine with an unpaid part", good("not_paid", state="NOTPAY"), envelope(part)),
        *[notice(f"payment whose original_type is {name}", good("payment"), envelope(TRANSACTION, value)) for name, value in (("empty", ""), ("null", None), ("absent", ...))],
        wrong("refund under way", "transport", "REFUND_NOT_ENDED", 500, envelope({**refund, "refund_status": "PROCESSING"}, "refund", "REFUND.SUCCESS", associated_data="refund"), field="refund_status", retry="same_request"),
        wrong("refund in a new state", "transport", "REFUND_NOT_ENDED", 500, envelope({**refund, "refund_status": "A_FUTURE_STATE"}, "refund", "REFUND.SUCCESS", associated_data="refund"), field="refund_status", retry="same_request"),
        notice("refund, unsigned", {**error("signature", "NOTIFICATION_UNSIGNED"), "outcome": "unsigned", "event": None, "order": None, "refund": {"version": "v3", "out_refund_no": "R20240805", "out_trade_no": "T20240805", "sub_mchid": None}, "acknowledgement": failure(3, 401)}, envelope(refund, "refund", "REFUND.SUCCESS", associated_data="refund"), {}),
        notice("refund, stale", {**error("stale", "MESSAGE_STALE", retry="confirm_first"), "outcome": "stale", "event": None, "refund": {"version": "v3", "out_refund_no": "R20240805", "out_trade_no": "T20240805", "sub_mchid": None}, "acknowledgement": failure(3, 401)}, envelope(refund, "refund", "REFUND.SUCCESS", associated_data="refund"), now=NOW + 300),
        wrong("paid without the number of the payment", "malformed", "MESSAGE_INCOMPLETE", 400, envelope({k: v for k, v in TRANSACTION.items() if k != "transaction_id"}), field="transaction_id"),
        wrong("paid without an amount", "malformed", "MESSAGE_INCOMPLETE", 400, envelope({**TRANSACTION, "amount": {"payer_total": 90}}), field="amount.total"),
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
        wrong("the ID of the public key in another spelling", "signature", "SERIAL_UNKNOWN", 401, headers=signed_headers(paid, serial="pub_key_id_0000000000000000000000000000000001")),
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
