"""A handled notification."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any, Callable, NamedTuple, Optional, Tuple

from ._generated import replies
from ._arguments import to_json
from ._errors import QqWxPayError, facade_error
from ._events import Event, EventName, read_event
from ._guard import guarded

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._generated import requests


class Settled(NamedTuple):
    """What to answer after the shop's function was called, or could not be; and why that is no success."""

    acknowledgement: replies.Acknowledgement
    error: Optional[QqWxPayError]
    log: bool


@guarded
class HandledNotification:
    """A handled notification: what it is, and what to answer.

    Take its `event`, then answer `accept(...)` with the name of the event that you have taken; answer `failure` when your own work
    failed. Where `answer` is set nothing is asked of you: send it.
    """

    merchant: Optional[str] = None
    """Of several `Merchants` the name of the one that it is for; `None` when it is for none, or there is one client alone."""

    other_merchants: Tuple[str, ...] = ()
    """Others of the same merchant number that it may be for just as well: see `Merchants`."""

    def __init__(self, native: Any, take: Callable[[Any], Any], lost: Optional[str] = None) -> None:
        self._native = native
        self._unwrap = take
        self._lost = lost

    @cached_property
    def outcome(self) -> replies.Outcome:
        """What it turned out to be."""
        outcome = self._native.outcome()
        if self._lost is not None and outcome["type"] == "refused":
            outcome["error"] = facade_error("RAW_BODY_NEEDED", "body", self._lost).to_dict()
        return replies.read_outcome(outcome)

    @cached_property
    def event_kind(self) -> Optional[EventName]:
        """Which event it is for your shop; `None` when nothing is asked of you."""
        kind: Optional[EventName] = self._native.event_kind()
        return kind

    @cached_property
    def order(self) -> Optional[replies.OrderReference]:
        """The order that it speaks of, verified or not."""
        order: Optional[replies.OrderReference] = _optional(self._native.order(), replies.OrderReference._read)
        return order

    @cached_property
    def refund(self) -> Optional[replies.RefundReference]:
        """The refund that it speaks of, verified or not."""
        refund: Optional[replies.RefundReference] = _optional(self._native.refund(), replies.RefundReference._read)
        return refund

    @cached_property
    def id(self) -> Optional[str]:
        """WeChat Pay's number of the notification (V3); a repeated delivery carries the same."""
        number: Optional[str] = self._native.id()
        return number

    @cached_property
    def repeat(self) -> bool:
        """Whether this process has already verified a delivery with the same number. It is information only: handle it again."""
        repeat: bool = self._native.repeat()
        return repeat

    @cached_property
    def answer(self) -> Optional[replies.Acknowledgement]:
        """The ready answer where nobody is needed (a probe, a self test, a refusal); `None` when an event is to be taken."""
        answer: Optional[replies.Acknowledgement] = _optional(self._native.answer(), replies.Acknowledgement._read)
        return answer

    @cached_property
    def failure(self) -> replies.Acknowledgement:
        """What to answer when your own work failed: the notification comes again."""
        return replies.Acknowledgement._read(self._native.failure())

    @cached_property
    def fault(self) -> Optional[QqWxPayError]:
        """What is wrong in your own settings, if this refusal shows that and is due to be told; it is in the log already."""
        fault: Optional[QqWxPayError] = _optional(self._native.fault(), QqWxPayError._of)
        return fault

    @cached_property
    def event(self) -> Optional[Event]:
        """What it asks of your shop, proven; `None` when that is nothing."""
        event: Optional[Event] = _optional(self._native.event(), lambda event: read_event(event, self))
        return event

    def accept(self, event: EventName) -> replies.Acknowledgement:
        """What to answer once your work for this event is done: success if the notification is this event, else the failure.

        Raises:
            InvalidInputError: there is no such event.
        """
        if not isinstance(event, str) or not event.isascii():
            raise facade_error("EVENT_UNKNOWN", "event", f"got an object of class {type(event).__name__}: expected its name")
        return replies.Acknowledgement._read(json.loads(self._unwrap(self._native.accept(event))))

    @property
    def raw(self) -> Optional[str]:
        """The message in full, decrypted: JSON in V3, XML in V2; `None` unless it is verified. It holds the payer's identity."""
        raw: Optional[str] = self._native.raw()
        return raw

    def expect(self, **expected: Unpack[requests.Expected]) -> None:
        """Raises unless the notification says that your own order is paid as expected. Call it before you deliver.

        Raises:
            MismatchError: naming the first field that differs.
            InvalidInputError: `out_trade_no` or `total` is missing, or a value is `None`.
            QqWxPayError: the reason, for whatever is not verified.
        """
        self._unwrap(self._native.expect(to_json(expected, nothing_is_a_value=True)))

    def _settle(self, result: str, detail: str) -> Settled:
        """What to answer, of the word for what became of the shop's function."""
        settled = json.loads(self._unwrap(self._native.settle(result, detail)))
        acknowledgement = replies.Acknowledgement._read(settled["acknowledgement"])
        return Settled(acknowledgement, _optional(settled["error"], QqWxPayError._of), settled["log"])

    def __repr__(self) -> str:
        return f"HandledNotification(outcome={self.outcome!r}, order={self.order!r}, id={self.id!r}, repeat={self.repeat!r})"

    def __reduce__(self) -> Any:
        raise TypeError("a HandledNotification stays in its process: hand its event on")


def _optional(value: Any, reader: Callable[[Any], Any]) -> Any:
    return None if value is None else reader(value)
