"""Orders over the network: how many a second, and how late the event loop is meanwhile."""

from __future__ import annotations

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
from typing import Any, Callable, Dict, List, Optional, Tuple

from fixture import PLATFORM_PRIVATE_KEY, ROOT, ROUNDS, SECONDS, SETTINGS, tell

HERE = pathlib.Path(__file__).resolve().parent


def on_core(core: int, command: List[str]) -> List[str]:
    """The command on one core, where the system can do that."""
    return ["taskset", "-c", str(core), *command] if sys.platform == "linux" else command


def start(command: List[str]) -> Tuple[str, Callable[[], None]]:
    """Starts a program and reads the first line that it prints."""
    child = subprocess.Popen(on_core(1, command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    return child.stdout.readline().strip(), child.terminate


def measure(load: Dict[str, Any]) -> Any:
    command = on_core(0, [sys.executable, str(HERE / "client.py")])
    env = {**os.environ, "LOAD": json.dumps(load)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=load["seconds"] + 60)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def compare(parties: List[str], **common: Any) -> Dict[str, Dict[str, float]]:
    """Of each party the medians of what it reached, measured in turn."""
    found: Dict[str, List[Any]] = {party: [] for party in parties}
    for _ in range(ROUNDS):
        for party in parties:
            found[party].append(measure({**common, "party": party}))
    return {party: {what: statistics.median(figure[what] for figure in figures) for what in figures[0]} for party, figures in found.items()}


def tell_of(row: str, unit: str, by: Optional[str], found: Dict[str, Dict[str, float]], own: str, what: str, kind: str = "") -> None:
    """One of the figures of ours, and of the peer's halves beside it."""
    peers = {party: figures[what] for party, figures in found.items() if party.startswith("wechatpayv3") and kind in party}
    tell(row, unit, by, found[own][what], peers)


def tell_exchange(row: str, bare: str, figures: Dict[str, float]) -> None:
    """The exchange alone, by the fastest client of HTTP."""
    tell(row, "us", "clock", None, {bare: 1e6 / figures["per_second"]})
    tell(f"{row}-processor", "us", "processor", None, {bare: figures["processor"]})


with tempfile.NamedTemporaryFile("w") as key:
    key.write(PLATFORM_PRIVATE_KEY)
    key.flush()
    server = str(ROOT / "target" / "release" / "reply_server")
    address, stop = start([server, key.name, SETTINGS["public_key_id"]])
common = {"settings": SETTINGS, "base_url": address, "seconds": SECONDS}
BOTH = ["qq-wxpay, async", "wechatpayv3, async"]
THREADS = ["qq-wxpay, threads", "wechatpayv3, threads"]
many = compare([*BOTH, *THREADS, "aiohttp, async"], in_flight=64, **common)
tell_of("orders-64", "orders/s", "clock", many, "qq-wxpay, async", "per_second")
tell_of("order-processor", "us", "processor", many, "qq-wxpay, async", "processor")
tell_of("loop-delay", "ms", "clock", many, "qq-wxpay, async", "lag", "async")
tell_of("thread-delay", "ms", "clock", many, "qq-wxpay, threads", "lag", "threads")
tell_of("memory-load", "MB", None, many, "qq-wxpay, async", "rss")
tell_exchange("exchange-64", "aiohttp", many["aiohttp, async"])
one = compare(["qq-wxpay", "wechatpayv3", "wechatpayv3, async", "http.client"], in_flight=1, **common)
tell_of("orders-1", "orders/s", "clock", one, "qq-wxpay", "per_second")
tell_exchange("exchange-1", "http.client", one["http.client"])
stop()

SANDBOX = """
import json, threading
from qq_wxpay_sandbox import Sandbox
sandbox = Sandbox()
settings = {name.replace("QQ_WXPAY_", "").lower(): value for name, value in sandbox.env.items()}
del settings["wechat_base_url"]
print(json.dumps({"settings": settings, "base_url": sandbox.base_url}), flush=True)
threading.Event().wait()
"""
line, stop = start([sys.executable, "-c", SANDBOX])
world = json.loads(line)
strict = compare(BOTH, in_flight=64, seconds=SECONDS, **world)
tell_of("orders-64-sandbox", "orders/s", "clock", strict, "qq-wxpay, async", "per_second")
stop()
