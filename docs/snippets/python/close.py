import sys

from qq_wxpay import OrderReference, QqWxPay

pay = QqWxPay.from_env()
number = sys.argv[1]

# --8<-- [start:close]
status = pay.close_if_unpaid(OrderReference(family="direct", out_trade_no=number))
if status.state == "paid":
    print("paid: deliver")  # somebody was faster ｜ 有人先付了款
elif status.state == "closed":
    print("closed: the goods are free")
else:
    print(f"{status.state}: ask again later")  # not_paid, unknown: status.reason says why ｜ not_paid、unknown：原因在 status.reason
# --8<-- [end:close]
