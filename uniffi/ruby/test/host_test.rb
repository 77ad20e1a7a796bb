# frozen_string_literal: true

require "minitest/mock"
require "openssl"
require_relative "helper"

# Parts of a client that its user brings along.
class HostTest < Minitest::Test
  include OwnWorld

  Provider = Struct.new(:give) do
    def access_token(refused) = give.call(refused)
  end

  # In memory, as Redis would do it.
  class Store
    attr_reader :token

    def load(_appid) = @token

    def acquire_lease(_appid, owner, _milliseconds)
      return false unless [nil, owner].include?(@owner)

      @owner = owner
      true
    end

    def save(_appid, owner, token)
      return false unless @owner == owner

      @token = token
      @owner = nil
      true
    end

    def release_lease(_appid, owner)
      @owner = nil if @owner == owner
    end
  end

  def test_a_token_provider
    other_world do |other| # in which nobody else fetches tokens
      token = other.client.access_token.access_token
      placed(other.client(token_provider: Provider.new(->(_) { token })))
    end
  end

  def test_a_token_store_is_named_by_a_text
    settings = world.env.to_h { |name, value| [name.delete_prefix("QQ_WXPAY_").downcase.to_sym, value] }
    settings[:link_hosts] = settings[:link_hosts].split(",")
    QqWxPay::Client.new(**settings, token_store: "memory").close
    failed = assert_raises(QqWxPay::ConfigError) { QqWxPay::Client.new(**settings, token_store: "redi://:hunter2@127.0.0.1") }
    assert_equal %w[STORE_SETTING token_store], [failed.code, failed.field]
    refute_includes failed.full_message, "hunter2"
  end

  def test_what_it_raises_comes_back_as_itself
    down = IOError.new("the token server is down")
    client = world.client(token_provider: Provider.new(->(_) { raise down }))
    failed = assert_raises(QqWxPay::Error) { client.place_order(**order) }
    assert_same down, failed.cause
    assert_equal "TOKEN_STORE_FAILED", failed.code
  end

  def test_one_that_never_answers_ends_at_the_time_limit
    client = world.client(token_provider: Provider.new(->(_) { sleep }))
    failed = assert_raises(QqWxPay::TransportError) { client.place_order(timeout: 0.3, **order) }
    assert_equal "TIMED_OUT", failed.code
  end

  # For several AppIDs, with leases that end.
  class RightStore
    def initialize = (@tokens, @leases = {}, {})

    def load(appid) = @tokens[appid]

    def acquire_lease(appid, owner, milliseconds)
      return nil unless [nil, owner].include?(holder(appid))

      @leases[appid] = [owner, now + milliseconds / 1000.0]
      "OK"
    end

    def save(appid, owner, token)
      return 0 unless holder(appid) == owner

      @tokens[appid] = token
      @leases.delete(appid)
      1
    end

    def release_lease(appid, owner)
      @leases.delete(appid) if holder(appid) == owner
    end

    private

    def now = Process.clock_gettime(Process::CLOCK_MONOTONIC)

    def holder(appid)
      owner, ends = @leases[appid]
      owner if ends && ends > now
    end
  end

  def test_a_token_store_is_tried
    assert_nil world.client(token_store: RightStore.new).check_token_store
    { Store.new => "each AppID has a token of its own", nil => "this client was given none" }.each do |store, rule|
      wrong = assert_raises(QqWxPay::Error) { world.client(token_store: store).check_token_store }
      assert_equal "TOKEN_STORE_WRONG", wrong.code
      assert_includes wrong.detail, rule
    end
  end

  def test_a_token_store_is_shared
    other_world do |other|
      store = Store.new
      tokens = Array.new(2) { other.client(token_store: store).access_token.access_token }
      assert_equal tokens[0], tokens[1]
      assert_equal 1, other.control("GET", "/sandbox/statistics")[:token_requests]
      refute_includes store.token.inspect, tokens[0]
    end
  end

  def test_parts_that_cannot_be
    provider, store = Provider.new(->(_) { "" }), Store.new
    twice = assert_raises(QqWxPay::ConfigError) { world.client(token_provider: provider, token_store: store) }
    assert_equal "TOKEN_SOURCE_GIVEN_TWICE", twice.code
    lacks = assert_raises(QqWxPay::Error) { world.client(token_store: provider) }
    assert_equal "token_store.load", lacks.field
    assert_raises(QqWxPay::Error) { world.client(observer: 1) }
  end

  def test_one_whose_thread_is_killed
    client = world.client(token_provider: Provider.new(->(_) { Thread.exit }))
    Timeout.timeout(30) { assert_raises(QqWxPay::Error) { client.place_order(**order) } }
  end

  def test_a_transport
    sent = []
    transport = lambda do |request, seconds|
      sent << request.http_method
      uri = URI(request.url)
      options = { use_ssl: uri.scheme == "https", open_timeout: seconds, read_timeout: seconds }
      reply = Net::HTTP.start(uri.host, uri.port, **options) do |http|
        http.send_request(request.http_method, uri.request_uri, request.body, request.headers)
      end
      QqWxPay::HttpReply.new(reply.code.to_i, reply.to_hash, reply.body)
    end
    other_world do |other|
      placed(other.client(transport: transport))
      assert_equal %w[GET POST], sent
    end
  end

  def test_a_transport_that_fails
    query = { out_trade_no: "RB-none" }
    broken = IOError.new("my proxy is down")
    failed = assert_raises(QqWxPay::TransportError) { world.client(transport: ->(*) { raise broken }).query_order(**query) }
    assert_same broken, failed.cause
    none = world.client(transport: ->(*) { raise QqWxPay::NotConnected })
    assert_equal "NOT_CONNECTED", assert_raises(QqWxPay::TransportError) { none.query_order(**query) }.code
    silent = world.client(transport: ->(*) { sleep })
    failed = assert_raises(QqWxPay::TransportError) { silent.query_order(timeout: 0.3, **query) }
    assert_equal "TIMED_OUT", failed.code
    odd = world.client(transport: ->(*) { 200 })
    assert_equal "TRANSPORT_GAVE_NO_REPLY", assert_raises(QqWxPay::TransportError) { odd.query_order(**query) }.code
  end

  def test_an_observer_is_told_and_harms_nothing
    events = Queue.new
    told = other_world do |other|
      client = other.client(observer: ->(event) { events << event; raise "my metrics are down" })
      placed(client)
      client.handle_notification({}, "{}")
      Array.new(4) { Timeout.timeout(30) { events.pop } }.tap { client.close } # what is told comes from a client that lives
    end
    assert_equal ["sandbox_client", "SANDBOX_CLIENT"], told.shift.to_h.values_at(:what, :code)
    assert_equal ["place_order", "qq", 200, nil], told[1].to_h.values_at(:operation, :upstream, :status, :code)
    assert_instance_of QqWxPay::ClientEvent::Notification, told[2]
  end

  def test_what_is_reported_while_a_client_is_made_arrives
    native = QqWxPay.const_get(:QqWxpayNative)::NativeClient
    dispatcher = QqWxPay.const_get(:Dispatcher).current
    make = native.method(:with_mailbox)
    events = Queue.new
    native.stub(:with_mailbox, ->(*parts) { make.call(*parts).tap { dispatcher.send(:fetch) } }) do
      client = world.client(observer: ->(event) { events << event })
      assert_equal "SANDBOX_CLIENT", Timeout.timeout(30) { events.pop }.code
      client.close
    end
  end

  def test_an_observer_that_hangs_holds_nothing_up
    hanging = Queue.new
    client = world.client(observer: ->(_) { hanging.pop })
    placed(client)
    client.handle_notification({}, "{}")
    hanging.close
  end

  def test_what_stores_answer
    store = Class.new(Store) do
      def initialize(yes, no) = (@yes, @no = yes, no)

      def acquire_lease(...) = super ? @yes : @no

      def save(...) = super ? @yes : @no
    end
    other_world do |other|
      [[true, nil], ["OK", nil], [1, 0]].each do |yes, no|
        tokens = Array.new(2) { other.client(token_store: store.new(yes, no)).access_token.access_token }
        refute_equal tokens[0], tokens[1]
      end
      odd = assert_raises(QqWxPay::Error) { other.client(token_store: store.new("yes", nil)).access_token(timeout: 5) }
      assert_instance_of TypeError, odd.cause
      assert_includes odd.cause.message, "acquire_lease"
    end
  end

  # The token is used all the same, and somebody is told when the store failed.
  def test_a_store_that_does_not_keep
    other_world do |other|
      [-> { false }, -> {}, -> { raise IOError, "disk full" }, -> { raise LoadError }].each do |outcome|
        store = Class.new(Store) { define_method(:save) { |*| outcome.call } }.new
        lines = Queue.new
        logged(lines) do
          client = other.client(token_store: store)
          placed(client)
          Timeout.timeout(30) { nil until lines.pop.match?(/token store.*`save`/m) }
          client.close # what is told comes from a client that lives
        end
      end
    end
  end

  def test_a_lease_that_is_never_free
    store = Class.new(Store) { def acquire_lease(*) = nil }.new
    failed = assert_raises(QqWxPay::TransportError) { world.client(token_store: store).access_token(timeout: 1) }
    assert_equal "TIMED_OUT", failed.code
    # With an answer that is none it is told at once what is wrong.
    odd = Class.new(Store) { def acquire_lease(*) = "yes" }.new
    failed = assert_raises(QqWxPay::TransportError) { world.client(token_store: odd).access_token(timeout: 5) }
    assert_equal ["TOKEN_STORE_FAILED", TypeError], [failed.code, failed.cause.class]
  end

  # What is under way ends first.
  def test_a_client_that_is_closed_while_its_transport_answers
    answering, go_on = Queue.new, Queue.new
    transport = lambda do |request, seconds|
      answering << true
      go_on.pop
      uri = URI(request.url)
      reply = Net::HTTP.start(uri.host, uri.port, read_timeout: seconds) do |http|
        http.send_request(request.http_method, uri.request_uri, request.body, request.headers)
      end
      QqWxPay::HttpReply.new(reply.code.to_i, reply.to_hash, reply.body)
    end
    client = world.client({ "QQ_WXPAY_CHANNEL" => "direct" }, transport: transport)
    ordering = Thread.new { client.place_order(timeout: 10, **order) }
    Timeout.timeout(30) { answering.pop }
    client.close
    go_on << true
    assert_instance_of QqWxPay::Placement::Placed, ordering.value
    assert_equal "CLIENT_CLOSED", assert_raises(QqWxPay::Error) { client.place_order(**order) }.code
  end

  def test_a_signer
    key = OpenSSL::PKey::RSA.new(world.env["QQ_WXPAY_MERCHANT_PRIVATE_KEY"].gsub('\n', "\n"))
    env = world.env.reject { |name, _| name.include?("PRIVATE_KEY") }
    signer = ->(message) { key.sign("SHA256", message) }
    client = QqWxPay::Client.from_env(env: env, signer: signer)
    placed(client)
    [[nil, TypeError], ["short", nil], ["x" * 257, nil]].each do |given, cause|
      wrong = QqWxPay::Client.from_env(env: env, signer: ->(_) { given })
      failed = assert_raises(QqWxPay::Error) { wrong.query_order(out_trade_no: "RB-none") }
      assert_equal cause ? "SIGNING_FAILED" : "SIGNATURE_UNUSABLE", failed.code
      cause ? assert_instance_of(cause, failed.cause) : assert_nil(failed.cause)
    end
    slow = QqWxPay::Client.from_env(env: env, signer: ->(_) { sleep 3 })
    begin_at = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    failed = assert_raises(QqWxPay::TransportError) { slow.query_order(out_trade_no: "RB-none", timeout: 0.3) }
    assert_equal "TIMED_OUT", failed.code
    assert_operator Process.clock_gettime(Process::CLOCK_MONOTONIC) - begin_at, :<, 2
    hsm = IOError.new("the HSM is locked")
    locked = QqWxPay::Client.from_env(env: env, signer: ->(_) { raise hsm })
    [-> { locked.query_order(out_trade_no: "RB-none") }, -> { locked.prepare(:query_order, out_trade_no: "RB-none") }].each do |act|
      failed = assert_raises(QqWxPay::Error, &act)
      assert_equal "SIGNING_FAILED", failed.code
      assert_same hsm, failed.cause
    end
  end
end
