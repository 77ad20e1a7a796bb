"""Cases for unfreezing what an order with profit sharing holds back, and for asking where that stands."""

from maker import make
from maker.life import v3

ORDER, NUMBER = "4208450740201411110007820472", "P20150806125346"
UNFREEZE = "/v3/profitsharing/orders/unfreeze"


def unfreezing(**changes):
    request = {"transaction_id": ORDER, "out_order_no": NUMBER, "description": "解冻全部剩余资金", **changes}
    return {k: v for k, v in request.items() if v is not None}


def found(**changes):
    receiver = {"amount": 888, "description": "解冻给分账方", "type": "MERCHANT_ID", "account": "1900000109", "result": "SUCCESS", "detail_id": "36011111111111111111111",
                "create_time": "2015-05-20T13:29:35+08:00", "finish_time": "2015-05-20T13:29:36+08:00", "a_future_field": 1}
    reply = {"transaction_id": ORDER, "out_order_no": NUMBER, "order_id": "3008450740201411110007820472", "state": "FINISHED", "receivers": [receiver], **changes}
    return {k: v for k, v in reply.items() if v is not None}


def cases():
    case, compact, error = make.case, make.compact, make.error
    sub = {"sub_mchid": "1900000109"}

    def query(**changes):
        return {"transaction_id": ORDER, "out_order_no": NUMBER, **changes}

    def bad(name, code, field, **changes):
        return case(f"unfreeze: {name}", "unfreeze_funds", error("invalid_input", code, field), request=unfreezing(**changes))

    def replied(name, expect, value, status=200, headers=None, operation="unfreeze_funds"):
        body = compact(value)
        request = unfreezing() if operation == "unfreeze_funds" else query()
        return case(f"{operation}: {name}", operation, expect, request=request, reply=make.reply(body, status, make.signed_headers(body) if headers is None else headers))

    def refused(code, status, retry):
        return replied(code, error("api", code, retry=retry), {"code": code, "message": "…"}, status, {})

    return [
        case("unfreeze", "unfreeze_funds", v3("POST", UNFREEZE, compact(unfreezing())), request=unfreezing()),
        case("unfreeze, partner", "unfreeze_funds", v3("POST", UNFREEZE, compact({**sub, **unfreezing()})), request=unfreezing(**sub)),
        case("profit sharing query", "query_profit_sharing", v3("GET", f"/v3/profitsharing/orders/{NUMBER}?transaction_id={ORDER}"), request=query()),
        case("profit sharing query, partner", "query_profit_sharing", v3("GET", f"/v3/profitsharing/orders/P%7C%2A%40_-1?sub_mchid=1900000109&transaction_id={ORDER}"), request=query(out_order_no="P|*@_-1", **sub)),
        bad("no order", "FIELD_MISSING", "transaction_id", transaction_id=None),
        bad("no number", "FIELD_MISSING", "out_order_no", out_order_no=""),
        bad("a number with a slash", "REFUND_NUMBER_FORM", "out_order_no", out_order_no="P/1"),
        bad("a number of 65 characters", "REFUND_NUMBER_FORM", "out_order_no", out_order_no="P" * 65),
        bad("no reason", "FIELD_MISSING", "description", description=None),
        bad("a reason of 81 bytes", "TEXT_TOO_LONG", "description", description="长" * 27),
        bad("a sub merchant that is no number", "MERCHANT_NUMBER_FORM", "sub_mchid", sub_mchid="x"),
        bad("a misspelt field", "UNKNOWN_FIELD", "out_order_number", out_order_number="1"),
        case("profit sharing query: a strange number", "query_profit_sharing", error("invalid_input", "REFUND_NUMBER_FORM", "out_order_no"), request=query(out_order_no="P 1")),
        case("profit sharing query: no order", "query_profit_sharing", error("invalid_input", "FIELD_MISSING", "transaction_id"), request=query(transaction_id="")),
        replied("taken", {"result": {"state": "PROCESSING", "order_id": "3008450740201411110007820472", "receivers": []}}, found(state="PROCESSING", receivers=None)),
        replied("another number", error("mismatch", "REPLY_DIFFERS", "out_order_no", "confirm_first"), found(out_order_no="P2")),
        replied("another order", error("mismatch", "REPLY_DIFFERS", "transaction_id", "confirm_first"), found(transaction_id="4200000004")),
        replied("without a state", error("malformed", "MESSAGE_FIELD", retry="confirm_first"), found(state=None)),
        replied("unsigned", error("signature", "REPLY_UNSIGNED", retry="confirm_first"), found(), headers={}),
        refused("SYSTEM_ERROR", 500, "same_request"),
        refused("FREQUENCY_LIMITED", 429, "same_request"),
        refused("NO_AUTH", 403, "never"),
        replied("done", {"result": {"state": "FINISHED", "receivers": [{"amount": 888, "result": "SUCCESS", "type": "MERCHANT_ID"}]}}, found(), operation="query_profit_sharing"),
        replied("a state that nobody knows yet", {"result": {"state": "A_FUTURE_STATE"}}, found(state="A_FUTURE_STATE"), operation="query_profit_sharing"),
        replied("another number", error("mismatch", "REPLY_DIFFERS", "out_order_no"), found(out_order_no="P2"), operation="query_profit_sharing"),
        case("an access token where none is taken", "query_profit_sharing", error("invalid_input", "UNKNOWN_FIELD", "access_token"), request=query(), access_token=make.TOKEN),
    ]
