"""WeChat Pay inside QQ mini programs: H5 orders through QQ's proxy, notifications, queries, refunds, bills.

`QqWxPay` blocks, `AsyncQqWxPay` is awaited. Make one for the life of the process.
"""

from __future__ import annotations

from importlib import import_module as _import_module
from typing import TYPE_CHECKING, Any

from ._client import AsyncQqWxPay as AsyncQqWxPay
from ._client import QqWxPay as QqWxPay
from ._errors import *
from ._events import *
from ._parts import *
from ._merchants import *
from ._money import *
from ._notification import HandledNotification as HandledNotification
from ._generated.replies import *
from ._observing import *

if TYPE_CHECKING:
    from ._generated.requests import *

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """The types of requests are loaded when somebody asks for them: a program that runs needs none."""
    # `from ._generated import requests` would look for it here first, and so call this function without end.
    requests = _import_module("._generated.requests", __name__)
    if name in requests.__all__:
        return getattr(requests, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
