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
    QqWxpayNative::NativeBill, QqWxpayNative::NativeCall, QqWxpayNative::NativeClient, QqWxpayNative::NativeMailbox,
    QqWxpayNative::NativeNotification, QqWxpayNative::NativePrepared, QqWxpayNative::NativePreparedBill,
    QqWxpayNative::NativeReports
  ].each { |native| native.prepend(Native) }

  # Secrets, tokens and payers are in them.
  [QqWxpayNative::NativeParts, QqWxpayNative::NativeLetter].each do |record|
    record.prepend(Redacted)
  end
end
