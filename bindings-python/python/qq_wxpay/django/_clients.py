"""The clients of the process."""

from __future__ import annotations

from typing import Any, Dict, Type, TypeVar, Union

from .._client import AsyncQqWxPay, QqWxPay
from .._errors import QqWxPayError
from .._guard import emptied
from ._settings import PREFIX, variables_and_parts

AnyClient = TypeVar("AnyClient", QqWxPay, AsyncQqWxPay)

_made: Dict[Type[Any], Any] = {}
"""No lock guards it: one that is held while the process forks is held for ever in the child."""


def client() -> QqWxPay:
    """The client of this process, made with the settings of the site when it is first asked for.

    Raises:
        QqWxPayError: `config`, `key` or `invalid_input`, naming the variable.
    """
    return _one(QqWxPay)


def async_client() -> AsyncQqWxPay:
    """The same for async code."""
    return _one(AsyncQqWxPay)


def make(kind: Type[AnyClient]) -> AnyClient:
    """A client with the settings of the site."""
    variables: Dict[str, str] = {}
    parts: Dict[str, Any] = {}
    try:
        variables, parts = variables_and_parts()
        return kind.from_env(env=variables, **parts)
    except QqWxPayError as error:
        emptied(error)
        raise
    finally:
        variables, parts = {}, {}  # crash reporters show variables


def forget_clients(*, setting: str, **_: Any) -> None:
    """Settings have changed: the next call makes clients anew."""
    if setting == PREFIX[:-1] or setting.startswith(PREFIX):
        for kind in list(_made):
            _made.pop(kind).close()


def _one(kind: Type[AnyClient]) -> AnyClient:
    found: Union[AnyClient, None] = _made.get(kind)
    if found is not None:
        return found
    mine = make(kind)
    kept: AnyClient = _made.setdefault(kind, mine)
    if kept is not mine:
        mine.close()
    return kept
