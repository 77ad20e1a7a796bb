"""Signed requests for an HTTP client of your own."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import Any, Callable, Dict, Generic, Iterable, Iterator, Optional, Tuple, TypeVar

from ._errors import facade_error
from ._guard import guarded
from ._message import header_list, raw_bytes

Reply = TypeVar("Reply")
Row = TypeVar("Row")
End = TypeVar("End")

_PORTION = 500


class Request:
    """A request to send unchanged, byte for byte, with TLS certificates checked and without following redirects.

    `method, url, headers, body, client_certificate = prepared.request` takes it apart. It is no tuple: debug pages and crash
    reporters look into those.
    """

    __slots__ = ("body", "client_certificate", "headers", "method", "url")

    method: str

    url: str
    """The query of an address at QQ holds the access token: never log it."""

    headers: Dict[str, str]

    body: Optional[bytes]
    """The exact body; `None` when there is none."""

    client_certificate: bool
    """Whether the connection must show the merchant certificate: V2 refunds only."""

    def __init__(self, parts: Tuple[str, str, Iterable[Tuple[str, str]], bytes, bool]) -> None:
        self.method, self.url, headers, body, self.client_certificate = parts
        self.headers = dict(headers)
        self.body = body or None

    @classmethod
    def of_record(cls, record: Dict[str, Any]) -> Request:
        """Of JSON, as the core asks a transport."""
        headers = [(header["name"], header["value"]) for header in record["headers"]]
        return cls((record["method"], record["url"], headers, b64decode(record["body_base64"]), record["client_certificate"]))

    def __iter__(self) -> Iterator[Any]:
        return iter((self.method, self.url, self.headers, self.body, self.client_certificate))

    def __repr__(self) -> str:
        return f"Request(method={self.method!r}, url={self.url.partition('?')[0]!r})"


@guarded
class Prepared(Generic[Reply]):
    """A signed request, and the reader of its reply. To repeat, prepare again: a nonce is used once."""

    def __init__(self, native: Any, reader: Callable[[Any], Reply], take: Callable[[Any], Any]) -> None:
        self._native = native
        self._reader = reader
        self._unwrap = take
        self.request = Request(native.request())

    def finish(self, status: int, headers: Any, body: bytes) -> Reply:
        """Verifies and reads the reply: its status, its headers, its raw body."""
        text = self._unwrap(self._native.finish(checked_status(status), header_list(headers), raw_bytes(body)))
        return self._reader(json.loads(text))


@guarded
class PreparedBill(Generic[Row, End]):
    """A signed request for a bill, and the reader of its file."""

    def __init__(
        self, native: Any, row: Callable[[Any], Row], end: Callable[[Any], End], take: Callable[[Any], Any]
    ) -> None:
        self._native = native
        self._row = row
        self._end = end
        self._unwrap = take
        self.request = Request(native.request())
        self.finished: Optional[End] = None
        """The totals and what proves the bill; `None` before the last row was read."""

    def read(self, status: int, headers: Any, pieces: Iterable[bytes]) -> Iterator[Row]:
        """The rows as they arrive, out of the pieces of the body; they are proven only when the iteration has ended."""
        self._native.begin(checked_status(status), header_list(headers))
        for piece in pieces:
            self._native.feed(raw_bytes(piece))
            while True:
                rows = self._unwrap(self._native.next_rows(_PORTION))
                if rows is None:
                    break
                for row in json.loads(rows):
                    yield self._row(row)
        self.finished = self._end(json.loads(self._unwrap(self._native.finish())))


def checked_status(status: int) -> int:
    """The status of a reply, checked: a number beyond three digits is none."""
    if isinstance(status, bool) or not isinstance(status, int) or not 100 <= status <= 999:
        raise facade_error("WRONG_TYPE", "status", "expected the HTTP status of the reply, a whole number such as 200")
    return status
