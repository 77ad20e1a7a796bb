# frozen_string_literal: true

require "fileutils"
require "minitest"

ROOT = File.expand_path("../../..", __dir__)
$LOAD_PATH.unshift File.expand_path("../lib", __dir__)
require "qq_wxpay"
require_relative "world"

# One sandbox for all tests that do not count what it sees.
module OneWorld
  def self.world
    @world ||= World.new.tap { |world| Minitest.after_run { world.close } }
  end

  def self.pay
    @pay ||= world.client
  end

  def world = OneWorld.world

  def pay = OneWorld.pay

  def order(...) = World.order(...)

  def placed(client = pay, **request)
    placement = client.place_order(**(request.empty? ? order : request))
    assert_instance_of QqWxPay::Placement::Placed, placement
    placement
  end

  # A sandbox of its own.
  def other_world
    other = World.new
    yield other
  ensure
    other&.close
  end
end
