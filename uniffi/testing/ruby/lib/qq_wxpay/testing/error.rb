# frozen_string_literal: true

module QqWxPay
  module Testing
    # The test kit, or a sandbox, does not do what a test asks for.
    class Error < StandardError
      # @return [String] `UNKNOWN_NAME`, `WRONG_VALUE`, `NOT_POSSIBLE`, `NOT_JSON`; of sandboxes `SANDBOX_NOT_STARTED`, `SANDBOX_REFUSED`,
      #   `SANDBOX_STOPPED`, `SANDBOX_OF_PARENT`
      attr_reader :code

      # @return [String] what has to change, as a path: `order.total`, `changes.fields.amount.total`; empty when it is no single thing
      attr_reader :field

      # @return [String, nil] the name that may be meant, of an `UNKNOWN_NAME`
      attr_reader :nearest

      # @return [Text] the reason and the remedy
      attr_reader :reason

      # @api private
      def initialize(parts)
        @code, @field, @nearest = parts.values_at(:code, :field, :nearest)
        @reason = Text.new(parts[:en], parts[:zh])
        super("#{@code}#{" at `#{@field}`" unless @field.empty?}: #{@reason.en} / #{@reason.zh}")
      end

      # Raises what the native half refuses as an error of this gem.
      #
      # @api private
      def self.translate
        yield
      rescue QqWxpayTestingNative::TestingFailure::Failed => failure
        raise new(JSON.parse(failure.error, symbolize_names: true)), cause: nil
      end
    end
  end
end
