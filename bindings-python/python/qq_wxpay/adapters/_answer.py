"""What all adapters have in common: raw bytes in, the shop's functions in the middle, the exact answer out."""

from __future__ import annotations

import asyncio
import inspect
import time
from typing import Any, Awaitable, Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple, Union

from .._client import AsyncQqWxPay, QqWxPay
from .._errors import QqWxPayError, facade_error
from .._merchants import AsyncMerchants, Merchants
from .._events import EVENTS, EventName, NotPaidEvent, OtherProductEvent, PaidEvent, RefundEvent
from .._guard import emptied
from .._notification import HandledNotification
from .._generated.replies import Acknowledgement
from .._observing import logger
from ._functions import checked_function, is_async, is_failure, verdict
from ._reading import Aborted

Result = Union[None, bool, Acknowledgement]
"""What a function gives: nothing when its work is done, `False` when the notification is to come again."""

Paid = Callable[[PaidEvent], Result]
Refund = Callable[[RefundEvent], Result]
NotPaid = Callable[[NotPaidEvent], Result]
Other = Callable[[OtherProductEvent], Result]

AnyPaid = Union[Paid, Callable[[PaidEvent], Awaitable[Result]]]
AnyRefund = Union[Refund, Callable[[RefundEvent], Awaitable[Result]]]
AnyNotPaid = Union[NotPaid, Callable[[NotPaidEvent], Awaitable[Result]]]
AnyOther = Union[Other, Callable[[OtherProductEvent], Awaitable[Result]]]
"""The same; one that is not async runs on a thread of its own."""

OnError = Callable[[BaseException], object]
"""Is told what a function raised and what is wrong with the set-up, beside the line in the log. What it raises is logged."""

AnyOnError = Union[OnError, Callable[[BaseException], Awaitable[object]]]
"""The same, on an event loop."""

Client = Union[QqWxPay, Merchants, Callable[[], Union[QqWxPay, Merchants]]]
"""A client, the clients of several merchants, or what gives them when the first notification comes."""

AnyClient = Union[AsyncQqWxPay, AsyncMerchants, Client, Callable[[], Union[AsyncQqWxPay, AsyncMerchants, QqWxPay, Merchants]]]

Message = Tuple[Any, bytes]
"""A notification as it came: its headers and its raw body."""

Outcome = Tuple[Any, Optional[BaseException]]
"""What a function gave, or what it raised."""

Run = Callable[[Callable[[], Any]], Awaitable[Any]]
"""Gives work a thread."""

Ignore = Sequence[EventName]
"""Events that are acknowledged although no function takes them."""

_FAILED = Acknowledgement(
    status=500, content_type="application/json; charset=utf-8", body='{"code":"FAIL","message":"失败"}'
)
"""Nothing is known of the message, not even its version."""

_PAUSE = 60.0
"""So many seconds pass between two lines about the same fault that strangers can cause."""




class Answer(NamedTuple):
    """What to answer, and whether a function was asked whose work then counts for nothing."""

    acknowledgement: Acknowledgement
    failed: bool = False


class Route:
    """One address that takes notifications."""

    def __init__(
        self,
        pay: Any,
        functions: Dict[str, Any],
        ignore: Any,
        confirm: bool,
        on_error: Any,
        *,
        waits: bool,
        run: Optional[Run] = None,
    ) -> None:
        """`waits` on an event loop, where `run` gives functions that are not async a thread."""
        self._pay = pay
        self._functions = {event: function for event, function in functions.items() if function is not None}
        self._ignore = _events(ignore)
        self._confirm = confirm
        self._on_error = on_error
        self._run = run or in_a_thread
        self._quiet_until: Dict[str, float] = {}
        if not waits and isinstance(pay, (AsyncQqWxPay, AsyncMerchants)):
            blocking = "QqWxPay" if isinstance(pay, AsyncQqWxPay) else "Merchants"
            raise facade_error("WRONG_TYPE", "pay", f"got an {type(pay).__name__}: expected a {blocking}")
        if not isinstance(pay, (AsyncQqWxPay, QqWxPay, AsyncMerchants, Merchants)):
            checked_function("pay", pay, False)
        if not self._functions:
            raise facade_error("NO_EVENT_TAKEN", None, "no function is given")
        for event, function in self._functions.items():
            checked_function(event, function, waits)
            if event in self._ignore:
                raise facade_error("EVENT_BOTH_TAKEN_AND_IGNORED", "ignore", f"`{event}` has a function")
        if on_error is not None:
            checked_function("on_error", on_error, waits)

    def answer(self, read: Callable[[], Message]) -> Answer:
        """Handles one notification."""
        told: List[BaseException] = []
        answer = self._answer(read, told)
        for error in told if self._on_error is not None else ():
            _, failure = _outcome(self._on_error, error)
            if failure is not None:
                _on_error_failed(failure)
        return answer

    async def answer_async(self, read: Callable[[], Awaitable[Message]]) -> Answer:
        """Handles one notification on an event loop."""
        told: List[BaseException] = []
        answer = await self._answer_async(read, told)
        for error in told if self._on_error is not None else ():
            _, failure = await waited(self._on_error, self._run, error)
            if failure is not None:
                _on_error_failed(failure)
        return answer

    def _answer(self, read: Callable[[], Message], told: List[BaseException]) -> Answer:
        try:
            client = _client(self._pay)
            # No name for the message: a function that fails below shows the names of this frame to crash reporters.
            handled = (client.confirm_notification if self._confirm else client.receive_notification)(*read())
        except Exception as error:
            return self._unread(error, told)
        function = self._chosen(handled, told)
        if isinstance(function, Answer):
            return function
        try:
            value, failure = function(handled.event), None
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            value, failure = None, error
        return self._ended(handled, value, failure, told)

    async def _answer_async(self, read: Callable[[], Awaitable[Message]], told: List[BaseException]) -> Answer:
        try:
            handled = await received(self._pay, self._confirm, await read(), self._run)
        except Exception as error:
            return self._unread(error, told)
        function = self._chosen(handled, told)
        if isinstance(function, Answer):
            return function
        value, failure = await waited(function, self._run, handled.event)
        return self._ended(handled, value, failure, told)

    def _unread(self, error: Exception, told: List[BaseException]) -> Answer:
        """It could not be read, and nothing is known of it."""
        emptied(error)
        if isinstance(error, Aborted):
            logger().debug("a notification broke off")
            return Answer(_FAILED)
        key = error.code if isinstance(error, QqWxPayError) else type(error).__name__
        now = time.monotonic()
        if self._quiet_until.get(key, 0.0) <= now:
            self._quiet_until[key] = now + _PAUSE
            trace = None if isinstance(error, QqWxPayError) else error
            logger().error("a notification could not be read, it comes again: %s", error, exc_info=trace)
            told.append(error)
        return Answer(_FAILED)

    def _chosen(self, handled: HandledNotification, told: List[BaseException]) -> Any:
        """The function for it; the answer when none is needed, or none is there."""
        if handled.fault is not None:
            told.append(handled.fault)
        event = handled.event
        if handled.answer is not None or event is None:
            return Answer(handled.answer or handled.failure)
        function = self._functions.get(event.type)
        if function is None:
            return self._settled(handled, "ignored" if event.type in self._ignore else "not_taken", "", None, told)
        return function

    def _ended(self, handled: Any, value: Any, failure: Optional[BaseException], told: List[BaseException]) -> Answer:
        """The function has ended."""
        if failure is not None:
            return self._settled(handled, "failed", type(failure).__name__, failure, told)
        if isinstance(value, Acknowledgement):
            return Answer(value, is_failure(value, handled))
        result, detail = verdict(value)
        if inspect.iscoroutine(value):
            value.close()  # nobody awaits it, and that is said below
        return self._settled(handled, result, detail, None, told)

    def _settled(
        self, handled: HandledNotification, result: str, detail: str, raised: Optional[BaseException], told: List[BaseException]
    ) -> Answer:
        settled = handled._settle(result, detail)
        if settled.log and settled.error is not None:
            number = handled.order.out_trade_no if handled.order is not None else None
            text = "notification%s: %s" if number is None else "notification of order %s: %s"
            logger().error(text, number or "", settled.error, exc_info=raised)
        reason = raised or settled.error
        if reason is not None:
            told.append(reason)
        return Answer(settled.acknowledgement, result not in ("done", "ignored"))


async def received(pay: Any, confirm: bool, message: Message, run: Run) -> HandledNotification:
    """The notification, read by a client of either kind."""
    client = _client(pay)
    ask = client.confirm_notification if confirm else client.receive_notification
    handled, failure = await waited(ask, run, *message)
    if failure is not None:
        raise failure
    known: HandledNotification = handled
    return known


async def waited(function: Any, run: Run, *given: Any) -> Outcome:
    """What a function gives that may be async, or what it raises; one that is not async must not hold the event loop up."""
    if not is_async(function):
        value, failure = await run(lambda: _outcome(function, *given))
        if failure is not None or not inspect.isawaitable(value):
            return value, failure
        function, given = _itself(value), ()
    try:
        return await function(*given), None
    except KeyboardInterrupt:
        raise
    except asyncio.CancelledError as error:
        if _is_cancelled():
            raise
        return None, error
    except BaseException as error:
        return None, error


def _client(pay: Any) -> Any:
    return pay() if callable(pay) else pay


def _outcome(function: Any, *given: Any) -> Outcome:
    # On a thread no exception may be left alone: some never arrive on the event loop, and others end it.
    try:
        return function(*given), None
    except BaseException as error:
        return None, error


def _itself(value: Any) -> Callable[[], Any]:
    return lambda: value


def _is_cancelled() -> bool:
    """Whether this task is cancelled, and not something that it waits for. Python up to 3.10 cannot tell."""
    task: Any = asyncio.current_task()
    return bool(task.cancelling()) if hasattr(task, "cancelling") else True


async def in_a_thread(work: Callable[[], Any]) -> Any:
    """A thread of asyncio's own, with the context of the task."""
    return await asyncio.to_thread(work)


def _on_error_failed(failure: BaseException) -> None:
    logger().error("on_error failed", exc_info=failure)


def _events(ignore: Any) -> Tuple[str, ...]:
    if isinstance(ignore, str) or not isinstance(ignore, (list, tuple, set, frozenset)):
        raise facade_error("WRONG_TYPE", "ignore", "expected a list of events, such as [\"other\"]")
    for event in ignore:
        if event not in EVENTS:
            raise facade_error("EVENT_UNKNOWN", "ignore", f"`{event}`" if isinstance(event, str) else "it is no text")
    return tuple(ignore)
