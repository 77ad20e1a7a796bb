"""Starlette and FastAPI.

    app.add_route("/notify", notifications(pay, handler), methods=["POST"])

or, as a dependency of a FastAPI endpoint that answers itself:

    @app.post("/notify")
    async def notify(handled: HandledNotification = Depends(received(pay))) -> Response:
        ...
        return respond(handled.acknowledgement)
"""

from __future__ import annotations

from typing import Any, Callable, Coroutine, Optional

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from .._errors import own_error
from .._notification import HandledNotification
from .._replies import Acknowledgement
from ._answer import AnyClient, AsyncHandler, OnError, _client, _wait, answer_async, checked

__all__ = ["notifications", "received", "respond"]


async def _body(request: Request) -> bytes:
    try:
        body = await request.body()
    except ClientDisconnect:
        raise
    except RuntimeError as error:
        raise own_error("RAW_BODY_NEEDED", "body", "something has read the stream before") from error
    checked_body: bytes = checked(body, request.headers.get("content-length"))
    return checked_body


def respond(acknowledgement: Acknowledgement) -> Response:
    """The exact answer."""
    return Response(acknowledgement.body, acknowledgement.status, media_type=acknowledgement.content_type)


def notifications(
    pay: AnyClient, handler: AsyncHandler, *, confirm: bool = False, on_error: Optional[OnError] = None
) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    """An endpoint. `confirm` asks WeChat Pay about the order of each notification, and believes only that."""

    async def endpoint(request: Request) -> Response:
        return respond(
            await answer_async(pay, request.headers.items(), lambda: _body(request), handler, confirm, on_error)
        )

    return endpoint


def received(pay: AnyClient, *, confirm: bool = False) -> Callable[[Request], Coroutine[Any, Any, HandledNotification]]:
    """A dependency: the handled notification. Your endpoint answers with its `acknowledgement`, or its `failure`."""

    async def dependency(request: Request) -> HandledNotification:
        client: Any = _client(pay)
        take = client.confirm_notification if confirm else client.receive_notification
        handled: HandledNotification = await _wait(take, request.headers.items(), await _body(request))
        return handled

    # FastAPI reads the annotation of the parameter, which is text in this file.
    dependency.__annotations__["request"] = Request
    return dependency
