# frozen_string_literal: true

require "open3"
require "pp"
require "yaml"
require_relative "helper"

# What a client and what it gives do where they do not belong, and how a process ends.
class ProcessesTest < Minitest::Test
  include OwnWorld

  # Its end takes as long as that of a real program.
  PROGRAM = <<~RUBY
    require "qq_wxpay"; require "openssl"; require "net/http"; require "yaml"
    parts = { observer: ->(_) {}, transport: ->(*) { sleep }, signer: ->(_) { "x" * 256 } }
    pay = QqWxPay::Client.from_env(**parts.slice(*ARGV[0].split(",").map(&:to_sym)))
    $heap = Array.new(100_000) { |index| [index.to_s * 30] }
    pay.handle_notification({}, "{}")
    Array.new(ARGV[1].to_i) { Thread.new { pay.query_order(out_trade_no: "RB-none") rescue nil } }
    sleep 0.1
    child = fork { pay.handle_notification({}, "{}") } if ARGV[2]
    Process.wait(child) && exit($?.success?) if child
  RUBY

  def test_a_process_with_parts_of_the_host_ends_quietly
    [%w[observer 0], %w[transport,observer 5], %w[signer 3], %w[observer 0 fork]].each do |arguments|
      4.times do
        command = ["ruby", "-I", File.join(ROOT, "uniffi/ruby/lib"), "-e", PROGRAM, *arguments]
        output, status = Timeout.timeout(30) { Open3.capture2e(world.env, *command) }
        assert_predicate status, :success?, "#{arguments}: #{status}"
        assert_empty output.lines.grep_v(/SANDBOX_CLIENT/)
      end
    end
  end

  # Calls are given up before their end, so that the library rings where nobody listens; the process does not ignore SIGPIPE.
  def test_sigpipe_ends_no_process
    program = <<~RUBY
      require "qq_wxpay"; require "timeout"
      trap("PIPE", "SYSTEM_DEFAULT")
      pay = QqWxPay::Client.from_env(transport: ->(*) { sleep })
      20.times do
        Timeout.timeout(0.02) { pay.query_order(out_trade_no: "RB-none") }
      rescue Timeout::Error
        nil
      end
      sleep 0.2
      puts "alive"
    RUBY
    output, status = Timeout.timeout(60) { Open3.capture2e(world.env, "ruby", "-I", File.join(ROOT, "uniffi/ruby/lib"), "-e", program) }
    assert_predicate status, :success?, status.to_s
    assert_equal "alive", output.lines.grep_v(/SANDBOX_CLIENT/).join.strip
  end

  def test_natives_are_not_dumped
    handled = pay.handle_notification({}, "{}")
    prepared = pay.prepare(:query_order, out_trade_no: "RB-none")
    [pay, handled, prepared].each do |object|
      assert_raises(TypeError, object.class.name) { Marshal.dump(object) }
    end
    assert_raises(TypeError) { YAML.dump(handled) }
  end

  # In a process of its own: Ractors are an experiment of Ruby's, and change the process that has had one.
  def test_natives_are_not_copied
    program = <<~RUBY
      require "qq_wxpay"
      pay = QqWxPay::Client.from_env
      handled = pay.handle_notification({}, "{}")
      [handled, handled, pay].each do |object|
        Ractor.new(object) { |given| given }
        puts "copied"
      rescue TypeError => error
        puts error.message[/cannot be copied|dump/] || "refused"
      end
      GC.start
      puts pay.handle_notification({}, "{}").outcome.type
    RUBY
    output, status = Open3.capture2e(world.env, "ruby", "-W0", "-I", File.join(ROOT, "uniffi/ruby/lib"), "-e", program)
    assert_predicate status, :success?, output
    assert_equal "refused", output.lines.last.chomp
    assert_equal 2, output.scan("cannot be copied").size
  end

  def test_no_dump_shows_a_secret
    secrets = world.env.values_at("QQ_WXPAY_QQ_APP_SECRET", "QQ_WXPAY_API_V3_KEY", "QQ_WXPAY_API_V2_KEY")
    dumped = begin
      YAML.dump(pay)
    rescue TypeError
      ""
    end
    shown = dumped + pay.instance_variables.map { |name| pay.instance_variable_get(name).inspect }.join
    secrets.each { |secret| refute_includes shown, secret }
    refute_includes PP.pp(QqWxPay::HttpReply.new(200, {}, "token"), +""), "token\""
  end
end
