"""Open orders and refunds whose notifications were lost."""

from __future__ import annotations

import asyncio
import copy
import pickle
import time
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, Iterator, List, Union

import pytest

from conftest import Shop, failure, order
from qq_wxpay import (
    AsyncQqWxPay,
    ClosedOpenOrderReport,
    EndedOpenRefundReport,
    MismatchError,
    PaidEvent,
    PaidOpenOrderReport,
    Placed,
    QqWxPay,
    RefundEvent,
    RefusedOpenOrderReport,
    StillOpenOpenOrderReport,
)


@pytest.fixture(scope="module")
def silent() -> Iterator[Shop]:
    """A shop whose notifications are all lost."""
    shop = Shop()
    shop.control("PUT", "/sandbox/switches", {"deliver": "lost", "refund_outcome": "ABNORMAL"})
    yield shop
    shop.close()


def ago(seconds: int) -> datetime:
    return datetime.now(timezone.utc) - timedelta(seconds=seconds)


def row(number: str, seconds: int, **change: Any) -> Any:
    fields = {"order": {"family": "direct", "out_trade_no": number}, "total": 1999, "placed_at": ago(seconds)}
    return {**fields, **change}


def placed(shop: Shop, is_paid: bool = False) -> str:
    made = shop.pay.place_order(**order())
    assert isinstance(made, Placed)
    if is_paid:
        shop.pay_link(made.h5_url)
    return made.out_trade_no


def queries(shop: Shop) -> int:
    count: int = shop.control("GET", "/sandbox/statistics")["query_requests"]
    return count


def deliver(paid: PaidEvent, total: int) -> str:
    """The shop's function for both: a notification says it, or a run."""
    paid.expect(out_trade_no=paid.out_trade_no, total=total)
    return paid.orders[0].transaction_id


def test_each_row_is_told_once_and_a_payment_as_a_notification_tells_it(silent: Shop) -> None:
    paid, unpaid, old = placed(silent, True), placed(silent), placed(silent)
    orders = [row(paid, 61), row(unpaid, 61), row(old, 7300), row("PY-none", 900), row(unpaid, 61), row("PY-new", 5)]
    run = silent.pay.confirm_open_orders(orders=orders, close_after=7200, per_second=100, every=600)
    told = sorted(run, key=lambda report: report.row)
    results = [report.result for report in told]
    assert results == ["paid", "still_open", "closed", "not_found", "refused", "not_due"]
    first, second, third, fifth = told[0], told[1], told[2], told[4]
    assert isinstance(first, PaidOpenOrderReport) and isinstance(first.paid, PaidEvent)
    assert first.order.out_trade_no == paid and first.paid.type == "paid" and first.paid.total == 1999
    assert deliver(first.paid, 1999).isdigit()
    with pytest.raises(MismatchError) as caught:
        deliver(first.paid, 1)
    assert caught.value.code == "PAYMENT_DIFFERS"
    nothing: Any = None
    assert failure(lambda: deliver(first.paid, nothing)).kind == "invalid_input"
    assert "<hidden>" in repr(first.found) and "openid" not in repr(first.paid)
    assert pickle.loads(pickle.dumps(first)).paid.total == 1999 and copy.deepcopy(first) == first
    assert not hasattr(first.paid, "notification")
    assert isinstance(second, StillOpenOpenOrderReport) and second.state == "NOTPAY"
    assert isinstance(third, ClosedOpenOrderReport) and third.closed_now
    assert isinstance(fifth, RefusedOpenOrderReport)
    assert (fifth.error.code, fifth.error.field) == ("ROW_TWICE", "orders[4].order.out_trade_no")


def test_refunds_of_both_protocols_end(silent: Shop) -> None:
    number = placed(silent, True)
    silent.pay.refund(out_trade_no=number, out_refund_no=f"R{number}", amount={"refund": 500, "total": 1999})
    for seconds in (60, -60):
        silent.control("POST", "/sandbox/clock", {"advance_seconds": seconds})
    rows: Any = [
        {"version": "v3", "out_refund_no": f"R{number}", "requested_at": ago(61)},
        {"version": "v2", "out_refund_no": f"R{number}-none", "requested_at": ago(61)},
        {"version": "v3", "out_refund_no": "a b", "requested_at": ago(61)},
    ]
    told = sorted(silent.pay.confirm_open_refunds(refunds=rows), key=lambda report: report.row)
    assert [report.result for report in told] == ["ended", "still_open", "refused"]
    ended = told[0]
    assert isinstance(ended, EndedOpenRefundReport) and isinstance(ended.refund, RefundEvent)
    assert (ended.refund.type, ended.refund.status, ended.refund.refund) == ("refund", "abnormal", 500)


def test_what_is_wrong_with_the_run_is_raised_at_once(silent: Shop) -> None:
    before = queries(silent)
    pay: Any = silent.pay
    wrong: List[Any] = [
        ({"orders": [], "close_after": 299}, "CLOSE_TOO_EARLY", "close_after"),
        ({"orders": [], "per_second": 0}, "VALUE_NOT_ALLOWED", "per_second"),
        ({"orders": [row("PY-1", 61), row("PY-2", 61, totl=1)]}, "UNKNOWN_FIELD", "orders[1].totl"),
        ({"orders": [row("PY-1", 61, placed_at=datetime.now())]}, "TIME_FORMAT", "orders[0].placed_at"),
        ({"orders": [row("PY-1", 61, total=19.99)]}, "WRONG_TYPE", "orders[0].total"),
        ({}, "FIELD_MISSING", "orders"),
    ]
    for request, code, field in wrong:
        error = failure(lambda: pay.confirm_open_orders(**request))
        assert (error.code, error.field) == (code, field)
    (report,) = pay.confirm_open_orders(orders=[row("PY-1", 0, placed_at="2026-06-08 10:34:56")])
    assert (report.result, report.error.code, report.error.field) == ("refused", "ROW_TIME", "orders[0].placed_at")
    closed = QqWxPay.from_env(env=silent.env)
    closed.close()
    assert failure(lambda: closed.confirm_open_orders(orders=[])).code == "CLIENT_CLOSED"
    assert queries(silent) == before


def test_a_loop_that_is_left_ends_the_run(silent: Shop) -> None:
    orders = [row(f"PY-left-{index}", 61) for index in range(300)]
    before = queries(silent)
    for report in silent.pay.confirm_open_orders(orders=orders, per_second=50):
        assert report.result == "still_open"
        break
    time.sleep(0.2)
    asked = queries(silent)
    assert 0 < asked - before < 30
    time.sleep(0.4)
    assert queries(silent) == asked


def test_the_same_awaited(silent: Shop) -> None:
    number = placed(silent, True)

    async def run() -> Dict[str, Union[int, str]]:
        async with AsyncQqWxPay.from_env(env=silent.env) as pay:
            found: Dict[str, Union[int, str]] = {}
            async for report in pay.confirm_open_orders(orders=[row(number, 61), row("PY-none", 5)]):
                found[report.result] = deliver(report.paid, 1999) if report.result == "paid" else report.row
            blocking = QqWxPay.from_env(env=silent.env)
            assert failure(lambda: blocking.confirm_open_orders(orders=[])).code == "BLOCKING_IN_EVENT_LOOP"
            orders = [row(f"PY-async-{index}", 61) for index in range(300)]
            before = queries(silent)
            slow = asyncio.create_task(_count(pay.confirm_open_orders(orders=orders, per_second=50)))
            await asyncio.sleep(0.3)
            slow.cancel()
            with pytest.raises(asyncio.CancelledError):
                await slow
            await asyncio.sleep(0.2)
            asked = queries(silent)
            await asyncio.sleep(0.3)
            assert before < asked == queries(silent)
            return found

    found = asyncio.run(run())
    assert str(found["paid"]).isdigit() and found["not_due"] == 1


async def _count(reports: Any) -> int:
    count = 0
    async for _ in reports:
        count += 1
    return count
