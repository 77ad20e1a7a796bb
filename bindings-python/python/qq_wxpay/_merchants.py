"""Several merchants in one process: their clients by name. Whose notification it is decides the core."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Dict, Generic, List, Optional, Tuple, Type, TypeVar, Union

from . import _native
from ._arguments import source_of, variables_of
from ._calls import Common
from ._client import AsyncQqWxPay, QqWxPay
from ._errors import error_of, facade_error
from ._guard import guarded
from ._message import message
from ._notification import HandledNotification
from ._observing import Observer
from ._parts import Signer, SignerFunction, TokenProvider, TokenStore, Transport, TransportFunction
from ._threads import true_lock

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

    from ._generated import requests

__all__ = ["AsyncMerchants", "Merchants", "Owner"]

Client = TypeVar("Client", bound=Common)


class Owner(Generic[Client]):
    """The merchant that a notification is for."""

    __slots__ = ("name", "others", "pay")

    name: str
    pay: Client
    others: Tuple[str, ...]
    """Others of the same merchant number that it may be for just as well: see `Merchants`."""

    def __init__(self, name: str, pay: Client, others: Tuple[str, ...]) -> None:
        self.name, self.pay, self.others = name, pay, others

    def __repr__(self) -> str:
        return f"Owner(name={self.name!r}, others={self.others!r})"


class _Own:
    """The native merchants of one process. After a fork those of the parent are left behind."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.native = _native.NativeMerchants()
        self.lock = true_lock()
        self.is_filled = False


class _AllMerchants(Generic[Client]):
    _of: Type[Client]

    def __init__(self) -> None:
        self._clients: Dict[str, Client] = {}
        self._own = _Own()
        self._own.is_filled = True

    def add(
        self,
        name: str,
        client: Optional[Client] = None,
        *,
        token_provider: Optional[TokenProvider] = None,
        token_store: Union[TokenStore, str, None] = None,
        signer: Union[Signer, SignerFunction, None] = None,
        transport: Union[Transport, TransportFunction, None] = None,
        observer: Optional[Observer] = None,
        **settings: Unpack[requests.Settings],
    ) -> Client:
        """Adds a merchant: a client, which is yours no longer, or the settings and parts of one. It gives the client.

        Raises:
            QqWxPayError: as of `QqWxPay`; `MERCHANT_GIVEN_TWICE` when the name is taken, or another one has the same merchant number,
                WeChat AppID and QQ AppID.
        """
        parts = {"token_provider": token_provider, "token_store": token_store, "signer": signer, "transport": transport}
        made = self._made(name, client, parts, observer, settings)
        self._take(made._process().native.join_merchants(self._native(), name, False), made, client)
        self._clients[name] = made
        return made

    def replace(
        self,
        name: str,
        client: Optional[Client] = None,
        *,
        token_provider: Optional[TokenProvider] = None,
        token_store: Union[TokenStore, str, None] = None,
        signer: Union[Signer, SignerFunction, None] = None,
        transport: Union[Transport, TransportFunction, None] = None,
        observer: Optional[Observer] = None,
        **settings: Unpack[requests.Settings],
    ) -> Client:
        """Puts another client in the place of the one with this name, for instance with new keys. Calls that are under way go on; the client
        before is closed.

        Raises:
            QqWxPayError: as `add`; `MERCHANT_UNKNOWN`. Then nothing has changed.
        """
        parts = {"token_provider": token_provider, "token_store": token_store, "signer": signer, "transport": transport}
        made = self._made(name, client, parts, observer, settings)
        self._take(made._process().native.join_merchants(self._native(), name, True), made, client)
        before = self._clients.get(name)
        self._clients[name] = made
        if before is not None and before is not made:
            before.close()
        return made

    def _add_from_env(self, name: str, env: Dict[str, str], observer: Optional[Observer] = None, **parts: Any) -> None:
        """Adds a merchant with such variables."""
        made = self._of.__new__(self._of)
        made._set_up({"variables": variables_of(env)}, parts, observer, connections=lambda: self._current().native)
        self._take(made._process().native.join_merchants(self._native(), name, False), made, None)
        self._clients[name] = made

    def remove(self, name: str) -> bool:
        """Forgets a merchant and closes its client; whether there was one."""
        client = self._clients.pop(name, None)
        if client is None:
            return False
        self._native().remove(name)
        client.close()
        return True

    def get(self, name: str) -> Optional[Client]:
        """The client of this name."""
        return self._clients.get(name)

    def names(self) -> List[str]:
        """The names, in the order in which they were added."""
        return list(self._clients)

    def owner(self, headers: Any, raw_body: bytes) -> Owner[Client]:
        """Whose notification it is, as far as it says so itself: nothing is believed, and no signature is verified.

        Raises:
            QqWxPayError: `MERCHANT_NOT_REGISTERED`, or why it is no genuine one.
        """
        listed, body, _ = message(headers, raw_body)
        name, others = _named(_content(self._native().owner(listed, body)))
        return Owner(name, self._clients[name], others)

    def handle_notification(self, headers: Any, raw_body: bytes) -> HandledNotification:
        """For experts: `handle_notification` of the merchant that it is for, which is its `merchant`. What is for none is refused."""
        client, given = self._addressee(headers, raw_body)
        if client is None:
            return _handled(given)
        return _addressed(client.handle_notification(headers, raw_body), given)

    def close(self) -> None:
        """Closes all clients."""
        for name in self.names():
            self.remove(name)

    def __len__(self) -> int:
        return len(self._clients)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self._clients)}>"

    def __reduce__(self) -> Any:
        raise TypeError(f"{type(self).__name__} holds keys and connections: make one in each process")

    def _made(self, name: Any, client: Optional[Client], parts: Dict[str, Any], observer: Any, settings: Any) -> Client:
        if not isinstance(name, str):
            raise facade_error("WRONG_TYPE", "name", f"got an object of class {type(name).__name__}: expected a text")
        if client is None:
            made = self._of.__new__(self._of)
            made._set_up(*source_of(parts, settings), observer, connections=lambda: self._current().native)
            return made
        if not isinstance(client, self._of):
            expected = f"got an object of class {type(client).__name__}: expected a {self._of.__name__}"
            raise facade_error("WRONG_TYPE", "client", expected)
        return client

    def _take(self, reply: Tuple[bool, Any, Optional[int]], made: Client, given: Optional[Client]) -> None:
        """One that the core refuses is let go, if it was made here."""
        try:
            _content(reply)
        except BaseException:
            if given is None:
                made.close()
            raise

    def _addressee(self, headers: Any, raw_body: Any) -> Tuple[Optional[Client], Any]:
        """The client that it is for and its names, or what it is when it is for none."""
        listed, body, lost = message(headers, raw_body)
        owner, refused = self._native().addressee(listed, body)
        if owner is None:
            return None, (refused, lost)
        names = _named(owner)
        return self._clients[names[0]], names

    def _current(self) -> _Own:
        """That of this process; after a fork there is nobody in it yet."""
        own = self._own
        if own.process != os.getpid():
            own = self._own = _Own()
        return own

    def _native(self) -> Any:
        own = self._current()
        if not own.is_filled:
            with own.lock:
                for name, client in () if own.is_filled else list(self._clients.items()):
                    _content(client._process().native.join_merchants(own.native, name, False))
                own.is_filled = True
        return own.native


@guarded
class Merchants(_AllMerchants[QqWxPay]):
    """The clients of several merchants in one process, each by a name of your own; notifications of all of them may come to one address.
    They share connections, and where they take payments for the same mini program, QQ's access token. The adapters take it in the
    place of a client. After a fork each process makes the clients anew when it first needs them: add many after the fork.

    One merchant number may take payments for several mini programs, each with a client of its own here: which one a notification is for
    is said by the WeChat AppID in it. Where nothing in it tells them apart (a refund names no AppID, and two QQ mini programs may
    share a WeChat AppID), it goes to the one that was added first, and `other_merchants` names the others: look for its number in the
    orders of each.
    """

    _of = QqWxPay

    def receive_notification(
        self, headers: Any, raw_body: bytes, *, timeout: Optional[float] = None
    ) -> HandledNotification:
        """`receive_notification` of the merchant that it is for, which is its `merchant`. What is for none is refused."""
        client, given = self._addressee(headers, raw_body)
        if client is None:
            return _handled(given)
        return _addressed(client.receive_notification(headers, raw_body, timeout=timeout), given)

    def confirm_notification(
        self, headers: Any, raw_body: bytes, *, timeout: Optional[float] = None
    ) -> HandledNotification:
        """The same, but what it says of a payment or a refund is always what a query says."""
        client, given = self._addressee(headers, raw_body)
        if client is None:
            return _handled(given)
        return _addressed(client.confirm_notification(headers, raw_body, timeout=timeout), given)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@guarded
class AsyncMerchants(_AllMerchants[AsyncQqWxPay]):
    """The same as `Merchants`, with clients whose calls are awaited."""

    _of = AsyncQqWxPay

    async def receive_notification(
        self, headers: Any, raw_body: bytes, *, timeout: Optional[float] = None
    ) -> HandledNotification:
        """`receive_notification` of the merchant that it is for, which is its `merchant`. What is for none is refused."""
        client, given = self._addressee(headers, raw_body)
        if client is None:
            return _handled(given)
        return _addressed(await client.receive_notification(headers, raw_body, timeout=timeout), given)

    async def confirm_notification(
        self, headers: Any, raw_body: bytes, *, timeout: Optional[float] = None
    ) -> HandledNotification:
        """The same, but what it says of a payment or a refund is always what a query says."""
        client, given = self._addressee(headers, raw_body)
        if client is None:
            return _handled(given)
        return _addressed(await client.confirm_notification(headers, raw_body, timeout=timeout), given)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()


def _content(reply: Tuple[bool, Any, Optional[int]]) -> Any:
    is_value, content, _ = reply
    if is_value:
        return content
    raise error_of(content)


def _named(owner: str) -> Tuple[str, Tuple[str, ...]]:
    found = json.loads(owner)
    return found["name"], tuple(found["others"])


def _handled(refused: Tuple[Any, Optional[str]]) -> HandledNotification:
    native, lost = refused
    return HandledNotification(native, _content, lost)


def _addressed(handled: HandledNotification, names: Tuple[str, Tuple[str, ...]]) -> HandledNotification:
    handled.merchant, handled.other_merchants = names
    return handled
