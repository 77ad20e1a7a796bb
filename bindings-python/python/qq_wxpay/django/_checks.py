"""What is wrong with the settings, when the site starts and with `manage.py check`."""

from __future__ import annotations

from typing import Any, List

from django.core.checks import CheckMessage, Error, Warning

from .._client import QqWxPay
from .._errors import QqWxPayError
from .._merchants import Merchants
from ._clients import make
from ._settings import sources, variables_and_parts


def check_settings(**_: Any) -> List[CheckMessage]:
    """Makes a client, which asks nobody. A site that has no setting of this library at all goes on: images are built without keys."""
    try:
        if sources() is not None:
            return _check_merchants()
        variables, parts = variables_and_parts()
        if not variables and not parts:
            return [Warning("no setting of qq_wxpay is there", hint="QQ_WXPAY = {...} in the settings, or variables QQ_WXPAY_…", id="qq_wxpay.W001")]
        make(QqWxPay).close()
    except QqWxPayError as error:
        return [_wrong(error)]
    return []


def _check_merchants() -> List[CheckMessage]:
    """Each of them, with its name beside what is wrong."""
    several = sources() or {}
    if not several:
        make(Merchants).close()
    found: List[CheckMessage] = []
    made = Merchants()
    try:
        for name in several:
            try:
                variables, parts = several[name]
                made._add_from_env(name, variables, **parts)
            except QqWxPayError as error:
                found.append(_wrong(error, f"{name}: "))
    finally:
        several, variables, parts = {}, {}, {}  # crash reporters show variables
        made.close()
    return found


def _wrong(error: QqWxPayError, which: str = "") -> CheckMessage:
    return Error(f"{which}{error}", hint=error.remedy.zh if error.remedy else None, id="qq_wxpay.E001")
