# frozen_string_literal: true

module QqWxPay
  # A Rack application that takes WeChat Pay's notifications: Rails mounts it, Sinatra and Rack run it.
  #
  #     mount QqWxPay::Notifications.new(
  #       pay,
  #       paid: ->(paid) { ... },
  #       refund: ->(refund) { ... }
  #     ) => "/notify"
  #
  # Success is answered only for what a function of yours took: when it came to its end, with `nil`, `true`, or a value that
  # is no answer. `false`, and whatever it raises, is answered with a failure, so that the notification comes again; so is an event
  # without a function, unless `ignore` names it, and a result that looks like an answer: a status, a response, an error, a text.
  # What is too old or lost its signature is confirmed by a query before: your function sees only what is proven.
  class Notifications
    # The most that is read of a body, bytes.
    LIMIT = QqWxpayNative.maximum_notification_bytes

    # The answer when nothing is known of the message, not even its version.
    UNREAD = '{"code":"FAIL","message":"失败"}'
    private_constant :UNREAD

    # Each function gets one object: the event with its fields, and its `notification`.
    #
    # @param pay [Client, #call] a client, or what gives it when the first notification comes
    # @param paid [#call, nil] takes a {Paid}: an order is paid, of whichever family. Compare it with your own order
    #   ({Paid#expect}), deliver once
    # @param refund [#call, nil] takes a {RefundEnded}: `success`, `abnormal` or `closed`
    # @param not_paid [#call, nil] takes a {NotPaid}
    # @param other [#call, nil] takes an {OtherEvent}, of another product
    # @param ignore [Array<String, Symbol>] events that are acknowledged without a function
    # @param confirm [Boolean] ask WeChat Pay about each notification, and believe only that
    # @param on_error [#call, nil] receives, too, what is in the log ({QqWxPay.logger}): what a function raised, or the error of a
    #   notification that was not taken, or refused for a wrong key or setting of your own. It gets no forgeries
    # @raise [InvalidInputError] when no function is given, or an event is unknown, or both taken and ignored
    def initialize(pay, paid: nil, refund: nil, not_paid: nil, other: nil, ignore: [], confirm: false, on_error: nil)
      raise ArgumentError, "functions are given by the name of their event: `paid: ->(paid) { ... }`" if block_given?

      given = { "paid" => paid, "refund" => refund, "not_paid" => not_paid, "other" => other }.compact
      @handlers = given.to_h { |event, function| [event, Handler.new(event, function)] }
      @ignored = Array(ignore).map(&:to_s)
      refuse(given)
      @pay = pay
      @confirm = confirm
      @on_error = on_error
    end

    # @param env [Hash] of Rack
    # @return [Array] status, headers, body
    def call(env)
      return [405, { "allow" => "POST" }, []] unless env["REQUEST_METHOD"] == "POST"

      body = RawBody.read(env, LIMIT) or return [400, {}, []]
      response(answer(received(env, body)))
    rescue *Log::RAISED => error
      report("a notification was not read, it comes again", error)
      [500, { "content-type" => "application/json; charset=utf-8" }, [UNREAD]]
    end

    def inspect
      "#<#{self.class} #{@handlers.keys.join(", ")}>"
    end

    private

    def refuse(given)
      unknown = @ignored.find { |event| !Events::NAMES.include?(event) }
      raise Error.facade("EVENT_UNKNOWN", "ignore", "`#{unknown}`") if unknown

      twice = @ignored.find { |event| given.key?(event) }
      raise Error.facade("EVENT_BOTH_TAKEN_AND_IGNORED", "ignore", "`#{twice}` has a function") if twice
      raise Error.facade("NO_EVENT_TAKEN", "paid", "no function is given") if given.empty?
    end

    def received(env, body)
      pay = @pay.respond_to?(:call) ? @pay.call : @pay
      @confirm ? pay.confirm_notification(env, body) : pay.receive_notification(env, body)
    end

    def answer(notification)
      call_on_error(notification.fault) if notification.fault
      return notification.answer if notification.answer

      event = notification.event_kind
      result, detail, raised = @handlers[event] ? @handlers[event].call(notification) : untaken(event)
      return result if result.is_a?(Acknowledgement)

      acknowledgement, error, due = notification.settle(result, detail)
      log(notification, error, raised) if due
      call_on_error(raised || error) if error
      acknowledgement
    end

    def untaken(event)
      [@ignored.include?(event) ? "ignored" : "not_taken", ""]
    end

    def response(acknowledgement)
      headers = acknowledgement.content_type ? { "content-type" => acknowledgement.content_type } : {}
      body = acknowledgement.body.to_s
      [acknowledgement.status, headers, body.empty? ? [] : [body]]
    end

    def log(notification, error, raised)
      number = notification.refund&.out_refund_no || notification.order&.out_trade_no
      Log.write(:error, ["#{error.message}#{" [#{number}]" if number}", *(Log.traced(raised) if raised)].join("\n    "))
    end

    def report(what, error)
      Log.write(:error, "#{what}: #{Log.traced(error)}")
      call_on_error(error)
    end

    # One that fails harms nothing.
    def call_on_error(error)
      @on_error&.call(error)
    rescue *Log::RAISED => failed
      Log.write(:error, "on_error failed: #{Log.traced(failed)}")
    end
  end
end
