"""What both shops have in common: products, orders, and how a payment settles one.

Orders live in memory. A database does the same with a transaction where this takes a lock.
"""

from __future__ import annotations

import ipaddress
import secrets
import threading
import time
from dataclasses import dataclass
from typing import Any, Callable, Dict, Literal, NamedTuple, Optional

from qq_wxpay import MismatchError, OrderReference, OrderStatus, Placed, Placement, QqWxPayError


class Product(NamedTuple):
    """Something to buy. The price, in fen, comes from here, never from the client."""

    description: str
    price: int


PRODUCTS = {"blue-mug": Product("Blue mug", 1999), "tea": Product("龙井茶 50 g", 6800)}


@dataclass
class Order:
    """`open`: not paid, as far as the shop knows. `review`: somebody paid something else, a person has to look."""

    request: Any
    """What was sent. Sent again unchanged it gives a fresh link of the same order."""
    state: Literal["open", "paid", "review"] = "open"

    @property
    def total(self) -> int:
        """Fen."""
        total: int = self.request["amount"]["total"]
        return total


class Store:
    """The orders by their numbers."""

    def __init__(self) -> None:
        self._orders: Dict[str, Order] = {}
        self._lock = threading.Lock()

    def new(self, product: Product, payer: str) -> Order:
        """Keeps a new order. It is kept before it is placed: the notification may be faster than the reply."""
        # A number that nobody guesses: who knows it may see the order's state.
        number = f"T{int(time.time())}{secrets.token_hex(8).upper()}"
        order = Order(
            {
                "out_trade_no": number,
                "description": product.description,
                "amount": {"total": product.price},
                "scene_info": {"payer_client_ip": payer},
            }
        )
        with self._lock:
            self._orders[number] = order
        return order

    def find(self, number: str) -> Optional[Order]:
        """The order of this number."""
        with self._lock:
            return self._orders.get(number)

    def settle(self, number: str, expect: Callable[[str, int], None]) -> Literal["paid", "already", "differs", "unknown"]:
        """Settles an order that WeChat Pay says is paid; once, however often it is told. `paid` once: deliver then.

        `expect` raises when the payment is not what the order says.
        """
        with self._lock:
            order = self._orders.get(number)
            if order is None:
                return "unknown"
            if order.state != "open":
                return "already"
            try:
                expect(number, order.total)
            except MismatchError as difference:
                order.state = "review"
                print(f"order {number}: {difference}")
                return "differs"
            order.state = "paid"
            return "paid"


class Answer(NamedTuple):
    """What the shop answers to its client."""

    status: int
    content: Dict[str, Any]


def placed(order: Order, placement: Placement, status: int) -> Answer:
    """The arguments of `qq.requestWxPayment`, or that nothing is known yet."""
    if not isinstance(placement, Placed):
        return failed(order, placement.error)
    arguments = placement.request_payment
    return Answer(
        status,
        {
            "out_trade_no": placement.out_trade_no,
            "total": order.total,
            "expires_at": placement.expires_at,
            "request_payment": None if arguments is None else arguments.to_dict(),
        },
    )


def failed(order: Order, error: QqWxPayError) -> Answer:
    """The client learns the number, so that it repeats this very order (`/link`) and never places a second one."""
    number = order.request["out_trade_no"]
    print(f"order {number}: {error}")
    status = 500 if error.retry == "never" else 503
    return Answer(status, {"error": error.code, "retry": error.retry, "out_trade_no": number})


def shown(order: Order) -> Answer:
    """The state of an order. The mini program asks after `qq.requestWxPayment`."""
    number = order.request["out_trade_no"]
    return Answer(200, {"out_trade_no": number, "total": order.total, "state": order.state})


def reference(number: str) -> OrderReference:
    """The order, to ask WeChat Pay about."""
    return OrderReference(family="direct", out_trade_no=number)


def settle_found(store: Store, pay: Any, number: str, status: OrderStatus) -> None:
    """No notification has come: it may be late or lost. WeChat Pay's answer decides."""
    found = status.found
    if status.state != "paid" or found is None:
        return  # it stays open, and the client asks again
    store.settle(
        number,
        lambda number, total: pay.expect_payment(found=found, expected={"out_trade_no": number, "total": total}),
    )


def payer_address(peer: Optional[str], forwarded: Optional[str], stand_in: Optional[str]) -> str:
    """The payer's address: WeChat Pay compares it with the one that pays.

    `X-Forwarded-For` counts only when it comes from this machine, that is from the reverse proxy in front of the shop; of
    its entries only the last was written by that proxy, the others by the client.
    """
    try:
        if not ipaddress.ip_address(peer or "").is_loopback:
            return peer or ""
        if forwarded:
            return str(ipaddress.ip_address(forwarded.rpartition(",")[2].strip()))
    except ValueError:
        pass
    return stand_in or peer or ""
