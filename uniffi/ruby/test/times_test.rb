# frozen_string_literal: true

require "bigdecimal"
require "date"
require "pathname"
require_relative "helper"

# Objects of Ruby in the place of texts, and errors as values.
class TimesTest < Minitest::Test
  include OneWorld

  AT = Time.utc(2026, 6, 8, 2, 34, 56)

  def sent(**more)
    JSON.parse(pay.prepare(:place_order, access_token: "token", **order, **more).request.body)
  end

  def bill_of(day)
    URI(pay.prepare(:trade_bill, bill_date: day).request.url).query[/bill_date=([^&]*)/, 1]
  end

  def test_a_moment_is_sent_in_one_form
    [AT, AT.to_datetime, AT.getlocal("-05:00"), Struct.new(:to_time) { def hour = 2; def strftime(_) = "" }.new(AT)].each do |moment|
      assert_equal "2026-06-08T10:34:56+08:00", sent(time_expire: moment)["time_expire"], moment.class
    end
    error = assert_raises(QqWxPay::InvalidInputError) { sent(time_expire: Date.new(2026, 6, 8)) }
    assert_equal %w[TIME_FORMAT time_expire], [error.code, error.field]
    error = assert_raises(QqWxPay::InvalidInputError) { sent(description: AT) }
    assert_equal %w[WRONG_TYPE description], [error.code, error.field]
  end

  def test_a_time_needs_no_other_library
    program = <<~RUBY
      require "qq_wxpay"
      abort "date is loaded" if defined?(DateTime)
      order = { out_trade_no: "T123456", description: "mug", amount: { total: 1 }, scene_info: { payer_client_ip: "203.0.113.7" } }
      print QqWxPay::Client.from_env.prepare(:place_order, access_token: "token", time_expire: Time.at(1780886096), **order).request.body
    RUBY
    command = [RbConfig.ruby, "-I", File.join(ROOT, "uniffi/ruby/lib"), "-e", program]
    said = IO.popen(world.env, [*command, { err: File::NULL }], &:read)
    assert_equal "2026-06-08T10:34:56+08:00", JSON.parse(said)["time_expire"]
  end

  def test_a_day_is_one_of_beijing
    assert_equal "2026-06-08", bill_of(Date.new(2026, 6, 8))
    assert_equal "2026-06-09", bill_of(Time.utc(2026, 6, 8, 17))
    assert_equal "2026-06-08", bill_of("20260608")
    assert_equal "BILL_DATE_FORM", assert_raises(QqWxPay::Error) { bill_of("8 June") }.code
  end

  def test_a_path_and_a_decimal_are_told_what_to_give
    path = assert_raises(QqWxPay::InvalidInputError) { sent(description: Pathname("a")) }
    refute_includes path.detail, "fen"
    decimal = assert_raises(QqWxPay::InvalidInputError) { sent(amount: { total: BigDecimal("19.99") }) }
    assert_includes decimal.detail, "fen"
  end

  def test_an_error_matches_patterns_by_the_names_of_its_methods
    error = assert_raises(QqWxPay::Error) { pay.query_order(out_trade_no: "RB-nobody") }
    assert_pattern_of(error)
    assert_equal %i[kind code origin field detail status request_id retry reason remedy message], error.to_h.keys
    error.to_h.each { |name, value| assert_equal error.public_send(name).then { |own| own.is_a?(Struct) ? own.to_h : own }.inspect, value.inspect, name }
    error.to_h.clear
    assert_equal 404, error.to_h[:status]
  end

  def assert_pattern_of(error)
    case error
    in { status: 404, code: "ORDER_NOT_EXIST", kind: "api" } then assert true
    end
  end

  def test_what_a_transport_raises_when_a_bill_is_asked_for
    client = world.client(transport: ->(*) { raise IOError, "the disk is full" })
    failed = assert_raises(QqWxPay::Error) { client.trade_bill(bill_date: Date.new(2026, 6, 8)) }
    assert_instance_of IOError, failed.cause, failed.message
  end

  def test_a_transport_that_gives_no_reply_is_asked_once
    [nil, "200", { status: 200 }].each do |given|
      asked = 0
      client = world.client(transport: ->(*) { asked += 1; given })
      failed = assert_raises(QqWxPay::TransportError) { client.query_order(out_trade_no: "RB-nobody") }
      assert_equal [1, "TRANSPORT_GAVE_NO_REPLY"], [asked, failed.code]
    end
  end

  def test_a_variable_that_is_no_text
    error = assert_raises(QqWxPay::ConfigError) { QqWxPay::Client.from_env(env: world.env.merge("QQ_WXPAY_REFERER" => "\xff")) }
    assert_equal %w[VARIABLE_NOT_TEXT QQ_WXPAY_REFERER], [error.code, error.field]
  end
end
