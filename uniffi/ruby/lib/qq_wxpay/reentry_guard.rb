# frozen_string_literal: true

module QqWxPay
  # Refuses the call of a client within its own callback: the client waits for the callback, and the call would wait for the same
  # callback again.
  #
  # @api private
  module ReentryGuard
    KEY = :qq_wxpay_callback_of
    # Inherited by fibers and threads that the function makes, where Ruby has that (3.2).
    INHERITED = Fiber.respond_to?(:[])

    module_function

    # Runs the block as a function of this client.
    def within(client)
      Thread.current.thread_variable_set(KEY, client)
      Fiber[KEY] = client if INHERITED
      yield
    ensure
      Thread.current.thread_variable_set(KEY, nil)
    end

    # @raise [InvalidInputError]
    def check(client)
      inside = Thread.current.thread_variable_get(KEY) || (INHERITED && Fiber[KEY])
      raise Error.facade("CLIENT_REENTERED", nil, "") if inside.equal?(client)
    end
  end
  private_constant :ReentryGuard
end
