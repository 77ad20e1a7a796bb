"""What must not count as delivered: transactions of Django, endpoints of FastAPI, comparisons with nothing, stores that do not save."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterator, List, Tuple

import django_site
import pytest
from conftest import Shop, failure, order, until
from frameworks import BLOCKING, Reply, World, async_django
from test_adapters import SUCCESS, kept

from qq_wxpay import PaidEvent, QqWxPay, QqWxPayError, StoredToken

Genuine = Tuple[str, Dict[str, str], bytes]


@pytest.fixture(scope="module")
def genuine(shop: Shop) -> Iterator[Genuine]:
    number, headers, body = shop.paid()
    yield number, kept(headers), body


def _rows() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select count(*) from delivered")
        found: int = cursor.fetchone()[0]
    connection.close()
    return found


def _deliver(event: PaidEvent) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("insert into delivered values (%s)", [event.out_trade_no])


@pytest.mark.parametrize("atomic", [True, False])
@pytest.mark.parametrize("name", ["django", "async_django"])
def test_what_a_failing_function_wrote_is_rolled_back(name: str, atomic: bool, shop: Shop, genuine: Genuine) -> None:
    _, headers, body = genuine
    django_site.configured()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("drop table if exists delivered")
        cursor.execute("create table delivered (number text)")
    connection.close()
    connection.settings_dict["ATOMIC_REQUESTS"] = atomic
    from django.db import connections

    connections.settings["default"]["ATOMIC_REQUESTS"] = atomic
    world = World()

    def paid(event: PaidEvent) -> Any:
        _deliver(event)
        return world.behave()

    def down() -> None:
        raise RuntimeError("the warehouse is down")

    start: Any = BLOCKING["django"] if name == "django" else async_django
    try:
        send = start(world, shop.pay, paid=paid)
        for fails in (down, lambda: False, lambda: ("x", 500), lambda: shop.pay.handle_notification(headers, body).failure):
            world.behave = fails
            assert send(headers, body)[0] == 500
        assert _rows() == (0 if atomic else 4)
        world.behave = lambda: None
        assert send(headers, body) == SUCCESS
        assert _rows() == (1 if atomic else 5)
    finally:
        connections.settings["default"]["ATOMIC_REQUESTS"] = False
        connection.settings_dict["ATOMIC_REQUESTS"] = False


def _endpoint(pay: Any, act: Callable[[Any], Any]) -> Callable[[Dict[str, str], bytes], Reply]:
    from fastapi import Depends, FastAPI
    from starlette.testclient import TestClient

    from qq_wxpay.adapters.starlette import received

    app = FastAPI()
    dependency = received(pay)

    async def own(received: Any = Depends(dependency)) -> Any:
        return act(received)

    app.add_api_route("/notify", own, methods=["POST"])
    client = TestClient(app, raise_server_exceptions=False)

    def send(headers: Dict[str, str], body: bytes) -> Reply:
        reply = client.post("/notify", content=body, headers=headers)
        return reply.status_code, reply.headers["content-type"], reply.content

    return send


def test_an_endpoint_of_fastapi_acknowledges_nothing_by_accident(
    shop: Shop, genuine: Genuine, caplog: pytest.LogCaptureFixture
) -> None:
    number, headers, body = genuine
    bare = {"content-type": "application/json"}
    seen: List[Any] = []

    def takes(received: Any) -> Any:
        seen.append(received.event)
        if received.event is None:
            return received.failure
        received.event.expect(out_trade_no=number, total=1999)
        return received.accept("paid")

    send = _endpoint(shop.pay, takes)
    assert send(headers, body) == SUCCESS
    assert send(bare, body) == SUCCESS, "what lost its signature is confirmed, as the adapter does it"
    assert send(headers, body + b" ")[0] == 401 and seen[-1] is None
    # Everything that an endpoint may return, but its answers.
    accidents: List[Callable[[Any], Any]] = [
        lambda received: None,
        lambda received: {"code": "SUCCESS"},
        lambda received: ("ok", 200),
        lambda received: "ok",
        lambda received: received.notification.failure,
        lambda received: received.notification.accept("paid"),
        lambda received: received.event.to_dict(),
    ]
    for accident in accidents:
        assert _endpoint(shop.pay, accident)(headers, body)[0] == 500
    assert "received.accept" in caplog.text
    for failing in (lambda received: received.failure, lambda received: received.accept("refund")):
        assert _endpoint(shop.pay, failing)(headers, body)[0] == 500
    for whole in (lambda received: received, lambda received: received.notification, lambda received: received.event):
        assert _endpoint(shop.pay, whole)(headers, body)[0] == 500


NOTHING: List[Tuple[Dict[str, Any], str]] = [
    ({}, "out_trade_no"),
    ({"out_trade_no": None, "total": None}, "out_trade_no"),
    ({"out_trade_no": "T1"}, "total"),
    ({"out_trade_no": "T1", "total": None}, "total"),
    ({"total": 1999}, "out_trade_no"),
    ({"out_trade_no": None, "total": 1999}, "out_trade_no"),
    ({"out_trade_no": "T1", "total": 1999, "mchid": None}, "mchid"),
    ({"out_trade_no": "T1", "total": 1999, "totl": 1}, "totl"),
    ({"out_trade_no": "T1", "total": 1999, "parts": [{"out_trade_no": "a", "total": 1, "mchid": None}]}, "parts[0].mchid"),
    ({"out_trade_no": "T1", "total": 19.99}, "total"),
]


def test_a_comparison_with_nothing_is_an_error(shop: Shop, genuine: Genuine) -> None:
    number, headers, body = genuine
    handled = shop.pay.handle_notification(headers, body)
    event = handled.event
    assert isinstance(event, PaidEvent)
    found: Any = shop.pay.confirm_order(handled.order).found  # type: ignore[arg-type]
    wrong: List[str] = []
    for expected, field in NOTHING:
        given = {**expected, **({"out_trade_no": number} if expected.get("out_trade_no") else {})}
        ways: List[Callable[[], Any]] = [
            lambda: event.expect(**given),  # noqa: B023 (called at once)
            lambda: handled.expect(**given),  # noqa: B023
            lambda: shop.pay.expect_payment(found=found, expected=given),  # type: ignore[arg-type]  # noqa: B023
        ]
        for way in ways:
            try:
                way()
                wrong.append(f"{expected} passes")
            except QqWxPayError as error:
                if error.kind != "invalid_input" or field.rpartition(".")[2] not in f"{error.field} {error.detail}":
                    wrong.append(f"{expected}: {error}")
    assert not wrong, "\n".join(wrong)
    event.expect(out_trade_no=number, total=1999)
    assert failure(lambda: event.expect(out_trade_no=number, total=2000)).kind == "mismatch"


class Store:
    """A token store of which one function does something else than it should."""

    def __init__(self, **functions: Callable[[], Any]) -> None:
        self.functions = functions

    def _do(self, name: str, usual: Any) -> Any:
        return self.functions[name]() if name in self.functions else usual

    def load(self, qq_appid: str) -> Any:
        return self._do("load", None)

    def acquire_lease(self, qq_appid: str, owner: str, milliseconds: int) -> Any:
        return self._do("acquire_lease", True)

    def save(self, qq_appid: str, owner: str, token: StoredToken) -> Any:
        return self._do("save", True)

    def release_lease(self, qq_appid: str, owner: str) -> Any:
        return None


def test_a_lease_that_is_no_yes_or_no_is_said(shop: Shop) -> None:
    store: Any = Store(acquire_lease=lambda: "yes")
    with QqWxPay.from_env(env=shop.env, token_store=store) as pay:
        error = failure(lambda: pay.place_order(**order(), timeout=5))
        cause = error.__cause__
        assert isinstance(cause, QqWxPayError) and cause.field == "token_store.acquire_lease" and "True or False" in str(cause)
def _raises() -> Any:
    raise RuntimeError("the store is down")


@pytest.mark.parametrize(("name", "act"), [("save", _raises), ("save", lambda: False), ("save", lambda: None)])
def test_a_store_that_does_not_save_is_said(
    name: str, act: Callable[[], Any], alone: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    store: Any = Store(**{name: act})
    with QqWxPay.from_env(env=alone.env, token_store=store) as pay:
        assert pay.place_order(**order()).outcome == "placed", "the token serves all the same"
        until("a line", lambda: any(record.name == "qq_wxpay" and record.levelname == "WARNING" for record in caplog.records))


