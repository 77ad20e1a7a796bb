"""Orders over the network: how many a second, and how late the event loop is meanwhile."""

from __future__ import annotations

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
from typing import Any, Callable, Dict, List, Tuple

from fixture import PLATFORM_PRIVATE_KEY, ROOT, SETTINGS, judge, missed

HERE = pathlib.Path(__file__).resolve().parent
ROUNDS = int(os.environ.get("ROUNDS", "3"))
SECONDS = int(os.environ.get("SECONDS", "10"))


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


def compare(title: str, parties: List[str], **common: Any) -> Dict[str, List[Any]]:
    print(f"\n{title}", flush=True)
    found: Dict[str, List[Any]] = {party: [] for party in parties}
    for _ in range(ROUNDS):
        for party in parties:
            found[party].append(measure({**common, "party": party}))
    for party, figures in found.items():
        rate = statistics.median(figure["per_second"] for figure in figures)
        lag = "" if figures[0]["lag"] is None else f"   loop lag p99 {lag_of(figures):6.2f} ms"
        print(f"  {party:<22} {rate:7.0f} orders/s{lag}", flush=True)
    return found


def lag_of(figures: List[Any]) -> float:
    return statistics.median(figure["lag"] for figure in figures)


def beside(found: Dict[str, List[Any]], own: str) -> float:
    """Our rate beside the best of the peer's."""
    others = [figures for party, figures in found.items() if party.startswith("wechatpayv3")]
    best = [max(figure["per_second"] for figure in round_) for round_ in zip(*others)]
    return statistics.median(figure["per_second"] / other for figure, other in zip(found[own], best))


with tempfile.NamedTemporaryFile("w") as key:
    key.write(PLATFORM_PRIVATE_KEY)
    key.flush()
    server = str(ROOT / "target" / "release" / "reply_server")
    address, stop = start([server, key.name, SETTINGS["public_key_id"]])
common = {"settings": SETTINGS, "base_url": address, "seconds": SECONDS}
BOTH = ["qq-wxpay, async", "wechatpayv3, async"]
many = compare("64 orders in flight, a server that answers at once", [*BOTH, "wechatpayv3, threads"], in_flight=64, **common)
judge("64 in flight, beside wechatpayv3", beside(many, "qq-wxpay, async"), 3.2)
judge("5 ms beside the lag p99", 5 / lag_of(many["qq-wxpay, async"]), 1)
one = ["qq-wxpay", "wechatpayv3", *BOTH]
single = compare("one order at a time, a server that answers at once", one, in_flight=1, **common)
judge("one at a time, beside wechatpayv3", beside(single, "qq-wxpay"), 2.2)
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
strict = compare("64 orders in flight, the sandbox", BOTH, in_flight=64, seconds=SECONDS, **world)
judge("5 ms beside the lag p99", 5 / lag_of(strict["qq-wxpay, async"]), 1)
stop()
sys.exit(1 if missed else 0)
