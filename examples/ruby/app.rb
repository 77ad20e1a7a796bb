# frozen_string_literal: true

require "sinatra/base"
require_relative "shop"

# A shop in a QQ mini program: it places orders, takes the notifications, and asks where none came.
class App < Sinatra::Base
  set :pay, nil
  set :store, Shop::Store.new
  # With the sandbox the payer too is on this machine, whose own address WeChat Pay would refuse.
  set :stand_in, ENV["QQ_WXPAY_QQ_BASE_URL"] && "203.0.113.7"
  set :show_exceptions, false

  # The notification goes past Sinatra, which would parse it.
  def self.rack
    notifications = QqWxPay::Notifications.new(
      settings.pay,
      paid: ->(paid) { settle(paid) },
      refund: ->(refund) { settings.store.refunded(refund) },
      ignore: [:other] # this shop uses nothing else of WeChat Pay
    )
    shop = self
    Rack::Builder.new do
      map("/notify") { run notifications }
      run shop
    end
  end

  # `false` for a payment of an order that this shop does not have: answered with a failure, it comes again.
  def self.settle(paid)
    became = settings.store.settle(paid.out_trade_no) { |order| paid.expect(out_trade_no: order.number, total: order.total) }
    puts "order #{paid.out_trade_no} is paid" if became == :paid
    became != :unknown
  end

  post "/orders" do
    product = Shop::PRODUCTS[wish["product"]] || halt(404, json(error: "no such product"))
    payer = Shop.payer_address(request.env["REMOTE_ADDR"], request.env["HTTP_X_FORWARDED_FOR"], settings.stand_in)
    place(settings.store.new(product, payer), 201)
  end

  # The same order again: a link lives 5 minutes, and a reply may have been lost.
  post "/orders/:number/link" do
    halt(409, json(error: "already settled")) unless order.state == "open"
    place(order, 200)
  end

  # The state of an order. The mini program asks after `qq.requestWxPayment`.
  get "/orders/:number" do
    ask if order.state == "open"
    json(out_trade_no: order.number, total: order.total, state: order.state)
  end

  error QqWxPay::Error do |error|
    failed(error)
  end

  private

  def json(**content)
    content_type :json
    JSON.generate(content)
  end

  def wish
    wish = JSON.parse(request.body.read)
    wish.is_a?(Hash) ? wish : {}
  rescue JSON::ParserError
    {}
  end

  def order
    @order ||= settings.store.find(params["number"]) || halt(404, json(error: "no such order"))
  end

  # The arguments of `qq.requestWxPayment`, or that nothing is known yet.
  def place(order, code)
    @order = order
    placed = settings.pay.place_order(timeout: 10, **order.request)
    return failed(placed.error) unless placed.placed?

    status code
    json(out_trade_no: order.number, total: order.total, expires_at: placed.expires_at,
         request_payment: placed.request_payment&.to_h)
  end

  # The client learns the number, so that it repeats this very order (`/link`) and never places a second one.
  def failed(error)
    warn "order #{@order&.number}: #{error.message}"
    status error.retry == "never" ? 500 : 503
    json(error: error.code, retry: error.retry, out_trade_no: @order&.number)
  end

  # No notification has come: it may be late or lost. WeChat Pay's answer decides.
  def ask
    reference = QqWxPay::OrderReference.new(family: "direct", out_trade_no: order.number)
    status = settings.pay.confirm_order(reference, timeout: 5)
    return unless status.state == "paid" && status.found # it stays open, and the client asks again

    settings.store.settle(order.number) do |order|
      settings.pay.expect_payment(found: status.found, expected: { out_trade_no: order.number, total: order.total })
    end
  end
end
