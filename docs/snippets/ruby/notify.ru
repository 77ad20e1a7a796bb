require "qq_wxpay"

$stdout.sync = true
TOTALS = { "T20261123000001" => 1999 }.freeze

# --8<-- [start:notify]
notifications = QqWxPay::Notifications.new(
  QqWxPay::Client.from_env,
  paid: lambda do |paid|
    number = paid.out_trade_no # your own database says what it costs ｜ 金额取自你自己的数据库
    paid.expect(out_trade_no: number, total: TOTALS.fetch(number)) # raises when anything differs ｜ 有任何不符即抛出异常
    puts "deliver #{number}" # once, in a transaction ｜ 在事务里，只做一次
    nil
  end,
  refund: lambda do |refund| # "success", "abnormal" or "closed" ｜ "success"、"abnormal" 或 "closed"
    puts "refund #{refund.out_refund_no} #{refund.status}"
    nil
  end,
  ignore: [:other]
)
map("/notify") { run notifications }
# --8<-- [end:notify]
