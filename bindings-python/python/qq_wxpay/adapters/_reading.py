"""Bodies, counted while they are read."""

from __future__ import annotations

from typing import Any, List

from .. import _native
from .._errors import QqWxPayError, facade_error
from .._message import lost_body

LIMIT: int = _native.maximum_notification_bytes()
"""So many bytes a notification may have."""

PIECE = 1 << 16
"""So many bytes are read at once."""


class Aborted(Exception):
    """Whoever sent the notification has gone, or sends what HTTP does not allow: nothing to do, and nobody to answer."""


class Pieces:
    """A body on its way. One byte above the limit is kept, so that the core sees that it is too long."""

    def __init__(self) -> None:
        self._pieces: List[bytes] = []
        self.left = LIMIT + 1

    def take(self, piece: Any) -> bool:
        """Whether there may be more, and it is needed."""
        if len(piece) > self.left:
            piece = piece[: self.left]
        self._pieces.append(bytes(piece))
        self.left -= len(piece)
        return bool(piece) and self.left > 0

    @property
    def is_too_long(self) -> bool:
        """The rest was not read."""
        return self.left == 0

    def body(self) -> bytes:
        """What was read."""
        return b"".join(self._pieces)

    def __repr__(self) -> str:
        return f"<{LIMIT + 1 - self.left} bytes>"


def read_before(detail: str) -> QqWxPayError:
    """Somebody has read the body before."""
    return facade_error("RAW_BODY_NEEDED", "body", detail)


def checked(body: bytes, length: Any, chunked: bool = False) -> bytes:
    """The body, unless somebody has read it before."""
    lost = None if body else lost_body(length, chunked)
    if lost is not None:
        raise read_before(lost)
    return body
