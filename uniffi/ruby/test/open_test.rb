# frozen_string_literal: true

require_relative "helper"

# Open orders and refunds whose notifications were lost.
class OpenTest < Minitest::Test
  include OwnWorld

  def setup
    world.control("PUT", "/sandbox/switches", { deliver: "lost", refund_outcome: "ABNORMAL" })
  end

  def test_each_row_is_told_once_and_a_payment_as_a_notification_tells_it
    paid, unpaid, old = number(paid: true), number, number
    orders = [row(paid, 61), row(unpaid, 61), row(old, 7300), row("RB-none", 900), row(unpaid, 61), row("RB-new", 5)]
    told = pay.confirm_open_orders(orders: orders, close_after: 7200, per_second: 100, every: 600).sort_by(&:row)
    assert_equal %w[paid still_open closed not_found refused not_due], told.map(&:result)
    first, second, third, _, twice = told
    assert_predicate first, :paid?
    assert_kind_of QqWxPay::Paid, first.paid
    assert_equal [paid, 1999, false], [first.paid.out_trade_no, first.paid.total, first.paid.repeat?]
    assert_match(/\A\d+\z/, deliver(first.paid, 1999))
    assert_equal "PAYMENT_DIFFERS", assert_raises(QqWxPay::MismatchError) { deliver(first.paid, 1) }.code
    assert_includes first.found.inspect, "<hidden>"
    assert_nil first.paid.notification
    assert_equal ["NOTPAY", true], [second.state, third.closed_now]
    assert_equal ["ROW_TWICE", "orders[4].order.out_trade_no"], [twice.error.code, twice.error.field]
    case first
    in { result: "paid", order: { out_trade_no: } } then assert_equal paid, out_trade_no
    end
  end

  def test_nothing_is_compared_with_nothing
    told = pay.confirm_open_orders(orders: [row(number(paid: true), 61)]).first
    assert_raises(QqWxPay::InvalidInputError) { deliver(told.paid, nil) }
  end

  def test_a_refund_that_ended_abnormally
    ordered = number(paid: true)
    pay.refund(out_trade_no: ordered, out_refund_no: "R#{ordered}", amount: { refund: 500, total: 1999 })
    [60, -60].each { |seconds| world.control("POST", "/sandbox/clock", { advance_seconds: seconds }) }
    refunds = [
      { version: "v3", out_refund_no: "R#{ordered}", requested_at: Time.now - 61 },
      { version: "v2", out_refund_no: "R#{ordered}-none", requested_at: Time.now - 61 }
    ]
    ended, unknown = pay.confirm_open_refunds(refunds: refunds).sort_by(&:row)
    assert_equal ["ended", "abnormal", 500], [ended.result, ended.refund.status, ended.refund.refund]
    assert_equal ["still_open", nil], [unknown.result, unknown.status]
  end

  def test_mistakes_of_a_run_are_raised_at_once
    before = queries
    [
      [{ orders: [], close_after: 299 }, "CLOSE_TOO_EARLY", "close_after"],
      [{ orders: [], per_second: 0 }, "VALUE_NOT_ALLOWED", "per_second"],
      [{ orders: [row("RB-1", 61), row("RB-2", 61).merge(totl: 1)] }, "UNKNOWN_FIELD", "orders[1].totl"],
      [{ orders: [row("RB-1", 61).merge(placed_at: Date.today)] }, "TIME_FORMAT", "orders[0].placed_at"],
      [{}, "FIELD_MISSING", "orders"]
    ].each do |request, code, field|
      error = assert_raises(QqWxPay::InvalidInputError) { pay.confirm_open_orders(**request) }
      assert_equal [code, field], [error.code, error.field]
    end
    wrong = pay.confirm_open_orders(orders: [row("RB-1", 0).merge(placed_at: "2026-06-08 10:34:56")]).first
    assert_equal %w[refused ROW_TIME], [wrong.result, wrong.error.code]
    assert_equal before, queries
  end

  def test_a_block_that_is_left_ends_the_run
    orders = Array.new(300) { |index| row("RB-left-#{index}", 61) }
    before = queries
    assert_equal "still_open", pay.confirm_open_orders(orders: orders, per_second: 50).first.result
    sleep 0.2
    asked = queries
    assert_includes 1...30, asked - before
    sleep 0.4
    assert_equal asked, queries
  end

  private

  def number(paid: false)
    made = placed
    world.pay(made.h5_url) if paid
    made.out_trade_no
  end

  def row(number, seconds)
    { order: { family: "direct", out_trade_no: number }, total: 1999, placed_at: Time.now - seconds }
  end

  # The shop's function for both: a notification says it, or a run.
  def deliver(paid, total)
    paid.expect(out_trade_no: paid.out_trade_no, total: total)
    paid.orders.first.transaction_id
  end

  def queries = world.control("GET", "/sandbox/statistics")[:query_requests]
end
