# frozen_string_literal: true

module QqWxPay
  module Testing
    # What is read of a sandbox: the members that have a name here.
    #
    # @api private
    module Read
      def read(given) = new(**given.slice(*members))
    end
    private_constant :Read

    # An order as the sandbox has it: `kind` is `direct`, `partner`, `combine` or `v2`, `total` fen, `trade_state` `NOTPAY`, `SUCCESS`, ...
    SandboxOrder = Struct.new(:kind, :out_trade_no, :description, :total, :trade_state, :notification_goes_to, keyword_init: true)

    # A refund as the sandbox has it: `refund` is fen, `status` `PROCESSING`, `SUCCESS`, `ABNORMAL` or `CLOSED`.
    SandboxRefund = Struct.new(:out_refund_no, :out_trade_no, :refund, :status, keyword_init: true)

    # One thing that happened: `at` in Unix seconds of the sandbox's clock, `kind` such as `order.created`, `summary` one line without secrets.
    SandboxEvent = Struct.new(:at, :kind, :summary, keyword_init: true)

    # The merchant's answer to a notification, after so many tries.
    Delivery = Struct.new(:acknowledged, :answer, :tries, keyword_init: true)

    # What `qq.requestWxPayment` comes to: the `errMsg` of the mini program, and what the payer read when nothing could be paid.
    ClientOutcome = Struct.new(:err_msg, :shown, keyword_init: true)

    [SandboxOrder, SandboxRefund, SandboxEvent].each { |record| record.extend(Read) }

    # Whether the merchant acknowledged it.
    class Delivery
      alias acknowledged? acknowledged
    end
  end
end
