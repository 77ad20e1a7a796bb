# frozen_string_literal: true

module QqWxPay
  # Fetches the callbacks that the native half asks for, and dispatches them to the clients of this process. Native threads never call Ruby:
  # what they call could not run after a fork, nor once somebody has killed the thread that takes their calls.
  #
  # @api private
  class Dispatcher
    include Redacted

    @lock = Mutex.new
    @numbers = 0

    class << self
      # The one of this process, its thread running: after a fork, or when somebody killed the thread, it is made anew.
      def current
        room = @room
        return room if room&.running?

        @lock.synchronize do
          @room = new unless @room&.of_this_process?
          @room.run unless @room.running?
          @room
        end
      end

      # A number that no other client of this process has.
      def number
        @lock.synchronize { @numbers += 1 }
      end
    end

    # @return [QqWxpayNative::NativeMailbox]
    attr_reader :mailbox

    def initialize
      @process = Process.pid
      @mailbox = Boundary.translate_errors { QqWxpayNative::NativeMailbox.create }
      descriptor = @mailbox.descriptor
      @bell = descriptor && IO.for_fd(descriptor, "rb")
      # It keeps no client alive.
      @hosts = ObjectSpace::WeakMap.new
    end

    def of_this_process?
      @process == Process.pid
    end

    def running?
      of_this_process? && @thread&.alive?
    end

    # Whoever kills it does so while it waits: a letter that it has taken is handed out, and what waits is fetched before it listens.
    def run
      @thread = Interrupts.defer do
        Thread.new do
          loop do
            fetch
            Interrupts.allow { Waiting.wait_and_drain(@bell) }
          end
        end
      end
      @thread.name = "qq_wxpay"
      @thread.report_on_exception = false # the next call begins another one
    end

    # @param host [HostCallbacks] takes the letters of the client with this number
    def register(number, host)
      @hosts[number] = host
    end

    private

    def fetch
      while (letter = @mailbox.take)
        @hosts[letter.client]&.receive(letter)
      end
      lost = @mailbox.dropped
      Log.later(:warn, "#{lost} events found no room and were dropped") if lost.positive?
    end
  end
  private_constant :Dispatcher
end
