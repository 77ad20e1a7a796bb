require "qq_wxpay"

pay = QqWxPay::Client.from_env
orders = [{ order: { family: "direct", out_trade_no: ARGV.fetch(0) }, total: 1999, placed_at: Time.now - 120 }]

# --8<-- [start:cron]
# once a minute, with every open order of your database ｜ 每分钟一次，传入数据库中所有未完成的订单
pay.confirm_open_orders(orders: orders, close_after: 7200).each do |report|
  case report
  in { result: "paid", paid: } then puts "deliver #{paid.out_trade_no}" # as a notification does ｜ 与处理通知的是同一个函数
  in { result: "closed", order: } then puts "release #{order.out_trade_no}"
  in { result: "refused", error: } then warn error.message
  else # still open, not due, no answer: the next run ｜ 未付款、未到时间、没有应答：下次再查
  end
end
# --8<-- [end:cron]
