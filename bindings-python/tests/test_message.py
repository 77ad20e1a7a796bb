"""What is given for a notification: headers of any library, and nothing but the raw body."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, List

from conftest import Shop, failure
from flask import Request
from werkzeug.test import EnvironBuilder

from qq_wxpay import AsyncQqWxPay


def environment(headers: Dict[str, str], body: bytes) -> Dict[str, Any]:
    """What WSGI makes of it; Django calls it `request.META`."""
    return dict(EnvironBuilder(method="POST", headers=list(headers.items()), data=body).get_environ())


def test_only_raw_bytes_are_a_notification(shop: Shop) -> None:
    wrong: List[Any] = ["{}", {}, None, 7]
    for given in wrong:
        error = failure(lambda: shop.pay.handle_notification({}, given))  # noqa: B023 (called at once)
        assert error.code == "RAW_BODY_NEEDED" and "request.get_data()" in str(error)
    for right in (b"{}", bytearray(b"{}"), memoryview(b"{}")):
        raw: Any = right
        assert shop.pay.handle_notification([("a", "b")], raw).outcome.type == "refused"


def test_headers_of_any_library(shop: Shop) -> None:
    _, headers, body = shop.paid()
    half = "\udce9"
    shapes: List[Any] = [
        headers,
        {name.upper(): value for name, value in headers.items()},
        list(headers.items()),
        [(name.encode(), value.encode()) for name, value in headers.items()],
        {name: [value] for name, value in headers.items()},
        {**headers, f"X-{half}": half, "Cookie": f"a={half}"},
        environment(headers, body),
    ]
    assert [shop.pay.handle_notification(shape, body).outcome.type for shape in shapes] == ["payment"] * len(shapes)
    spoilt = {**headers, "Wechatpay-Nonce": half}
    assert shop.pay.handle_notification(spoilt, body).outcome.type == "refused"
    twice = [*headers.items(), ("wechatpay-nonce", "another")]
    assert shop.pay.handle_notification(twice, body).outcome.type == "refused"
    wrong: List[Any] = [None, Request(environment(headers, body)), "Wechatpay-Nonce: 1", 7]
    for shape in wrong:
        refused = failure(lambda: shop.pay.handle_notification(shape, body))
        assert (refused.code, refused.field) == ("WRONG_TYPE", "headers") and "request.headers" in refused.detail
    unsigned = {name: value for name, value in environment(headers, body).items() if "WECHATPAY" not in name}
    assert shop.pay.handle_notification(unsigned, body).outcome.type == "unsigned"


def test_a_body_that_was_lost_on_the_way_is_told(shop: Shop) -> None:
    _, headers, body = shop.paid()
    signed = {name: value for name, value in headers.items() if name.lower().startswith("wechatpay-")}
    # A server that knows no chunks hands on nothing; a parser that was there first leaves nothing.
    chunks = Request(environment({**signed, "Transfer-Encoding": "chunked"}, b""))
    read = Request(environment(signed, body))
    read.stream.read()
    for request, words in ((chunks, "sent in chunks"), (read, "has read it before")):
        for shape in (request.headers, request.environ):
            handled = shop.pay.handle_notification(shape, request.get_data())
            assert handled.outcome.type == "refused" and handled.outcome.error.code == "RAW_BODY_NEEDED"
            assert words in handled.outcome.error.detail and "request.get_data()" in str(handled.outcome.error)
            assert handled.answer is not None and handled.answer.status >= 400

    async def awaited() -> Any:
        async with AsyncQqWxPay.from_env(env=shop.env) as pay:
            return (await pay.receive_notification(chunks.headers, b"")).outcome

    assert asyncio.run(awaited()).error.code == "RAW_BODY_NEEDED"
    empty = Request(environment(signed, b""))
    for request, content in ((empty, b""), (chunks, b"{}"), (chunks, body + b" ")):
        refused = shop.pay.handle_notification(request.headers, content).outcome
        assert refused.type == "refused" and refused.error.code != "RAW_BODY_NEEDED"
    assert shop.pay.handle_notification(chunks.headers, body).outcome.type == "payment"
