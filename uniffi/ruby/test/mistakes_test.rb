# frozen_string_literal: true

require "bigdecimal"
require "open3"
require "tmpdir"
require_relative "helper"

# What is done wrong first, and what is said about it. Nothing of it reaches the network.
class MistakesTest < Minitest::Test
  include OneWorld

  def refused(**change)
    before = world.control("GET", "/sandbox/statistics")
    error = assert_raises(QqWxPay::InvalidInputError) { pay.place_order(**order.merge(change)) }
    assert_equal before, world.control("GET", "/sandbox/statistics")
    assert_equal "never", error.retry
    assert_equal error.message, error.to_s
    error
  end

  def test_fields
    assert_equal "ORDER_NUMBER_LENGTH", refused(out_trade_no: "T1").code
    assert_equal "scene_info.payer_client_ip", refused(scene_info: { payer_client_ip: "10.0.0.1" }).field
    assert_match(/`out_trade_no`/, refused(out_tradeno: "T1").message)
    assert_equal "amount.total", refused(amount: { total: "1999" }).field
    missing = assert_raises(QqWxPay::InvalidInputError) { pay.place_order(description: "x") }
    assert_equal "FIELD_MISSING", missing.code
  end

  def test_amounts
    [19.99, BigDecimal("19.99"), 1999r].each do |amount|
      error = refused(amount: { total: amount })
      assert_equal "amount.total", error.field
      assert_includes error.message, "fen"
    end
    assert_equal [1900, 1990], [QqWxPay.fen("19".encode("UTF-16LE")), QqWxPay.fen("19.9000")]
    assert_equal [1999, 1999, 2000, 1], [QqWxPay.fen("19.99"), QqWxPay.fen(BigDecimal("19.99")), QqWxPay.fen(20), QqWxPay.fen("0.01")]
    [19.99, "19.999", "x", "", nil, "NaN", "Infinity", "-5", "1e5", "1_9.99", "1e999999999", "9" * 16, BigDecimal("1e30"), -1].each { |yuan| assert_raises(QqWxPay::InvalidInputError, yuan.inspect) { QqWxPay.fen(yuan) } }
  end

  def test_texts
    assert_equal "description", refused(description: "\xff".b).field
    assert_equal "description", refused(description: Object.new).field
    circle = []
    circle << circle
    refused(limit_pay: circle)
    placed(**order.merge(description: "蓝色".encode("GB18030")))
    placed(**order.merge(description: "蓝色".b, limit_pay: nil).transform_keys(&:to_sym))
  end

  def test_no_number_or_two
    { {} => "FIELD_MISSING", { out_trade_no: nil } => "FIELD_MISSING",
      { out_trade_no: "RB-none", transaction_id: "1" } => "ONE_NUMBER_ONLY" }.each do |given, code|
      error = assert_raises(QqWxPay::InvalidInputError) { pay.query_order(**given) }
      assert_equal [code, "out_trade_no"], [error.code, error.field]
      assert_includes error.message, "`transaction_id`"
    end
  end

  def test_time_limits
    [0, -1, "5", Float::NAN, Float::INFINITY, 1i].each do |timeout|
      assert_equal "timeout", assert_raises(QqWxPay::InvalidInputError, timeout.inspect) { pay.place_order(timeout: timeout, **order) }.field
    end
  end

  def test_settings
    short = assert_raises(QqWxPay::ConfigError) { world.client({ "QQ_WXPAY_API_V3_KEY" => "short" }) }
    assert_equal "api_v3_key", short.field
    refute_includes short.message, "short"
    assert_equal "SETTINGS_MISSING", assert_raises(QqWxPay::ConfigError) { QqWxPay::Client.new(mchid: "1") }.code
    assert_match(/`mchid`/, assert_raises(QqWxPay::InvalidInputError) { QqWxPay::Client.new(mch_id: "1900000001") }.message)
    assert_raises(ArgumentError) { QqWxPay::Client.from_env(env: world.env, mchid: "1") }
    bytes = assert_raises(QqWxPay::ConfigError) { world.client({ "QQ_WXPAY_QQ_APP_SECRET" => "\xff" * 32 }) }
    assert_equal "QQ_WXPAY_QQ_APP_SECRET", bytes.field
    empty = assert_raises(QqWxPay::ConfigError) { QqWxPay::Client.from_env(env: {}) }
    assert_equal "SETTINGS_MISSING", empty.code
  end

  def test_headers
    error = assert_raises(QqWxPay::InvalidInputError) { pay.handle_notification(nil, "{}") }
    assert_equal "headers", error.field
    ["HTTP_\xff", "HTTP_\xff".b, "HTTP_A".encode("UTF-16LE")].each do |name|
      assert_equal "refused", pay.handle_notification({ name => "x" }, "{}").outcome.type
    end
    assert_equal "refused", pay.handle_notification({ "Wechatpay-Signature" => "\xff".b, nil => 1 }, "{}").outcome.type
  end

  def test_errors_in_logs
    error = refused(out_trade_no: "T1")
    assert_equal "#<QqWxPay::InvalidInputError: #{error.message}>", error.inspect
    assert_equal error.code, error.to_h[:code]
    case error
    in QqWxPay::Error[field: "out_trade_no"] then pass
    end
  end

  def test_a_library_that_is_missing_or_of_another_platform
    Dir.mktmpdir do |folder|
      missing = assert_raises(QqWxPay::MissingLibraryError) { QqWxPay::Library.path(folder) }
      assert_includes missing.message, RbConfig::CONFIG["host_cpu"]
      assert_includes missing.message, "x86_64-linux-musl"
      File.write(File.join(folder, FFI.map_library_name("qq_wxpay_uniffi")), "not a library")
      other = assert_raises(QqWxPay::MissingLibraryError) { QqWxPay::Library.path(folder) }
      assert_includes other.message, "does not load"
    end
  end

  # What `require` says of a gem whose library the block changes, or whose version it tells.
  def required(env = {})
    Dir.mktmpdir do |folder|
      FileUtils.cp_r(File.join(ROOT, "uniffi/ruby/lib"), folder)
      lib = File.join(folder, "lib")
      yield File.join(lib, "qq_wxpay", FFI.map_library_name("qq_wxpay_uniffi")), File.join(lib, "qq_wxpay/version.rb") if block_given?
      Open3.capture2e(env, "ruby", "-I", lib, "-e", 'require "qq_wxpay"; print QqWxPay.fen("1"), $LOADED_FEATURES.grep(/library.rb/)').first
    end
  end

  def test_a_library_of_another_version
    said = required { |_, version| File.write(version, File.read(version).sub(/"\d.*"/, '"9.9.9"')) }
    assert_match(/MissingLibraryError/, said)
    assert_includes said, "is of #{QqWxPay::VERSION}, this gem of 9.9.9"
    said = required do |library, _|
      assert system("cc", "-shared", "-o", library, "-x", "c", File::NULL), "a C compiler is there"
    end
    assert_match(/MissingLibraryError/, said)
    assert_includes said, "gem pristine qq_wxpay"
  end

  def test_a_library_elsewhere_is_not_taken
    Dir.mktmpdir do |folder|
      assert system("cc", "-shared", "-o", File.join(folder, FFI.map_library_name("qq_wxpay_uniffi")), "-x", "c", File::NULL)
      assert_match(/\A100/, required({ "LD_LIBRARY_PATH" => folder, "DYLD_LIBRARY_PATH" => folder }))
    end
  end
end
