# frozen_string_literal: true

require "tmpdir"
require_relative "helper"

# Two processes of a shop with one inbox: what one has taken, the other answers without its function.
class InboxTest < Minitest::Test
  include OwnWorld

  def setup
    @folder = Dir.mktmpdir
    @one, @two = Array.new(2) { world.client({ "QQ_WXPAY_INBOX" => "file:#{@folder}" }) }
    placed = placed()
    world.pay(placed.h5_url)
    @headers, @body = world.notification { |headers, body| pay.handle_notification(headers, body).order&.out_trade_no == placed.out_trade_no }
  end

  def teardown
    [@one, @two].each(&:close)
    FileUtils.rm_rf(@folder)
  end

  def read(client) = client.receive_notification(@headers, @body)

  def test_an_event_is_held_until_it_is_accepted
    handled = read(@one)
    assert_equal "paid", handled.event_kind
    assert_equal [nil, 500], [read(@two).event_kind, read(@two).answer.status]
    assert_equal 200, handled.accept(:paid).status
    100.times { read(@two).answer&.status == 200 ? break : sleep(0.05) }
    assert_equal 200, read(@two).answer.status
  end

  def test_the_setting_takes_no_memory_of_one_process
    error = assert_raises(QqWxPay::Error) { world.client({ "QQ_WXPAY_INBOX" => "memory" }) }
    assert_equal %w[STORE_SETTING inbox], [error.code, error.field.to_s]
  end
end
