"""What a client tells of its work: to the logger `qq_wxpay`, and to an observer."""

from __future__ import annotations

import atexit
import json
import os
import sys
import time
import weakref
from collections import deque
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Callable, Deque, Dict, Optional

from . import _native
from ._generated import replies
from ._errors import facade_error
from ._threads import begin_thread, true_lock

if TYPE_CHECKING:
    import logging

__all__ = ["Observer"]

Observer = Callable[[replies.ClientEvent], object]
"""Is told of every request and notification, one after another, on a thread of its own: it holds nobody up. Up to 1,000 events
wait for it, the others are counted in the log. What it raises is logged and harms no call.
"""

_KEPT = 1000
"""So many events wait for an observer."""

_NEVER_RUN = 0x2A0
"""The flags of async functions and generators: nobody would await or iterate what they give."""

_LAST = 1.0
"""So many seconds a program waits at its end for what is still to be logged."""


class ObserverCallback:
    """Takes the events of one client in one process, and never holds up who brings them."""

    def __init__(self, observer: Optional[Observer]) -> None:
        self._observer = observer
        self._process = os.getpid()
        self._events: Deque[Any] = deque()
        self._lock = true_lock()
        self._works = False
        self._lost = 0
        _observers.add(self)

    def take(self, event: _native.NativeEvent) -> None:
        """Takes an event, on a thread of the core, and waits for nothing."""
        if self._observer is None and _level(event) is None:
            return
        with self._lock:
            if len(self._events) >= _KEPT:
                self._lost += 1
                return
            self._events.append(event)
            if self._works:
                return
            self._works = True
        try:
            begin_thread(self._work, ())
        except RuntimeError:
            self._works = False  # there is no thread to be had: the next event tries again

    def _work(self) -> None:
        while True:
            with self._lock:
                lost, self._lost = self._lost, 0
                event = self._events.popleft() if self._events else None
                if event is None and not lost:
                    self._works = False
                    return
            try:
                if lost:
                    logger().warning("the observer is too slow: %d events were not told", lost)
                if event is not None:
                    self._tell(event)
            except BaseException:
                _complain()

    def _tell(self, event: _native.NativeEvent) -> None:
        level = _level(event)
        value: Dict[str, Any] = json.loads(event.record())
        if level is not None:
            _log(level, value)
        if self._observer is not None:
            self._observer(replies.read_client_event(value))

    def drain(self, until: float) -> None:
        """Waits for what is still to be told; a fork has left behind who would tell it."""
        while self._works and self._process == os.getpid() and time.monotonic() < until:
            time.sleep(0.002)


_observers: weakref.WeakSet[ObserverCallback] = weakref.WeakSet()


@atexit.register
def _drain() -> None:
    until = time.monotonic() + _LAST
    for observer in list(_observers):
        observer.drain(until)


def checked_observer(observer: Optional[Observer]) -> Optional[Observer]:
    """The observer, if it is one."""
    if observer is not None and not callable(observer):
        raise facade_error("WRONG_TYPE", "observer", "expected a function")
    code = getattr(observer, "__code__", None) or getattr(getattr(type(observer), "__call__", None), "__code__", None)
    if code is not None and code.co_flags & _NEVER_RUN:
        raise facade_error("HANDLER_ASYNC", "observer", "")
    return observer


@lru_cache(maxsize=None)
def logger() -> logging.Logger:
    """The logger of this library. Where nobody has set logging up, Python itself writes warnings and errors to stderr."""
    import logging

    return logging.getLogger("qq_wxpay")


def note_logged() -> None:
    """Tells the native half what the log takes, so that nothing else is brought here. Another level of the log counts from the next call on."""
    logging = sys.modules.get("logging")
    if logging is None:
        return  # whoever wants a log has loaded it
    own = logger()
    # In this order: where one is not taken, neither is the other.
    taken = 0 if not own.isEnabledFor(logging.INFO) else 1 if not own.isEnabledFor(logging.DEBUG) else 2
    _native.note_logged(taken)


def _complain() -> None:
    try:
        logger().exception("the observer failed")
    except BaseException:
        pass  # nobody is left to tell


def _level(event: _native.NativeEvent) -> Optional[int]:
    """The level to log at; `None` when nobody wants to know.

    A fault is written even where nobody has set logging up. Single attempts and strangers' forgeries are not worth that.
    """
    name = event.level
    if name in ("debug", "info") and "logging" not in sys.modules:
        return None  # whoever wants a log has loaded it
    import logging

    level: int = getattr(logging, name.upper())
    return level if logger().isEnabledFor(level) else None


def _log(level: int, event: Dict[str, Any]) -> None:
    code = event.get("code")
    extra = {"qq_wxpay": dict(event)}
    if event["type"] == "fault":
        logger().log(level, "%s", event["message"], extra=extra)
        return
    if event["type"] == "notification":
        logger().log(level, "notification: %s%s", event["outcome"], f" ({code})" if code else "", extra=extra)
        return
    if event["type"] == "token":
        text = "access token: %s, ends in %d s"
        logger().log(level, text, event["origin"], event["ends_in_seconds"], extra=extra)
        return
    if event["type"] == "certificate":
        days = event["days_left"]
        left = "no end" if days is None else f"{days} days left"
        logger().log(level, "certificate: %s, %s, %s", event["whose"], event["serial"], left, extra=extra)
        return
    if event["type"] == "call":
        text = "%s: %s after %d attempts in %.1f ms"
        took = event["elapsed_us"] / 1000
        logger().log(level, text, event["operation"], code or "ok", event["attempts"], took, extra=extra)
        return
    became = code or event["status"]
    took = event["elapsed_us"] / 1000
    again = ", repeats" if event["repeats"] else ""
    text = "%s, attempt %d: %s in %.1f ms%s"
    logger().log(level, text, event["operation"], event["attempt"], became, took, again, extra=extra)
