"""Signed notifications for the tests of a shop: without a process, a network, or keys of your own.

`qq_wxpay.testing` makes the client that believes them.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Dict, List, Literal, Mapping, Optional, TypedDict, Union, cast

from . import _native

__all__ = [
    "Kind",
    "NotificationChanges",
    "NotificationOrder",
    "NotificationSubOrder",
    "SignedNotification",
    "Spoilt",
    "TestingError",
    "kinds",
    "settings",
    "signed_notification",
]

Kind = Literal[
    "payment",
    "partner_payment",
    "combine_payment",
    "v2_payment",
    "refund",
    "refund_abnormal",
    "refund_closed",
    "v2_refund",
    "v2_refund_abnormal",
    "v2_refund_closed",
    "not_paid",
    "v2_not_paid",
    "other",
    "security_echo",
]
"""What a notification is about."""

Spoilt = Literal["stale", "unsigned", "forged", "wrong_key", "unknown_serial", "undecryptable", "probe"]
"""What is wrong with it: signed an hour ago; without a signature; signed over something else; with the key of somebody else; in the name of
a key that the client does not have; encrypted with another key; WeChat Pay's own test of the receiver."""


class _SubOrder(TypedDict):
    out_trade_no: str
    total: int


class NotificationSubOrder(_SubOrder, total=False):
    """One part of a combine order; `total` in fen."""

    transaction_id: str
    attach: str
    mchid: str
    sub_mchid: str
    sub_appid: str


class NotificationOrder(TypedDict, total=False):
    """An order, and its refund: amounts in fen. All of it has defaults; what a kind of notification has no place for is left out of it."""

    out_trade_no: str
    total: int
    transaction_id: str
    attach: str
    openid: str
    bank_type: str
    success_time: Union[str, datetime]
    mchid: str
    appid: str
    sub_mchid: str
    sub_appid: str
    sub_orders: List[NotificationSubOrder]
    sign_type: Literal["HMAC-SHA256", "MD5"]
    out_refund_no: str
    refund_id: str
    refund: int


class NotificationChanges(TypedDict, total=False):
    """What is to be otherwise than it would be.

    `fields` changes the decrypted resource (V3) or the message (V2), by paths as on the wire: `{"amount.total": 1}`,
    `{"sub_orders[0].attach": "a"}`, `{"total_fee": 1}`; `None` removes one. They are signed and encrypted like all others. `extra` adds
    fields that the documentation does not know. `headers` are changed after signing; `None` removes one. `time` is when it is signed
    (Unix seconds, RFC 3339, or a `datetime`), `id` WeChat Pay's number of the notification.
    """

    spoilt: Spoilt
    fields: Mapping[str, Any]
    extra: Mapping[str, Any]
    headers: Mapping[str, Optional[str]]
    time: Union[int, str, datetime]
    id: str
    event_type: str


class TestingError(ValueError):
    """The test kit was called wrongly: a name that does not exist, a value of another kind."""

    __test__ = False  # for pytest, which takes classes of this name for tests

    code: str
    """What is wrong: UNKNOWN_NAME, WRONG_VALUE or NOT_POSSIBLE."""

    field: str
    """What has to change, as a path."""

    nearest: Optional[str]
    """The name that may be meant."""

    def __init__(self, code: str, field: str = "", nearest: Optional[str] = None, en: str = "", zh: str = "") -> None:
        super().__init__(code, field, nearest, en, zh)
        self.code, self.field, self.nearest = code, field, nearest
        self.en, self.zh = en, zh

    def __str__(self) -> str:
        place = f" at `{self.field}`" if self.field else ""
        return f"{self.code}{place}: {self.en} / {self.zh}"


class SignedNotification:
    """A notification as it arrives at the shop: `headers`, and the raw `body`, byte for byte as it was signed."""

    headers: Dict[str, str]
    body: bytes
    id: Optional[str]
    """WeChat Pay's number of it; V2 has none."""

    def __init__(self, headers: Dict[str, str], body: bytes, id: Optional[str] = None) -> None:
        self.headers, self.body, self.id = headers, body, id

    def again(self) -> SignedNotification:
        """The same once more, as WeChat Pay repeats it: the same `id` and content, signed anew and rightly, now."""
        return _read(_call("again", {"headers": self.headers, "body": self.body.decode(), "id": self.id}))

    def __repr__(self) -> str:
        return f"<SignedNotification {self.id or 'V2'}>"


def signed_notification(
    kind: Kind = "payment",
    order: Optional[NotificationOrder] = None,
    changes: Optional[NotificationChanges] = None,
) -> SignedNotification:
    """A notification that a client of `settings` believes, unless it is spoilt.

    Raises:
        TestingError: naming the member of `order` or `changes`, with the nearest name there is.
    """
    return _read(_call("signed_notification", {"kind": kind, "order": order, "changes": changes}))


def settings() -> Dict[str, str]:
    """The variables of a client that believes it, and reaches nobody: all its addresses are on this machine."""
    return cast("Dict[str, str]", _call("settings", {}))


def kinds() -> Dict[str, List[str]]:
    """All `kinds`, and all ways to be `spoilt`."""
    return cast("Dict[str, List[str]]", _call("kinds", {}))


def _read(made: Any) -> SignedNotification:
    return SignedNotification(made["headers"], made["body"].encode(), made["id"])


def _call(name: str, given: Dict[str, Any]) -> Any:
    done, result = _native.testing(name, json.dumps(given, allow_nan=False, default=_moment))
    if not done:
        raise TestingError(**json.loads(result))
    return json.loads(result)


def _moment(value: object) -> str:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.isoformat(timespec="seconds")
    wanted = "a datetime with a time zone" if isinstance(value, datetime) else "text, number, list or dictionary"
    raise TypeError(f"{type(value).__name__} is no value of a notification: give {wanted}")
