# frozen_string_literal: true

require "minitest"
require_relative "shared"

module QqWxPay
  module Testing
    # For tests with minitest (and Rails): `include QqWxPay::Testing::Minitest`.
    #
    # - {#pay}: a client of the test kit, which reaches nobody
    # - {#signed_notification}: as {Testing.signed_notification}
    # - {#sandbox}: one for the class, or with `qq_wxpay_sandbox :suite` for all such classes, started when the first test asks for it
    # - {#assert_acknowledged}, {#assert_not_acknowledged}: what a Rack application answers to a notification
    module Minitest
      # For the class.
      module Options
        # How many tests share the sandbox, `:class` or `:suite`, and its options as those of {Sandbox.start}; for `:suite` those of the
        # class count that asks first.
        def qq_wxpay_sandbox(scope = :class, **options)
          raise ArgumentError, "`:class` or `:suite`, not #{scope.inspect}" unless %i[class suite].include?(scope)

          @qq_wxpay_shared = scope == :suite ? Minitest.suite(options) : Minitest.shared(options)
        end

        # @api private
        def qq_wxpay_shared
          @qq_wxpay_shared ||= superclass.respond_to?(:qq_wxpay_shared) ? superclass.qq_wxpay_shared : Minitest.shared({})
        end
      end

      # @return [Client]
      def pay = self.class.qq_wxpay_shared.pay

      # @return [Sandbox]
      def sandbox = self.class.qq_wxpay_shared.sandbox

      # @return [SignedNotification]
      def signed_notification(kind = :payment, order = {}, changes = {}) = Testing.signed_notification(kind, order, changes)

      # @param app [#call] a Rack application, such as {Notifications}
      def assert_acknowledged(app, notification)
        status, = app.call(notification.rack_env)
        assert_includes 200..299, status, "the notification was not acknowledged"
      end

      # The same for what must not be.
      def assert_not_acknowledged(app, notification)
        status, = app.call(notification.rack_env)
        refute_includes 200..299, status, "the notification was acknowledged"
      end

      def self.included(tests)
        tests.extend(Options)
      end

      # @api private
      def self.shared(options)
        Testing.shared(options).tap { |shared| ::Minitest.after_run { shared.close } }
      end

      # @api private
      def self.suite(options) = @suite ||= shared(options)
    end
  end
end
