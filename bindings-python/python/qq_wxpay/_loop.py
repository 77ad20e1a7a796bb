"""An event loop for the async functions of a client that has none."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Coroutine, Optional

from ._threads import begin_thread, true_lock

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import Future


class OwnLoop:
    """One loop for the life of a client, on a thread of its own: connections that a function keeps are bound to their loop."""

    def __init__(self) -> None:
        self._lock = true_lock()
        self._loop: Optional[asyncio.AbstractEventLoop] = None
        self._end: Any = None
        self._has_ended = False

    def run(self, work: Coroutine[Any, Any, None]) -> Optional[Future[None]]:
        """Begins the work, and does not wait for it; `None` when the client is gone."""
        import asyncio

        with self._lock:
            if self._loop is None and not self._has_ended:
                begun = true_lock()
                begun.acquire()
                begin_thread(self._serve, (begun,))
                begun.acquire()
            loop = self._loop
        if loop is None or self._has_ended:
            work.close()
            return None
        return asyncio.run_coroutine_threadsafe(work, loop)

    def end(self) -> None:
        """Ends it; the garbage collector may call this at any point, so it takes no lock."""
        self._has_ended = True
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(_settle, self._end)

    def _serve(self, begun: Any) -> None:
        import asyncio

        # Made here: under gevent it belongs to the thread that makes it.
        try:
            loop = asyncio.new_event_loop()
            asyncio.set_event_loop(loop)
            self._end = loop.create_future()
            self._loop = loop
        finally:
            begun.release()
        if "gevent.monkey" in sys.modules:
            _beat(loop)
        try:
            loop.run_until_complete(self._end)
            left = asyncio.all_tasks(loop)
            for task in left:
                task.cancel()
            loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            loop.run_until_complete(loop.shutdown_asyncgens())
        finally:
            loop.close()


def _settle(end: asyncio.Future[None]) -> None:
    if not end.done():
        end.set_result(None)


def _beat(loop: asyncio.AbstractEventLoop) -> None:
    """gevent ends a wait that only another thread could end; with a timer there is none."""
    loop.call_later(1.0, _beat, loop)
