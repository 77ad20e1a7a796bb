"""Where a function for notifications is killed, and what is noted of it. Every process reads the same plan, and each point strikes once."""

from __future__ import annotations

import json
import os
import pathlib
import random
import signal
import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Callable, Dict, Iterator

CLAIMED, WORKED, COMMITTED, RAISES = "claimed", "worked", "committed", "raises"
"""After the first row that was written, before the commit, after the commit and before the answer; and an error of the shop's own."""

BETWEEN = "between"
"""Of a shop that is written wrongly: where it must not be killed."""

_number: ContextVar[str] = ContextVar("number", default="")


class Planned(Exception):
    """The warehouse is down."""


class Points:
    """The points of one scenario: `plan.json` of a folder says which number ends where."""

    def __init__(self, folder: pathlib.Path, seed: str) -> None:
        self.folder = folder
        self.plan: Dict[str, str] = json.loads((folder / "plan.json").read_text())
        self._dice = random.Random(seed)

    def note(self, what: str, line: str) -> None:
        """Adds a line to one of the scenario's lists. One write, so that processes do not mix theirs."""
        file = os.open(self.folder / what, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(file, f"{line}\n".encode())
        os.close(file)

    def pause(self) -> None:
        """Gives the others the time to be in each other's way."""
        time.sleep(self._dice.random() * 0.008)

    def reach(self, point: str) -> None:
        """Ends the process, or raises, if the plan says so for the number at hand and it has not happened yet."""
        number = _number.get()
        if self.plan.get(number) != point:
            return
        try:
            os.close(os.open(self.folder / f"struck-{number}", os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            return
        if point == RAISES:
            raise Planned
        os.kill(os.getpid(), signal.SIGKILL)


class Watched:
    """A cursor that passes through the points."""

    def __init__(self, cursor: Any, points: Points) -> None:
        self._cursor, self._points = cursor, points
        self._has_written = False

    def execute(self, sql: str, values: Any = ()) -> Any:
        done = self._cursor.execute(sql, values)
        self._points.pause()
        if not self._has_written and self._cursor.rowcount > 0 and not sql.startswith("SELECT"):
            self._has_written = True
            self._points.reach(CLAIMED)
        return done

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


def watch(module: Dict[str, Any], points: Points) -> None:
    """Puts the points into the functions of a shop, whose code stays as it is."""
    transaction = module["transaction"]

    @contextmanager
    def watched() -> Iterator[Any]:
        with transaction() as cursor:
            yield Watched(cursor, points)
            points.reach(RAISES)
            points.reach(WORKED)

    module["transaction"], module["reach"] = watched, points.reach
    for name, number in (("paid", "out_trade_no"), ("refunded", "out_refund_no")):
        module[name] = _counted(module[name], number, points)


def _counted(function: Callable[[Any], Any], number: str, points: Points) -> Callable[[Any], None]:
    def counted(event: Any) -> None:
        _number.set(getattr(event, number))
        points.note("calls", _number.get())
        try:
            function(event)
        except Exception as error:
            points.note("errors", _name(error))
            raise
        points.reach(COMMITTED)

    return counted


def _name(error: Exception) -> str:
    """What the database calls it, or its class."""
    number = error.args[0] if error.args and isinstance(error.args[0], int) else None
    names = (getattr(error, name, None) for name in ("sqlstate", "code", "sqlite_errorname"))
    return str(number or next(filter(None, names), type(error).__name__))
