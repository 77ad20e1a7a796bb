"""Flask.

    app.add_url_rule("/notify", view_func=notifications(pay, handler), methods=["POST"])
"""

from __future__ import annotations

from typing import Callable, Optional

import flask

from ._answer import Client, Handler, OnError, answer, checked

__all__ = ["notifications"]


def _body() -> bytes:
    # The cache serves whoever reads after this; what a form parser has read before is gone.
    body: bytes = checked(flask.request.get_data(cache=True), flask.request.headers.get("Content-Length"))
    return body


def notifications(
    pay: Client, handler: Handler, *, confirm: bool = False, on_error: Optional[OnError] = None
) -> Callable[[], flask.Response]:
    """A view. `confirm` asks WeChat Pay about the order of each notification, and believes only that."""

    def notify() -> flask.Response:
        given = answer(pay, list(flask.request.headers.items()), _body, handler, confirm, on_error)
        return flask.Response(given.body, given.status, content_type=given.content_type)

    return notify
