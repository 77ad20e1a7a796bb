"""From a thread of the core back to an event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    import asyncio


async def awaited(begin: Callable[[Callable[[Any], None]], None]) -> Any:
    """Begins work whose reply comes on another thread, and waits for that."""
    import asyncio

    loop = asyncio.get_running_loop()
    future: asyncio.Future[Any] = loop.create_future()

    def settle(reply: Any) -> None:
        if not future.done():
            future.set_result(reply)

    def done(reply: Any) -> None:
        try:
            loop.call_soon_threadsafe(settle, reply)
        except RuntimeError:
            pass  # the loop is closed: nobody waits any more

    begin(done)
    return await future
