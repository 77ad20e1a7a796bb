# frozen_string_literal: true

module QqWxPay
  # The test kit: notifications that a client of its own believes, made without a process, without the network, and without keys of yours.
  # The keys are fixed and known to everybody: a client with the addresses of QQ and WeChat Pay refuses them (`TEST_KEYS`).
  module Testing
    # With which a client does not warn that no money moves.
    OF_A_TEST = { "QQ_WXPAY_TEST_KIT" => "true" }.freeze
    private_constant :OF_A_TEST

    class << self
      # The environment variables of a client that believes what is signed here, and reaches nobody.
      #
      # @return [Hash{String => String}]
      def settings
        kit("settings").transform_keys(&:to_s)
      end

      # A client that believes what is signed here, and reaches nobody.
      #
      # @param parts as those of {Client.from_env}
      # @return [Client]
      def client(**parts)
        Client.from_env(env: settings.merge(OF_A_TEST), **parts)
      end

      # A notification as WeChat Pay sends it, but for the changes.
      #
      #     signed_notification(:payment, { out_trade_no: "T1", total: 1999 }, spoilt: :forged)
      #
      # @param kind [Symbol, String] `payment`, `partner_payment`, `combine_payment`, `v2_payment`, `refund`, `refund_abnormal`,
      #   `refund_closed`, `v2_refund`, `v2_refund_abnormal`, `v2_refund_closed`, `not_paid`, `v2_not_paid`, `other`, `security_echo`
      # @param order [Hash] `out_trade_no`, `total` (fen), `transaction_id`, `attach`, `openid`, `bank_type`, `success_time`, `mchid`, `appid`,
      #   `sub_mchid`, `sub_appid`, `sub_orders`, `sign_type`, `out_refund_no`, `refund_id`, `refund` (fen): each has a default
      # @param changes [Hash] `spoilt` (`stale`, `unsigned`, `forged`, `wrong_key`, `unknown_serial`, `undecryptable`, `probe`), `fields` by
      #   their path as on the wire (`{ "amount.total" => 1 }`; `nil` removes one), `extra` fields that nobody knows, `headers` after
      #   signing, `time` (Unix seconds, a Time), `id`, `event_type`
      # @return [SignedNotification]
      # @raise [Error] `UNKNOWN_NAME` with the nearest, `WRONG_VALUE` or `NOT_POSSIBLE`
      def signed_notification(kind = :payment, order = {}, changes = {})
        changes = changes.transform_values { |value| value.is_a?(Time) ? value.to_i : value }
        SignedNotification.new(**kit("signed_notification", kind: kind, order: order, changes: changes))
      end

      # The error of a code (`9030`, `ORDERPAID`, `SETTINGS_MISSING`, ...), as it is where the code comes up.
      #
      # @param code [String]
      # @param given as for {QqWxPay::Error.example}: `operation: :refund`, `http_status: 403`
      # @return [QqWxPay::Error]
      # @raise [InvalidInputError] `ERROR_CODE_UNKNOWN` with the nearest
      def error(code, **given)
        QqWxPay::Error.example(code, **given)
      end

      # @api private
      def kit(name, **arguments)
        JSON.parse(Error.translate { QqWxpayTestingNative.test_kit(name, JSON.generate(arguments)) }, symbolize_names: true)
      end
    end
  end
end
