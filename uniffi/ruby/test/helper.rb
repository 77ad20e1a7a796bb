# frozen_string_literal: true

require "fileutils"
require "minitest"

ROOT = File.expand_path("../../..", __dir__)
$LOAD_PATH.unshift File.expand_path("../lib", __dir__)
require "qq_wxpay"
require_relative "world"

QqWxPay.logger = Logger.new(IO::NULL) # what tests do wrong on purpose is logged nowhere

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

  # While the block runs, the lines of the log go into the queue, but for the one that each client of a sandbox begins with.
  def logged(lines)
    before = QqWxPay.logger
    QqWxPay.logger = Object.new.tap { |logger| %i[warn error].each { |name| logger.define_singleton_method(name) { |line| lines << line unless line.include?("SANDBOX_CLIENT") } } }
    yield
  ensure
    QqWxPay.logger = before
  end

  # A sandbox for this block alone.
  def other_world
    other = World.new
    yield other
  ensure
    other&.close
  end
end

# The same with a sandbox for the tests of one class: they make clients that fetch tokens, and each fetch ends the tokens of others.
module OwnWorld
  include OneWorld

  # The sandbox and the client of the class.
  module Parts
    def world = @world ||= World.new.tap { |world| Minitest.after_run { world.close } }

    def pay = @pay ||= world.client
  end

  def self.included(tests) = tests.extend(Parts)

  def world = self.class.world

  def pay = self.class.pay
end
