"""Bills, row by row."""

from __future__ import annotations

import json
from typing import Any, AsyncIterator, Callable, Generic, Iterator, List, Optional, TypeVar

from ._asyncio import awaited
from ._green import running_hub, wait_green

Row = TypeVar("Row")
End = TypeVar("End")

_PORTION = 500
"""So many rows cross the border at once."""


class _Rows(Generic[Row, End]):
    def __init__(
        self, native: Any, row: Callable[[Any], Row], end: Callable[[Any], End], take: Callable[[Any], Any]
    ) -> None:
        self._native = native
        self._row = row
        self._end = end
        self._unwrap = take
        self._finished: Optional[End] = None

    @property
    def finished(self) -> Optional[End]:
        """The totals and what proves the bill; `None` before the last row was read."""
        return self._finished

    def _portion(self, reply: Any) -> Optional[List[Row]]:
        rows, end = self._unwrap(reply)
        if end is not None:
            self._finished = self._end(json.loads(end))
        return None if rows is None else [self._row(row) for row in json.loads(rows)]

    def _begin(self, done: Callable[[Any], None]) -> None:
        self._native.begin_rows(_PORTION, done)

    def close(self) -> None:
        """Ends the download; what iterates to its end needs it not."""
        self._native.close()


class BillRows(_Rows[Row, End]):
    """The rows of a bill as they arrive. They are proven only when the iteration has ended without an error."""

    def __iter__(self) -> Iterator[Row]:
        try:
            while True:
                hub = running_hub()
                rows = self._portion(self._native.next_rows(_PORTION) if hub is None else wait_green(hub, self._begin))
                if rows is None:
                    return
                yield from rows
        finally:
            self._native.close()


class AsyncBillRows(_Rows[Row, End]):
    """The rows of a bill as they arrive. They are proven only when the iteration has ended without an error."""

    async def __aiter__(self) -> AsyncIterator[Row]:
        try:
            while True:
                rows = self._portion(await awaited(self._begin))
                if rows is None:
                    return
                for row in rows:
                    yield row
        finally:
            self._native.close()
