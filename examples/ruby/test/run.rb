# frozen_string_literal: true

require "minitest/autorun"
require "net/http"
require_relative "../../../uniffi/ruby/test/helper"

# The shop as it is started, under Puma, against the sandbox.
class ShopTest < Minitest::Test
  EXAMPLE = File.expand_path("..", __dir__)

  # A shop in front of a sandbox.
  class Shop
    attr_reader :world, :log

    def initialize(*options)
      @world = World.new
      @port = TCPServer.open("127.0.0.1", 0) { |server| server.addr[1] }
      @log = Tempfile.new("shop")
      env = @world.env.merge(
        "RUBYLIB" => File.join(ROOT, "uniffi/ruby/lib"), "RACK_ENV" => "production", "TMPDIR" => Dir.mktmpdir,
        # The sandbox tells the test, which tells the shop, or something else.
      )
      command = ["puma", "--bind", "tcp://127.0.0.1:#{@port}", *options, File.join(EXAMPLE, "config.ru")]
      @process = spawn(env, *command, chdir: EXAMPLE, %i[out err] => @log.path)
      Timeout.timeout(20) { sleep 0.1 until up? }
    end

    def call(method, path, content = nil, headers = {})
      request = Net::HTTP.const_get(method.capitalize).new(path, { "content-type" => "application/json" }.merge(headers))
      request.body = content if content
      Net::HTTP.start("127.0.0.1", @port) { |http| http.request(request) }
    end

    def json(...)
      reply = call(...)
      [reply.code.to_i, JSON.parse(reply.body, symbolize_names: true)]
    end

    # The notification of an order, as the sandbox sent it.
    def notified(number)
      client = world.client
      headers, body = world.notification { |headers, body| client.handle_notification(headers, body).order&.out_trade_no == number }
      [headers.transform_values(&:first).reject { |name, _| %w[host connection content-length].include?(name) }, body]
    end

    def output
      File.read(@log.path)
    end

    def close
      Process.kill("TERM", @process)
      Timeout.timeout(20) { Process.wait(@process) }
      @world.close
    end

    private

    def up?
      raise output unless Process.wait(@process, Process::WNOHANG).nil?

      call("GET", "/orders/none").is_a?(Net::HTTPNotFound)
    rescue Errno::ECONNREFUSED
      false
    end
  end

  def shop(*options)
    shop = Shop.new(*options)
    yield shop
  ensure
    shop&.close
  end

  def order(shop, product = "blue-mug")
    code, placed = shop.json("POST", "/orders", JSON.generate(product: product))
    assert_equal 201, code, placed
    placed
  end

  def test_order_pay_notify_deliver_once
    shop do |shop|
      placed = order(shop)
      number = placed[:out_trade_no]
      assert_equal 1999, placed[:total]
      assert_equal [200, "open"], shop.json("GET", "/orders/#{number}").then { |code, shown| [code, shown[:state]] }
      code, fresh = shop.json("POST", "/orders/#{number}/link")
      assert_equal [200, number], [code, fresh[:out_trade_no]]
      shop.world.pay(placed[:request_payment][:url])
      headers, body = shop.notified(number)
      changed = shop.call("POST", "/notify", body.sub("EV", "Ev").sub('"', '" '), headers)
      assert_equal "401", changed.code, shop.output
      assert_equal "401", shop.call("POST", "/notify", JSON.generate(JSON.parse(body)) + " ", headers).code
      refute_includes shop.output, "is paid"
      threads = Array.new(4) { Thread.new { shop.call("POST", "/notify", body, headers).code.to_i } }
      assert(threads.map(&:value).all? { |status| [200, 204].include?(status) })
      assert_equal "paid", shop.json("GET", "/orders/#{number}").last[:state]
      assert_equal 1, shop.output.scan("order #{number} is paid").size
      assert_equal 409, shop.json("POST", "/orders/#{number}/link").first
      shop.world.env.each_value { |value| refute_includes shop.output, value if value.match?(/\A\w{32}\z/) }
    end
  end

  def test_a_notification_that_never_comes
    shop do |shop|
      placed = order(shop, "tea")
      shop.world.pay(placed[:request_payment][:url])
      assert_equal "paid", shop.json("GET", "/orders/#{placed[:out_trade_no]}").last[:state]
    end
  end

  def test_what_the_shop_does_not_have
    shop do |shop|
      assert_equal 404, shop.json("POST", "/orders", JSON.generate(product: "boat")).first
      assert_equal 404, shop.json("POST", "/orders", "[").first
      assert_equal 404, shop.json("GET", "/orders/T1").first
      stranger = World.order
      client = shop.world.client
      shop.world.pay(client.place_order(**stranger).h5_url)
      headers, body = shop.notified(stranger[:out_trade_no])
      assert_equal "500", shop.call("POST", "/notify", body, headers).code, "it comes again"
      assert_equal "400", shop.call("POST", "/notify", "{}", {}).code
    end
  end

  def test_a_lost_reply
    shop do |shop|
      code, failed = shop.world.fault("proxy", "drop_after") { shop.json("POST", "/orders", JSON.generate(product: "tea")) }
      assert_equal [503, "confirm_first"], [code, failed[:retry]]
      assert_equal 200, shop.json("POST", "/orders/#{failed[:out_trade_no]}/link").first
    end
  end

  def test_forked_workers_share_one_token
    shop("--workers", "4", "--preload", "--threads", "4:4") do |shop|
      placed = Array.new(40) { Thread.new { order(shop) } }.map(&:value)
      assert_equal 40, placed.map { |order| order[:out_trade_no] }.uniq.size
      assert_equal 1, shop.world.control("GET", "/sandbox/statistics")[:token_requests]
    end
  end
end
