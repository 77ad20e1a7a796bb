"""Every case of tests/cases through the Python API: the same cases, the same passes as in Rust."""

from __future__ import annotations

import base64
import json
import pathlib
import re
from collections import Counter
from typing import Any, Dict, Iterator, Optional

import pytest

from qq_wxpay import AsyncQqWxPay, QqWxPay, QqWxPayError, _errors
from qq_wxpay._arguments import to_json
from qq_wxpay._generated import replies
from qq_wxpay._record import Record

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"


@pytest.fixture(autouse=True)
def closed_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message with an unknown serial lets the client ask WeChat Pay for its certificates: that ends on this machine."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")


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
    pay._set_up({"settings": to_json(case["settings"])}, {}, None, now=case["now"], nonce=case["nonce"])
    return pay


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
    request: Any = case.get("request", {})
    if operation == "encrypt_sensitive_offline":
        encrypted = pay.encrypt_sensitive_offline(**request)
        return {"result": {"serial": encrypted.serial, "characters": len(encrypted.ciphertext)}}
    if operation == "decrypt_sensitive":
        return {"result": plain(pay.decrypt_sensitive(**request))}
    any_pay: Any = pay
    if operation in ("trade_bill_file", "fund_flow_bill_file", "v2_trade_bill"):
        return bill(any_pay.prepare_bill(operation, request), case)
    token = case.get("access_token")
    return exchange(any_pay.prepare(operation, request, access_token=token), case)


def reply_of(reply: Dict[str, Any]) -> Any:
    body = reply.get("body_base64")
    raw = reply.get("body", "").encode("utf-8") if body is None else base64.b64decode(body)
    return reply["status"], reply.get("headers", {}), raw


def request_of(prepared: Any) -> Dict[str, Any]:
    method, url, headers, body, _ = prepared.request
    return {"method": method, "url": url, "headers": headers, "body": (body or b"").decode("utf-8")}


def exchange(prepared: Any, case: Dict[str, Any]) -> Any:
    is_self_test = case["operation"] == "self_test"
    if "reply" not in case:
        request = request_of(prepared)
        return {"request": with_open_body(request) if is_self_test else request}
    result = plain(prepared.finish(*reply_of(case["reply"])))
    return {"result": with_verdict(result) if is_self_test else result}


def with_open_body(request: Dict[str, Any]) -> Dict[str, Any]:
    """Encryption is random: of the encrypted text only the length is observed."""
    body = json.loads(request["body"])
    if "encrypted_echo_message" in body:
        body["encrypted_echo_message"] = len(body["encrypted_echo_message"])
    return {**request, "body": body}


def with_verdict(report: Dict[str, Any]) -> Dict[str, Any]:
    """The report, and what is to be made of it."""
    holds = all(report[name]["state"] == "holds" for name in ("signature", "verification", "clock"))
    fails = any(report[name]["state"] == "fails" for name in ("encryption", "callback"))
    return {**report, "passed": holds and not fails}


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


def test_both_clients_have_the_same_methods() -> None:
    blocking, awaited = ({name for name in dir(of) if not name.startswith("_")} for of in (QqWxPay, AsyncQqWxPay))
    assert blocking == awaited
    assert len(blocking) > 30


def test_no_repr_shows_what_is_hidden() -> None:
    samples = load(CASES / "printed" / "samples.json")
    assert len(samples) > 40 and "HIDDEN-MARKER" in json.dumps(samples)
    for name, values in samples.items():
        for value in values:
            of = getattr(replies, name)
            made = of._read(value) if hasattr(of, "_read") else getattr(replies, "read_" + snake(name))(value)
            assert "HIDDEN-MARKER" not in repr(made), name


def snake(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()
