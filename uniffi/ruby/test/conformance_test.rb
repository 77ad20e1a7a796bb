# frozen_string_literal: true

require_relative "helper"

# Every case of tests/cases: the same cases, the same passes as in Rust. Each reply is read into its class, too.
class ConformanceTest < Minitest::Test
  CASES = File.join(ROOT, "tests/cases")
  SAME = ->(json) { json }

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

  # `typed`: through the public methods, which read into classes; else what comes back is compared as it is.
  def observe(kase, typed:)
    pay = QqWxPay::Client.allocate
    given = { settings: JSON.generate(kase[:settings]), now: kase[:now], nonce: kase[:nonce] }
    pay.send(:set_up, QqWxPay.const_get(:Parts).new, **given)
    run_case(pay, kase, typed)
  rescue QqWxPay::Error => error
    { error: error_of(error) }
  end

  # An operation without or with the methods of the facade; what is no Hash never gets through keyword arguments.
  def perform(pay, typed, kind, name, given, *options)
    return pay.instance_variable_get(:@calls).public_send(kind, name, given, *options, *readers(kind)) unless typed && given.is_a?(Hash)

    method = kind == :now ? name : "prepare_#{name.sub(/\A(place|refresh)_/, "")}"
    parameters = pay.method(method).parameters
    return pay.public_send(method, QqWxPay::BillLink.new(**given)) if parameters.include?([:req, :given])

    options = options.compact.to_h { |token| [:access_token, token] }
    pay.public_send(method, **options, **given)
  end

  def readers(kind)
    kind == :prepare_bill ? [SAME, SAME] : [SAME]
  end

  def error_of(error)
    { kind: error.kind, code: error.code, field: error.field, retry: error.retry }
  end

  def given(kase)
    request, sub = kase.values_at(:request, :sub_mchid)
    case kase[:operation]
      when "query_partner_order" then request.merge(sub_mchid: sub)
      when "query_combine_order" then { combine_out_trade_no: request }
      when "close_order" then { out_trade_no: request }
      when "close_partner_order" then { sub_mchid: sub, out_trade_no: request }
      when "close_v2_order" then { sub_mch_id: sub, out_trade_no: request }
      when "query_refund" then { sub_mchid: sub, out_refund_no: request }
      when "query_v2_refund" then request.merge(sub_mch_id: sub, offset: kase[:offset])
      when "bill_file" then request.reject { |name, _| name == :kind }
    else request || {}
    end
  end

  def run_case(pay, kase, typed)
    case (operation = kase[:operation])
    when "settings" then { result: { mchid: fields(perform(pay, typed, :now, "merchant", {}))[:mchid] } }
    when "handle_notification" then notification(pay, kase, typed)
    when "encrypt_sensitive"
      encrypted = fields(perform(pay, typed, :now, "encrypt_sensitive_offline", { text: kase[:request] }))
      { result: { serial: encrypted[:serial], characters: encrypted[:ciphertext].length } }
    when "decrypt_sensitive"
      { result: fields(perform(pay, typed, :now, operation, { ciphertext: kase[:request] }))[:text] }
    when "bill_file"
      fund = kase[:request].is_a?(Hash) && kase[:request][:kind] == "fund_flow"
      name = fund ? "fund_flow_bill_file" : "trade_bill_file"
      bill(perform(pay, typed, :prepare_bill, name, given(kase)), kase)
    when "v2_trade_bill" then bill(perform(pay, typed, :prepare_bill, "v2_trade_bill", given(kase)), kase)
    when "self_test" then self_test(perform(pay, typed, :prepare, "self_test", given(kase), nil), kase)
    else exchange(perform(pay, typed, :prepare, operation, given(kase), kase[:access_token]), kase)
    end
  end

  def fields(value)
    value.is_a?(QqWxPay::Record) ? value.to_h : value
  end

  def request(request)
    { method: request.http_method, url: request.url, headers: request.headers.transform_keys(&:to_sym), body: request.body.to_s.dup.force_encoding("UTF-8") }
  end

  def finish(prepared, kase)
    reply = kase[:reply]
    prepared.finish(reply[:status], reply[:headers] || {}, body(reply))
  end

  def body(reply)
    reply[:body_base64] ? reply[:body_base64].unpack1("m") : reply[:body].to_s
  end

  def exchange(prepared, kase)
    return { request: request(prepared.request) } unless kase[:reply]

    { result: finish(prepared, kase) }
  end

  def self_test(prepared, kase)
    unless kase[:reply]
      sent = request(prepared.request)
      body = JSON.parse(sent[:body], symbolize_names: true)
      body[:encrypted_echo_message] = body[:encrypted_echo_message].length if body[:encrypted_echo_message]
      return { request: sent.merge(body: body) }
    end
    report = fields(finish(prepared, kase))
    holds = %i[signature verification clock].all? { |check| report[check][:state] == "holds" }
    fails = %i[encryption callback].any? { |check| report.dig(check, :state) == "fails" }
    { result: report.merge(passed: holds && !fails) }
  end

  def bill(prepared, kase)
    return { request: request(prepared.request) } unless kase[:reply]

    reply = kase[:reply]
    pieces = body(reply).b.scan(/.{1,7}/mn)
    rows = prepared.read(reply[:status], reply[:headers] || {}, pieces).to_a
    { rows: rows, result: prepared.finished }
  end

  def notification(pay, kase, typed)
    native = pay.instance_variable_get(:@calls).handle_notification(kase[:headers] || {}, kase[:body].to_s)
    handled = QqWxPay::HandledNotification.new(native)
    record = JSON.parse(native.record, symbolize_names: true)
    outcome, kind = record.values_at(:outcome, :event_kind)
    event = JSON.parse(native.event, symbolize_names: true) if kind
    assert event&.fetch(kind.to_sym) == typed_event(handled, kind), "the event as a record" if typed
    {
      outcome: outcome[:type],
      id: record[:id],
      order: record[:order],
      refund: record[:refund],
      event: event,
      acknowledgement: kind ? JSON.parse(native.accept(kind), symbolize_names: true) : record[:answer],
      value: (outcome.values_at(:payment, :refund, :echo, :event).compact.first unless outcome[:error]),
      error: outcome[:error],
      state: outcome[:state],
      as_expected: kase[:expected] && as_expected(handled, kase[:expected])
    }
  end

  def typed_event(handled, kind)
    raise "#{kind}: #{handled.event_kind}" unless kind == handled.event_kind

    handled.event&.to_h
  end

  def as_expected(handled, expected)
    handled.expect(**expected)
    true
  rescue QqWxPay::InvalidInputError
    raise # what is wrong with the expectation itself is no difference
  rescue QqWxPay::Error => error
    error_of(error)
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
      found = difference(kase[:expect], observe(kase, typed: false))
      counts[kase[:operation]][found ? 1 : 0] += 1
      failures << "#{kase[:file]} / #{kase[:name]}#{found}" if found
      # And into the classes of this language.
      observe(kase, typed: true)
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
    observed = observe(kase, typed: false)
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
    operations = QqWxpayNative.operations(false)
    assert_operator operations.size, :>, 50
    assert_empty operations.reject { |operation| QqWxPay::Client.method_defined?(operation) }
  end
end
