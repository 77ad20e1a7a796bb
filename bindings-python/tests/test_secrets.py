"""What crash reporters and debug pages show of this library's frames: no key, token, payer or raw message, whatever fails."""

from __future__ import annotations

import asyncio
import io
import json
import re
from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple

import django_site
import pytest
from conftest import Shop, order, until
from frameworks import ALL
from frameworks import World as Frameworks
from test_adapters import kept

from qq_wxpay import AsyncQqWxPay, HandledNotification, QqWxPay, StoredToken

ADDRESS = "203.0.113.77"
"""The payer's."""

TOKEN = "TOKEN-of-a-central-server-0123456789"


class World:
    """What the host knows. The frames of the tests hold nothing else, so that whatever is shown is shown by the library."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        number, self.headers, self.body = shop.paid()
        raw = json.loads(shop.pay.handle_notification(self.headers, self.body).raw or "")
        self.openid = raw["payer"]["openid"]
        self.ciphertext = json.loads(self.body)["resource"]["ciphertext"]
        self.number = number

    def __repr__(self) -> str:
        return "<World>"

    @property
    def wrong(self) -> Dict[str, str]:
        return {**self.shop.env, "QQ_WXPAY_REFERER": "nonsense"}

    def settings(self, name: str = "", value: Any = None) -> Any:
        known = {name[len("QQ_WXPAY_") :].lower(): value for name, value in self.wrong.items() if name.startswith("QQ_WXPAY_")}
        return {**known, name: value} if name else known

    @property
    def text(self) -> Any:
        return self.body.decode()

    @property
    def misspelt(self) -> Any:
        return {"out_trade_no": self.number, "totl": 1}

    def order(self, **change: Any) -> Any:
        return order(scene_info={"payer_client_ip": ADDRESS}, **change)

    def secrets(self) -> Iterator[Tuple[str, str]]:
        """Names, which a test may write, and values, which it may not."""
        yield from (("payer's address", ADDRESS), ("token", TOKEN), ("openid", self.openid), ("body", self.ciphertext))
        for name, value in self.shop.env.items():
            if re.search("KEY|SECRET|P12|PASSWORD", name) and "SERIAL" not in name and "_ID" not in name:
                # Of a PEM text one line of its middle: how lines are shown differs.
                lines = [line for line in value.split("\n") if len(line) > 12 and "--" not in line]
                yield name, lines[len(lines) // 2]


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    shop = Shop()
    yield World(shop)
    shop.close()


class Provider:
    def __init__(self, act: Callable[[], Any]) -> None:
        self.act = act

    def access_token(self, refused: Optional[str]) -> Any:
        return self.act()


class Store:
    """A store that takes the token and then fails in some way."""

    def __init__(self, load: Callable[[], Any], save: Callable[[], Any]) -> None:
        self._load = load
        self._save = save

    def load(self, qq_appid: str) -> Any:
        return self._load()

    def acquire_lease(self, qq_appid: str, owner: str, milliseconds: int) -> bool:
        return True

    def save(self, qq_appid: str, owner: str, token: StoredToken) -> bool:
        saved: bool = self._save()
        return saved

    def release_lease(self, qq_appid: str, owner: str) -> None:
        pass


def _down() -> Any:
    raise RuntimeError("it is down")


def _from_the_environment(world: World) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name in world.wrong:
            patch.setenv(name, world.wrong[name])
        QqWxPay.from_env()


def _asking(world: World, **parts: Any) -> QqWxPay:
    return QqWxPay.from_env(env=world.shop.env, **parts)


def _awaited(world: World, act: Callable[[AsyncQqWxPay], Any], **parts: Any) -> None:
    async def run() -> None:
        async with AsyncQqWxPay.from_env(env=world.shop.env, **parts) as pay:
            await act(pay)

    asyncio.run(run())


FAILURES: Dict[str, Callable[[World], Any]] = {
    "a wrong variable": lambda world: QqWxPay.from_env(env=world.wrong),
    "a wrong variable of the process": _from_the_environment,
    "a wrong setting": lambda world: QqWxPay(**world.settings()),
    "a setting of the wrong type": lambda world: QqWxPay(**world.settings("referer", 1.5)),
    "an unknown setting": lambda world: QqWxPay(**world.settings("refferer", "x")),
    "variables that are no texts": lambda world: QqWxPay.from_env(env={**world.shop.env, "QQ_WXPAY_REFERER": object()}),  # type: ignore[dict-item]
    "an order with a float": lambda world: world.shop.pay.place_order(**world.order(amount={"total": 19.99})),
    "an order with an unknown field": lambda world: world.shop.pay.place_order(**world.order(atach="x")),
    "an order that is refused": lambda world: world.shop.pay.query_order(out_trade_no="PY-none"),
    "an order with a wrong limit": lambda world: world.shop.pay.place_order(**world.order(), timeout=-1),
    "an awaited order": lambda world: _awaited(world, lambda pay: pay.place_order(**world.order(atach="x"))),
    "a prepared order": lambda world: world.shop.pay.prepare("place_order", **world.order(atach="x"), access_token=TOKEN),
    "a prepared order with a wrong token": lambda world: world.shop.pay.prepare(
        "place_order", **world.order(), access_token=TOKEN + "令牌"
    ),
    "a body that was parsed": lambda world: world.shop.pay.handle_notification(world.headers, json.loads(world.body)),
    "a body that is text": lambda world: world.shop.pay.receive_notification(world.headers, world.text),
    "an awaited body that is text": lambda world: _awaited(
        world, lambda pay: pay.receive_notification(world.headers, world.text)
    ),
    "headers that are none": lambda world: world.shop.pay.handle_notification(object(), world.body),
    "another amount": lambda world: _handled(world).expect(out_trade_no=world.number, total=1),
    "an unknown expectation": lambda world: _handled(world).expect(**world.misspelt),
    "a provider that raises": lambda world: _asking(world, token_provider=Provider(_down)).place_order(**world.order()),
    "a provider that gives bytes": lambda world: _asking(
        world, token_provider=Provider(lambda: TOKEN.encode())
    ).access_token(),
    "an async provider that gives bytes": lambda world: _awaited(
        world, lambda pay: pay.access_token(), token_provider=Provider(lambda: _later(TOKEN.encode()))
    ),
    "a store that cannot save": lambda world: _saved(world, _down),
    "a store that gives what is no token": lambda world: _asking(
        world, token_store=Store(lambda: {"access_token": TOKEN, "fetched_at": object()}, lambda: True)
    ).access_token(),
    "a reply that is not the one": lambda world: world.shop.pay.prepare(
        "place_order", **world.order(), access_token=TOKEN
    ).finish(200, {}, world.body),
}


async def _later(value: Any) -> Any:
    return value


def _handled(world: World) -> HandledNotification:
    return world.shop.pay.handle_notification(world.headers, world.body)


def _saved(world: World, save: Callable[[], Any]) -> None:
    """The token serves although it was not saved; what the store raised is looked at."""
    pay = _asking(world, token_store=Store(lambda: None, save))
    host: Any = pay._own.host
    kept: List[BaseException] = []
    host._thrown = type("Kept", (dict,), {"__setitem__": lambda self, key, value: kept.append(value)})()
    pay.access_token()
    until("the failure", lambda: kept)
    raise kept[0]


def _sentry(act: Callable[[], Any]) -> str:
    """The event that sentry-sdk would send, with its defaults."""
    import sentry_sdk
    from sentry_sdk.envelope import Envelope
    from sentry_sdk.transport import Transport

    sent: List[Any] = []

    class Kept(Transport):
        def capture_envelope(self, envelope: Envelope) -> None:
            sent.extend(item.get_event() for item in envelope.items)

    client = sentry_sdk.Client(dsn="http://key@127.0.0.1:1/1", transport=Kept)
    with sentry_sdk.isolation_scope() as scope:
        scope.set_client(client)
        try:
            act()
        except BaseException:
            sentry_sdk.capture_exception()
    assert len(sent) == 1
    frames = [frame for value in sent[0]["exception"]["values"] for frame in value["stacktrace"]["frames"]]
    assert any("vars" in frame for frame in frames), "locals are looked at"
    return json.dumps(sent[0], ensure_ascii=False)


def _rich(act: Callable[[], Any]) -> str:
    from rich.console import Console
    from rich.traceback import Traceback

    console = Console(file=io.StringIO(), width=500)
    try:
        act()
    except BaseException as error:
        shown = Traceback.from_exception(type(error), error, error.__traceback__, show_locals=True, locals_max_string=100_000)
        console.print(shown)
    file: Any = console.file
    text: str = file.getvalue()
    assert "locals" in text
    return text


def _django(act: Callable[[], Any]) -> str:
    from django.views.debug import ExceptionReporter

    django_site.configured()
    try:
        act()
    except BaseException as error:
        return str(ExceptionReporter(None, type(error), error, error.__traceback__).get_traceback_html())
    raise AssertionError("nothing was raised")


def _plain(act: Callable[[], Any]) -> str:
    """What `traceback` writes with the locals."""
    import traceback

    try:
        act()
    except BaseException as error:
        lines = traceback.TracebackException.from_exception(error, capture_locals=True).format()
        return "".join(lines)
    raise AssertionError("nothing was raised")


REPORTERS = {"sentry": _sentry, "rich": _rich, "django": _django, "traceback": _plain}


@pytest.mark.parametrize("reporter", REPORTERS)
def test_no_secret_in_a_report(world: World, reporter: str) -> None:
    found: List[str] = []
    for what, act in FAILURES.items():
        text = REPORTERS[reporter](lambda: act(world))  # noqa: B023 (called at once)
        assert "qq_wxpay" in text, what
        if world.shop.env["QQ_WXPAY_MCHID"] in text and what.startswith("a wrong"):
            found.append(f"{what}: the settings")
        found += [f"{what}: {name}" for name, secret in world.secrets() if secret in text]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", [*ALL, "endpoint"])
def test_no_secret_in_the_report_of_a_function_that_fails(world: World, name: str) -> None:
    told: List[BaseException] = []
    if name == "endpoint":
        _endpoint(world.shop.pay, told)(world.headers, world.body)
    else:
        shop = Failing()
        ALL[name](shop, world.shop.pay, on_error=told.append)(kept(world.headers), world.body)
    assert {str(error) for error in told} == {"it is down"}

    def again() -> None:
        raise told[0]

    for reporter, report in REPORTERS.items():
        text = report(again)
        found = [secret for secret, value in world.secrets() if value in text]
        assert not found, (reporter, found)
        assert name == "endpoint" or "qq_wxpay" in text


class Failing(Frameworks):
    """A shop whose function fails."""

    def __init__(self) -> None:
        super().__init__()
        self.behave = _down


def _endpoint(pay: Any, told: List[BaseException]) -> Any:
    from fastapi import Depends, FastAPI, Request
    from starlette.testclient import TestClient

    from qq_wxpay.adapters.starlette import received

    app = FastAPI()
    dependency = received(pay)

    def own(received: Any = Depends(dependency)) -> Any:
        _down()

    async def keep(request: Request, error: Exception) -> Any:
        told.append(error)
        raise error

    app.add_exception_handler(RuntimeError, keep)
    app.add_api_route("/notify", own, methods=["POST"])
    client = TestClient(app, raise_server_exceptions=False)
    return lambda headers, body: client.post("/notify", content=body, headers=kept(headers))


def test_the_reporters_would_have_seen_it(world: World) -> None:
    """The test of the test: the same reporters over a frame that holds a secret."""

    def careless(text: str) -> None:
        raise RuntimeError("something")

    for name, report in REPORTERS.items():
        found = world.openid in report(lambda: careless(world.openid))
        assert found, name


def test_what_is_given_to_other_tools_is_no_container_of_secrets(world: World) -> None:
    import copy
    import pickle
    from collections.abc import Sequence

    request = world.shop.pay.prepare("place_order", **world.order(), access_token=TOKEN).request
    method, url, headers, body, client_certificate = request
    assert (method, url) == (request.method, request.url) and TOKEN in url and ADDRESS in body.decode()
    assert not isinstance(request, Sequence) and TOKEN not in repr(request), "reporters look into sequences"
    for whole in (world.shop.pay, _handled(world)):
        for text in (repr(whole), json.dumps(whole, default=str)):
            assert not [name for name, secret in world.secrets() if secret in text]
        for dump in (pickle.dumps, copy.deepcopy, lambda one: json.dumps(one, default=vars)):
            with pytest.raises((TypeError, AttributeError, ValueError)):
                dump(whole)
