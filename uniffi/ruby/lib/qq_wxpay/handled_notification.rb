# frozen_string_literal: true

module QqWxPay
  # A handled notification: what it is, and what to answer.
  class HandledNotification
    # @return [Outcome] what it turned out to be
    attr_reader :outcome

    # @return [OrderReference, nil] the order that it speaks of, verified or not
    attr_reader :order

    # @return [String, nil] WeChat Pay's number of the notification (V3); a repeated delivery carries the same
    attr_reader :id

    # @return [Acknowledgement] what to answer once your own work is done
    attr_reader :acknowledgement

    # @return [Acknowledgement] what to answer when your own work failed: the notification comes again
    attr_reader :failure

    # @api private
    def initialize(native)
      @native = native
      record = JSON.parse(native.record, symbolize_names: true)
      @outcome = Outcome.read(record[:outcome])
      @order = record[:order] && OrderReference.read(record[:order])
      @id = record[:id]
      @repeat = record[:repeat]
      @acknowledgement = Acknowledgement.read(record[:acknowledgement])
      @failure = Acknowledgement.read(record[:failure])
    end

    # Whether this process has already verified a delivery with the same number. It is information only: handle it again.
    def repeat?
      @repeat
    end

    # The message in full, decrypted: JSON in V3, XML in V2; `nil` unless it is verified. It holds the payer's identity.
    #
    # @return [String, nil]
    def raw
      @native.raw
    end

    # Raises unless the notification says that your own order is paid as expected. Call it before you deliver.
    #
    # @param expected the fields of your own order: `out_trade_no:`, `total:` in fen, ...
    # @raise [MismatchError] naming the first field that differs
    # @raise [Error] the reason, for whatever is not verified
    # @return [nil]
    def expect(**expected)
      Border.told { @native.expect(Arguments.json(expected)) }
      nil
    end

    def inspect
      "#<#{self.class} outcome: #{outcome.inspect}, order: #{order.inspect}, id: #{id.inspect}, repeat: #{repeat?}>"
    end
    alias to_s inspect
  end
end
