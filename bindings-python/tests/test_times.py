"""Moments and days as objects: what is sent, and what is refused with what to give in its place."""

from __future__ import annotations

import asyncio
import re
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Any, Callable, List, Optional, Set, Tuple

import pytest
from conftest import Shop, failure, order

from qq_wxpay import AsyncQqWxPay, InvalidInputError, Placed, QqWxPay, QqWxPayError, _times
from qq_wxpay._generated import requests

BEIJING = timezone(timedelta(hours=8))
MOMENT = datetime(2026, 6, 8, 2, 34, 56, 789, timezone.utc)


class Stamp(datetime):
    """As of a library for tables: it writes nanoseconds, and knows of no moment at all."""

    lost = False

    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        return "NaT" if self.lost else f"{datetime.strftime(self, '%Y-%m-%dT%H:%M:%S.%f')}001{datetime.strftime(self, '%z')}"

    def utcoffset(self) -> Optional[timedelta]:
        if self.lost:
            raise ValueError("NaTType does not support utcoffset")
        return super().utcoffset()


class Uneven(tzinfo):
    """A zone of the time before zones."""

    def utcoffset(self, _: Optional[datetime]) -> timedelta:
        return timedelta(hours=8, minutes=5, seconds=43)

    def tzname(self, _: Optional[datetime]) -> str:
        return "LMT"

    def dst(self, _: Optional[datetime]) -> timedelta:
        return timedelta(0)


MOMENTS = [
    MOMENT,
    MOMENT.astimezone(BEIJING),
    MOMENT.astimezone(timezone(timedelta(hours=-5, minutes=-30))),
    MOMENT.astimezone(Uneven()),
    Stamp(2026, 6, 8, 2, 34, 56, 789, timezone.utc),
    MOMENT.isoformat(),
    str(MOMENT),
]


def prepared(pay: QqWxPay, value: object) -> List[Tuple[str, Callable[[], Any]]]:
    """Every request that takes a moment, with the form in which it is sent."""
    any_pay: Any = pay
    more = {"access_token": "token"}
    part = {"mchid": "1900000001", "description": "m", "amount": {"total_amount": 1}, "attach": "a"}
    parts = [{**part, "out_trade_no": f"PYTIME02{name}"} for name in "ab"]
    payer = {"payer_client_ip": "203.0.113.7"}
    combined = {"combine_out_trade_no": "PYTIME02x", "scene_info": payer, "sub_orders": parts}
    second = {"out_trade_no": "PYTIME01x", "body": "m", "total_fee": 1, "spbill_create_ip": "203.0.113.7"}
    v3, v2 = '"time_expire":"2026-06-08T10:34:56+08:00"', "<time_expire>20260608103456</time_expire>"
    return [
        (v3, lambda: any_pay.prepare("place_order", **order(time_expire=value), **more)),
        (v3, lambda: any_pay.prepare("place_partner_order", sub_mchid="1900000109", order=order(time_expire=value), **more)),
        (v3, lambda: any_pay.prepare("place_combine_order", **combined, time_expire=value, **more)),
        (v3.replace("expire", "start"), lambda: any_pay.prepare("place_combine_order", **combined, time_start=value, **more)),
        (v2, lambda: any_pay.prepare("place_v2_order", **second, time_expire=value, **more)),
        (v2.replace("expire", "start"), lambda: any_pay.prepare("place_v2_order", **second, time_start=value, **more)),
    ]


def test_a_moment_is_sent_as_each_version_wants_it(shop: Shop) -> None:
    for value in MOMENTS:
        for form, prepare in prepared(shop.pay, value):
            assert form in prepare().request.body.decode(), (value, form)


def test_an_order_that_ends_in_time(shop: Shop) -> None:
    ends = datetime.now(timezone.utc) + timedelta(minutes=30)
    assert isinstance(shop.pay.place_order(**order(time_expire=ends)), Placed)
    day: Any = ends.date()
    assert failure(lambda: shop.pay.place_order(**order(time_expire=day))).code == "TIME_FORMAT"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (datetime(2026, 6, 8, 10, 34), "datetime.now(timezone.utc)"),
        (date(2026, 6, 8), "a date without a time"),
        (datetime.max.replace(tzinfo=timezone.utc), "names no moment"),
    ],
)
def test_what_names_no_moment_is_refused(shop: Shop, value: object, words: str) -> None:
    for _, prepare in prepared(shop.pay, value):
        error = failure(prepare)
        assert isinstance(error, InvalidInputError) and error.code == "TIME_FORMAT"
        assert (error.field or "").rpartition(".")[2] in ("time_expire", "time_start") and words in error.detail


def test_every_field_that_is_typed_so_takes_one() -> None:
    moments: Set[str] = set()
    days: Set[str] = set()
    for name in requests.__all__:
        for field, hint in getattr(getattr(requests, name), "__annotations__", {}).items():
            kinds = re.findall(r"\b(date|datetime)\b", getattr(hint, "__forward_arg__", str(hint)))
            (days if "date" in kinds else moments).update([field] if kinds else [])
    assert "time_start" in moments and days == {"bill_date"} and moments | days == _times.TIMES


def bills(pay: QqWxPay, value: object) -> List[str]:
    """What is asked for with this day."""
    any_pay: Any = pay
    first, second = (any_pay.prepare(name, bill_date=value).request.url for name in ("trade_bill", "fund_flow_bill"))
    return [first, second, any_pay.prepare_bill("v2_trade_bill", bill_date=value).request.body.decode()]


def test_a_day_is_sent_as_each_version_wants_it(shop: Shop) -> None:
    evening = datetime(2026, 6, 7, 16, 0, tzinfo=timezone.utc)  # the 8th in Beijing, where WeChat Pay counts days
    for value in (date(2026, 6, 8), evening, evening.astimezone(BEIJING), Stamp(2026, 6, 8, 12, tzinfo=BEIJING)):
        first, second, third = bills(shop.pay, value)
        assert "bill_date=2026-06-08" in first and "bill_date=2026-06-08" in second
        assert "<bill_date>20260608</bill_date>" in third
    assert "2026-06-07" in bills(shop.pay, evening - timedelta(seconds=1))[0]
    lost = Stamp(2026, 6, 8)
    lost.lost = True
    any_pay: Any = shop.pay
    for wrong, words in ((datetime(2026, 6, 8), "`.date()`"), (lost, "names no moment")):
        error = failure(lambda: any_pay.prepare("trade_bill", bill_date=wrong))  # noqa: B023 (called at once)
        assert (error.code, error.field) == ("BILL_DATE_FORM", "bill_date") and words in error.detail
    assert failure(lambda: any_pay.prepare("trade_bill", bill_date=timedelta(days=1))).code == "WRONG_TYPE"


def test_a_day_reaches_the_bills_that_are_read(shop: Shop) -> None:
    day = datetime.now(BEIJING).date() - timedelta(days=2)
    names = ("trade_bill", "fund_flow_bill", "v2_trade_bill")
    told = [failure(lambda: list(getattr(shop.pay, name)(bill_date=day))).code for name in names]  # noqa: B023

    async def awaited() -> List[str]:
        async with AsyncQqWxPay.from_env(env=shop.env) as pay:
            found = []
            for name in names:
                with pytest.raises(QqWxPayError) as caught:
                    await getattr(pay, name)(bill_date=day)
                found.append(caught.value.code)
            return found

    assert told == asyncio.run(awaited()) == ["NO_STATEMENT_EXIST", "NO_STATEMENT_EXIST", "20002"]


def test_only_fields_for_a_moment_take_one(shop: Shop) -> None:
    any_pay: Any = shop.pay
    for field in ("description", "attach", "out_trade_no"):
        error = failure(lambda: any_pay.prepare("place_order", **order(**{field: MOMENT}), access_token="token"))  # noqa: B023
        assert (error.code, error.field) == ("WRONG_TYPE", field) and "isoformat" in error.detail


def test_the_end_of_the_former_sign_type(shop: Shop) -> None:
    settings = shop.settings()
    settings.update(v2_former_sign_type="MD5", v2_former_sign_type_until=MOMENT)
    with QqWxPay(**settings) as pay:
        assert pay.merchant().mchid == settings["mchid"]
    settings["v2_former_sign_type_until"] = MOMENT.replace(tzinfo=None)
    naive = failure(lambda: QqWxPay(**settings))
    assert (naive.code, naive.field) == ("TIME_FORMAT", "v2_former_sign_type_until")
