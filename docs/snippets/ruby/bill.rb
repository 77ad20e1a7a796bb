require "qq_wxpay"

pay = QqWxPay::Client.from_env
day = ARGV.fetch(0)

# --8<-- [start:bill]
bill = pay.trade_bill(bill_date: day, gzip: true) # "2026-11-24", from 10:00 of the next day on ｜ 次日 10 点后可取
fen = bill.sum { |row| row.order_amount || 0 } # keep rows apart: nothing is proven yet ｜ 先另外存放：此时尚未证实
finished = bill.finished # the digest was right: now they are proven ｜ 摘要正确：到这里才算证实
puts "#{finished.rows} #{fen} #{finished.summary.order_amount}"
# --8<-- [end:bill]
