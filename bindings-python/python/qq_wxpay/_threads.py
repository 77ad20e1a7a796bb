"""On which threads the host's functions run, and what they must not do there."""

from __future__ import annotations

import _thread
import sys
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Callable, Iterator, Tuple

from ._errors import facade_error


def begin_thread(run: Callable[..., None], arguments: Tuple[Any, ...]) -> None:
    """A true thread, also where gevent has put its own in the place of Python's: they would wait for a loop that nobody runs."""
    _original("start_new_thread")(run, arguments)


def true_lock() -> Any:
    """A lock for such threads."""
    return _original("allocate_lock")()


def _original(name: str) -> Any:
    monkey = sys.modules.get("gevent.monkey")
    return getattr(_thread, name) if monkey is None else monkey.get_original("_thread", name)


class _Asked:
    """A function of the host that runs for this client."""

    def __init__(self, owner: object) -> None:
        self.owner = owner
        self.runs = True


_asked: ContextVar[Tuple[_Asked, ...]] = ContextVar("qq_wxpay_asked", default=())


@contextmanager
def asked_by(owner: object) -> Iterator[None]:
    """While this lasts, the client waits for a function of the host."""
    one = _Asked(owner)
    before = _asked.set((*_asked.get(), one))
    try:
        yield
    finally:
        one.runs = False  # tasks that it has begun keep the context, and may call the client afterwards
        _asked.reset(before)


def must_not_wait_for(owner: object) -> None:
    """Refuses a call of a client that waits for the function which makes the call: neither would ever end."""
    for one in _asked.get():
        if one.runs and one.owner is owner:
            raise facade_error("CLIENT_REENTERED", None, "")
