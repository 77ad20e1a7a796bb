# frozen_string_literal: true

# One process of the soak's shop: see README.md for what it reads and says.
$LOAD_PATH.unshift File.expand_path("../../uniffi/ruby/lib", __dir__)
require "qq_wxpay"

# So many commands are under way at once.
CALLERS = 6

PAY = QqWxPay::Client.from_env
READING = Mutex.new
$stdout.sync = true
$stdin.set_encoding(Encoding::UTF_8)

def say(*fields) = $stdout.write("#{fields.join("\t")}\n")

def order_of(number) = QqWxPay::OrderReference.new(family: "direct", out_trade_no: number)

# What each command does, and what is said of it.
module Work
  module_function

  def place(number, notify_url)
    placed = PAY.place_order(
      out_trade_no: number, description: "蓝色马克杯", amount: { total: 1999 }, scene_info: { payer_client_ip: "203.0.113.7" },
      notify_url:, timeout: 10
    )
    placed.placed? ? ["placed", placed.request_payment.url] : ["to_confirm"]
  end

  def confirm(number) = [PAY.confirm_order(order_of(number), timeout: 10).state]

  def close(number) = [PAY.close_if_unpaid(order_of(number), timeout: 10).state]

  def refund(number, refund_number, notify_url)
    [PAY.refund(out_trade_no: number, out_refund_no: refund_number, amount: { refund: 500, total: 1999 }, notify_url:, timeout: 10).status]
  end

  def refunded(refund_number) = [PAY.query_refund(out_refund_no: refund_number, timeout: 10).status]

  def notify(body, *lines)
    notification = PAY.receive_notification(lines.each_slice(2).to_h, body)
    kind = notification.event_kind
    take(kind, notification.event) if kind
    answer = notification.answer || notification.accept(kind)
    ["answered", answer.status, answer.body.to_s]
  end

  def take(kind, event)
    if kind == "paid"
      event.expect(out_trade_no: event.out_trade_no, total: 1999)
      say("took", "paid", event.out_trade_no)
    elsif kind == "refund"
      say("took", "refund", event.out_refund_no, event.status)
    end
  end
end

def obey(line)
  ask, work, *given = line.chomp.split("\t")
  say("said", ask, *Work.public_send(work, *given))
rescue QqWxPay::Error => e
  say("failed", ask, e.code)
rescue StandardError => e
  say("failed", ask, e.class)
end

callers = Array.new(CALLERS) do
  Thread.new do
    while (line = READING.synchronize { $stdin.gets })
      obey(line)
    end
  end
end
callers.each(&:join)
