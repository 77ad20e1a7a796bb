# frozen_string_literal: true

module QqWxPay
  # Defers `Thread#kill`, `Thread#raise` and `Timeout`, and allows them again; a new thread begins as the one that makes it is.
  #
  # @api private
  module Interrupts
    module_function

    def defer(&) = Thread.handle_interrupt(Object => :never, &)

    def allow(&) = Thread.handle_interrupt(Object => :immediate, &)
  end
  private_constant :Interrupts

  # Does one thing after another on a thread of its own, which lives while there is something to do. Whoever hands something in
  # never waits for it.
  #
  # @api private
  class Worker
    include Redacted

    MAX_QUEUED = 1_000

    def initialize(&work)
      @work = work
      @lock = Mutex.new
      reset
    end

    # @return [Boolean] whether there was room
    def put(item)
      @lock.synchronize do
        reset unless @process == Process.pid # what waits belongs to the parent
        next false if @waiting.size >= MAX_QUEUED

        @waiting << item
        start unless @thread&.alive?
        true
      end
    end

    # Waits until all is done, so many seconds at most.
    def flush(seconds)
      thread = @lock.synchronize { @thread if @process == Process.pid }
      thread&.join(seconds)
    end

    private

    def reset
      @process = Process.pid
      @waiting = []
      @thread = nil
    end

    def start
      @thread = Thread.new { Interrupts.allow { work } }
      @thread.report_on_exception = false
    end

    def work
      while (item = next_item)
        begin
          @work.call(item)
        rescue Exception # rubocop:disable Lint/RescueException -- nobody is there whom it would concern
          nil
        end
      end
    end

    # The next one; with nothing left the thread is over in the same moment.
    def next_item
      @lock.synchronize { @waiting.shift || (@thread = nil) }
    end
  end
  private_constant :Worker
end
