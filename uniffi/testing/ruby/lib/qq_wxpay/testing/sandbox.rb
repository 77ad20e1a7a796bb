# frozen_string_literal: true

require_relative "records"

module QqWxPay
  module Testing
    # QQ and WeChat Pay in this process, with a merchant of its own: no account is needed, no money moves. What it does not do is an
    # {Error}. While a call waits, other threads and fibers go on. It belongs to the process that started it: after a fork the child can
    # reach it with a client, and start another one.
    class Sandbox
      # @return [String] the address of all roles, and of the page for people
      attr_reader :base_url

      # @return [String] the address with mutual TLS
      attr_reader :secure_url

      # @return [Hash{String => String}] the environment variables of a client that finds it. They hold the keys of this run
      attr_reader :env

      # Starts one; with a block it ends with the block.
      #
      # @param options `notify_url:` where notifications go; `time_scale:` how many times faster than WeChat Pay refused ones are
      #   repeated; `host:`, `port:`, `secure_port:` where to listen; `keep:` a file that keeps keys and secrets from one start to the next;
      #   `mchid:`, `wechat_appid:`, `qq_appid:` of another merchant, or with the same `keep:` of another mini program
      # @return [Sandbox] or what the block gives
      def self.start(**options)
        sandbox = new(options)
        return sandbox unless block_given?

        begin
          yield sandbox
        ensure
          sandbox.stop
        end
      end
      private_class_method :new

      # @api private
      def initialize(options)
        @native = Error.translate { QqWxpayTestingNative::NativeSandbox.create }
        started = Native.ended(Error.translate { @native.start(JSON.generate(options)) })
        @base_url, @secure_url = started.values_at(:base_url, :secure_url)
        @env = started[:environment].transform_keys(&:to_s).freeze
      end

      # A client that finds it.
      #
      # @param notify_url [String, nil] another address for the notifications of its orders
      # @return [Client]
      def client(notify_url: nil, **parts)
        own = notify_url ? env.merge("QQ_WXPAY_NOTIFY_URL" => notify_url) : env
        Client.from_env(env: own.merge(OF_A_TEST), **parts)
      end

      # Pays an order as a payer does: opens its link and presses the button.
      def pay(h5_url) = act("pay", h5_url: h5_url)

      # Does what `qq.requestWxPayment({url, referer})` does in mobile QQ, with a payer who pays.
      #
      # @return [ClientOutcome]
      def request_wx_payment(url:, referer:)
        outcome = control("request_wx_payment", url: url, referer: referer)
        ClientOutcome.new(err_msg: outcome[:errMsg], shown: outcome[:shown])
      end

      # Makes the payment of an unpaid order fail for good (PAYERROR).
      def fail_payment(out_trade_no) = act("fail_payment", out_trade_no: out_trade_no)

      # Closes an unpaid order, as its merchant could.
      def close_order(out_trade_no) = act("close_order", out_trade_no: out_trade_no)

      # Moves the sandbox's clock by seconds: tokens, links, signature times, bills.
      def advance_clock(seconds) = act("advance_clock", advance_seconds: Integer(seconds))

      # Makes something go wrong, so many times, behind the faults that wait already; with a block until it ends, whichever happened.
      #
      # @param endpoint [Symbol, String] `token`, `proxy`, `order`, `query`, `close`, `refund`, `refund_query`, `bill`, `bill_file`,
      #   `certificates`, `echo` or `any`
      # @param kind [Symbol, String, Hash] `status_500`, `drop_after`, `time_out`, ..., `{ cut_reply: bytes }`, `{ cut_request: bytes }` or
      #   `{ refuse: { code: "9030", status: 400 } }`; the README of the sandbox explains each
      def fault(endpoint, kind, times: 1)
        act("add_fault", endpoint: endpoint, kind: kind, times: times)
        return unless block_given?

        begin
          yield
        ensure
          clear_faults
        end
      end

      # Forgets all faults.
      def clear_faults = act("clear_faults")

      # @return [Hash{Symbol => Object}] how the parties behave where they can vary; the README of the sandbox has the list
      def switches = control("switches")

      # Changes switches: `change_switches(merchant_bound: false)`.
      def change_switches(**changes) = act("change_switches", **changes)

      # Puts all switches back.
      def reset_switches = act("reset_switches")

      # Decides what becomes of a refund, and sends its notification.
      #
      # @param status [Symbol, String] `success`, `abnormal` or `closed`
      def settle_refund(out_refund_no, status) = act("settle_refund", out_refund_no: out_refund_no, as: status.to_s.upcase)

      # Refunds a paid order as a person does in the merchant console: all of it, or so many fen.
      #
      # @return [String] the refund's number
      def refund_in_console(out_trade_no, refund: nil, form: nil)
        control("refund_in_console", **{ out_trade_no: out_trade_no, refund: refund, form: form }.compact)[:out_refund_no]
      end

      # Sends the last notification about an order once more: same `id`, new signature.
      def deliver_again(out_trade_no) = act("deliver_again", out_trade_no: out_trade_no)

      # The same about a refund.
      def deliver_refund_again(out_refund_no) = act("deliver_again", out_refund_no: out_refund_no)

      # Releases the notifications that the switch `deliver` held back.
      #
      # @return [Integer] their number
      def release_deliveries = control("release_deliveries")[:released]

      # Waits until the merchant has answered a notification about an order.
      #
      # @param timeout [Numeric] seconds
      # @return [Delivery]
      def wait_for_delivery(out_trade_no, timeout: 10) = delivery(out_trade_no: out_trade_no, timeout_seconds: timeout)

      # The same about a refund.
      #
      # @return [Delivery]
      def wait_for_refund_delivery(out_refund_no, timeout: 10) = delivery(out_refund_no: out_refund_no, timeout_seconds: timeout)

      # @return [Array<SandboxOrder>]
      def orders = control("orders").map { |order| SandboxOrder.read(order) }

      # @return [Array<SandboxRefund>]
      def refunds = control("refunds").map { |refund| SandboxRefund.read(refund) }

      # @return [Array<SandboxEvent>] what happened so far, oldest first
      def events = control("events").map { |event| SandboxEvent.read(event) }

      # @return [Hash{Symbol => Integer}] how often things happened so far
      def statistics = control("statistics")

      # Whatever a sandbox can do, by its name.
      #
      # @return [Object] its result, as JSON is read
      def control(name, **arguments)
        Native.ended(Error.translate { @native.control(name.to_s, JSON.generate(arguments)) })
      end

      # Stops it; what is asked of it just then fails. It can be stopped more than once.
      #
      # @return [nil]
      def stop
        Native.ended(Error.translate { @native.stop })
        nil
      end

      def inspect
        "#<#{self.class} #{base_url}>"
      end

      private

      def act(name, **arguments)
        control(name, **arguments)
        nil
      end

      def delivery(**asked)
        given = control("wait_for_delivery", **asked)
        Delivery.new(acknowledged: given[:outcome] == "acknowledged", answer: given[:answer], tries: given[:tries])
      end
    end
  end
end
