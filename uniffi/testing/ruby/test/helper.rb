# frozen_string_literal: true

require "logger"
require "minitest"

GEM = File.expand_path("..", __dir__)
ROOT = File.expand_path("../../../..", __dir__)
$LOAD_PATH.unshift File.join(GEM, "lib"), File.join(ROOT, "uniffi/ruby/lib")
require "qq_wxpay/testing/minitest"

QqWxPay.logger = Logger.new(IO::NULL) # what tests do wrong on purpose is logged nowhere

# Orders of the tests.
module Orders
  # The link of a placed order of 19.99 yuan.
  def placed(number, client)
    placement = client.place_order(
      out_trade_no: number, description: "蓝色马克杯", amount: { total: 1999 }, scene_info: { payer_client_ip: "203.0.113.7" }
    )
    assert_instance_of QqWxPay::Placement::Placed, placement
    placement.h5_url
  end

  def refused(code = nil, &)
    error = assert_raises(QqWxPay::Testing::Error, &)
    assert_equal code, error.code if code
    error
  end
end
