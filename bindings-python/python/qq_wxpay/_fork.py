"""While a process forks nothing of the host runs in the background, and nothing of the native half is in a critical section.

What another thread holds at that moment, a lock or a file, the child would hold for ever without anybody to let go of it.
"""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import Iterator

from . import _native

_PATIENCE = 2.0
"""So many seconds a fork waits for what runs; a function that takes longer must be fit for forks itself."""


class ForkGuard:
    def __init__(self) -> None:
        self.open_anew()

    def open_anew(self) -> None:
        """As in the beginning: in a child nothing runs."""
        self._changed = threading.Condition()
        self._running = 0
        self._shut = False

    @contextmanager
    def passing(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._shut, _PATIENCE)
            self._running += 1
        try:
            yield
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def shut(self) -> None:
        with self._changed:
            self._shut = True
            self._changed.wait_for(lambda: self._running == 0, _PATIENCE)

    def open(self) -> None:
        with self._changed:
            self._shut = False
            self._changed.notify_all()


_gate = ForkGuard()

if hasattr(os, "register_at_fork"):
    # What is registered last begins first: while functions of the host come to their end, the native half still goes on.
    os.register_at_fork(
        before=_native.before_fork,
        after_in_parent=_native.after_fork_in_parent,
        after_in_child=_native.after_fork_in_child,
    )
    os.register_at_fork(before=_gate.shut, after_in_parent=_gate.open, after_in_child=_gate.open_anew)


@contextmanager
def away_from_forks() -> Iterator[None]:
    """While this lasts, no fork begins."""
    with _gate.passing():
        yield
