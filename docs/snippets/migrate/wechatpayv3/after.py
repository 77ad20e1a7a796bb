import os
import sys

from flask import Flask
from qq_wxpay import PaidEvent, Placed, QqWxPay
from qq_wxpay.adapters.flask import notifications

number = sys.argv[1]
pay = QqWxPay.from_env()  # the same values, from QQ_WXPAY_… ｜ 同样的值，取自 QQ_WXPAY_… 变量
app = Flask(__name__)


def paid(event: PaidEvent) -> None:
    event.expect(out_trade_no=number, total=1999)  # raises when anything differs ｜ 有任何不符即抛出异常
    print("paid", event.out_trade_no, event.total, flush=True)
    refund = pay.refund(out_trade_no=number, out_refund_no=f"R{number}", amount={"refund": 500, "total": 1999})
    print("refund", refund.status, flush=True)


app.add_url_rule("/notify", view_func=notifications(pay, paid=paid, ignore=["refund"]), methods=["POST"])

# Through QQ: access token, relay address and signature are the library's. ｜ 经 QQ：access_token、中转地址和签名都由本库处理。
placed = pay.place_order(
    description="蓝色马克杯",
    out_trade_no=number,
    amount={"total": 1999},
    scene_info={"payer_client_ip": "203.0.113.7"},
)
if not isinstance(placed, Placed):
    sys.exit(f"nobody knows whether it exists: {pay.confirm_order(placed.order).state}")
print("link", placed.h5_url, flush=True)
app.run(port=int(os.environ["PORT"]))
