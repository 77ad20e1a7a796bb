"""A sandbox, clients of it, and orders."""

from __future__ import annotations

import http.server
import itertools
import json
import os
import socket
import threading
import time
import urllib.request
from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple

import pytest

from qq_wxpay import OrderReference, QqWxPay, QqWxPayError
from qq_wxpay_sandbox import Sandbox

_numbers = itertools.count(1)


def order(**change: Any) -> Any:
    """An order of 19.99 yuan, as keyword arguments."""
    request: Dict[str, Any] = {
        "out_trade_no": f"PY{os.getpid()}x{next(_numbers)}",
        "description": "蓝色马克杯",
        "amount": {"total": 1999},
        "scene_info": {"payer_client_ip": "203.0.113.7"},
    }
    return {**request, **change}


def call(url: str, content: Optional[object] = None, method: Optional[str] = None) -> Any:
    """Calls the control interface of a sandbox, or a shop."""
    data = None if content is None else json.dumps(content).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=20) as reply:
        return json.loads(reply.read() or b"null")


def until(what: str, condition: Callable[[], Any], seconds: float = 60) -> Any:
    """Waits until `condition` gives something; the limit is there for what never comes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"not in time: {what}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Merchant:
    """An address that receives notifications and acknowledges them."""

    def __init__(self) -> None:
        received: List[Tuple[Dict[str, str], bytes]] = []
        self.received = received

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                received.append((dict(self.headers.items()), body))
                self.send_response(204)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/notify"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Shop:
    """A sandbox, and a merchant that is configured for it."""

    def __init__(self) -> None:
        self.merchant = Merchant()
        self.sandbox = Sandbox(time_scale=1000, notify_url=self.merchant.address)
        self.env = {**self.sandbox.env, "QQ_WXPAY_NOTIFY_URL": self.merchant.address}
        self.pay = QqWxPay.from_env(env=self.env)

    def settings(self) -> Any:
        """The variables as settings."""
        settings: Dict[str, Any] = {name[len("QQ_WXPAY_") :].lower(): value for name, value in self.env.items()}
        settings["link_hosts"] = settings["link_hosts"].split(",")
        return settings

    def control(self, method: str, path: str, content: Optional[object] = None) -> Any:
        return call(self.sandbox.base_url + path, content, method)

    def pay_link(self, url: str) -> None:
        """Pays as the payer would."""
        self.control("POST", "/sandbox/pay", {"h5_url": url})

    def notification(self, number: str) -> Tuple[Dict[str, str], bytes]:
        """The notification of the payment of this order."""

        def find() -> Optional[Tuple[Dict[str, str], bytes]]:
            for headers, body in self.merchant.received:
                found = self.pay.handle_notification(headers, body).order
                if found is not None and found.out_trade_no == number:
                    return headers, body
            return None

        found: Tuple[Dict[str, str], bytes] = until("the notification", find)
        return found

    def paid(self) -> Tuple[str, Dict[str, str], bytes]:
        """An order that is paid: its number and its notification."""
        placed = self.pay.place_order(**order())
        assert placed.outcome == "placed"
        self.pay_link(placed.h5_url)
        return (placed.out_trade_no, *self.notification(placed.out_trade_no))

    def close(self) -> None:
        self.pay.close()
        self.sandbox.stop()
        self.merchant.close()


def without_the_sandbox(printed: str) -> str:
    """What was printed beside the line that each client of a sandbox begins with."""
    return "".join(line for line in printed.splitlines(True) if "SANDBOX_CLIENT" not in line)


def failure(act: Callable[[], Any]) -> QqWxPayError:
    with pytest.raises(QqWxPayError) as caught:
        act()
    return caught.value


def reference(number: str) -> OrderReference:
    return OrderReference(family="direct", out_trade_no=number)


def fault(shop: Shop, endpoint: str, kind: str, times: int = 1) -> None:
    shop.control("POST", "/sandbox/faults", {"endpoint": endpoint, "kind": kind, "times": times})


def clear(shop: Shop) -> None:
    shop.control("DELETE", "/sandbox/faults")


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    shop = Shop()
    yield shop
    shop.close()


@pytest.fixture
def alone() -> Iterator[Shop]:
    """A sandbox of one test, in which nobody else fetches tokens: each fetch ends the earlier token."""
    shop = Shop()
    yield shop
    shop.close()
