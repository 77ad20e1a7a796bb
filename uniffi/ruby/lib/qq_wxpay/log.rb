# frozen_string_literal: true

require "logger"

module QqWxPay
  class << self
    # Where this library logs what somebody has to look at: keys that do not fit, handlers that fail, orders given up after they
    # were sent. Nothing in it is secret. `Rails.logger` where there is one, else a Logger on `$stderr`.
    #
    # @return [#warn, #error]
    def logger
      @logger || rails_logger || (@stderr_logger ||= Logger.new($stderr, level: Logger::WARN, progname: "qq_wxpay"))
    end

    # @param logger [#warn, #error, nil] `nil`: as at first; `Logger.new(nil)` says nothing
    def logger=(logger)
      fits = logger.nil? || (logger.respond_to?(:warn) && logger.respond_to?(:error))
      raise ArgumentError, "a #{logger.class} is no logger: it needs `warn` and `error`" unless fits

      @logger = logger
    end

    private

    def rails_logger
      Object.const_get(:Rails).logger if Object.const_defined?(:Rails) && Object.const_get(:Rails).respond_to?(:logger)
    end
  end

  # Lines for the log.
  #
  # @api private
  module Log
    # What the work of others may raise that is neither the end of the process nor of the thread.
    RAISED = [StandardError, ScriptError, SystemStackError, NoMemoryError].freeze

    # On a thread of its own: a logger that hangs holds no call up.
    WORKER = Worker.new { |level, line| write(level, line) }
    private_constant :WORKER

    module_function

    # @param level [:warn, :error]
    def later(level, line)
      WORKER.put([level, line])
    end

    # A logger that fails harms nothing.
    def write(level, line)
      QqWxPay.logger.public_send(level, line)
    rescue *RAISED
      begin
        $stderr.puts("qq_wxpay: the logger failed; #{line}")
      rescue *RAISED
        nil
      end
    end

    # What was raised, with where: without the values of variables.
    def traced(error)
      ["#{error.class}: #{error.message}", *Array(error.backtrace).first(20)].join("\n    ")
    end

    at_exit { WORKER.flush(0.5) }
  end
  private_constant :Log
end
