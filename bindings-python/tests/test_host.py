"""What the host brings along: token provider, token store, observer, logging."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import socketserver
import threading
import time
import traceback
import weakref
from typing import Any, Callable, Dict, List, Optional, Tuple

import pytest
from conftest import Shop, failure, order, until

from qq_wxpay import AsyncQqWxPay, QqWxPay, QqWxPayError, StoredToken
from qq_wxpay._observing import ObserverCallback


class Provider:
    def __init__(self, answer: Callable[[Optional[str]], Any]) -> None:
        self.answer = answer

    def access_token(self, refused: Optional[str]) -> Any:
        return self.answer(refused)


def test_a_token_provider_and_what_it_raises(alone: Shop) -> None:
    token = alone.pay.access_token().access_token
    refused: List[Optional[str]] = []

    def give(old: Optional[str]) -> str:
        refused.append(old)
        return token

    with QqWxPay.from_env(env=alone.env, token_provider=Provider(give)) as pay:
        assert pay.place_order(**order()).outcome == "placed"
    assert refused == [None]

    class Down(Exception):
        pass

    def broken(_: Optional[str]) -> str:
        raise Down("the token server is down")

    with QqWxPay.from_env(env=alone.env, token_provider=Provider(broken)) as pay:
        error = failure(lambda: pay.place_order(**order()))
    assert error.code == "TOKEN_STORE_FAILED"
    assert isinstance(error.__cause__, Down)
    assert "broken" in "".join(traceback.format_exception(error)), "with its traceback"

    async def wait(_: Optional[str]) -> str:
        await asyncio.sleep(0.01)
        return token

    with QqWxPay.from_env(env=alone.env, token_provider=Provider(wait)) as pay:
        assert pay.place_order(**order()).outcome == "placed", "async functions of a blocking client"

    async def on_the_loop() -> None:
        loop = asyncio.get_running_loop()

        async def wait_here(_: Optional[str]) -> str:
            assert asyncio.get_running_loop() is loop
            return token

        async with AsyncQqWxPay.from_env(env=alone.env, token_provider=Provider(wait_here)) as pay:
            assert (await pay.place_order(**order())).outcome == "placed"
        async with AsyncQqWxPay.from_env(env=alone.env, token_provider=Provider(broken)) as pay:
            with pytest.raises(QqWxPayError) as caught:
                await pay.place_order(**order())
            assert isinstance(caught.value.__cause__, Down)

    asyncio.run(on_the_loop())
    never: Any = Provider(lambda _: threading.Event().wait(2) and "")
    with QqWxPay.from_env(env=alone.env, token_provider=never) as pay:
        assert failure(lambda: pay.place_order(**order(), timeout=0.3)).code == "TIMED_OUT"
    both: Any = object()
    twice = failure(lambda: QqWxPay.from_env(env=alone.env, token_provider=Provider(give), token_store=both))
    assert twice.code == "TOKEN_SOURCE_GIVEN_TWICE"
    assert failure(lambda: QqWxPay.from_env(env=alone.env, token_provider=both)).field == "token_provider.access_token"


def test_a_client_with_functions_of_the_host_is_collected(shop: Shop) -> None:
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


class Right:
    """A store for several AppIDs, whose leases end; it answers as clients of Redis do."""

    def __init__(self) -> None:
        self.tokens: Dict[str, StoredToken] = {}
        self.leases: Dict[str, Tuple[str, float]] = {}

    def holder(self, qq_appid: str) -> Optional[str]:
        owner, end = self.leases.get(qq_appid, ("", 0.0))
        return owner if end > time.monotonic() else None

    def load(self, qq_appid: str) -> Optional[StoredToken]:
        return self.tokens.get(qq_appid)

    def acquire_lease(self, qq_appid: str, owner: str, milliseconds: int) -> Any:
        if self.holder(qq_appid) not in (None, owner):
            return None
        self.leases[qq_appid] = (owner, time.monotonic() + milliseconds / 1000)
        return "OK"

    def save(self, qq_appid: str, owner: str, token: StoredToken) -> Any:
        if self.holder(qq_appid) != owner:
            return 0
        self.tokens[qq_appid] = token
        del self.leases[qq_appid]
        return 1

    def release_lease(self, qq_appid: str, owner: str) -> None:
        if self.holder(qq_appid) == owner:
            del self.leases[qq_appid]


@pytest.mark.parametrize("kind", [QqWxPay, AsyncQqWxPay])
def test_a_token_store_is_named_by_a_text(kind: Any, shop: Shop) -> None:
    settings = shop.settings()
    kind(**settings, token_store="memory").close()
    password = "hunter2"
    error = failure(lambda: kind(**settings, token_store=f"redi://:{password}@127.0.0.1"))
    assert (error.code, error.field) == ("STORE_SETTING", "token_store")
    assert password not in "".join(traceback.format_exception(error))


def test_a_token_store_is_tried(shop: Shop) -> None:
    with QqWxPay.from_env(env=shop.env, token_store=Right()) as pay:
        pay.check_token_store()
    for store, rule in ((Store(), "each AppID has a token of its own"), (None, "this client was given none")):
        with QqWxPay.from_env(env=shop.env, token_store=store) as pay:
            with pytest.raises(QqWxPayError) as found:
                pay.check_token_store()
        assert found.value.code == "TOKEN_STORE_WRONG"
        assert rule in found.value.detail


class Connected:
    """A store whose functions are async and share one connection, as with redis.asyncio; it is bound to the loop that opened it."""

    def __init__(self, port: int) -> None:
        self.kept, self.port = Store(), port
        self.streams: List[Any] = []
        self.one_at_a_time = asyncio.Lock()
        self.loop: Optional[asyncio.AbstractEventLoop] = None

    async def reached(self) -> None:
        async with self.one_at_a_time:
            if not self.streams:
                self.loop = asyncio.get_running_loop()
                self.streams += await asyncio.open_connection("127.0.0.1", self.port)
            reader, writer = self.streams
            writer.write(b"x")
            assert await reader.readexactly(1) == b"x"

    async def load(self, qq_appid: str) -> Optional[StoredToken]:
        await self.reached()
        return self.kept.load(qq_appid)

    async def acquire_lease(self, qq_appid: str, owner: str, milliseconds: int) -> bool:
        await self.reached()
        return self.kept.acquire_lease(qq_appid, owner, milliseconds)

    async def save(self, qq_appid: str, owner: str, token: StoredToken) -> bool:
        await self.reached()
        return self.kept.save(qq_appid, owner, token)

    async def release_lease(self, qq_appid: str, owner: str) -> None:
        await self.reached()
        self.kept.release_lease(qq_appid, owner)


class Echo(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        while piece := self.request.recv(10):
            self.request.sendall(piece)


def test_an_async_store_that_keeps_a_connection(alone: Shop) -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        store = Connected(server.server_address[1])
        with QqWxPay.from_env(env=alone.env, token_store=store) as pay:
            token = pay.access_token().access_token
            assert pay.place_order(**order()).outcome == "placed"
            until("the token is kept", lambda: store.kept.token is not None)
            pay.invalidate_access_token(access_token=token)
            assert pay.access_token().access_token != token
            until("the next one, too", lambda: store.kept.token is not None and store.kept.token.access_token != token)
            assert store.loop is not None and not store.loop.is_closed()
        del pay
        gc.collect()
        until("its loop has ended", store.loop.is_closed)
        server.shutdown()


@pytest.mark.parametrize("kind", ["plain", "async"])
def test_a_client_lives_until_its_store_has_answered(alone: Shop, kind: str) -> None:
    reached, may_end = threading.Event(), threading.Event()

    class Slow(Store):
        def save(self, qq_appid: str, owner: str, token: StoredToken) -> Any:
            if kind == "async":
                return self.saved(qq_appid, owner, token)
            reached.set()
            may_end.wait(60)
            return super().save(qq_appid, owner, token)

        async def saved(self, qq_appid: str, owner: str, token: StoredToken) -> bool:
            reached.set()
            await asyncio.to_thread(may_end.wait, 60)
            return Store.save(self, qq_appid, owner, token)

    pay = QqWxPay.from_env(env=alone.env, token_store=Slow())
    assert pay.access_token().access_token
    assert reached.wait(60)
    native = weakref.ref(pay._own.native)
    pay.close()
    del pay
    gc.collect()
    assert native() is not None, "somebody has to take the answer"
    may_end.set()
    until("nothing holds it", lambda: gc.collect() is not None and native() is None)


def test_what_nobody_takes_wakes_no_thread(alone: Shop, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    brought: List[Any] = []
    take = ObserverCallback.take

    def noted(self: ObserverCallback, event: Any) -> None:
        brought.append(event)
        take(self, event)

    monkeypatch.setattr(ObserverCallback, "take", noted)
    with caplog.at_level(logging.WARNING, "qq_wxpay"):
        pay = QqWxPay.from_env(env=alone.env)
        pay.handle_notification({}, b"{}")
        pay.place_order(**order())
    with caplog.at_level(logging.DEBUG, "qq_wxpay"):
        pay.handle_notification({}, b"{}")
        until("the line", lambda: "notification: refused" in caplog.text)
    pay.close()
    # They come in the order in which they happened: what was to come before would be here.
    assert [json.loads(event.record())["type"] for event in brought if event.level == "debug"] == ["notification"]


def test_an_observer_and_the_log(alone: Shop, caplog: pytest.LogCaptureFixture) -> None:
    events: List[Any] = []
    with QqWxPay.from_env(env=alone.env, observer=events.append) as pay:
        with caplog.at_level(logging.DEBUG, "qq_wxpay"):
            placed = pay.place_order(**order())
            failure(lambda: pay.query_order(out_trade_no="PY-none"))
            pay.handle_notification({}, b"{}")
            until("the last event", lambda: any(event.type == "notification" for event in list(events)))

    def of(kind: str) -> List[Any]:
        return [event for event in events if event.type == kind]

    (sandbox,), (token, ordered, queried), (notified,) = of("fault"), of("attempt"), of("notification")
    assert (sandbox.what, sandbox.code) == ("sandbox_client", "SANDBOX_CLIENT")
    assert [event.whose for event in of("certificate")] == ["merchant", "platform", "platform_key"]
    assert [event.days_left is None or event.days_left > 1800 for event in of("certificate")] == [True] * 3
    assert [(event.origin, event.lease_wait_ms) for event in of("token")] == [("fetched", 0)]
    assert [(event.call, event.operation, event.attempts, event.code) for event in of("call")] == [
        (token.call, "access_token", 1, None),
        (ordered.call, "place_order", 1, None),
        (queried.call, "query_order", 1, "ORDER_NOT_EXIST"),
    ]
    assert (token.type, token.operation, token.upstream) == ("attempt", "access_token", "qq")
    assert (ordered.operation, ordered.status, ordered.code, ordered.repeats) == ("place_order", 200, None, False)
    assert (queried.kind, queried.code) == ("api", "ORDER_NOT_EXIST")
    assert (notified.type, notified.outcome) == ("notification", "refused")
    messages = [record.getMessage() for record in caplog.records]
    for begin in ("place_order, attempt 1: 200", "place_order: ok after 1 attempts", "access token: fetched", "notification: "):
        assert any(message.startswith(begin) for message in messages), messages
    said = [getattr(record, "qq_wxpay", {}) for record in caplog.records]
    assert any(about.get("operation") == "access_token" for about in said)
    written = caplog.text + repr([record.__dict__ for record in caplog.records]) + repr(events)
    for secret in (placed.to_dict()["out_trade_no"], placed.to_dict()["h5_url"], alone.env["QQ_WXPAY_QQ_APP_SECRET"]):
        assert secret not in written

    def broken(_: object) -> None:
        raise RuntimeError("my metrics are down")

    with QqWxPay.from_env(env=alone.env, observer=broken) as pay:
        assert pay.place_order(**order()).outcome == "placed"
        until("the line", lambda: "my metrics are down" in caplog.text)
