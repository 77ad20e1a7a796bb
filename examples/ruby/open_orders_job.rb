# frozen_string_literal: true

# Asks WeChat Pay each minute what became of the orders and refunds that are open in the shop's database: for those whose notification was
# lost. A job of Sidekiq:
#
#   REDIS_URL=redis://127.0.0.1:6379/0 SHOP_DATABASE=shop.db QQ_WXPAY_…=… sidekiq --require ./open_orders_job.rb
require "qq_wxpay"
require "securerandom"
require "sidekiq"
require "sidekiq-cron"
require "sqlite3"

# The shop's database.
class ShopDatabase
  TABLES = <<~SQL
    CREATE TABLE IF NOT EXISTS orders (
      out_trade_no TEXT PRIMARY KEY, family TEXT NOT NULL, sub_mchid TEXT, total INTEGER NOT NULL,
      placed_at TEXT NOT NULL, asked_at TEXT, state TEXT NOT NULL DEFAULT 'open');
    CREATE TABLE IF NOT EXISTS refunds (
      out_refund_no TEXT PRIMARY KEY, version TEXT NOT NULL, sub_mchid TEXT,
      requested_at TEXT NOT NULL, asked_at TEXT, state TEXT NOT NULL DEFAULT 'open');
  SQL

  def initialize(path)
    @database = SQLite3::Database.new(path, results_as_hash: true)
    @database.busy_timeout = 10_000
    @database.execute_batch(TABLES)
  end

  def open(table, *names)
    rows = @database.execute("SELECT * FROM #{table} WHERE state = 'open'")
    rows.map { |row| names.to_h { |name| [name, row[name.to_s]] } }
  end

  def execute(...) = @database.execute(...)

  # Settles an order that is paid, once, whoever tells it: the handler of notifications calls this, too.
  def deliver(paid)
    total = execute("SELECT total FROM orders WHERE out_trade_no = ?", [paid.out_trade_no]).dig(0, "total")
    raise KeyError, "order #{paid.out_trade_no} is none of this shop's" unless total

    paid.expect(out_trade_no: paid.out_trade_no, total: total)
    puts "order #{paid.out_trade_no}: deliver" if ends("orders", paid.out_trade_no, "paid")
  rescue QqWxPay::MismatchError => difference
    ends("orders", paid.out_trade_no, "review")
    warn "order #{paid.out_trade_no}: #{difference.message}"
  end

  # Ends what is open; true for the one who does.
  def ends(table, number, state)
    execute("UPDATE #{table} SET state = ? WHERE #{key(table)} = ? AND state = 'open'", [state, number])
    @database.changes == 1
  end

  def asked(table, number)
    execute("UPDATE #{table} SET asked_at = ? WHERE #{key(table)} = ?", [Time.now.utc.strftime("%FT%TZ"), number])
  end

  def close = @database.close

  private

  def key(table) = table == "orders" ? "out_trade_no" : "out_refund_no"
end

# One run, unless another is under way, on whichever machine: two would report an order twice.
class OpenOrdersJob
  include Sidekiq::Job

  # The next minute has its own.
  sidekiq_options retry: false

  # Seconds. What nobody has paid by then is closed, and its goods are free again.
  CLOSE_AFTER = 2 * 3600

  LOCK = "shop:open-orders"

  # Seconds, more than a run takes: two lists of 50 s each. A worker that dies holds the lock no longer than that.
  LONGEST = 120

  # Ends a lock that is still its owner's.
  UNLOCK = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end"

  # One for the life of the process.
  def self.pay = @pay ||= QqWxPay::Client.from_env

  def perform
    owner = SecureRandom.hex(16)
    return logger.info("another run is under way") unless Sidekiq.redis { |redis| redis.set(LOCK, owner, nx: true, ex: LONGEST) }

    begin
      confirm(ShopDatabase.new(ENV.fetch("SHOP_DATABASE")))
    ensure
      Sidekiq.redis { |redis| redis.eval(UNLOCK, keys: [LOCK], argv: [owner]) }
    end
  end

  private

  def confirm(shop)
    confirm_orders(shop)
    confirm_refunds(shop)
  ensure
    shop.close
  end

  def confirm_orders(shop)
    names = %i[family out_trade_no sub_mchid total placed_at asked_at]
    orders = shop.open("orders", *names).map do |row|
      { order: row.slice(:family, :out_trade_no, :sub_mchid), **row.slice(:total, :placed_at, :asked_at) }
    end
    self.class.pay.confirm_open_orders(orders: orders, close_after: CLOSE_AFTER).each do |report|
      case report
      in { result: "paid", paid: } then shop.deliver(paid)
      in { result: "closed", order: { out_trade_no: } } then shop.ends("orders", out_trade_no, "closed")
      in { result: "not_found", order: { out_trade_no: } } then shop.ends("orders", out_trade_no, "never placed")
      in { result: "still_open", order: { out_trade_no: } } then shop.asked("orders", out_trade_no)
      in { result: "refused" | "no_answer", error: } then logger.error(error.message)
      else # not due yet
      end
    end
  end

  def confirm_refunds(shop)
    refunds = shop.open("refunds", :version, :out_refund_no, :sub_mchid, :requested_at, :asked_at)
    self.class.pay.confirm_open_refunds(refunds: refunds).each do |report|
      case report
      in { result: "ended", refund: } then shop.ends("refunds", refund.out_refund_no, refund.status)
      in { result: "still_open", out_refund_no: } then shop.asked("refunds", out_refund_no)
      in { result: "refused" | "no_answer" | "not_found", error: } then logger.error(error.message)
      else # not due yet
      end
    end
  end
end

Sidekiq.configure_server do
  Sidekiq::Cron::Job.create(name: "open orders", cron: "* * * * *", class: "OpenOrdersJob")
end
