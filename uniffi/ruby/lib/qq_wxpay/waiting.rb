# frozen_string_literal: true

require "io/wait"

module QqWxPay
  # Waits for what the native half does. Other threads go on, and under a fiber scheduler other fibers; `Timeout` and `Thread#kill`
  # end it.
  #
  # @api private
  module Waiting
    # How often the dispatcher is checked, seconds.
    CHECK_INTERVAL = 1.0

    # The native half keeps its limits itself; so much later they are kept here, seconds.
    GRACE = 1.0

    # Where there are no descriptors to wait for, calls are polled; seconds.
    POLL_INTERVAL = 0.005

    module_function

    # What the block makes of a call when it has ended, or when its time is over. It is given up when nobody waits any more.
    #
    # @param call [QqWxpayNative::NativeCall]
    def for(call)
      descriptor = call.descriptor
      bell = descriptor && IO.for_fd(descriptor, "rb")
      ends = call.limit && (now + call.limit / 1000.0 + GRACE)
      sleep POLL_INTERVAL until call.has_ended || ends&.<(now) || readable?(bell, ends)
      yield call
    ensure
      bell&.close
      call.cancel
    end

    # Waits until the descriptor is readable, and empties it.
    def wait_and_drain(bell)
      return sleep(POLL_INTERVAL) unless bell

      bell.wait_readable
      bell.read_nonblock(4096, exception: false)
    end

    def readable?(bell, ends)
      return false unless bell

      until bell.wait_readable(ends ? (ends - now).clamp(0.001, CHECK_INTERVAL) : CHECK_INTERVAL)
        return true if ends&.<(now)

        Dispatcher.current # somebody may have killed its thread
      end
      true
    end

    def now
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end
    private_class_method :readable?, :now
  end
  private_constant :Waiting
end
