"""Moments and days: objects of `datetime`, or of a library like it, as the texts that the core takes."""

from __future__ import annotations

from typing import Any

from ._refusal import Refused
from ._generated.fields import DAYS, MOMENTS

TIMES = MOMENTS | DAYS
"""The fields that take one."""


def written(field: str, value: Any) -> Any:
    """The text of a moment or a day, for the field that takes it; another value as it is."""
    if not hasattr(value, "isoformat"):
        return value
    is_moment = field in MOMENTS
    # What is no `datetime` is a `date`.
    is_day = not hasattr(value, "utcoffset")
    name = type(value).__name__
    if is_moment and is_day:
        raise Refused(f"a {name} without a time: give a datetime with a time zone", "TIME_FORMAT")
    code = "TIME_FORMAT" if is_moment else "BILL_DATE_FORM"
    try:
        if not is_day and value.utcoffset() is None:
            remedy = "datetime.now(timezone.utc) has one" if is_moment else "`.date()` is its day"
            raise Refused(f"a {name} without a time zone: {remedy}", code)
        text = str((value if is_day else _in_beijing(value)).isoformat())
    except (ArithmeticError, TypeError, ValueError):
        raise Refused(f"a {name} that names no moment", code) from None
    return text if is_moment else text[:10]


def _in_beijing(value: Any) -> Any:
    from datetime import timedelta, timezone

    return value.astimezone(timezone(timedelta(hours=8)))
