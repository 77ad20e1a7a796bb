"""From keyword arguments to JSON, refusing by name what JSON would change or drop."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from ._errors import facade_error
from ._record import Record
from ._refusal import Refused, refused
from ._times import TIMES, written

_DEEPEST = 32

_COMPARED = ("expected",)
"""Fields in which `None` is no field that is left out: a column that does not exist would compare with nothing, and pass."""


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_json(value: Any, nothing_is_a_value: bool = False) -> str:
    """The value as JSON. `None` in a mapping is a field that is left out, unless it has to be refused as a value."""
    try:
        return _encode(_plain(value, 0, nothing_is_a_value))
    except Refused as refusal:
        path = refusal.path.lstrip(".") or "(the request)"
        raise facade_error(refusal.code, path, refusal.detail) from None


def _plain(value: Any, depth: int, keeps: bool) -> Any:
    kind = type(value)
    if kind is str:
        return _text(value)
    if value is None or kind is int or kind is bool:
        return value
    if depth == _DEEPEST:
        raise Refused("too deep, or in a circle")
    if isinstance(value, Record):
        return _plain(value.to_dict(), depth, keeps)
    if kind is dict or isinstance(value, Mapping):
        return _mapping(value, depth + 1, keeps)
    if isinstance(value, (list, tuple)):
        return _list(value, depth + 1, keeps)
    # Subclasses, such as those of enum.
    if isinstance(value, str):
        return _text(str.__str__(value))
    if isinstance(value, int):
        return int(value)
    raise refused(value)


def _mapping(value: Mapping[Any, Any], depth: int, keeps: bool) -> Dict[str, Any]:
    found = {}
    name = None
    try:
        for name, item in value.items():
            if item is not None or keeps:
                if name in TIMES:
                    item = written(name, item)
                found[name] = _plain(item, depth, keeps or name in _COMPARED)
    except Refused as refusal:
        refusal.path = f".{name}{refusal.path}"
        raise
    for name in found:
        if not isinstance(name, str):
            raise Refused(f"a key of class {type(name).__name__}")
        _text(name)
    return found


def _list(value: Sequence[Any], depth: int, keeps: bool) -> List[Any]:
    found: List[Any] = []
    try:
        for item in value:
            found.append(_plain(item, depth, keeps))
    except Refused as refusal:
        refusal.path = f"[{len(found)}]{refusal.path}"
        raise
    return found


def _text(value: str) -> str:
    if not value.isascii():
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise Refused("half of a surrogate pair") from None
    return value


_PREFIX = "QQ_WXPAY_"


def source_of(parts: Dict[str, Any], settings: Mapping[str, Any]) -> Tuple[Dict[str, Any], Dict[str, Any]]:
    """What the core makes a client of: settings as JSON, among them a `token_store` that is a text, and the parts that are objects."""
    given: Dict[str, Any] = {name: setting(value) for name, value in settings.items()}
    if isinstance(parts.get("token_store"), str):
        given["token_store"] = parts["token_store"]
        parts = {**parts, "token_store": None}
    return {"settings": to_json(given)}, parts


def variables_of(env: Any) -> str:
    """The variables of this library as JSON. `None` is not set."""
    found: Dict[str, str] = {}
    try:
        for name, value in env.items():
            if not name.startswith(_PREFIX) or value is None:
                continue
            if not isinstance(value, str):
                raise facade_error("VARIABLE_NOT_TEXT", _legible(name), f"an object of class {type(value).__name__}")
            found[_legible(name)] = _legible(value)
    except (AttributeError, TypeError, ValueError):
        raise facade_error("WRONG_TYPE", "env", "expected a mapping of texts, such as os.environ") from None
    return json.dumps(found)


def _legible(text: str) -> str:
    """The text with U+FFFD for what Python could not read as UTF-8: the core refuses that by the name of the variable."""
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def setting(value: Any) -> Any:
    """A file's content as a setting: its text, or base64 of what is no text (`.p12`, `.der`)."""
    if isinstance(value, (bytes, bytearray)):
        try:
            return bytes(value).decode("utf-8")
        except UnicodeDecodeError:
            import base64

            return base64.b64encode(value).decode("ascii")
    return value


def checked_token(given: Optional[str]) -> Optional[str]:
    """The access token that an order is prepared with, checked."""
    if given is not None and not (isinstance(given, str) and given.isascii()):
        raise facade_error("WRONG_TYPE", "access_token", "expected the text of the token")
    return given


def seconds(timeout: Optional[float]) -> Optional[float]:
    """A time limit, checked."""
    if timeout is None:
        return None
    if isinstance(timeout, bool) or not isinstance(timeout, (int, float)):
        total = ": `.total_seconds()` gives them" if hasattr(timeout, "total_seconds") else ""
        raise facade_error("TIME_LIMIT_INVALID", "timeout", f"{_LIMIT}; this is an object of class {type(timeout).__name__}{total}")
    if not 0 < timeout < 1e9:
        raise facade_error("TIME_LIMIT_INVALID", "timeout", f"{_LIMIT}; left out, the library's own limit counts")
    return float(timeout)


_LIMIT = "a time limit is a number of seconds above 0, such as 5 or 0.5"
