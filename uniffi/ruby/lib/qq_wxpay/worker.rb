# frozen_string_literal: true

module QqWxPay
  # `Thread#kill`, `Thread#raise` and `Timeout` put off, and let through again; a new thread begins as the one that makes it is.
  #
  # @api private
  module Killing
    module_function

    def put_off(&) = Thread.handle_interrupt(Object => :never, &)

    def allowed(&) = Thread.handle_interrupt(Object => :immediate, &)
  end
  private_constant :Killing

  # Does one thing after another on a thread of its own, which lives while there is something to do. Whoever hands something in
  # never waits for it.
  #
  # @api private
  class Worker
    include Unshown

    # So many wait at most.
    MOST = 1_000

    def initialize(&work)
      @work = work
      @lock = Mutex.new
      begin_anew
    end

    # @return [Boolean] whether there was room
    def put(item)
      @lock.synchronize do
        begin_anew unless @process == Process.pid # what waits belongs to the parent
        next false if @waiting.size >= MOST

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

    def begin_anew
      @process = Process.pid
      @waiting = []
      @thread = nil
    end

    def start
      @thread = Thread.new { Killing.allowed { work } }
      @thread.report_on_exception = false
    end

    def work
      while (item = following)
        begin
          @work.call(item)
        rescue Exception # rubocop:disable Lint/RescueException -- nobody is there whom it would concern
          nil
        end
      end
    end

    # The next one; with nothing left the thread is over in the same moment.
    def following
      @lock.synchronize { @waiting.shift || (@thread = nil) }
    end
  end
  private_constant :Worker
end
