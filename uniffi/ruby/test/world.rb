# frozen_string_literal: true

require "net/http"
require "securerandom"
require "socket"
require "tempfile"
require "timeout"
require "webrick"

# A sandbox, and a merchant's address that receives notifications.
class World
  attr_reader :base, :env, :received

  # @param notify another address for notifications than its own
  # @param options further ones of the command line
  def initialize(notify: nil, options: [])
    @received = Queue.new
    @merchant = WEBrick::HTTPServer.new(
      BindAddress: "127.0.0.1", Port: 0, AccessLog: [], Logger: WEBrick::Log.new(nil, WEBrick::BasicLog::FATAL)
    )
    @merchant.mount_proc("/notify") do |request, response|
      @received << [request.header, request.body]
      response.status = 204
    end
    @server = Thread.new { @merchant.start }
    start(notify || address, options)
  end

  # Where its notifications go.
  def address
    "http://127.0.0.1:#{@merchant.config[:Port]}/notify"
  end

  def client(change = {}, **parts)
    QqWxPay::Client.from_env(env: env.merge(change), **parts)
  end

  def control(method, path, content = nil)
    uri = URI(@base + path)
    request = Net::HTTP.const_get(method.capitalize).new(uri, "Content-Type" => "application/json")
    request.body = JSON.generate(content) if content
    reply = Net::HTTP.start(uri.host, uri.port) { |http| http.request(request) }
    raise "#{method} #{path}: #{reply.code} #{reply.body}" unless reply.is_a?(Net::HTTPSuccess)

    reply.body.to_s.empty? ? nil : JSON.parse(reply.body, symbolize_names: true)
  end

  # While the block runs, an endpoint fails.
  def fault(endpoint, kind, times = 9)
    control("POST", "/sandbox/faults", { endpoint: endpoint, kind: kind, times: times })
    yield
  ensure
    control("DELETE", "/sandbox/faults")
  end

  def pay(link)
    control("POST", "/sandbox/pay", { h5_url: link })
  end

  # The notification that the block wants, of those that come.
  def notification(seconds = 10)
    Timeout.timeout(seconds) do
      loop do
        headers, body = @received.pop
        return [headers, body] if yield(headers, body)
      end
    end
  end

  def close
    Process.kill("TERM", @process)
    Process.wait(@process)
    @merchant.shutdown
    @server.join
    @file.close!
  end

  def self.number
    "RB#{SecureRandom.hex(8)}"
  end

  # An order of 19.99 yuan.
  def self.order(number = self.number)
    {
      out_trade_no: number,
      description: "蓝色马克杯",
      amount: { total: 1999 },
      scene_info: { payer_client_ip: "203.0.113.7" }
    }
  end

  private

  def start(notify, more)
    @file = Tempfile.new("sandbox")
    reader, writer = IO.pipe
    options = ["sandbox", "--port", "0", "--write-env", @file.path, "--notify-url", notify, "--time-scale", "1000", *more]
    @process = spawn(File.join(ROOT, "target/debug/qq-wxpay"), *options, out: writer)
    writer.close
    @base = reader.each_line.lazy.filter_map { |line| line[%r{http://127\.0\.0\.1:\d+}] }.first
    Thread.new { reader.each_line { nil } }
    Timeout.timeout(10) { sleep 0.02 until File.size?(@file.path) }
    @env = File.readlines(@file.path, chomp: true).grep(/\A[^#].*=/).to_h do |line|
      name, value = line.delete_prefix("export ").split("=", 2)
      [name, value.delete_prefix("'").delete_suffix("'").delete_prefix('"').delete_suffix('"')]
    end
    @env["QQ_WXPAY_NOTIFY_URL"] = notify
  end
end
