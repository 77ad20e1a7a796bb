"""Sanic.

    app.add_route(notifications(pay, handler), "/notify", methods=["POST"])
"""

from __future__ import annotations

from typing import Any, Callable, Coroutine, Optional

from sanic import HTTPResponse, Request

from ._answer import AnyClient, AsyncHandler, OnError, answer_async, checked

__all__ = ["notifications"]


def notifications(
    pay: AnyClient, handler: AsyncHandler, *, confirm: bool = False, on_error: Optional[OnError] = None
) -> Callable[[Request], Coroutine[Any, Any, HTTPResponse]]:
    """A handler. `confirm` asks WeChat Pay about the order of each notification, and believes only that."""

    async def notify(request: Request) -> HTTPResponse:
        async def read() -> bytes:
            body: Any = checked(request.body, request.headers.get("content-length"))
            return bytes(body)

        given = await answer_async(pay, request.headers.items(), read, handler, confirm, on_error)
        return HTTPResponse(given.body.encode("utf-8"), given.status, content_type=given.content_type)

    return notify
