# frozen_string_literal: true

module QqWxPay
  # Within which clients' own functions the code runs: a client that waits for its own function must not be called in it, for
  # that call would wait for the same function, and so on.
  #
  # @api private
  module Inside
    KEY = :qq_wxpay_inside
    # Inherited by fibers and threads that the function makes, where Ruby has that (3.2).
    INHERITED = Fiber.respond_to?(:[])

    module_function

    # Runs the block as a function of this client.
    def of(client)
      Thread.current.thread_variable_set(KEY, client)
      Fiber[KEY] = client if INHERITED
      yield
    ensure
      Thread.current.thread_variable_set(KEY, nil)
    end

    # @raise [InvalidInputError]
    def refuse(client)
      inside = Thread.current.thread_variable_get(KEY) || (INHERITED && Fiber[KEY])
      raise Error.own("CLIENT_REENTERED", nil, "") if inside.equal?(client)
    end
  end
  private_constant :Inside
end
