# frozen_string_literal: true

require "logger"
require "pp"
require "stringio"
require_relative "helper"

# What crash reporters send, and what is written by whoever prints, logs or dumps what this library gives.
class SecretsTest < Minitest::Test
  include OwnWorld

  LIB = File.realpath(File.expand_path("../lib", __dir__))
  PAYER = "203.0.113.77"
  PAYERS_NAME = "张三丰"

  def secrets(env = world.env)
    names = env.keys.grep(/KEY|SECRET|TOKEN/) - env.keys.grep(/PUBLIC|ID\z|SERIAL/)
    env.values_at(*names).flat_map { |value| [value, *value.gsub('\n', "\n").lines.map(&:chomp).grep(/\A\S{40,}\z/)] }
       .reject { |value| value.size < 16 }
  end

  # What reporters with locals show: of the frame that raises at once, of those that called it when the page is made, afterwards.
  def reported
    shown, stack, frames = +"", [], []
    trace = TracePoint.new(:call, :return, :raise) do |point|
      next unless point.path.start_with?(LIB)

      case point.event
      when :call then stack.push(point.binding)
      when :return then stack.pop
      else
        frames.concat(stack)
        shown << variables(point.binding)
      end
    end
    trace.enable { yield(shown) }
    frames.uniq.each { |frame| shown << variables(frame) }
    shown
  end

  def variables(frame)
    locals = frame.local_variables.to_h { |name| [name, frame.local_variable_get(name)] }
    own = frame.receiver.instance_variables.to_h { |name| [name, frame.receiver.instance_variable_get(name)] }
    "#{frame.source_location} #{locals.inspect} #{own.inspect} #{frame.receiver.inspect}\n"
  end

  def assert_discreet(shown, *more)
    assert_operator shown.size, :>, 20, "something is shown"
    shown = shown.b
    (secrets + more).map(&:b).each do |secret|
      line = shown.lines.find { |line| line.include?(secret) }
      assert_nil line&.slice(0, 200), "it shows #{secret[0, 6]}..."
    end
  end

  def all_of(error)
    full = error.respond_to?(:detailed_message) ? error.detailed_message : error.full_message(highlight: false)
    [error.inspect, error.message, full, error.to_h.to_s, PP.pp(error, +""), Marshal.dump(error), error.backtrace&.first]
      .map { |text| text.to_s.dup.force_encoding("UTF-8").scrub }.join("\n")
  end

  WRONG = {
    "QQ_WXPAY_REFERER" => "nonsense", "QQ_WXPAY_MCHID" => "", "QQ_WXPAY_API_V3_KEY" => "short-but-secret-key",
    "QQ_WXPAY_QQ_APP_SECRET" => "\xff".b * 32
  }.freeze

  def test_a_wrong_setting
    WRONG.each do |name, value|
      error = nil
      shown = reported do
        world.client({ name => value })
      rescue QqWxPay::Error => error
        nil
      end
      assert_discreet shown + all_of(error), *([value] if name =~ /KEY|SECRET/)
    end
  end

  def test_a_wrong_setting_in_code
    settings = { mchid: "1900000001", api_v3_key: "0123456789abcdef0123456789abcdef", qq_app_secret: "fedcba9876543210fedcba9876543210" }
    error = nil
    shown = reported do
      QqWxPay::Client.new(**settings, amount: 1.5)
    rescue QqWxPay::Error => error
      nil
    end
    assert_discreet shown + all_of(error), settings[:api_v3_key], settings[:qq_app_secret]
  end

  def test_a_refused_order
    [{ out_trade_no: "T1" }, { amount: { total: 1.5 } }, { description: "\xff".b }, { attach: Object.new }].each do |wrong|
      error = nil
      shown = reported do
        pay.place_order(**order.merge(scene_info: { payer_client_ip: PAYER }), **wrong)
      rescue QqWxPay::Error => error
        nil
      end
      assert_discreet shown + all_of(error), PAYER
    end
  end

  def test_a_lost_order_and_a_token
    shown = reported do |text|
      other_world do |other|
        client = other.client
        token = client.access_token
        text << token.inspect << PP.pp(token, +"")
        @token = token.access_token
        lost = other.fault("proxy", "drop_after") { client.place_order(**order.merge(scene_info: { payer_client_ip: PAYER })) }
        text << lost.inspect << all_of(lost.error)
      end
    end
    assert_discreet shown, PAYER, @token
  end

  def test_functions_of_the_host
    log = StringIO.new
    before, QqWxPay.logger = QqWxPay.logger, Logger.new(log)
    token = "TOKEN-#{"x" * 40}"
    provider = Struct.new(:token) { def access_token(_) = token }.new(token)
    shown = reported do |text|
      client = world.client(token_provider: provider, transport: ->(*) { raise IOError, "down" })
      text << client.place_order(**order.merge(scene_info: { payer_client_ip: PAYER })).error.then { |error| all_of(error) }
      client.query_order(out_trade_no: "RB-none")
    rescue QqWxPay::Error => error
      text << all_of(error)
    end
    assert_discreet shown + log.string, token, PAYER
  ensure
    QqWxPay.logger = before
  end

  def test_a_notification
    log = StringIO.new
    before, QqWxPay.logger = QqWxPay.logger, Logger.new(log)
    placed = placed()
    world.pay(placed.h5_url)
    headers, body = world.notification { |headers, body| pay.handle_notification(headers, body).order&.out_trade_no == placed.out_trade_no }
    handled = pay.handle_notification(headers, body)
    payer = handled.outcome.payment.payer.openid
    error = nil
    shown = reported do
      handled.expect(out_trade_no: placed.out_trade_no, total: 1)
    rescue QqWxPay::Error => error
      nil
    end
    assert_discreet shown + all_of(error) + handled.inspect + log.string, payer
  ensure
    QqWxPay.logger = before
  end
end
