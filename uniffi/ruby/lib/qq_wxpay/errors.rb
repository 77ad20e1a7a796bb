# frozen_string_literal: true

module QqWxPay
  # A text in two languages.
  Text = Struct.new(:en, :zh)

  # Why something failed, and what to do about it. Nothing in it is secret, but for what your own functions raised, in `cause`.
  class Error < StandardError
    # @return [String] the code: `9030`, `40001`, `SIGN_ERROR`, or one of this library's own
    attr_reader :code

    # @return [String] who said it: `sdk`, `qq_proxy`, `wechat_pay`, ...
    attr_reader :origin

    # @return [String, nil] the field or setting that has to change, as a path
    attr_reader :field

    # @return [String] what exactly was found; may be empty
    attr_reader :detail

    # @return [Integer, nil] HTTP status of the reply that caused it
    attr_reader :status

    # @return [String, nil] WeChat Pay's `Request-ID`: its support asks for it
    attr_reader :request_id

    # @return [Text, nil] why it happens; `nil` for a code that is not in the table
    attr_reader :reason

    # @return [Text, nil] what to do about it; `nil` for a code that is not in the table
    attr_reader :remedy

    # @return [String] `never`, `same_request`, or `confirm_first`: query, or repeat exactly; never a new order number
    attr_reader :retry

    class << self
      # The kind, chosen by what the caller should do: `invalid_input`, `config`, `key`, ... Each has a class.
      #
      # @return [String, nil]
      attr_reader :kind

      # The error of a code (`9030`, `ORDERPAID`, `SETTINGS_MISSING`, ...), as it is where the code comes up: for tests of what you do with
      # it.
      #
      # @param code [String]
      # @param given all may be left out: `operation:` that fails (its remedy may be another one, and what may be done afterwards), `origin:`
      #   (`sdk`, `qq_token`, `qq_proxy`, `wechat_pay`; with it the code may be one that the table does not know), `field:`, `detail:`,
      #   `http_status:`, `request_id:`, `retry:`
      # @return [Error]
      # @raise [InvalidInputError] `ERROR_CODE_UNKNOWN` with the nearest, `UNKNOWN_OPERATION`, or one that names the field
      def example(code, **given)
        text = Boundary.translate_errors { QqWxpayNative.example_error(JSON.generate(given.merge(code: code)), false) }
        read(JSON.parse(text, symbolize_names: true))
      end

      # @api private
      def read(json)
        KINDS.fetch(json.fetch(:kind)).new(json)
      end

      # An error that this facade finds; the table of codes explains it.
      #
      # @api private
      def facade(code, field, detail)
        read(JSON.parse(QqWxpayNative.facade_error(code, field, detail, false), symbolize_names: true))
      end
    end

    # @api private
    def initialize(parts)
      super(parts.fetch(:message))
      @code, @origin, @field, @detail = parts.values_at(:code, :origin, :field, :detail)
      @status, @request_id, @retry = parts.values_at(:http_status, :request_id, :retry)
      @reason, @remedy = parts.values_at(:cause, :remedy).map { |text| text && Text.new(text[:en], text[:zh]) }
    end

    # @return [String, nil]
    def kind
      self.class.kind
    end

    # All of it but `cause`, for structured logs and patterns: `in { code: "9030" }`, `in { status: 404 }`. The names are those of the
    # methods.
    #
    # @return [Hash{Symbol => Object}]
    def to_h
      {
        kind: kind, code: code, origin: origin, field: field, detail: detail, status: status, request_id: request_id,
        retry: self.retry, reason: reason&.to_h, remedy: remedy&.to_h, message: message
      }
    end

    def deconstruct_keys(_names)
      to_h
    end

    # The message says it all; it is in two languages where the code is known.
    def inspect
      "#<#{self.class}: #{message}>"
    end
  end

  # The class of an error by its kind.
  KINDS = {}

  {
    # Refused before anything was sent: correct the field.
    InvalidInputError: "invalid_input",
    # A setting is missing or wrong.
    ConfigError: "config",
    # A key or certificate cannot be used.
    KeyMaterialError: "key",
    # A message is not authentic: believe nothing in it.
    SignatureError: "signature",
    # Authentic, but too old or from the future.
    StaleError: "stale",
    # The key does not open it.
    DecryptError: "decrypt",
    # Not what the protocol says.
    MalformedError: "malformed",
    # About something else than expected: do not deliver.
    MismatchError: "mismatch",
    # QQ or WeChat Pay answered with a code.
    ApiError: "api",
    # No usable answer.
    TransportError: "transport"
  }.each do |name, kind|
    KINDS[kind] = const_set(name, Class.new(Error) { @kind = kind })
  end
  KINDS.freeze
end
