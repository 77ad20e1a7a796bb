"""What the functions of the host gave, as the core takes it; what cannot be taken is refused by name, and not shown."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any, Callable, Dict, Mapping, NamedTuple, Optional, Tuple

from ._errors import QqWxPayError, facade_error
from ._message import header_list, raw_bytes
from ._prepared import checked_status
from ._record import Record


class Answer(NamedTuple):
    """The answer to a question."""

    text: Optional[str]
    """JSON; `None` when there is none."""

    error: Optional[BaseException]
    """What the call that waits has as its cause, if it fails."""


def no_answer(error: BaseException) -> Answer:
    """The function raised this."""
    return Answer(None, error)


def signature_of(field: str, value: Any) -> Answer:
    """A signature: whether it is one is judged by the core."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return Answer(json.dumps(b64encode(value).decode()), None)
    raise _wrong(field, value, "the 256 bytes of the signature")


def reply_of(field: str, status: Any, headers: Any, body: Any) -> Answer:
    """A reply; of what is none the core says what that leaves open."""
    try:
        record = {"status": checked_status(status), "headers": header_list(headers), "body_base64": b64encode(raw_bytes(body)).decode()}
    except QqWxPayError as error:
        return Answer("null", facade_error("WRONG_TYPE", f"{field}: {error.field}", error.detail))
    return Answer(json.dumps(record), None)


_REDIS: Tuple[Tuple[object, bool], ...] = ((0, False), (1, True), ("OK", True), (b"OK", True))
"""What clients of Redis answer in the place of True and False: a script gives 1 or 0, `SET` gives OK."""


def _text(field: str, value: Any) -> Answer:
    return _json(field, value, str, "the text of the token")


def _token(field: str, value: Any) -> Answer:
    if isinstance(value, Record):
        value = value.to_dict()
    elif isinstance(value, Mapping):
        value = dict(value)
    return _json(field, value, (dict, type(None)), "a StoredToken or None")


def _lease(field: str, value: Any) -> Answer:
    # As Redis answers `SET NX` when somebody else holds it.
    return _flag(field, False if value is None else value)


def _flag(field: str, value: Any) -> Answer:
    meant = next((meant for said, meant in _REDIS if type(value) is type(said) and value == said), value)
    return _json(field, meant, bool, "True or False")


def _nothing(_field: str, _value: Any) -> Answer:
    return Answer("null", None)


STORE: Dict[str, Callable[[str, Any], Answer]] = {
    "access_token": _text,
    "load": _token,
    "acquire_lease": _lease,
    "save": _flag,
    "release_lease": _nothing,
}
"""By question: what a token provider or store must give."""


def _json(field: str, value: Any, kind: Any, what: str) -> Answer:
    if isinstance(value, kind):
        try:
            text = json.dumps(value, ensure_ascii=False)
            text.encode("utf-8")
            return Answer(text, None)
        except UnicodeEncodeError:
            what = "no half of a surrogate pair in it"
        except (TypeError, ValueError):
            what = "a mapping of texts and whole numbers"
    raise _wrong(field, value, what)


def _wrong(field: str, value: Any, what: str) -> QqWxPayError:
    return facade_error("WRONG_TYPE", field, f"it gave an object of class {type(value).__name__}: expected {what}")
