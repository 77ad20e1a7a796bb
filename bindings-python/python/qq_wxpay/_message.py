"""Headers and raw bodies, as frameworks and HTTP clients give them."""

from __future__ import annotations

from typing import Any, Dict, List, NamedTuple, Optional

from ._errors import facade_error

_SIGNED = "wechatpay-"
"""What the headers begin with that matter for a notification; the others stay here."""


class Message(NamedTuple):
    """A notification as the core takes it."""

    headers: List[str]
    body: bytes
    lost: Optional[str]
    """Why there is no body although there was one, if that can be seen."""


def message(headers: Any, raw_body: Any) -> Message:
    """A notification, out of what was given for it."""
    body = raw_bytes(raw_body)
    listed = header_list(headers, _SIGNED) or header_list(_of_wsgi(headers), _SIGNED)
    return Message(listed, body, None if body else _lost(headers))


def _of_wsgi(headers: Any) -> Dict[str, Any]:
    """The headers in what WSGI calls the environment: Django's `request.META`."""
    names = [name for name in headers if isinstance(name, str)] if hasattr(headers, "items") else ()
    return {name[5:].replace("_", "-"): headers[name] for name in names if name.startswith("HTTP_")}


def _lost(headers: Any) -> Optional[str]:
    found = header_list(headers)
    for name, value in _of_wsgi(headers).items():
        found += name, str(value)
    named = {name.lower().replace("_", "-"): value for name, value in zip(found[::2], found[1::2])}
    return lost_body(named.get("content-length"), "chunked" in named.get("transfer-encoding", ""))


def lost_body(length: Any, chunked: bool) -> Optional[str]:
    """Why a body is empty that was not so when it was sent."""
    if whole_number(length):
        return "it is empty: something has read it before"
    if chunked:
        return "it is empty: this server hands on no body that is sent in chunks without `Content-Length`"
    return None


def whole_number(length: Any) -> Optional[int]:
    """A `Content-Length`, if it is one."""
    text = str(length if length is not None else "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def header_list(headers: Any, prefix: str = "") -> List[str]:
    """Headers of any library as one list: name, value, name, value, ...; those whose names begin with `prefix`."""
    pairs = headers.items() if hasattr(headers, "items") else headers
    flat: List[str] = []
    try:
        for name, value in pairs:
            if type(name) is not str:
                name = _header(name)
            if name[: len(prefix)].lower() != prefix:
                continue
            if type(value) is str and value.isascii() and name.isascii():
                flat += name, value
                continue
            for item in value if isinstance(value, (list, tuple)) else (value,):
                flat += _header(name), _header(item)
    except (TypeError, ValueError) as error:
        raise facade_error("WRONG_TYPE", "headers", "expected a mapping or pairs of names and values, such as `request.headers`") from error
    return flat


def _header(value: Any) -> str:
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
    # A server that follows WSGI may leave halves of surrogate pairs.
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def raw_bytes(body: Any) -> bytes:
    """The raw bytes. Text and parsed content are no raw bytes: a parser has been there before."""
    if isinstance(body, bytes):
        return body
    if isinstance(body, (bytearray, memoryview)):
        return bytes(body)
    raise facade_error("RAW_BODY_NEEDED", "body", _described(body))


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
