"""What comes back is of the types that the classes say, attribute by attribute."""

from __future__ import annotations

import typing
from typing import Any, ClassVar, Iterator, List, Literal, Tuple, Union

from conftest import Shop, clear, fault, order, reference

from qq_wxpay import PaidEvent, QqWxPayError, ToConfirm
from qq_wxpay._notification import HandledNotification
from qq_wxpay._record import Record, _attribute


def differs(value: Any, hint: Any, path: str) -> Iterator[str]:
    """The attributes that are of another type than is said of them."""
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any:
        return
    if origin is Union:
        found = [list(differs(value, part, path)) for part in parts]
        if all(found):
            yield min(found, key=len)[0]
    elif origin is Literal:
        if value not in parts:
            yield f"{path}: {value!r} is none of {parts}"
    elif origin in (list, List):
        if not isinstance(value, list):
            yield f"{path}: {type(value).__name__} is no list"
            return
        for index, item in enumerate(value):
            yield from differs(item, parts[0], f"{path}[{index}]")
    elif not isinstance(value, origin or hint) or (isinstance(value, bool) and hint is int):
        yield f"{path}: {type(value).__name__} is no {hint}"
    elif isinstance(value, Record):
        yield from inside(value, path)


def inside(value: Any, path: str) -> Iterator[str]:
    for name, hint in typing.get_type_hints(type(value)).items():
        if typing.get_origin(hint) is not ClassVar and not name.startswith("_"):
            yield from differs(getattr(value, name), hint, f"{path}.{name}")


def test_replies_are_of_their_types(shop: Shop) -> None:
    number, headers, body = shop.paid()
    pay = shop.pay
    fault(shop, "proxy", "drop_after", 9)
    lost = pay.place_order(**order())
    clear(shop)
    assert isinstance(lost, ToConfirm) and isinstance(lost.error, QqWxPayError)
    unknown = pay.confirm_order(reference("PY-none"))
    assert unknown.error is not None and isinstance(unknown.error, QqWxPayError)
    paid, refused = pay.handle_notification(headers, body), pay.handle_notification(headers, body + b" ")
    assert isinstance(paid.event, PaidEvent)
    replies: List[Tuple[str, Any]] = [
        ("placed", pay.place_order(**order())),
        ("lost", lost),
        ("unknown", unknown),
        ("confirmed", pay.confirm_order(reference(number))),
        ("transaction", pay.query_order(out_trade_no=number)),
        ("refund", pay.refund(out_trade_no=number, out_refund_no=f"R{number}", amount={"refund": 5, "total": 1999})),
        ("token", pay.access_token()),
        ("report", pay.self_test()),
        ("merchant", pay.merchant()),
        ("event", paid.event),
        ("outcome", paid.outcome),
        ("refused", refused.outcome),
        ("answer", refused.answer),
    ]
    wrong = [line for name, reply in replies for line in inside(reply, name)]
    for handled in (paid, refused):
        for name, hint in typing.get_type_hints(HandledNotification).items():
            wrong += differs(getattr(handled, name), hint, f"handled.{name}")
    assert wrong == []


def test_what_is_of_another_type_is_found(shop: Shop) -> None:
    number, *_ = shop.paid()
    transaction = shop.pay.query_order(out_trade_no=number)
    spoilt = type(transaction)(**{**{_attribute(name): getattr(transaction, _attribute(name)) for name in transaction._fields}, "mchid": 7})
    assert list(inside(transaction, "a")) == [] and list(inside(spoilt, "a")) == ["a.mchid: int is no <class 'str'>"]
