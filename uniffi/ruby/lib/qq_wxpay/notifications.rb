# frozen_string_literal: true

module QqWxPay
  # A Rack application that takes WeChat Pay's notifications: Rails mounts it, Sinatra and Rack run it.
  #
  #     mount QqWxPay::Notifications.new(pay) { |notification| ... } => "/notify"
  #
  # The block is your own work for a notification that is neither a probe nor refused. One that is `stale` or `unsigned` is
  # confirmed by a query before: it comes as what the query says. `false`, and whatever the block raises, is answered with a
  # failure, so that the notification comes again.
  class Notifications
    # Longer than any notification, bytes; what is longer is not read.
    LIMIT = 1 << 20

    UNPROVEN = %w[stale unsigned].freeze
    # What a block may raise that is no StandardError, and no end of the process.
    RAISED = [StandardError, ScriptError, SystemStackError, NoMemoryError].freeze
    private_constant :UNPROVEN, :RAISED

    # @param pay [Client, #call] a client, or what gives it when the first notification comes
    # @param confirm [Boolean] ask WeChat Pay about the order of each notification, and believe only that
    # @param on_error [#call, nil] gets what the block raised, and the error of each notification that was refused: somebody's forgery, or a
    #   wrong key of your own; else they go to `rack.errors`
    # @yieldparam notification [HandledNotification]
    def initialize(pay, confirm: false, on_error: nil, &work)
      raise ArgumentError, "a block with your own work is needed" unless work

      @pay = pay
      @confirm = confirm
      @on_error = on_error
      @work = work
    end

    def call(env)
      return [405, { "allow" => "POST" }, []] unless env["REQUEST_METHOD"] == "POST"

      answer(env)
    rescue *RAISED => error
      report(env, "a notification was not handled, it comes again", error)
      # Nothing is known of the message, not even its version.
      [500, { "content-type" => "application/json; charset=utf-8" }, ['{"code":"FAIL","message":"失败"}']]
    end

    private

    def answer(env)
      notification = received(env)
      case notification.outcome.type
      when "probe" then return response(notification.acknowledgement)
      when "refused"
        report(env, "a notification was refused", notification.outcome.error)
        return response(notification.acknowledgement)
      end

      begin
        response(@work.call(notification) == false ? notification.failure : notification.acknowledgement)
      rescue *RAISED => error
        report(env, "a notification was not handled, it comes again", error)
        response(notification.failure)
      end
    end

    def received(env)
      body = body(env)
      pay = @pay.respond_to?(:call) ? @pay.call : @pay
      unless @confirm
        notification = pay.receive_notification(env, body)
        return notification unless UNPROVEN.include?(notification.outcome.type)
      end
      pay.confirm_notification(env, body)
    end

    def body(env)
      input = env["rack.input"]
      input.rewind if input.respond_to?(:rewind)
      body = input&.read(LIMIT + 1).to_s
      raise Error.own("WRONG_TYPE", "body", "longer than #{LIMIT} bytes") if body.bytesize > LIMIT

      if body.empty? && env.fetch("CONTENT_LENGTH", "0").to_i.positive?
        raise Error.own("RAW_BODY_NEEDED", "body", "it is empty: something has read it before")
      end
      body
    end

    def response(acknowledgement)
      headers = acknowledgement.content_type ? { "content-type" => acknowledgement.content_type } : {}
      body = acknowledgement.body.to_s
      [acknowledgement.status, headers, body.empty? ? [] : [body]]
    end

    def report(env, what, error)
      return @on_error.call(error) if @on_error

      env["rack.errors"]&.puts("#{what}: #{error.class}: #{error.message}")
    rescue StandardError => failed
      env["rack.errors"]&.puts("on_error failed: #{failed.class}")
    end
  end
end
