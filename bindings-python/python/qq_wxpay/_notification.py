"""A handled notification."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any, Callable, Dict, Optional

from . import _replies as replies
from ._arguments import to_json
from ._guard import guarded

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from . import _requests as requests


@guarded
class HandledNotification:
    """A handled notification: what it is, and what to answer."""

    outcome: replies.Outcome
    """What it turned out to be."""

    order: Optional[replies.OrderReference]
    """The order that it speaks of, verified or not."""

    id: Optional[str]
    """WeChat Pay's number of the notification (V3); a repeated delivery carries the same."""

    repeat: bool
    """Whether this process has already verified a delivery with the same number. It is information only: handle it again."""

    def __init__(self, native: Any, take: Callable[[Any], Any]) -> None:
        self._native = native
        self._take = take
        record = json.loads(native.record())
        order = record["order"]
        self.outcome = replies.read_outcome(record["outcome"])
        self.order = None if order is None else replies.OrderReference._read(order)
        self.id = record["id"]
        self.repeat = record["repeat"]
        self._answers: Dict[str, Any] = record

    @cached_property
    def acknowledgement(self) -> replies.Acknowledgement:
        """What to answer once your own work is done."""
        return replies.Acknowledgement._read(self._answers["acknowledgement"])

    @cached_property
    def failure(self) -> replies.Acknowledgement:
        """What to answer when your own work failed: the notification comes again."""
        return replies.Acknowledgement._read(self._answers["failure"])

    @property
    def raw(self) -> Optional[str]:
        """The message in full, decrypted: JSON in V3, XML in V2; `None` unless it is verified. It holds the payer's identity."""
        raw: Optional[str] = self._native.raw()
        return raw

    def expect(self, **expected: Unpack[requests.Expected]) -> None:
        """Raises unless the notification says that your own order is paid as expected. Call it before you deliver.

        Raises:
            MismatchError: naming the first field that differs.
            QqWxPayError: the reason, for whatever is not verified.
        """
        self._take(self._native.expect(to_json(expected)))

    def __repr__(self) -> str:
        return f"HandledNotification(outcome={self.outcome!r}, order={self.order!r}, id={self.id!r}, repeat={self.repeat!r})"
