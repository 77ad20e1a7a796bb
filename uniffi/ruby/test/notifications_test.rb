# frozen_string_literal: true

require "net/http"
require "rack"
require "rack/lint"
require "rack/mock"
require_relative "helper"

# The Rack application, with real notifications of the sandbox.
class NotificationsTest < Minitest::Test
  include OwnWorld

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

  # An application whose function is this block, for orders that are paid; errors are collected.
  def app(client = pay, told = [], **more, &paid)
    QqWxPay::Notifications.new(client, paid: paid || ->(_) { flunk "it is not to be taken" }, on_error: told.method(:<<), **more)
  end

  # The status that the value of a function comes to, and the codes that are told.
  def settled(value, env)
    told = []
    status, = quietly { answer(app(pay, told) { value }, env) }
    [status, told.map { |error| error.respond_to?(:code) ? error.code : error.class }]
  end

  def quietly(lines = Queue.new, &)
    logged(lines, &)
  end

  def test_a_payment_is_taken_and_acknowledged
    number, headers, body = paid
    taken = []
    app = app() do |paid|
      paid.expect(out_trade_no: number, total: 1999)
      taken << [paid.out_trade_no, paid.total, paid.orders.map(&:total), paid.repeat?, paid.notification.class]
    end
    2.times { assert_includes [200], answer(app, env(headers, body)).first }
    assert_equal [number, 1999, [1999], true, QqWxPay::HandledNotification], taken.last
    assert_equal 2, taken.size
  end

  Model = Struct.new(:status, :state)

  def test_what_a_function_gives
    _, headers, body = paid
    env = -> { env(headers, body) }
    handled = pay.handle_notification(headers, body)
    [nil, true, 1, 0, 42, 1999, 600, [], [order], [Model.new], { paid: true }, Object.new, Model.new(500, "paid"), Time.now, 1.0, [1, 2].each, $stdout].each do |value|
      assert_equal [200, []], settled(value, env.()), value.inspect
    end
    assert_equal [500, ["HANDLER_DECLINED"]], settled(false, env.())
    assert_equal [500, []], settled(handled.failure, env.())
    assert_equal [200, []], settled(handled.accept(:paid), env.())
    assert_equal [500, []], settled(handled.accept(:refund), env.())
    assert_raises(QqWxPay::InvalidInputError) { handled.accept(:paied) }
    refute_respond_to handled, :acknowledgement
    [
      200, 500, 404, "OK", "", :error, :ok, [500, {}, []], [200, "ok"], Rack::Response.new([], 500), StringIO.new("x"), RuntimeError.new, RuntimeError,
      Rack::BodyProxy.new(["x"]) { nil }, { code: "FAIL" }, { "status" => 500 }, Net::HTTPOK.new("1.1", "200", "OK"), Thread.new { nil }
    ].each { |value| assert_equal [500, ["HANDLER_ANSWERED"]], settled(value, env.()), value.inspect }
  end

  def test_work_that_fails_makes_it_come_again
    _, headers, body = paid
    told, lines = [], Queue.new
    app = app(world.client, told) { raise "the database is down" } # which counts its lines anew
    status, text, = logged(lines) { answer(app, env(headers, body)) }
    assert_equal 500, status
    assert_includes text, "FAIL"
    assert_equal ["the database is down"], told.map(&:message)
    line = lines.pop(true)
    assert_match(/HANDLER_FAILED.*RuntimeError: the database is down.*notifications_test/m, line)
  end

  def test_work_that_ends_in_any_other_way
    number, headers, body = paid
    differs = ->(paid) { paid.expect(out_trade_no: number, total: 1) }
    [differs, ->(_) { exit }, ->(_) { raise NotImplementedError }, ->(_) { raise LoadError }, ->(_) { raise Exception }, ->(_) { throw :halt },
     ->(_) { raise NoMemoryError }, proc { next false }].each do |function|
      app = QqWxPay::Notifications.new(pay, paid: function)
      assert_equal 500, quietly { answer(app, env(headers, body)) }.first
    end
    app = QqWxPay::Notifications.new(pay, paid: ->(_) { throw :out })
    assert_nil catch(:out) { quietly { answer(app, env(headers, body)) } && flunk }
    assert_equal 200, answer(QqWxPay::Notifications.new(pay, paid: proc { next }), env(headers, body)).first
  end

  def test_what_harms_nothing
    _, headers, body = paid
    failing = Object.new.tap { |logger| %i[warn error].each { |name| logger.define_singleton_method(name) { |*| raise NotImplementedError } } }
    before = QqWxPay.logger
    [->(_) { raise "so is this" }, ->(_) { raise LoadError }, nil].each do |on_error|
      app = QqWxPay::Notifications.new(world.client, paid: ->(_) { raise "the database is down" }, on_error: on_error)
      assert_equal 500, quietly { answer(app, env(headers, body)) }.first
      QqWxPay.logger = failing
      _, err = capture_io { assert_equal 500, answer(app, env(headers, body)).first }
      assert_includes err, "the logger failed"
    ensure
      QqWxPay.logger = before
    end
  end

  def test_an_event_that_nobody_takes
    _, headers, body = paid
    told, lines = [], Queue.new
    none = QqWxPay::Notifications.new(world.client, refund: ->(_) { flunk }, on_error: told.method(:<<))
    assert_equal 500, logged(lines) { answer(none, env(headers, body)) }.first
    assert_equal [["EVENT_NOT_TAKEN", "paid"]], told.map { |error| [error.code, error.field] }
    assert_match(/EVENT_NOT_TAKEN.*ignore/, lines.pop(true))
    ignoring = QqWxPay::Notifications.new(pay, refund: ->(_) { flunk }, ignore: [:paid])
    assert_equal 200, answer(ignoring, env(headers, body)).first
  end

  def test_applications_that_cannot_be
    function = ->(_) {}
    {
      {} => "paid", { paid: function, ignore: ["paid"] } => "ignore", { paid: function, ignore: [:refunds] } => "ignore",
      { paid: 1 } => "paid", { paid: -> {} } => "paid", { refund: ->(_, _) {} } => "refund", { paid: ->(_, must:) {} } => "paid"
    }.each do |given, field|
      error = assert_raises(QqWxPay::InvalidInputError, given.inspect) { QqWxPay::Notifications.new(pay, **given) }
      assert_equal field, error.field
    end
    assert_raises(ArgumentError) { QqWxPay::Notifications.new(pay) { nil } }
    assert_raises(ArgumentError) { QqWxPay::Notifications.new(pay, payed: function) }
    [method(:puts), proc { nil }, :to_s.to_proc, Struct.new(:x) { def call(paid) = paid }.new].each { |one| QqWxPay::Notifications.new(pay, paid: one) }
  end

  def test_what_is_compared_must_be_there
    number, headers, body = paid
    handled = pay.handle_notification(headers, body)
    whole = { out_trade_no: number, total: 1999 }
    [
      [{}, "out_trade_no"], [{ out_trade_no: number }, "total"], [{ total: 1999 }, "out_trade_no"], [{ out_trade_no: nil, total: nil }, "out_trade_no"],
      [{ **whole, total: nil }, "total"], [{ **whole, mchid: nil }, "mchid"], [{ **whole, appid: nil }, "appid"], [{ **whole, out_trade_no: "" }, "out_trade_no"],
      [{ number: number, total: 1999 }, nil], [{ **whole, totl: 1 }, nil], [{ **whole, total: "1999" }, "total"], [{ **whole, total: 19.99 }, "total"],
      [{ **whole, parts: [{ out_trade_no: number, total: nil }] }, nil]
    ].each do |expected, field|
      errors = [
        assert_raises(QqWxPay::InvalidInputError, expected.inspect) { handled.expect(**expected) },
        assert_raises(QqWxPay::InvalidInputError, expected.inspect) { handled.event.expect(**expected) },
        assert_raises(QqWxPay::InvalidInputError, expected.inspect) do
          pay.expect_payment(found: pay.confirm_order(handled.order).found, expected: expected)
        end
      ]
      assert_equal [field, field], errors.first(2).map(&:field), expected.inspect if field
    end
    handled.expect(**whole, allow_refunded: false)
    assert_raises(QqWxPay::MismatchError) { handled.expect(**whole, total: 1) }
    assert_raises(QqWxPay::MismatchError) { handled.expect(**whole, mchid: "1900000009") }
  end

  def test_what_stands_beside_the_headers_is_not_touched
    _, headers, body = paid
    reader, writer = IO.pipe
    env = env(headers, body).merge("puma.socket" => reader, "rack.hijack" => -> { flunk }, "rack.errors" => writer)
    Timeout.timeout(30) { assert_equal "payment", pay.handle_notification(env, body).outcome.type }
  ensure
    [reader, writer].compact.each(&:close)
  end

  def test_what_was_changed_on_the_way_is_refused_and_quiet
    _, headers, body = paid
    told, lines = [], Queue.new
    app = app(pay, told)
    written_anew = JSON.generate(JSON.parse(body)).sub('{"', '{ "')
    logged(lines) do
      [body.sub('"id"', '"iD"'), written_anew, "{}", "\xff\x00".b].each do |changed|
        status, = answer(app, env(headers, changed))
        assert_operator status, :>=, 400, changed
      end
      status, = answer(app, env(headers.reject { |name, _| name =~ /signature\z/i }, body.sub("a", "b")))
      assert_operator status, :>=, 400
    end
    assert_empty told
    assert_empty lines
  end

  def test_wrong_settings_are_told
    _, headers, body = paid
    told, lines = [], Queue.new
    wrong = world.client({ "QQ_WXPAY_API_V3_KEY" => "k" * 32 })
    logged(lines) do
      assert_equal 500, answer(app(wrong, told), env(headers, body)).first
      assert_match(/DECRYPT_FAILED/, Timeout.timeout(30) { lines.pop })
    end
    assert_equal ["DECRYPT_FAILED"], told.map(&:code)
  end

  def test_a_body_that_was_read_before
    _, headers, body = paid
    told = []
    read = env(headers, body).merge("CONTENT_LENGTH" => body.bytesize.to_s)
    read["rack.input"] = StringIO.new(+"".b)
    assert_equal 500, quietly { answer(app(pay, told), read) }.first
    assert_equal "RAW_BODY_NEEDED", told.first.code
    # Rails has kept it.
    assert_equal 200, answer(app { nil }, read.merge("RAW_POST_DATA" => body)).first
    parsed = assert_raises(QqWxPay::InvalidInputError) { pay.handle_notification(headers, JSON.parse(body)) }
    assert_equal "RAW_BODY_NEEDED", parsed.code
    assert_raises(QqWxPay::InvalidInputError) { pay.handle_notification(headers, nil) }
    assert_raises(QqWxPay::InvalidInputError) { pay.handle_notification(headers, StringIO.new(body)) }
  end

  # As Rack 3 has them: read once, in pieces.
  class Stream
    attr_reader :given

    def initialize(*pieces, ends: nil)
      @pieces = pieces
      @ends = ends
      @given = 0
    end

    def read(length = nil, _buffer = nil)
      raise @ends if @pieces.empty? && @ends

      piece = @pieces.shift
      @pieces.unshift(piece.byteslice(length..)) if piece && length && piece.bytesize > length
      piece = piece&.byteslice(0, length || piece.bytesize)
      @given += piece.to_s.bytesize
      piece || (length ? nil : "")
    end

    def each = nil

    def gets = nil
  end

  def streamed(headers, stream)
    env(headers, "").merge("rack.input" => stream).tap { |env| env.delete("CONTENT_LENGTH") }
  end

  def test_streams
    _, headers, body = paid
    took = app { nil }
    pieces = body.bytes.each_slice(7).map { |slice| slice.pack("C*") }
    assert_equal 200, took.call(streamed(headers, Stream.new(*pieces)))[0]
    assert_equal 200, took.call(streamed(headers, Stream.new(body)))[0]
    [EOFError, Errno::ECONNRESET, IOError, ArgumentError].each do |error|
      told = []
      assert_equal 400, app(pay, told).call(streamed(headers, Stream.new(*pieces.first(3), ends: error)))[0]
      assert_empty told
    end
    endless = Stream.new(*Array.new(64) { "x" * (1 << 20) })
    assert_operator app.call(streamed(headers, endless))[0], :>=, 400
    assert_operator endless.given, :<=, QqWxPay::Notifications::LIMIT + 1
    assert_operator app.call(streamed(headers, nil))[0], :>=, 400
  end

  def test_parsers_before_it
    _, headers, body = paid
    parsing = lambda do |app|
      lambda do |env|
        Rack::Request.new(env).params
        env["rack.input"].read
        app.call(env)
      end
    end
    ["application/json", "application/x-www-form-urlencoded"].each do |type|
      assert_equal 200, answer(parsing.call(app { nil }), env(headers, body).merge("CONTENT_TYPE" => type)).first
    end
  end

  def test_other_requests_and_long_bodies
    %w[GET HEAD PUT DELETE].each do |method|
      status, text, headers = answer(app, Rack::MockRequest.env_for("/notify", method: method))
      assert_equal [405, "", "POST"], [status, text, headers["allow"]]
    end
    told = []
    assert_operator answer(app(pay, told), env({}, "x" * (QqWxPay::Notifications::LIMIT + 1))).first, :>=, 400
    assert_empty told
  end

  def test_a_client_that_comes_later_and_one_that_asks
    number, headers, body = paid
    taken = []
    app = QqWxPay::Notifications.new(-> { pay }, paid: ->(paid) { taken << paid.out_trade_no; nil }, confirm: true)
    assert_includes [200], answer(app, env(headers, body)).first
    assert_equal [number], taken
    failing = QqWxPay::Notifications.new(-> { raise "no settings" }, paid: ->(_) { flunk })
    assert_equal 500, quietly { answer(failing, env(headers, body)) }.first
  end
end
