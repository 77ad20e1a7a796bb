"""Starlette and FastAPI.

    app.add_route("/notify", notifications(pay, paid=paid), methods=["POST"])

or, as a dependency of a FastAPI endpoint that answers itself:

    @app.post("/notify")
    def notify(received: Received = Depends(received(pay))):
        if isinstance(received.event, PaidEvent):
            ...
            return received.accept("paid")
        return received.failure
"""

from __future__ import annotations

from typing import Any, AsyncIterator, Callable, Coroutine, Dict, Optional

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from .._events import Event, EventName
from .._notification import HandledNotification
from .._generated.replies import Acknowledgement
from .._observing import logger
from ._answer import AnyClient, AnyNotPaid, AnyOnError, AnyOther, AnyPaid, AnyRefund, Ignore, Message, Route
from ._answer import received as handled
from ._reading import Aborted, Pieces, checked, read_before

__all__ = ["Received", "notifications", "received", "respond"]


async def _message(request: Request) -> Message:
    pieces, stream = Pieces(), request.stream()
    try:
        async for piece in stream:
            if not pieces.take(piece):
                break
    except ClientDisconnect:
        raise Aborted from None
    except RuntimeError:
        raise read_before("something has read the stream before") from None
    finally:
        await stream.aclose()
    return request.headers.items(), checked(pieces.body(), request.headers.get("content-length"))


def respond(acknowledgement: Acknowledgement) -> Response:
    """The exact answer."""
    headers = {"Content-Type": acknowledgement.content_type}
    return Response(acknowledgement.body, acknowledgement.status, headers)


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
) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    """An endpoint with a function for each event; those that are not async run on threads.

    Success is answered when the function for the event has come to its end, or the event is named in `ignore`. What nobody takes is
    answered with a failure and logged, and comes again. `confirm` asks WeChat Pay about each notification, and believes only
    that. `on_error` is told what is logged.
    """
    functions: Dict[str, Any] = {"paid": paid, "refund": refund, "not_paid": not_paid, "other": other}
    route = Route(pay, functions, ignore, confirm, on_error, waits=True, run=run_in_threadpool)

    async def endpoint(request: Request) -> Response:
        return respond((await route.answer_async(lambda: _message(request))).acknowledgement)

    return endpoint


class Received:
    """A notification for an endpoint of FastAPI. Its answers are responses: return one of them; whatever else an endpoint returns is
    answered with status 500, so that the notification comes again.
    """

    notification: HandledNotification

    def __init__(self, notification: HandledNotification) -> None:
        self.notification = notification
        self._is_answered = False

    @property
    def event(self) -> Optional[Event]:
        """What it asks of your shop, proven; `None` when that is nothing: return `failure`, which then is the right answer."""
        return self.notification.event

    def accept(self, event: EventName) -> Response:
        """The answer once your work for this event is done: success if the notification is this event, else the failure."""
        return self._respond(self.notification.answer or self.notification.accept(event))

    @property
    def failure(self) -> Response:
        """The answer when you did not take it, or your own work failed: it comes again. Where nobody is needed, the ready answer."""
        return self._respond(self.notification.answer or self.notification.failure)

    def _respond(self, acknowledgement: Acknowledgement) -> Response:
        self._is_answered = True
        return respond(acknowledgement)

    def __repr__(self) -> str:
        return f"Received({self.notification!r})"


def received(pay: AnyClient, *, confirm: bool = False) -> Callable[[Request, Response], AsyncIterator[Received]]:
    """A dependency of a FastAPI endpoint: the notification, proven as `notifications` proves it. The endpoint returns
    `received.accept("paid")`, or `received.failure`.
    """

    async def dependency(request: Request, response: Response) -> AsyncIterator[Received]:
        response.status_code = 500  # of whatever the endpoint returns that is no response
        try:
            message = await _message(request)
        except Aborted:
            raise HTTPException(400) from None
        given = Received(await handled(pay, confirm, message, run_in_threadpool))
        del message  # what the endpoint raises passes through here
        yield given
        if not given._is_answered:
            logger().error(
                "an endpoint gave no answer to a notification, so that it comes again: return `received.accept(...)` or `received.failure`"
            )

    # FastAPI reads the annotations of the parameters, which are text in this file.
    dependency.__annotations__.update(request=Request, response=Response)
    return dependency
