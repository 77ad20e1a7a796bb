# frozen_string_literal: true

module QqWxPay
  VERSION = "0.1.0"
end
