# frozen_string_literal: true

require "rspec/core"
require_relative "shared"

module QqWxPay
  module Testing
    # For RSpec: groups that are marked `:qq_wxpay` have `pay`, a client of the test kit which reaches nobody, `signed_notification`, and `sandbox`:
    # one for all such groups, started when the first example asks for it. `acknowledge` matches Rack applications:
    # `expect(app).to acknowledge(signed_notification)`.
    module RSpec
      # @return [Client]
      def pay = RSpec.shared.pay

      # @return [Sandbox]
      def sandbox = RSpec.shared.sandbox

      # @return [SignedNotification]
      def signed_notification(kind = :payment, order = {}, changes = {}) = Testing.signed_notification(kind, order, changes)

      # @return a matcher
      def acknowledge(notification) = Acknowledge.new(notification)

      # Whether a Rack application takes a notification.
      #
      # @api private
      class Acknowledge
        def initialize(notification)
          @notification = notification
        end

        def matches?(app)
          @status, = app.call(@notification.rack_env)
          (200..299).cover?(@status)
        end

        def description = "acknowledge the notification"

        def failure_message = "expected the notification to be acknowledged, but the answer was #{@status}"

        def failure_message_when_negated = "expected the notification not to be acknowledged, but the answer was #{@status}"
      end
      private_constant :Acknowledge

      # @api private
      def self.shared = @shared ||= Testing.shared

      ::RSpec.configure do |config|
        config.include(self, :qq_wxpay)
        config.after(:suite) { RSpec.shared.close }
      end
    end
  end
end
