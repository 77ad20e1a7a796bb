"""An event loop for the async functions of a client that has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Coroutine, Optional

from ._threads import begin_thread, true_lock

if TYPE_CHECKING:
    import asyncio


class OwnLoop:
    """One loop for the life of a client, on a thread of its own: connections that a function keeps are bound to their loop."""

    def __init__(self) -> None:
        self._lock = true_lock()
        self._loop: Optional[asyncio.AbstractEventLoop] = None
        self._end: Any = None
        self._has_ended = False

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Begins the work, and does not wait for it."""
        import asyncio

        if self._has_ended:
            work.close()  # the client is gone
            return
        with self._lock:
            loop = self._loop
            if loop is None:
                loop = asyncio.new_event_loop()
                self._end = loop.create_future()
                begin_thread(_serve, (loop, self._end))
                self._loop = loop
        asyncio.run_coroutine_threadsafe(work, loop)

    def end(self) -> None:
        """Ends it; the garbage collector may call this at any point, so it takes no lock."""
        self._has_ended = True
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(_settle, self._end)


def _settle(end: asyncio.Future[None]) -> None:
    if not end.done():
        end.set_result(None)


def _serve(loop: asyncio.AbstractEventLoop, end: asyncio.Future[None]) -> None:
    import asyncio

    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(end)
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()
