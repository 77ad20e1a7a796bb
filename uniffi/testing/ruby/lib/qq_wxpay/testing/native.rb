# frozen_string_literal: true

require "io/wait"

module QqWxPay
  module Testing
    # Calls of the native half that take time. While one waits, other threads go on, and under a fiber scheduler other fibers: such as a
    # server of this process that answers the sandbox.
    #
    # @api private
    module Native
      # Where there are no descriptors to wait for, calls are polled; seconds.
      POLL_INTERVAL = 0.005

      # @param call [QqWxpayTestingNative::NativeCall]
      # @return what it gave, read
      def self.ended(call)
        descriptor = call.descriptor
        bell = descriptor && IO.for_fd(descriptor, "rb")
        bell&.wait_readable
        sleep POLL_INTERVAL until bell || call.has_ended
        JSON.parse(Error.translate { call.text }, symbolize_names: true)
      ensure
        bell&.close
      end
    end
    private_constant :Native
  end
end
