# frozen_string_literal: true

require_relative "served"

# Puma as shops run it: the application is loaded and used before the workers are forked, and each worker makes its own client.
class PumaTest < Minitest::Test
  include OwnWorld

  CONFIG = <<~RUBY
    require "json"
    number = ->(index) { "RB\#{Process.pid}x\#{index}x\#{rand(10**9)}" }
    run(lambda do |env|
      client = { "/new" => $own, "/inherited" => $inherited }.fetch(env["PATH_INFO"])
      placed = client.place_order(out_trade_no: number.call(1), description: "x", amount: { total: 1999 }, timeout: 10,
                                  scene_info: { payer_client_ip: "203.0.113.7" })
      [200, {}, [placed.class.name]]
    rescue QqWxPay::Error => error
      [500, {}, [error.code]]
    end)
  RUBY

  OPTIONS = <<~RUBY
    require "qq_wxpay"
    workers 4
    threads 4, 4
    preload_app!
    $inherited = QqWxPay::Client.from_env
    $inherited.query_order(out_trade_no: "RB-none") rescue puts "master: \#{$!.code}"
    on_worker_boot { $own = QqWxPay::Client.from_env }
  RUBY

  # Defaults only: four workers and the master share one token over the file.
  def test_the_workers_share_one_token_and_no_order_is_refused
    other_world do |other|
      served = Served.new("puma", CONFIG, other.env.merge("XDG_RUNTIME_DIR" => Dir.mktmpdir), options: OPTIONS)
      Timeout.timeout(20) { sleep 0.05 until served.call("GET", "/new").body == "QqWxPay::Placement::Placed" }
      results = Array.new(10) do |thread|
        Thread.new { Array.new(10) { served.call("GET", thread.even? ? "/new" : "/inherited").body } }
      end.flat_map(&:value)
      assert_equal({ "QqWxPay::Placement::Placed" => 100 }, results.tally, served.output)
      assert_equal 1, other.control("GET", "/sandbox/statistics")[:token_requests]
      assert_includes served.output, "master: ORDER_NOT_EXIST"
    ensure
      assert_operator served.close, :<, 15 if served
    end
  end
end
