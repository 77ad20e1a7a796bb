"""aiohttp.

    app.router.add_post("/notify", notifications(pay, handler))
"""

from __future__ import annotations

from typing import Any, Callable, Coroutine, Optional

from aiohttp import web

from ._answer import AnyClient, AsyncHandler, OnError, answer_async, checked

__all__ = ["notifications"]


def notifications(
    pay: AnyClient, handler: AsyncHandler, *, confirm: bool = False, on_error: Optional[OnError] = None
) -> Callable[[web.Request], Coroutine[Any, Any, web.Response]]:
    """A handler. `confirm` asks WeChat Pay about the order of each notification, and believes only that."""

    async def notify(request: web.Request) -> web.Response:
        async def read() -> bytes:
            body: bytes = checked(await request.read(), request.headers.get("Content-Length"))
            return body

        given = await answer_async(pay, request.headers.items(), read, handler, confirm, on_error)
        headers = {"Content-Type": given.content_type}
        return web.Response(body=given.body.encode("utf-8"), status=given.status, headers=headers)

    return notify
