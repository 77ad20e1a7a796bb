"""Flask.

    app.add_url_rule("/notify", view_func=notifications(pay, paid=paid), methods=["POST"])
"""

from __future__ import annotations

from typing import Any, Callable, Dict, Optional

import flask
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from .._message import whole_number
from ._answer import Client, Ignore, Message, NotPaid, OnError, Other, Paid, Refund, Route
from ._reading import LIMIT, PIECE, Aborted, Pieces, checked

__all__ = ["notifications"]


def _message() -> Message:
    request = flask.request
    length = request.headers.get("Content-Length")
    pieces = Pieces()
    try:
        if (whole_number(length) or LIMIT) < LIMIT:
            # The cache serves whoever reads after this; what a form parser has read before is gone.
            pieces.take(request.get_data(cache=True))
        else:
            while pieces.take(request.stream.read(min(PIECE, pieces.left))):
                pass
        if pieces.left == LIMIT + 1:
            pieces.take(request.get_data(cache=True))  # nothing, or what somebody has read and kept
    except RequestEntityTooLarge:
        pass  # the limit of the application; what is missing makes the signature wrong
    except (BadRequest, OSError):
        raise Aborted from None
    chunked = "chunked" in request.headers.get("Transfer-Encoding", "")
    return list(request.headers.items()), checked(pieces.body(), length, chunked)


def notifications(
    pay: Client,
    *,
    paid: Optional[Paid] = None,
    refund: Optional[Refund] = None,
    not_paid: Optional[NotPaid] = None,
    other: Optional[Other] = None,
    ignore: Ignore = (),
    confirm: bool = False,
    on_error: Optional[OnError] = None,
) -> Callable[[], flask.Response]:
    """A view with a function for each event. Functions that are async, or generators, are refused: nobody would run them.

    Success is answered when the function for the event has come to its end, or the event is named in `ignore`. What nobody takes is
    answered with a failure and logged, and comes again. `confirm` asks WeChat Pay about each notification, and believes only
    that. `on_error` is told what is logged.
    """
    functions: Dict[str, Any] = {"paid": paid, "refund": refund, "not_paid": not_paid, "other": other}
    route = Route(pay, functions, ignore, confirm, on_error, waits=False)

    def notify() -> flask.Response:
        given = route.answer(_message).acknowledgement
        return flask.Response(given.body, given.status, content_type=given.content_type)

    return notify
