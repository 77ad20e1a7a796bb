"""The functions that stand in the README, taken from there, with every event of a shop: nothing is acknowledged that was not taken."""

from __future__ import annotations

import itertools
import pathlib
import re
from types import SimpleNamespace
from typing import Any, Callable, Dict, Iterator, List, Tuple
from unittest import mock

import pytest
from conftest import Shop, order, until
from frameworks import Reply

from qq_wxpay import QqWxPay

README = (pathlib.Path(__file__).resolve().parents[1] / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
TOTAL = 1999
_numbers = itertools.count(1)


def block(word: str) -> str:
    (found,) = [text for text in BLOCKS if word in text and "def test_" not in text]
    return str(found)


class Books:
    """The shop's own orders and refunds, as the README's functions know them."""

    def __init__(self) -> None:
        self.orders: Dict[str, Any] = {}
        self.paid: List[str] = []
        self.refunds: List[Tuple[str, str]] = []

    def find_order(self, number: str) -> Any:
        return self.orders.get(number)

    def mark_paid_once(self, order: Any) -> None:
        if order.number not in self.paid:
            self.paid.append(order.number)

    def mark_refund(self, number: str, status: str) -> None:
        self.refunds.append((number, status))

    def names(self) -> Dict[str, Any]:
        return {"find_order": self.find_order, "mark_paid_once": self.mark_paid_once, "mark_refund": self.mark_refund}


def flask(books: Books, pay: QqWxPay) -> Callable[[Dict[str, str], bytes], Reply]:
    from flask import Flask

    app = Flask("readme")
    exec(block("adapters.flask"), {**books.names(), "pay": pay, "app": app})
    client = app.test_client()

    def send(headers: Dict[str, str], body: bytes) -> Reply:
        reply = client.post("/notify", data=body, headers=headers)
        return reply.status_code, reply.headers["Content-Type"], reply.data

    return send


def fastapi(books: Books, pay: QqWxPay) -> Callable[[Dict[str, str], bytes], Reply]:
    from fastapi import FastAPI
    from flask import Flask
    from starlette.testclient import TestClient

    names: Dict[str, Any] = {**books.names(), "pay": pay, "app": Flask("readme")}
    exec(block("adapters.flask"), names)  # its function `paid`
    names["app"] = FastAPI()
    exec(block("adapters.starlette"), names)
    client = TestClient(names["app"], raise_server_exceptions=False)

    def send(headers: Dict[str, str], body: bytes) -> Reply:
        reply = client.post("/notify", content=body, headers=headers)
        return reply.status_code, reply.headers["content-type"], reply.content

    return send


def accepted(reply: Reply) -> bool:
    """V3 counts by its status, V2 by what the body says."""
    status, _, content = reply
    return 200 <= status < 300 and b"FAIL" not in content


class Everything:
    """A shop with one notification of each kind."""

    def __init__(self) -> None:
        self.shop = Shop()
        identity = self.shop.control("GET", "/sandbox/identity")
        self.sub, self.mchid = identity["sub_mchids"][0], identity["mchid"]
        self.payments = {name: getattr(self, f"_{name}")(f"README{name}") for name in ("direct", "partner", "combine", "v2")}

    def _paid(self, number: str, placed: Any) -> Tuple[Dict[str, str], bytes]:
        assert placed.outcome == "placed", placed
        self.shop.pay_link(placed.h5_url)
        return self.shop.notification(number)

    def _direct(self, number: str) -> Any:
        return self._paid(number, self.shop.pay.place_order(**self._order(number)))

    def _order(self, number: str) -> Any:
        payer = {"payer_client_ip": "203.0.113.7"}
        return {"out_trade_no": number, "description": "mug", "amount": {"total": TOTAL}, "scene_info": payer}

    def _partner(self, number: str) -> Any:
        return self._paid(number, self.shop.pay.place_partner_order(sub_mchid=self.sub, order=self._order(number)))

    def _combine(self, number: str) -> Any:
        parts: List[Any] = [
            {
                "mchid": mchid,
                "out_trade_no": f"{number}{name}",
                "description": "mug",
                "amount": {"total_amount": total},
                "attach": name,
            }
            for name, mchid, total in (("a", self.mchid, 999), ("b", self.sub, 1000))
        ]
        payer: Any = {"payer_client_ip": "203.0.113.7"}
        placed = self.shop.pay.place_combine_order(combine_out_trade_no=number, scene_info=payer, sub_orders=parts)
        return self._paid(number, placed)

    def _v2(self, number: str) -> Any:
        placed = self.shop.pay.place_v2_order(
            out_trade_no=number, body="mug", total_fee=TOTAL, spbill_create_ip="203.0.113.7"
        )
        return self._paid(number, placed)

    def refund(self, outcome: str, of: str = "direct", **switches: Any) -> Tuple[str, Dict[str, Any]]:
        """A refund that ends so: its number, and what arrives."""
        number, seen = f"R{of}{outcome}{next(_numbers)}", len(self.shop.merchant.received)
        self.shop.control("PUT", "/sandbox/switches", {"refund_outcome": outcome, "refund_seconds": 0, **switches})
        if of == "v2":
            self.shop.pay.v2_refund(out_trade_no="READMEv2", out_refund_no=number, refund_fee=100, total_fee=TOTAL)
        else:
            amount: Any = {"refund": 100, "total": TOTAL}
            self.shop.pay.refund(out_trade_no="READMEdirect", out_refund_no=number, amount=amount)

        def arrived() -> Any:
            found: Dict[str, Any] = {}
            for headers, body in self.shop.merchant.received[seen:]:
                handled = self.shop.pay.handle_notification(headers, body)
                if handled.outcome.type == "probe":
                    found["probe"] = headers, body
                elif handled.refund is not None and handled.refund.out_refund_no == number:
                    found["refund"] = headers, body
            return found if len(found) == 1 + len(switches) else None

        return number, until("the notification", arrived)


@pytest.fixture(scope="module")
def everything() -> Iterator[Everything]:
    everything = Everything()
    yield everything
    everything.shop.close()


SERVERS = {"flask": flask, "fastapi": fastapi}


@pytest.mark.parametrize("name", SERVERS)
def test_what_the_readme_shows(name: str, everything: Everything, capsys: pytest.CaptureFixture[str]) -> None:
    books = Books()
    send = SERVERS[name](books, everything.shop.pay)
    became: Dict[str, str] = {}

    def told(what: str, reply: Reply) -> bool:
        became[what] = "acknowledged" if accepted(reply) else f"failure {reply[0]}"
        return accepted(reply)

    for family, (headers, body) in everything.payments.items():
        number = f"README{family}"
        assert not told(f"{family}, an order that the shop does not have", send(headers, body))
        books.orders[number] = SimpleNamespace(number=number, total=TOTAL + 1)
        assert not told(f"{family}, another amount", send(headers, body))
        assert number not in books.paid
        books.orders[number].total = TOTAL
        assert told(family, send(headers, body)) and books.paid[-1:] == [number]
        assert told(f"{family}, again", send(headers, body)) and books.paid.count(number) == 1
    # FastAPI's endpoint takes payments alone; what it does not take is no success.
    takes_refunds = name == "flask"
    for outcome in ("SUCCESS", "ABNORMAL", "CLOSED"):
        number, arrived = everything.refund(outcome)
        headers, body = arrived["refund"]
        assert told(f"refund {outcome}", send(headers, body)) is takes_refunds
        assert ((number, outcome.lower()) in books.refunds) is takes_refunds
    number, arrived = everything.refund("SUCCESS", "v2")
    headers, body = arrived["refund"]
    assert told("V2 refund", send(headers, body)) is takes_refunds
    assert ((number, "success") in books.refunds) is takes_refunds
    _, arrived = everything.refund("SUCCESS", probe_before_each=True)
    assert not told("a probe", send(*arrived["probe"]))
    everything.shop.control("PUT", "/sandbox/switches", {"probe_before_each": False})
    headers, body = everything.payments["direct"]
    for what, changed in (("a forgery", body + b" "), ("nothing", b"")):
        assert not told(what, send(headers, changed))
    with capsys.disabled():
        print(f"\n{name}: " + "; ".join(f"{what}: {how}" for what, how in became.items()))


def test_where_the_client_lives(everything: Everything) -> None:
    import functools

    from flask import Flask
    from starlette.requests import Request
    from starlette.responses import JSONResponse
    from starlette.testclient import TestClient

    from qq_wxpay.adapters.flask import notifications
    from qq_wxpay.adapters.starlette import notifications as on_the_loop

    shop, books = everything.shop, Books()
    headers, body = everything.payments["direct"]
    names: Dict[str, Any] = {}
    exec(block("lifespan"), names)
    app = names["app"]
    app.add_route("/notify", on_the_loop(lambda: app.state.pay, paid=lambda event: books.paid.append(event.out_trade_no)), methods=["POST"])

    async def state(request: Request) -> JSONResponse:
        found = await request.app.state.pay.query_order(out_trade_no="READMEdirect")
        return JSONResponse(found.trade_state)

    app.add_route("/state", state)
    with mock.patch.dict("os.environ", shop.env), TestClient(app) as client:
        assert client.post("/notify", content=body, headers=headers).status_code == 200
        assert client.get("/state").json() in ("SUCCESS", "REFUND")
        pay = app.state.pay
    assert books.paid == ["READMEdirect"] and "closed" in repr(pay)

    lazy = functools.cache(QqWxPay.from_env)
    flask_app = Flask("lazy")
    view = notifications(lazy, paid=lambda event: books.paid.append(event.out_trade_no))
    flask_app.add_url_rule("/notify", view_func=view, methods=["POST"])
    assert lazy.cache_info().currsize == 0, "no settings are needed before the first notification"
    with mock.patch.dict("os.environ", shop.env):
        assert flask_app.test_client().post("/notify", data=body, headers=headers).status_code == 200
    assert lazy() is lazy() and len(books.paid) == 2


def test_clients_of_one_process_share_the_token() -> None:
    other = Shop()
    for _ in range(5):
        with QqWxPay.from_env(env=other.env) as pay:
            assert pay.place_order(**order()).outcome == "placed"
    assert other.control("GET", "/sandbox/statistics")["token_requests"] == 1
    other.close()
