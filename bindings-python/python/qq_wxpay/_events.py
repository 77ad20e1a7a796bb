"""What a notification asks of your shop: one object for each event, whichever family of orders and protocol it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, ClassVar, Dict, Optional, Tuple, Union

from ._generated import replies
from ._compat import Literal
from ._record import _unpickled

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._generated import requests
    from ._notification import HandledNotification

__all__ = ["EventName", "NotPaidEvent", "OtherProductEvent", "PaidEvent", "RefundEvent"]

EventName = Literal["paid", "refund", "not_paid", "other"]
"""The events, each for a function of your shop."""


class PaidEvent(replies.Paid):
    """An order is paid, of whichever family. Compare number and total with your own order (`expect`) before you deliver."""

    type: ClassVar[Literal["paid"]] = "paid"

    @property
    def notification(self) -> HandledNotification:
        """The notification that told it, or the query that confirmed it. There is none when `confirm_open_orders` told it."""
        return _notification(self)

    def expect(self, **expected: Unpack[requests.Expected]) -> None:
        """Raises unless your own order is paid as expected. `out_trade_no` and `total` (fen) are required; of a combine order they
        are its own number and the sum of its parts.

        Raises:
            MismatchError: naming the first field that differs.
            InvalidInputError: a value is missing or `None`.
        """
        self.__dict__["_expect"](expected)

    def __reduce__(self) -> Any:
        return _plain(self, replies.Paid)


class RefundEvent(replies.RefundEnded):
    """A refund has ended: `status` is `success`, `abnormal` (the payer's account cannot take the money) or `closed`."""

    type: ClassVar[Literal["refund"]] = "refund"

    @property
    def notification(self) -> HandledNotification:
        """The notification that told it, or the query that confirmed it. There is none when `confirm_open_refunds` told it."""
        return _notification(self)

    @classmethod
    def _of(cls, refund: replies.RefundEnded) -> RefundEvent:
        event = cls.__new__(cls)
        event.__dict__.update(refund.__dict__)
        return event

    def __reduce__(self) -> Any:
        return _plain(self, replies.RefundEnded)


class NotPaidEvent(replies.NotPaid):
    """WeChat Pay says of an order that it is not paid, or not wholly."""

    type: ClassVar[Literal["not_paid"]] = "not_paid"

    @property
    def notification(self) -> HandledNotification:
        """The notification that told it, or the query that confirmed it."""
        return _notification(self)

    def __reduce__(self) -> Any:
        return _plain(self, replies.NotPaid)


class OtherProductEvent(replies.OtherEvent):
    """An event of another product of WeChat Pay's."""

    type: ClassVar[Literal["other"]] = "other"

    @property
    def notification(self) -> HandledNotification:
        """The notification that told it."""
        return _notification(self)

    def __reduce__(self) -> Any:
        return _plain(self, replies.OtherEvent)


Event = Union[PaidEvent, RefundEvent, NotPaidEvent, OtherProductEvent]

_CLASSES: Dict[str, Any] = {cls.type: cls for cls in (PaidEvent, RefundEvent, NotPaidEvent, OtherProductEvent)}

EVENTS: Tuple[str, ...] = tuple(_CLASSES)
"""The names of the events."""


def read_event(value: Dict[str, Any], notification: HandledNotification) -> Any:
    """An event of the core, out of JSON."""
    name = value["type"]
    event = _CLASSES[name]._read(value[name])
    event.__dict__["_notification"] = notification
    if name == "paid":
        event.__dict__["_expect"] = lambda expected: notification.expect(**expected)
    return event


def paid_event(paid: replies.Paid, found: replies.FoundOrder, expect: Callable[..., None]) -> PaidEvent:
    """The same event, told by a query of the shop's own. `expect` compares what it found."""
    event = PaidEvent.__new__(PaidEvent)
    event.__dict__.update(paid.__dict__)
    event.__dict__["_expect"] = lambda expected: expect(found=found, expected=expected)
    return event


def _notification(event: Any) -> HandledNotification:
    notification: Optional[HandledNotification] = event.__dict__.get("_notification")
    if notification is None:
        raise AttributeError(f"no notification told this {type(event).__name__}")
    return notification


def _plain(event: Any, cls: Any) -> Any:
    """What goes to another process: the event without its notification, which stays here."""
    return _unpickled, (cls, {name: value for name, value in event.__dict__.items() if not name.startswith("_")})
