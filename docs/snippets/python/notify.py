import os
from types import SimpleNamespace

from flask import Flask
from qq_wxpay import QqWxPay
# --8<-- [start:notify]
from qq_wxpay import PaidEvent, RefundEvent
from qq_wxpay.adapters.flask import notifications


# --8<-- [end:notify]
app = Flask(__name__)
pay = QqWxPay.from_env()
TOTALS = {"T20261123000001": 1999}


def find_order(number: str) -> SimpleNamespace:
    return SimpleNamespace(number=number, total=TOTALS[number])


def mark_paid_once(order: SimpleNamespace) -> None:
    print("deliver", order.number, flush=True)


def mark_refund(number: str, status: str) -> None:
    print("refund", number, status, flush=True)


# --8<-- [start:notify]
def paid(event: PaidEvent) -> None:
    order = find_order(event.out_trade_no)  # in your database; of a combine order its own number ｜ 在你的数据库中；合单时用合单单号
    event.expect(out_trade_no=order.number, total=order.total)  # raises when anything differs ｜ 有任何不符即抛出异常
    mark_paid_once(order)


def refunded(event: RefundEvent) -> None:
    mark_refund(event.out_refund_no, event.status)  # success, abnormal or closed ｜ success、abnormal 或 closed


app.add_url_rule("/notify", view_func=notifications(pay, paid=paid, refund=refunded), methods=["POST"])
# --8<-- [end:notify]

if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "8000")))
