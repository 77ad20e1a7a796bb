"""The host's own functions that the core asks: a token provider, a token store."""

from __future__ import annotations

import json
import threading
import weakref
from typing import TYPE_CHECKING, Any, Awaitable, Callable, ClassVar, Dict, List, Mapping, Optional, Protocol, Set, Tuple, Union

from ._errors import QqWxPayError, facade_error
from ._fork import away_from_forks
from ._guard import emptied
from ._loop import OwnLoop
from ._record import Record
from ._threads import asked_by, begin_thread
from ._observing import logger

if TYPE_CHECKING:
    import asyncio

__all__ = ["StoredToken", "TokenProvider", "TokenStore"]

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
    _hidden: ClassVar[Tuple[str, ...]] = ("access_token",)


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


_FUNCTIONS = {
    "token_provider": ("provider", ("access_token",)),
    "token_store": ("store", ("load", "acquire_lease", "save", "release_lease")),
}


_EXPECTED: Dict[str, Tuple[Any, str]] = {
    "access_token": (str, "the text of the token"),
    "load": ((dict, type(None)), "a StoredToken or None"),
    "acquire_lease": (bool, "True or False"),
    "save": (bool, "True or False"),
}
"""What each function must give; what `release_lease` gives does not matter."""


_REDIS: Tuple[Tuple[object, bool], ...] = ((0, False), (1, True), ("OK", True), (b"OK", True))
"""What clients of Redis answer in the place of True and False: a script gives 1 or 0, `SET` gives OK."""


class Host:
    """Answers the questions of one client in one process."""

    def __init__(self, functions: Any, part: str, owner: object) -> None:
        self.source = _FUNCTIONS[part][0]
        self._part = part
        self._owner = owner
        self._functions = functions
        self._told: Set[str] = set()
        self._thrown: Dict[int, BaseException] = {}
        self._lock = threading.Lock()
        self._client: Callable[[], Any] = lambda: None
        self.loop: Optional[asyncio.AbstractEventLoop] = None
        """The loop on which async functions run: that of the call under way, where it is an async one."""
        self._own_loop = OwnLoop()

    def belongs_to(self, client: Any) -> None:
        """The client is held weakly: it holds this host, in a way that the garbage collector does not see."""
        self._client = weakref.ref(client)
        weakref.finalize(client, self._own_loop.end)

    def ask(self, number: int, question: str, arguments: str) -> None:
        """Waits for nothing: the function gets a thread of Python, which may end with the interpreter at any point."""
        # In a list, which whoever takes them empties: what the function raises carries the frames here along.
        begin_thread(self._run, (number, question, [arguments], self._client()))

    def _run(self, number: int, question: str, arguments: List[str], client: Any) -> None:
        """Never raises: what a function raises is kept, and given to the call that fails because of it.

        It keeps the client until the answer is there, which otherwise nobody could take.
        """
        try:
            self._begin(number, question, arguments, client)
        except BaseException as error:
            self._fail(number, question, error)

    def _begin(self, number: int, question: str, arguments: List[str], client: Any) -> None:
        with asked_by(self._owner), away_from_forks():
            value = getattr(self._functions, question)(*_given(arguments.pop()))
        if hasattr(value, "__await__"):
            self._await(number, question, value, client)
        else:
            self._say(number, self._answer(question, value))

    def _await(self, number: int, question: str, value: Awaitable[Any], client: Any) -> None:
        import asyncio

        kept = [client]

        async def answered() -> str:
            # Of a task of its own, whose context ends with it.
            with asked_by(self._owner):
                return self._answer(question, await value)

        async def wait() -> None:
            try:
                answer = await answered()
            except BaseException as error:
                self._fail(number, question, error)
            else:
                self._say(number, answer)
            finally:
                kept.clear()

        loop = self.loop
        if loop is not None and loop.is_running():
            asyncio.run_coroutine_threadsafe(wait(), loop)
        else:
            self._own_loop.run(wait())

    def _answer(self, question: str, value: Any) -> str:
        """The answer as JSON; what cannot be one is refused by name, and not shown."""
        if isinstance(value, Record):
            value = value.to_dict()
        elif isinstance(value, Mapping):
            value = dict(value)
        expected = _EXPECTED.get(question)
        if expected is None:
            return "null"
        kind, what = expected
        if value is None and question == "acquire_lease":
            value = False  # as Redis answers `SET NX` when somebody else holds it
        elif kind is bool:
            value = next((meant for said, meant in _REDIS if type(value) is type(said) and value == said), value)
        if isinstance(value, kind):
            try:
                text = json.dumps(value, ensure_ascii=False)
                text.encode("utf-8")
                return text
            except UnicodeEncodeError:
                what = "no half of a surrogate pair in it"
            except (TypeError, ValueError):
                what = "a mapping of texts and whole numbers"
        name = type(value).__name__
        raise facade_error("WRONG_TYPE", f"{self._part}.{question}", f"it gave an object of class {name}: expected {what}")

    def _fail(self, number: int, question: str, error: BaseException) -> None:
        emptied(error)
        with self._lock:
            self._thrown[number] = error
            if len(self._thrown) > _KEPT:
                del self._thrown[next(iter(self._thrown))]
        self._say(number, None)
        if isinstance(error, QqWxPayError) and question not in self._told:
            # Also where no call fails because of it. Once: it will be the same each time.
            self._told.add(question)
            logger().error("a function of the host: %s", error)

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


def _given(arguments: str) -> List[Any]:
    return [StoredToken(**item) if isinstance(item, dict) else item for item in json.loads(arguments)]


def host_of(parts: Mapping[str, Any], owner: object) -> Optional[Callable[[], Host]]:
    """Makes the host of a client out of the parts that were given."""
    given = [name for name in _FUNCTIONS if parts.get(name) is not None]
    if not given:
        return None
    if len(given) > 1:
        raise facade_error("TOKEN_SOURCE_GIVEN_TWICE", "token_provider", "")
    functions = parts[given[0]]
    for name in _FUNCTIONS[given[0]][1]:
        if not callable(getattr(functions, name, None)):
            raise facade_error("FIELD_MISSING", f"{given[0]}.{name}", "expected a function")
    return lambda: Host(functions, given[0], owner)
