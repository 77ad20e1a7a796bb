"""How calls are made: what both clients have in common, and what each does in its own way."""

from __future__ import annotations

import atexit
import itertools
import json
import os
import sys
from typing import TYPE_CHECKING, Any, Callable, Dict, Mapping, Optional, Tuple, TypeVar, Union

from . import _native
from ._arguments import checked_token, seconds, source_of, to_json, variables_of
from ._asyncio import awaited
from ._bills import AsyncBillRows, BillRows
from ._errors import error_of, facade_error
from ._green import running_hub, wait_green
from ._host import Host, HostParts
from ._message import message
from ._notification import HandledNotification
from ._parts import Signer, SignerFunction, TokenProvider, TokenStore, Transport, TransportFunction
from ._prepared import Prepared, PreparedBill
from ._reports import AsyncReports, Reports, begin_reports
from ._threads import must_not_wait_for
from ._observing import Observer, ObserverCallback, checked_observer, note_logged

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

    from ._generated import requests

T = TypeVar("T")
Row = TypeVar("Row")
End = TypeVar("End")
Begin = Callable[[int, Callable[[Any], None]], None]

_numbers = itertools.count(1)

atexit.register(_native.shutdown)

class _ProcessState:
    """The native client of one process, and its host."""

    def __init__(self, make: Callable[[Optional[Host]], Any], parts: HostParts) -> None:
        self.process = os.getpid()
        self.host = parts.host()
        self.native = make(self.host)
        if self.host is not None:
            self.host.belongs_to(self.native)


class Common:
    """A client. After a fork each process gets connections, threads and an access token of its own."""

    def __init__(
        self,
        *,
        token_provider: Optional[TokenProvider] = None,
        token_store: Union[TokenStore, str, None] = None,
        signer: Union[Signer, SignerFunction, None] = None,
        transport: Union[Transport, TransportFunction, None] = None,
        observer: Optional[Observer] = None,
        **settings: Unpack[requests.Settings],
    ) -> None:
        parts = {"token_provider": token_provider, "token_store": token_store, "signer": signer, "transport": transport}
        self._set_up(*source_of(parts, settings), observer)

    @classmethod
    def from_env(
        cls,
        *,
        env: Optional[Mapping[str, str]] = None,
        token_provider: Optional[TokenProvider] = None,
        token_store: Optional[TokenStore] = None,
        signer: Union[Signer, SignerFunction, None] = None,
        transport: Union[Transport, TransportFunction, None] = None,
        observer: Optional[Observer] = None,
    ) -> Self:
        """A client with the settings of the environment variables `QQ_WXPAY_…`.

        Raises:
            QqWxPayError: `config`, `key` or `invalid_input`, naming the variable or setting.
        """
        variables = variables_of(os.environ if env is None else env)
        client = cls.__new__(cls)
        parts = {"token_provider": token_provider, "token_store": token_store, "signer": signer, "transport": transport}
        client._set_up({"variables": variables}, parts, observer)
        return client

    def _set_up(
        self,
        source: Dict[str, Any],
        parts: Dict[str, Any],
        observer: Optional[Observer],
        connections: Callable[[], Any] = lambda: None,
        **fixed: Any,
    ) -> None:
        """`connections` gives the native merchants with whom it shares its own, in this process."""
        owner = object()
        host = HostParts(parts, owner)
        checked_observer(observer)

        def make(own: Optional[Host]) -> Any:
            note_logged()
            observing: Dict[str, Any] = {"observe": ObserverCallback(observer).take, "observes": observer is not None}
            return self._unwrap(_native.NativeClient.create(**source, **host.told(own), merchants=connections(), **observing, **fixed))

        self._make: Callable[[], _ProcessState] = lambda: _ProcessState(make, host)
        self._owner = owner
        self._closed = False
        self._own = self._make()

    def _number(self) -> int:
        return next(_numbers) & 0xFFFFFFFF

    def close(self) -> None:
        """Lets go of connections and keys; later calls are refused."""
        self._closed = True
        self._own.native.close()

    def _process(self) -> _ProcessState:
        """What belongs to this process: a fork leaves its threads, connections and locks behind."""
        own = self._own
        note_logged()
        if own.process != os.getpid():
            own = self._make()
            if self._closed:
                own.native.close()
            self._own = own
        return own

    def _unwrap(self, reply: Tuple[bool, Any, Optional[int]], host: Optional[Host] = None) -> Any:
        """The result, or the exception."""
        is_value, content, question = reply
        if is_value:
            return content
        error = error_of(content)
        raise error from (None if host is None else host.thrown(question))

    def _now(self, operation: str, request: Any, reader: Callable[[Any], T]) -> T:
        return _read(self._unwrap(self._process().native.call_sync(operation, to_json(request or {}))), reader)

    def _prepare(
        self, operation: str, request: Any, access_token: Optional[str], reader: Callable[[Any], T]
    ) -> Prepared[T]:
        token = checked_token(access_token)
        native = self._process().native.prepare(operation, to_json(request or {}), token)
        return Prepared(self._unwrap(native), reader, self._unwrap)

    def _prepare_bill(
        self, operation: str, request: Any, row: Callable[[Any], Row], end: Callable[[Any], End]
    ) -> PreparedBill[Row, End]:
        native = self._process().native.prepare_bill(operation, to_json(request or {}))
        return PreparedBill(self._unwrap(native), row, end, self._unwrap)

    def handle_notification(self, headers: Any, raw_body: bytes) -> HandledNotification:
        """For experts: verifies and reads a notification, at once and without the network. What is unproven stays so.

        Raises:
            InvalidInputError: only when `raw_body` is not raw bytes.
        """
        listed, body, lost = message(headers, raw_body)
        native = self._process().native.handle_notification(listed, body)
        return HandledNotification(self._unwrap(native), self._unwrap, lost)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}{' closed' if self._closed else ''}>"

    def __reduce__(self) -> Any:
        raise TypeError(f"{type(self).__name__} holds keys and connections: make one in each process")


class Calls(Common):
    """Blocking calls."""

    def receive_notification(
        self, headers: Any, raw_body: bytes, *, timeout: Optional[float] = None
    ) -> HandledNotification:
        """Verifies and reads a notification; `headers` are those of any framework (Django's `request.META`, too), `raw_body` the bytes
        as received. Whatever arrives has an outcome and an answer.

        What is unproven (too old, or it lost its signature on the way; a V2 refund) is confirmed by a query. All of it takes
        4 seconds at most, so that WeChat Pay has its answer in time.
        """
        return self._notification(False, headers, raw_body, timeout)

    def confirm_notification(
        self, headers: Any, raw_body: bytes, *, timeout: Optional[float] = None
    ) -> HandledNotification:
        """The same, but what it says of a payment or a refund is always what a query says."""
        return self._notification(True, headers, raw_body, timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _call(self, operation: str, request: Any, timeout: Optional[float], reader: Callable[[Any], T]) -> T:
        own, text, limit = self._network(), to_json(request or {}), seconds(timeout)
        reply = self._reply(
            own,
            lambda: own.native.call(operation, text, limit),
            lambda number, done: own.native.begin_call(number, operation, text, limit, done),
        )
        return _read(self._unwrap(reply, own.host), reader)

    def _bill(
        self,
        operation: str,
        request: Any,
        timeout: Optional[float],
        row: Callable[[Any], Row],
        end: Callable[[Any], End],
    ) -> BillRows[Row, End]:
        own, text, limit = self._network(), to_json(request or {}), seconds(timeout)
        reply = self._reply(
            own,
            lambda: own.native.bill(operation, text, limit),
            lambda number, done: own.native.begin_bill(number, operation, text, limit, done),
        )
        return BillRows(self._unwrap(reply, own.host), row, end, self._unwrap)

    def _reports(
        self, operation: str, request: Any, timeout: Optional[float], report: Callable[[Any], Row]
    ) -> Reports[Row]:
        return begin_reports(Reports, self, self._network(), (operation, request, timeout), report)

    def _notification(
        self, confirm: bool, headers: Any, raw_body: bytes, timeout: Optional[float]
    ) -> HandledNotification:
        listed, body, lost = message(headers, raw_body)
        own, limit = self._network(), seconds(timeout)
        reply = self._reply(
            own,
            lambda: own.native.await_notification(confirm, listed, body, limit),
            lambda number, done: own.native.begin_notification(number, confirm, listed, body, limit, done),
        )
        return HandledNotification(self._unwrap(reply, own.host), self._unwrap, lost)

    def _reply(self, own: _ProcessState, call: Callable[[], Any], begin: Begin) -> Any:
        """Makes the call; where greenlets run, in a way that lets the others go on. One that is killed gives the call up."""
        hub = running_hub()
        if hub is None:
            return call()
        number = self._number()
        try:
            return wait_green(hub, lambda done: begin(number, done))
        except BaseException:
            own.native.cancel(number)
            raise

    def _network(self) -> _ProcessState:
        # Whoever has a running loop has loaded asyncio, which takes longer than the rest of this package.
        asyncio = sys.modules.get("asyncio")
        if asyncio is not None and asyncio._get_running_loop() is not None:
            raise facade_error("BLOCKING_IN_EVENT_LOOP", None, "")
        must_not_wait_for(self._owner)
        return self._process()


class AsyncCalls(Common):
    """Awaited calls."""

    async def receive_notification(
        self, headers: Any, raw_body: bytes, *, timeout: Optional[float] = None
    ) -> HandledNotification:
        """Verifies and reads a notification; `headers` are those of any framework (Django's `request.META`, too), `raw_body` the bytes
        as received. Whatever arrives has an outcome and an answer.

        What is unproven (too old, or it lost its signature on the way; a V2 refund) is confirmed by a query. All of it takes
        4 seconds at most, so that WeChat Pay has its answer in time.
        """
        return await self._notification(False, headers, raw_body, timeout)

    async def confirm_notification(
        self, headers: Any, raw_body: bytes, *, timeout: Optional[float] = None
    ) -> HandledNotification:
        """The same, but what it says of a payment or a refund is always what a query says."""
        return await self._notification(True, headers, raw_body, timeout)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()

    async def _call(self, operation: str, request: Any, timeout: Optional[float], reader: Callable[[Any], T]) -> T:
        text, limit = to_json(request or {}), seconds(timeout)
        own = self._process()
        reply = await self._await_native(own, lambda number, done: own.native.begin_call(number, operation, text, limit, done))
        return _read(self._unwrap(reply, own.host), reader)

    async def _bill(
        self,
        operation: str,
        request: Any,
        timeout: Optional[float],
        row: Callable[[Any], Row],
        end: Callable[[Any], End],
    ) -> AsyncBillRows[Row, End]:
        text, limit = to_json(request or {}), seconds(timeout)
        own = self._process()
        reply = await self._await_native(own, lambda number, done: own.native.begin_bill(number, operation, text, limit, done))
        return AsyncBillRows(self._unwrap(reply, own.host), row, end, self._unwrap)

    def _reports(
        self, operation: str, request: Any, timeout: Optional[float], report: Callable[[Any], Row]
    ) -> AsyncReports[Row]:
        must_not_wait_for(self._owner)
        return begin_reports(AsyncReports, self, self._process(), (operation, request, timeout), report)

    async def _notification(
        self, confirm: bool, headers: Any, raw_body: bytes, timeout: Optional[float]
    ) -> HandledNotification:
        listed, body, lost = message(headers, raw_body)
        limit = seconds(timeout)
        own = self._process()
        reply = await self._await_native(
            own, lambda number, done: own.native.begin_notification(number, confirm, listed, body, limit, done)
        )
        return HandledNotification(self._unwrap(reply, own.host), self._unwrap, lost)

    async def _await_native(self, own: _ProcessState, begin: Begin) -> Any:
        """Begins a call and waits for its reply; cancelling the wait gives the call up."""
        import asyncio

        must_not_wait_for(self._owner)

        number = self._number()
        if own.host is not None:
            own.host.loop = asyncio.get_running_loop()
        try:
            return await awaited(lambda done: begin(number, done))
        except asyncio.CancelledError:
            own.native.cancel(number)
            raise


def one_of(given: Any, request: Dict[str, Any]) -> Any:
    """The request, whether it came as one value or as keyword arguments."""
    if given is not None and request:
        raise TypeError(f"the request is one value or keyword arguments, not both ({', '.join(request)})")
    return request if given is None else given


def _read(text: str, reader: Callable[[Any], T]) -> T:
    return reader(json.loads(text))
