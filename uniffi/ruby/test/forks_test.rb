# frozen_string_literal: true

require_relative "helper"

# Puma with `preload_app!`, Unicorn, Passenger, Resque: the client is made, and maybe used, before the process forks.
class ForksTest < Minitest::Test
  include OneWorld

  # A sandbox for each test: clients in children fetch tokens, and each fetch ends the tokens of others.
  attr_reader :world, :pay

  def setup
    @world = World.new
    @pay = @world.client
  end

  def teardown
    @world.close
  end

  # What the block gives in a child process, as text; the child has 20 seconds.
  def in_child(&work)
    reader, writer = IO.pipe
    child = fork do
      reader.close
      give(writer, &work)
    end
    writer.close
    Timeout.timeout(20) { reader.read }
  rescue Timeout::Error
    Process.kill("KILL", child)
    "hung"
  ensure
    Process.wait(child) if child
  end

  def give(writer)
    writer.write(begin
      yield.to_s
    rescue Exception => error
      "#{error.class}: #{error.message}"
    end)
    writer.close
  ensure
    exit!(0)
  end

  # In a daemon, which has left its parent; it is waited for through the pipe alone.
  def in_daemon
    in_child do
      reader, writer = IO.pipe
      fork do
        Process.daemon(true, true)
        give(writer) { yield }
      end
      writer.close
      reader.read
    end
  end

  def in_grandchild(&work)
    in_child { in_child(&work) }
  end

  def ordered(client)
    client.place_order(timeout: 10, **order).class.name
  end

  PLACED = "QqWxPay::Placement::Placed"

  def test_made_before_the_fork
    client = world.client
    assert_equal PLACED, in_child { ordered(client) }
  end

  def test_used_before_the_fork_and_after_in_both
    client = world.client(observer: ->(_) {})
    assert_equal PLACED, ordered(client)
    2.times { assert_equal PLACED, in_child { ordered(client) } }
    assert_equal PLACED, ordered(client)
  end

  # Puma with `preload_app!` and `on_worker_boot { Client.from_env }`, a supervisor that forks, a daemon: after a call in the parent.
  WHERE = %i[in_child in_grandchild in_daemon].freeze

  def test_a_new_client_in_every_kind_of_child
    assert_equal PLACED, ordered(pay)
    WHERE.each { |where| assert_equal PLACED, send(where) { ordered(world.client) }, where }
  end

  def test_an_inherited_client_in_every_kind_of_child
    client = world.client(observer: ->(_) {})
    assert_equal PLACED, ordered(client)
    WHERE.each { |where| assert_equal PLACED, send(where) { ordered(client) }, where }
  end

  def test_an_inherited_client_that_each_generation_uses
    client = world.client
    ordered(client)
    grown = in_child do
      ordered(client)
      [in_child { ordered(client) }, in_daemon { ordered(client) }, in_grandchild { ordered(client) }].uniq
    end
    assert_equal [PLACED].to_s, grown
  end

  def test_parts_of_the_host_in_every_kind_of_child
    other_world do |other| # in which nobody else fetches tokens
      token = other.client.access_token.access_token
      parts = -> { { token_provider: Struct.new(:token) { def access_token(_) = token }.new(token), observer: ->(_) {} } }
      client = other.client(**parts.())
      ordered(client)
      WHERE.each do |where|
        assert_equal PLACED, send(where) { ordered(other.client(**parts.())) }, where
        assert_equal PLACED, send(where) { ordered(client) }, where
      end
    end
  end

  # Straight to WeChat Pay: no access token that processes would have to share.
  def direct_client
    world.client({ "QQ_WXPAY_CHANNEL" => "direct" })
  end

  # As pools of workers do it.
  def test_forks_out_of_threads
    client = direct_client
    ordered(client)
    results = Array.new(4) { |index| Thread.new { in_child { ordered(index.even? ? client : direct_client) } } }.map(&:value)
    assert_equal [PLACED] * 4, results
  end

  def test_forks_while_other_threads_are_in_calls
    client = direct_client
    ended = false
    threads = Array.new(4) { Thread.new { ordered(client) until ended } }
    results = Array.new(ENV["LONG_TESTS"] ? 300 : 20) { in_child { ordered(client) } }
    assert_equal [PLACED], results.uniq
  ensure
    ended = true
    threads&.each(&:join)
  end

  # As Resque does it: a child for each job, which makes threads of its own.
  def test_threads_in_a_child
    client = world.client
    ordered(client)
    2.times do
      assert_equal [PLACED].to_s, in_child { Array.new(3) { Thread.new { ordered(client) } }.map(&:value).uniq }
    end
  end

  def test_another_program_that_is_started
    client = world.client
    ordered(client)
    program = 'require "qq_wxpay"; print QqWxPay::Client.from_env.query_order(out_trade_no: "RB-none") rescue print $!.code'
    output = IO.popen(world.env, ["ruby", "-I", File.join(ROOT, "uniffi/ruby/lib"), "-e", program], &:read)
    assert_equal "ORDER_NOT_EXIST", output
    assert_equal PLACED, ordered(client)
  end

  def test_while_other_threads_are_in_calls
    client = world.client
    threads = Array.new(4) { Thread.new { 5.times { ordered(client) } } }
    results = Array.new(4) { in_child { ordered(client) } }
    threads.each(&:join)
    assert_equal [PLACED] * 4, results
  end

  def test_functions_of_the_host_are_asked_in_the_child_too
    other_world do |other| # in which nobody else fetches tokens
      token = other.client.access_token.access_token
      provider = Struct.new(:token) { def access_token(_) = token }.new(token)
      client = other.client(token_provider: provider)
      assert_equal PLACED, ordered(client)
      assert_equal PLACED, in_child { ordered(client) }
    end
  end

  def test_a_bill_belongs_to_its_process
    bill = QqWxPay::BillRows.new(nil, nil, nil)
    assert_match(/BILL_READ_BEFORE/, in_child { bill.to_a })
  end

  def test_a_closed_client_stays_closed
    client = world.client.tap(&:close)
    assert_match(/CLIENT_CLOSED/, in_child { ordered(client) })
  end

  def test_a_child_that_ends_by_itself_ends
    client = world.client
    ordered(client)
    child = fork do
      at_exit { exit!(0) } # of the test runner nothing is to run here; finalizers run before
      ordered(client)
    end
    status = Timeout.timeout(20) { Process.wait2(child) }.last
    assert_predicate status, :success?
  end
end
