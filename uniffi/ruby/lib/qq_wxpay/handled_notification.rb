# frozen_string_literal: true

module QqWxPay
  # A handled notification: what it is, and what to answer. There is no ready success in it: {#accept} gives it for the event that
  # was taken.
  class HandledNotification
    # @return [Outcome] what it turned out to be
    attr_reader :outcome

    # @return ["paid", "refund", "not_paid", "other", nil] which event it is; `nil` when nothing is asked of you
    attr_reader :event_kind

    # @return [OrderReference, nil] the order that it speaks of, proven or not
    attr_reader :order

    # @return [RefundReference, nil] the refund that it speaks of, proven or not
    attr_reader :refund

    # @return [String, nil] WeChat Pay's number of the notification (V3); a repeated delivery carries the same
    attr_reader :id

    # @return [Acknowledgement, nil] the ready answer of a notification that asks nothing of you; `nil` when an event is to be taken
    attr_reader :answer

    # @return [Acknowledgement] what to answer when your own work failed: the notification comes again
    attr_reader :failure

    # @return [Error, nil] why it was refused, when your own keys or settings are to blame and it is due to be reported; it is in the
    #   log already
    attr_reader :fault

    # @return [String, nil] of several {Merchants} the name of the one that it is for; `nil` when it is for none, or there is one
    #   client alone
    attr_reader :merchant

    # @return [Array<String>] others of the same merchant number that it may be for just as well: see {Merchants}
    attr_reader :other_merchants

    # @api private
    def initialize(native)
      @native = native
      @other_merchants = []
      record = JSON.parse(native.record, symbolize_names: true)
      @outcome = Outcome.read(record[:outcome])
      @event_kind, @id, @repeat = record.values_at(:event_kind, :id, :repeat)
      @order = record[:order] && OrderReference.read(record[:order])
      @refund = record[:refund] && RefundReference.read(record[:refund])
      @answer = record[:answer] && Acknowledgement.read(record[:answer])
      @failure = Acknowledgement.read(record[:failure])
      @fault = record[:fault] && Error.read(record[:fault])
    end

    # Notes the merchant that it is for, of several.
    #
    # @api private
    def addressed(merchant, others)
      @merchant = merchant
      @other_merchants = others
    end

    # Whether this process has already verified a delivery with the same number. It is information only: handle it again.
    def repeat?
      @repeat
    end

    # What it asks of you.
    #
    # @return [Paid, RefundEnded, NotPaid, OtherEvent, nil]
    def event
      json = @native.event
      json && Events.read(self, JSON.parse(json, symbolize_names: true))
    end

    # What to answer once your work for this event is done: success if the notification is this event, else the failure.
    #
    # @param event ["paid", "refund", "not_paid", "other"]
    # @return [Acknowledgement]
    # @raise [InvalidInputError] when there is no such event
    def accept(event)
      Boundary.translate_errors { Acknowledgement.read(JSON.parse(@native.accept(event.to_s), symbolize_names: true)) }
    end

    # What becomes of it after your function was called, or could not be.
    #
    # @api private
    def settle(result, detail = "")
      settled = Boundary.translate_errors { JSON.parse(@native.settle(result, detail), symbolize_names: true) }
      error = settled[:error] && Error.read(settled[:error])
      [Acknowledgement.read(settled[:acknowledgement]), error, settled[:log]]
    end

    # The message in full, decrypted: JSON in V3, XML in V2; `nil` unless it is verified. It holds the payer's identity.
    #
    # @return [String, nil]
    def raw
      @native.raw
    end

    # Raises unless the notification says that your own order is paid as expected. Call it before you deliver.
    #
    # @param expected the fields of your own order: `out_trade_no:` and `total:` (fen; of a combine order the sum of its parts),
    #   both required; `mchid:`, `appid:`, `parts:`, `allow_refunded:`
    # @raise [MismatchError] naming the first field that differs
    # @raise [InvalidInputError] naming a field that is missing, `nil` or misspelt
    # @raise [Error] the reason, for whatever is not verified
    # @return [nil]
    def expect(**expected)
      Boundary.translate_errors { @native.expect(Arguments.exact_json(expected)) }
      nil
    end

    def inspect
      "#<#{self.class} outcome: #{outcome.inspect}, order: #{order.inspect}, id: #{id.inspect}, repeat: #{repeat?}>"
    end
    alias to_s inspect
  end
end
