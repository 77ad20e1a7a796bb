# frozen_string_literal: true

require_relative "helper"

# Every case of tests/cases through the public methods: the same cases, the same passes as in Rust.
class ConformanceTest < Minitest::Test
  CASES = File.join(ROOT, "tests/cases")

  # A message with an unknown serial lets the client ask WeChat Pay for its certificates: that ends at a closed door of this machine.
  def setup
    @proxy = ENV.fetch("HTTPS_PROXY", nil)
    ENV["HTTPS_PROXY"] = "http://127.0.0.1:9"
  end

  def teardown
    ENV["HTTPS_PROXY"] = @proxy
  end

  # @return [Array<Hash>]
  def cases
    defaults = load_json("defaults")
    files = Dir.children(CASES).grep(/\.json\z/) - %w[defaults.json keys.json]
    files.sort.flat_map do |file|
      load_json(file.delete_suffix(".json"))[:cases].map do |own|
        settings = defaults[:settings].merge(own[:settings] || {}).compact
        defaults.merge(own, settings: settings, file: file)
      end
    end
  end

  def load_json(name)
    JSON.parse(File.read(File.join(CASES, "#{name}.json")), symbolize_names: true)
  end

  def observe(kase)
    pay = QqWxPay::Client.allocate
    given = { settings: JSON.generate(kase[:settings]), now: kase[:now], nonce: kase[:nonce] }
    pay.send(:set_up, QqWxPay.const_get(:Parts).new, **given)
    run_case(pay, kase)
  rescue QqWxPay::Error => error
    { error: error.to_h }
  end

  def run_case(pay, kase)
    operation, request = kase.values_at(:operation, :request)
    case operation
    when "settings" then { result: { mchid: pay.merchant.mchid } }
    when "handle_notification" then notification(pay, kase)
    when "encrypt_sensitive_offline"
      encrypted = pay.encrypt_sensitive_offline(**request)
      { result: { serial: encrypted.serial, characters: encrypted.ciphertext.length } }
    when "decrypt_sensitive" then { result: plain(pay.decrypt_sensitive(**request)) }
    when "trade_bill_file", "fund_flow_bill_file", "v2_trade_bill" then bill(pay.prepare_bill(operation.to_sym, request), kase[:reply])
    else exchange(pay.prepare(operation.to_sym, request, access_token: kase[:access_token]), kase)
    end
  end

  def plain(value)
    value.is_a?(QqWxPay::Record) ? value.to_h : value
  end

  def request(prepared)
    sent = prepared.request
    { method: sent.http_method, url: sent.url, headers: sent.headers.transform_keys(&:to_sym), body: sent.body.to_s.dup.force_encoding("UTF-8") }
  end

  def parts(reply)
    body = reply[:body_base64] ? reply[:body_base64].unpack1("m") : reply[:body].to_s
    [reply[:status], reply[:headers] || {}, body]
  end

  def exchange(prepared, kase)
    is_self_test = kase[:operation] == "self_test"
    return { request: is_self_test ? with_open_body(request(prepared)) : request(prepared) } unless kase[:reply]

    result = plain(prepared.finish(*parts(kase[:reply])))
    { result: is_self_test ? with_verdict(result) : result }
  end

  # Encryption is random: of the encrypted text only the length is observed.
  def with_open_body(request)
    body = JSON.parse(request[:body], symbolize_names: true)
    request.merge(body: body.merge(encrypted_echo_message: body[:encrypted_echo_message]&.length))
  end

  # The report, and what is to be made of it.
  def with_verdict(report)
    holds = %i[signature verification clock].all? { |check| report[check][:state] == "holds" }
    fails = %i[encryption callback].any? { |check| report.dig(check, :state) == "fails" }
    report.merge(passed: holds && !fails)
  end

  def bill(prepared, reply)
    return { request: request(prepared) } unless reply

    status, headers, body = parts(reply)
    rows = prepared.read(status, headers, body.b.scan(/.{1,7}/mn)).map { |row| plain(row) }
    { rows: rows, result: plain(prepared.finished) }
  end

  def notification(pay, kase)
    handled = pay.handle_notification(kase[:headers] || {}, kase[:body].to_s)
    outcome, kind = handled.outcome.to_h, handled.event_kind
    {
      outcome: outcome[:type],
      id: handled.id,
      order: plain(handled.order),
      refund: plain(handled.refund),
      event: kind && { type: kind, kind.to_sym => handled.event.to_h },
      acknowledgement: plain(handled.answer || (kind ? handled.accept(kind) : handled.failure)),
      value: (outcome.values_at(:payment, :refund, :echo, :event).compact.first unless outcome[:error]),
      error: outcome[:error],
      state: outcome[:state],
      as_expected: kase[:expected] && as_expected(handled, kase[:expected])
    }
  end

  def as_expected(handled, expected)
    handled.expect(**expected)
    true
  rescue QqWxPay::InvalidInputError
    raise # what is wrong with the expectation itself is no difference
  rescue QqWxPay::Error => error
    error.to_h
  end

  # The first place where `observed` lacks what `expected` demands; more than demanded is fine.
  def difference(expected, observed, path = "")
    if expected.is_a?(Array) && observed.is_a?(Array) && expected.size == observed.size
      return expected.each_index.lazy.filter_map { |i| difference(expected[i], observed[i], "#{path}[#{i}]") }.first
    end
    if expected.is_a?(Hash) && observed.is_a?(Hash)
      return expected.lazy.filter_map { |name, item| difference(item, observed[name], "#{path}.#{name}") }.first
    end
    "#{path}: expected #{expected.inspect}, observed #{observed.inspect}" unless expected == observed
  end

  def test_every_case_passes
    counts = Hash.new { |hash, operation| hash[operation] = [0, 0, 0] }
    failures = []
    cases.each do |kase|
      found = difference(kase[:expect], observe(kase))
      counts[kase[:operation]][found ? 1 : 0] += 1
      failures << "#{kase[:file]} / #{kase[:name]}#{found}" if found
    end
    # For the table of all languages that `cargo xtask test` prints: operation, passed, failed, skipped.
    folder = File.join(ROOT, "target/conformance")
    FileUtils.mkdir_p(folder)
    File.write(File.join(folder, "Ruby.tsv"), counts.sort.map { |row| "#{row.flatten.join("\t")}\n" }.join)
    assert_operator counts.values.flatten.sum, :>, 900
    assert_empty failures.first(20), "#{failures.size} failures"
  end

  def test_a_case_that_expects_something_else_fails
    kase = cases.find { |candidate| candidate[:name] == "direct payment" }
    observed = observe(kase)
    assert_nil difference(kase[:expect], observed)
    { outcome: "refused", id: "EV-2" }.each do |path, wrong|
      refute_nil difference(kase[:expect].merge(path => wrong), observed), path
    end
  end

  def test_every_kind_of_error_has_a_class_and_occurs
    kinds = cases.filter_map { |kase| kase[:expect][:error] && kase[:expect][:error][:kind] }.uniq
    assert_equal QqWxPay::KINDS.keys.sort, kinds.sort
  end

  def test_every_operation_is_a_method
    called = QqWxpayNative.operations(false)
    assert_operator called.size, :>, 30
    assert_empty called.reject { |operation| QqWxPay::Client.method_defined?(operation) }
  end

  def test_what_cannot_be_prepared_is_named
    pay = OneWorld.pay
    prepare = ->(name, **given) { pay.prepare(name, **given) }
    bill = pay.method(:prepare_bill)
    [[prepare, :place_ordr], [prepare, :trade_bill_file], [prepare, :merchant], [bill, :place_order], [bill, "?"]].each do |way, name|
      error = assert_raises(QqWxPay::InvalidInputError) { way.call(name) }
      assert_equal ["UNKNOWN_OPERATION", name.to_s], [error.code, error.field]
    end
  end
end
