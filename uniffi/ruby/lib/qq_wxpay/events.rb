# frozen_string_literal: true

module QqWxPay
  # What an event has beside its content when it comes out of a notification.
  #
  # @api private
  module OfNotification
    # @return [HandledNotification, nil] the notification that it came with
    attr_reader :notification

    # @api private
    module Reading
      def of(notification, json)
        allocate.tap do |event|
          event.instance_variable_set(:@notification, notification)
          event.send(:take, converted(json))
        end
      end
    end

    def self.included(record)
      record.extend(Reading)
    end

    # Whether this process has already verified a delivery with the same number. Do the work again, idempotently.
    def repeat?
      notification ? notification.repeat? : respond_to?(:repeat) && repeat
    end
  end
  private_constant :OfNotification

  [Paid, RefundEnded, NotPaid, OtherEvent].each { |event| event.include(OfNotification) }

  class Paid
    # One that a query of the shop's own has told.
    #
    # @api private
    def self.asked(found, json)
      allocate.tap do |event|
        event.instance_variable_set(:@found, found)
        event.send(:take, converted(json))
      end
    end

    # Raises unless this is what your own order says. Call it before you deliver.
    #
    # @param expected the fields of your own order: `out_trade_no:` and `total:` (fen; of a combine order the sum of its parts),
    #   both required; `mchid:`, `appid:`, `parts:`, `allow_refunded:`
    # @raise [MismatchError] naming the first field that differs
    # @raise [InvalidInputError] naming a field that is missing, `nil` or misspelt
    # @return [nil]
    def expect(**expected)
      return compare(expected) if @found
      raise Error.facade("FIELD_MISSING", "notification", "this record came from no notification") unless notification

      notification.expect(**expected)
    end

    private

    def compare(expected)
      given = [JSON.generate(@found.to_h), Arguments.exact_json(expected), false]
      Boundary.translate_errors { QqWxpayNative.expect_payment(*given) }
      nil
    end
  end

  # Reads events.
  #
  # @api private
  module Events
    CLASSES = { "paid" => Paid, "refund" => RefundEnded, "not_paid" => NotPaid, "other" => OtherEvent }.freeze

    # The names, in the order of the documentation.
    NAMES = CLASSES.keys.freeze

    def self.read(notification, json)
      type = json.fetch(:type)
      CLASSES.fetch(type).of(notification, json.fetch(type.to_sym))
    end
  end
  private_constant :Events
end
