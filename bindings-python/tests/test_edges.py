"""What is cut, empty, nothing or out of time: told by name, and never lost without a word."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from decimal import Decimal
from typing import Any, Callable, Dict, List, Tuple

import pytest
from conftest import Shop, clear, failure, fault, order, until

from qq_wxpay import AsyncQqWxPay, ConfigError, InvalidInputError, OrderReference, QqWxPay, fen

HALF = "a mug \ud83d"
"""Cut inside an emoji."""


def test_half_of_an_emoji_is_refused_by_name(shop: Shop) -> None:
    pay: Any = shop.pay
    _, headers, body = shop.paid()
    handled: Any = pay.handle_notification(headers, body)
    goods = {"merchant_goods_id": "1", "quantity": 1, "unit_price": 1, "goods_name": HALF}
    token = {"access_token": "token"}
    mistakes: List[Tuple[str, Callable[[], Any]]] = [
        ("description", lambda: pay.place_order(**order(description=HALF))),
        ("detail.goods_detail[0].goods_name", lambda: pay.prepare("place_order", **order(detail={"goods_detail": [goods]}), **token)),
        ("order.attach", lambda: pay.prepare("place_partner_order", sub_mchid="1900000109", order=order(attach=HALF), **token)),
        ("body", lambda: pay.prepare("place_v2_order", out_trade_no="PYHALF1", body=HALF, total_fee=1, spbill_create_ip="203.0.113.7", **token)),
        ("amount", lambda: pay.place_order(**order(amount={HALF: 1}))),
        ("out_trade_no", lambda: pay.confirm_order(OrderReference(family="direct", out_trade_no=HALF))),
        ("path", lambda: pay.request(method="GET", path=f"/v3/{HALF}")),
        ("body", lambda: pay.request(method="POST", path="/v3/x", body=HALF)),
        ("body.reason", lambda: pay.request(method="POST", path="/v3/x", body={"reason": HALF})),
        ("text", lambda: pay.encrypt_sensitive_offline(text=HALF)),
        ("access_token", lambda: pay.prepare("place_order", **order(), access_token=HALF)),
        ("access_token", lambda: pay.invalidate_access_token(access_token=HALF)),
        ("out_trade_no", lambda: handled.expect(out_trade_no=HALF, total=1999)),
        ("event", lambda: handled.accept(HALF)),
        ("yuan", lambda: fen(HALF)),
        ("mchid", lambda: QqWxPay(mchid=HALF)),
    ]
    for field, act in mistakes:
        error = failure(act)
        assert isinstance(error, InvalidInputError) and error.field == field, (field, error)
        assert "a mug" not in str(error)
    variable = failure(lambda: QqWxPay.from_env(env={**shop.env, "QQ_WXPAY_REFERER": HALF}))
    assert isinstance(variable, ConfigError) and variable.field == "QQ_WXPAY_REFERER"
    # What others send is no mistake of the caller's.
    spoilt = pay.handle_notification({**headers, "Wechatpay-Nonce": HALF}, body)
    assert spoilt.outcome.type == "refused"
    prepared = pay.prepare("place_order", **order(), **token)
    assert failure(lambda: prepared.finish(200, {"X-Proxy": HALF}, b"<html>")).code == "UNEXPECTED_REPLY"
    assert pay.place_order(**order(description="a mug ☕")).outcome == "placed"


def test_a_time_limit_is_in_seconds(shop: Shop) -> None:
    any_query: Any = shop.pay.query_order

    async def awaited(limit: object) -> Any:
        async with AsyncQqWxPay.from_env(env=shop.env) as pay:
            same: Any = pay
            await same.query_order(out_trade_no="PY-none", timeout=limit)

    for wrong in (0, -1, 0.0, float("nan"), float("inf"), -float("inf"), 10**400, True, "5", Decimal(5), timedelta(seconds=5)):
        for act in (lambda: any_query(out_trade_no="PY-none", timeout=wrong), lambda: asyncio.run(awaited(wrong))):  # noqa: B023
            error = failure(act)
            assert (error.code, error.field) == ("TIME_LIMIT_INVALID", "timeout")
            assert "a number of seconds above 0" in error.detail
            assert (".total_seconds()" in error.detail) == isinstance(wrong, timedelta)
    for right in (20, 20.5, None):
        assert failure(lambda: any_query(out_trade_no="PY-none", timeout=right)).code == "ORDER_NOT_EXIST"  # noqa: B023


def test_the_status_of_a_reply_is_one(shop: Shop) -> None:
    prepared: Any = shop.pay.prepare("place_order", **order(), access_token="token")
    for wrong in (65736, -200, 0, "200", None, True, 200.0):
        error = failure(lambda: prepared.finish(wrong, {}, b"{}"))  # noqa: B023 (called at once)
        assert (error.code, error.field) == ("WRONG_TYPE", "status")
    assert failure(lambda: prepared.finish(599, {}, b"{}")).status == 599


class Parts:
    """A token provider and a token store in one, which give what they are told to."""

    def __init__(self, **given: Any) -> None:
        self.given: Dict[str, Any] = {"load": None, "acquire_lease": True, "save": True, **given}

    def access_token(self, refused: object) -> Any:
        return self.given["access_token"]

    def load(self, qq_appid: str) -> Any:
        return self.given["load"]

    def acquire_lease(self, qq_appid: str, owner: str, milliseconds: int) -> Any:
        return self.given["acquire_lease"]

    def save(self, qq_appid: str, owner: str, token: object) -> Any:
        return self.given["save"]

    def release_lease(self, qq_appid: str, owner: str) -> None:
        pass


@pytest.mark.parametrize("name", ["access_token", "load", "acquire_lease"])
@pytest.mark.parametrize("value", [None, 7, b"secret-of-mine", HALF, ["secret-of-mine"], {"access_token": HALF}])
def test_what_the_parts_of_the_host_give(alone: Shop, caplog: pytest.LogCaptureFixture, name: str, value: Any) -> None:
    parts: Any = Parts(**{name: value})
    part = "token_provider" if name == "access_token" else "token_store"
    given: Any = {part: parts}
    with QqWxPay.from_env(env=alone.env, **given) as pay:
        if (name, value) == ("load", None):
            assert pay.access_token().access_token  # there is none yet
            return
        error = failure(lambda: pay.access_token(timeout=2))
    if (name, value) == ("acquire_lease", None):
        assert error.code == "TIMED_OUT" and "acquire_lease" in str(error)  # as Redis says that somebody else has it
        return
    assert error.code == "TOKEN_STORE_FAILED"
    if (name, type(value)) == ("load", dict):
        assert error.__cause__ is None or isinstance(error.__cause__, InvalidInputError)
    else:
        assert isinstance(error.__cause__, InvalidInputError) and error.__cause__.field == f"{part}.{name}"
        until("the log", lambda: f"{part}.{name}" in caplog.text)
    assert "secret-of-mine" not in caplog.text + str(error) + str(error.__cause__)


def test_a_store_that_keeps_nothing_is_told(alone: Shop, caplog: pytest.LogCaptureFixture) -> None:
    parts: Any = Parts(save=None)
    with QqWxPay.from_env(env=alone.env, token_store=parts) as pay:
        assert pay.access_token().access_token, "the token serves this process"
        until("the log", lambda: "token_store.save" in caplog.text and "NoneType" in caplog.text)


def test_an_observer_that_is_none_is_no_observer(shop: Shop) -> None:
    any_client: Any = QqWxPay.from_env
    assert any_client(env=shop.env, observer=None).place_order(**order()).outcome == "placed"
    assert failure(lambda: any_client(env=shop.env, observer=7)).field == "observer"


def test_what_a_limit_around_an_order_leaves_open(alone: Shop, caplog: pytest.LogCaptureFixture) -> None:
    given = order()

    async def shops() -> str:
        async with AsyncQqWxPay.from_env(env=alone.env) as pay:
            fault(alone, "proxy", "time_out", 9)
            placing = asyncio.ensure_future(pay.place_order(**given))
            while not await asyncio.to_thread(lambda: alone.control("GET", "/sandbox/orders")):
                await asyncio.sleep(0.01)
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(placing, 0.01)
            clear(alone)
            order_given_up = OrderReference(family="direct", out_trade_no=given["out_trade_no"])
            return (await pay.confirm_order(order_given_up)).state

    with caplog.at_level(logging.WARNING, "qq_wxpay"):
        assert asyncio.run(shops()) == "not_paid", "it exists"
        until("the log", lambda: any(given["out_trade_no"] in record.getMessage() for record in caplog.records))
    assert "CALL_ABANDONED" in caplog.text
