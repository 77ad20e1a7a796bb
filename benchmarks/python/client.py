"""One client under load: places orders for some seconds, some of them at once, and prints what it reached as JSON.

LOAD='{"party":…,"settings":…,"base_url":…,"in_flight":…,"seconds":…}' python client.py
"""

from __future__ import annotations

import asyncio
import json
import os
import threading
import time
from typing import Any, List

from fixture import order, ours, peer

load = json.loads(os.environ["LOAD"])
party, awaited = load["party"].partition(", ")[0], "async" in load["party"]
client = (ours if party == "qq-wxpay" else peer)(load["settings"], load["base_url"], awaited)
lag: List[float] = []
placed = 0


def request(number: int) -> Any:
    return order(f"T{os.getpid()}x{time.time_ns()}x{number}")


def check(reply: Any) -> None:
    global placed
    link = reply.h5_url if party == "qq-wxpay" else json.loads(reply[1])["h5_url"]
    assert link.startswith("http")
    placed += 1


def call(number: int) -> Any:
    return client.place_order(**request(number)) if party == "qq-wxpay" else client.pay(**request(number))


async def watch(end: float) -> None:
    """How late a timer of a millisecond is."""
    while time.perf_counter() < end:
        begin = time.perf_counter()
        await asyncio.sleep(0.001)
        lag.append((time.perf_counter() - begin - 0.001) * 1000)


async def work(end: float, number: int) -> None:
    while time.perf_counter() < end:
        check(await call(number))


async def many(seconds: float) -> None:
    end = time.perf_counter() + seconds
    await asyncio.gather(watch(end), *(work(end, number) for number in range(load["in_flight"])))


async def measure_awaited() -> float:
    global placed
    await client.__aenter__()
    await many(1)  # to be warm
    placed = 0
    lag.clear()
    begin = time.perf_counter()
    await many(load["seconds"])
    return placed / (time.perf_counter() - begin)


def blocking(seconds: float) -> float:
    global placed
    placed = 0
    begin = time.perf_counter()
    end = begin + seconds

    def repeat(number: int) -> None:
        while time.perf_counter() < end:
            check(call(number))

    threads = [threading.Thread(target=repeat, args=(number,)) for number in range(load["in_flight"])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return placed / (time.perf_counter() - begin)


if awaited:
    per_second = asyncio.run(measure_awaited())
else:
    blocking(1)
    per_second = blocking(load["seconds"])
lag.sort()
print(json.dumps({"per_second": per_second, "lag": lag[int(len(lag) * 0.99)] if lag else None}), flush=True)
os._exit(0)
