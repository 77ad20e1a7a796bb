"""Cases for what happens to an order after it was placed: close, refund, refund query, any other V3 interface.
"""

from urllib.parse import quote

from maker import make

ORDER = "1217752501201407033233368018"
REFUND = "1217752501201407033233368018-R1"
BASE = "https://api.mch.weixin.qq.com"


def v3(method, path, body=""):
    return {"request": make.v3_request(method, BASE + path, path, body)}


def v2(path, fields):
    """What a V2 request must be: the common fields first, then its own, then nonce, type and signature."""
    common = {"appid": make.APPID, "mch_id": make.MCHID}
    fields = {**common, **fields, "nonce_str": make.NONCE, "sign_type": "HMAC-SHA256"}
    fields["sign"] = make.v2_sign(fields)
    headers = {"Content-Type": "text/xml; charset=utf-8"}
    return {"request": {"method": "POST", "url": BASE + path, "headers": headers, "body": make.v2_xml(fields, cdata=False)}}


def refund_request(**changes):
    request = {"out_trade_no": ORDER, "out_refund_no": REFUND, "amount": {"refund": 30, "total": 100}}
    request.update(changes)
    return {k: v for k, v in request.items() if v is not None}


def refund_reply(**changes):
    reply = {
        "refund_id": "50000000382019052709732678859", "out_refund_no": REFUND, "transaction_id": "4200000001202408050000000001", "out_trade_no": ORDER,
        "channel": "ORIGINAL", "user_received_account": "招商银行信用卡0403", "create_time": "2024-08-05T17:33:40+08:00", "status": "PROCESSING", "funds_account": "AVAILABLE",
        "amount": {"total": 100, "refund": 30, "from": [{"account": "AVAILABLE", "amount": 30}], "payer_total": 90, "payer_refund": 27, "settlement_refund": 27, "settlement_total": 90, "discount_refund": 3, "currency": "CNY"},
        "promotion_detail": [{"promotion_id": "109519", "scope": "SINGLE", "type": "DISCOUNT", "amount": 10, "refund_amount": 3, "goods_detail": [{"merchant_goods_id": "1217752501201407033233368018", "refund_quantity": 1}]}],
        "a_future_field": 1,
    }
    reply.update(changes)
    return {k: v for k, v in reply.items() if v is not None}


REFUND_ID = "50000000382019052709732678859"


def abnormal(**changes):
    """To the merchant's own account: nothing in it is encrypted, and so nothing in it is random."""
    request = {"refund_id": REFUND_ID, "out_refund_no": REFUND, "type": "MERCHANT_BANK_CARD", **changes}
    return {k: v for k, v in request.items() if v is not None}


def requests():
    case, compact = make.case, make.compact
    direct, partner, combine = "/v3/pay/transactions/out-trade-no/", "/v3/pay/partner/transactions/out-trade-no/", "/v3/combine-transactions/out-trade-no/"
    parts = [{"mchid": "1900000109", "out_trade_no": "20150806125346"}, {"mchid": "1900000110", "out_trade_no": "20150806125347", "sub_mchid": "1900000111"}]
    rich = refund_request(
        out_trade_no=None, transaction_id="4200000001202408050000000001", sub_mchid="1900000109", reason="商品已售完", funds_account="AVAILABLE",
        amount={"refund": 30, "total": 100, "currency": "CNY", "from": [{"account": "AVAILABLE", "amount": 10}, {"account": "UNAVAILABLE", "amount": 20}]},
        goods_detail=[{"merchant_goods_id": "g1", "wechatpay_goods_id": "1001", "goods_name": "iPhone6s 16G", "unit_price": 528800, "refund_amount": 30, "refund_quantity": 1}],
    )
    rich_body = {k: rich[k] for k in ("sub_mchid", "transaction_id", "out_refund_no", "reason", "funds_account", "amount", "goods_detail")}
    plain_body = {"out_trade_no": ORDER, "out_refund_no": REFUND, "amount": {"refund": 30, "total": 100, "currency": "CNY"}, "notify_url": make.NOTIFY}
    refunds = "/v3/refund/domestic/refunds"
    odd = "R|*@_-1"
    v2_refund = {"out_trade_no": "1415659990", "out_refund_no": "1415659990R", "total_fee": 100, "refund_fee": 30}
    v2_fields = {"out_trade_no": "1415659990", "out_refund_no": "1415659990R", "total_fee": "100", "refund_fee": "30"}
    any_body = '{ "b": 1.50, "a": "中" }'
    return [
        case("close", "close_order", v3("POST", f"{direct}{ORDER}/close", compact({"mchid": make.MCHID})), request=ORDER),
        case("close: a number with a bar and a star", "close_order", v3("POST", f"{direct}T%7C2*261/close".replace("*", "%2A"), compact({"mchid": make.MCHID})), request="T|2*261"),
        case("close, partner", "close_partner_order", v3("POST", f"{partner}{ORDER}/close", compact({"sp_mchid": make.MCHID, "sub_mchid": "1900000109"})), request=ORDER, sub_mchid="1900000109"),
        case("close, combine", "close_combine_order", v3("POST", f"{combine}P20150806125346/close", compact({"combine_appid": make.APPID, "sub_orders": parts})), request={"combine_out_trade_no": "P20150806125346", "sub_orders": [parts[0], {k: parts[1][k] for k in ("mchid", "out_trade_no", "sub_mchid")}]}),
        case("close, V2", "close_v2_order", v2("/pay/closeorder", {"out_trade_no": "1415659990"}), request="1415659990"),
        case("close, V2 partner", "close_v2_order", v2("/pay/closeorder", {"sub_mch_id": "1900000109", "out_trade_no": "1415659990"}), request="1415659990", sub_mchid="1900000109"),
        case("refund", "refund", v3("POST", refunds, compact(plain_body)), request=refund_request()),
        case("abnormal refund to the merchant", "abnormal_refund", v3("POST", f"{refunds}/{REFUND_ID}/apply-abnormal-refund", compact({"out_refund_no": REFUND, "type": "MERCHANT_BANK_CARD"})), request=abnormal()),
        case("abnormal refund to the merchant, partner", "abnormal_refund", v3("POST", f"{refunds}/{REFUND_ID}/apply-abnormal-refund", compact({"out_refund_no": REFUND, "sub_mchid": "1900000109", "type": "MERCHANT_BANK_CARD"})), request=abnormal(sub_mchid="1900000109")),
        case("refund with everything, partner", "refund", v3("POST", refunds, compact({**rich_body, "notify_url": "https://pay.example.com/refunds"})), request={**rich, "notify_url": "https://pay.example.com/refunds"}),
        case("refund without any notification address", "refund", v3("POST", refunds, compact({k: v for k, v in plain_body.items() if k != "notify_url"})), request=refund_request(), settings={"notify_url": None}),
        case("refund query", "query_refund", v3("GET", f"{refunds}/{REFUND}"), request=REFUND),
        case("refund query: a number with odd characters", "query_refund", v3("GET", f"{refunds}/{quote(odd, safe='')}"), request=odd),
        case("refund query, partner", "query_refund", v3("GET", f"{refunds}/{REFUND}?sub_mchid=1900000109"), request=REFUND, sub_mchid="1900000109"),
        case("V2 refund", "v2_refund", v2("/secapi/pay/refund", {**v2_fields, "notify_url": make.NOTIFY}), request=v2_refund),
        case("V2 refund with everything", "v2_refund", v2("/secapi/pay/refund", {"sub_appid": "wxd930ea5d5a258f4f", "sub_mch_id": "1900000109", "transaction_id": "4200000004", **{k: v for k, v in v2_fields.items() if k != "out_trade_no"}, "refund_fee_type": "CNY", "refund_desc": "a<b>&\"c\"", "refund_account": "REFUND_SOURCE_RECHARGE_FUNDS", "notify_url": "https://pay.example.com/refunds"}), request={**{k: v for k, v in v2_refund.items() if k != "out_trade_no"}, "transaction_id": "4200000004", "sub_appid": "wxd930ea5d5a258f4f", "sub_mch_id": "1900000109", "refund_fee_type": "CNY", "refund_desc": "a<b>&\"c\"", "refund_account": "REFUND_SOURCE_RECHARGE_FUNDS", "notify_url": "https://pay.example.com/refunds"}),
        case("V2 refund query", "query_v2_refund", v2("/pay/refundquery", {"out_refund_no": "1415659990R"}), request={"out_refund_no": "1415659990R"}),
        case("V2 refund query, second page", "query_v2_refund", v2("/pay/refundquery", {"out_trade_no": "1415659990", "offset": "10"}), request={"out_trade_no": "1415659990"}, offset=10),
        case("any V3 interface: GET with a query", "request", v3("GET", "/v3/merchant-service/complaints-v2?limit=10&begin_date=2024-08-01"), request={"method": "GET", "path": "/v3/merchant-service/complaints-v2?limit=10&begin_date=2024-08-01"}),
        case("any V3 interface: the body stays byte for byte", "request", v3("POST", "/v3/profitsharing/orders", any_body), request={"method": "POST", "path": "/v3/profitsharing/orders", "body": any_body}),
        case("any V3 interface: PATCH", "request", v3("PATCH", "/v3/a/b", "{}"), request={"method": "PATCH", "path": "/v3/a/b", "body": "{}"}),
        case("any V3 interface: DELETE", "request", v3("DELETE", "/v3/a/b"), request={"method": "DELETE", "path": "/v3/a/b"}),
    ]


def bad_requests():
    def bad(name, operation, code, field, request, kind="invalid_input", **inputs):
        return make.case(name, operation, make.error(kind, code, field), request=request, **inputs)

    def refund(name, code, field, **changes):
        return bad(f"refund: {name}", "refund", code, field, refund_request(**changes))

    def amount(**changes):
        return {"refund": 30, "total": 100, **changes}

    good = {"merchant_goods_id": "g1", "unit_price": 1, "refund_amount": 1, "refund_quantity": 1}
    v2_good = {"out_trade_no": "1415659990", "out_refund_no": "1415659990R", "total_fee": 100, "refund_fee": 30}
    part = {"mchid": "1900000109", "out_trade_no": "20150806125346"}
    return [
        bad("close without a number", "close_order", "FIELD_MISSING", "out_trade_no", ""),
        bad("close: a number with a slash", "close_order", "ORDER_NUMBER_CHARACTERS", "out_trade_no", "T/1"),
        bad("close: a long number", "close_order", "ORDER_NUMBER_LENGTH", "out_trade_no", "1" * 33),
        bad("close, partner without the sub merchant", "close_partner_order", "FIELD_MISSING", "sub_mchid", ORDER),
        bad("close, partner: a strange sub merchant", "close_partner_order", "MERCHANT_NUMBER_FORM", "sub_mchid", ORDER, sub_mchid="wx1"),
        bad("close, combine without parts", "close_combine_order", "COUNT_OUT_OF_RANGE", "sub_orders", {"combine_out_trade_no": "P20150806125346"}),
        bad("close, combine: a part without its merchant", "close_combine_order", "FIELD_MISSING", "sub_orders[0].mchid", {"combine_out_trade_no": "P20150806125346", "sub_orders": [{**part, "mchid": ""}]}),
        bad("close, V2 without V2", "close_v2_order", "V2_NOT_CONFIGURED", "api_v2_key", "1415659990", kind="config", settings={"api_v2_key": None}),
        refund("no order", "FIELD_MISSING", "out_trade_no", out_trade_no=None),
        refund("two numbers", "ONE_NUMBER_ONLY", "transaction_id", transaction_id="4200000004"),
        refund("no refund number", "FIELD_MISSING", "out_refund_no", out_refund_no=""),
        refund("a refund number with a slash", "REFUND_NUMBER_FORM", "out_refund_no", out_refund_no="R/1"),
        refund("a refund number of 65 characters", "REFUND_NUMBER_FORM", "out_refund_no", out_refund_no="R" * 65),
        refund("nothing goes back", "AMOUNT_NOT_POSITIVE", "amount.refund", amount=amount(refund=0)),
        refund("more than the order", "REFUND_ABOVE_TOTAL", "amount.refund", amount=amount(refund=101)),
        refund("an amount in yuan", "WRONG_TYPE", "amount.refund", amount=amount(refund=0.3)),
        refund("an amount as text", "WRONG_TYPE", "amount.refund", amount=amount(refund="30")),
        *[bad(f"abnormal refund: {name}", "abnormal_refund", code, field, abnormal(**changes)) for name, code, field, changes in (
            ("no refund_id", "FIELD_MISSING", "refund_id", {"refund_id": None}),
            ("no out_refund_no", "FIELD_MISSING", "out_refund_no", {"out_refund_no": None}),
            ("a path in the refund_id", "ORDER_NUMBER_CHARACTERS", "refund_id", {"refund_id": "1/../2"}),
            ("a sub merchant that is no number", "MERCHANT_NUMBER_FORM", "sub_mchid", {"sub_mchid": "x"}),
            ("another type", "WRONG_TYPE", "type", {"type": "CASH"}),
            ("to the payer without a bank", "FIELD_MISSING", "bank_type", {"type": "USER_BANK_CARD", "bank_account": "6225", "real_name": "张三"}),
            ("to the payer without an account", "FIELD_MISSING", "bank_account", {"type": None, "bank_type": "CMB_DEBIT", "real_name": "张三"}),
            ("to the payer without a name", "FIELD_MISSING", "real_name", {"type": "USER_BANK_CARD", "bank_type": "CMB_DEBIT", "bank_account": "6225"}),
            ("a name that cannot be encrypted", "PLAINTEXT_TOO_LONG", "real_name", {"type": "USER_BANK_CARD", "bank_type": "CMB_DEBIT", "bank_account": "6225", "real_name": "名" * 100}),
        )],
        refund("no total", "AMOUNT_NOT_POSITIVE", "amount.total", amount={"refund": 30}),
        refund("another currency", "CURRENCY_NOT_CNY", "amount.currency", amount=amount(currency="USD")),
        refund("accounts that do not add up", "AMOUNTS_DISAGREE", "amount.from", amount=amount(**{"from": [{"account": "AVAILABLE", "amount": 29}]})),
        refund("an unknown account", "VALUE_NOT_ALLOWED", "amount.from[0].account", amount=amount(**{"from": [{"account": "MINE", "amount": 30}]})),
        refund("a reason of 27 Chinese characters, 81 bytes", "TEXT_TOO_LONG", "reason", reason="长" * 27),
        refund("an unknown funds account", "VALUE_NOT_ALLOWED", "funds_account", funds_account="BASIC"),
        refund("goods without a number", "FIELD_MISSING", "goods_detail[0].merchant_goods_id", goods_detail=[{**good, "merchant_goods_id": ""}]),
        refund("no goods come back", "AMOUNT_NOT_POSITIVE", "goods_detail[0].refund_quantity", goods_detail=[{**good, "refund_quantity": 0}]),
        bad("refund: a notification address without https", "refund", "NOTIFY_URL_NOT_HTTPS", "notify_url", refund_request(notify_url="http://pay.example.com/n"), kind="config"),
        bad("refund: QQ's relay as notification address", "refund", "NOTIFY_URL_IS_RELAY", "notify_url", refund_request(notify_url="https://api.q.qq.com/wxpay/notify"), kind="config"),
        refund("a misspelt field", "UNKNOWN_FIELD", "out_refund_number", out_refund_number="1"),
        bad("refund query: a strange number", "query_refund", "REFUND_NUMBER_FORM", "out_refund_no", "R 1"),
        bad("V2 refund: more than the order", "v2_refund", "REFUND_ABOVE_TOTAL", "refund_fee", {**v2_good, "refund_fee": 101}),
        bad("V2 refund: two numbers", "v2_refund", "ONE_NUMBER_ONLY", "transaction_id", {**v2_good, "transaction_id": "4200000004"}),
        bad("V2 refund: an unknown account", "v2_refund", "VALUE_NOT_ALLOWED", "refund_account", {**v2_good, "refund_account": "MINE"}),
        bad("V2 refund: an amount in yuan", "v2_refund", "WRONG_TYPE", "refund_fee", {**v2_good, "refund_fee": 0.3}),
        bad("V2 refund query: a strange number", "query_v2_refund", "REFUND_NUMBER_FORM", "out_refund_no", {"out_refund_no": "R/1"}),
        *(
            bad(f"any V3 interface: {name}", "request", "REQUEST_PATH", "path", {"method": "GET", "path": path})
            for name, path in [("no path", ""), ("a whole address", "https://api.mch.weixin.qq.com/v3/a"), ("V2", "/pay/orderquery"), ("a fragment", "/v3/a#b"), ("an apostrophe, which clients write as %27", "/v3/a?q=a'b"), ("a quotation mark", "/v3/a?q=\"b\""), ("a backslash", "/v3/a\\b"), ("a space", "/v3/a b"), ("not encoded", "/v3/中"), ("a way up", "/v3/../secapi"), ("an encoded way up", "/v3/%2E%2e/secapi"), ("a long path", "/v3/" + "a" * 2048)]
        ),
        bad("any V3 interface: GET with a body", "request", "REQUEST_BODY", "body", {"method": "GET", "path": "/v3/a", "body": "{}"}),
        bad("any V3 interface: a body that is no JSON", "request", "REQUEST_BODY", "body", {"method": "POST", "path": "/v3/a", "body": "a=b"}),
        bad("any V3 interface: an unknown method", "request", "WRONG_TYPE", "method", {"method": "TRACE", "path": "/v3/a"}),
    ]


def replies():
    case, error, compact, reply, signed = make.case, make.error, make.compact, make.reply, make.signed_headers

    def close(name, expect, body="", status=204, headers=None, operation="close_order", **inputs):
        return case(f"close: {name}", operation, expect, request=ORDER, reply=reply(body, status, signed(body) if headers is None else headers), **inputs)

    def refusal(name, code, status, retry):
        return close(name, error("api", code, retry=retry), compact({"code": code, "message": "…"}), status, {})

    def refund(name, expect, value, status=200, headers=None, operation="refund", request=None):
        body = value if isinstance(value, str) else compact(value)
        return case(f"{operation}: {name}", operation, expect, request=refund_request() if request is None else request, reply=reply(body, status, signed(body) if headers is None else headers))

    def refused(code, status, retry):
        return refund(code, error("api", code, retry=retry), {"code": code, "message": "…"}, status, {})

    def v2_reply(operation, name, expect, fields, request, sign=True, **inputs):
        fields = {"return_code": "SUCCESS", "appid": make.APPID, "mch_id": make.MCHID, "nonce_str": "n", "result_code": "SUCCESS", **fields}
        fields = {k: v for k, v in fields.items() if v is not None}
        if sign:
            fields["sign"] = make.v2_sign(fields)
        return case(f"{operation}: {name}", operation, expect, request=request, reply=reply(make.v2_xml(fields)), **inputs)

    def v2_close(name, expect, sign=True, **fields):
        return v2_reply("close_v2_order", name, expect, fields, "1415659990", sign)

    taken = {"transaction_id": "4200000004", "out_trade_no": "1415659990", "out_refund_no": "1415659990R", "refund_id": "50000000382019052709732678859", "refund_fee": "30", "total_fee": "100", "coupon_refund_fee": "5", "coupon_refund_count": "1", "coupon_type_0": "CASH", "coupon_refund_id_0": "10000", "coupon_refund_fee_0": "5"}
    v2_request = {"out_trade_no": "1415659990", "out_refund_no": "1415659990R", "total_fee": 100, "refund_fee": 30}

    def v2_refund(name, expect, sign=True, **changes):
        return v2_reply("v2_refund", name, expect, {**taken, **changes}, v2_request, sign)

    def entry(n, number, status, coupons=0):
        fields = {f"out_refund_no_{n}": number, f"refund_id_{n}": f"5000000038{n}", f"refund_channel_{n}": "ORIGINAL", f"refund_fee_{n}": "30", f"refund_status_{n}": status, f"refund_recv_accout_{n}": "支付用户零钱", f"refund_success_time_{n}": "2024-08-05 17:33:30", f"coupon_refund_count_{n}": str(coupons)}
        for m in range(coupons):
            fields.update({f"coupon_type_{n}_{m}": "CASH", f"coupon_refund_id_{n}_{m}": f"1000{m}", f"coupon_refund_fee_{n}_{m}": "5"})
        return fields

    order = {"transaction_id": "4200000004", "out_trade_no": "1415659990", "total_fee": "100", "cash_fee": "95"}

    def v2_query(name, expect, fields, request=None, **inputs):
        return v2_reply("query_v2_refund", name, expect, {**order, **fields}, request or {"out_trade_no": "1415659990"}, **inputs)

    return [
        close("done", {"result": None}),
        close("unsigned", error("signature", "REPLY_UNSIGNED", retry="confirm_first"), headers={}),
        close("wrongly signed", error("signature", "SIGNATURE_WRONG", retry="confirm_first"), headers=signed("x")),
        refusal("paid meanwhile", "ORDERPAID", 400, "confirm_first"),
        refusal("no such order", "ORDER_NOT_EXIST", 404, "confirm_first"),
        refusal("too fast", "FREQUENCY_LIMITED", 429, "same_request"),
        refusal("system", "SYSTEM_ERROR", 500, "same_request"),
        refusal("signature", "SIGN_ERROR", 401, "never"),
        close("gateway page", error("transport", "UNEXPECTED_REPLY", retry="confirm_first"), "<html></html>", 502, {}),
        v2_close("done", {"result": None}),
        v2_close("closed already is done", {"result": None}, result_code="FAIL", err_code="ORDERCLOSED"),
        v2_close("closed already, unsigned", error("signature", "V2_SIGN_WRONG", retry="confirm_first"), sign=False, result_code="FAIL", err_code="ORDERCLOSED"),
        v2_close("paid", error("api", "ORDERPAID", retry="confirm_first"), result_code="FAIL", err_code="ORDERPAID"),
        v2_close("no such order", error("api", "ORDERNOTEXIST", retry="confirm_first"), result_code="FAIL", err_code="ORDERNOTEXIST"),
        refund("taken", {"result": {"status": "PROCESSING", "refund_id": "50000000382019052709732678859", "amount": {"refund": 30, "payer_refund": 27, "from": [{"account": "AVAILABLE", "amount": 30}]}, "promotion_detail": [{"refund_amount": 3, "goods_detail": [{"refund_quantity": 1}]}]}}, refund_reply()),
        refund("lists that are null", {"result": {"promotion_detail": [], "amount": {"from": []}}}, refund_reply(promotion_detail=None, amount={"total": 100, "refund": 30, "from": None})),
        refund("a state that nobody knows yet", {"result": {"status": "A_FUTURE_STATE"}}, refund_reply(status="A_FUTURE_STATE")),
        refund("another refund", error("mismatch", "REPLY_DIFFERS", "out_refund_no", "confirm_first"), refund_reply(out_refund_no="another")),
        refund("another order", error("mismatch", "REPLY_DIFFERS", "out_trade_no", "confirm_first"), refund_reply(out_trade_no="another")),
        refund("abnormal refund, taken", {"result": {"status": "PROCESSING"}}, refund_reply(channel="OTHER_BANKCARD"), operation="abnormal_refund", request=abnormal()),
        refund("abnormal refund, about another", error("mismatch", "REPLY_DIFFERS", "refund_id", "confirm_first"), refund_reply(refund_id="1"), operation="abnormal_refund", request=abnormal()),
        refund("abnormal refund, with another number", error("mismatch", "REPLY_DIFFERS", "out_refund_no", "confirm_first"), refund_reply(out_refund_no="R2"), operation="abnormal_refund", request=abnormal()),
        refund("another amount", error("mismatch", "REPLY_DIFFERS", "amount.refund", "confirm_first"), refund_reply(amount={"total": 100, "refund": 31})),
        refund("without a state", error("malformed", "MESSAGE_FIELD", retry="confirm_first"), refund_reply(status=None)),
        refund("unsigned", error("signature", "REPLY_UNSIGNED", retry="confirm_first"), refund_reply(), headers={}),
        refused("ORDER_NOT_EXIST", 404, "confirm_first"),
        refused("USER_ACCOUNT_ABNORMAL", 403, "never"),
        refused("NOT_ENOUGH", 403, "never"),
        refused("PARAM_ERROR", 400, "never"),
        refused("INVALID_REQUEST", 400, "confirm_first"),
        refused("MCH_NOT_EXISTS", 404, "never"),
        refused("RESOURCE_NOT_EXISTS", 404, "never"),
        refused("FREQUENCY_LIMITED", 429, "same_request"),
        refused("SYSTEM_ERROR", 500, "same_request"),
        refused("BIZ_ERR_NEED_RETRY", 500, "same_request"),
        refused("NO_AUTH", 403, "never"),
        refused("REQUEST_BLOCKED", 403, "never"),
        refund("done", {"result": {"status": "SUCCESS"}}, refund_reply(status="SUCCESS", success_time="2024-08-05T17:33:41+08:00"), operation="query_refund", request=REFUND),
        refund("stuck", {"result": {"status": "ABNORMAL"}}, refund_reply(status="ABNORMAL"), operation="query_refund", request=REFUND),
        refund("another refund", error("mismatch", "REPLY_DIFFERS", "out_refund_no"), refund_reply(out_refund_no="another"), operation="query_refund", request=REFUND),
        refund("unsigned", error("signature", "REPLY_UNSIGNED", retry="same_request"), refund_reply(), headers={}, operation="query_refund", request=REFUND),
        v2_refund("taken, with a coupon", {"result": {"refund_id": "50000000382019052709732678859", "refund_fee": 30, "coupons": [{"coupon_refund_id": "10000", "coupon_type": "CASH", "coupon_refund_fee": 5}]}}),
        v2_refund("another amount", error("mismatch", "REPLY_DIFFERS", "refund_fee", "confirm_first"), refund_fee="31"),
        v2_refund("another refund", error("mismatch", "REPLY_DIFFERS", "out_refund_no", "confirm_first"), out_refund_no="another"),
        v2_refund("unsigned", error("signature", "V2_SIGN_WRONG", retry="confirm_first"), sign=False),
        v2_refund("ask again", error("api", "BIZERR_NEED_RETRY", retry="same_request"), result_code="FAIL", err_code="BIZERR_NEED_RETRY"),
        v2_refund("too late", error("api", "TRADE_OVERDUE"), result_code="FAIL", err_code="TRADE_OVERDUE"),
        *(v2_refund(f"refused with {code}", error("api", code, retry="confirm_first"), result_code="FAIL", err_code=code) for code in ("ORDERNOTEXIST", "TRADE_STATE_ERROR")),
        v2_refund("a million coupons", error("malformed", "MESSAGE_FIELD", "coupon_refund_count", "confirm_first"), coupon_refund_count="1000000"),
        v2_query("two refunds, one with coupons", {"result": {"total_fee": 100, "refunds": [{"out_refund_no": "R1", "refund_status": "SUCCESS", "coupons": []}, {"out_refund_no": "R2", "refund_status": "ABNORMAL", "refund_fee": 30, "coupons": [{"coupon_refund_id": "10000"}, {"coupon_refund_id": "10001"}]}]}}, {"refund_count": "2", **entry(0, "R1", "SUCCESS"), **entry(1, "R2", "CHANGE", 2)}),
        v2_query("a second page", {"result": {"total_refund_count": 11, "refunds": [{"out_refund_no": "R11", "refund_status": "PROCESSING"}]}}, {"refund_count": "1", "total_refund_count": "11", **entry(10, "R11", "PROCESSING")}, offset=10),
        v2_query("a count without its entries", error("malformed", "MESSAGE_INCOMPLETE", "out_refund_no_1", "same_request"), {"refund_count": "2", **entry(0, "R1", "SUCCESS")}),
        v2_query("another refund than asked for", error("mismatch", "REPLY_DIFFERS", "out_refund_no"), {"refund_count": "1", **entry(0, "R1", "SUCCESS")}, {"out_refund_no": "R2"}),
        v2_query("no such refund", error("api", "REFUNDNOTEXIST"), {"result_code": "FAIL", "err_code": "REFUNDNOTEXIST"}),
        v2_refund("without the order's amount and any count, as in WeChat Pay's example", {"result": {"refund_fee": 30, "total_fee": None, "coupons": []}}, total_fee=None, **{name: None for name in taken if "coupon" in name}),
        v2_refund("a coupon without a count", {"result": {"coupons": [{"coupon_refund_id": "10000"}]}}, coupon_refund_count=None),
        v2_refund("two coupons, and a count of one", {"result": {"coupons": [{"coupon_refund_id": "10000"}, {"coupon_refund_id": "10001", "coupon_refund_fee": 3}]}}, coupon_refund_id_1="10001", coupon_refund_fee_1="3"),
        v2_refund("another amount of the order", error("mismatch", "REPLY_DIFFERS", "total_fee", "confirm_first"), total_fee="101"),
        v2_query("without the order's amount, as in WeChat Pay's example", {"result": {"total_fee": None, "refunds": [{"out_refund_no": "1415701182", "refund_fee": 1, "refund_status": "PROCESSING", "coupons": []}]}}, {"total_fee": None, "cash_fee": None, "refund_count": "1", "out_refund_no_0": "1415701182", "refund_id_0": "2008450740201411110000174436", "refund_fee_0": "1", "refund_status_0": "PROCESSING"}),
        v2_query("a refund without a count", {"result": {"refunds": [{"out_refund_no": "R1"}]}}, entry(0, "R1", "SUCCESS")),
        v2_query("two refunds, and a count of one", {"result": {"refunds": [{"out_refund_no": "R1"}, {"out_refund_no": "R2"}]}}, {"refund_count": "1", **entry(0, "R1", "SUCCESS"), **entry(1, "R2", "PROCESSING")}),
        v2_query("two refunds, and a count of none", {"result": {"refunds": [{"out_refund_no": "R1"}, {"out_refund_no": "R2"}]}}, {"refund_count": "0", **entry(0, "R1", "SUCCESS"), **entry(1, "R2", "PROCESSING")}),
        v2_query("a second page without a count", {"result": {"refunds": [{"out_refund_no": "R11"}, {"out_refund_no": "R12"}]}}, {**entry(10, "R11", "SUCCESS"), **entry(11, "R12", "SUCCESS")}, offset=10),
        v2_query("coupons of a refund without a count", {"result": {"refunds": [{"out_refund_no": "R1", "coupons": [{"coupon_refund_id": "10000"}, {"coupon_refund_id": "10001"}]}]}}, {"refund_count": "1", **entry(0, "R1", "SUCCESS", 2), "coupon_refund_count_0": None}),
        v2_query("no refunds", {"result": {"refunds": []}}, {"refund_count": "0"}),
        v2_query("a refund without its number", error("malformed", "MESSAGE_INCOMPLETE", "out_refund_no_0", "same_request"), {**entry(0, "R1", "SUCCESS"), "out_refund_no_0": None}),
        v2_query("more refunds than a reply can hold", error("malformed", "MESSAGE_FIELD", "refund_count", "same_request"), {"refund_count": "1000000", **entry(0, "R1", "SUCCESS")}),
        *(case(f"{operation}: return_code FAIL, {text}", operation, error("api", code, field, advice), request=asked, reply=reply(make.v2_xml({"return_code": "FAIL", "return_msg": text})))
          for operation, asked in (("v2_refund", v2_request), ("query_v2_refund", {"out_refund_no": "R1"}), ("close_v2_order", "1415659990"))
          for text, code, field, advice in (("签名错误", "SIGN_ERROR", None, "never"), ("mch_id与appid不匹配", "APPID_MCHID_NOT_MATCH", None, "never"), ("缺少参数", "LACK_PARAMS", None, "never"), ("系统繁忙", "SYSTEM_ERROR", None, "same_request"), ("?", "FAIL", None, "never" if operation == "query_v2_refund" else "confirm_first"))),
        case("request: verified", "request", {"result": {"status": 200, "body": '{"a":1}'}}, request={"method": "GET", "path": "/v3/a"}, reply=reply('{"a":1}', 200, signed('{"a":1}'))),
        case("request: 204", "request", {"result": {"status": 204, "body": ""}}, request={"method": "DELETE", "path": "/v3/a"}, reply=reply("", 204, signed(""))),
        case("request: unsigned", "request", error("signature", "REPLY_UNSIGNED", retry="confirm_first"), request={"method": "POST", "path": "/v3/a", "body": "{}"}, reply=reply("{}", 200)),
        case("request: refused", "request", error("api", "PARAM_ERROR"), request={"method": "POST", "path": "/v3/a", "body": "{}"}, reply=reply(compact({"code": "PARAM_ERROR", "message": "…"}), 400)),
    ]
