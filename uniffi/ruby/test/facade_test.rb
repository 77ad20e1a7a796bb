# frozen_string_literal: true

require "pp"
require_relative "helper"

# What users of the gem rely on, against the sandbox.
class FacadeTest < Minitest::Test
  include OwnWorld

  def test_a_payment_from_the_order_to_the_refund
    request = order
    number = request[:out_trade_no]
    placed = placed(**request)
    assert_equal placed.h5_url, placed.request_payment.url
    assert_equal "NOTPAY", pay.query_order(out_trade_no: number).trade_state
    world.pay(placed.h5_url)
    handled = nil
    world.notification do |headers, body|
      handled = pay.handle_notification(headers, body)
      handled.order&.out_trade_no == number
    end
    assert_equal 1999, handled.outcome.payment.amount.total
    handled.expect(out_trade_no: number, total: 1999)
    differs = assert_raises(QqWxPay::MismatchError) { handled.expect(out_trade_no: number, total: 2000) }
    assert_equal "amount.total", differs.field
    refute_includes handled.inspect, handled.outcome.payment.payer.openid, "the payer is not shown"
    assert_includes handled.raw, number
    status = pay.confirm_order(QqWxPay::OrderReference.new(family: "direct", out_trade_no: number))
    assert_equal "paid", status.state
    pay.expect_payment(found: status.found, expected: { out_trade_no: number, total: 1999 })
    assert_raises(QqWxPay::MismatchError) do
      pay.expect_payment(found: status.found, expected: { out_trade_no: number, total: 1 })
    end
    refund = pay.refund(out_trade_no: number, out_refund_no: "R#{number}", amount: { refund: 500, total: 1999 })
    assert_equal "PROCESSING", refund.status
    assert_nil pay.close_order(out_trade_no: placed(**order).out_trade_no)
  end

  def test_results_take_part_in_pattern_matching
    case pay.place_order(**order)
    in QqWxPay::Placement::Placed[h5_url: String => link] then assert_match(%r{\Ahttps?://}, link)
    end
    handled = pay.handle_notification({}, "{}")
    assert_kind_of QqWxPay::Outcome, handled.outcome
    case handled.outcome
    in { type: "refused", error: { code: } } then refute_empty code
    end
  end

  def test_what_came_back_is_frozen_comparable_and_discreet
    placed = placed()
    assert_raises(FrozenError) { placed.instance_variable_set(:@h5_url, "https://example.com") }
    assert_predicate placed.h5_url, :frozen?
    copy = QqWxPay::Placement::Placed.new(**placed.deconstruct_keys(nil))
    assert_equal placed, copy
    assert_equal placed.hash, copy.hash
    refute_equal placed, QqWxPay::Placement::Placed.new(**placed.deconstruct_keys(nil), prepay_id: "another")
    [placed.inspect, placed.to_s, "#{placed}", PP.pp(placed, +"")].each { |shown| refute_includes shown, placed.h5_url }
    assert_raises(ArgumentError) { QqWxPay::AccessToken.new }
    assert_raises(ArgumentError) { QqWxPay::AccessToken.new(access_token: "", more: 1) }
  end

  def test_refusals_and_lost_replies
    missing = assert_raises(QqWxPay::ApiError) { pay.query_order(out_trade_no: "RB-none") }
    assert_equal ["ORDER_NOT_EXIST", 404, "api"], [missing.code, missing.status, missing.kind]
    refute_empty missing.remedy.zh
    assert_nil missing.cause
    request = order
    lost = world.fault("proxy", "drop_after") { pay.place_order(**request) }
    assert_instance_of QqWxPay::Placement::ToConfirm, lost
    assert_equal "confirm_first", lost.error.retry
    assert_equal "not_paid", pay.confirm_order(lost.order).state
    placed(**request)
  end

  def test_time_limits_and_calls_given_up
    world.fault("query", "time_out") do
      late = assert_raises(QqWxPay::TransportError) { pay.query_order(out_trade_no: "RB-none", timeout: 0.3) }
      assert_equal "TIMED_OUT", late.code
      assert_raises(Timeout::Error) { Timeout.timeout(0.2) { pay.query_order(out_trade_no: "RB-none") } }
      thread = Thread.new { pay.query_order(out_trade_no: "RB-none") }
      sleep 0.2
      thread.kill
      assert thread.join(1), "a killed thread ends"
    end
    placed
  end

  # As Swift does it, which cannot drop a call.
  def test_a_call_with_a_number_is_given_up_by_it
    native = pay.instance_variable_get(:@calls).send(:process_state).native
    world.fault("query", "time_out") do
      calling = Thread.new do
        native.call("query_order", '{"out_trade_no":"RB-none"}', nil, 7)
      rescue QqWxpayNative::NativeFailure::Failed => failure
        JSON.parse(failure.error)["code"]
      end
      sleep 0.2
      native.cancel(8)
      assert_nil calling.join(0.2)
      native.cancel(7)
      assert_equal "CALL_ABANDONED", Timeout.timeout(2) { calling.value }
    end
  end

  def test_other_threads_go_on
    counted = 0
    world.fault("query", "time_out") do
      counting = Thread.new { loop { counted += 1; sleep 0.001 } }
      assert_raises(QqWxPay::TransportError) { pay.query_order(out_trade_no: "RB-none", timeout: 0.5) }
      counting.kill
    end
    assert_operator counted, :>, 50
  end

  def test_many_fibers_at_once
    require "async"
    direct = world.client({ "QQ_WXPAY_CHANNEL" => "direct" })
    threads = Thread.list.size
    most = threads
    placements = Async do |task|
      calls = Array.new(100) { task.async { direct.place_order(**order) } }
      most = [most, Thread.list.size].max
      calls.map(&:wait)
    end.wait
    assert(placements.all?(QqWxPay::Placement::Placed))
    assert_operator most - threads, :<, 4
  ensure
    direct&.close
  end

  def test_many_threads_at_once
    direct = world.client({ "QQ_WXPAY_CHANNEL" => "direct" })
    placements = Array.new(16) { Thread.new { Array.new(10) { direct.place_order(**order) } } }.flat_map(&:value)
    assert(placements.all?(QqWxPay::Placement::Placed))
  ensure
    direct&.close
  end

  def test_a_request_sent_with_another_client
    other_world do |other| # in which nobody else fetches tokens
      client = other.client
      token = client.access_token.access_token
      prepared = client.prepare(:place_order, access_token: token, **order)
      refute_includes prepared.inspect + prepared.request.inspect, token
      uri = URI(prepared.request.url)
      headers = prepared.request.headers.reject { |name, _| name.casecmp?("host") }
      reply = Net::HTTP.start(uri.host, uri.port) do |http|
        http.send_request(prepared.request.http_method, uri.request_uri, prepared.request.body, headers)
      end
      assert prepared.finish(reply.code.to_i, reply.to_hash, reply.body).verified
      changed = assert_raises(QqWxPay::SignatureError) { prepared.finish(reply.code.to_i, reply.to_hash, "#{reply.body} ") }
      assert_equal "SIGNATURE_WRONG", changed.code
    end
  end

  def test_a_bill_row_by_row
    day = 24 * 3600
    two_days_ago = (Time.now.utc + 8 * 3600 - 2 * day).strftime("%Y-%m-%d")
    other_world do |other|
      client = other.client
      placed = placed(client)
      other.control("POST", "/sandbox/clock", { advance_seconds: -2 * day })
      other.pay(placed.h5_url)
      other.control("POST", "/sandbox/clock", { advance_seconds: 2 * day })
      bill = client.trade_bill(bill_date: two_days_ago, gzip: true)
      assert_nil bill.finished
      assert_equal [[placed.out_trade_no, 1999]], bill.map { |row| [row.out_trade_no, row.order_amount] }
      assert bill.finished.verified
      assert_equal 1999, bill.finished.summary.order_amount
      again = assert_raises(QqWxPay::InvalidInputError) { bill.sum(&:order_amount) }
      assert_equal "BILL_READ_BEFORE", again.code
      refute_nil bill.finished
      left = client.trade_bill(bill_date: two_days_ago)
      assert_equal placed.out_trade_no, left.first.out_trade_no
      assert_nil left.finished
      assert_raises(QqWxPay::InvalidInputError) { left.to_a }
      other.fault("bill_file", "flipped_byte") do
        spoilt = client.trade_bill(bill_date: two_days_ago)
        assert_equal "BILL_DIGEST_WRONG", assert_raises(QqWxPay::Error) { spoilt.to_a }.code
        assert_nil spoilt.finished
      end
    end
  end

  def test_a_closed_client_refuses
    closed = world.client.tap(&:close)
    assert_equal "CLIENT_CLOSED", assert_raises(QqWxPay::Error) { closed.query_order(out_trade_no: "RB-none") }.code
    assert_equal "#<QqWxPay::Client closed>", closed.inspect
    refute_includes pay.inspect, world.env["QQ_WXPAY_API_V3_KEY"]
  end

  def test_hundreds_of_clients_come_and_go
    resident = lambda do
      GC.start
      File.read("/proc/self/statm").split[1].to_i * 4096 / 1e6
    end
    descriptors = -> { Dir.children("/proc/self/fd").size }
    make = ->(count) { count.times { world.client(observer: ->(_) {}) } }
    make.(150)
    before, open = resident.(), descriptors.()
    make.(150)
    assert_operator resident.() - before, :<, 20, "MB"
    assert_operator descriptors.() - open, :<, 20
  end
end
