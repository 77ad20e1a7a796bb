require "qq_wxpay"

pay = QqWxPay::Client.from_env
number = ARGV.fetch(0)

# --8<-- [start:close]
order = QqWxPay::OrderReference.new(family: "direct", out_trade_no: number)
status = pay.close_if_unpaid(order)
case status.state
when "paid" then puts "paid: deliver" # somebody was faster ｜ 有人先付了款
when "closed" then puts "closed: the goods are free"
else puts "#{status.state}: ask again later" # not_paid, unknown: status.reason says why ｜ not_paid、unknown：原因在 status.reason
end
# --8<-- [end:close]
