"""No frame of this library keeps what nobody may see.

Crash reporters and debug pages show the locals of every frame that an exception went through: settings, requests with the
payer's address, raw notifications, tokens. So the frames of this library are emptied before an exception leaves it.
"""

from __future__ import annotations

from functools import wraps
from typing import Any, Callable, Optional, Set, TypeVar

Class = TypeVar("Class", bound=type)

_OWN = (__name__.partition(".")[0], "json")
"""The packages whose frames are emptied; those of the host are its own."""

_COROUTINE = 0x80
_GENERATOR = 0x20


def emptied(error: BaseException) -> None:
    """Empties the frames of this library that have ended, also those of what the error was made of."""
    seen: Set[int] = set()
    found: Optional[BaseException] = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        trace = found.__traceback__
        while trace is not None:
            frame = trace.tb_frame
            if str(frame.f_globals.get("__name__")).partition(".")[0] in _OWN:
                try:
                    frame.clear()
                except RuntimeError:
                    pass  # it still runs
            trace = trace.tb_next
        found = found.__cause__ or found.__context__


def guard(function: Callable[..., Any]) -> Any:
    """The same function, out of which no exception carries what it was given."""
    flags = getattr(getattr(function, "__code__", None), "co_flags", 0)
    if flags & _COROUTINE:

        @wraps(function)
        async def awaited(*given: Any, **named: Any) -> Any:
            try:
                return await function(*given, **named)
            except BaseException as error:
                emptied(error)
                raise
            finally:
                given, named = (), {}

        return awaited
    if flags & _GENERATOR:

        @wraps(function)
        def iterated(*given: Any, **named: Any) -> Any:
            inner = function(*given, **named)
            given, named = (), {}
            try:
                yield from inner
            except BaseException as error:
                emptied(error)
                raise

        return iterated

    @wraps(function)
    def called(*given: Any, **named: Any) -> Any:
        try:
            return function(*given, **named)
        except BaseException as error:
            emptied(error)
            raise
        finally:
            given, named = (), {}

    return called


def guarded(cls: Class) -> Class:
    """Guards every public method of the class, those that it inherits within this library, too."""
    seen: Set[str] = set()
    for base in cls.__mro__:
        if base.__module__.partition(".")[0] != _OWN[0]:
            continue
        for name, value in list(vars(base).items()):
            if name in seen or (name.startswith("_") and name != "__init__"):
                continue
            seen.add(name)
            if isinstance(value, classmethod):
                setattr(cls, name, classmethod(guard(value.__func__)))
            elif callable(value) and hasattr(value, "__code__"):
                setattr(cls, name, guard(value))
    return cls
