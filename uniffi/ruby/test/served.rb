# frozen_string_literal: true

require "net/http"
require "socket"
require "tempfile"
require "tmpdir"
require "timeout"
require_relative "helper"

# A Rack application in a process of its own, under Puma or WEBrick.
class Served
  attr_reader :port, :process

  # @param server [String] puma or webrick
  # @param config [String] the text of config.ru
  # @param options [String, nil] the text of Puma's configuration
  def initialize(server, config, env, options: "")
    @folder = Dir.mktmpdir
    @port = TCPServer.open("127.0.0.1", 0) { |free| free.addr[1] }
    File.write(File.join(@folder, "config.ru"), config)
    File.write(File.join(@folder, "puma.rb"), "bind \"tcp://127.0.0.1:#{@port}\"\n#{options}")
    @log = File.join(@folder, "log")
    env = env.merge("RUBYLIB" => File.join(ROOT, "uniffi/ruby/lib"), "RACK_ENV" => "production")
    @process = spawn(env, *command(server), chdir: @folder, %i[out err] => @log)
    Timeout.timeout(30) { sleep 0.05 until up? }
  end

  def call(method, path, body = nil, headers = {})
    request = Net::HTTP.const_get(method.capitalize).new(path, headers)
    request.body = body if body
    Net::HTTP.start("127.0.0.1", @port, read_timeout: 30) { |http| http.request(request) }
  end

  # Writes these bytes, and gives what comes back until the other side closes or the time is over.
  def raw(*pieces, close: false)
    socket = TCPSocket.new("127.0.0.1", @port)
    pieces.each { |piece| socket.write(piece) }
    return if close

    Timeout.timeout(10) { socket.readpartial(4096) }
  rescue Errno::EPIPE, Errno::ECONNRESET, EOFError, Timeout::Error
    nil
  ensure
    socket&.close
  end

  def output
    File.read(@log)
  end

  def alive?
    Process.wait(@process, Process::WNOHANG).nil?
  end

  # Resident memory of the process and its children, MB.
  def megabytes
    pids = [@process, *File.read("/proc/#{@process}/task/#{@process}/children").split]
    pids.sum { |pid| File.read("/proc/#{pid}/statm").split[1].to_i * 4096 / 1e6 }.round
  end

  # How long TERM takes, seconds.
  def close
    begin_at = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    Process.kill("TERM", @process)
    Timeout.timeout(20) { Process.wait(@process) }
    Process.clock_gettime(Process::CLOCK_MONOTONIC) - begin_at
  rescue Timeout::Error
    Process.kill("KILL", @process)
    Process.wait(@process)
    raise "TERM does not end it: #{output}"
  ensure
    FileUtils.rm_rf(@folder)
  end

  private

  def command(server)
    return ["puma", "--config", "puma.rb", "config.ru"] if server == "puma"

    ["rackup", "--server", "webrick", "--host", "127.0.0.1", "--port", @port.to_s, "--env", "production", "config.ru"]
  end

  def up?
    raise output unless alive?

    TCPSocket.new("127.0.0.1", @port).close
    true
  rescue Errno::ECONNREFUSED
    false
  end
end
