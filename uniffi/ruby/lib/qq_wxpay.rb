# frozen_string_literal: true

require "bigdecimal"
require "io/wait" # the native half waits on pipes
require "json"
require "monitor"

require_relative "qq_wxpay/version"
require_relative "qq_wxpay/library"
QqWxPay::Library.load

require_relative "qq_wxpay/fork_hook"
require_relative "qq_wxpay/hidden"
require_relative "qq_wxpay/natives"
require_relative "qq_wxpay/record"
require_relative "qq_wxpay/errors"
require_relative "qq_wxpay/generated/replies"
require_relative "qq_wxpay/generated/fields"
require_relative "qq_wxpay/times"
require_relative "qq_wxpay/arguments"
require_relative "qq_wxpay/worker"
require_relative "qq_wxpay/log"
require_relative "qq_wxpay/reentry_guard"
require_relative "qq_wxpay/waiting"
require_relative "qq_wxpay/host"
require_relative "qq_wxpay/dispatcher"
require_relative "qq_wxpay/prepared"
require_relative "qq_wxpay/bill_rows"
require_relative "qq_wxpay/events"
require_relative "qq_wxpay/handled_notification"
require_relative "qq_wxpay/reports"
require_relative "qq_wxpay/calls"
require_relative "qq_wxpay/generated/operations"
require_relative "qq_wxpay/client"
require_relative "qq_wxpay/merchants"
require_relative "qq_wxpay/handler"
require_relative "qq_wxpay/raw_body"
require_relative "qq_wxpay/notifications"
require_relative "qq_wxpay/rails/railtie" if defined?(Rails::Railtie)

# WeChat Pay inside QQ mini programs: H5 orders through QQ's proxy, notifications, queries, refunds, bills.
#
# Make one {Client} for the life of the process.
module QqWxPay
  # Whole fen of an amount in yuan: `QqWxPay.fen("19.99")` is 1999.
  #
  # @param yuan [String, Integer, BigDecimal]
  # @return [Integer]
  # @raise [InvalidInputError] for floats, parts of a fen, and what is no amount
  def self.fen(yuan)
    text =
      case yuan
      when String then yuan.encode("UTF-8")
      when Integer then yuan.to_s
      when BigDecimal then yuan.finite? && yuan.exponent < 20 ? yuan.to_s("F") : ""
      else raise Error.facade("WRONG_TYPE", "yuan", "a #{yuan.class}: give a String or a BigDecimal")
      end
    amount = /\A(\d{1,15})(?:\.(\d+))?\z/.match(text) or raise Error.facade("WRONG_TYPE", "yuan", "no amount")
    parts = amount[2].to_s.sub(/0+\z/, "")
    raise Error.facade("WRONG_TYPE", "yuan", "a part of a fen") if parts.size > 2

    amount[1].to_i * 100 + parts.ljust(2, "0").to_i
  rescue EncodingError, ArgumentError
    raise Error.facade("WRONG_TYPE", "yuan", "no amount"), cause: nil
  end
end
