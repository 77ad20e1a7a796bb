"""What all adapters have in common: raw bytes in, your handler in the middle, the exact answer out."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any, Awaitable, Callable, Optional, Union

from .._client import AsyncQqWxPay, QqWxPay
from .._errors import own_error
from .._watching import logger
from .._notification import HandledNotification
from .._replies import Acknowledgement

Handler = Callable[[HandledNotification], Optional[bool]]
"""Your own work for a notification that is neither a probe nor refused. One that is `stale` or `unsigned` is confirmed by
a query before: it comes as what the query says. `False`, and whatever it raises, is answered with a failure, so that the
notification comes again.
"""

AsyncHandler = Union[Handler, Callable[[HandledNotification], Awaitable[Optional[bool]]]]
"""The same; one that is not async runs on a thread of its own."""

OnError = Callable[[BaseException], object]
"""Gets what your handler raised, and what is wrong with the set-up; it is logged when left out."""

Client = Union[QqWxPay, Callable[[], QqWxPay]]
"""A client, or what gives it when the first notification comes."""

AnyClient = Union[AsyncQqWxPay, QqWxPay, Callable[[], Union[AsyncQqWxPay, QqWxPay]]]

_FAILED = Acknowledgement(
    status=500, content_type="application/json; charset=utf-8", body='{"code":"FAIL","message":"失败"}'
)
"""Nothing is known of the message, not even its version."""

_UNPROVEN = ("stale", "unsigned")
_NOTHING_TO_DO = ("probe", "refused")


def _report(error: BaseException) -> None:
    logger().error("a notification was not handled, it comes again", exc_info=error)


def _client(pay: Any) -> Any:
    return pay() if callable(pay) else pay


def checked(body: Any, length: Any) -> Any:
    """The body, unless somebody has read it before."""
    if body == b"" and str(length or "0") != "0":
        raise own_error("RAW_BODY_NEEDED", "body", "it is empty: something has read it before")
    return body


def answer(
    pay: Client,
    headers: Any,
    read: Callable[[], bytes],
    handler: Handler,
    confirm: bool,
    on_error: Optional[OnError],
) -> Acknowledgement:
    """Handles one notification."""
    handled: Optional[HandledNotification] = None
    try:
        handled = _received(_client(pay), headers, read(), confirm)
        if handled.outcome.type in _NOTHING_TO_DO:
            return handled.acknowledgement
        return handled.failure if handler(handled) is False else handled.acknowledgement
    except Exception as error:
        (on_error or _report)(error)
        return _FAILED if handled is None else handled.failure


async def answer_async(
    pay: AnyClient,
    headers: Any,
    read: Callable[[], Awaitable[bytes]],
    handler: AsyncHandler,
    confirm: bool,
    on_error: Optional[OnError],
) -> Acknowledgement:
    """Handles one notification on an event loop."""
    handled: Optional[HandledNotification] = None
    try:
        handled = await _received_async(_client(pay), headers, await read(), confirm)
        if handled.outcome.type in _NOTHING_TO_DO:
            return handled.acknowledgement
        return handled.failure if await _wait(handler, handled) is False else handled.acknowledgement
    except Exception as error:
        (on_error or _report)(error)
        return _FAILED if handled is None else handled.failure


def _received(client: QqWxPay, headers: Any, body: bytes, confirm: bool) -> HandledNotification:
    if not confirm:
        handled = client.receive_notification(headers, body)
        if handled.outcome.type not in _UNPROVEN:
            return handled
    return client.confirm_notification(headers, body)


async def _received_async(client: Any, headers: Any, body: bytes, confirm: bool) -> HandledNotification:
    if not confirm:
        handled: HandledNotification = await _wait(client.receive_notification, headers, body)
        if handled.outcome.type not in _UNPROVEN:
            return handled
    confirmed: HandledNotification = await _wait(client.confirm_notification, headers, body)
    return confirmed


async def _wait(function: Callable[..., Any], *given: Any) -> Any:
    """The result of a function that may be async; one that is not must not hold the event loop up."""
    if inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(getattr(function, "__call__", None)):
        return await function(*given)
    result = await asyncio.get_running_loop().run_in_executor(None, lambda: function(*given))
    return await result if inspect.isawaitable(result) else result
