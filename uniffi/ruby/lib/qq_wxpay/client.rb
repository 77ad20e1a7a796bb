# frozen_string_literal: true

module QqWxPay
  # Takes WeChat Pay in a QQ mini program. Make one for the life of the process; threads may share it, and after a fork each
  # process gets connections of its own. A call waits for its result while other threads, and with a fiber scheduler other
  # fibers, go on; `Timeout` and `Thread#kill` give it up: what it has sent may be carried out all the same.
  class Client
    include Operations

    # A client with the settings of the environment variables `QQ_WXPAY_…`; else as {#initialize}.
    #
    # @param env [#each] variables
    # @return [Client]
    # @raise [ConfigError, KeyMaterialError, InvalidInputError] naming the variable or setting
    def self.from_env(env: ENV, **parts)
      given = Arguments.variables(env)
      allocate.tap { |client| client.send(:set_up, Parts.new(**checked(parts)), variables: given) }
    ensure
      env = nil # crash reporters show variables
    end

    # A client with these settings: `qq_appid:`, `mchid:`, ... as the README lists them.
    #
    # @param token_provider [#access_token, nil] supplies QQ's access token: `access_token(refused)`, where `refused` is one
    #   that QQ has just refused
    # @param token_store [String, #load, #acquire_lease, #save, #release_lease, nil] keeps the token for many processes: the text
    #   of the setting, such as `"redis://127.0.0.1:6379/0"`, or a store of your own: `load(qq_appid)` gives a {StoredToken} or
    #   `nil`; `acquire_lease(qq_appid, owner, milliseconds)` whether the lease is now `owner`'s; `save(qq_appid, owner, token)`
    #   whether it still was, storing the token and ending the lease; `release_lease(qq_appid, owner)` ends it without storing
    # @param transport [#call, nil] sends requests another way than the library does: `call(request, seconds)` gives an
    #   {HttpReply}; it raises {NotConnected} when nothing was sent
    # @param observer [#call, nil] receives a {ClientEvent} for every request and notification
    # @param signer [#call, nil] signs in the place of a private key: given the message, which is not hashed yet, it gives the
    #   RSASSA-PKCS1-v1_5 signature with SHA-256, 256 bytes
    # @raise [ConfigError, KeyMaterialError, InvalidInputError] naming the setting
    def initialize(token_provider: nil, token_store: nil, transport: nil, observer: nil, signer: nil, **settings)
      settings[:token_store], token_store = token_store, nil if token_store.is_a?(String)
      parts = Parts.new(
        token_provider: token_provider, token_store: token_store, transport: transport, observer: observer, signer: signer
      )
      set_up(parts, settings: Arguments.hidden(settings))
    ensure
      settings.clear # it is this method's own; crash reporters show variables
    end

    # Prepares an operation for an HTTP client of your own: the request to send, signed now, and the reader of its reply. To
    # repeat, prepare again.
    #
    # Orders through QQ need the `access_token:`. `:trade_bill` and `:fund_flow_bill` give the link of the file for
    # {#prepare_bill}; `:access_token` must be sent from one place only, for each fetch makes the token before it invalid.
    #
    # @example
    #   prepared = pay.prepare(:query_order, out_trade_no: "T20261123000001")
    #   reply = Net::HTTP.get_response(URI(prepared.request.url), prepared.request.headers)
    #   order = prepared.finish(reply.code.to_i, reply.to_hash, reply.body)
    #
    # @param operation [Symbol] the name of the method that would send it, for example `:place_order`
    # @param given [Hash, nil] what that method takes; or give keywords, as there
    # @param access_token [String, nil] QQ's, for orders through its proxy
    # @return [Prepared]
    # @raise [InvalidInputError] naming the field; `UNKNOWN_OPERATION`
    def prepare(operation, given = nil, access_token: nil, **request)
      @calls.prepare(operation, one_of(given, request), access_token, PREPARED[operation.to_s])
    ensure
      given = nil # crash reporters show variables
      request.clear
    end

    # Prepares the download of a bill's file: of a link that a prepared `:trade_bill` or `:fund_flow_bill` gave, which dies
    # within seconds, or over V2.
    #
    # @param operation [Symbol] `:trade_bill_file`, `:fund_flow_bill_file` or `:v2_trade_bill`
    # @param given [BillLink, Hash, nil] the link; over V2 what `v2_trade_bill` takes, or keywords, as there
    # @return [PreparedBill]
    # @raise [InvalidInputError] naming the field; `UNKNOWN_OPERATION`
    def prepare_bill(operation, given = nil, **request)
      @calls.prepare_bill(operation, one_of(given, request), PREPARED_BILLS[operation.to_s])
    end

    # Verifies and reads a notification, at once and without the network. Whatever arrives has an outcome and an answer.
    #
    # @param headers [Hash, #each] the headers, or the `env` of Rack
    # @param raw_body [String] the bytes as they came: `request.body.read`
    # @return [HandledNotification]
    # @raise [InvalidInputError] only when `raw_body` is no String
    def handle_notification(headers, raw_body)
      HandledNotification.new(@calls.handle_notification(headers, raw_body))
    end

    # The same, but waits up to 3 seconds for a platform certificate that is still to be fetched.
    #
    # @return [HandledNotification]
    def receive_notification(headers, raw_body, timeout: nil)
      HandledNotification.new(@calls.await_notification(false, headers, raw_body, timeout))
    end

    # The same, but what it says of a payment is what a query of the order says.
    #
    # @return [HandledNotification]
    def confirm_notification(headers, raw_body, timeout: nil)
      HandledNotification.new(@calls.await_notification(true, headers, raw_body, timeout))
    end

    # Lets go of connections and keys; later calls are refused.
    #
    # @return [nil]
    def close
      @calls.close
      nil
    end

    def inspect
      "#<#{self.class}#{" closed" if @calls&.closed?}>"
    end
    alias to_s inspect

    # One that shares the connections of several merchants; else as {#initialize}.
    #
    # @api private
    def self.sharing(connections, **given)
      allocate.tap do |client|
        client.instance_variable_set(:@connections, connections)
        client.send(:initialize, **given)
      end
    ensure
      given.clear # crash reporters show variables
    end

    # The native client of this process.
    #
    # @api private
    def native
      @calls.native
    end

    # @api private
    def self.checked(parts)
      unknown = parts.keys - Parts::FUNCTIONS.keys
      raise ArgumentError, "unknown keyword: #{unknown.first.inspect}: settings come from `env`" unless unknown.empty?

      parts
    end
    private_class_method :checked

    private

    def one_of(given, request)
      return request if given.nil?
      return given if request.empty?

      raise ArgumentError, "the request is one value or keywords, not both: #{request.keys.join(", ")}"
    end

    def set_up(parts, **given)
      @calls = Calls.new(parts, connections: @connections || -> {}, **given)
    end
  end
end
