"""One process of the soak's shop: see README.md for what it reads and says."""

from __future__ import annotations

import sys
import threading
from typing import Callable, Dict, List

from qq_wxpay import OrderReference, Placed, QqWxPay, QqWxPayError

CALLERS = 6
"""So many commands are under way at once."""

pay = QqWxPay.from_env()
reading, saying = threading.Lock(), threading.Lock()


def say(*fields: object) -> None:
    with saying:
        sys.stdout.write("\t".join(map(str, fields)) + "\n")
        sys.stdout.flush()


def order_of(number: str) -> OrderReference:
    return OrderReference(family="direct", out_trade_no=number)


def place(number: str, notify_url: str) -> List[object]:
    placed = pay.place_order(
        out_trade_no=number,
        description="蓝色马克杯",
        amount={"total": 1999},
        scene_info={"payer_client_ip": "203.0.113.7"},
        notify_url=notify_url,
        timeout=10,
    )
    return ["placed", placed.request_payment.url] if isinstance(placed, Placed) and placed.request_payment else ["to_confirm"]


def confirm(number: str) -> List[object]:
    return [pay.confirm_order(order_of(number), timeout=10).state]


def close(number: str) -> List[object]:
    return [pay.close_if_unpaid(order_of(number), timeout=10).state]


def refund(number: str, refund_number: str, notify_url: str) -> List[object]:
    asked = pay.refund(
        out_trade_no=number,
        out_refund_no=refund_number,
        amount={"refund": 500, "total": 1999},
        notify_url=notify_url,
        timeout=10,
    )
    return [asked.status]


def refunded(refund_number: str) -> List[object]:
    return [pay.query_refund(out_refund_no=refund_number, timeout=10).status]


def notify(body: str, *lines: str) -> List[object]:
    notification = pay.receive_notification(dict(zip(lines[::2], lines[1::2])), body.encode())
    event = notification.event
    if event is not None and event.type == "paid":
        event.expect(out_trade_no=event.out_trade_no, total=1999)
        say("took", "paid", event.out_trade_no)
    if event is not None and event.type == "refund":
        say("took", "refund", event.out_refund_no, event.status)
    answer = notification.answer or (notification.accept(event.type) if event is not None else notification.failure)
    return ["answered", answer.status, answer.body or ""]


WORK: Dict[str, Callable[..., List[object]]] = {
    "place": place,
    "confirm": confirm,
    "close": close,
    "refund": refund,
    "refunded": refunded,
    "notify": notify,
}


def obey() -> None:
    while True:
        with reading:
            line = sys.stdin.readline()
        if not line:
            return
        ask, work, *given = line.rstrip("\n").split("\t")
        try:
            say("said", ask, *WORK[work](*given))
        except QqWxPayError as error:
            say("failed", ask, error.code)
        except Exception as error:
            say("failed", ask, type(error).__name__)


callers = [threading.Thread(target=obey) for _ in range(CALLERS)]
for caller in callers:
    caller.start()
for caller in callers:
    caller.join()
