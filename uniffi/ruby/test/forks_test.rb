# frozen_string_literal: true

require_relative "helper"

# Puma with `preload_app!`, Unicorn, Passenger, Resque: the client is made, and maybe used, before the process forks.
class ForksTest < Minitest::Test
  include OneWorld

  # What the block gives in a child process, as text; the child has 20 seconds.
  def in_child
    reader, writer = IO.pipe
    child = fork do
      reader.close
      writer.write(begin
        yield.to_s
      rescue Exception => error
        "#{error.class}: #{error.message}"
      end)
      writer.close
      exit!(0)
    end
    writer.close
    Timeout.timeout(20) { reader.read }
  rescue Timeout::Error
    Process.kill("KILL", child)
    "hung"
  ensure
    Process.wait(child)
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
