"""The test kit: signed notifications, errors, and the typed control of a sandbox."""

from __future__ import annotations

import asyncio
import multiprocessing
import threading
from datetime import datetime, timezone
from typing import Any, Dict, Iterator, List, Literal, Optional, get_args, get_type_hints

import pytest
from conftest import failure, order, until

from qq_wxpay import ApiError, InvalidInputError, PaidEvent, QqWxPay, QqWxPayError
from qq_wxpay.testing import (
    NotificationChanges,
    Sandbox,
    SandboxError,
    SignedNotification,
    Spoilt,
    TestingError,
    async_client,
    client,
    error,
    settings,
    signed_notification,
)
from qq_wxpay_sandbox import _types
from qq_wxpay_sandbox.testing import Kind, kinds

PRODUCTION: Dict[str, Optional[str]] = {
    "QQ_WXPAY_QQ_BASE_URL": None,
    "QQ_WXPAY_WECHAT_BASE_URL": None,
    "QQ_WXPAY_LINK_HOSTS": None,
    "QQ_WXPAY_NOTIFY_URL": "https://pay.example.com/notify",
}


@pytest.fixture(scope="module")
def pay() -> Iterator[QqWxPay]:
    with client() as made:
        yield made


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(time_scale=1000) as started:
        yield started


def paid(pay: QqWxPay, told: SignedNotification) -> PaidEvent:
    event = pay.handle_notification(told.headers, told.body).event
    assert isinstance(event, PaidEvent)
    return event


def test_each_kind_is_believed_and_what_is_spoilt_is_not(pay: QqWxPay) -> None:
    def outcome(kind: Any, spoilt: Any = None) -> str:
        told = signed_notification(kind, {}, {"spoilt": spoilt} if spoilt else {})
        return str(pay.handle_notification(told.headers, told.body).outcome.type)

    assert {kind: outcome(kind) for kind in get_args(Kind)} == {
        "payment": "payment",
        "partner_payment": "partner_payment",
        "combine_payment": "combine_payment",
        "v2_payment": "v2_payment",
        "refund": "refund",
        "refund_abnormal": "refund",
        "refund_closed": "refund",
        "v2_refund": "unsigned",
        "v2_refund_abnormal": "unsigned",
        "v2_refund_closed": "unsigned",
        "not_paid": "not_paid",
        "v2_not_paid": "not_paid",
        "other": "other",
        "security_echo": "security_echo",
    }
    assert {way: outcome("payment", way) for way in get_args(Spoilt)} == {
        "stale": "stale",
        "unsigned": "unsigned",
        "forged": "refused",
        "wrong_key": "refused",
        "unknown_serial": "refused",
        "undecryptable": "refused",
        "probe": "probe",
    }


def test_the_types_name_what_there_is(sandbox: Sandbox) -> None:
    assert {"kinds": list(get_args(Kind)), "spoilt": list(get_args(Spoilt))} == kinds()
    assert set(get_type_hints(_types.Switches)) == set(sandbox.switches())


def test_what_is_unproven_is_asked_for_and_nobody_is_there() -> None:
    with client() as own:
        ways: List[Literal["stale", "unsigned"]] = ["stale", "unsigned"]
        for spoilt in ways:
            changes: NotificationChanges = {"spoilt": spoilt}
            told = signed_notification("payment", {}, changes)
            handled = own.receive_notification(told.headers, told.body)
            assert handled.event is None and handled.answer is not None and handled.answer.status >= 400


def test_the_same_one_again_is_a_repetition(pay: QqWxPay) -> None:
    first = signed_notification("payment", {"out_trade_no": "AGAIN-1"})
    second = first.again()
    assert second.id == first.id and second.headers["Wechatpay-Nonce"] != first.headers["Wechatpay-Nonce"]
    assert [pay.handle_notification(each.headers, each.body).repeat for each in (first, second)] == [False, True]


def test_changes_reach_what_is_read(pay: QqWxPay) -> None:
    assert paid(pay, signed_notification("payment", {"total": 5}, {"fields": {"amount.total": 7}})).total == 7
    at = datetime(2026, 1, 31, 4, tzinfo=timezone.utc)
    told = signed_notification("payment", {"success_time": at}, {"time": datetime.now(timezone.utc), "extra": {"future": [1]}})
    assert paid(pay, told).orders[0].success_time == "2026-01-31T12:00:00+08:00"
    md5 = signed_notification("v2_payment", {"sign_type": "MD5"})
    assert pay.handle_notification(md5.headers, md5.body).event is None
    with client(env={"QQ_WXPAY_V2_SIGN_TYPE": "MD5"}) as other:
        assert paid(other, md5).family == "v2"


def test_a_misspelt_name_is_refused_with_the_nearest() -> None:
    def refused(*given: Any) -> List[Optional[str]]:
        with pytest.raises(TestingError) as caught:
            signed_notification(*given)
        assert caught.value.zh and str(caught.value).startswith(caught.value.code)
        return [caught.value.code, caught.value.field, caught.value.nearest]

    assert refused("paymnt") == ["UNKNOWN_NAME", "kind", "payment"]
    assert refused("payment", {"out_trade_nr": "A"}) == ["UNKNOWN_NAME", "order.out_trade_nr", "out_trade_no"]
    assert refused("payment", {}, {"feilds": {}}) == ["UNKNOWN_NAME", "changes.feilds", "fields"]
    wrong_field = ["UNKNOWN_NAME", "changes.fields.amount.totl", "amount.total"]
    assert refused("payment", {}, {"fields": {"amount": {"totl": 1}}}) == wrong_field
    assert refused("v2_payment", {}, {"spoilt": "stale"}) == ["NOT_POSSIBLE", "changes.spoilt", None]
    assert refused("payment", {"total": "5"}) == ["WRONG_VALUE", "order.total", None]
    with pytest.raises(TypeError, match="time zone"):
        signed_notification("payment", {"success_time": datetime(2026, 1, 1)})
    with pytest.raises(ValueError):
        signed_notification("payment", {}, {"fields": {"amount.total": float("nan")}})


def test_the_keys_of_the_kit_are_worth_nothing_in_production() -> None:
    refused = failure(lambda: client(env=PRODUCTION))
    assert (refused.code, refused.kind) == ("TEST_KEYS", "config") and refused.field and refused.remedy
    assert all(name.startswith("QQ_WXPAY_") for name in settings())


def test_an_error_for_a_test_is_the_one_that_a_client_raises() -> None:
    known = error("ORDERPAID")
    assert isinstance(known, ApiError)
    assert (known.code, known.retry, known.origin) == ("ORDERPAID", "confirm_first", "wechat_pay")
    refund, abnormal = (error("INVALID_REQUEST", operation=name, status=400) for name in ("refund", "abnormal_refund"))
    assert refund.remedy != abnormal.remedy and (refund.status, abnormal.retry) == (400, "confirm_first")
    field = error("FIELD_MISSING", field="amount.total", detail="left out")
    assert isinstance(field, InvalidInputError) and (field.field, field.detail) == ("amount.total", "left out")
    future = error("A_FUTURE_CODE", origin="wechat_pay", status=500, request_id="08F", retry="same_request")
    assert (future.status, future.request_id, future.retry, future.remedy) == (500, "08F", "same_request", None)
    with pytest.raises(QqWxPayError, match="did you mean `ORDERPAID`"):
        error("ORDERPAD")
    assert failure(lambda: error("ORDERPAID", operation="refnd")).code == "UNKNOWN_OPERATION"


def test_an_async_client_believes_it_too() -> None:
    async def main() -> None:
        told = signed_notification("payment", {"out_trade_no": "ASYNC-1"})
        async with async_client() as own:
            handled = await own.receive_notification(told.headers, told.body)
            assert isinstance(handled.event, PaidEvent)

    asyncio.run(main())


def test_a_sandbox_is_steered_by_methods(sandbox: Sandbox) -> None:
    with client(sandbox=sandbox) as own:
        placed = own.place_order(**order())
        assert placed.outcome == "placed"
        number = placed.out_trade_no
        (unpaid,) = sandbox.orders(number)
        assert (unpaid["kind"], unpaid["trade_state"], unpaid["total"]) == ("direct", "NOTPAY", 1999)
        sandbox.set_switches(deliver="hold")
        sandbox.pay(placed.h5_url)
        assert own.query_order(out_trade_no=number).trade_state == "SUCCESS"
        assert sandbox.reset_switches()["deliver"] == "normal" and sandbox.release_deliveries() == 1
        refund = sandbox.refund_in_console(number, refund=5, notify_url="http://127.0.0.1:9/notify")
        sandbox.settle_refund(refund, "CLOSED")
        assert [(found["status"], found["refund"]) for found in sandbox.refunds(out_refund_no=refund)] == [("CLOSED", 5)]
        ahead = sandbox.advance_clock(100)["ahead_seconds"]
        assert sandbox.advance_clock(-100)["ahead_seconds"] == ahead - 100
        sandbox.add_fault(endpoint="query", kind={"cut_reply": 17}, times=2)
        assert sandbox.faults() == [{"endpoint": "query", "kind": {"cut_reply": 17}, "times": 2}]
        sandbox.clear_faults()
        assert any(event["kind"] == "order.created" for event in sandbox.events())
        until("the notification that was held", lambda: sandbox.statistics()["notifications_sent"] >= 1)
        assert sandbox.identity()["qq_appid"] == "1110000001"
        with pytest.raises(SandboxError, match="^close_order: "):
            sandbox.close_order("NOBODY")
        with pytest.raises(SandboxError, match="delivr"):
            sandbox.set_switches(delivr="hold")  # type: ignore[call-arg]


def test_stopping_ends_what_waits() -> None:
    refusals: List[str] = []
    started = Sandbox()
    with client(sandbox=started) as own:
        placed = own.place_order(**order())
    assert placed.outcome == "placed"
    number = placed.out_trade_no
    started.set_switches(deliver="hold")
    started.pay(placed.h5_url)

    def wait() -> None:
        with pytest.raises(SandboxError) as caught:
            started.wait_for_delivery(number, timeout=300)
        refusals.append(str(caught.value))

    waiting = threading.Thread(target=wait)
    waiting.start()
    started.stop()
    waiting.join(60)
    assert refusals == ["wait_for_delivery: the sandbox has been stopped"]
    with pytest.raises(SandboxError, match="has been stopped"):
        started.orders()
    started.stop()


def _in_child(sandbox: Sandbox) -> str:
    try:
        sandbox.orders()
    except RuntimeError as refused:
        sandbox.stop()
        return str(refused)
    return "it answered"


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="nothing forks here")
def test_a_fork_has_no_part_in_it(sandbox: Sandbox) -> None:
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=lambda: sending.send(_in_child(sandbox)))
    child.start()
    assert receiving.poll(60) and "belongs to the process" in receiving.recv()
    child.join(60)
    assert child.exitcode == 0
    sandbox.orders()


def test_a_client_of_the_kit_does_not_warn_that_no_money_moves(sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    with client(), client(sandbox=sandbox):
        assert "SANDBOX_CLIENT" not in caplog.text
    with QqWxPay.from_env(env=sandbox.env):
        until("one that is made of its settings does", lambda: "SANDBOX_CLIENT" in caplog.text)
        assert caplog.text.count("SANDBOX_CLIENT") == 1
