# frozen_string_literal: true

require "minitest/autorun"
require "sqlite3"
require "tmpdir"
require_relative "../../../uniffi/ruby/test/helper"

# The job for open orders, under Sidekiq with a real Redis: what was lost is made up for, once.
class OpenOrdersTest < Minitest::Test
  EXAMPLE = File.expand_path("..", __dir__)
  LOCK = "shop:open-orders"
  BEFORE = { paid: "open", open: "open", old: "open", refund: "open" }.freeze
  AFTER = { paid: "paid", open: "open", old: "closed", refund: "abnormal" }.freeze

  def test_sidekiq_makes_up_for_what_was_lost
    Dir.mktmpdir do |folder|
      world, redis, sidekiq = World.new, nil, nil
      world.control("PUT", "/sandbox/switches", { deliver: "lost", refund_outcome: "ABNORMAL" })
      client = world.client
      @path, log = File.join(folder, "shop.db"), File.join(folder, "log")
      env = environment(world, redis_port = free_port)
      redis = spawn("redis-server", "--port", redis_port.to_s, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", out: IO::NULL)
      ruby(env, "") # makes the tables
      rows(world, client)
      cli(redis_port, "SET", LOCK, "somebody", "EX", "60")
      sidekiq = spawn(env, "sidekiq", "--require", File.join(EXAMPLE, "open_orders_job.rb"), "--concurrency", "2", chdir: EXAMPLE, %i[out err] => log)
      enqueue = "OpenOrdersJob.perform_async"
      ruby(env, enqueue)
      until_so("a run that is not needed", log) { File.read(log).include?("another run is under way") }
      assert_equal BEFORE, states
      cli(redis_port, "DEL", LOCK)
      ruby(env, "3.times { #{enqueue} }")
      until_so("what was lost", log) { states == AFTER }
      until_so("the lock is free again", log) { cli(redis_port, "EXISTS", LOCK) == "0" }
      assert_equal 1, File.read(log).scan("deliver").size
      assert_equal "1", cli(redis_port, "EXISTS", "cron_job:open orders"), "it is scheduled"
    ensure
      [sidekiq, redis].compact.each { |process| Process.kill("TERM", process) && Process.wait(process) }
      client&.close
      world&.close
    end
  end

  private

  def environment(world, redis_port)
    world.env.merge(
      "RUBYLIB" => File.join(ROOT, "uniffi/ruby/lib"), "SHOP_DATABASE" => @path, "REDIS_URL" => "redis://127.0.0.1:#{redis_port}/0"
    )
  end

  def ruby(env, program)
    program = "ShopDatabase.new(ENV.fetch('SHOP_DATABASE')).close; #{program}"
    done = system(env, "ruby", "-r", File.join(EXAMPLE, "open_orders_job.rb"), "-e", program, out: IO::NULL)
    assert done, program
  end

  def free_port = TCPServer.open("127.0.0.1", 0) { |server| server.addr[1] }

  def cli(port, *words) = IO.popen(["redis-cli", "-p", port.to_s, *words], &:read).strip

  def database
    database = SQLite3::Database.new(@path)
    database.busy_timeout = 10_000
    yield database
  ensure
    database&.close
  end

  def placed(world, client, paid)
    placed = client.place_order(**World.order)
    world.pay(placed.h5_url) if paid
    placed.out_trade_no
  end

  def ago(seconds) = (Time.now.utc - seconds).strftime("%FT%TZ")

  # An order that is paid, one that is open, one that is too old, and a refund that has ended abnormally.
  def rows(world, client)
    @orders = { paid: 61, open: 61, old: 7300 }.to_h do |what, seconds|
      number = placed(world, client, what == :paid)
      database { |shop| shop.execute("INSERT INTO orders (out_trade_no, family, total, placed_at) VALUES (?, 'direct', 1999, ?)", [number, ago(seconds)]) }
      [what, number]
    end
    number = placed(world, client, true)
    client.refund(out_trade_no: number, out_refund_no: "R#{number}", amount: { refund: 1, total: 1999 })
    [60, -60].each { |seconds| world.control("POST", "/sandbox/clock", { advance_seconds: seconds }) }
    database { |shop| shop.execute("INSERT INTO refunds (out_refund_no, version, requested_at) VALUES (?, 'v3', ?)", ["R#{number}", ago(61)]) }
  end

  def states
    database do |shop|
      found = shop.execute("SELECT out_trade_no, state FROM orders").to_h
      @orders.transform_values { |number| found[number] }.merge(refund: shop.execute("SELECT state FROM refunds").dig(0, 0))
    end
  end

  def until_so(what, log)
    600.times { yield ? return : sleep(0.1) }
    flunk "not in time: #{what}\n#{File.read(log)}"
  end
end
