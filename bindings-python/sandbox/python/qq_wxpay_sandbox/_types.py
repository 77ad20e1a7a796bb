"""What goes into a sandbox and what comes out of it, as typed dictionaries."""

from __future__ import annotations

from typing import Any, Dict, List, Literal, Optional, TypedDict, Union

__all__ = [
    "Clock",
    "Delivery",
    "Event",
    "Fault",
    "Order",
    "Payment",
    "Refund",
    "Switches",
]

Status = Literal["PROCESSING", "SUCCESS", "ABNORMAL", "CLOSED"]
Rotation = Literal["current", "both", "successor"]


class Payment(TypedDict):
    """The payment of an order."""

    success_time: str
    transaction_ids: List[str]
    trade_states: List[str]


class Order(TypedDict):
    """An order in the sandbox's books; amounts in fen."""

    kind: Literal["direct", "partner", "combine", "v2"]
    mchid: str
    out_trade_no: str
    description: str
    total: int
    trade_state: Literal["NOTPAY", "SUCCESS", "REFUND", "CLOSED", "PAYERROR"]
    payment: Optional[Payment]
    through_qq: Optional[str]
    notification_goes_to: str


class Refund(TypedDict):
    """A refund in the sandbox's books; amounts in fen."""

    mchid: str
    sub_mchid: Optional[str]
    out_refund_no: str
    refund_id: str
    out_trade_no: str
    transaction_id: str
    refund: int
    total: int
    status: Status
    created: str
    notification_goes_to: Optional[str]


class Event(TypedDict):
    """One thing that happened; `at` in Unix seconds of the sandbox's clock."""

    at: int
    kind: str
    summary: str


class Delivery(TypedDict):
    """What became of a notification."""

    outcome: Literal["acknowledged", "refused"]
    answer: Optional[str]
    tries: int


class Clock(TypedDict):
    """The sandbox's clock; `now` in Unix seconds."""

    now: int
    ahead_seconds: int
    time: str


class _FaultBase(TypedDict):
    endpoint: Literal[
        "token",
        "proxy",
        "order",
        "query",
        "close",
        "refund",
        "refund_query",
        "bill",
        "bill_file",
        "certificates",
        "echo",
        "any",
    ]
    kind: Union[str, Dict[str, Any]]


class Fault(_FaultBase, total=False):
    """Something that goes wrong, once unless `times` says more: `{"endpoint": "query", "kind": "drop_after"}`."""

    times: int


class Switches(TypedDict, total=False):
    """How QQ and WeChat Pay behave where the protocol leaves it open, and what of the set-up is wrong."""

    merchant_bound: bool
    payment_opened: bool
    reply_headers: Literal["keep", "drop", "partial"]
    notification_headers: Literal["keep", "drop"]
    notification_body: Literal["exact", "reserialized"]
    proxy_error_shape: Literal[
        "errcode", "errcode_string", "http_error", "code_field", "text", "camel_case", "retcode", "v2_message"
    ]
    bad_token_code: int
    relay_answer: Literal["pass", "swallow"]
    strip_request_headers: bool
    reserialize_request: bool
    fresh_link_for_same_order: bool
    redirect: bool
    signing_key: Literal["by_request", "public_key", "certificate"]
    notification_key: Literal["public_key", "certificate"]
    platform_certificates: Literal["current", "both", "successor", "none"]
    certificate_list: Literal["right", "tampered", "other_key", "other_serial"]
    qq_app_secret: Rotation
    merchant_key: Rotation
    api_v3_key: Rotation
    public_key: Rotation
    security_echo: Literal["right", "signature", "verification", "encryption", "clock", "callback", "callback_key"]
    refuse_notify_query: bool
    token_lifetime_seconds: int
    token_overlap_seconds: int
    deliver: Literal["normal", "hold", "lost"]
    refund_outcome: Status
    refund_seconds: int
    refund_funds: bool
    refuse_repeated_nonce: bool
    refuse_past_time_expire: bool
    sandbox_future_field: bool
    bills_at_once: bool
    probe_before_each: bool
    duplicate_each: bool
    notification_delay_seconds: int
