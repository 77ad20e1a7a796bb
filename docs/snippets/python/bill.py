import sys

from qq_wxpay import QqWxPay

pay = QqWxPay.from_env()
day = sys.argv[1]

# --8<-- [start:bill]
bill = pay.trade_bill(bill_date=day, gzip=True)  # "2026-11-24", from 10:00 of the next day on ｜ 次日 10 点后可取
fen = sum(row.order_amount or 0 for row in bill)  # keep rows apart: nothing is proven yet ｜ 先另外存放：此时尚未证实
assert bill.finished is not None  # the digest was right: now they are proven ｜ 摘要正确：到这里才算证实
print(bill.finished.rows, fen, bill.finished.summary.order_amount)
# --8<-- [end:bill]
