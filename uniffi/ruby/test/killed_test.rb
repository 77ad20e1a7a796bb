# frozen_string_literal: true

require_relative "helper"

# Functions of the host that end in every way that Ruby has, and threads that somebody kills.
class KilledTest < Minitest::Test
  include OwnWorld

  Provider = Struct.new(:give) do
    def access_token(refused) = give.call(refused)
  end

  ENDS = {
    LoadError => -> { raise LoadError, "no such file" },
    NotImplementedError => -> { raise NotImplementedError },
    SystemExit => -> { exit },
    Interrupt => -> { raise Interrupt },
    NoMemoryError => -> { raise NoMemoryError },
    SystemStackError => -> { raise SystemStackError },
    UncaughtThrowError => -> { throw :elsewhere },
    LocalJumpError => proc { next proc { break }.call }
  }.freeze

  def failed(**parts)
    env = world.env.reject { |name, _| parts.key?(:signer) && name.include?("PRIVATE_KEY") }
    client = QqWxPay::Client.from_env(env: env, **parts)
    Timeout.timeout(10) { assert_raises(QqWxPay::Error) { client.place_order(timeout: 5, **order) } }
  end

  def test_what_is_no_standard_error
    store = Struct.new(:act) { %i[load acquire_lease save release_lease].each { |name| define_method(name) { |*| act.call } } }
    ENDS.each do |kind, act|
      assert_kind_of kind, failed(token_provider: Provider.new(->(_) { act.call })).cause, kind
      assert_kind_of kind, failed(token_store: store.new(act)).cause, kind
      assert_kind_of kind, failed(signer: ->(_) { act.call }).cause, kind
      lost = failed(transport: ->(*) { act.call })
      assert_kind_of kind, lost.cause, kind
    end
  end

  def test_a_proc_that_returns
    returning = proc { return "x" }
    error = failed(token_provider: Provider.new(->(_) { returning.call }))
    refute_nil error
    assert_equal "", Thread.new { catch(:out) { failed(token_provider: Provider.new(->(_) { throw :out })).detail[0, 0] } }.value
  end

  def test_an_observer_that_raises_anything
    ENDS.each_value do |act|
      client = world.client(observer: ->(_) { act.call })
      placed(client)
      assert_equal "refused", client.handle_notification({}, "{}").outcome.type
    end
    told = Queue.new
    client = world.client(observer: ->(event) { told << event; Thread.exit })
    2.times { client.handle_notification({}, "{}") }
    assert Timeout.timeout(30) { told.pop }
    client.handle_notification({}, "{}")
    assert Timeout.timeout(30) { told.pop }, "it is told again"
  end

  # In whatever moment it is: what it has in hand is not lost, and what comes later is fetched.
  def test_the_thread_that_fetches_is_killed_again_and_again
    token = world.client.access_token.access_token
    client = world.client(token_provider: Provider.new(->(_) { token }))
    over = false
    killer = Thread.new do
      until over
        Thread.list.each { |thread| thread.kill if thread.name == "qq_wxpay" }
        sleep(rand * 0.004)
      end
    end
    25.times do
      begun = Process.clock_gettime(Process::CLOCK_MONOTONIC)
      placed(client)
      assert_operator Process.clock_gettime(Process::CLOCK_MONOTONIC) - begun, :<, 4.5
    end
  ensure
    over = true
    killer&.join
  end

  # As the suites of some frameworks tidy up. In a process of its own.
  PROGRAM = <<~RUBY
    require "qq_wxpay"; require "timeout"
    token = QqWxPay::Client.from_env.access_token.access_token
    provider = Struct.new(:token) { def access_token(_) = token }.new(token)
    told = Queue.new
    parts = [{}, { signer: nil }, { observer: told.method(:<<) }]
    clients = parts.map { |more| QqWxPay::Client.from_env(token_provider: provider, **more) }
    ask = ->(client) { client.query_order(out_trade_no: "RB-none", timeout: 5) rescue $!.code }
    order = lambda do |client|
      client.place_order(out_trade_no: "RB\#{rand(10**12)}", description: "x", amount: { total: 1 }, timeout: 5,
                         scene_info: { payer_client_ip: "203.0.113.7" }).class.name
    end
    3.times do
      clients.each { |client| puts ask.call(client), order.call(client) }
      calling = Thread.new { order.call(clients[1]) }
      Thread.list.each { |thread| thread.kill unless thread == Thread.main }
      calling.join(5) or abort "hangs"
    end
    clients.each { |client| puts ask.call(client) }
    puts Timeout.timeout(30) { told.pop }.class
  RUBY

  def test_all_threads_are_killed
    command = ["ruby", "-I", File.join(ROOT, "uniffi/ruby/lib"), "-e", PROGRAM]
    other_world do |other|
      output = Timeout.timeout(60) { IO.popen(other.env, [*command, { err: %i[child out] }], &:read) }
      assert_predicate $?, :success?, output
      assert_equal 12, output.scan("ORDER_NOT_EXIST").size, output
      assert_equal 9, output.scan("Placement::Placed").size, output
      assert_includes output, "ClientEvent"
    end
  end
end
