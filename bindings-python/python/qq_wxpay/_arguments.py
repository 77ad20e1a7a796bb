"""From keyword arguments to JSON, refusing by name what JSON would change or drop."""

from __future__ import annotations

import json
from typing import Any, Mapping, Optional

from ._errors import QqWxPayError, own_error
from ._record import Record

_DEEPEST = 32


def to_json(value: Any) -> str:
    """The value as JSON. `None` in a mapping is a field that is left out."""
    try:
        return json.dumps(_plain(value, "", 0), ensure_ascii=False, separators=(",", ":"))
    except UnicodeEncodeError as error:  # pragma: no cover
        raise own_error("WRONG_TYPE", None, "half of a surrogate pair") from error


def _plain(value: Any, path: str, depth: int) -> Any:
    kind = type(value)
    if kind is str:
        return _text(value, path)
    if value is None or kind is int or kind is bool:
        return value
    if depth == _DEEPEST:
        raise _refused(path, "too deep, or in a circle")
    if isinstance(value, Record):
        return _plain(value.to_dict(), path, depth)
    if isinstance(value, Mapping):
        found = {}
        for name, item in value.items():
            if not isinstance(name, str):
                raise _refused(path, f"a key of class {type(name).__name__}")
            if item is not None:
                found[name] = _plain(item, f"{path}.{name}" if path else name, depth + 1)
        return found
    if isinstance(value, (list, tuple)):
        return [_plain(item, f"{path}[{index}]", depth + 1) for index, item in enumerate(value)]
    if isinstance(value, float):
        raise _refused(path, "a float: amounts are whole fen; `fen(\"19.99\")` converts yuan")
    # Subclasses, such as those of enum.
    if isinstance(value, str):
        return _text(str.__str__(value), path)
    if isinstance(value, int):
        return int(value)
    raise _refused(path, f"an object of class {type(value).__name__}")


def _text(value: str, path: str) -> str:
    if not value.isascii():
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise _refused(path, "half of a surrogate pair") from None
    return value


def _refused(path: str, detail: str) -> QqWxPayError:
    return own_error("WRONG_TYPE", path or "(the request)", detail)


def headers_json(headers: Any) -> str:
    """Headers of any library as one JSON list: name, value, name, value, ..."""
    pairs = headers.items() if hasattr(headers, "items") else headers
    flat = []
    try:
        for name, value in pairs:
            for item in value if isinstance(value, (list, tuple)) else (value,):
                flat += [_header(name), _header(item)]
    except (TypeError, ValueError) as error:
        raise own_error("WRONG_TYPE", "headers", "expected a mapping or pairs of names and values") from error
    return json.dumps(flat, ensure_ascii=True)


def _header(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return str(value)


def raw_bytes(body: Any) -> bytes:
    """The raw bytes. Text and parsed content are no raw bytes: a parser has been there before."""
    if isinstance(body, bytes):
        return body
    if isinstance(body, (bytearray, memoryview)):
        return bytes(body)
    raise own_error("RAW_BODY_NEEDED", "body", _described(body))


def _described(body: Any) -> str:
    if body is None:
        return "got None: was the body read before?"
    if isinstance(body, str):
        return "got a str: it may have been decoded or written anew"
    if isinstance(body, (dict, list)):
        return f"got a {type(body).__name__}: a JSON parser was there before"
    if callable(body):
        return "got a function: call it, and await it where it is async"
    return f"got an object of class {type(body).__name__}"


def seconds(timeout: Optional[float]) -> Optional[float]:
    """A time limit, checked."""
    if timeout is None:
        return None
    if isinstance(timeout, bool) or not isinstance(timeout, (int, float)) or not 0 < timeout < 1e9:
        raise own_error("WRONG_TYPE", "timeout", "expected seconds above 0")
    return float(timeout)
