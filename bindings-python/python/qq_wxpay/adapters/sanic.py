"""Sanic.

    app.add_route(notifications(pay, paid=paid), "/notify", methods=["POST"])
"""

from __future__ import annotations

from typing import Any, Callable, Coroutine, Dict, Optional

from sanic import HTTPResponse, Request
from sanic.exceptions import SanicException

from ._answer import AnyClient, AnyNotPaid, AnyOnError, AnyOther, AnyPaid, AnyRefund, Ignore, Message, Route
from ._reading import Aborted, Pieces, checked

__all__ = ["notifications"]


async def _message(request: Request, pieces: Pieces) -> Message:
    body: Any = request.body  # what somebody has read before
    if body:
        pieces.take(body)
    elif request.stream is not None:
        stream: Any = request.stream
        try:
            while pieces.take(await stream.read() or b""):
                pass
        except (SanicException, OSError):
            raise Aborted from None
    return request.headers.items(), checked(pieces.body(), request.headers.get("content-length"))


def notifications(
    pay: AnyClient,
    *,
    paid: Optional[AnyPaid] = None,
    refund: Optional[AnyRefund] = None,
    not_paid: Optional[AnyNotPaid] = None,
    other: Optional[AnyOther] = None,
    ignore: Ignore = (),
    confirm: bool = False,
    on_error: Optional[AnyOnError] = None,
) -> Callable[[Request], Coroutine[Any, Any, HTTPResponse]]:
    """A handler with a function for each event; those that are not async run on threads.

    Success is answered when the function for the event has come to its end, or the event is named in `ignore`. What nobody takes is
    answered with a failure and logged, and comes again. `confirm` asks WeChat Pay about each notification, and believes only
    that. `on_error` is told what is logged.
    """
    functions: Dict[str, Any] = {"paid": paid, "refund": refund, "not_paid": not_paid, "other": other}
    route = Route(pay, functions, ignore, confirm, on_error, waits=True)

    async def notify(request: Request) -> HTTPResponse:
        pieces = Pieces()
        given = (await route.answer_async(lambda: _message(request, pieces))).acknowledgement
        return HTTPResponse(given.body.encode("utf-8"), given.status, content_type=given.content_type)

    notify.is_stream = True  # type: ignore[attr-defined]  # the body is counted here; Sanic keeps up to 100 MB before
    return notify
