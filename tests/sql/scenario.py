"""One scenario: a shop of several processes, orders paid and refunded, deaths on the way, and the judgement of what its database holds."""

from __future__ import annotations

import json
import multiprocessing
import os
import pathlib
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List, Sequence, Tuple

import node_shop
import points
import worker
from servers import Server
from world import TOTAL, World, listener

WORKERS = 4
os.environ["PYTHONPATH"] = str(pathlib.Path(__file__).parent)  # for the process that forks the others
_context: Any = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["worker", "servers"])

ENDS = [points.CLAIMED, points.CLAIMED, points.WORKED, points.COMMITTED, points.COMMITTED, points.RAISES, "", "", "", ""]
"""How the first try of a number ends: of ten, five are killed and one raises."""


@dataclass
class Scenario:
    server: Server
    level: str
    variant: str = "table"
    fault: str = ""
    expected: str = "once"
    """Or what goes wrong: `twice`, `lost`, `refused`."""
    orders: int = 12
    ends: List[str] = field(default_factory=lambda: ENDS)
    change: Callable[[str], str] = lambda statement: statement
    number: str = "{prefix}x{index}"
    with_node: bool = False
    copies: Sequence[int] = (1, 2)
    """How many processes get each notification, of which the sandbox sends two."""

    @property
    def name(self) -> str:
        return f"{self.server.name}, {self.level}, {self.fault or self.variant}{' and Node' if self.with_node else ''}"


@dataclass
class Verdict:
    found: Dict[str, List[str]]
    """Numbers by what went wrong with them."""
    counts: Dict[str, int]
    errors: Counter[str]

    def said(self) -> str:
        counts = ", ".join(f"{count} {what}" for what, count in self.counts.items())
        errors = ", ".join(f"{name} x{count}" for name, count in sorted(self.errors.items()))
        wrong = "; ".join(f"{what.upper()}: {len(numbers)}" for what, numbers in self.found.items())
        return f"{counts}{f' [{errors}]' if errors else ''}: {wrong or 'each exactly once'}"


class Shop:
    """The processes of a scenario."""

    def __init__(self, scenario: Scenario, world: World, folder: pathlib.Path, database: Any, seed: str) -> None:
        self._sockets = [listener() for _ in range(WORKERS)]
        settings = {"DATABASE": database, "ACCOUNT": world.env["QQ_WXPAY_MCHID"]}
        job = {"database": scenario.server.name, "variant": scenario.variant, "fault": scenario.fault, "settings": settings}
        job.update(env=world.env, seed=seed, folder=str(folder))
        self._processes = [
            _context.Process(target=worker.supervise, args=(own, job, f"worker{index}"), daemon=True)
            for index, own in enumerate(self._sockets)
        ]
        for process in self._processes:
            process.start()
        self._node = node_shop.NodeShop(folder, world.env, settings) if scenario.with_node else None
        self.ports = [own.getsockname()[1] for own in self._sockets] + ([self._node.port] if self._node else [])

    def stop(self) -> List[str]:
        """Ends them; gives those that had ended by themselves."""
        gone = [process.name for process in self._processes if not process.is_alive()]
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join(5)
        for own in self._sockets:
            own.close()
        if self._node:
            self._node.stop()
        return gone


def run(scenario: Scenario, world: World, folder: pathlib.Path, prefix: str, seed: str) -> Verdict:
    """Runs it and judges."""
    folder.mkdir()
    dice = random.Random(seed)
    server = scenario.server
    database = server.fresh(prefix.lower(), scenario.level)
    server.make(database, scenario.change)
    assert server.level(database) == scenario.level, f"{server.level(database)} instead of {scenario.level}"
    numbers = [scenario.number.format(prefix=prefix, index=index) for index in range(scenario.orders)]
    if scenario.fault == "without_case":
        numbers = [changed for number in numbers for changed in (number.lower(), number.upper())]
    unpaid = [f"{prefix}unpaid{index}" for index in range(2)]
    refunded = numbers[:: 4] if scenario.expected == "once" else []
    refunds = {f"{prefix}r{index}": number for index, number in enumerate(refunded)}
    plan = _plan([*numbers, *refunds], scenario.ends, dice)
    (folder / "plan.json").write_text(json.dumps(plan))
    server.add_orders(database, [*numbers, *unpaid], TOTAL)

    shop = Shop(scenario, world, folder, database, seed)
    world.balancer.targets, world.balancer.copies = shop.ports, scenario.copies
    try:
        links = world.place([*numbers, *unpaid])
        world.pay_links([links[number] for number in numbers])
        left = world.deliver("orders", numbers)
        abnormal = dict(list(refunds.items())[::2])
        world.refund({number: order for number, order in refunds.items() if number not in abnormal}, "SUCCESS")
        world.refund(abnormal, "ABNORMAL")
        left += world.deliver("refunds", list(refunds))
        # What was answered with success comes again all the same.
        left += world.deliver("orders", numbers[::2]) + world.deliver("refunds", list(refunds))
        world.quiet()
        time.sleep(0.3 if scenario.fault == "answered_first" else 0)
    finally:
        world.balancer.targets = ()
        gone = shop.stop()
    verdict = _judge(scenario, world, folder, database, prefix)
    unstruck = [number for number, end in plan.items() if end and not (folder / f"struck-{number}").exists()]
    if scenario.expected == "once":
        verdict.found.update({what: found for what, found in (("unanswered", left), ("not killed", unstruck), ("ended", gone)) if found})
    return verdict


def _plan(numbers: List[str], ends: List[str], dice: random.Random) -> Dict[str, str]:
    """Where each number ends: the same shares in each scenario, in another order."""
    shares = [ends[index % len(ends)] for index in range(len(numbers))]
    dice.shuffle(shares)
    return dict(zip(numbers, shares))


def _judge(scenario: Scenario, world: World, folder: pathlib.Path, database: Any, prefix: str) -> Verdict:
    """Holds the shop's database against WeChat Pay's ledger."""
    server = scenario.server
    rows: List[Tuple[str, str]] = server.rows(database, "SELECT kind, number FROM outbox")
    delivered = Counter((kind, number) for kind, number in rows)
    payments, refunds = world.payments(prefix), world.refunds(f"{prefix}r")
    due = {("deliver", number) for number in payments} | {(f"refund {status}", number) for number, status in refunds.items()}
    kept = dict(server.rows(database, "SELECT number, transaction_id FROM orders WHERE transaction_id IS NOT NULL"))
    found = {
        "twice": sorted(number for (_, number), count in delivered.items() if count > 1),
        "lost": sorted(number for _, number in due - set(delivered)),
        "not paid": sorted(number for _, number in set(delivered) - due),
        "other payment": sorted(number for number, payment in kept.items() if payments.get(number) != payment),
    }
    errors = Counter(_lines(folder / "errors"))
    refused = [name for name in errors if name.startswith("SQLITE_BUSY")]
    if scenario.expected == "refused" and refused:
        found["refused"] = refused
    struck = len(list(folder.glob("struck-*")))
    counts = {"paid": len(payments), "refunds": len(refunds), "calls": len(_lines(folder / "calls")), "struck": struck}
    return Verdict({what: numbers for what, numbers in found.items() if numbers}, counts, errors)


def _lines(path: pathlib.Path) -> List[str]:
    return path.read_text().splitlines() if path.exists() else []
