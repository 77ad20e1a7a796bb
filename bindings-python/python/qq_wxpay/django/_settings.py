"""The settings of the site as this library's variables: what they may be called and hold, the core alone knows."""

from __future__ import annotations

import os
from typing import Any, Dict, Optional, Tuple

from django.conf import settings
from django.utils.module_loading import import_string

from .._errors import facade_error

PREFIX = "QQ_WXPAY_"

PARTS = {
    "OBSERVER": "observer",
    "SIGNER": "signer",
    "TOKEN_PROVIDER": "token_provider",
    "TOKEN_STORE": "token_store",
    "TRANSPORT": "transport",
}
"""What is no setting but an object. `TOKEN_STORE` may be either."""

MERCHANTS = "MERCHANTS"
"""What is several merchants: the settings of each by its name, beside those that they have in common."""

Source = Tuple[Dict[str, str], Dict[str, Any]]
"""What a client is made of: variables, and parts that are objects."""


def variables_and_parts() -> Source:
    """What a client is made of.

    Raises:
        InvalidInputError: naming the variable.
    """
    given = _given()
    given.pop(MERCHANTS, None)
    return _source(given)


def sources() -> Optional[Dict[str, Source]]:
    """What the clients of several merchants are made of, by their names; `None` when the site has one.

    Raises:
        InvalidInputError: naming the variable.
    """
    common = _given()
    merchants = common.pop(MERCHANTS, None)
    if merchants is None:
        return None
    names = _checked(PREFIX + MERCHANTS, merchants)
    return {name: _source({**common, **_checked(f"{PREFIX}{MERCHANTS}[{name!r}]", own)}) for name, own in names.items()}


def _source(given: Dict[str, Any]) -> Source:
    parts = {PARTS[name]: _part(name, given.pop(name)) for name in [name for name in given if _is_part(name, given[name])]}
    variables = {name: value for name, value in os.environ.items() if name.startswith(PREFIX)}
    variables.update({PREFIX + name: _text(PREFIX + name, value) for name, value in given.items() if value is not None})
    return variables, parts


def _given() -> Dict[str, Any]:
    """The settings of the site by their names without the prefix."""
    given = {name[len(PREFIX) :]: getattr(settings, name) for name in dir(settings) if name.startswith(PREFIX)}
    return {**given, **_checked("QQ_WXPAY", getattr(settings, "QQ_WXPAY", {}))}


def _checked(where: str, given: Any) -> Dict[str, Any]:
    if not isinstance(given, dict):
        raise facade_error("WRONG_TYPE", where, f"got an object of class {type(given).__name__}: expected a dict")
    for name in given:
        if not isinstance(name, str):
            raise facade_error("WRONG_TYPE", where, f"a key of class {type(name).__name__}: expected a text")
    return given


def _is_part(name: str, value: Any) -> bool:
    return name in PARTS and not (name == "TOKEN_STORE" and isinstance(value, str))


def _part(name: str, value: Any) -> Any:
    """The object, or the one with this dotted name."""
    try:
        return import_string(value) if isinstance(value, str) else value
    except ImportError:
        raise facade_error("WRONG_TYPE", PREFIX + name, "nothing with this dotted name can be imported") from None


def _text(variable: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ",".join(_text(variable, item) for item in value)
    if isinstance(value, os.PathLike):
        return _text(variable, os.fspath(value))
    if isinstance(value, (str, int)):
        return str(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    raise facade_error("WRONG_TYPE", variable, f"got an object of class {type(value).__name__}: expected a text")
