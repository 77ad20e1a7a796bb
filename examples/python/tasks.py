"""The same as `open_orders.py`, as a task of Celery that runs each minute:

    BROKER=redis://127.0.0.1:6379/0 SHOP_DATABASE=shop.db QQ_WXPAY_…=… celery --app tasks worker --beat
"""

from __future__ import annotations

import os

from celery import Celery
from redis import Redis

import open_orders

BROKER = os.environ.get("BROKER", "redis://127.0.0.1:6379/0")

LONGEST = 120
"""Seconds, more than a run takes: two lists of 50 s each. A worker that dies holds the lock no longer than that."""

app = Celery("tasks", broker=BROKER)
app.conf.broker_connection_retry_on_startup = True
app.conf.beat_schedule = {
    # A run that waited in the queue until the next one came is not needed any more.
    "open orders": {"task": "tasks.confirm_open", "schedule": 60.0, "options": {"expires": 55}},
}


@app.task
def confirm_open() -> str:
    """One run, unless another is under way, on whichever machine."""
    with Redis.from_url(BROKER) as redis:
        lock = redis.lock("shop:open-orders", timeout=LONGEST, blocking=False)
        if not lock.acquire():
            return "locked"
        try:
            open_orders.confirm_open(os.environ["SHOP_DATABASE"])
        finally:
            if lock.owned():
                lock.release()
    return "done"
