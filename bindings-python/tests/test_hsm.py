"""A signer and a transport of the host: an HSM in the place of the private key, an HTTP client in the place of the library's."""

from __future__ import annotations

import asyncio
import http.client
import threading
import time
import urllib.error
import urllib.request
from typing import Any, Callable, Dict, List, Optional, Tuple

import httpx
import pytest
import requests
from conftest import Shop, failure, free_port, order, reference, until
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from test_green import run

from qq_wxpay import AsyncQqWxPay, HttpReply, NotConnected, QqWxPay, QqWxPayError, Request

QUERY: Any = {"out_trade_no": "PY-none"}


class Hsm:
    """Holds the private key, and signs with it."""

    def __init__(self, env: Dict[str, str]) -> None:
        self.env = {name: value for name, value in env.items() if name != "QQ_WXPAY_MERCHANT_PRIVATE_KEY"}
        key = load_pem_private_key(env["QQ_WXPAY_MERCHANT_PRIVATE_KEY"].encode(), None)
        assert isinstance(key, rsa.RSAPrivateKey)
        self._key = key
        self.messages: List[bytes] = []

    def sign(self, message: bytes) -> bytes:
        self.messages.append(message)
        return self._key.sign(message, padding.PKCS1v15(), SHA256())


class AsyncHsm(Hsm):
    async def sign(self, message: bytes) -> bytes:  # type: ignore[override]
        await asyncio.sleep(0.005)
        return super().sign(message)


class Requests:
    """Sends with requests."""

    def __init__(self) -> None:
        self.timeouts: List[float] = []
        self._session = requests.Session()

    def send(self, request: Request, timeout: float) -> HttpReply:
        self.timeouts.append(timeout)
        sent = self._session.request(
            request.method, request.url, headers=request.headers, data=request.body, timeout=timeout, allow_redirects=False
        )
        return HttpReply(sent.status_code, sent.headers, sent.content)


class Httpx:
    """Sends with httpx, awaited."""

    def __init__(self) -> None:
        self.timeouts: List[float] = []
        self._client: Optional[httpx.AsyncClient] = None

    async def send(self, request: Request, timeout: float) -> HttpReply:
        self.timeouts.append(timeout)
        self._client = self._client or httpx.AsyncClient()
        try:
            sent = await self._client.request(
                request.method, request.url, headers=request.headers, content=request.body, timeout=timeout
            )
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise NotConnected from error
        return HttpReply(sent.status_code, sent.headers, sent.content)


@pytest.mark.parametrize(("make_hsm", "make_transport"), [(Hsm, Requests), (AsyncHsm, Httpx)])
def test_a_whole_payment_of_a_blocking_client(alone: Shop, make_hsm: Any, make_transport: Any) -> None:
    hsm, transport = make_hsm(alone.env), make_transport()
    with QqWxPay.from_env(env=hsm.env, signer=hsm, transport=transport) as pay:
        placed: Any = pay.place_order(**order())
        assert placed.outcome == "placed"
        alone.pay_link(placed.h5_url)
        assert pay.confirm_order(reference(placed.out_trade_no)).state == "paid"
        refund = pay.refund(
            out_trade_no=placed.out_trade_no, out_refund_no="R" + placed.out_trade_no, amount={"refund": 500, "total": 1999}
        )
        assert refund.status == "PROCESSING"
        headers, body = alone.notification(placed.out_trade_no)
        assert pay.confirm_notification(headers, body).outcome.type == "payment", "a query proves it"
        assert failure(lambda: pay.prepare("query_order", **QUERY)).code == "SIGNER_IS_ASYNC"
    assert any(message.startswith(b"POST\n/v3/pay/transactions/h5\n") for message in hsm.messages)
    assert len(transport.timeouts) >= 5 and all(0 < timeout <= 25 for timeout in transport.timeouts)


@pytest.mark.parametrize(("make_hsm", "make_transport"), [(Hsm, Requests), (AsyncHsm, Httpx)])
def test_a_whole_payment_of_an_awaited_client(alone: Shop, make_hsm: Any, make_transport: Any) -> None:
    async def take() -> None:
        hsm = make_hsm(alone.env)
        async with AsyncQqWxPay.from_env(env=hsm.env, signer=hsm, transport=make_transport()) as pay:
            placed: Any = await pay.place_order(**order())
            assert placed.outcome == "placed"
            alone.pay_link(placed.h5_url)
            assert (await pay.confirm_order(reference(placed.out_trade_no))).state == "paid"

    asyncio.run(take())


def test_functions_are_a_signer_and_a_transport(shop: Shop) -> None:
    hsm, transport = Hsm(shop.env), Requests()
    sign = lambda message: bytearray(hsm.sign(message))  # noqa: E731
    with QqWxPay.from_env(env=hsm.env, signer=sign, transport=transport.send) as pay:
        assert failure(lambda: pay.query_order(**QUERY)).code == "ORDER_NOT_EXIST"


class Locked(Exception):
    pass


def test_a_signer_that_does_not_do_its_work(shop: Shop) -> None:
    hsm, transport = Hsm(shop.env), Requests()

    def locked(_: bytes) -> bytes:
        raise Locked("the HSM is locked")

    async def locked_later(message: bytes) -> bytes:
        return locked(message)

    table: List[Tuple[Any, str, str, Callable[[Any], bool]]] = [
        (locked, "SIGNING_FAILED", "same_request", lambda cause: isinstance(cause, Locked)),
        (locked_later, "SIGNING_FAILED", "same_request", lambda cause: isinstance(cause, Locked)),
        (lambda message: hsm.sign(message).hex(), "SIGNING_FAILED", "same_request", lambda cause: cause.field == "signer.sign"),
        (lambda _: None, "SIGNING_FAILED", "same_request", lambda cause: "NoneType" in str(cause)),
        (lambda message: hsm.sign(message)[1:], "SIGNATURE_UNUSABLE", "never", lambda cause: cause is None),
        (lambda _: b"", "SIGNATURE_UNUSABLE", "never", lambda cause: cause is None),
        (lambda message: hsm.sign(message) * 2, "SIGNATURE_UNUSABLE", "never", lambda cause: cause is None),
    ]
    for signer, code, retry, is_cause in table:
        with QqWxPay.from_env(env=hsm.env, signer=signer, transport=transport) as pay:
            error = failure(lambda: pay.query_order(**QUERY, timeout=5))
        assert (error.code, error.retry) == (code, retry)
        assert is_cause(error.__cause__), error.__cause__
        assert "is locked" not in str(error), "what the host raised is in the cause alone"
    assert not transport.timeouts, "nothing was sent"


def test_a_signer_that_never_answers(shop: Shop) -> None:
    hsm = Hsm(shop.env)
    leave = threading.Event()

    def never(_: bytes) -> bytes:
        leave.wait(20)
        return b""

    with QqWxPay.from_env(env=hsm.env, signer=never) as pay:
        error = failure(lambda: pay.query_order(**QUERY, timeout=0.3))
    leave.set()
    assert (error.code, error.retry) == ("TIMED_OUT", "same_request")


def refusing(_: Request, timeout: float) -> HttpReply:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{free_port()}/", timeout=timeout)
    except urllib.error.URLError as error:
        assert isinstance(error.reason, ConnectionRefusedError)
        raise error.reason from None
    raise AssertionError("nobody listens there")


def not_connected(_: Request, __: float) -> HttpReply:
    raise NotConnected("no route")


def lost(_: Request, __: float) -> HttpReply:
    raise http.client.RemoteDisconnected("the connection broke")


def test_what_was_not_sent_and_what_was_lost(alone: Shop) -> None:
    for transport, code, cause in (
        (not_connected, "NOT_CONNECTED", NotConnected),
        (refusing, "NOT_CONNECTED", ConnectionRefusedError),
        (lost, "CONNECTION_LOST", http.client.RemoteDisconnected),
    ):
        with QqWxPay.from_env(env=alone.env, transport=transport) as pay:
            error = failure(lambda: pay.query_order(**QUERY, timeout=4))
        assert (error.kind, error.code, error.retry) == ("transport", code, "same_request")
        assert isinstance(error.__cause__, cause)


class Given:
    def __init__(self, token: str) -> None:
        self._token = token

    def access_token(self, refused: Optional[str]) -> str:
        return self._token


def test_an_order_whose_reply_is_lost_is_to_be_confirmed(alone: Shop) -> None:
    token = alone.pay.access_token().access_token
    inner = Requests()

    def lost_later(request: Request, timeout: float) -> HttpReply:
        inner.send(request, timeout)
        raise OSError("lost after it was sent")

    with QqWxPay.from_env(env=alone.env, token_provider=Given(token), transport=lost_later) as pay:
        placed: Any = pay.place_order(**order(), timeout=4)
    assert (placed.outcome, placed.error.code, placed.error.retry) == ("to_confirm", "CONNECTION_LOST", "confirm_first")
    assert alone.pay.confirm_order(placed.order).state == "not_paid", "it is there"
    with QqWxPay.from_env(env=alone.env, token_provider=Given(token), transport=not_connected) as pay:
        error = failure(lambda: pay.place_order(**order(), timeout=4))
    assert (error.code, error.retry) == ("NOT_CONNECTED", "same_request")


def test_what_is_no_reply_is_named(shop: Shop) -> None:
    wrong: List[Tuple[Any, str]] = [
        (None, "transport.send"),
        ((200, {}, b""), "transport.send"),
        (HttpReply("200", {}, b""), "transport.send: status"),  # type: ignore[arg-type]
        (HttpReply(200, 7, b""), "transport.send: headers"),
        (HttpReply(200, {}, "{}"), "transport.send: body"),  # type: ignore[arg-type]
    ]
    for reply, field in wrong:
        with QqWxPay.from_env(env=shop.env, transport=lambda *_: reply) as pay:
            error = failure(lambda: pay.query_order(**QUERY, timeout=4))
        assert error.code == "TRANSPORT_GAVE_NO_REPLY"
        assert isinstance(error.__cause__, QqWxPayError) and error.__cause__.field == field
    with QqWxPay.from_env(env=shop.env, transport=lambda *_: HttpReply(200, {}, bytes(64 << 20))) as pay:
        assert failure(lambda: pay.query_order(**QUERY, timeout=20)).code == "REPLY_TOO_LARGE"


def test_an_awaited_transport_is_cancelled_when_nobody_waits(shop: Shop) -> None:
    ended: List[str] = []
    begun: List[int] = []

    async def hangs(_: Request, __: float) -> HttpReply:
        begun.append(1)
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise
        raise AssertionError("nobody waits so long")

    with QqWxPay.from_env(env=shop.env, transport=hangs) as pay:
        assert failure(lambda: pay.query_order(**QUERY, timeout=0.3)).code == "TIMED_OUT"
        until("the limit cancels it", lambda: len(ended) == len(begun) > 0)

    async def given_up() -> None:
        async with AsyncQqWxPay.from_env(env=shop.env, transport=hangs) as pay:
            before = len(begun)
            task = asyncio.ensure_future(pay.query_order(**QUERY))
            while len(begun) == before:
                await asyncio.sleep(0.01)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            end = time.monotonic() + 20
            while len(ended) < len(begun) and time.monotonic() < end:
                await asyncio.sleep(0.01)

    asyncio.run(given_up())
    assert len(ended) == len(begun)


def test_one_that_calls_its_own_client_is_refused(shop: Shop) -> None:
    hsm = Hsm(shop.env)

    def again(*_: Any) -> Any:
        return pay.query_order(**QUERY)

    for parts in ({"env": hsm.env, "signer": again}, {"env": shop.env, "transport": again}):
        with QqWxPay.from_env(**parts) as pay:  # type: ignore[arg-type]
            error = failure(lambda: pay.query_order(**QUERY, timeout=4))
        assert isinstance(error.__cause__, QqWxPayError) and error.__cause__.code == "CLIENT_REENTERED"


def test_a_part_that_lacks_its_function_is_named(shop: Shop) -> None:
    wrong: Any = object()
    assert failure(lambda: QqWxPay.from_env(env=shop.env, signer=wrong)).field == "signer.sign"
    assert failure(lambda: QqWxPay.from_env(env=shop.env, transport=wrong)).field == "transport.send"
    # Without a key and without a signer nothing can be signed.
    assert "MERCHANT_PRIVATE_KEY" in str(failure(lambda: QqWxPay.from_env(env=Hsm(shop.env).env)))


def test_no_secret_is_in_what_a_failing_transport_leaves_behind(alone: Shop, caplog: pytest.LogCaptureFixture) -> None:
    token = alone.pay.access_token().access_token
    seen: List[Request] = []

    def breaks(request: Request, _: float) -> HttpReply:
        seen.append(request)
        raise OSError("it broke")

    with QqWxPay.from_env(env=alone.env, token_provider=Given(token), transport=breaks) as pay:
        placed: Any = pay.place_order(**order(), timeout=4)
    assert token in seen[0].url or token in urllib.request.unquote(seen[0].url), "the request itself has it"  # type: ignore[attr-defined]
    shown = [repr(placed), str(placed.error), repr(seen), repr(HttpReply(200, {}, b"body")), caplog.text]
    for text in shown:
        assert token not in text and "203.0.113.7" not in text and "b'body'" not in text


def test_both_under_gevent(shop: Shop) -> None:
    program = """
from gevent import monkey
monkey.patch_all()
import gevent, json, os, sys, urllib.error, urllib.request
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from qq_wxpay import HttpReply, QqWxPay, QqWxPayError
key = load_pem_private_key(os.environ.pop("QQ_WXPAY_MERCHANT_PRIVATE_KEY").encode(), None)
def sign(message):
    gevent.sleep(0.01)
    return key.sign(message, padding.PKCS1v15(), SHA256())
def send(request, timeout):
    asked = urllib.request.Request(request.url, request.body, request.headers, method=request.method)
    try:
        reply = urllib.request.urlopen(asked, timeout=timeout)
    except urllib.error.HTTPError as refused:
        reply = refused
    return HttpReply(reply.status, reply.headers, reply.read())
pay = QqWxPay.from_env(signer=sign, transport=send)
turns = []
def turn():
    while True:
        turns.append(1)
        gevent.sleep(0.001)
other = gevent.spawn(turn)
def ask():
    try:
        pay.query_order(out_trade_no="PY-none", timeout=20)
    except QqWxPayError as error:
        return error.code
jobs = [gevent.spawn(ask) for _ in range(10)]
gevent.joinall(jobs)
other.kill()
print({job.value for job in jobs}, len(turns) > 5)
print(pay.place_order(**json.load(sys.stdin)).outcome)
"""
    ran = run(program, shop.env, order())
    assert ran.stdout == "{'ORDER_NOT_EXIST'} True\nplaced\n", ran.stderr
