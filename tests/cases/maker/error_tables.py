"""One case for every row of the protocol's error tables: which kind of error each
code becomes at each interface, and what may be done with the call.
"""

from maker import life, make

# What the platform itself will sort out: the same request again.
AGAIN = {
    "SYSTEM_ERROR", "SYSTEMERROR", "BANK_ERROR", "BANKERROR", "BIZ_ERR_NEED_RETRY", "BIZERR_NEED_RETRY", "FREQUENCY_LIMITED", "RATE_LIMITED",
    "RATELIMIT_EXCEEDED", "SERVICE_UNAVAILABLE", "INVALID_REQ_TOO_MUCH", "-1",
}
# The order is in another state than thought: ask where it stands.
ASK = {"ORDERPAID", "ORDER_PAID", "OUT_TRADE_NO_USED", "ORDER_NOT_EXIST", "ORDERNOTEXIST", "TRADE_STATE_ERROR"}

GET_TOKEN = ["-1", "40001", "40002", "40013"]
PROXY = ["9030", "9031", "9032", "9034", "9033"]
V2_ORDER = [
    "INVALID_REQUEST", "NOAUTH", "NOTENOUGH", "ORDERPAID", "ORDERCLOSED", "SYSTEMERROR", "APPID_NOT_EXIST", "MCHID_NOT_EXIST", "APPID_MCHID_NOT_MATCH",
    "LACK_PARAMS", "PARAM_ERROR", "INVALID_PARAMETER", "OUT_TRADE_NO_USED", "SIGNERROR", "XML_FORMAT_ERROR", "REQUIRE_POST_METHOD", "POST_DATA_EMPTY",
    "NOT_UTF8", "SYSTEM_ERROR", "NO_AUTH", "RATE_LIMITED", "FREQUENCY_LIMITED",
]
V2_CLOSE = ["ORDERPAID", "SYSTEMERROR", "ORDERNOTEXIST", "SIGNERROR", "REQUIRE_POST_METHOD", "XML_FORMAT_ERROR", "TRADE_STATE_ERROR"]
V2_QUERY = ["ORDERNOTEXIST", "SYSTEMERROR"]
V2_REFUND_QUERY = ["SYSTEMERROR", "REFUNDNOTEXIST", "INVALID_TRANSACTIONID", "PARAM_ERROR", "APPID_NOT_EXIST", "MCHID_NOT_EXIST", "REQUIRE_POST_METHOD", "SIGNERROR", "XML_FORMAT_ERROR"]
V2_REFUND = [
    "SYSTEMERROR", "BIZERR_NEED_RETRY", "TRADE_OVERDUE", "ERROR", "USER_ACCOUNT_ABNORMAL", "INVALID_REQ_TOO_MUCH", "NOTENOUGH", "INVALID_TRANSACTIONID",
    "PARAM_ERROR", "APPID_NOT_EXIST", "MCHID_NOT_EXIST", "ORDERNOTEXIST", "REQUIRE_POST_METHOD", "SIGNERROR", "XML_FORMAT_ERROR", "FREQUENCY_LIMITED",
    "REFUND_FEE_MISMATCH", "INVALID_REQUEST",
]
V3 = [
    (400, "PARAM_ERROR"), (400, "INVALID_REQUEST"), (400, "APPID_MCHID_NOT_MATCH"), (400, "MCH_NOT_EXISTS"), (400, "ORDER_CLOSED"), (400, "ORDERCLOSED"),
    (400, "ORDERPAID"), (403, "ORDER_PAID"), (401, "SIGN_ERROR"), (403, "NO_AUTH"), (403, "NOAUTH"), (403, "RULE_LIMIT"), (403, "RULELIMIT"), (403, "TRADE_ERROR"),
    (403, "OUT_TRADE_NO_USED"), (403, "ACCOUNT_ERROR"), (403, "ACCOUNTERROR"), (403, "NOT_ENOUGH"), (403, "NOTENOUGH"), (404, "ORDER_NOT_EXIST"),
    (404, "ORDERNOTEXIST"), (429, "FREQUENCY_LIMITED"), (429, "RATELIMIT_EXCEEDED"), (429, "RATE_LIMITED"), (500, "SYSTEM_ERROR"), (500, "SYSTEMERROR"),
    (500, "BANK_ERROR"), (500, "BANKERROR"), (500, "OPENID_MISMATCH"), (500, "INVALID_TRANSACTIONID"), (503, "SERVICE_UNAVAILABLE"),
]
V3_REFUND = [
    (500, "SYSTEM_ERROR"), (500, "BIZ_ERR_NEED_RETRY"), (403, "USER_ACCOUNT_ABNORMAL"), (403, "NOT_ENOUGH"), (400, "PARAM_ERROR"), (400, "INVALID_REQUEST"),
    (404, "MCH_NOT_EXISTS"), (404, "RESOURCE_NOT_EXISTS"), (401, "SIGN_ERROR"), (429, "FREQUENCY_LIMITED"), (403, "NO_AUTH"), (403, "REQUEST_BLOCKED"),
]


# The same about a refund: its number may stand for a refund already, and a new one before the query can pay back twice.
ASK_OF_REFUNDS = {"INVALID_REQUEST", "REFUND_FEE_MISMATCH", "ERROR"}


def retry(code, operation=""):
    asks = ASK | ASK_OF_REFUNDS if operation in ("refund", "v2_refund") else ASK
    return "same_request" if code in AGAIN else "confirm_first" if code in asks else "never"


def cases():
    case, compact, reply = make.case, make.compact, make.reply

    def expect(code, unknown=None, operation=""):
        return make.error("api", code, retry=unknown or retry(code, operation))

    def v3(operation, status, code, request, **inputs):
        body = compact({"code": code, "message": "…"})
        return case(f"{operation}: {status} {code}", operation, expect(code, operation=operation), request=request, reply=reply(body, status), **inputs)

    def v2(operation, code, request):
        fields = {"return_code": "SUCCESS", "appid": make.APPID, "mch_id": make.MCHID, "nonce_str": "n", "result_code": "FAIL", "err_code": code, "err_code_des": "…"}
        fields["sign"] = make.v2_sign(fields)
        return case(f"{operation}: {code}", operation, expect(code, operation=operation), request=request, reply=reply(make.v2_xml(fields)))

    v2_refund = {"out_trade_no": "1415659990", "out_refund_no": "1415659990R", "total_fee": 100, "refund_fee": 30}
    number = {"out_trade_no": "1415659990"}
    return [
        *(case(f"getToken: {code}", "access_token", expect(code), reply=reply(compact({"errcode": int(code), "errmsg": "…"}))) for code in GET_TOKEN),
        # 9033 is not documented: nobody knows whether the order was placed.
        *(case(f"proxy: {code}", "place_order", expect(code, "confirm_first" if code == "9033" else None), request=make.order_request(), reply=reply(compact({"errcode": int(code), "errmsg": "…"}))) for code in PROXY),
        *(v2("place_v2_order", code, make.v2_request()) for code in V2_ORDER),
        *(v2("close_v2_order", code, "1415659990") for code in V2_CLOSE),
        *(v2("query_v2_order", code, number) for code in V2_QUERY),
        *(v2("query_v2_refund", code, number) for code in V2_REFUND_QUERY),
        *(v2("v2_refund", code, v2_refund) for code in V2_REFUND),
        *(v3("place_order", status, code, make.order_request()) for status, code in V3),
        *(v3("query_order", status, code, number) for status, code in [(404, "ORDER_NOT_EXIST"), (500, "SYSTEM_ERROR"), (429, "FREQUENCY_LIMITED"), (401, "SIGN_ERROR")]),
        *(v3("refund", status, code, life.refund_request()) for status, code in V3_REFUND),
    ]
