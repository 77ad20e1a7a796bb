"""Django.

    path("notify", notifications(pay, paid=paid))            # with QqWxPay
    path("notify", async_notifications(pay, paid=paid))      # with AsyncQqWxPay, under ASGI
"""

from __future__ import annotations

import inspect
from contextlib import ExitStack
from functools import wraps
from typing import Any, Callable, Coroutine, Dict, List, Optional, TypeVar

from asgiref.sync import sync_to_async
from django.core.exceptions import RequestDataTooBig
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.request import RawPostDataException

from .._message import whole_number
from .._generated.replies import Acknowledgement
from ._answer import (
    AnyClient,
    AnyNotPaid,
    AnyOnError,
    AnyOther,
    AnyPaid,
    AnyRefund,
    Client,
    Ignore,
    Message,
    NotPaid,
    OnError,
    Other,
    Paid,
    Refund,
    Route,
)
from ._functions import is_async, is_failure
from ._reading import LIMIT, PIECE, Aborted, Pieces, checked, read_before

__all__ = ["async_notifications", "notifications"]

View = TypeVar("View", bound=Callable[..., Any])


def _message(request: HttpRequest) -> Message:
    length = request.META.get("CONTENT_LENGTH")
    chunked = "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "")
    was_read = bool(getattr(request, "_read_started", False))
    pieces = Pieces()
    try:
        if was_read or (whole_number(length) or LIMIT) < LIMIT:
            pieces.take(_whole(request))
        else:
            # What is sent in chunks Django does not read; a server that knows where it ends does.
            source: Any = request.META["wsgi.input"] if _ends_by_itself(request, length) else request
            while pieces.take(source.read(min(PIECE, pieces.left))):
                pass
    except OSError:
        raise Aborted from None
    return list(request.headers.items()), checked(pieces.body(), length, chunked)


def _whole(request: HttpRequest) -> bytes:
    """A body of a known and bounded length; Django keeps it for whoever reads after this."""
    try:
        body: bytes = request.body
        return body
    except RawPostDataException:
        raise read_before("something has read the form before") from None
    except RequestDataTooBig:
        return request.read(LIMIT + 1)  # the site takes less than a notification may have


def _ends_by_itself(request: HttpRequest, length: Any) -> bool:
    return not length and bool(request.META.get("wsgi.input_terminated"))


def _response(acknowledgement: Acknowledgement) -> HttpResponse:
    content, kind = acknowledgement.body.encode("utf-8"), acknowledgement.content_type
    return HttpResponse(content, status=acknowledgement.status, content_type=kind)


def _atomic() -> List[str]:
    """The databases with `ATOMIC_REQUESTS`."""
    return [alias for alias in connections if connections[alias].settings_dict["ATOMIC_REQUESTS"]]


def _roll_back() -> None:
    """What a function wrote that failed is taken back: the view itself ends well, so that Django would keep it."""
    for alias in _atomic():
        if connections[alias].in_atomic_block:
            transaction.set_rollback(True, using=alias)


def _atomically(function: Any) -> Any:
    """Under ASGI no transaction spans a view: the function gets one on its own thread."""
    if not callable(function) or inspect.isclass(function) or is_async(function):
        return function

    @wraps(function)
    def run(event: Any) -> Any:
        with ExitStack() as opened:
            for alias in _atomic():
                opened.enter_context(transaction.atomic(using=alias))
            value = function(event)
            if is_failure(value, event.notification):
                _roll_back()
        return value

    return run


def _without_csrf_check(view: View) -> View:
    """What `csrf_exempt` says, but that of Django before 5.0 makes a view that is not async of one that is."""
    setattr(view, "csrf_exempt", True)
    return view


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
) -> Callable[[HttpRequest], HttpResponse]:
    """A view with a function for each event, without CSRF check. Functions that are async, or generators, are refused: nobody would
    run them.

    Success is answered when the function for the event has come to its end, or the event is named in `ignore`. What nobody takes is
    answered with a failure and logged, and comes again. With `ATOMIC_REQUESTS` what a failing function wrote is rolled back.
    `confirm` asks WeChat Pay about each notification, and believes only that. `on_error` is told what is logged.
    """
    functions: Dict[str, Any] = {"paid": paid, "refund": refund, "not_paid": not_paid, "other": other}
    route = Route(pay, functions, ignore, confirm, on_error, waits=False)

    def notify(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        given = route.answer(lambda: _message(request))
        if given.failed:
            _roll_back()
        return _response(given.acknowledgement)

    return _without_csrf_check(notify)


def async_notifications(
    pay: AnyClient,
    *,
    paid: Optional[AnyPaid] = None,
    refund: Optional[AnyRefund] = None,
    not_paid: Optional[AnyNotPaid] = None,
    other: Optional[AnyOther] = None,
    ignore: Ignore = (),
    confirm: bool = False,
    on_error: Optional[AnyOnError] = None,
) -> Callable[[HttpRequest], Coroutine[Any, Any, HttpResponse]]:
    """The same as an async view; functions that are not async run on threads.

    With `ATOMIC_REQUESTS` each of those has a transaction of its own, which is rolled back when it fails. Django has none for async
    code: where a function is async, it refuses the view until `transaction.non_atomic_requests` says that this is known.
    """
    functions: Dict[str, Any] = {"paid": paid, "refund": refund, "not_paid": not_paid, "other": other}
    atomic = {event: _atomically(function) for event, function in functions.items()}
    route = Route(pay, atomic, ignore, confirm, on_error, waits=True, run=lambda work: sync_to_async(work)())

    async def notify(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])

        async def read() -> Message:
            return _message(request)

        return _response((await route.answer_async(read)).acknowledgement)

    if not any(is_async(function) for function in functions.values()):
        for alias in connections:
            notify = transaction.non_atomic_requests(using=alias)(notify)
    return _without_csrf_check(notify)
