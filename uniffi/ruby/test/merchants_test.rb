# frozen_string_literal: true

require "rack/mock"
require "tmpdir"
require_relative "helper"

# Several merchants in one process, with one notification address: two, and three of which two are mini programs of one merchant.
class MerchantsTest < Minitest::Test
  include OneWorld

  NAMES = {
    "mugs" => %w[1900000011 wx00000000000000aa 1110000011],
    "cups" => %w[1900000011 wx00000000000000bb 1110000012],
    "pots" => %w[1900000012 wx00000000000000cc 1110000013]
  }.freeze

  # Their sandboxes; what they send arrives at the first.
  def self.worlds
    @worlds ||= begin
      folder = Dir.mktmpdir
      made = {}
      NAMES.each do |name, (mchid, wechat_appid, qq_appid)|
        numbers = ["--mchid", mchid, "--wechat-appid", wechat_appid, "--qq-appid", qq_appid, "--keep", File.join(folder, "#{mchid}.json")]
        made[name] = World.new(notify: made.values.first&.address, options: numbers)
      end
      Minitest.after_run do
        made.each_value(&:close)
        FileUtils.rm_rf(folder)
      end
      made
    end
  end

  def worlds = self.class.worlds

  def settings(name)
    given = worlds.fetch(name).env.to_h { |variable, value| [variable.delete_prefix("QQ_WXPAY_").downcase.to_sym, value] }
    given.merge(link_hosts: given[:link_hosts].split(","))
  end

  def setup
    @merchants = QqWxPay::Merchants.new
    NAMES.each_key { |name| @merchants.add(name, **settings(name)) }
  end

  def teardown
    @merchants.close
  end

  def received(number)
    worlds.fetch("mugs").notification do |headers, body|
      handled = @merchants.handle_notification(headers, body)
      [handled.order&.out_trade_no, handled.refund&.out_refund_no].include?(number)
    end
  end

  def paid(name)
    order = placed(@merchants.get(name))
    worlds.fetch(name).pay(order.h5_url)
    [order.out_trade_no, *received(order.out_trade_no)]
  end

  def test_each_notification_is_its_merchants
    NAMES.each_key do |name|
      number, headers, body = paid(name)
      handled = @merchants.receive_notification(headers, body)
      assert_equal [name, [], "paid"], [handled.merchant, handled.other_merchants, handled.event_kind]
      owner = @merchants.owner(headers, body)
      assert_equal [name, []], [owner.name, owner.others]
      assert_same @merchants.get(name), owner.pay
      assert_equal name, @merchants.confirm_notification(headers, body).merchant
      stranger = @merchants.get(name == "pots" ? "mugs" : "pots")
      assert_instance_of QqWxPay::Outcome::Refused, stranger.handle_notification(headers, body).outcome
      owner.pay.refund(out_trade_no: number, out_refund_no: "R#{number}", amount: { refund: 1, total: 1999 })
      worlds.fetch(name).control("POST", "/sandbox/clock", { advance_seconds: 10 })
      refund = @merchants.receive_notification(*received("R#{number}"))
      # A refund names no AppID: of one merchant's two mini programs the first has it, and the other is named.
      expected = name == "pots" ? ["pots", []] : ["mugs", ["cups"]]
      assert_equal expected, [refund.merchant, refund.other_merchants]
    end
  end

  def test_the_rack_application_takes_them_in_the_place_of_a_client
    found = []
    app = QqWxPay::Notifications.new(@merchants, paid: ->(event) { found << [event.notification.merchant, event.out_trade_no] && nil })
    number, headers, body = paid("pots")
    signed = headers.select { |name, _| name.start_with?("wechatpay") }
    signed = signed.to_h { |name, values| ["HTTP_#{name.upcase.tr("-", "_")}", values.first] }
    reply = Rack::MockRequest.new(app).post("/notify", { input: body, **signed })
    assert_equal [200, [["pots", number]]], [reply.status, found]
    assert_operator Rack::MockRequest.new(app).post("/notify", { input: "#{body} ", **signed }).status, :>=, 400
  end

  def test_what_is_for_none_of_them_is_refused_and_told
    _, headers, body = paid("pots")
    few = QqWxPay::Merchants.new
    few.add("mugs", **settings("mugs"))
    lines = Queue.new
    logged(lines) do
      handled = few.receive_notification(headers, body)
      assert_nil handled.merchant
      assert_equal "MERCHANT_NOT_REGISTERED", handled.outcome.error.code
      assert_operator handled.answer.status, :>=, 400
      assert handled.fault.remedy.zh
      assert_includes Timeout.timeout(10) { lines.pop }, "MERCHANT_NOT_REGISTERED"
    end
    assert_equal "MERCHANT_NOT_REGISTERED", assert_raises(QqWxPay::MismatchError) { few.owner(headers, body) }.code
    assert_equal "RAW_BODY_NEEDED", assert_raises(QqWxPay::Error) { few.owner(headers, 7) }.code
  ensure
    few.close
  end

  def test_keys_are_replaced_while_calls_go_on
    own = QqWxPay::Merchants.new
    first = own.add("pots", **settings("pots"))
    second = own.replace("pots", **settings("pots"), api_v3_key_previous: "x" * 32)
    assert_same second, own.get("pots")
    ask = ->(client) { assert_raises(QqWxPay::Error) { client.query_order(out_trade_no: "RB-none") }.code }
    assert_equal %w[CLIENT_CLOSED ORDER_NOT_EXIST], [ask.call(first), ask.call(second)]
    assert_equal [["pots"], 1], [own.names, own.size]
    assert own.remove("pots")
    refute own.remove("pots")
    assert_equal "CLIENT_CLOSED", ask.call(second)
    given = worlds.fetch("pots").client
    assert_same given, own.add("given", given)
  ensure
    own.close
  end

  def test_mistakes_are_named_and_change_nothing
    pots = settings("pots")
    [
      [-> { @merchants.add("pots", **pots, mchid: "1900000099") }, "MERCHANT_GIVEN_TWICE", "name"],
      [-> { @merchants.add("twin", **pots) }, "MERCHANT_GIVEN_TWICE", "mchid"],
      [-> { @merchants.add("", **pots) }, "FIELD_MISSING", "name"],
      [-> { @merchants.add(7, **pots) }, "WRONG_TYPE", "name"],
      [-> { @merchants.add("new", 7) }, "WRONG_TYPE", "client"],
      [-> { @merchants.add("new", **pots, mchd: "1") }, "UNKNOWN_FIELD", "mchd"],
      [-> { @merchants.replace("new", **pots, mchid: "1900000099") }, "MERCHANT_UNKNOWN", "name"],
      [-> { @merchants.replace("pots", **settings("mugs")) }, "MERCHANT_GIVEN_TWICE", "mchid"],
      [-> { @merchants.add("same", @merchants.get("pots")) }, "MERCHANT_GIVEN_TWICE", "mchid"]
    ].each do |act, code, field|
      error = assert_raises(QqWxPay::Error, &act)
      assert_equal [code, field], [error.code, error.field]
    end
    @merchants.add("second", **pots, qq_appid: "1110000099")
    assert @merchants.remove("second")
    assert_equal NAMES.keys, @merchants.names
    assert paid("pots"), "the client that was given twice still works"
  end

  def test_a_forked_child_has_them_all
    _, headers, body = paid("cups")
    reader, writer = IO.pipe
    child = fork do
      code = begin
        @merchants.get("mugs").query_order(out_trade_no: "RB-none")
      rescue QqWxPay::Error => error
        error.code
      end
      handled = @merchants.receive_notification(headers, body)
      writer.write("#{code} #{handled.merchant} #{handled.event_kind}")
      writer.close
      exit!(0)
    end
    writer.close
    Process.wait(child)
    assert_equal "ORDER_NOT_EXIST cups paid", reader.read
    assert_equal "cups", @merchants.receive_notification(headers, body).merchant, "and so has the parent"
  end
end
