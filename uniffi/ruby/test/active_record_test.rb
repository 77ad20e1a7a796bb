# frozen_string_literal: true

require "rack/mock"
require_relative "helper"

begin
  require "active_record"
  require "sqlite3"
rescue LoadError
  warn "the tests with ActiveRecord are left out: it is not installed"
end

# The README's function with a transaction, on a real database.
class ActiveRecordTest < Minitest::Test
  include OneWorld

  README = File.read(File.expand_path("../README.md", __dir__))
  FUNCTION = README[/## Receive the notification.*?(?=\n## )/m].scan(/```ruby\n(.*?)```/m).dig(1, 0)

  if defined?(ActiveRecord) && defined?(SQLite3)
    class Order < ActiveRecord::Base
      self.table_name = "orders"

      def delivered? = !delivered_at.nil?

      def deliver = update!(delivered_at: Time.now, deliveries: deliveries + 1)
    end
  end

  def setup
    skip "ActiveRecord is not installed" unless defined?(Order)
    ActiveRecord::Base.establish_connection(adapter: "sqlite3", database: ":memory:")
    ActiveRecord::Base.connection.create_table(:orders) do |table|
      table.string :number
      table.integer :total
      table.integer :deliveries, default: 0
      table.datetime :delivered_at
    end
    placed = placed()
    world.pay(placed.h5_url)
    @number = placed.out_trade_no
    @message = world.notification { |headers, body| pay.handle_notification(headers, body).order&.out_trade_no == @number }
  end

  def answered(**functions)
    headers, body = @message
    env = headers.to_h { |name, values| ["HTTP_#{name.upcase.tr("-", "_")}", values.first] }
    app = QqWxPay::Notifications.new(pay, **functions)
    logged(Queue.new) { app.call(Rack::MockRequest.env_for("/", { method: "POST", input: body }.merge(env)))[0] }
  end

  def test_the_transaction_of_the_readme
    functions = instance_eval("{ #{FUNCTION} }", __FILE__, __LINE__)
    assert_equal 500, answered(**functions), "no such order"
    order = Order.create!(number: @number, total: 1999)
    2.times { assert_equal 200, answered(**functions) }
    assert_equal 1, order.reload.deliveries
    other = Order.create!(number: "RB-other", total: 1998)
    order.update!(total: 1998)
    assert_equal 500, answered(**functions), "another amount"
    assert_equal [1, 0], [order.reload.deliveries, other.reload.deliveries]
  end

  def test_what_is_raised_in_it_rolls_back_and_makes_it_come_again
    order = Order.create!(number: @number, total: 1999)
    failing = lambda do |_paid|
      Order.transaction do
        order.deliver
        raise "the warehouse is closed"
      end
    end
    assert_equal 500, answered(paid: failing)
    assert_equal 0, order.reload.deliveries
  end

  def test_records_relations_and_counts_are_nothing
    order = Order.create!(number: @number, total: 1999)
    [order, Order.all, Order.where(number: "none"), Order.all.to_a, Order.count, order.update!(total: 1999), Order.connection].each do |value|
      assert_equal 200, answered(paid: ->(_) { value }), value.class
    end
  end
end
