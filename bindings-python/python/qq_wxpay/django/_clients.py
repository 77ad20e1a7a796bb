"""The clients of the process."""

from __future__ import annotations

from typing import Any, Dict, Type, TypeVar, Union

from .._client import AsyncQqWxPay, QqWxPay
from .._errors import QqWxPayError, facade_error
from .._guard import emptied
from .._merchants import AsyncMerchants, Merchants
from ._settings import PREFIX, Source, sources, variables_and_parts

Made = TypeVar("Made", QqWxPay, AsyncQqWxPay, Merchants, AsyncMerchants)

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


def merchants() -> Merchants:
    """Those of `QQ_WXPAY["MERCHANTS"]` in this process, made when they are first asked for.

    Raises:
        QqWxPayError: `config`, `key` or `invalid_input`, naming the variable.
    """
    return _one(Merchants)


def async_merchants() -> AsyncMerchants:
    """The same for async code."""
    return _one(AsyncMerchants)


def receiver() -> Union[QqWxPay, Merchants]:
    """Who takes notifications: the merchants, where the site has several."""
    return client() if sources() is None else merchants()


def async_receiver() -> Union[AsyncQqWxPay, AsyncMerchants]:
    """The same for async code."""
    return async_client() if sources() is None else async_merchants()


def make(kind: Type[Made]) -> Made:
    """A client, or the merchants, with the settings of the site."""
    try:
        made: Made = _from_settings(kind)
        return made
    except QqWxPayError as error:
        emptied(error)
        raise


def _from_settings(kind: Any) -> Any:
    source: Source = ({}, {})
    all_sources: Dict[str, Source] = {}
    try:
        if issubclass(kind, (QqWxPay, AsyncQqWxPay)):
            source = variables_and_parts()
            return kind.from_env(env=source[0], **source[1])
        all_sources = sources() or {}
        if not all_sources:
            raise facade_error("FIELD_MISSING", 'QQ_WXPAY["MERCHANTS"]', "no merchant is named")
        made = kind()
        try:
            for name, source in all_sources.items():
                made._add_from_env(name, source[0], **source[1])
        except BaseException:
            made.close()
            raise
        return made
    finally:
        source, all_sources = ({}, {}), {}  # crash reporters show variables


def forget_clients(*, setting: str, **_: Any) -> None:
    """Settings have changed: the next call makes clients anew."""
    if setting == PREFIX[:-1] or setting.startswith(PREFIX):
        for kind in list(_made):
            _made.pop(kind).close()


def _one(kind: Type[Made]) -> Made:
    found: Union[Made, None] = _made.get(kind)
    if found is not None:
        return found
    mine = make(kind)
    kept: Made = _made.setdefault(kind, mine)
    if kept is not mine:
        mine.close()
    return kept
