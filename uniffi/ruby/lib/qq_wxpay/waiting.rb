# frozen_string_literal: true

require "io/wait"

module QqWxPay
  # Waits for what the native half does. Other threads go on, and under a fiber scheduler other fibers; `Timeout` and `Thread#kill`
  # end it.
  #
  # @api private
  module Waiting
    # So often it looks whether all is well, seconds.
    ROUND = 1.0

    # The native half keeps its limits itself; so much later they are kept here, seconds.
    GRACE = 1.0

    # Where there are no descriptors to wait for: so often it looks, seconds.
    LOOK = 0.005

    module_function

    # What the block makes of a call when it has ended, or when its time is over. It is given up when nobody waits any more.
    #
    # @param call [QqWxpayNative::NativeCall]
    def for(call)
      descriptor = call.descriptor
      bell = descriptor && IO.for_fd(descriptor, "rb")
      ends = call.limit && (now + call.limit / 1000.0 + GRACE)
      sleep LOOK until call.has_ended || ends&.<(now) || heard?(bell, ends)
      yield call
    ensure
      bell&.close
      call.cancel
    end

    # Waits until it rings, and takes that in.
    def hear(bell)
      return sleep(LOOK) unless bell

      bell.wait_readable
      bell.read_nonblock(4096, exception: false)
    end

    def heard?(bell, ends)
      return false unless bell

      until bell.wait_readable(ends ? (ends - now).clamp(0.001, ROUND) : ROUND)
        return true if ends&.<(now)

        Mailroom.here # somebody may have killed its thread
      end
      true
    end

    def now
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end
    private_class_method :heard?, :now
  end
  private_constant :Waiting
end
