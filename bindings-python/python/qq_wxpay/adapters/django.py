"""Django.

    path("notify", notifications(pay, handler))            # with QqWxPay
    path("notify", async_notifications(pay, handler))      # with AsyncQqWxPay, under ASGI
"""

from __future__ import annotations

from typing import Any, Callable, Coroutine, Optional

from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.views.decorators.csrf import csrf_exempt

from .._errors import own_error
from .._replies import Acknowledgement
from ._answer import AnyClient, AsyncHandler, Client, Handler, OnError, answer, answer_async, checked

__all__ = ["async_notifications", "notifications"]


def _body(request: HttpRequest) -> bytes:
    try:
        body: bytes = checked(request.body, request.META.get("CONTENT_LENGTH"))
        return body
    except RawPostDataException as error:
        raise own_error("RAW_BODY_NEEDED", "body", "something has read the form before") from error


def _headers(request: HttpRequest) -> Any:
    return list(request.headers.items())


def _response(acknowledgement: Acknowledgement) -> HttpResponse:
    content, kind = acknowledgement.body.encode("utf-8"), acknowledgement.content_type
    return HttpResponse(content, status=acknowledgement.status, content_type=kind)


def notifications(
    pay: Client, handler: Handler, *, confirm: bool = False, on_error: Optional[OnError] = None
) -> Callable[[HttpRequest], HttpResponse]:
    """A view without CSRF check. `confirm` asks WeChat Pay about the order of each notification, and believes only that."""

    def notify(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return HttpResponse(status=405)
        return _response(answer(pay, _headers(request), lambda: _body(request), handler, confirm, on_error))

    return csrf_exempt(notify)


def async_notifications(
    pay: AnyClient, handler: AsyncHandler, *, confirm: bool = False, on_error: Optional[OnError] = None
) -> Callable[[HttpRequest], Coroutine[Any, Any, HttpResponse]]:
    """The same as an async view."""

    async def notify(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return HttpResponse(status=405)

        async def read() -> bytes:
            return _body(request)

        return _response(await answer_async(pay, _headers(request), read, handler, confirm, on_error))

    return csrf_exempt(notify)
