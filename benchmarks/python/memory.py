"""Whether memory grows: of OPERATIONS the first tenth beside the last one; one in ten is an order that is built and signed, the others are notifications."""

from __future__ import annotations

import os

from fixture import BODY, HEADERS, NOW, SETTINGS, order, ours, tell

OPERATIONS = int(os.environ.get("OPERATIONS", "100000"))
pay, then = ours(SETTINGS), ours(SETTINGS, now=NOW)


def run(count: int) -> float:
    """MB after so many operations more."""
    for number in range(count):
        if number % 10 == 0:
            pay.prepare("place_order", **order(f"T{number}0000000"))
        else:
            then.handle_notification(HEADERS, BODY)
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


first = run(OPERATIONS // 10)
tell("memory-flat", "MB", None, run(OPERATIONS - OPERATIONS // 10), {"the first tenth": first})
