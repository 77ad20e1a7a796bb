"""The functions of a shop: which may be given, and what to make of what they give back."""

from __future__ import annotations

import enum
import functools
import inspect
from typing import Any, Tuple

from .._errors import facade_error
from .._notification import HandledNotification
from .._generated.replies import Acknowledgement

Verdict = Tuple[str, str]
"""What became of it, as the core names it, and the name of the type of what was given."""


def is_async(function: Any) -> bool:
    """Whether calling it gives something to await or to iterate, instead of doing the work."""
    while isinstance(function, functools.partial):
        function = function.func
    return _waits(function) or _waits(getattr(type(function), "__call__", None))


def is_generator(function: Any) -> bool:
    """Whether it is a generator function, of either kind: nobody iterates it, so its work is never done."""
    while isinstance(function, functools.partial):
        function = function.func
    return any(_yields(one) for one in (function, getattr(type(function), "__call__", None)))


def _waits(function: Any) -> bool:
    return inspect.iscoroutinefunction(function) or _yields(function)


def _yields(function: Any) -> bool:
    return inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function)


def checked_function(name: str, function: Any, may_wait: bool) -> None:
    """Refuses what would never run.

    Raises:
        InvalidInputError: naming the argument.
    """
    if not callable(function) or inspect.isclass(function):
        given = "a class" if inspect.isclass(function) else f"an object of class {type(function).__name__}"
        raise facade_error("WRONG_TYPE", name, f"got {given}: expected a function")
    if is_generator(function) or (is_async(function) and not may_wait):
        raise facade_error("HANDLER_ASYNC", name, "")


def verdict(value: Any) -> Verdict:
    """What it means that a function of the shop gave this: nothing but `None` and `True` is said on purpose for success."""
    name = type(value).__name__
    if value is None or value is True:
        return "done", name
    if value is False:
        return "declined", name
    return ("answer_like" if _is_work(value) or _looks_like_an_answer(value) else "done"), name


def is_failure(value: Any, notification: HandledNotification) -> bool:
    """Whether a function that gave this has failed, so that what it wrote must not stay."""
    if isinstance(value, Acknowledgement):
        return value == notification.failure or value.status >= 400
    return verdict(value)[0] != "done"


def _is_work(value: Any) -> bool:
    """Something that would still have to be awaited or iterated."""
    return inspect.isawaitable(value) or inspect.isgenerator(value) or inspect.isasyncgen(value)


def _looks_like_an_answer(value: Any) -> bool:
    if isinstance(value, (str, bytes, bytearray, memoryview, dict, enum.Enum, BaseException)):
        return True
    if isinstance(value, int):
        return 100 <= value <= 599
    if isinstance(value, (tuple, list)):
        return any(_looks_like_an_answer(item) for item in value[:3])
    if value is NotImplemented or inspect.isclass(value) or inspect.isroutine(value):
        return True
    return _is_response(value)


def _is_response(value: Any) -> bool:
    """A response of some framework, or of some HTTP client: it has a status and headers."""
    status = getattr(value, "status_code", getattr(value, "status", None))
    return isinstance(status, int) and hasattr(value, "headers")
