"""For the tests of a shop: a client that needs nobody, signed notifications, errors, a sandbox.

What signs and plays WeChat Pay is in the package `qq-wxpay-sandbox`, which no production server needs: `pip install 'qq-wxpay[testing]'`.

    def test_a_paid_order_is_delivered():
        app = shop(client())
        paid = signed_notification("payment", {"out_trade_no": "T1", "total": 1999})
        assert app.test_client().post("/notify", data=paid.body, headers=paid.headers).status_code == 200
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Dict, Mapping, Optional

from . import _native
from ._client import AsyncQqWxPay, QqWxPay
from ._errors import QqWxPayError, Retry, error_of
from ._parts import TokenProvider, TokenStore
from ._observing import Observer

try:
    from qq_wxpay_sandbox import Sandbox, SandboxError
    from qq_wxpay_sandbox.testing import (
        Kind,
        NotificationChanges,
        NotificationOrder,
        NotificationSubOrder,
        SignedNotification,
        Spoilt,
        TestingError,
        settings,
        signed_notification,
    )
except ModuleNotFoundError as missing:
    if missing.name != "qq_wxpay_sandbox":
        raise
    raise ModuleNotFoundError(
        "qq_wxpay.testing needs the package qq-wxpay-sandbox: pip install 'qq-wxpay[testing]'", name=missing.name
    ) from None

if TYPE_CHECKING:
    from ._compat import Literal

__all__ = [
    "Kind",
    "NotificationChanges",
    "NotificationOrder",
    "NotificationSubOrder",
    "Sandbox",
    "SandboxError",
    "SignedNotification",
    "Spoilt",
    "TestingError",
    "async_client",
    "client",
    "error",
    "settings",
    "signed_notification",
]


def client(
    *,
    env: Optional[Mapping[str, Optional[str]]] = None,
    sandbox: Optional[Sandbox] = None,
    token_provider: Optional[TokenProvider] = None,
    token_store: Optional[TokenStore] = None,
    observer: Optional[Observer] = None,
) -> QqWxPay:
    """A client that believes what `signed_notification` makes and reaches nobody, or one of a sandbox.

    Args:
        env: variables in place of the usual ones; `None` removes one.
        sandbox: the sandbox that it talks to.
        token_provider: as of `QqWxPay`.
        token_store: the same.
        observer: the same.
    """
    variables = _variables(env, sandbox)
    return QqWxPay.from_env(env=variables, token_provider=token_provider, token_store=token_store, observer=observer)


def async_client(
    *,
    env: Optional[Mapping[str, Optional[str]]] = None,
    sandbox: Optional[Sandbox] = None,
    token_provider: Optional[TokenProvider] = None,
    token_store: Optional[TokenStore] = None,
    observer: Optional[Observer] = None,
) -> AsyncQqWxPay:
    """The same, awaited."""
    variables = _variables(env, sandbox)
    return AsyncQqWxPay.from_env(env=variables, token_provider=token_provider, token_store=token_store, observer=observer)


def _variables(env: Optional[Mapping[str, Optional[str]]], sandbox: Optional[Sandbox]) -> Dict[str, str]:
    # Nobody has to be told that no money moves here.
    mark = {"QQ_WXPAY_TEST_KIT": "true"}
    own: Dict[str, Optional[str]] = {**(settings() if sandbox is None else sandbox.env), **mark, **(env or {})}
    return {name: value for name, value in own.items() if value is not None}


def error(
    code: str,
    *,
    operation: Optional[str] = None,
    origin: Optional[Literal["sdk", "qq_token", "qq_proxy", "wechat_pay"]] = None,
    field: Optional[str] = None,
    detail: Optional[str] = None,
    status: Optional[int] = None,
    request_id: Optional[str] = None,
    retry: Optional[Retry] = None,
) -> QqWxPayError:
    """The very error that a client raises for a code, out of the table of codes: `error("ORDERPAID")`.

    Args:
        code: in any spelling: `ORDERPAID`, `9030`, `FIELD_MISSING`.
        operation: the method of the client that fails: its remedy may be another one, and what may be done afterwards.
        origin: who says it. With it the code may be one that the table does not know.
        field: the field or setting that has to change.
        detail: what exactly was found.
        status: HTTP status of the reply.
        request_id: WeChat Pay's `Request-ID`.
        retry: in place of what the table says.

    Raises:
        InvalidInputError: `ERROR_CODE_UNKNOWN`, with the nearest code; `UNKNOWN_OPERATION`.
    """
    example = {
        "code": code,
        "operation": operation,
        "origin": origin,
        "field": field,
        "detail": detail,
        "http_status": status,
        "request_id": request_id,
        "retry": retry,
    }
    given = {name: value for name, value in example.items() if value is not None}
    done, made, _ = _native.example_error(json.dumps(given))
    if not done:
        raise error_of(str(made))
    return error_of(str(made))
