# frozen_string_literal: true

module QqWxPay
  # The reports of a run over open orders or refunds, one for each row, as they come.
  class Reports
    include Enumerable

    # Reports that are fetched at once, if so many are there.
    BATCH = 100
    private_constant :BATCH

    # @api private
    def initialize(native, report)
      @native = native
      @report = report
      @process = Process.pid
    end

    # Yields each report, once. Leaving the block ends the run.
    #
    # @raise [Error]
    def each
      return enum_for(:each) unless block_given?
      return self unless @process == Process.pid # the run belongs to the process that began it

      begin
        while (batch = fetch)
          JSON.parse(batch, symbolize_names: true).each { |json| yield @report.call(json) }
        end
      ensure
        @native.leave
      end
      self
    end

    def inspect
      "#<#{self.class}>"
    end

    private

    def fetch
      Boundary.translate_errors { Waiting.for(@native.begin_reports(BATCH), &:text) }
    end
  end

  class OpenOrderReport::Paid
    # Its payment is compared as one of a notification is.
    #
    # @api private
    def self.read(json)
      paid = json.fetch(:paid)
      fields = converted(json)
      payment = QqWxPay::Paid.asked(fields.fetch(:found), paid)
      allocate.tap { |report| report.send(:take, fields.merge(paid: payment)) }
    end
  end
end
