# frozen_string_literal: true

require "async"
require "rack/mock"
require_relative "helper"

# Functions of the host that hang, that call their own client, and what they do to everybody else.
class BlockingTest < Minitest::Test
  include OwnWorld

  Provider = Struct.new(:give) do
    def access_token(refused) = give.call(refused)
  end

  STORE = Struct.new(:act) do
    %i[load acquire_lease save release_lease].each { |name| define_method(name) { |*| act.call } }
  end

  def setup
    code { pay.query_order(out_trade_no: "RB-none") } # the sandbox takes its time to start
  end

  # Each part, for ever in its function.
  def hanging(part)
    act = -> { sleep }
    case part
    when :token_provider then Provider.new(->(_) { act.call })
    when :token_store then STORE.new(act)
    else ->(*) { act.call }
    end
  end

  def client(part, given)
    env = world.env.reject { |name, _| part == :signer && name.include?("PRIVATE_KEY") }
    QqWxPay::Client.from_env(env: env, part => given)
  end

  def seconds
    begin_at = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    yield
    Process.clock_gettime(Process::CLOCK_MONOTONIC) - begin_at
  end

  # Another call with a limit of 2 s ends within 3 s: of another client as it should, of the same one at its limit at the latest.
  def assert_others_go_on(client)
    assert_operator seconds { assert_equal "ORDER_NOT_EXIST", code { pay.query_order(out_trade_no: "RB-none", timeout: 2) } }, :<, 3
    assert_operator seconds { code { client.place_order(timeout: 2, **order) } }, :<, 3.5
  end

  def code
    yield.class.name
  rescue QqWxPay::Error => error
    error.code
  end

  QqWxPay::Client.instance_method(:initialize).parameters.filter_map { |kind, name| name if kind == :key }.each do |part|
    define_method("test_a_#{part}_that_never_returns") do
      client = client(part, hanging(part))
      stuck = Array.new(16) { Thread.new { code { client.place_order(timeout: 20, **order) } } }
      client.handle_notification({}, "{}")
      assert_others_go_on(client)
    ensure
      stuck&.each(&:kill)
    end
  end

  def test_a_notification_handler_that_never_returns
    placed = placed()
    world.pay(placed.h5_url)
    headers, body = world.notification { |headers, body| pay.handle_notification(headers, body).order&.out_trade_no == placed.out_trade_no }
    env = headers.to_h { |name, values| ["HTTP_#{name.upcase.tr("-", "_")}", values.first] }
    entered = Queue.new
    app = QqWxPay::Notifications.new(pay, paid: ->(_) { entered << true; sleep })
    stuck = Array.new(8) { Thread.new { app.call(Rack::MockRequest.env_for("/", { method: "POST", input: body }.merge(env))) } }
    8.times { Timeout.timeout(10) { entered.pop } }
    assert_others_go_on(pay)
  ensure
    stuck&.each(&:kill)
  end

  def test_a_logger_that_never_returns
    before, go_on = QqWxPay.logger, Queue.new
    QqWxPay.logger = Object.new.tap { |logger| %i[warn error].each { |name| logger.define_singleton_method(name) { |*| go_on.pop } } }
    client = world.client({ "QQ_WXPAY_API_V3_KEY" => "k" * 32 })
    placed = placed()
    world.pay(placed.h5_url)
    told = world.notification { |headers, body| pay.handle_notification(headers, body).order&.out_trade_no == placed.out_trade_no }
    20.times { assert_equal "refused", client.handle_notification(*told).outcome.type }
    assert_others_go_on(client)
  ensure
    QqWxPay.logger = before
    go_on.close # the lines of all clients go through one thread
  end

  # A scheduler whose one thread a fiber holds stops its own fibers, as every such scheduler does; other threads go on.
  def test_a_fiber_that_holds_its_scheduler
    stuck = Thread.new { Async { |task| [task.async { pay.query_order(out_trade_no: "RB-none") rescue nil }, Thread.stop] } }
    assert_others_go_on(pay)
  ensure
    stuck&.kill
  end

  def reentered(part, act)
    inner = nil
    given =
      case part
      when :token_provider then Provider.new(->(_) { act.call(inner) })
      when :token_store then STORE.new(-> { act.call(inner) })
      else ->(*) { act.call(inner) }
      end
    inner = client(part, given)
    error = nil
    taken = seconds { error = assert_raises(QqWxPay::Error) { inner.place_order(timeout: 10, **order) } }
    assert_operator taken, :<, 5
    error
  end

  CALLS = {
    access_token: ->(client) { client.access_token.access_token },
    query: ->(client) { client.query_order(out_trade_no: "RB-none") },
    bill: ->(client) { client.trade_bill(bill_date: "2026-11-01") },
    notification: ->(client) { client.receive_notification({}, "{}") }
  }.freeze

  %i[token_provider token_store transport signer].each do |part|
    define_method("test_a_#{part}_that_calls_its_own_client") do
      threads = Thread.list.size
      CALLS.each do |name, act|
        cause = reentered(part, act).cause
        assert_equal "CLIENT_REENTERED", cause&.code, name
      end
      assert_operator Thread.list.size - threads, :<, 4
    end
  end

  def test_it_is_told_within_a_fiber_of_the_function_too
    act = ->(client) { Fiber.new { client.access_token.access_token }.resume }
    assert_equal "CLIENT_REENTERED", reentered(:token_provider, act).cause&.code
    act = ->(client) { Async { client.access_token.access_token }.wait }
    assert_equal "CLIENT_REENTERED", reentered(:token_provider, act).cause&.code
  end

  # Where nothing tells that it is the same one, the number of threads is bounded, and the limit holds.
  def test_a_thread_of_the_function_that_calls_the_client_is_bounded
    inner = nil
    inner = client(:token_provider, Provider.new(lambda do |_|
      Thread.new { inner.access_token.access_token }.tap { |thread| thread.report_on_exception = false }.value
    end))
    threads = Thread.list.size
    assert_operator seconds { code { inner.access_token(timeout: 2) } }, :<, 3.5
    assert_operator Thread.list.size - threads, :<, 600
    inner.close
  end

  def test_another_client_may_be_called_in_it
    other_world do |other|
      own = other.client
      client = other.client(token_provider: Provider.new(->(_) { own.access_token.access_token }))
      placed(client)
    end
  end

  def test_what_needs_no_network_may_be_called_in_it
    other_world do |other|
      token, inner = other.client.access_token.access_token, nil
      inner = other.client(token_provider: Provider.new(->(_) { inner.merchant && inner.handle_notification({}, "{}") && token }))
      placed(inner)
    end
  end
end
