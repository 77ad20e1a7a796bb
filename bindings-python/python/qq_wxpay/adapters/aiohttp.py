"""aiohttp.

    app.router.add_post("/notify", notifications(pay, paid=paid))
"""

from __future__ import annotations

from typing import Any, Callable, Coroutine, Dict, Optional

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from ._answer import AnyClient, AnyNotPaid, AnyOnError, AnyOther, AnyPaid, AnyRefund, Ignore, Message, Route
from ._reading import PIECE, Aborted, Pieces, checked

__all__ = ["notifications"]


async def _message(request: web.Request, pieces: Pieces) -> Message:
    try:
        async for piece in request.content.iter_chunked(PIECE):
            if not pieces.take(piece):
                break
        if not pieces.body() and not request.can_read_body:
            pieces.take(await request.read())  # nothing, or what somebody has read and kept
    except (HttpProcessingError, OSError, web.RequestPayloadError, web.HTTPException):
        raise Aborted from None
    return request.headers.items(), checked(pieces.body(), request.headers.get("Content-Length"))


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
) -> Callable[[web.Request], Coroutine[Any, Any, web.Response]]:
    """A handler with a function for each event; those that are not async run on threads.

    Success is answered when the function for the event has come to its end, or the event is named in `ignore`. What nobody takes is
    answered with a failure and logged, and comes again. `confirm` asks WeChat Pay about each notification, and believes only
    that. `on_error` is told what is logged.
    """
    functions: Dict[str, Any] = {"paid": paid, "refund": refund, "not_paid": not_paid, "other": other}
    route = Route(pay, functions, ignore, confirm, on_error, waits=True)

    async def notify(request: web.Request) -> web.Response:
        pieces = Pieces()
        given = (await route.answer_async(lambda: _message(request, pieces))).acknowledgement
        headers = {"Content-Type": given.content_type}
        response = web.Response(body=given.body.encode("utf-8"), status=given.status, headers=headers)
        if pieces.is_too_long:
            response.force_close()  # the rest is on its way, and nobody reads it
        return response

    return notify
