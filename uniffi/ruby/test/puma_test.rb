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
    workers 2
    threads 4, 4
    preload_app!
    $inherited = QqWxPay::Client.from_env
    $inherited.query_order(out_trade_no: "RB-none") rescue puts "master: \#{$!.code}"
    on_worker_boot { $own = QqWxPay::Client.from_env }
  RUBY

  def test_a_client_made_in_each_worker_after_a_call_in_the_master
    # Straight to WeChat Pay: the workers would end each other's tokens of QQ.
    served = Served.new("puma", CONFIG, world.env.merge("QQ_WXPAY_CHANNEL" => "direct"), options: OPTIONS)
    Timeout.timeout(20) { sleep 0.05 until served.call("GET", "/new").body == "QqWxPay::Placement::Placed" }
    results = Array.new(10) do |thread|
      Thread.new { Array.new(10) { served.call("GET", thread.even? ? "/new" : "/inherited").body } }
    end.flat_map(&:value)
    assert_equal({ "QqWxPay::Placement::Placed" => 100 }, results.tally, served.output)
    assert_includes served.output, "master: ORDER_NOT_EXIST"
  ensure
    assert_operator served.close, :<, 15 if served
  end
end
