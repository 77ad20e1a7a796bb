"""The adapters in the real frameworks: which functions they take, what they make of what those give back, and what they say."""

from __future__ import annotations

import asyncio
import enum
import functools
import http
import logging
from typing import Any, Dict, Iterator, List, Tuple

import django_site
import pytest
from conftest import Shop, failure, until
from frameworks import ALL, AWAITED, BLOCKING, World

from qq_wxpay import Acknowledgement, AsyncQqWxPay, PaidEvent, QqWxPay, QqWxPayError

JSON = "application/json; charset=utf-8"
SUCCESS = (200, JSON, '{"code":"SUCCESS","message":"成功"}'.encode())
Genuine = Tuple[Dict[str, str], bytes]


def kept(headers: Dict[str, str]) -> Dict[str, str]:
    """The headers that WeChat Pay sends on purpose."""
    low = {name.lower(): value for name, value in headers.items()}
    return {name: value for name, value in low.items() if name.startswith("wechatpay-") or name == "content-type"}


@pytest.fixture(scope="module")
def genuine(shop: Shop) -> Iterator[Genuine]:
    _, headers, body = shop.paid()
    yield kept(headers), body


@pytest.fixture
def pay(shop: Shop) -> Iterator[QqWxPay]:
    """A client of the test alone: how often a client says the same is bounded."""
    with QqWxPay.from_env(env=shop.env) as pay:
        yield pay


@pytest.mark.parametrize("name", ALL)
def test_a_framework(name: str, shop: Shop, pay: QqWxPay, genuine: Genuine, caplog: pytest.LogCaptureFixture) -> None:
    headers, body = genuine
    world = World()
    # A client is made when it is needed first, and may be of either kind on an event loop.
    clients: List[Any] = [lambda: pay]
    if name in AWAITED:
        clients = [AsyncQqWxPay.from_env(env=shop.env), pay]
    send = ALL[name](world, clients[0])
    assert send(headers, body) == SUCCESS
    assert world.seen == ["paid"]
    caplog.clear()
    assert send(headers, body + b" ") == (401, JSON, '{"code":"FAIL","message":"失败"}'.encode())
    # The line that a client of a sandbox begins with may come late.
    lines = [record for record in caplog.records if record.name == "qq_wxpay" and "SANDBOX_CLIENT" not in record.getMessage()]
    assert (len(world.seen), world.errors, lines) == (1, [], []), "a forgery is for nobody"
    bare = {"content-type": "application/json"}
    assert send(bare, body)[0] == 200
    assert world.seen == ["paid", "paid"], "what lost its signature is confirmed by a query"

    def down() -> None:
        raise RuntimeError("the database is down")

    world.behave = down
    assert send(headers, body)[0] == 500
    assert [str(error) for error in world.errors] == ["the database is down"]
    assert "HANDLER_FAILED" in caplog.text and "Traceback" in caplog.text and "the database is down" in caplog.text
    world.behave = lambda: None
    assert send(headers, body)[0] == 200
    if name == "sanic":  # it keeps what somebody reads
        assert ALL[name](world, clients[-1], parse=True)(headers, body)[0] == 200
        return
    world.errors.clear()
    caplog.clear()
    parsed = ALL[name](world, clients[-1], parse=True)
    assert [parsed(headers, body)[0] for _ in range(3)] == [500] * 3
    (error,) = world.errors
    assert isinstance(error, QqWxPayError) and error.code == "RAW_BODY_NEEDED" and "before" in str(error)
    assert caplog.text.count("RAW_BODY_NEEDED") == 1, "strangers can cause it: one line is enough"


class Callable_:
    async def __call__(self, event: PaidEvent) -> None:
        pass


class Yielding:
    def __call__(self, event: PaidEvent) -> Any:
        yield event


async def waits(event: PaidEvent, _: int = 0) -> None:
    pass


def yields(event: PaidEvent, _: int = 0) -> Any:
    yield event


async def waits_and_yields(event: PaidEvent) -> Any:
    yield event


class Shopkeeper:
    async def paid(self, event: PaidEvent) -> None:
        pass


NEVER_RUN: List[Any] = [yields, functools.partial(yields, _=1), Yielding(), waits_and_yields]
ASYNC: List[Any] = [waits, functools.partial(waits, _=1), functools.partial(functools.partial(waits), _=1), Callable_(), Shopkeeper().paid]


@pytest.mark.parametrize("name", ALL)
def test_what_would_never_run_is_refused_when_the_route_is_made(name: str, shop: Shop) -> None:
    for function in NEVER_RUN + (ASYNC if name in BLOCKING else []):
        for event in ("paid", "refund", "not_paid", "other"):
            given = {"paid": None, event: function}
            error = failure(lambda: ALL[name](World(), shop.pay, **given))  # noqa: B023 (called at once)
            assert (error.code, error.field) == ("HANDLER_ASYNC", event), function
    for function in ASYNC if name in BLOCKING else []:
        assert failure(lambda: ALL[name](World(), shop.pay, on_error=function)).field == "on_error"  # noqa: B023
        assert failure(lambda: ALL[name](World(), function)).field == "pay"  # noqa: B023
    wrong: List[Tuple[Dict[str, Any], str, Any]] = [
        ({"paid": None}, "NO_EVENT_TAKEN", None),
        ({"ignore": ["refunds"]}, "EVENT_UNKNOWN", "ignore"),
        ({"ignore": "refund"}, "WRONG_TYPE", "ignore"),
        ({"ignore": ["paid"]}, "EVENT_BOTH_TAKEN_AND_IGNORED", "ignore"),
        ({"ignore": [None]}, "EVENT_UNKNOWN", "ignore"),
        ({"paid": "paid"}, "WRONG_TYPE", "paid"),
        ({"paid": Shopkeeper}, "WRONG_TYPE", "paid"),
        ({"on_error": 1}, "WRONG_TYPE", "on_error"),
    ]
    for options, code, field in wrong:
        error = failure(lambda: ALL[name](World(), shop.pay, **options))  # noqa: B023
        assert (error.code, error.field) == (code, field), options
    if name in BLOCKING:
        assert failure(lambda: ALL[name](World(), AsyncQqWxPay.from_env(env=shop.env))).field == "pay"
    for not_possible in (None, 1, "client"):
        assert failure(lambda: ALL[name](World(), not_possible)).field == "pay"  # noqa: B023


class Result(enum.Enum):
    FAILED = 1


def responses() -> List[Any]:
    import aiohttp.web
    import django.http
    import flask
    import sanic
    import starlette.responses

    django_site.configured()
    return [
        flask.Response("x", 500),
        django.http.HttpResponse("x", status=500),
        starlette.responses.Response("x", 500),
        aiohttp.web.Response(text="x", status=500),
        sanic.text("x", 500),
        _of_requests(500),
        django.http.HttpResponseServerError,
    ]


def _of_requests(status: int) -> Any:
    import requests

    response = requests.Response()
    response.status_code = status
    return response


def looks_like_an_answer() -> List[Any]:
    return [
        ("x", 500),
        (500, {}, []),
        [500, {}, []],
        "error",
        b"fail",
        500,
        404,
        200,
        http.HTTPStatus.INTERNAL_SERVER_ERROR,
        {"code": "FAIL"},
        RuntimeError("x"),
        RuntimeError,
        Result.FAILED,
        NotImplemented,
        waits,
        lambda: None,
        *responses(),
    ]


class Row:
    """What an object-relational mapper gives."""

    status = "paid"


IS_NOTHING: List[Any] = [None, True, 1, 0, 12_345, Row(), [], (1,), 1.5]


@pytest.mark.parametrize("name", ALL)
def test_what_a_function_gives_back(name: str, pay: QqWxPay, genuine: Genuine, caplog: pytest.LogCaptureFixture) -> None:
    headers, body = genuine
    world = World()
    send = ALL[name](world, pay)
    for value in IS_NOTHING:
        world.behave = lambda: value  # noqa: B023 (called before the next)
        assert send(headers, body)[0] == 200, value
    assert world.errors == []
    for value in looks_like_an_answer():
        world.behave = lambda: value  # noqa: B023
        assert send(headers, body)[0] == 500, value
        error = world.errors.pop()
        assert isinstance(error, QqWxPayError) and (error.code, error.field) == ("HANDLER_ANSWERED", "paid"), value
        assert type(value).__name__ in error.detail
    world.behave = lambda: False
    assert send(headers, body)[0] == 500
    declined = world.errors.pop()
    assert isinstance(declined, QqWxPayError) and declined.code == "HANDLER_DECLINED"
    # An answer of this library's is what it is.
    for acknowledgement in (pay.handle_notification(headers, body).failure, pay.handle_notification(headers, body).accept("paid")):
        world.behave = lambda: acknowledgement  # noqa: B023
        assert send(headers, body)[0] == acknowledgement.status
    world.behave = lambda: Acknowledgement(status=503, content_type="text/plain", body="later")
    status, kind, content = send(headers, body)
    assert (status, kind.partition(";")[0], content) == (503, "text/plain", b"later")
    # What gives work that is still to be done, although it did not look async.
    event: Any = None
    send = ALL[name](world, pay, paid=lambda _: waits(event))
    assert send(headers, body)[0] == (200 if name in AWAITED else 500)
    for late in (yields, waits_and_yields):
        assert ALL[name](world, pay, paid=lambda _: late(event))(headers, body)[0] == 500  # noqa: B023
    assert caplog.text.count("HANDLER_ANSWERED") == 10 and "HANDLER_DECLINED" in caplog.text, "at a bounded rate"


@pytest.mark.parametrize("name", ALL)
def test_whatever_a_function_raises_is_no_success(
    name: str, pay: QqWxPay, genuine: Genuine, caplog: pytest.LogCaptureFixture
) -> None:
    headers, body = genuine
    world = World()
    send = ALL[name](world, pay)
    for kind in (SystemExit, GeneratorExit, StopIteration, asyncio.CancelledError, MemoryError, AssertionError):

        def raises() -> None:
            raise kind("leaves")  # noqa: B023

        world.behave = raises
        assert send(headers, body)[0] == 500, kind
        assert world.errors.pop()
    assert caplog.text.count("HANDLER_FAILED") == 6 and "Traceback" in caplog.text

    def raises_too(error: BaseException) -> None:
        raise SystemExit("my reporter is down")

    caplog.clear()
    world.behave = lambda: False
    send = ALL[name](world, pay, on_error=raises_too)
    assert send(headers, body)[0] == 500
    assert "on_error failed" in caplog.text and "my reporter is down" in caplog.text
    world.behave = lambda: None
    assert send(headers, body) == SUCCESS


@pytest.mark.parametrize("name", ALL)
def test_an_event_that_nobody_takes(name: str, pay: QqWxPay, genuine: Genuine, caplog: pytest.LogCaptureFixture) -> None:
    headers, body = genuine
    world = World()
    send = ALL[name](world, pay, paid=None, refund=lambda event: None)
    assert send(headers, body)[0] == 500
    (error,) = world.errors
    assert isinstance(error, QqWxPayError) and (error.code, error.field) == ("EVENT_NOT_TAKEN", "paid")
    assert "EVENT_NOT_TAKEN" in caplog.text and "ignore" in caplog.text, "with its remedy"
    assert "notification of order PY" in caplog.text
    send = ALL[name](world, pay, paid=None, refund=lambda event: None, ignore=["paid"])
    assert send(headers, body) == SUCCESS
    assert len(world.errors) == 1


@pytest.mark.parametrize("name", ALL)
def test_confirm_asks_about_every_notification(name: str, shop: Shop) -> None:
    number, headers, body = shop.paid()
    world = World()
    states: List[Any] = []

    def paid(event: PaidEvent) -> None:
        event.expect(out_trade_no=number, total=1999)
        states.append((event.total, event.orders[0].out_trade_no, event.notification.order is not None))

    send = ALL[name](world, shop.pay, paid=paid, confirm=True)
    shop.control("POST", "/sandbox/faults", {"endpoint": "query", "kind": "drop_before", "times": 99})
    assert send(kept(headers), body)[0] == 500, "the query decides"
    shop.control("DELETE", "/sandbox/faults")
    assert states == []


def test_what_is_wrong_in_the_settings_is_told(shop: Shop, genuine: Genuine, caplog: pytest.LogCaptureFixture) -> None:
    headers, body = genuine
    wrong = {**shop.env, "QQ_WXPAY_API_V3_KEY": "0123456789abcdef0123456789abcdef"}
    world = World()
    with QqWxPay.from_env(env=wrong) as pay:
        send = ALL["flask"](world, pay)
        assert send(headers, body)[0] == 500
        assert isinstance(world.errors[0], QqWxPayError) and world.errors[0].code == "DECRYPT_FAILED"
        until("the line", lambda: "DECRYPT_FAILED" in caplog.text)
        with caplog.at_level(logging.WARNING):
            for _ in range(50):
                send(headers, body)
        assert len(world.errors) <= 10, "at a bounded rate"
