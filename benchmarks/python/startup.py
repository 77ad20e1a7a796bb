"""What importing costs, beside the bare interpreter."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from typing import Callable

from fixture import SECONDS, in_turn, tell


def run(program: str) -> Callable[[], float]:
    def measure() -> float:
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True)
        return (time.perf_counter() - begin) * 1000

    return measure


found = in_turn(
    {"bare": run("pass"), "qq_wxpay": run("import qq_wxpay"), "wechatpayv3": run("import wechatpayv3")},
    max(3, round(SECONDS * 5)),
)
own, their = (statistics.median(a - b for a, b in zip(found[name], found["bare"])) for name in ("qq_wxpay", "wechatpayv3"))
tell("start-up", "ms", "clock", own, {"wechatpayv3": their})
