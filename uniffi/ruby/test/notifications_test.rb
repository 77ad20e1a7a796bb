# frozen_string_literal: true

require "rack/lint"
require "rack/mock"
require_relative "helper"

# The Rack application, with real notifications of the sandbox.
class NotificationsTest < Minitest::Test
  include OneWorld

  # A paid order: its number, headers and body of its notification.
  def paid
    placed = placed()
    world.pay(placed.h5_url)
    headers, body = world.notification { |headers, body| pay.handle_notification(headers, body).order&.out_trade_no == placed.out_trade_no }
    [placed.out_trade_no, headers.transform_values(&:first), body]
  end

  def env(headers, body)
    given = headers.to_h { |name, value| ["HTTP_#{name.upcase.tr("-", "_")}", value] }
    given["CONTENT_TYPE"] = given.delete("HTTP_CONTENT_TYPE") || "application/json"
    given.delete("HTTP_CONTENT_LENGTH")
    Rack::MockRequest.env_for("/notify", { method: "POST", input: body }.merge(given))
  end

  def answer(app, env)
    status, headers, body = Rack::Lint.new(app).call(env)
    text = +""
    body.each { |part| text << part }
    body.close if body.respond_to?(:close)
    [status, text, headers]
  end

  def test_a_payment_is_taken_and_acknowledged
    number, headers, body = paid
    taken = []
    app = QqWxPay::Notifications.new(pay) do |notification|
      notification.expect(out_trade_no: number, total: 1999)
      taken << notification.order.out_trade_no
    end
    2.times { assert_includes [200, 204], answer(app, env(headers, body)).first }
    assert_equal [number, number], taken
  end

  def test_what_stands_beside_the_headers_is_not_touched
    _, headers, body = paid
    reader, writer = IO.pipe
    env = env(headers, body).merge("puma.socket" => reader, "rack.hijack" => -> { flunk }, "rack.errors" => writer)
    Timeout.timeout(5) { assert_equal "payment", pay.handle_notification(env, body).outcome.type }
  ensure
    [reader, writer].compact.each(&:close)
  end

  def test_what_was_changed_on_the_way_is_refused
    _, headers, body = paid
    app = QqWxPay::Notifications.new(pay) { flunk "it is not authentic" }
    written_anew = JSON.generate(JSON.parse(body)).sub('{"', '{ "')
    [body.sub('"id"', '"iD"'), written_anew, "", "{}", "\xff\x00".b].each do |changed|
      status, = answer(app, env(headers, changed))
      assert_operator status, :>=, 400, changed
    end
    status, = answer(app, env(headers.reject { |name, _| name =~ /signature\z/i }, body.sub("a", "b")))
    assert_operator status, :>=, 400
  end

  def test_what_is_refused_leaves_a_trace
    _, headers, body = paid
    told = []
    app = QqWxPay::Notifications.new(world.client({ "QQ_WXPAY_API_V3_KEY" => "k" * 32 }), on_error: told.method(:<<)) { flunk }
    assert_equal 500, answer(app, env(headers, body)).first
    assert_equal ["DECRYPT_FAILED"], told.map(&:code)
    errors = StringIO.new
    answer(QqWxPay::Notifications.new(pay) { flunk }, env(headers, "#{body} ").merge("rack.errors" => errors))
    assert_includes errors.string, "SIGNATURE_WRONG"
    broken = QqWxPay::Notifications.new(pay, on_error: ->(_) { raise "so is this" }) { raise NotImplementedError }
    assert_equal 500, answer(broken, env(headers, body)).first
  end

  def test_work_that_fails_makes_it_come_again
    _, headers, body = paid
    told = []
    app = QqWxPay::Notifications.new(pay, on_error: told.method(:<<)) { raise "the database is down" }
    status, text, = answer(app, env(headers, body))
    assert_equal 500, status
    assert_includes text, "FAIL"
    assert_equal ["the database is down"], told.map(&:message)
    assert_equal 500, answer(QqWxPay::Notifications.new(pay) { false }, env(headers, body)).first
    errors = StringIO.new
    answer(QqWxPay::Notifications.new(pay) { raise "the database is down" }, env(headers, body).merge("rack.errors" => errors))
    assert_includes errors.string, "RuntimeError: the database is down"
  end

  def test_a_body_that_was_read_before
    _, headers, body = paid
    told = []
    app = QqWxPay::Notifications.new(pay, on_error: told.method(:<<)) { flunk }
    read = env(headers, body)
    read["rack.input"] = Rack::Lint::InputWrapper.new(StringIO.new(+"".b))
    assert_equal 500, answer(app, read).first
    assert_equal "RAW_BODY_NEEDED", told.first.code
    parsed = assert_raises(QqWxPay::InvalidInputError) { pay.handle_notification(headers, JSON.parse(body)) }
    assert_equal "RAW_BODY_NEEDED", parsed.code
    assert_raises(QqWxPay::InvalidInputError) { pay.handle_notification(headers, nil) }
    assert_raises(QqWxPay::InvalidInputError) { pay.handle_notification(headers, StringIO.new(body)) }
  end

  def test_other_requests_and_long_bodies
    app = QqWxPay::Notifications.new(pay, on_error: ->(_) {}) { flunk }
    assert_equal 405, answer(app, Rack::MockRequest.env_for("/notify")).first
    assert_equal 500, answer(app, env({}, "x" * (QqWxPay::Notifications::LIMIT + 1))).first
    assert_raises(ArgumentError) { QqWxPay::Notifications.new(pay) }
  end

  def test_a_client_that_comes_later_and_one_that_asks
    number, headers, body = paid
    outcomes = []
    app = QqWxPay::Notifications.new(-> { pay }, confirm: true) { |notification| outcomes << notification.outcome.type }
    assert_includes [200, 204], answer(app, env(headers, body)).first
    assert_equal ["payment"], outcomes
    refute_nil number
  end
end
