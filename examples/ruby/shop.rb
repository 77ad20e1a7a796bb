# frozen_string_literal: true

require "ipaddr"
require "qq_wxpay"
require "securerandom"

# Products, orders, and how a payment settles one.
module Shop
  # Something to buy. The price, in fen, comes from here, never from the client.
  Product = Struct.new(:description, :price)

  PRODUCTS = {
    "blue-mug" => Product.new("Blue mug", 1999),
    "tea" => Product.new("龙井茶 50 g", 6800)
  }.freeze

  # `request` is what was sent: sent again unchanged it gives a fresh link of the same order. `state` is `open`: not paid, as far
  # as the shop knows; `paid`; or `review`: somebody paid something else, a person has to look.
  Order = Struct.new(:request, :state) do
    def number = request[:out_trade_no]

    def total = request[:amount][:total]
  end

  # The orders by their numbers, in memory. A database does the same with a transaction where this takes a lock.
  class Store
    def initialize
      @orders = {}
      @lock = Mutex.new
    end

    # Keeps a new order. It is kept before it is placed: the notification may be faster than the reply.
    def new(product, payer)
      # A number that nobody guesses: who knows it may see the order's state.
      number = "T#{Time.now.to_i}#{SecureRandom.hex(8).upcase}"
      request = {
        out_trade_no: number,
        description: product.description,
        amount: { total: product.price },
        scene_info: { payer_client_ip: payer }
      }
      @lock.synchronize { @orders[number] = Order.new(request, "open") }
    end

    def find(number)
      @lock.synchronize { @orders[number] }
    end

    # Notes how a refund ended. This shop makes none itself: what it is told of was made in the merchant console.
    def refunded(refund)
      order = find(refund.out_trade_no)
      order.state = "review" if order && refund.status == "abnormal"
      puts "refund #{refund.out_refund_no} of order #{refund.out_trade_no}: #{refund.status}"
    end

    # Settles an order that WeChat Pay says is paid; once, however often it is told. `:paid` once: deliver then. The block raises
    # when the payment is not what the order says.
    def settle(number)
      @lock.synchronize do
        order = @orders[number]
        next :unknown unless order
        next :already unless order.state == "open"

        begin
          yield order
          order.state = "paid"
          :paid
        rescue QqWxPay::MismatchError => difference
          order.state = "review"
          warn "order #{number}: #{difference.message}"
          :differs
        end
      end
    end
  end

  module_function

  # The payer's address: WeChat Pay compares it with the one that pays.
  #
  # `X-Forwarded-For` counts only when it comes from this machine, that is from the reverse proxy in front of the shop; of its
  # entries only the last was written by that proxy, the others by the client.
  def payer_address(peer, forwarded, stand_in)
    return peer unless IPAddr.new(peer).loopback?

    last = forwarded.to_s.split(",").last.to_s.strip
    # A network is no address.
    return stand_in || peer if last.empty? || last.include?("/")

    IPAddr.new(last).to_s
  rescue IPAddr::Error
    stand_in || peer
  end
end
