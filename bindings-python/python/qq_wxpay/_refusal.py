"""Why an argument is refused: its type named, and what to give in its place."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """Why JSON would change or drop a value. Its path grows on the way out: who is not refused pays nothing for it."""

    def __init__(self, detail: str, code: str = "WRONG_TYPE") -> None:
        self.detail = detail
        self.code = code
        self.path = ""


_INSTEAD = {
    "float": 'amounts are whole fen; `fen("19.99")` converts yuan',
    "Decimal": "`fen(...)` converts yuan to whole fen",
    "datetime": "`.isoformat()` is its text",
    "date": "`.isoformat()` is its text",
    "timedelta": "give the moment itself, a datetime with a time zone",
    "UUID": "`.hex` is its text of 32 characters",
    "PurePath": "give what stands in the file: `.read_bytes()`",
    "bytes": "`.decode()` gives its text",
    "bytearray": "`.decode()` gives its text",
    "Enum": "give its `.value`",
    "set": "give a list",
    "frozenset": "give a list",
    "integer": "`int(...)` of it",
    "QuerySet": "give a list of dicts",
}
"""What to give in the place of an object of a class, or of one that is derived from it. By name: nobody's modules are loaded for it."""


def refused(value: Any) -> Refused:
    """Refuses an object that is neither text nor a whole number, a mapping or a list."""
    for cls in type(value).__mro__:
        if cls.__name__ in _INSTEAD:
            return Refused(f"an object of class {type(value).__name__}: {_INSTEAD[cls.__name__]}")
    return Refused(f"an object of class {type(value).__name__}")
