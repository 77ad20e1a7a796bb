"""What users of the package rely on, against the sandbox."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
import pickle
import subprocess
import sys
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any, Callable, Dict, List, Optional, Tuple

import pytest
from conftest import Shop, order, until

from qq_wxpay import (
    ApiError,
    AsyncQqWxPay,
    ConfigError,
    InvalidInputError,
    MismatchError,
    OrderReference,
    Placed,
    QqWxPay,
    QqWxPayError,
    StoredToken,
    ToConfirm,
    TransportError,
    fen,
)


def failure(act: Callable[[], Any]) -> QqWxPayError:
    with pytest.raises(QqWxPayError) as caught:
        act()
    return caught.value


def reference(number: str) -> OrderReference:
    return OrderReference(family="direct", out_trade_no=number)


def fault(shop: Shop, endpoint: str, kind: str, times: int = 1) -> None:
    shop.control("POST", "/sandbox/faults", {"endpoint": endpoint, "kind": kind, "times": times})


def clear(shop: Shop) -> None:
    shop.control("DELETE", "/sandbox/faults")


def test_a_payment_from_the_order_to_the_refund(shop: Shop) -> None:
    given = order()
    placed = shop.pay.place_order(**given)
    assert isinstance(placed, Placed)
    assert placed.request_payment is not None and placed.request_payment.url == placed.h5_url
    assert shop.pay.query_order(out_trade_no=given["out_trade_no"]).trade_state == "NOTPAY"
    shop.pay_link(placed.h5_url)
    headers, body = shop.notification(given["out_trade_no"])
    handled = shop.pay.handle_notification(headers, body)
    assert handled.outcome.type == "payment"
    assert handled.outcome.payment.amount is not None and handled.outcome.payment.amount.total == 1999
    handled.expect(out_trade_no=given["out_trade_no"], total=1999)
    different = failure(lambda: handled.expect(out_trade_no=given["out_trade_no"], total=2000))
    assert isinstance(different, MismatchError) and different.field == "amount.total"
    assert handled.raw is not None and json.loads(handled.raw)["out_trade_no"] == given["out_trade_no"]
    found = shop.pay.confirm_order(reference(given["out_trade_no"]))
    assert found.state == "paid" and found.found is not None
    shop.pay.expect_payment(found=found.found, expected={"out_trade_no": given["out_trade_no"], "total": 1999})
    refund = shop.pay.refund(
        out_trade_no=given["out_trade_no"], out_refund_no=f"R{given['out_trade_no']}", amount={"refund": 500, "total": 1999}
    )
    assert refund.status == "PROCESSING"
    unpaid = shop.pay.place_order(**order())
    assert isinstance(unpaid, Placed)
    assert shop.pay.close_if_unpaid(reference(unpaid.out_trade_no)).state == "closed"


def test_all_four_ways_of_ordering(shop: Shop) -> None:
    identity = shop.control("GET", "/sandbox/identity")
    sub = identity["sub_mchids"][0]
    direct = order()
    assert shop.pay.place_partner_order(sub_mchid=sub, order=order()).outcome == "placed"
    number = direct["out_trade_no"]
    parts: List[Any] = [
        {"mchid": identity["mchid"], "out_trade_no": f"{number}a", "description": "mug", "amount": {"total_amount": 999}, "attach": "a"},
        {"mchid": sub, "out_trade_no": f"{number}b", "description": "mug", "amount": {"total_amount": 1000}, "attach": "b"},
    ]
    combined = shop.pay.place_combine_order(
        combine_out_trade_no=number, scene_info={"payer_client_ip": "203.0.113.7"}, sub_orders=parts
    )
    assert combined.outcome == "placed"
    second = shop.pay.place_v2_order(
        out_trade_no=order()["out_trade_no"], body="mug", total_fee=1999, spbill_create_ip="203.0.113.7"
    )
    assert second.outcome == "placed"


def test_mistakes_are_told_by_name_before_anything_is_sent(shop: Shop) -> None:
    before = shop.control("GET", "/sandbox/statistics")
    any_order: Any = shop.pay.place_order
    mistakes: List[Tuple[Dict[str, Any], str, str, str]] = [
        ({"out_trad_no": "T20261123000001"}, "UNKNOWN_FIELD", "out_trad_no", "out_trade_no"),
        ({"amount": {"totl": 1}}, "UNKNOWN_FIELD", "amount.totl", "total"),
        ({"amount": {"total": 19.99}}, "WRONG_TYPE", "amount.total", "float"),
        ({"amount": {"total": "1999"}}, "WRONG_TYPE", "amount.total", "fen"),
        ({"amount": {"total": Decimal("19.99")}}, "WRONG_TYPE", "amount.total", "Decimal"),
        ({"amount": {"total": True}}, "WRONG_TYPE", "amount.total", ""),
        ({"amount": {"total": 2**63}}, "WRONG_TYPE", "amount.total", ""),
        ({"description": "\ud800"}, "WRONG_TYPE", "description", "surrogate"),
        ({"out_trade_no": None}, "FIELD_MISSING", "out_trade_no", ""),
        ({"scene_info": {"payer_client_ip": "10.0.0.1"}}, "PAYER_IP_NOT_PUBLIC", "scene_info.payer_client_ip", ""),
    ]
    for change, code, field, words in mistakes:
        error = failure(lambda: any_order(**order(**change)))  # noqa: B023 (called at once)
        assert (error.code, error.field) == (code, field)
        assert isinstance(error, InvalidInputError) and isinstance(error, ValueError)
        assert words in str(error), str(error)
        assert error.remedy is not None and error.remedy.zh
    circle: Dict[str, Any] = {}
    circle["amount"] = circle
    assert failure(lambda: any_order(**order(amount=circle))).code == "WRONG_TYPE"
    assert failure(lambda: shop.pay.query_order(out_trade_no="PY-none", timeout=0)).field == "timeout"
    assert shop.control("GET", "/sandbox/statistics") == before, "nothing was sent"


def test_only_raw_bytes_are_a_notification(shop: Shop) -> None:
    wrong: List[Any] = ["{}", {}, None, 7]
    for given in wrong:
        error = failure(lambda: shop.pay.handle_notification({}, given))  # noqa: B023 (called at once)
        assert error.code == "RAW_BODY_NEEDED" and "request.get_data()" in str(error)
    for right in (b"{}", bytearray(b"{}"), memoryview(b"{}")):
        raw: Any = right
        assert shop.pay.handle_notification([("a", "b")], raw).outcome.type == "refused"


def test_records_are_frozen_equal_readable_and_show_no_secret(shop: Shop) -> None:
    number, headers, body = shop.paid()
    first, second = (shop.pay.query_order(out_trade_no=number) for _ in range(2))
    assert first == second and hash(first) == hash(second) and first is not second
    assert first != shop.pay.query_order(out_trade_no=shop.pay.place_order(**order()).to_dict()["out_trade_no"])
    assert first.to_dict()["amount"]["total"] == 1999
    with pytest.raises(AttributeError, match="frozen"):
        setattr(first, "mchid", "1")
    with pytest.raises(AttributeError, match="frozen"):
        delattr(first, "mchid")
    assert pickle.loads(pickle.dumps(first)) == first == copy.deepcopy(first)
    payer = first.payer
    assert payer is not None and payer.openid
    token = shop.pay.access_token()
    placed = shop.pay.place_order(**order())
    handled = shop.pay.handle_notification(headers, body)
    shown = repr([first, token, placed, handled, shop.pay, StoredToken(**_stored("a-secret-token"))])
    prepared = shop.pay.prepare_order(**order(), access_token=token.access_token)
    shown += repr(prepared.request) + str(prepared.request)
    for secret in (payer.openid, token.access_token, placed.to_dict()["h5_url"], "a-secret-token", "203.0.113.7"):
        assert secret not in shown
    assert number in shown and "Transaction(" in shown
    with pytest.raises(TypeError, match="family"):
        OrderReference(out_trade_no="T1")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="out_trad_no"):
        OrderReference(family="direct", out_trade_no="T1", out_trad_no="T1")  # type: ignore[call-arg]


def _stored(token: str) -> Dict[str, Any]:
    return {"access_token": token, "fetched_at": 1, "refresh_at": 2, "expires_at": 3}


def test_exceptions_are_picklable_and_say_everything(shop: Shop) -> None:
    error = failure(lambda: shop.pay.query_order(out_trade_no="PY-none"))
    assert isinstance(error, ApiError)
    assert (error.kind, error.code, error.status, error.retry) == ("api", "ORDER_NOT_EXIST", 404, error.retry)
    assert error.request_id
    same = pickle.loads(pickle.dumps(error))
    assert type(same) is ApiError and (same.code, same.remedy, str(same)) == (error.code, error.remedy, str(error))
    assert json.dumps(error.to_dict())
    shown = str(error) + repr(error) + json.dumps(error.to_dict())
    for name, value in shop.env.items():
        if name.endswith(("SECRET", "KEY")):
            assert value not in shown, name


def test_a_lost_reply_is_a_result(shop: Shop) -> None:
    fault(shop, "proxy", "drop_after", 9)
    given = order()
    lost = shop.pay.place_order(**given)
    clear(shop)
    assert isinstance(lost, ToConfirm) and lost.error.retry == "confirm_first"
    assert isinstance(lost.error, TransportError)
    assert shop.pay.confirm_order(lost.order).state == "not_paid"
    assert shop.pay.place_order(**given).outcome == "placed"


def test_time_limits(shop: Shop) -> None:
    fault(shop, "query", "time_out", 9)
    begin = time.monotonic()
    error = failure(lambda: shop.pay.query_order(out_trade_no="PY-none", timeout=0.3))
    clear(shop)
    assert error.code == "TIMED_OUT" and time.monotonic() - begin < 3


def test_a_bill_row_by_row(shop: Shop) -> None:
    day = 24 * 3600
    two_days_ago = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3600 - 2 * day))
    other = Shop()
    placed = other.pay.place_order(**order())
    assert isinstance(placed, Placed)
    other.control("POST", "/sandbox/clock", {"advance_seconds": -2 * day})
    other.pay_link(placed.h5_url)
    other.control("POST", "/sandbox/clock", {"advance_seconds": 2 * day})
    bill = other.pay.trade_bill(bill_date=two_days_ago, gzip=True)
    rows = []
    for row in bill:
        assert bill.finished is None
        rows.append(row)
    assert [(row.out_trade_no, row.order_amount) for row in rows] == [(placed.out_trade_no, 1999)]
    assert bill.finished is not None and bill.finished.verified and bill.finished.summary.order_amount == 1999
    fault(other, "bill_file", "flipped_byte")
    spoilt = other.pay.trade_bill(bill_date=two_days_ago)
    assert failure(lambda: list(spoilt)).code == "BILL_DIGEST_WRONG" and spoilt.finished is None

    async def read() -> List[str]:
        async with AsyncQqWxPay.from_env(env=other.env) as pay:
            bill = await pay.trade_bill(bill_date=two_days_ago)
            numbers = [row.out_trade_no or "" async for row in bill]
            assert bill.finished is not None and bill.finished.rows == 1
            return numbers

    assert asyncio.run(read()) == [placed.out_trade_no]
    other.close()


def test_a_request_sent_with_httpx_and_with_requests(shop: Shop) -> None:
    import httpx
    import requests

    token = shop.pay.access_token().access_token
    prepared = shop.pay.prepare_order(**order(), access_token=token)
    method, url, headers, body, _ = prepared.request
    first = httpx.request(method, url, headers=headers, content=body)
    assert prepared.finish(first.status_code, first.headers, first.content).verified
    changed = failure(lambda: prepared.finish(first.status_code, first.headers, first.content + b" "))
    assert changed.code == "SIGNATURE_WRONG"
    prepared = shop.pay.prepare_order(**order(), access_token=token)
    method, url, headers, body, _ = prepared.request
    second = requests.request(method, url, headers=headers, data=body, allow_redirects=False, timeout=20)
    assert prepared.finish(second.status_code, second.headers, second.content).verified


class Provider:
    def __init__(self, answer: Callable[[Optional[str]], Any]) -> None:
        self.answer = answer

    def access_token(self, refused: Optional[str]) -> Any:
        return self.answer(refused)


def test_a_token_provider_and_what_it_raises(shop: Shop) -> None:
    token = shop.pay.access_token().access_token
    refused: List[Optional[str]] = []

    def give(old: Optional[str]) -> str:
        refused.append(old)
        return token

    with QqWxPay.from_env(env=shop.env, token_provider=Provider(give)) as pay:
        assert pay.place_order(**order()).outcome == "placed"
    assert refused == [None]

    class Down(Exception):
        pass

    def broken(_: Optional[str]) -> str:
        raise Down("the token server is down")

    with QqWxPay.from_env(env=shop.env, token_provider=Provider(broken)) as pay:
        error = failure(lambda: pay.place_order(**order()))
    assert error.code == "TOKEN_STORE_FAILED"
    assert isinstance(error.__cause__, Down)
    assert "broken" in "".join(traceback.format_exception(error)), "with its traceback"

    async def wait(_: Optional[str]) -> str:
        await asyncio.sleep(0.01)
        return token

    with QqWxPay.from_env(env=shop.env, token_provider=Provider(wait)) as pay:
        assert pay.place_order(**order()).outcome == "placed", "async functions of a blocking client"

    async def on_the_loop() -> None:
        loop = asyncio.get_running_loop()

        async def wait_here(_: Optional[str]) -> str:
            assert asyncio.get_running_loop() is loop
            return token

        async with AsyncQqWxPay.from_env(env=shop.env, token_provider=Provider(wait_here)) as pay:
            assert (await pay.place_order(**order())).outcome == "placed"
        async with AsyncQqWxPay.from_env(env=shop.env, token_provider=Provider(broken)) as pay:
            with pytest.raises(QqWxPayError) as caught:
                await pay.place_order(**order())
            assert isinstance(caught.value.__cause__, Down)

    asyncio.run(on_the_loop())
    never: Any = Provider(lambda _: threading.Event().wait(2) and "")
    with QqWxPay.from_env(env=shop.env, token_provider=never) as pay:
        assert failure(lambda: pay.place_order(**order(), timeout=0.3)).code == "TIMED_OUT"
    both: Any = object()
    twice = failure(lambda: QqWxPay.from_env(env=shop.env, token_provider=Provider(give), token_store=both))
    assert twice.code == "TOKEN_SOURCE_GIVEN_TWICE"
    assert failure(lambda: QqWxPay.from_env(env=shop.env, token_provider=both)).field == "token_provider.access_token"


def test_a_client_with_functions_of_the_host_is_collected(shop: Shop) -> None:
    import gc
    import weakref

    token = shop.pay.access_token().access_token
    pay = QqWxPay.from_env(env=shop.env, token_provider=Provider(lambda _: token))
    assert pay.access_token().access_token == token
    native = weakref.ref(pay._own.native)
    del pay
    gc.collect()
    until("nothing holds it", lambda: native() is None)


class Store:
    """A token store in memory, as one in Redis would be."""

    def __init__(self) -> None:
        self.token: Optional[StoredToken] = None
        self.owner: Optional[str] = None

    def load(self, qq_appid: str) -> Optional[StoredToken]:
        return self.token

    def acquire_lease(self, qq_appid: str, owner: str, milliseconds: int) -> bool:
        if self.owner not in (None, owner):
            return False
        self.owner = owner
        return True

    def save(self, qq_appid: str, owner: str, token: StoredToken) -> bool:
        if self.owner != owner:
            return False
        self.token, self.owner = token, None
        return True

    def release_lease(self, qq_appid: str, owner: str) -> None:
        if self.owner == owner:
            self.owner = None


def test_a_token_store_is_shared_by_two_clients() -> None:
    other, store = Shop(), Store()
    with QqWxPay.from_env(env=other.env, token_store=store) as first:
        with QqWxPay.from_env(env=other.env, token_store=store) as second:
            assert first.access_token() == second.access_token()
    assert other.control("GET", "/sandbox/statistics")["token_requests"] == 1
    other.close()


def test_an_observer_and_the_log(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    events: List[Any] = []
    with QqWxPay.from_env(env=shop.env, observer=events.append) as pay:
        with caplog.at_level(logging.DEBUG, "qq_wxpay"):
            placed = pay.place_order(**order())
            failure(lambda: pay.query_order(out_trade_no="PY-none"))
            pay.handle_notification({}, b"{}")
        until("four events", lambda: len(events) == 4)
    token, ordered, queried, notified = events
    assert (token.type, token.operation, token.leg) == ("attempt", "access_token", "qq")
    assert (ordered.operation, ordered.status, ordered.code, ordered.repeats) == ("place_order", 200, None, False)
    assert (queried.kind, queried.code) == ("api", "ORDER_NOT_EXIST")
    assert (notified.type, notified.outcome) == ("notification", "refused")
    messages = [record.getMessage() for record in caplog.records]
    assert any(message.startswith("place_order, attempt 1: 200") for message in messages), messages
    assert getattr(caplog.records[0], "qq_wxpay")["operation"] == "access_token"
    written = caplog.text + repr([record.__dict__ for record in caplog.records]) + repr(events)
    for secret in (placed.to_dict()["out_trade_no"], placed.to_dict()["h5_url"], shop.env["QQ_WXPAY_QQ_APP_SECRET"]):
        assert secret not in written

    def broken(_: object) -> None:
        raise RuntimeError("my metrics are down")

    with QqWxPay.from_env(env=shop.env, observer=broken) as pay:
        assert pay.place_order(**order()).outcome == "placed"
    assert "my metrics are down" in caplog.text


def test_settings_that_are_wrong_are_told_by_name(shop: Shop) -> None:
    error = failure(lambda: QqWxPay.from_env(env={**shop.env, "QQ_WXPAY_API_V3_KEY": "short"}))
    assert isinstance(error, ConfigError) and error.field == "api_v3_key"
    wrong: Any = QqWxPay
    assert failure(lambda: wrong(mch_id="1")).code == "UNKNOWN_FIELD"
    settings: Any = {name[len("QQ_WXPAY_") :].lower(): value for name, value in shop.env.items()}
    settings["link_hosts"] = settings["link_hosts"].split(",")
    settings["merchant_private_key"] = settings["merchant_private_key"].encode()
    with QqWxPay(**settings) as pay:
        assert pay.place_order(**order()).outcome == "placed"


def test_a_closed_client_refuses(shop: Shop) -> None:
    pay = QqWxPay.from_env(env=shop.env)
    pay.close()
    assert failure(lambda: pay.query_order(out_trade_no="PY-none")).code == "CLIENT_CLOSED"
    with pytest.raises(TypeError, match="in each process"):
        pickle.dumps(pay)


def test_fen() -> None:
    assert [fen("19.99"), fen("0.01"), fen(Decimal("100")), fen(7)] == [1999, 1, 10000, 700]
    for wrong in (19.99, "19.999", "mug", True, None, "NaN", "1e999999999"):
        given: Any = wrong
        assert failure(lambda: fen(given)).field == "yuan"  # noqa: B023 (called at once)


def test_a_blocking_call_on_an_event_loop_is_refused(shop: Shop) -> None:
    async def wrong() -> QqWxPayError:
        return failure(lambda: shop.pay.query_order(out_trade_no="PY-none"))

    error = asyncio.run(wrong())
    assert error.code == "BLOCKING_IN_EVENT_LOOP" and "AsyncQqWxPay" in str(error)

    async def right() -> None:
        await asyncio.to_thread(shop.pay.place_order, **order())
        assert shop.pay.handle_notification({}, b"{}").outcome.type == "refused"

    asyncio.run(right())


@pytest.mark.parametrize("runner", ["asyncio", "uvloop"])
def test_many_awaited_calls_and_one_that_is_cancelled(shop: Shop, runner: str) -> None:
    async def many() -> None:
        async with AsyncQqWxPay.from_env(env=shop.env) as pay:
            placed = await asyncio.gather(*(pay.place_order(**order()) for _ in range(64)))
            assert {one.outcome for one in placed} == {"placed"}
            fault(shop, "proxy", "time_out", 9)
            task = asyncio.create_task(pay.place_order(**order()))
            await asyncio.sleep(0.2)
            begin = time.monotonic()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert time.monotonic() - begin < 1
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(pay.place_order(**order()), 0.2)
            clear(shop)
            assert (await pay.place_order(**order())).outcome == "placed"

    if runner == "uvloop":
        import uvloop

        uvloop.run(many())
    else:
        asyncio.run(many())


def test_threads_share_a_client() -> None:
    # In a world of its own: other clients of one AppID end each other's access token.
    shop = Shop()
    with ThreadPoolExecutor(16) as pool:
        placed = list(pool.map(lambda _: shop.pay.place_order(**order()).outcome, range(64)))
    assert set(placed) == {"placed"}
    shop.close()


def test_ctrl_c_ends_a_blocking_call(shop: Shop) -> None:
    program = """
import sys, threading, signal, os
from qq_wxpay import QqWxPay
pay = QqWxPay.from_env()
threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
try:
    pay.query_order(out_trade_no="PY-none")
except KeyboardInterrupt:
    print("interrupted")
"""
    fault(shop, "query", "time_out", 9)
    begin = time.monotonic()
    child = subprocess.run([sys.executable, "-c", program], env=shop.env, capture_output=True, text=True, timeout=20)
    clear(shop)
    assert child.stdout.strip() == "interrupted", child.stderr
    assert time.monotonic() - begin < 5


def test_memory_stays_over_a_hundred_thousand_notifications() -> None:
    import gc

    shop = Shop()
    _, headers, body = shop.paid()

    def resident() -> float:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * 4096 / 1e6

    def handle(count: int) -> None:
        for index in range(count):
            handled = shop.pay.handle_notification(headers, body)
            assert handled.outcome.type == "payment" and handled.raw
            if index % 10 == 0:
                shop.pay.handle_notification(headers, body + b" " * (index % 100))

    logging.disable(logging.CRITICAL)
    handle(10_000)
    gc.collect()
    before = resident()
    handle(100_000)
    gc.collect()
    logging.disable(logging.NOTSET)
    grown = resident() - before
    print(f"grown by {grown:.1f} MB")
    assert grown < 20
    shop.close()
