"""Greenlets: where gevent runs, a call that waits lets the others go on."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, Callable, List, Optional

from ._threads import true_lock


def running_hub() -> Optional[Any]:
    """gevent's hub of this thread, if greenlets run on it and this is one of them."""
    hubs: Any = sys.modules.get("gevent._hub_local")
    if hubs is None:
        return None
    hub = hubs.get_hub_if_exists()
    gevent: Any = sys.modules["gevent"]
    return None if hub is gevent.getcurrent() else hub


def wait_green(hub: Any, begin: Callable[[Callable[[Any], None]], None]) -> Any:
    """Begins work whose reply comes on another thread, and gives the hub the time until then."""
    replies: List[Any] = []
    arrived, lock, watcher = import_module("gevent.event").Event(), true_lock(), hub.loop.async_()
    waits = True

    def done(reply: Any) -> None:
        with lock:
            if waits:
                replies.append(reply)
                watcher.send()

    watcher.start(arrived.set)
    try:
        begin(done)
        arrived.wait()
        return replies.pop()
    finally:
        with lock:
            waits = False
        watcher.stop()
        watcher.close()
