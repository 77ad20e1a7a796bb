"""Every case of tests/cases through the Python API: the same cases, the same passes as in Rust."""

from __future__ import annotations

import base64
import inspect
import json
import pathlib
from collections import Counter
from typing import Any, Dict, Iterator, List, Optional

from qq_wxpay import QqWxPay, QqWxPayError, _errors, _native
from qq_wxpay._arguments import to_json
from qq_wxpay._record import Record

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"
PREPARE = {
    "place_order": "prepare_order",
    "place_partner_order": "prepare_partner_order",
    "place_combine_order": "prepare_combine_order",
    "place_v2_order": "prepare_v2_order",
}


def load(path: pathlib.Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def cases() -> Iterator[Dict[str, Any]]:
    defaults = load(CASES / "defaults.json")
    for path in sorted(CASES.glob("*.json")):
        if path.stem in ("defaults", "keys"):
            continue
        for case in load(path)["cases"]:
            settings = {**defaults["settings"], **case.get("settings", {})}
            case["settings"] = {name: value for name, value in settings.items() if value is not None}
            yield {**defaults, **case, "file": path.stem}


def error_of(error: QqWxPayError) -> Dict[str, Any]:
    return {"kind": error.kind, "code": error.code, "field": error.field, "retry": error.retry}


def plain(value: Any) -> Any:
    if isinstance(value, QqWxPayError):
        return error_of(value)
    if isinstance(value, Record):
        return {name: plain(getattr(value, name + "_" if name == "from" else name)) for name in value._fields}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def client(case: Dict[str, Any]) -> QqWxPay:
    """With a clock that stands still and a nonce that is always the same."""
    pay = QqWxPay.__new__(QqWxPay)
    pay._set_up({"settings": to_json(case["settings"])}, None, None, None, now=case["now"], nonce=case["nonce"])
    return pay


def given(case: Dict[str, Any]) -> Any:
    request: Any = case.get("request")
    sub, number = case.get("sub_mchid"), request
    special: Dict[str, Any] = {
        "query_partner_order": lambda: {"sub_mchid": sub, **request},
        "query_combine_order": lambda: {"combine_out_trade_no": number},
        "close_order": lambda: {"out_trade_no": number},
        "close_partner_order": lambda: {"sub_mchid": sub, "out_trade_no": number},
        "close_v2_order": lambda: {"sub_mch_id": sub, "out_trade_no": number},
        "query_refund": lambda: {"sub_mchid": sub, "out_refund_no": number},
        "query_v2_refund": lambda: {"sub_mch_id": sub, **request, "offset": case.get("offset")},
        "bill_file": lambda: {name: value for name, value in request.items() if name != "kind"},
    }
    return special[case["operation"]]() if case["operation"] in special else request


def observe(case: Dict[str, Any]) -> Any:
    try:
        return run(client(case), case)
    except QqWxPayError as error:
        return {"error": error_of(error)}


def run(pay: QqWxPay, case: Dict[str, Any]) -> Any:
    operation = case["operation"]
    if operation == "settings":
        return {"result": {"mchid": pay.merchant().mchid}}
    if operation == "handle_notification":
        return notification(pay, case)
    if operation == "encrypt_sensitive":
        encrypted = pay.encrypt_sensitive_offline(text=case["request"])
        return {"result": {"serial": encrypted.serial, "characters": len(encrypted.ciphertext)}}
    if operation == "decrypt_sensitive":
        return {"result": pay.decrypt_sensitive(ciphertext=case["request"]).text}
    if operation == "bill_file":
        fund = (case.get("request") or {}).get("kind") == "fund_flow"
        prepare = pay.prepare_fund_flow_bill_file if fund else pay.prepare_trade_bill_file
        return bill(called(prepare, given(case)), case)
    if operation == "v2_trade_bill":
        return bill(pay.prepare_v2_trade_bill(**given(case)), case)
    if operation == "access_token":
        return exchange(pay.prepare_access_token(), case)
    if operation == "refresh_certificates":
        return exchange(pay.prepare_certificates(), case)
    if operation == "self_test":
        return self_test(pay.prepare_self_test(**given(case)), case)
    method = getattr(pay, PREPARE.get(operation, f"prepare_{operation}"))
    return exchange(called(method, given(case), access_token=case.get("access_token")), case)


def called(method: Any, request: Any, **more: Any) -> Any:
    """Calls with keyword arguments; what is no mapping, or takes what came back, goes as it is."""
    code = inspect.unwrap(method).__code__
    positional = "given" in code.co_varnames[: code.co_argcount]
    if positional or not isinstance(request, dict):
        name, *readers = _readers(method)
        pay = method.__self__
        if len(readers) == 2:
            return pay._prepare_bill(name, request, *readers)
        return pay._prepare(name, request, more["access_token"], *readers)
    return method(**request, **more)


def _readers(method: Any) -> List[Any]:
    """The operation and the readers of a method of the facade: it is asked with a request that prepares nothing."""
    found: List[Any] = []

    class Spy:
        def _prepare(self, name: str, _given: Any, _token: Any, reader: Any) -> None:
            found.extend([name, reader])

        def _prepare_bill(self, name: str, _given: Any, row: Any, end: Any) -> None:
            found.extend([name, row, end])

    code = inspect.unwrap(method).__code__
    arguments = [None] if "given" in code.co_varnames[: code.co_argcount] else []
    method.__func__(Spy(), *arguments)
    return found


def reply_of(reply: Dict[str, Any]) -> Any:
    body = reply.get("body_base64")
    raw = reply.get("body", "").encode("utf-8") if body is None else base64.b64decode(body)
    return reply["status"], reply.get("headers", {}), raw


def request_of(prepared: Any) -> Dict[str, Any]:
    method, url, headers, body, _ = prepared.request
    return {"method": method, "url": url, "headers": headers, "body": (body or b"").decode("utf-8")}


def exchange(prepared: Any, case: Dict[str, Any]) -> Any:
    if "reply" not in case:
        return {"request": request_of(prepared)}
    return {"result": plain(prepared.finish(*reply_of(case["reply"])))}


def self_test(prepared: Any, case: Dict[str, Any]) -> Any:
    if "reply" not in case:
        request = request_of(prepared)
        body = json.loads(request["body"])
        if "encrypted_echo_message" in body:
            body["encrypted_echo_message"] = len(body["encrypted_echo_message"])
        return {"request": {**request, "body": body}}
    report = plain(prepared.finish(*reply_of(case["reply"])))
    holds = all(report[name]["state"] == "holds" for name in ("signature", "verification", "clock"))
    fails = any(report[name]["state"] == "fails" for name in ("encryption", "callback"))
    return {"result": {**report, "passed": holds and not fails}}


def bill(prepared: Any, case: Dict[str, Any]) -> Any:
    if "reply" not in case:
        return {"request": request_of(prepared)}
    status, headers, body = reply_of(case["reply"])
    pieces = [body[at : at + 7] for at in range(0, len(body), 7)]
    rows = [plain(row) for row in prepared.read(status, headers, pieces)]
    return {"rows": rows, "result": plain(prepared.finished)}


def notification(pay: QqWxPay, case: Dict[str, Any]) -> Any:
    handled = pay.handle_notification(case.get("headers", {}), case.get("body", "").encode("utf-8"))
    outcome: Any = handled.outcome
    proven = outcome.type not in ("stale", "unsigned")
    value = next((getattr(outcome, name) for name in ("payment", "refund", "echo", "event") if proven and hasattr(outcome, name)), None)
    kind, event = handled.event_kind, handled.event
    answer = handled.answer or (handled.failure if kind is None else handled.accept(kind))
    observed = {
        "outcome": outcome.type,
        "id": handled.id,
        "event": None if event is None else {"type": event.type, event.type: plain(event)},
        "order": plain(handled.order),
        "refund": plain(handled.refund),
        "acknowledgement": plain(answer),
        "value": plain(value),
    }
    if hasattr(outcome, "error"):
        observed["error"] = error_of(outcome.error)
    if hasattr(outcome, "state"):
        observed["state"] = outcome.state
    if "expected" in case:
        try:
            handled.expect(**case["expected"])
            observed["as_expected"] = True
        except QqWxPayError as error:
            # What is wrong with the expectation itself is no difference.
            if error.kind == "invalid_input" and "outcome" not in case["expect"]:
                raise
            observed["as_expected"] = error_of(error)
    return observed


def difference(expected: Any, observed: Any, path: str) -> Optional[str]:
    """The first place where `observed` lacks what `expected` demands; more than demanded is fine."""
    if isinstance(expected, list) and isinstance(observed, list) and len(expected) == len(observed):
        pairs = [(item, observed[index], f"{path}[{index}]") for index, item in enumerate(expected)]
    elif isinstance(expected, dict) and isinstance(observed, dict):
        pairs = [(item, observed.get(name), f"{path}.{name}") for name, item in expected.items()]
    else:
        same = type(expected) is type(observed) and expected == observed
        return None if same else f"{path}: expected {expected!r}, observed {observed!r}"
    return next((found for pair in pairs if (found := difference(*pair)) is not None), None)


def test_every_case_passes() -> None:
    passed: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    failures = []
    for case in cases():
        found = difference(case["expect"], observe(case), "")
        (passed if found is None else failed)[case["operation"]] += 1
        if found is not None:
            failures.append(f"{case['file']} / {case['name']}{found}")
    # For the table of all languages that `cargo xtask test` prints: operation, passed, failed, skipped.
    results = ROOT / "target" / "conformance"
    results.mkdir(parents=True, exist_ok=True)
    rows = [f"{name}\t{passed[name]}\t{failed[name]}\t0\n" for name in {**passed, **failed}]
    (results / "Python.tsv").write_text("".join(rows), "utf-8")
    assert failures[:20] == [], f"{len(failures)} failures"


def test_a_case_that_expects_something_else_fails() -> None:
    case = next(case for case in cases() if case["name"] == "direct payment")
    observed = observe(case)
    for path, wrong in (("outcome", "refused"), ("id", "EV-2")):
        assert difference({**case["expect"], path: wrong}, observed, "") is not None, path


def test_every_kind_of_error_has_a_class_and_occurs() -> None:
    kinds = {case["expect"]["error"]["kind"] for case in cases() if case["expect"].get("error")}
    assert kinds == set(_errors.KINDS)


def test_every_operation_is_a_method_of_both_clients() -> None:
    from qq_wxpay import AsyncQqWxPay

    operations = {name for name, _ in json.loads(_native.operations())}
    assert len(operations) > 50
    for name in operations:
        assert callable(getattr(QqWxPay, name)), name
        assert callable(getattr(AsyncQqWxPay, name)), name
