# frozen_string_literal: true

module QqWxPay
  module Testing
    VERSION = "0.1.0"
  end
end
