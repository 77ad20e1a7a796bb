"""Which thread runs the host's code, and that one which never returns, or calls the client itself, holds nobody else up."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import time
from types import FrameType
from typing import Any, Callable, Dict, Iterator, List, Optional

import pytest
from conftest import Shop, failure, order, until
from frameworks import ALL, World
from test_adapters import kept

from qq_wxpay import AsyncQqWxPay, QqWxPay, QqWxPayError, StoredToken, _observing

LIMIT = 2.0
"""The limit of a call, in seconds; the whole call has one second more."""


class Stuck:
    """Code of the host that never comes back, until the test is over."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.released = threading.Event()
        self.threads: List[str] = []

    def forever(self, *_: Any) -> Any:
        self.threads.append(threading.current_thread().name)
        self.entered.set()
        self.released.wait(60)
        raise RuntimeError("the test is over")

    async def forever_awaited(self, *_: Any) -> Any:
        self.threads.append(threading.current_thread().name)
        self.entered.set()
        await asyncio.sleep(60)


class Provider:
    def __init__(self, act: Callable[..., Any]) -> None:
        self.access_token = act


class Store:
    def __init__(self, stuck: str, act: Callable[..., Any]) -> None:
        self.token: Optional[StoredToken] = None
        setattr(self, stuck, act)

    def load(self, qq_appid: str) -> Any:
        return self.token

    def acquire_lease(self, qq_appid: str, owner: str, milliseconds: int) -> Any:
        return True

    def save(self, qq_appid: str, owner: str, token: StoredToken) -> Any:
        self.token = token
        return True

    def release_lease(self, qq_appid: str, owner: str) -> Any:
        return None


@pytest.fixture
def stuck() -> Iterator[Stuck]:
    stuck = Stuck()
    yield stuck
    stuck.released.set()


def ends_in_time(act: Callable[[], Any]) -> Any:
    """What a call gives, or raises, on an ordinary thread; within its limit and a second."""
    outcome: List[Any] = []

    def run() -> None:
        try:
            outcome.append(act())
        except QqWxPayError as error:
            outcome.append(error)

    begin = time.monotonic()
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(30)
    assert outcome, "it never ends"
    assert time.monotonic() - begin < LIMIT + 1
    return outcome[0]


PARTS: Dict[str, Callable[[Stuck], Dict[str, Any]]] = {
    "observer": lambda stuck: {"observer": stuck.forever},
    "token provider": lambda stuck: {"token_provider": Provider(stuck.forever)},
    "async token provider": lambda stuck: {"token_provider": Provider(stuck.forever_awaited)},
    "store, load": lambda stuck: {"token_store": Store("load", stuck.forever)},
    "store, acquire_lease": lambda stuck: {"token_store": Store("acquire_lease", stuck.forever)},
    "store, save": lambda stuck: {"token_store": Store("save", stuck.forever)},
    "async store, load": lambda stuck: {"token_store": Store("load", stuck.forever_awaited)},
}


@pytest.mark.parametrize("part", PARTS)
def test_what_never_returns_holds_nobody_up(shop: Shop, stuck: Stuck, part: str) -> None:
    with QqWxPay.from_env(env=shop.env, **PARTS[part](stuck)) as pay:
        threading.Thread(target=lambda: _tried(lambda: pay.place_order(**order(), timeout=20)), daemon=True).start()
        assert stuck.entered.wait(20)
        # Of the same client: a call that does not need it, and one that does.
        assert ends_in_time(lambda: pay.query_order(out_trade_no="PY-none", timeout=LIMIT)).code == "ORDER_NOT_EXIST"
        mine = ends_in_time(lambda: pay.place_order(**order(), timeout=LIMIT))
        assert mine.outcome == "placed" if part in ("observer", "store, save") else mine.code in ("TIMED_OUT", "TOKEN_STORE_FAILED")
        # Of another client.
        with QqWxPay.from_env(env={**shop.env, "QQ_WXPAY_CHANNEL": "direct"}) as other:
            assert ends_in_time(lambda: other.place_order(**order(), timeout=LIMIT)).outcome == "placed"
        assert not any("qq-wxpay" in name or name == "MainThread" for name in stuck.threads), "threads of Python"


def _tried(act: Callable[[], Any]) -> None:
    try:
        act()
    except QqWxPayError:
        pass


def test_an_event_loop_that_is_held_up_holds_no_other_thread_up(shop: Shop, stuck: Stuck) -> None:
    async def after_an_order() -> None:
        async with AsyncQqWxPay.from_env(env=shop.env) as pay:
            await pay.access_token()
            try:
                stuck.forever()  # what follows an `await` runs on the loop's own thread
            except RuntimeError:
                pass

    loop = threading.Thread(target=lambda: asyncio.run(after_an_order()), daemon=True)
    loop.start()
    assert stuck.entered.wait(20)
    assert ends_in_time(lambda: shop.pay.query_order(out_trade_no="PY-none", timeout=LIMIT)).code == "ORDER_NOT_EXIST"
    stuck.released.set()
    loop.join(20)
    assert stuck.threads == [loop.name]


@pytest.mark.parametrize("name", ALL)
def test_a_function_for_a_notification_that_never_returns_holds_nobody_up(shop: Shop, stuck: Stuck, name: str) -> None:
    _, headers, body = shop.paid()
    world = World()
    world.behave = stuck.forever  # on an event loop it holds the loop up, with everything on it
    with QqWxPay.from_env(env={**shop.env, "QQ_WXPAY_CHANNEL": "direct"}) as other:
        send = ALL[name](world, shop.pay)
        replies: List[Any] = []
        server = threading.Thread(target=lambda: replies.append(send(kept(headers), body)), daemon=True)
        server.start()
        assert stuck.entered.wait(20)
        for client in (shop.pay, other):
            assert ends_in_time(lambda: client.query_order(out_trade_no="PY-none", timeout=LIMIT)).code == "ORDER_NOT_EXIST"
        stuck.released.set()
        server.join(20)
        assert replies[0][0] == 500, "what raised is answered as failure"


def test_an_observer_that_is_too_slow_is_told_what_it_missed(
    shop: Shop, stuck: Stuck, caplog: pytest.LogCaptureFixture
) -> None:
    seen: List[Any] = []

    def slow(event: Any) -> None:
        seen.append(event)
        if len(seen) == 1:
            stuck.entered.set()
            stuck.released.wait(60)

    with QqWxPay.from_env(env=shop.env, observer=slow) as pay:
        for _ in range(5000):
            pay.handle_notification({}, b"{}")
        assert stuck.entered.wait(20)
        until("the queue is full", lambda: any(observer._lost for observer in list(_observing._observers)))
        stuck.released.set()
        until("the line", lambda: "the observer is too slow" in caplog.text)
        failure(lambda: pay.query_order(out_trade_no="PY-none"))
        until("what comes later", lambda: any(getattr(event, "operation", "") == "query_order" for event in list(seen)))
        assert len(seen) < 5000


REENTRANT: Dict[str, Callable[[Callable[[], Any]], Dict[str, Any]]] = {
    "provider": lambda act: {"token_provider": Provider(lambda *_: act())},
    "store": lambda act: {"token_store": Store("load", lambda *_: act())},
}


def is_running(function: Callable[..., Any]) -> bool:
    """Whether a thread is inside of it."""
    for innermost in sys._current_frames().values():
        frame: Optional[FrameType] = innermost
        while frame is not None:
            if frame.f_code is function.__code__:
                return True
            frame = frame.f_back
    return False


@pytest.mark.parametrize("part", REENTRANT)
def test_a_function_that_calls_its_own_client_is_refused_at_once(shop: Shop, part: str) -> None:
    pays: List[QqWxPay] = []
    begin = time.monotonic()
    for again in (
        lambda: pays[0].access_token().access_token,
        lambda: pays[0].place_order(**order()),
        lambda: list(pays[0].trade_bill(bill_date="2026-11-01")),
        lambda: pays[0].receive_notification({}, b"{}"),
    ):
        with QqWxPay.from_env(env=shop.env, **REENTRANT[part](again)) as pay:
            pays[:] = [pay]
            error = failure(lambda: pay.access_token(timeout=20))
            assert isinstance(error.__cause__, QqWxPayError) and error.__cause__.code == "CLIENT_REENTERED"
            assert "CLIENT_REENTERED" in str(error.__cause__) and error.code == "TOKEN_STORE_FAILED"
            until("none hangs", lambda: not is_running(again))  # noqa: B023
    assert time.monotonic() - begin < 10
    # Another client is another matter, and so is what needs no network.
    token = shop.pay.access_token().access_token
    with QqWxPay.from_env(env=shop.env, token_provider=Provider(lambda *_: shop.pay.access_token().access_token)) as pay:
        assert pay.access_token().access_token == token

    def reads(_: Any) -> str:
        assert pays[0].handle_notification({}, b"{}").outcome.type == "refused"
        return token

    with QqWxPay.from_env(env=shop.env, token_provider=Provider(reads)) as pay:
        pays[:] = [pay]
        assert pay.place_order(**order()).outcome == "placed"


@pytest.mark.parametrize("blocking", [True, False])
def test_an_async_function_that_awaits_its_own_client_is_refused_at_once(shop: Shop, blocking: bool) -> None:
    pays: List[Any] = []

    async def again(_: Any) -> str:
        token: str = (await pays[0].access_token()).access_token
        return token

    async def run() -> None:
        async with AsyncQqWxPay.from_env(env=shop.env, token_provider=Provider(again)) as pay:
            pays[:] = [pay]
            with pytest.raises(QqWxPayError) as caught:
                await pay.access_token(timeout=20)
            cause = caught.value.__cause__
            assert isinstance(cause, QqWxPayError) and cause.code == "CLIENT_REENTERED"

    async def plain(_: Any) -> str:
        return str(pays[0].access_token().access_token)

    begin = time.monotonic()
    if blocking:
        with QqWxPay.from_env(env=shop.env, token_provider=Provider(plain)) as pay:
            pays[:] = [pay]
            error = failure(lambda: pay.access_token(timeout=20))
            assert isinstance(error.__cause__, QqWxPayError)
            assert error.__cause__.code in ("CLIENT_REENTERED", "BLOCKING_IN_EVENT_LOOP")
    else:
        asyncio.run(run())
    assert time.monotonic() - begin < 10


def test_an_observer_that_would_never_run_is_refused(shop: Shop) -> None:
    async def waits(event: Any) -> None:
        pass

    async def yields(event: Any) -> Any:
        yield event

    for observer in (waits, yields):
        error = failure(lambda: QqWxPay.from_env(env=shop.env, observer=observer))  # noqa: B023 (called at once)
        assert (error.code, error.field) == ("HANDLER_ASYNC", "observer")


def test_an_observer_may_call_its_client(shop: Shop) -> None:
    states: List[str] = []

    def look(event: Any) -> None:
        if not states and getattr(event, "operation", "") == "place_order":
            states.append("")
            states[0] = failure(lambda: pay.query_order(out_trade_no="PY-none")).code

    with QqWxPay.from_env(env=shop.env, observer=look) as pay:
        assert pay.place_order(**order()).outcome == "placed"
        until("the query of the observer", lambda: states == ["ORDER_NOT_EXIST"])


@pytest.mark.parametrize("kind", [SystemExit, KeyboardInterrupt, GeneratorExit, asyncio.CancelledError, StopIteration, MemoryError])
def test_whatever_is_raised_ends_the_call_and_no_more(shop: Shop, kind: Any, caplog: pytest.LogCaptureFixture) -> None:
    def leave(*_: Any) -> Any:
        raise kind("leaves")

    async def leave_awaited(*_: Any) -> Any:
        raise kind("leaves")

    async def run(act: Any) -> Optional[BaseException]:
        async with AsyncQqWxPay.from_env(env=shop.env, token_provider=Provider(act)) as pay:
            with pytest.raises(QqWxPayError) as caught:
                await pay.access_token(timeout=20)
        return caught.value.__cause__

    for act in (leave, leave_awaited):
        with QqWxPay.from_env(env=shop.env, token_provider=Provider(act)) as pay:
            cause = failure(lambda: pay.access_token(timeout=20)).__cause__
        for found in (cause, asyncio.run(run(act))):
            assert isinstance(found, RuntimeError if kind is StopIteration and act is leave_awaited else kind), found
    with QqWxPay.from_env(env=shop.env, observer=leave) as pay:
        assert pay.place_order(**order()).outcome == "placed"
        until("a line", lambda: "the observer failed" in caplog.text)
    assert logging.getLogger("qq_wxpay").handlers == []
