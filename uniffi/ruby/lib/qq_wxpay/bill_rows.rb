# frozen_string_literal: true

module QqWxPay
  # The rows of a bill as they arrive. They are proven only when `each` has ended without an error.
  class BillRows
    include Enumerable

    # The totals and what proves the bill; `nil` before the last row was read.
    attr_reader :finished

    # @api private
    def initialize(native, row, finish)
      @native = native
      @row = row
      @finish = finish
      @process = Process.pid
    end

    # Yields each row, once: reading them a second time is an error. Leaving the block ends the download.
    #
    # @raise [Error]
    def each
      return enum_for(:each) unless block_given?
      raise Error.facade("BILL_READ_BEFORE", nil, "it was opened before this process forked") unless @process == Process.pid

      whole = false
      begin
        while (portion = fetch)
          JSON.parse(portion, symbolize_names: true).each { |row| yield @row.call(row) }
        end
        whole = true
      ensure
        finished = Boundary.translate_errors { Waiting.for(@native.begin_leaving, &:text) }
        @finished = @finish.call(JSON.parse(finished, symbolize_names: true)) if whole && finished
      end
      self
    end

    def inspect
      "#<#{self.class}#{" finished" if finished}>"
    end

    private

    def fetch
      Boundary.translate_errors { Waiting.for(@native.begin_rows(Boundary::BATCH), &:text) }
    end
  end
end
