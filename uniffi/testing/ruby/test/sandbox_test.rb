# frozen_string_literal: true

require "timeout"
require "webrick"
require_relative "helper"

class SandboxTest < Minitest::Test
  include QqWxPay::Testing::Minitest
  include Orders
  qq_wxpay_sandbox :class, time_scale: 1000

  def setup
    @status = 204
    @merchant = WEBrick::HTTPServer.new(BindAddress: "127.0.0.1", Port: 0, AccessLog: [], Logger: WEBrick::Log.new(nil, WEBrick::BasicLog::FATAL))
    @merchant.mount_proc("/notify") { |_, response| response.status = @status }
    @thread = Thread.new { @merchant.start }
    @shop = sandbox.client(notify_url: "http://127.0.0.1:#{@merchant.config[:Port]}/notify")
  end

  def teardown
    sandbox.clear_faults
    sandbox.reset_switches
    @shop.close
    @merchant.shutdown
    @thread.join
  end

  def state(number) = sandbox.orders.find { |order| order.out_trade_no == number }.trade_state

  # The merchant is a thread of this process: it answers while the calls wait.
  def test_a_payment_is_delivered
    sandbox.pay(placed("RUBY-S1", @shop))
    assert_predicate sandbox.wait_for_delivery("RUBY-S1"), :acknowledged?
    sandbox.deliver_again("RUBY-S1")
    assert_equal "SUCCESS", state("RUBY-S1")
    @status = 500
    refused("SANDBOX_REFUSED") { sandbox.deliver_again("RUBY-S1") }
    assert(sandbox.events.any? { |event| event.kind == "order.created" && event.summary.include?("RUBY-S1") })
    assert_operator sandbox.statistics[:notifications_sent], :>=, 3
  end

  def test_the_mini_programs_view
    outcome = sandbox.request_wx_payment(url: placed("RUBY-S2", @shop), referer: sandbox.env["QQ_WXPAY_REFERER"])
    assert_equal "requestWxPayment:ok", outcome.err_msg
    refute_equal "requestWxPayment:ok", sandbox.request_wx_payment(url: "http://127.0.0.1/", referer: "x").err_msg
  end

  def test_refunds
    sandbox.pay(placed("RUBY-S3", @shop))
    @shop.refund(out_trade_no: "RUBY-S3", out_refund_no: "RUBY-S3-R", amount: { refund: 500, total: 1999 })
    sandbox.settle_refund("RUBY-S3-R", :abnormal)
    assert_predicate sandbox.wait_for_refund_delivery("RUBY-S3-R"), :acknowledged?
    sandbox.deliver_refund_again("RUBY-S3-R")
    number = sandbox.refund_in_console("RUBY-S3", refund: 100)
    assert_equal({ "RUBY-S3-R" => "ABNORMAL" }, sandbox.refunds.to_h { |refund| [refund.out_refund_no, refund.status] }.slice("RUBY-S3-R"))
    assert_equal 100, sandbox.refunds.find { |refund| refund.out_refund_no == number }.refund
    sandbox.settle_refund("RUBY-S3-R", :closed)
    refused("SANDBOX_REFUSED") { sandbox.settle_refund("RUBY-S3-R", :success) }
  end

  def test_orders_that_are_not_paid
    %w[RUBY-S4 RUBY-S5].each { |number| placed(number, @shop) }
    sandbox.fail_payment("RUBY-S4")
    sandbox.close_order("RUBY-S5")
    assert_equal %w[PAYERROR CLOSED], %w[RUBY-S4 RUBY-S5].map { |number| state(number) }
    assert_includes refused("SANDBOX_REFUSED") { sandbox.close_order("none") }.message, "no unpaid order"
  end

  def test_faults_switches_and_the_clock
    sandbox.fault(:proxy, { refuse: { code: "9030" } }) do
      assert_equal "9030", assert_raises(QqWxPay::ApiError) { placed("RUBY-S6", @shop) }.code
    end
    sandbox.change_switches(merchant_bound: false)
    assert_equal false, sandbox.switches[:merchant_bound]
    assert_raises(QqWxPay::Error) { placed("RUBY-S7", @shop) }
    sandbox.reset_switches
    link = placed("RUBY-S8", @shop)
    sandbox.advance_clock(3600)
    refused("SANDBOX_REFUSED") { sandbox.pay(link) }
    sandbox.advance_clock(-3600)
    assert_includes refused { sandbox.change_switches(merchant_bond: false) }.message, "merchant_bond"
    refused { sandbox.fault(:prxy, :status_500) }
  end

  def test_held_deliveries
    sandbox.change_switches(deliver: "hold")
    sandbox.pay(placed("RUBY-S9", @shop))
    refused { sandbox.wait_for_delivery("RUBY-S9", timeout: 0.05) }
    assert_equal 1, sandbox.release_deliveries
    assert_predicate sandbox.wait_for_delivery("RUBY-S9"), :acknowledged?
  end

  def test_stopped_twice_and_steered_afterwards
    other = QqWxPay::Testing::Sandbox.start
    waiting = Thread.new { refused("SANDBOX_STOPPED") { other.wait_for_delivery("nothing", timeout: 60) } }
    other.statistics
    other.stop
    waiting.join
    other.stop
    refused("SANDBOX_STOPPED") { other.events }
  end

  def test_a_wait_can_be_given_up
    assert_raises(Timeout::Error) { Timeout.timeout(0.05) { sandbox.wait_for_delivery("nothing", timeout: 60) } }
    assert_empty sandbox.orders.select { |order| order.out_trade_no == "nothing" }
  end

  def test_what_cannot_be_started
    refused("SANDBOX_NOT_STARTED") { QqWxPay::Testing::Sandbox.start(port: sandbox.base_url[/\d+\z/].to_i) }
    refused("WRONG_VALUE") { QqWxPay::Testing::Sandbox.start(prt: 1) }
    assert_equal "host", refused("WRONG_VALUE") { QqWxPay::Testing::Sandbox.start(host: "localhost") }.field
    assert_includes refused { sandbox.control("pey") }.message, "pay"
  end

  # Forked workers of a test runner.
  def test_a_child_has_a_sandbox_of_its_own
    parent = sandbox
    reader, writer = IO.pipe
    child = fork do
      refused = refused { parent.orders }.code
      own = sandbox
      writer.puts refused, own.base_url == parent.base_url
      writer.puts assert_raises(QqWxPay::ApiError) { parent.client.query_order(out_trade_no: "RUBY-NONE") }.code
      own.stop
      GC.start
      exit!(0)
    end
    writer.close
    assert_predicate Process.wait2(child)[1], :success?
    assert_equal %w[SANDBOX_OF_PARENT false ORDER_NOT_EXIST], reader.read.lines(chomp: true)
    assert_kind_of Array, sandbox.orders
  end
end
