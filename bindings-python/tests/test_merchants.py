"""Several merchants in one process, with one notification address: two, and three of which two are mini programs of one merchant."""

from __future__ import annotations

import asyncio
import os
import pathlib
from typing import Any, Dict, Iterator, List, Optional, Tuple

import flask
import pytest
from conftest import Merchant, failure, order, until

from qq_wxpay import AsyncMerchants, AsyncQqWxPay, Merchants, QqWxPay, QqWxPayError
from qq_wxpay.adapters import flask as flask_adapter
from qq_wxpay_sandbox import Sandbox

NAMES = {
    "mugs": ("1900000011", "wx00000000000000aa", "1110000011"),
    "cups": ("1900000011", "wx00000000000000bb", "1110000012"),
    "pots": ("1900000012", "wx00000000000000cc", "1110000013"),
}


class Mall:
    """Three merchants on three sandboxes, and one address."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.inbox = Merchant()
        self.sandboxes: Dict[str, Sandbox] = {}
        for name, (mchid, wechat_appid, qq_appid) in NAMES.items():
            self.sandboxes[name] = Sandbox(
                time_scale=1000,
                notify_url=self.inbox.address,
                mchid=mchid,
                wechat_appid=wechat_appid,
                qq_appid=qq_appid,
                keep=folder / f"{mchid}.json",
            )

    def settings(self, name: str) -> Any:
        env = self.sandboxes[name].env
        settings: Dict[str, Any] = {key[len("QQ_WXPAY_") :].lower(): value for key, value in env.items()}
        return {**settings, "link_hosts": settings["link_hosts"].split(","), "notify_url": self.inbox.address}

    def received(self, of: Any, number: str) -> Tuple[Dict[str, str], bytes]:
        """The message about this order or refund, as one of these clients reads it."""

        def find() -> Optional[Tuple[Dict[str, str], bytes]]:
            for headers, body in self.inbox.received:
                found = of.handle_notification(headers, body)
                if number in (found.order and found.order.out_trade_no, found.refund and found.refund.out_refund_no):
                    return headers, body
            return None

        message: Tuple[Dict[str, str], bytes] = until("the notification", find)
        return message

    def close(self) -> None:
        self.inbox.close()
        for sandbox in self.sandboxes.values():
            sandbox.stop()


@pytest.fixture(scope="module")
def mall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mall]:
    mall = Mall(tmp_path_factory.mktemp("keys"))
    yield mall
    mall.close()


@pytest.fixture
def merchants(mall: Mall) -> Iterator[Merchants]:
    with Merchants() as merchants:
        for name in NAMES:
            merchants.add(name, **mall.settings(name))
        yield merchants


def paid(mall: Mall, merchants: Merchants, name: str) -> Tuple[str, Dict[str, str], bytes]:
    client = merchants.get(name)
    assert client is not None
    placed: Any = client.place_order(**order())
    assert placed.outcome == "placed"
    mall.sandboxes[name].pay(placed.h5_url)
    return (placed.out_trade_no, *mall.received(merchants, placed.out_trade_no))


def test_each_notification_is_its_merchants(mall: Mall, merchants: Merchants) -> None:
    for name in NAMES:
        number, headers, body = paid(mall, merchants, name)
        handled = merchants.receive_notification(headers, body)
        assert (handled.merchant, handled.other_merchants, handled.outcome.type) == (name, (), "payment")
        owner = merchants.owner(headers, body)
        assert (owner.name, owner.pay, owner.others) == (name, merchants.get(name), ())
        assert merchants.confirm_notification(headers, body).merchant == name
        stranger = merchants.get("pots" if name != "pots" else "mugs")
        assert stranger is not None and stranger.handle_notification(headers, body).outcome.type == "refused"
        owner.pay.refund(out_trade_no=number, out_refund_no="R" + number, amount={"refund": 1, "total": 1999})
        mall.sandboxes[name].advance_clock(10)
        refund = merchants.receive_notification(*mall.received(merchants, "R" + number))
        # A refund names no AppID: of one merchant's two mini programs the first has it, and the other is named.
        expected = ("pots", ()) if name == "pots" else ("mugs", ("cups",))
        assert (refund.merchant, refund.other_merchants) == expected


def test_awaited_clients(mall: Mall, merchants: Merchants) -> None:
    _, headers, body = paid(mall, merchants, "cups")

    async def handle() -> None:
        async with AsyncMerchants() as own:
            for name in NAMES:
                assert isinstance(own.add(name, **mall.settings(name)), AsyncQqWxPay)
            for ask in (own.receive_notification, own.confirm_notification):
                handled = await ask(headers, body)
                assert (handled.merchant, handled.outcome.type) == ("cups", "payment")
            own.remove("cups")
            refused: Any = await own.receive_notification(headers, body)
            # The key is that of its merchant number, whose other mini program it is not for.
            assert (refused.merchant, refused.outcome.error.code) == ("mugs", "MERCHANT_DIFFERS")
            own.remove("mugs")
            refused = await own.receive_notification(headers, body)
            assert (refused.merchant, refused.outcome.error.code) == (None, "MERCHANT_NOT_REGISTERED")

    asyncio.run(handle())


def test_an_adapter_takes_them_in_the_place_of_a_client(mall: Mall, merchants: Merchants) -> None:
    found: List[Tuple[Optional[str], str]] = []

    def take(event: Any) -> None:
        found.append((event.notification.merchant, event.out_trade_no))

    app = flask.Flask("mall")
    app.add_url_rule("/notify", view_func=flask_adapter.notifications(merchants, paid=take), methods=["POST"])
    number, headers, body = paid(mall, merchants, "pots")
    signed = {name: value for name, value in headers.items() if name.lower().startswith("wechatpay")}
    reply = app.test_client().post("/notify", data=body, headers=signed)
    assert (reply.status_code, found) == (200, [("pots", number)])
    assert app.test_client().post("/notify", data=body + b" ", headers=signed).status_code >= 400
    wrong: Any = AsyncMerchants()
    assert failure(lambda: flask_adapter.notifications(wrong, paid=take)).field == "pay"


def test_what_is_for_none_of_them_is_refused_and_told(
    mall: Mall, merchants: Merchants, caplog: pytest.LogCaptureFixture
) -> None:
    _, headers, body = paid(mall, merchants, "pots")
    with Merchants() as few:
        few.add("mugs", **mall.settings("mugs"))
        handled = few.receive_notification(headers, body)
        error = handled.outcome.error  # type: ignore[union-attr]
        assert (handled.merchant, handled.outcome.type, error.code) == (None, "refused", "MERCHANT_NOT_REGISTERED")
        assert handled.answer is not None and handled.answer.status >= 400
        assert handled.fault is not None and handled.fault.remedy is not None
        until("the line", lambda: "MERCHANT_NOT_REGISTERED" in caplog.text)
        assert failure(lambda: few.owner(headers, body)).code == "MERCHANT_NOT_REGISTERED"
        text: Any = "text"
        assert failure(lambda: few.owner(headers, text)).code == "RAW_BODY_NEEDED"
    assert "203.0.113.7" not in caplog.text


def changed(settings: Dict[str, Any], **changes: Any) -> Dict[str, Any]:
    return {**settings, **changes}


def test_keys_are_replaced_while_calls_go_on(mall: Mall) -> None:
    settings = mall.settings("pots")
    with Merchants() as own:
        first = own.add("pots", **settings)
        second = own.replace("pots", **changed(settings, api_v3_key_previous="x" * 32))
        assert own.get("pots") is second is not first
        assert failure(lambda: first.query_order(out_trade_no="PY-none")).code == "CLIENT_CLOSED"
        assert failure(lambda: second.query_order(out_trade_no="PY-none")).code == "ORDER_NOT_EXIST"
        assert (own.names(), len(own)) == (["pots"], 1)
        assert own.remove("pots") and not own.remove("pots") and own.get("pots") is None
        assert failure(lambda: second.query_order(out_trade_no="PY-none")).code == "CLIENT_CLOSED"
        given = QqWxPay.from_env(env=mall.sandboxes["pots"].env)
        assert own.add("given", given) is given, "a client is taken as it is"


def test_mistakes_are_named_and_change_nothing(mall: Mall, merchants: Merchants) -> None:
    pots = mall.settings("pots")
    wrong: Any = 7
    for act, code, field in (
        (lambda: merchants.add("pots", **changed(pots, mchid="1900000099")), "MERCHANT_GIVEN_TWICE", "name"),
        (lambda: merchants.add("twin", **pots), "MERCHANT_GIVEN_TWICE", "mchid"),
        (lambda: merchants.add("", **pots), "FIELD_MISSING", "name"),
        (lambda: merchants.add(wrong, **pots), "WRONG_TYPE", "name"),
        (lambda: merchants.add("new", wrong), "WRONG_TYPE", "client"),
        (lambda: merchants.add("new", **changed(pots, mchd="1")), "UNKNOWN_FIELD", "mchd"),
        (lambda: merchants.replace("new", **changed(pots, mchid="1900000099")), "MERCHANT_UNKNOWN", "name"),
        (lambda: merchants.replace("pots", **mall.settings("mugs")), "MERCHANT_GIVEN_TWICE", "mchid"),
        (lambda: merchants.add("same", merchants.get("pots")), "MERCHANT_GIVEN_TWICE", "mchid"),
    ):
        error = failure(act)
        assert (error.code, error.field) == (code, field)
    merchants.add("second", **changed(pots, qq_appid="1110000099"))
    assert merchants.remove("second")
    assert merchants.names() == list(NAMES)
    assert paid(mall, merchants, "pots"), "the client that was given twice still works"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_has_them_all(mall: Mall, merchants: Merchants) -> None:
    _, headers, body = paid(mall, merchants, "cups")
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            client = merchants.get("mugs")
            assert client is not None
            try:
                client.query_order(out_trade_no="PY-none")
            except QqWxPayError as error:
                os.write(write, error.code.encode())
            handled = merchants.receive_notification(headers, body)
            os.write(write, f" {handled.merchant} {handled.outcome.type}".encode())
        finally:
            os._exit(0)
    os.close(write)
    _, status = os.waitpid(child, 0)
    with os.fdopen(read, "rb") as told:
        assert (told.read(), status) == (b"ORDER_NOT_EXIST cups payment", 0)
    assert merchants.receive_notification(headers, body).merchant == "cups", "and so has the parent"
