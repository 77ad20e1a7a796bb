# frozen_string_literal: true

require "json"
require "qq_wxpay"

require_relative "testing/version"
require_relative "testing/library"
QqWxPay::Testing::Library.load

require_relative "testing/error"
require_relative "testing/native"
require_relative "testing/notification"
require_relative "testing/kit"
require_relative "testing/sandbox"
