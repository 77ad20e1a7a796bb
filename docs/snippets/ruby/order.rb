require "qq_wxpay"

pay = QqWxPay::Client.from_env
number = ARGV.fetch(0)

# --8<-- [start:order]
begin
  placed = pay.place_order(
    out_trade_no: number, # chosen by you, once for each order ｜ 由你选定，每笔订单一个
    description: "蓝色马克杯", # up to 127 bytes: 42 Chinese characters ｜ 最多 127 字节，即 42 个汉字
    amount: { total: 1999 }, # fen, from your own product, never from the client ｜ 分，取自自己的商品，绝不由客户端传来
    scene_info: { payer_client_ip: "203.0.113.7" }, # the payer's, as your server sees it ｜ 付款人的地址，由服务器取得
    time_expire: Time.now + 15 * 60, # nobody can pay later than that ｜ 过了这个时间就不能再付款
    attach: "shop 12", # comes back in queries and notifications ｜ 在查单结果和通知里原样返回
    timeout: 10
  )
rescue QqWxPay::Error => e
  abort [e.code, e.field, e.retry, e.remedy&.zh].join(" ")
end
if placed.placed?
  puts "#{placed.request_payment.url} #{placed.request_payment.referer}" # for qq.requestWxPayment ｜ 交给 qq.requestWxPayment
else
  puts pay.confirm_order(placed.order).state # the reply was lost: ask, never take another number ｜ 应答丢失：去查单，绝不换单号
end
# --8<-- [end:order]
