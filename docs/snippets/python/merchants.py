import os
from types import SimpleNamespace

from flask import Flask
from qq_wxpay import QqWxPay
# --8<-- [start:merchants]
from qq_wxpay import Merchants, PaidEvent
from qq_wxpay.adapters.flask import notifications


# --8<-- [end:merchants]
NUMBER = "T20261123000002"
ORDER = dict(out_trade_no=NUMBER, description="蓝色马克杯", amount={"total": 1999}, scene_info={"payer_client_ip": "203.0.113.7"})
app = Flask(__name__)
SHOPS = {"mugs": QqWxPay.from_env()}


def find_order(shop: str, number: str) -> SimpleNamespace:
    return SimpleNamespace(shop=shop, number=number, total={("mugs", NUMBER): 1999}[shop, number])


def mark_paid_once(order: SimpleNamespace) -> None:
    print("deliver", order.shop, order.number, flush=True)


# --8<-- [start:merchants]
merchants = Merchants()
for name, settings in SHOPS.items():
    merchants.add(name, settings)  # settings of your own database ｜ 来自你自己的数据库


def paid(event: PaidEvent) -> None:
    order = find_order(event.notification.merchant, event.out_trade_no)  # whose order it is ｜ 哪个商户的订单
    event.expect(out_trade_no=order.number, total=order.total)
    mark_paid_once(order)


app.add_url_rule("/notify", view_func=notifications(merchants, paid=paid, ignore=["refund"]), methods=["POST"])
placed = merchants.get("mugs").place_order(**ORDER)
# --8<-- [end:merchants]

if __name__ == "__main__":
    print(placed.request_payment.url, flush=True)
    app.run(port=int(os.environ.get("PORT", "8000")))
