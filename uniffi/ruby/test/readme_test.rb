# frozen_string_literal: true

require "rack/mock"
require_relative "helper"

# The functions that stand in the README, as they stand there, against every event of the sandbox: nothing is acknowledged that
# nobody took.
class ReadmeTest < Minitest::Test
  include OwnWorld

  README = File.read(File.expand_path("../README.md", __dir__))

  # The shop's own models, as an application has them.
  class Model
    attr_reader :number, :total, :done

    def initialize(number, total = nil)
      @number = number
      @total = total
      @done = []
    end

    def deliver_once = @done |= ["delivered"]

    def ended(status) = @done << status

    def deliver = @done << "delivered"

    def delivered? = @done.any?

    class << self
      attr_accessor :all

      def find_by!(number:) = all.fetch(number)

      def lock = self

      def transaction = yield
    end
  end

  ORDER = Class.new(Model)
  REFUND = Class.new(Model)

  # What the routes of the README mount.
  def mounted(text)
    routes = Module.new
    routes.const_set(:Order, ORDER)
    routes.const_set(:Refund, REFUND)
    pay, mounted = world_client, nil
    routes.define_singleton_method(:pay) { pay }
    routes.define_singleton_method(:mount) { |given| mounted = given.keys.first }
    routes.module_eval(text)
    mounted
  end

  def world_client
    @client ||= @world.client
  end

  def block(number)
    README[/## Receive the notification.*?(?=\n## )/m].scan(/```ruby\n(.*?)```/m).dig(number, 0)
  end

  def deliver(app, headers, body)
    env = headers.to_h { |name, values| ["HTTP_#{name.upcase.tr("-", "_")}", Array(values).first] }
    env = Rack::MockRequest.env_for("/notify", { method: "POST", input: body }.merge(env))
    app.call(env)[0]
  end

  # A paid order of each family, by number.
  def four_orders
    client, ids = world_client, @world.control("GET", "/sandbox/identity")
    payer, sub = { payer_client_ip: "203.0.113.7" }, ids[:sub_mchids][0]
    parts = [[ids[:mchid], 999], [sub, 1000]].each_with_index.map do |(mchid, total), index|
      { mchid: mchid, out_trade_no: "RB-combine-#{index}", description: "x", attach: "a", amount: { total_amount: total } }
    end
    placed = [
      client.place_order(**order("RB-direct")), client.place_partner_order(sub_mchid: sub, order: order("RB-partner")),
      client.place_combine_order(combine_out_trade_no: "RB-combine", scene_info: payer, sub_orders: parts),
      client.place_v2_order(body: "x", out_trade_no: "RB-old-v2", spbill_create_ip: "203.0.113.7", total_fee: 1999)
    ]
    placed.each { |one| @world.pay(one.h5_url) }
    %w[RB-direct RB-partner RB-combine RB-old-v2]
  end

  def refunds
    amount = { refund: 100, total: 1999 }
    { "RB-r-success" => "SUCCESS", "RB-r-abnormal" => "ABNORMAL", "RB-r-closed" => "CLOSED" }.each do |number, status|
      world_client.refund(out_trade_no: "RB-direct", out_refund_no: number, amount: amount)
      @world.control("POST", "/sandbox/refunds/#{number}/settle", { as: status })
    end
    world_client.v2_refund(out_trade_no: "RB-old-v2", out_refund_no: "RB-r-v2", total_fee: 1999, refund_fee: 100)
    @world.control("POST", "/sandbox/refunds/RB-r-v2/settle", { as: "SUCCESS" })
    console = @world.control("POST", "/sandbox/orders/RB-partner/refund-in-console", { form: "v2" })
    [*%w[RB-r-success RB-r-abnormal RB-r-closed RB-r-v2], console[:out_refund_no]]
  end

  # Of the notifications that came the first for each number, orders or refunds.
  def notifications(numbers)
    found = {}
    Timeout.timeout(60) do
      until (numbers - found.keys).empty?
        headers, body = @world.received.pop
        handled = world_client.receive_notification(headers, body)
        number = handled.refund&.out_refund_no || handled.order&.out_trade_no
        found[number] ||= [headers, body] if numbers.include?(number) && handled.event_kind
      end
    end
    found
  end

  def own(orders, refunds)
    ORDER.all = orders.to_h { |number| [number, ORDER.new(number, 1999)] }
    REFUND.all = refunds.to_h { |number| [number, REFUND.new(number)] }
  end

  def test_every_event
    other_world do |world|
      @world = world
      orders = four_orders
      paid = notifications(orders)
      given_back = refunds
      ended = notifications(given_back)
      app = mounted(block(0))
      own(orders, given_back)
      2.times { orders.each { |number| assert_equal 200, deliver(app, *paid[number]), number } }
      orders.each { |number| assert_equal ["delivered"], ORDER.all[number].done, number }
      given_back.each { |number| assert_equal 200, deliver(app, *ended[number]), number }
      statuses = given_back.to_h { |number| [number, REFUND.all[number].done] }
      assert_equal [["success"], ["abnormal"], ["closed"], ["success"]], statuses.values.first(4)
      probe(app, *paid["RB-direct"])
      refused(app, paid, ended, orders)
      in_a_transaction(orders, paid)
    end
  end

  # WeChat Pay's test whether wrong signatures are refused.
  def probe(app, headers, body)
    wrong = headers.transform_values { |value| Array(value).first }
    wrong["wechatpay-signature"] = "WECHATPAY/SIGNTEST/#{"A" * 300}"
    assert_operator deliver(app, wrong, body), :>=, 400
    assert_equal ["delivered"], ORDER.all["RB-direct"].done
  end

  # Orders that are not there, or say something else; events without a function.
  def refused(app, paid, ended, orders)
    logged(Queue.new) do
      own([], [])
      [*paid.values, *ended.values].each { |message| assert_equal 500, deliver(app, *message) }
      ORDER.all = orders.to_h { |number| [number, ORDER.new(number, 1998)] }
      paid.each_value { |message| assert_equal 500, deliver(app, *message) }
      orders.each { |number| assert_empty ORDER.all[number].done }
      only_refunds = QqWxPay::Notifications.new(world_client, refund: ->(_) {})
      paid.each_value { |message| assert_equal 500, deliver(only_refunds, *message) }
      only_paid = QqWxPay::Notifications.new(world_client, paid: ->(_) {})
      ended.each_value { |message| assert_equal 500, deliver(only_paid, *message) }
    end
  end

  def in_a_transaction(orders, paid)
    app = mounted("mount QqWxPay::Notifications.new(pay, #{block(1)}) => 1")
    own(orders, [])
    2.times { paid.each_value { |message| assert_equal 200, deliver(app, *message) } }
    orders.each { |number| assert_equal ["delivered"], ORDER.all[number].done }
  end
end
