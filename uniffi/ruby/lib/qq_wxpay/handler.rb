# frozen_string_literal: true

module QqWxPay
  # One function of the shop, and what it makes of a notification.
  #
  # @api private
  class Handler
    # @param event [String] what it takes
    # @raise [Error] when it cannot be called with one object
    def initialize(event, function)
      @event = event
      @function = function
      return if function.respond_to?(:call) && takes_one?

      raise Error.facade("WRONG_TYPE", event, "expected what has a method `call` for one object, such as `->(#{event}) { ... }`")
    end

    # Calls it with the event. A signal passes, and what leaves by `throw`; no success is answered then.
    #
    # @return [Array] an acknowledgement of the function's own, or a result for {HandledNotification#settle}; its detail; what it raised
    def call(notification)
      read(@function.call(notification.event))
    rescue SignalException
      raise
    rescue Exception => error # rubocop:disable Lint/RescueException -- whatever it is, the work is not done
      ["failed", error.class.to_s, error]
    end

    private

    def takes_one?
      callable = @function.is_a?(Proc) || @function.is_a?(Method) ? @function : @function.method(:call)
      kinds = callable.parameters.map(&:first)
      return false if kinds.include?(:keyreq) || kinds.count(:req) > 1

      (kinds & %i[req opt rest]).any? || (callable.is_a?(Proc) && !callable.lambda?)
    end

    def read(given)
      case given
      when nil, true then ["done", ""]
      when false then ["declined", ""]
      when Acknowledgement then [given, ""]
      else
        AnswerLike.is?(given) ? ["answer_like", given.class.to_s] : ["done", ""]
      end
    end
  end

  # Distinguishes a result that is meant as an answer from what merely was the value of the last line.
  #
  # @api private
  module AnswerLike
    STATUSES = (100..599).freeze
    # What answers in JSON and what answers of other systems have.
    WORDS = %w[status code return_code].freeze
    # Work that may not be done yet.
    PENDING = %w[Thread Fiber Async::Task Concurrent::Promises::Future Concurrent::Promise Concurrent::Future].freeze

    module_function

    def is?(given)
      case given
      when Integer then STATUSES.cover?(given)
      when IO then false # `$stdout.flush`
      when String, Symbol, Exception then true
      when Class, Module then given <= Exception || false
      when Array then STATUSES.cover?(given.first) && given.first.is_a?(Integer)
      when Hash then given.keys.any? { |name| WORDS.include?(name.to_s) }
      else response?(given) || pending?(given)
      end
    end

    # Of Rack, Rails, Sinatra, Net::HTTP, Faraday; or the body of one.
    def response?(given)
      has = ->(*names) { names.all? { |name| given.respond_to?(name) } }
      has.(:status, :headers) || has.(:code, :body, :each_header) || has.(:each, :close) || has.(:read, :rewind)
    end

    def pending?(given)
      given.class.ancestors.any? { |ancestor| PENDING.include?(ancestor.name) }
    end
    private_class_method :response?, :pending?
  end
  private_constant :Handler, :AnswerLike
end
