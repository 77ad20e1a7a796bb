# frozen_string_literal: true

module QqWxPay
  # A value that is not shown by what shows the variables of a frame: crash reporters, debug pages, consoles.
  #
  # @api private
  class Hidden
    # @return [Object]
    def initialize(value)
      @value = -> { value }
    end

    def value
      @value.call
    end

    def inspect
      "<hidden>"
    end
    alias to_s inspect

    def marshal_dump
      raise TypeError, "it is not dumped"
    end

    def encode_with(_)
      marshal_dump
    end
  end
  private_constant :Hidden

  # Of an object only its class is shown.
  #
  # @api private
  module Redacted
    def inspect
      "#<#{self.class}>"
    end
    alias to_s inspect
  end
  private_constant :Redacted
end
