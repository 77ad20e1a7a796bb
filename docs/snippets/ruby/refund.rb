require "qq_wxpay"

pay = QqWxPay::Client.from_env
number, refund_number = ARGV

# --8<-- [start:refund]
refund = pay.refund(
  out_trade_no: number,
  out_refund_no: refund_number, # repeat with the same number only ｜ 重试只能用同一个退款单号
  amount: { refund: 500, total: 1999 }, # fen ｜ 分
  reason: "少发一件"
)
puts refund.status # PROCESSING: accepted, not ended ｜ PROCESSING：已受理，尚未结束
# later, or when no notification has come ｜ 稍后，或一直没有收到通知时
puts pay.query_refund(out_refund_no: refund_number).status # SUCCESS, PROCESSING, ABNORMAL, CLOSED
# --8<-- [end:refund]
