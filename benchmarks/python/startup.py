"""What importing costs, beside the bare interpreter."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from typing import Callable

from fixture import in_turn, judge, missed


def run(program: str) -> Callable[[], float]:
    def measure() -> float:
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True)
        return (time.perf_counter() - begin) * 1000

    return measure


found = in_turn(
    {"bare": run("pass"), "qq_wxpay": run("import qq_wxpay"), "wechatpayv3": run("import wechatpayv3")}, 15
)
print("\nimport")
for name, times in found.items():
    print(f"  {name:<12} {statistics.median(times):7.1f} ms")
over = [statistics.median(a - b for a, b in zip(found[name], found["bare"])) for name in ("qq_wxpay", "wechatpayv3")]
judge("30 ms beside the import", 30 / over[0], 1)
judge("wechatpayv3's import beside ours", over[1] / over[0], 2)
sys.exit(1 if missed else 0)
