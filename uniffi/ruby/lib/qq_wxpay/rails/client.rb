# frozen_string_literal: true

module QqWxPay
  @client_lock = Mutex.new

  class << self
    # The client of the application of Rails, made with its settings when it is first asked for. It outlives reloads in
    # development, and goes on in every process that forks from this one.
    #
    # @return [Client]
    # @raise [ConfigError, KeyMaterialError, InvalidInputError] naming the setting
    def client
      @client || @client_lock.synchronize { @client ||= Railtie.make_client }
    end

    # Another client in its place, for instance in tests; `nil` makes it anew when it is needed.
    #
    # @param client [Client, nil]
    def client=(client)
      @client_lock.synchronize { @client = client }
    end
  end
end
