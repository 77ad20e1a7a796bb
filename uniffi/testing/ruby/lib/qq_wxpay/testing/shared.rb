# frozen_string_literal: true

require "qq_wxpay/testing"

module QqWxPay
  module Testing
    # What the tests of a process share: each is made when the first asks for it, anew in a forked child, and ends with the process.
    #
    # @api private
    class Shared
      def initialize(options = {})
        @options = options
        @lock = Mutex.new
        @made = {}
      end

      def pay = made(:pay) { Testing.client }

      def sandbox = made(:sandbox) { Sandbox.start(**@options) }

      # What a forked child has is the parent's, and ends there.
      def close
        ended, @made = @made, {}
        return unless @process == Process.pid

        ended[:pay]&.close
        ended[:sandbox]&.stop
      end

      private

      def made(name)
        @lock.synchronize do
          @made = {} unless @process == Process.pid
          @process = Process.pid
          @made[name] ||= yield
        end
      end
    end
    private_constant :Shared

    # @api private
    def self.shared(options = {}) = Shared.new(options)
  end
end
