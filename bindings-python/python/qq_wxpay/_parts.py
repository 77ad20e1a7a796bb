"""What the host may bring along: a token provider, a token store, a signer, a transport."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Awaitable, Callable, ClassVar, Dict, Mapping, NamedTuple, Optional, Protocol, Tuple, Union

from ._answers import STORE, Answer, no_answer, reply_of, signature_of
from ._errors import facade_error
from ._prepared import Request as Request
from ._record import Record

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["HttpReply", "NotConnected", "Request", "Signer", "StoredToken", "TokenProvider", "TokenStore", "Transport"]


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


class Signer(Protocol):
    """Signs in the place of a private key: an HSM or a KMS. Then the settings need no private key; `merchant_serial` names the key.

    The method may be async. A function that takes the message is a signer, too.
    """

    def sign(self, message: bytes) -> Union[Buffer, Awaitable[Buffer]]:
        """The RSASSA-PKCS1-v1_5 signature with SHA-256 of `message`, 256 bytes, not encoded. The message is not hashed yet.

        What it gives is looked at before anything is sent (`SIGNATURE_UNUSABLE`); what it raises is the `__cause__` of a
        `SIGNING_FAILED`.
        """
        ...


class HttpReply:
    """A reply as it came: its status, its headers in any form that an HTTP client has, its whole body."""

    __slots__ = ("body", "headers", "status")

    def __init__(self, status: int, headers: Any, body: Buffer) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    def __repr__(self) -> str:
        return f"HttpReply(status={self.status!r})"


class NotConnected(Exception):
    """Raise this from a transport when nothing was sent: then the same call may be made again."""


class Transport(Protocol):
    """Sends requests another way than the library does: unchanged, byte for byte, following no redirect, repeating nothing, checking
    TLS certificates. The method may be async. A function of the same arguments is a transport, too.
    """

    def send(self, request: Request, timeout: float) -> Union[HttpReply, Awaitable[HttpReply]]:
        """Sends the request within so many seconds. Raise `NotConnected` when nothing was sent (a `ConnectionRefusedError` counts as
        one); whatever else is raised leaves open whether it arrived. Both are the `__cause__` of the call's error.

        Of an async one the task is cancelled when nobody waits for the reply any more: the time is over, or the call was given up.
        """
        ...


SignerFunction = Callable[[bytes], Union["Buffer", Awaitable["Buffer"]]]
TransportFunction = Callable[[Request, float], Union[HttpReply, Awaitable[HttpReply]]]


class Question(NamedTuple):
    """A question of the core, and who answers it."""

    field: str
    """The function as a field, for errors."""

    function: Callable[..., Any]
    given: Callable[[Any], Tuple[Any, ...]]
    """What it is asked with, out of JSON."""

    answer: Callable[[str, Any], Answer]
    """What is said of what it gave."""

    failed: Callable[[BaseException], Answer]
    """What is said of what it raised."""


_FUNCTIONS: Dict[str, Tuple[str, ...]] = {
    "token_provider": ("access_token",),
    "token_store": ("load", "acquire_lease", "save", "release_lease"),
    "signer": ("sign",),
    "transport": ("send",),
}


class Parts(NamedTuple):
    """The parts of a client, checked."""

    told: Dict[str, Any]
    """What the core is told of them."""

    questions: Dict[str, Question]


def parts_of(given: Mapping[str, Any]) -> Parts:
    """The parts that were given.

    Raises:
        QqWxPayError: naming the part or its function.
    """
    present = {name: part for name, part in given.items() if part is not None}
    if "token_provider" in present and "token_store" in present:
        raise facade_error("TOKEN_SOURCE_GIVEN_TWICE", "token_provider", "")
    source = {"token_provider": "provider", "token_store": "store"}
    told = {"source": source[name] for name in present if name in source}
    flags = {"sends": "transport" in present, "signs": "signer" in present}
    questions = {word: question for name, part in present.items() for word, question in _questions(name, part).items()}
    return Parts({**told, **flags}, questions)


def _questions(name: str, part: Any) -> Dict[str, Question]:
    found: Dict[str, Question] = {}
    for word in _FUNCTIONS[name]:
        function = getattr(part, word, None)
        if not callable(function) and name in ("signer", "transport") and callable(part):
            function = part
        if not callable(function):
            raise facade_error("FIELD_MISSING", f"{name}.{word}", "expected a function")
        field = f"{name}.{word}"
        if name == "signer":
            found[word] = Question(field, function, _message, signature_of, no_answer)
        elif name == "transport":
            found[word] = Question(field, function, _request, _reply, _unsent)
        else:
            found[word] = Question(field, function, _stored, STORE[word], no_answer)
    return found


def _stored(arguments: Any) -> Tuple[Any, ...]:
    return tuple(StoredToken(**item) if isinstance(item, dict) else item for item in arguments)


def _message(arguments: Any) -> Tuple[Any, ...]:
    from base64 import b64decode

    return (b64decode(arguments[0]),)


def _request(arguments: Any) -> Tuple[Any, ...]:
    record, milliseconds = arguments
    return Request.of_record(record), milliseconds / 1000


def _reply(field: str, value: Any) -> Answer:
    if isinstance(value, HttpReply):
        return reply_of(field, value.status, value.headers, value.body)
    error = facade_error("WRONG_TYPE", field, f"it gave an object of class {type(value).__name__}: expected an HttpReply")
    return Answer("null", error)


def _unsent(error: BaseException) -> Answer:
    if isinstance(error, (NotConnected, ConnectionRefusedError)):
        return Answer('{"failure":"not_connected"}', error)
    return no_answer(error)
