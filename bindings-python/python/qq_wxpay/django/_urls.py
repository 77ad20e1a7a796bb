"""The address of notifications."""

from __future__ import annotations

from typing import Any, Optional

from django.urls import URLPattern, path

from ..adapters._answer import AnyNotPaid, AnyOnError, AnyOther, AnyPaid, AnyRefund, Ignore
from ..adapters._functions import is_async
from ..adapters.django import async_notifications, notifications
from ._clients import async_receiver, receiver


def notification_path(
    route: str,
    *,
    paid: Optional[AnyPaid] = None,
    refund: Optional[AnyRefund] = None,
    not_paid: Optional[AnyNotPaid] = None,
    other: Optional[AnyOther] = None,
    ignore: Ignore = (),
    confirm: bool = False,
    on_error: Optional[AnyOnError] = None,
    name: str = "qq_wxpay_notifications",
) -> URLPattern:
    """For `urlpatterns`: the view of `qq_wxpay.adapters.django` with the client of this process, at this route; with
    `QQ_WXPAY["MERCHANTS"]` for all of them: `event.notification.merchant` is the name of the one that it is for.

    It is an async view when one of the functions is async, for a site under ASGI.

    Raises:
        InvalidInputError: naming the argument.
    """
    given: Any = {"paid": paid, "refund": refund, "not_paid": not_paid, "other": other, "on_error": on_error}
    given.update(ignore=ignore, confirm=confirm)
    if any(is_async(function) for function in (paid, refund, not_paid, other, on_error)):
        return path(route, async_notifications(async_receiver, **given), name=name)
    return path(route, notifications(receiver, **given), name=name)
