# frozen_string_literal: true

module QqWxPay
  # Objects of the native half. A copy would hold the same handle and free it a second time: Ractors copy, and so does Marshal.
  #
  # @api private
  module Native
    def initialize_copy(_)
      ObjectSpace.undefine_finalizer(self)
      raise TypeError, "#{self.class} cannot be copied, nor handed to a Ractor"
    end

    def marshal_dump
      raise TypeError, "#{self.class} cannot be dumped: it belongs to this process"
    end

    def encode_with(_)
      marshal_dump
    end
  end
  private_constant :Native

  [
    QqWxpayNative::NativeBill, QqWxpayNative::NativeClient, QqWxpayNative::NativeNotification,
    QqWxpayNative::NativePrepared, QqWxpayNative::NativePreparedBill
  ].each { |native| native.prepend(Native) }

  # When a process ends, Ruby takes the functions down that the native half calls, while its threads are still running. It must
  # be told after the last `at_exit`, in which a program may still make calls: test runners do.
  #
  # @api private
  module Farewell
    # Ruby ends its threads then, this one too.
    def self.watch
      Thread.new do
        sleep
      ensure
        QqWxpayNative.host_leaves(nil) unless Thread.main.alive? # else somebody killed this thread alone
      end
    end

    # Where that thread is missing.
    ObjectSpace.define_finalizer(Native, ->(_) { QqWxpayNative.host_leaves(nil) })
    watch
  end
  private_constant :Farewell
end
