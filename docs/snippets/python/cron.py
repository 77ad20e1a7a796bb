import sys
from datetime import datetime, timedelta, timezone

from qq_wxpay import QqWxPay

pay = QqWxPay.from_env()
placed_at = datetime.now(timezone.utc) - timedelta(minutes=2)
orders = [{"order": {"family": "direct", "out_trade_no": sys.argv[1]}, "total": 1999, "placed_at": placed_at}]

# --8<-- [start:cron]
# once a minute, with every open order of your database ｜ 每分钟一次，传入数据库中所有未完成的订单
for report in pay.confirm_open_orders(orders=orders, close_after=7200):
    if report.result == "paid":
        print("deliver", report.paid.out_trade_no)  # as a notification does ｜ 与处理通知的是同一个函数
    elif report.result == "closed":
        print("release", report.order.out_trade_no)
    elif report.result == "refused":
        print(report.error)
# --8<-- [end:cron]
