require "minitest/autorun"
require "qq_wxpay/testing/minitest"

class NotifyTest < Minitest::Test
  include QqWxPay::Testing::Minitest

  def test_what_is_paid_is_delivered
    delivered = []
    app = QqWxPay::Notifications.new(pay, paid: ->(paid) { delivered << paid.out_trade_no })
    assert_acknowledged app, signed_notification(:payment, { out_trade_no: "T1", total: 1999 })
    assert_equal ["T1"], delivered
  end
end
