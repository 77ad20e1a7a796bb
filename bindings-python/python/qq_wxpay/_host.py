"""The host's own functions that the core asks: a token provider, a token store, an observer."""

from __future__ import annotations

import _thread
import json
import sys
import threading
import weakref
from typing import TYPE_CHECKING, Any, Awaitable, Callable, ClassVar, Dict, Mapping, Optional, Protocol, Tuple, Union

from . import _replies as replies
from ._errors import own_error
from ._fork import away_from_forks
from ._record import Record

if TYPE_CHECKING:
    import asyncio
    import logging

    from . import _native

__all__ = ["Observer", "StoredToken", "TokenProvider", "TokenStore"]

_KEPT = 100
"""So many exceptions are kept for the calls that fail because of them."""


class StoredToken(Record):
    """QQ's access token as a token store keeps it."""

    access_token: str

    fetched_at: int
    """Unix seconds."""

    refresh_at: int
    """Unix seconds from which on it should be replaced."""

    expires_at: int
    """Unix seconds."""

    _fields: ClassVar[Tuple[str, ...]] = ("access_token", "fetched_at", "refresh_at", "expires_at")


class TokenProvider(Protocol):
    """Supplies the access token, for those who have a central token server. The method may be async."""

    def access_token(self, refused: Optional[str]) -> Union[str, Awaitable[str]]:
        """The token. `refused` is one that QQ has just refused: give another one than that."""
        ...


class TokenStore(Protocol):
    """Keeps the access token for many processes, for example in Redis. The methods may be async."""

    def load(self, qq_appid: str) -> Union[Optional[StoredToken], Awaitable[Optional[StoredToken]]]:
        """The stored token; `None` when there is none."""
        ...

    def acquire_lease(self, qq_appid: str, owner: str, milliseconds: int) -> Union[bool, Awaitable[bool]]:
        """Takes the lease, unless somebody else holds it (Redis: `SET NX PX`). One that is `owner`'s already is granted again."""
        ...

    def save(self, qq_appid: str, owner: str, token: StoredToken) -> Union[bool, Awaitable[bool]]:
        """Stores the token if the lease is still `owner`'s, and ends the lease. `False` when it was lost meanwhile."""
        ...

    def release_lease(self, qq_appid: str, owner: str) -> Union[None, Awaitable[None]]:
        """Ends the lease if it is still `owner`'s, without storing anything."""
        ...


Observer = Callable[[replies.ClientEvent], object]
"""Is told of every request and notification. What it raises is logged and harms no call."""

_FUNCTIONS = {
    "token_provider": ("provider", ("access_token",)),
    "token_store": ("store", ("load", "acquire_lease", "save", "release_lease")),
}


class Host:
    """Answers the questions of one client in one process."""

    def __init__(self, functions: Any, source: str) -> None:
        self.source = source
        self._functions = functions
        self._thrown: Dict[int, BaseException] = {}
        self._lock = threading.Lock()
        self._client: Callable[[], Any] = lambda: None
        self.loop: Optional[asyncio.AbstractEventLoop] = None
        """The loop on which async functions run: that of the call under way, where it is an async one."""

    def belongs_to(self, client: Any) -> None:
        """The client is held weakly: it holds this host, in a way that the garbage collector does not see."""
        self._client = weakref.ref(client)

    def ask(self, number: int, question: str, arguments: str) -> None:
        """Waits for nothing: the function gets a thread of Python, which may end with the interpreter at any point."""
        _begin_thread(self._run, (number, question, arguments))

    def _run(self, number: int, question: str, arguments: str) -> None:
        """Never raises: what a function raises is kept, and given to the call that fails because of it."""
        try:
            given = [_token(item) for item in json.loads(arguments)]
            with away_from_forks():
                value = getattr(self._functions, question)(*given)
            if hasattr(value, "__await__"):
                self._await(number, value)
                return
            self._say(number, _answer(value))
        except BaseException as error:
            self._fail(number, error)

    def _await(self, number: int, value: Awaitable[Any]) -> None:
        import asyncio

        async def wait() -> None:
            try:
                answer = _answer(await value)
            except BaseException as error:
                self._fail(number, error)
            else:
                self._say(number, answer)

        loop = self.loop
        if loop is not None and loop.is_running():
            asyncio.run_coroutine_threadsafe(wait(), loop)
        else:
            asyncio.run(wait())

    def _fail(self, number: int, error: BaseException) -> None:
        with self._lock:
            self._thrown[number] = error
            if len(self._thrown) > _KEPT:
                del self._thrown[next(iter(self._thrown))]
        self._say(number, None)

    def _say(self, number: int, answer: Optional[str]) -> None:
        client = self._client()
        if client is not None:
            client.answer(number, answer)

    def thrown(self, number: Optional[int]) -> Optional[BaseException]:
        """What was raised in answer to this question."""
        if number is None:
            return None
        with self._lock:
            return self._thrown.pop(number, None)


def _begin_thread(run: Callable[..., None], arguments: Tuple[Any, ...]) -> None:
    """A true thread, also where gevent has put its own in the place of Python's: they would wait for a loop that nobody runs."""
    monkey = sys.modules.get("gevent.monkey")
    begin = _thread.start_new_thread if monkey is None else monkey.get_original("_thread", "start_new_thread")
    begin(run, arguments)


def _token(item: Any) -> Any:
    return StoredToken(**item) if isinstance(item, dict) else item


def _answer(value: Any) -> str:
    if isinstance(value, Record):
        value = value.to_dict()
    elif isinstance(value, Mapping):
        value = dict(value)
    return json.dumps(value)


def host_of(parts: Mapping[str, Any]) -> Optional[Callable[[], Host]]:
    """Makes the host of a client out of the parts that were given."""
    given = [name for name in _FUNCTIONS if parts.get(name) is not None]
    if not given:
        return None
    if len(given) > 1:
        raise own_error("TOKEN_SOURCE_GIVEN_TWICE", "token_provider", "")
    functions = parts[given[0]]
    source, names = _FUNCTIONS[given[0]]
    for name in names:
        if not callable(getattr(functions, name, None)):
            raise own_error("FIELD_MISSING", f"{given[0]}.{name}", "expected a function")
    return lambda: Host(functions, source)


def logger() -> logging.Logger:
    """The logger of this library; it is silent until somebody sets logging up."""
    import logging

    found = logging.getLogger("qq_wxpay")
    if not found.handlers:
        found.addHandler(logging.NullHandler())
    return found


def observation(observer: Optional[Observer]) -> Callable[[_native.NativeEvent], None]:
    """Logs what the client does, and tells the observer."""
    if observer is not None and not callable(observer):
        raise own_error("WRONG_TYPE", "observer", "expected a function")

    def observe(event: _native.NativeEvent) -> None:
        try:
            # Whoever wants a log has loaded logging.
            level = _level(event.failed) if "logging" in sys.modules else None
            if level is None and observer is None:
                return
            value: Dict[str, Any] = json.loads(event.record())
            if level is not None:
                _log(level, value)
            if observer is not None:
                observer(replies.read_client_event(value))
        except Exception:
            logger().exception("the observer failed")

    return observe


def _level(failed: bool) -> Optional[int]:
    """The level to log at; `None` when nobody wants to know."""
    import logging

    level = logging.WARNING if failed else logging.DEBUG
    return level if logger().isEnabledFor(level) else None


def _log(level: int, event: Dict[str, Any]) -> None:
    code = event["code"]
    extra = {"qq_wxpay": dict(event)}
    if event["type"] == "notification":
        logger().log(level, "notification: %s%s", event["outcome"], f" ({code})" if code else "", extra=extra)
        return
    became = code or event["status"]
    took = event["elapsed_us"] / 1000
    again = ", repeats" if event["repeats"] else ""
    text = "%s, attempt %d: %s in %.1f ms%s"
    logger().log(level, text, event["operation"], event["attempt"], became, took, again, extra=extra)
