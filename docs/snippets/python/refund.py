import sys

from qq_wxpay import QqWxPay

pay = QqWxPay.from_env()
out_trade_no, out_refund_no = sys.argv[1:3]

# --8<-- [start:refund]
refund = pay.refund(
    out_trade_no=out_trade_no,
    out_refund_no=out_refund_no,  # repeat with the same number only ｜ 重试只能用同一个退款单号
    amount={"refund": 500, "total": 1999},  # fen ｜ 分
    reason="少发一件",
)
print(refund.status)  # PROCESSING: accepted, not ended ｜ PROCESSING：已受理，尚未结束
# later, or when no notification has come ｜ 稍后，或一直没有收到通知时
print(pay.query_refund(out_refund_no=out_refund_no).status)  # SUCCESS, PROCESSING, ABNORMAL, CLOSED
# --8<-- [end:refund]
