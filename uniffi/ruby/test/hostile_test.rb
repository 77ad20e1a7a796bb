# frozen_string_literal: true

require_relative "served"

# What anybody can send to the address of the notifications, without a key. `LONG_TESTS=1` sends a body of 1 GiB too.
class HostileTest < Minitest::Test
  include OwnWorld

  CONFIG = <<~RUBY
    require "qq_wxpay"
    pay = QqWxPay::Client.from_env
    throwing = ->(_) { raise NotImplementedError, "on_error" }
    map("/notify") { run QqWxPay::Notifications.new(pay, paid: ->(paid) { puts "paid \#{paid.out_trade_no}"; $stdout.flush }) }
    map("/failing") { run QqWxPay::Notifications.new(pay, paid: ->(_) { raise LoadError, "handler" }, on_error: throwing) }
    map("/exiting") { run QqWxPay::Notifications.new(pay, paid: ->(_) { exit 3 }, on_error: throwing) }
  RUBY

  HEAD = "POST /notify HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n"
  # Bytes. Puma writes a body to a file; WEBrick takes any into memory before it calls an application, so there what stands in front
  # has to limit them.
  LARGE = { "puma" => ENV["LONG_TESTS"] ? 1 << 30 : 160 << 20, "webrick" => 16 << 20 }.freeze
  # MB that the process may grow by; with Puma less than the body.
  GROWS = { "puma" => 140, "webrick" => 140 }.freeze

  # As the sandbox sends it.
  def genuine
    placed = placed()
    world.pay(placed.h5_url)
    headers, body = world.notification { |headers, body| pay.handle_notification(headers, body).order&.out_trade_no == placed.out_trade_no }
    [placed.out_trade_no, headers.transform_values(&:first).reject { |name, _| %w[host connection content-length].include?(name) }, body]
  end

  def send_what_is_no_notification(served)
    chunked = "#{HEAD}Transfer-Encoding: chunked\r\n\r\n"
    20.times do
      served.raw("#{HEAD}Content-Length: 5000\r\n\r\n{\"half\"", close: true) # broken off
      served.raw("#{chunked}5\r\n{\"a\":", close: true)
      served.raw("#{chunked}ZZZ\r\n{}\r\n0\r\n\r\n") # no length of a piece
    end
    served.raw("#{HEAD}Content-Length: -1\r\n\r\n{}")
    served.raw("#{HEAD}Content-Length: two\r\n\r\n{}")
    served.raw("#{HEAD}Content-Length: 2\r\nContent-Length: 20\r\n\r\n{}", close: true)
    served.raw("#{chunked}2\r\n{}\r\n0\r\n\r\n")
    served.raw("#{HEAD}\r\n")
    served.raw("POST /notify HTTP/1.0\r\n\r\n{}")
    served.raw("\x16\x03\x01\x02\x00\x01\x00".b, close: true)
    %w[GET HEAD DELETE].each { |method| assert_equal "405", served.call(method, "/notify").code }
    [nil, "", "{}", "<xml/>", "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><xml>&y;</xml>", "[" * 100_000, "\xff\x00".b].each do |body|
      assert_operator served.call("POST", "/notify", body.to_s, { "Content-Type" => "text/xml" }).code.to_i, :>=, 400
    end
  end

  # In pieces that are counted by whoever reads them.
  def send_a_large_body(served, size)
    socket = TCPSocket.new("127.0.0.1", served.port)
    socket.write("#{HEAD}Content-Length: #{size}\r\n\r\n")
    piece = "x" * (1 << 20)
    (size >> 20).times { socket.write(piece) }
    Timeout.timeout(120) { socket.readpartial(4096) }[%r{\AHTTP/1\.\d (\d+)}, 1].to_i
  rescue Errno::EPIPE, Errno::ECONNRESET, EOFError
    0 # it was refused before all of it was sent
  ensure
    socket&.close
  end

  %w[puma webrick].each do |server|
    define_method("test_#{server}") do
      served = Served.new(server, CONFIG, world.env)
      number, headers, body = genuine
      send_what_is_no_notification(served)
      before = served.megabytes
      refute_includes 200..299, send_a_large_body(served, LARGE[server])
      grown = served.megabytes - before
      puts "#{server}: #{LARGE[server] >> 20} MiB sent, memory #{before} + #{grown} MB" if ENV["LONG_TESTS"]
      assert_operator grown, :<, GROWS[server]
      4.times { %w[/failing /exiting].each { |path| assert_equal "500", served.call("POST", path, body, headers).code } }
      assert_predicate served, :alive?
      refute_includes served.output, "paid #{number}"
      assert_equal "200", served.call("POST", "/notify", body, headers).code
      assert_includes served.output, "paid #{number}"
      assert_match(/HANDLER_FAILED.*LoadError: handler/m, served.output)
      refute_match(/SIGNATURE|NOTIFICATION_MALFORMED/, served.output, "forgeries are quiet")
    ensure
      served&.close
    end
  end
end
