"""What users of the package rely on, against the sandbox."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import pickle
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, List

import pytest
from conftest import Shop, clear, failure, fault, order, reference, without_the_sandbox

from qq_wxpay import AsyncQqWxPay, MismatchError, Placed, QqWxPay, QqWxPayError, ToConfirm, TransportError


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


def test_what_cannot_be_prepared(shop: Shop) -> None:
    error = failure(lambda: shop.pay.prepare("query_order", out_trade_no="T1", access_token="t"))  # type: ignore[call-overload]
    assert (error.code, error.field) == ("UNKNOWN_FIELD", "access_token")
    any_pay: Any = shop.pay
    assert failure(lambda: any_pay.prepare("query_oder", out_trade_no="T1")).code == "UNKNOWN_OPERATION"
    assert failure(lambda: any_pay.prepare_bill("trade_bill")).code == "UNKNOWN_OPERATION"
    with pytest.raises(TypeError, match="not both"):
        any_pay.prepare("query_order", {"out_trade_no": "T1"}, out_trade_no="T2")


def test_a_request_sent_with_httpx_and_with_requests(alone: Shop) -> None:
    import httpx
    import requests

    token = alone.pay.access_token().access_token
    prepared = alone.pay.prepare("place_order", **order(), access_token=token)
    method, url, headers, body, _ = prepared.request
    first = httpx.request(method, url, headers=headers, content=body)
    assert prepared.finish(first.status_code, first.headers, first.content).verified
    changed = failure(lambda: prepared.finish(first.status_code, first.headers, first.content + b" "))
    assert changed.code == "SIGNATURE_WRONG"
    prepared = alone.pay.prepare("place_order", **order(), access_token=token)
    method, url, headers, body, _ = prepared.request
    second = requests.request(method, url, headers=headers, data=body, allow_redirects=False, timeout=20)
    assert prepared.finish(second.status_code, second.headers, second.content).verified


def test_a_closed_client_refuses(shop: Shop) -> None:
    pay = QqWxPay.from_env(env=shop.env)
    pay.close()
    assert failure(lambda: pay.query_order(out_trade_no="PY-none")).code == "CLIENT_CLOSED"
    with pytest.raises(TypeError, match="in each process"):
        pickle.dumps(pay)


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
signal.signal(signal.SIGINT, signal.default_int_handler)  # who starts tests in the background has it ignored
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


def test_a_process_that_ends_right_after_its_calls_ends_well(shop: Shop) -> None:
    program = """
import asyncio, sys, time
from qq_wxpay import AsyncQqWxPay, QqWxPay, QqWxPayError
class Provider:
    def access_token(self, refused):
        while sys.argv[1] == "hangs":
            time.sleep(0.01)
        time.sleep(0)
        return "token"
async def leave(begin):
    tasks = [asyncio.ensure_future(begin()) for _ in range(20)]
    await asyncio.sleep(0.004)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
if sys.argv[1] == "waits":
    pay = QqWxPay.from_env()
    for _ in range(3):
        try:
            pay.query_order(out_trade_no="PY-none")
        except QqWxPayError:
            pass
elif sys.argv[1] == "leaves":
    pay = AsyncQqWxPay.from_env()
    asyncio.run(leave(lambda: pay.query_order(out_trade_no="PY-none")))
else:
    pay = AsyncQqWxPay.from_env(token_provider=Provider(), observer=lambda event: None)
    asyncio.run(leave(pay.access_token))
"""
    env = {**shop.env, "PYTHONPATH": os.environ.get("PYTHONPATH", "")}

    def ends(way: str) -> Any:
        child = subprocess.run([sys.executable, "-c", program, way], env=env, capture_output=True, text=True, timeout=30)
        return child.returncode, without_the_sandbox(child.stderr)

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(ends, ["waits", "leaves", "asked", "hangs"] * 15)) == {(0, "")}


def test_what_runs_at_the_very_end_can_use_the_library(shop: Shop) -> None:
    program = """
import atexit
@atexit.register
def late():
    import asyncio
    from qq_wxpay import AsyncQqWxPay, QqWxPay
    print(len(QqWxPay.from_env().access_token().access_token) > 0)
    print(len(asyncio.run(AsyncQqWxPay.from_env().access_token()).access_token) > 0)
import qq_wxpay
"""
    child = subprocess.run([sys.executable, "-c", program], env=shop.env, capture_output=True, text=True, timeout=30)
    assert (child.stdout, child.stderr) == ("True\nTrue\n", "")


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
