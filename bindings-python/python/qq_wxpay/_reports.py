"""What became of open orders and refunds: one report for each row, as it comes."""

from __future__ import annotations

import json
from typing import Any, AsyncIterator, Callable, Generic, Iterator, List, Optional, Tuple, TypeVar

from ._arguments import seconds, to_json
from ._asyncio import awaited
from ._events import RefundEvent, paid_event
from ._green import running_hub, wait_green

Report = TypeVar("Report")
Run = TypeVar("Run")

_PORTION = 100
"""So many reports cross the border at once, if so many are there."""


class _Reports(Generic[Report]):
    def __init__(self, native: Any, read: Callable[[Any], Report], take: Callable[[Any], Any], expect: Any) -> None:
        self._native = native
        self._read = read
        self._unwrap = take
        self._expect = expect

    def _portion(self, reply: Any) -> Optional[List[Report]]:
        reports = self._unwrap(reply)
        return None if reports is None else [self._told(self._read(report)) for report in json.loads(reports)]

    def _told(self, report: Any) -> Any:
        """The report with the event that a notification would bring, so that the same function of the shop takes it."""
        if report.result == "paid":
            report.__dict__["paid"] = paid_event(report.paid, report.found, self._expect)
        elif report.result == "ended":
            report.__dict__["refund"] = RefundEvent._of(report.refund)
        return report

    def _begin(self, done: Callable[[Any], None]) -> None:
        self._native.begin_reports(_PORTION, done)

    def close(self) -> None:
        """Ends the run; what iterates to its end needs it not."""
        self._native.close()


class Reports(_Reports[Report]):
    """The reports of a run, one for each row of the list, as they come. Leaving the loop ends the run."""

    def __iter__(self) -> Iterator[Report]:
        try:
            while True:
                hub = running_hub()
                wait = self._native.next_reports
                reports = self._portion(wait(_PORTION) if hub is None else wait_green(hub, self._begin))
                if reports is None:
                    return
                yield from reports
        finally:
            self._native.close()


class AsyncReports(_Reports[Report]):
    """The reports of a run, one for each row of the list, as they come. Leaving the loop and closing the iterator ends the run."""

    async def __aiter__(self) -> AsyncIterator[Report]:
        try:
            while True:
                reports = self._portion(await awaited(self._begin))
                if reports is None:
                    return
                for report in reports:
                    yield report
        finally:
            self._native.close()


def begin_reports(
    cls: Callable[..., Run], client: Any, own: Any, given: Tuple[str, Any, Optional[float]], report: Callable[[Any], Any]
) -> Run:
    """Begins a run; nothing is asked before its first report is waited for."""
    operation, request, timeout = given
    native = own.native.reports(operation, to_json(request or {}), seconds(timeout))
    return cls(client._unwrap(native, own.host), report, client._unwrap, client.expect_payment)
