"""Both shops against the sandbox: order, pay, notified, paid; and what must not make an order paid."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
import urllib.error
import urllib.request
from typing import Any, Callable, Iterator, Optional, Tuple
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
import shop
import shop_fastapi
import shop_flask
import uvicorn

from qq_wxpay import AsyncQqWxPay, QqWxPay
from qq_wxpay_sandbox import Sandbox


def call(url: str, content: Optional[object] = None, method: Optional[str] = None) -> Tuple[int, Any]:
    data = None if content is None else json.dumps(content).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as reply:
            return reply.status, json.loads(reply.read() or b"null")
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"null")


class World:
    """A sandbox and an open shop."""

    def __init__(self, serve: Callable[[Any, shop.Store, int], Callable[[], None]]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.sandbox = Sandbox(time_scale=1000, notify_url=f"{self.address}/notify")
        self.store = shop.Store()
        env = {**self.sandbox.env, "QQ_WXPAY_NOTIFY_URL": f"{self.address}/notify"}
        self.stop = serve(env, self.store, port)

    def ordered(self) -> Any:
        status, content = call(f"{self.address}/orders", {"product": "blue-mug"})
        assert status == 201, content
        assert content["request_payment"]["referer"] == "https://pay.example.com"
        return content

    def pay(self, content: Any) -> None:
        call(f"{self.sandbox.base_url}/sandbox/pay", {"h5_url": content["request_payment"]["url"]})

    def settled(self, number: str) -> str:
        """The state as the shop itself knows it; waits for the notification."""
        for _ in range(100):
            order = self.store.find(number)
            assert order is not None
            if order.state != "open":
                return order.state
            time.sleep(0.05)
        return "open"


def fastapi(env: Any, store: shop.Store, port: int) -> Callable[[], None]:
    app = shop_fastapi.app(AsyncQqWxPay.from_env(env=env), store)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)

    def stop() -> None:
        server.should_exit = True
        thread.join(10)

    return stop


class Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def flask(env: Any, store: shop.Store, port: int) -> Callable[[], None]:
    server = make_server("127.0.0.1", port, shop_flask.app(QqWxPay.from_env(env=env), store), handler_class=Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.shutdown


@pytest.fixture(scope="module", params=[fastapi, flask], ids=["fastapi", "flask"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    world = World(request.param)
    yield world
    world.stop()
    world.sandbox.stop()


def test_an_order_is_paid_by_its_notification(world: World) -> None:
    order = world.ordered()
    world.pay(order)
    assert world.settled(order["out_trade_no"]) == "paid"
    assert call(f"{world.address}/orders/{order['out_trade_no']}")[1]["state"] == "paid"
    assert call(f"{world.address}/orders/{order['out_trade_no']}/link", {})[0] == 409


def test_an_order_whose_notification_is_lost_is_paid_by_asking(world: World) -> None:
    call(f"{world.sandbox.base_url}/sandbox/switches", {"deliver": "lost"}, "PUT")
    order = world.ordered()
    assert call(f"{world.address}/orders/{order['out_trade_no']}")[1]["state"] == "open"
    world.pay(order)
    assert call(f"{world.address}/orders/{order['out_trade_no']}")[1]["state"] == "paid"
    call(f"{world.sandbox.base_url}/sandbox/switches", {"deliver": "normal"}, "PUT")


def test_a_lost_reply_is_the_same_order_again(world: World) -> None:
    call(f"{world.sandbox.base_url}/sandbox/faults", {"endpoint": "proxy", "kind": "drop_after", "times": 9})
    status, content = call(f"{world.address}/orders", {"product": "blue-mug"})
    call(f"{world.sandbox.base_url}/sandbox/faults", None, "DELETE")
    assert (status, content["retry"]) == (503, "confirm_first")
    status, again = call(f"{world.address}/orders/{content['out_trade_no']}/link", {})
    assert (status, again["out_trade_no"]) == (200, content["out_trade_no"])


def test_what_must_not_make_an_order_paid(world: World) -> None:
    order = world.ordered()
    forged = {"id": "EV-1", "event_type": "TRANSACTION.SUCCESS", "resource": {"out_trade_no": order["out_trade_no"]}}
    assert call(f"{world.address}/notify", forged)[0] != 200
    found = world.store.find(order["out_trade_no"])
    assert found is not None and found.state == "open"
    assert call(f"{world.address}/orders", {"product": "nothing"})[0] == 404
    assert call(f"{world.address}/orders/T0")[0] == 404


def test_a_payment_of_another_amount_is_for_a_person(world: World) -> None:
    order = world.ordered()
    found = world.store.find(order["out_trade_no"])
    assert found is not None
    found.request = {**found.request, "amount": {"total": 5000}}
    world.pay(order)
    assert world.settled(order["out_trade_no"]) == "review"


def test_only_what_the_own_proxy_wrote_names_the_payer() -> None:
    assert shop.payer_address("127.0.0.1", "10.1.1.1, 203.0.113.9", None) == "203.0.113.9"
    assert shop.payer_address("198.51.100.4", "203.0.113.9", None) == "198.51.100.4"
    assert shop.payer_address("127.0.0.1", "rubbish", "203.0.113.7") == "203.0.113.7"
    assert shop.payer_address("::1", None, None) == "::1"
