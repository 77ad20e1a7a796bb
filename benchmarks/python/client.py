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

import bare
from fixture import order, ours, peer

PARTIES = {"qq-wxpay": ours, "wechatpayv3": peer, "aiohttp": bare.Awaited, "http.client": bare.Blocking}
load = json.loads(os.environ["LOAD"])
party, awaited = load["party"].partition(", ")[0], "async" in load["party"]
client: Any = PARTIES[party](load["settings"], load["base_url"], awaited)
lag: List[float] = []
placed = 0


WARM = min(1.0, load["seconds"])
used = 0.0


def reset() -> None:
    global placed, used
    placed = 0
    lag.clear()
    used = time.process_time()


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
    await client.__aenter__()
    await many(WARM)
    reset()
    begin = time.perf_counter()
    await many(load["seconds"])
    return placed / (time.perf_counter() - begin)


def watch_threads() -> None:
    """The same for a thread beside those that place orders."""
    while True:
        begin = time.perf_counter()
        time.sleep(0.001)
        lag.append((time.perf_counter() - begin - 0.001) * 1000)


def blocking(seconds: float) -> float:
    reset()
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
    threading.Thread(target=watch_threads, daemon=True).start()
    blocking(WARM)
    per_second = blocking(load["seconds"])
processor = (time.process_time() - used) * 1e6 / placed
late = sorted(lag)
with open("/proc/self/statm", encoding="ascii") as statm:
    rss = int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
print(json.dumps({"per_second": per_second, "processor": processor, "lag": late[int(len(late) * 0.99)], "rss": rss}), flush=True)
os._exit(0)
