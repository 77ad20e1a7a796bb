# frozen_string_literal: true

require_relative "helper"

class KitTest < Minitest::Test
  include QqWxPay::Testing::Minitest
  include Orders

  EVENTS = {
    payment: "paid", partner_payment: "paid", combine_payment: "paid", v2_payment: "paid", refund: "refund", refund_abnormal: "refund",
    refund_closed: "refund", not_paid: "not_paid", v2_not_paid: "not_paid", other: "other", security_echo: nil
  }.freeze
  # Nobody signs them, so that a client asks.
  UNPROVEN = %i[v2_refund v2_refund_abnormal v2_refund_closed].freeze

  def handled(notification) = pay.handle_notification(notification.headers, notification.body)

  def test_every_kind_is_what_it_says
    EVENTS.each do |kind, event|
      found = handled(signed_notification(kind, { out_trade_no: "T1", total: 1999 })).event_kind
      event ? assert_equal(event, found, kind) : assert_nil(found, kind)
    end
    UNPROVEN.each { |kind| refute_nil handled(signed_notification(kind)).refund, kind }
    known = QqWxPay::Testing.kit("kinds")[:kinds].map(&:to_sym)
    assert_equal known.sort, [*EVENTS.keys, *UNPROVEN].sort
  end

  def test_the_functions_of_the_shop
    taken = []
    app = QqWxPay::Notifications.new(
      pay, paid: ->(paid) { taken << [paid.out_trade_no, paid.total] }, refund: ->(refund) { taken << [refund.out_refund_no, refund.status] }
    )
    assert_acknowledged app, signed_notification(:payment, { out_trade_no: "T1", total: 1999 })
    assert_acknowledged app, signed_notification(:refund_abnormal, { out_refund_no: "R1", total: 1999, refund: 5 })
    assert_equal [["T1", 1999], %w[R1 abnormal]], taken
    QqWxPay::Testing.kit("kinds")[:spoilt].each do |spoilt|
      assert_not_acknowledged app, signed_notification(:payment, {}, spoilt: spoilt)
    end
    assert_equal 2, taken.size
    assert_raises(Minitest::Assertion) { assert_acknowledged app, signed_notification(:payment, {}, spoilt: :forged) }
    assert_raises(Minitest::Assertion) { assert_not_acknowledged app, signed_notification }
  end

  def test_changes
    stale = handled(signed_notification(:payment, {}, time: Time.now - 3600))
    assert_raises(QqWxPay::StaleError) { stale.expect(out_trade_no: "TEST-ORDER-1", total: 100) }
    other = handled(signed_notification(:payment, {}, fields: { "amount.total" => 1 }, extra: { novelty: [{ a: true }] }))
    assert_raises(QqWxPay::MismatchError) { other.expect(out_trade_no: "TEST-ORDER-1", total: 100) }
    first = signed_notification(:payment, {}, id: "N1")
    refute_predicate handled(first), :repeat?
    assert_predicate handled(first.again), :repeat?
    assert_equal "N1", first.again.id
    assert_nil signed_notification(:v2_payment).id
  end

  def test_what_is_misspelt_is_told_with_the_nearest
    error = refused("UNKNOWN_NAME") { signed_notification(:payment, {}, fields: { "amont.total" => 1 }) }
    assert_equal ["changes.fields.amont.total", "amount.total"], [error.field, error.nearest]
    assert_includes error.reason.en, "amount.total"
    assert_includes error.reason.zh, "amount.total"
    assert_equal "payment", refused("UNKNOWN_NAME") { signed_notification(:paymnt) }.nearest
    assert_equal "out_trade_no", refused("UNKNOWN_NAME") { signed_notification(:payment, { out_trad_no: "T1" }) }.nearest
    assert_equal "spoilt", refused("UNKNOWN_NAME") { signed_notification(:payment, {}, spoild: :forged) }.nearest
    assert_equal "order.total", refused("WRONG_VALUE") { signed_notification(:payment, { total: "1999" }) }.field
    assert_raises(QqWxPay::InvalidInputError) { QqWxPay::Testing.error("9030", stats: 1) }
    refused("NOT_POSSIBLE") { signed_notification(:v2_payment, {}, spoilt: :probe) }
  end

  def test_an_error_is_the_very_one
    made = QqWxPay::Testing.error("ORDERPAID")
    assert_instance_of QqWxPay::ApiError, made
    refute_nil made.remedy
    assert_instance_of QqWxPay::ConfigError, QqWxPay::Testing.error("SETTINGS_MISSING")
    misspelt = assert_raises(QqWxPay::InvalidInputError) { QqWxPay::Testing.error("ORDERPAYD") }
    assert_equal "ERROR_CODE_UNKNOWN", misspelt.code
    assert_includes misspelt.detail, "ORDERPAID"
    refused = QqWxPay::Testing.error("NOTENOUGH", operation: :refund, http_status: 403, request_id: "R-1")
    assert_equal ["wechat_pay", 403, "R-1"], [refused.origin, refused.status, refused.request_id]
    assert_equal "origin", assert_raises(QqWxPay::InvalidInputError) { QqWxPay::Testing.error("A", origin: :me) }.field
  end

  def test_a_client_for_the_real_addresses_refuses_the_keys
    addresses = %w[QQ_WXPAY_QQ_BASE_URL QQ_WXPAY_WECHAT_BASE_URL QQ_WXPAY_LINK_HOSTS]
    real = QqWxPay::Testing.settings.except(*addresses).merge("QQ_WXPAY_NOTIFY_URL" => "https://shop.example.com/notify")
    error = assert_raises(QqWxPay::Error) { QqWxPay::Client.from_env(env: real) }
    assert_equal "TEST_KEYS", error.code
  end

  def test_nothing_of_it_is_shown
    refute_includes signed_notification.inspect, "ciphertext"
  end
end
