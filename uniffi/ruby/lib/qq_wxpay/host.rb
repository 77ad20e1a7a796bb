# frozen_string_literal: true

require "weakref"

module QqWxPay
  # QQ's access token as a token store keeps it. Times are Unix seconds; from `refresh_at` on it should be replaced.
  class StoredToken < Record
    # @return [String]
    attr_reader :access_token

    # @return [Integer]
    attr_reader :fetched_at, :refresh_at, :expires_at

    fields %i[access_token fetched_at refresh_at expires_at], hidden: %i[access_token]
  end

  # A reply to what a transport sent.
  class HttpReply
    # @return [Integer]
    attr_reader :status

    # @return [Hash{String => String, Array<String>}]
    attr_reader :headers

    # @return [String] as it came
    attr_reader :body

    def initialize(status, headers, body)
      @status = status
      @headers = headers
      @body = body
    end

    def inspect
      "#<#{self.class} status: #{status}>"
    end
    alias to_s inspect
  end

  # Raise this from a transport when nothing was sent; whatever else is raised leaves open whether it arrived.
  class NotConnected < StandardError; end

  # Your own parts of a client, checked.
  #
  # @api private
  class Parts
    include Redacted

    # What each part must answer to.
    FUNCTIONS = {
      token_provider: %i[access_token],
      token_store: %i[load acquire_lease save release_lease],
      transport: %i[call],
      observer: %i[call],
      signer: %i[call]
    }.freeze

    attr_reader(*FUNCTIONS.keys)

    def initialize(**parts)
      FUNCTIONS.each do |part, functions|
        given = parts[part]
        functions.each do |function|
          next if given.nil? || given.respond_to?(function)

          raise Error.facade("FIELD_MISSING", "#{part}.#{function}", "expected a method")
        end
        instance_variable_set(:"@#{part}", given)
      end
      raise Error.facade("TOKEN_SOURCE_GIVEN_TWICE", "token_provider", "") if token_provider && token_store
    end

    def token_source
      return "provider" if token_provider

      "store" if token_store
    end

    # Whether other code than the library's own can hold a call up.
    def asked?
      [token_provider, token_store, transport, signer].any?
    end
  end
  private_constant :Parts

  # What callbacks raised, by the number of the callback, for the calls that fail because of it.
  #
  # @api private
  class CallbackErrors
    include Redacted

    MAX_KEPT = 100

    def initialize
      @errors = {}
      @lock = Mutex.new
    end

    def keep(error, number)
      @lock.synchronize do
        @errors.shift if @errors.size >= MAX_KEPT
        @errors[number] = error
      end
    end

    def take(number)
      number && @lock.synchronize { @errors.delete(number) }
    end
  end
  private_constant :CallbackErrors

  # Runs the callbacks of one client in one process, each on a thread of its own, and its observer on another one.
  #
  # @api private
  class HostCallbacks
    include Redacted

    # Callbacks that run at once; others wait.
    MAX_CONCURRENT = 128

    # @param client [Calls] whose functions run, for {ReentryGuard}
    def initialize(parts, callback_errors, client)
      @parts = parts
      @callback_errors = callback_errors
      @client_in_use = client
      @answering = 0
      @waiting = []
      @lock = Mutex.new
      @events = Worker.new { |event| @parts.observer.call(ClientEvent.read(event)) }
    end

    # The client is held weakly: it holds this host.
    def belongs_to(client)
      @client = WeakRef.new(client)
    end

    # Takes a letter, and returns at once.
    def receive(letter)
      return observe(JSON.parse(letter.content, symbolize_names: true)) unless letter.number

      @lock.synchronize { @waiting << letter }
      begin_answering
    end

    private

    def observe(event)
      Log.later(event[:level] == "error" ? :error : :warn, event[:message]) if event[:type] == "fault"
      @events.put(event) if @parts.observer
    end

    def begin_answering
      letter = @lock.synchronize do
        next if @answering >= MAX_CONCURRENT || @waiting.empty?

        @answering += 1
        @waiting.shift
      end
      Interrupts.defer { Thread.new { answering(letter) } }.report_on_exception = false if letter
    rescue ThreadError => error # the system gives no more threads
      @lock.synchronize { @answering -= 1 }
      @callback_errors.keep(error, letter.number)
      say(letter.number, nil)
    end

    def answering(letter)
      ReentryGuard.within(@client_in_use) { reply(letter) }
    ensure
      @lock.synchronize { @answering -= 1 }
      begin_answering
    end

    # Whatever a function does, its question is answered: it may raise, throw, or end its thread.
    def reply(letter)
      given = nil
      given = Interrupts.allow { Hidden.new(JSON.generate(answer(letter))) }
    rescue Exception => error # rubocop:disable Lint/RescueException -- it belongs to the thread that made the call
      @callback_errors.keep(error, letter.number)
    ensure
      say(letter.number, given)
    end

    def say(number, answer)
      @client.answer(number, answer&.value)
    rescue WeakRef::RefError
      nil # the client has ended meanwhile
    end

    # Tokens and payers are in what is asked and answered, so that no variable holds it: crash reporters show variables.
    def answer(letter)
      case letter.name
      when "access_token" then @parts.token_provider.access_token(*given(letter))
      when "load" then loaded(@parts.token_store.load(*given(letter)))
      when "acquire_lease" then yes?(letter, @parts.token_store.acquire_lease(*given(letter)))
      when "release_lease" then @parts.token_store.release_lease(*given(letter)) && nil
      when "save" then yes?(letter, @parts.token_store.save(*given(letter)[0, 2], StoredToken.new(**given(letter)[2])))
      when "send" then sent(PreparedRequest.read(given(letter)[0]), given(letter)[1])
      when "sign" then signed(@parts.signer.call(given(letter)[0].unpack1("m0")))
      else raise "facade and library are of different versions: #{letter.name}"
      end
    end

    def given(letter)
      JSON.parse(letter.content, symbolize_names: true)
    end

    def loaded(token)
      return if token.nil?
      raise TypeError, "`load` gave a #{token.class}, not a QqWxPay::StoredToken or nil" unless token.is_a?(StoredToken)

      token.to_h
    end

    # As Redis and SQL answer: `SET NX` gives "OK" or nil, a script and a count of rows 1 or 0.
    def yes?(letter, answer)
      case answer
      when true, 1, "OK", :OK then true
      when false, nil, 0 then false
      else raise TypeError, "`#{letter.name}` gave a #{answer.class}, not true or false"
      end
    end

    def sent(request, milliseconds)
      reply = @parts.transport.call(request, milliseconds / 1000.0)
      return unless reply.respond_to?(:status) && reply.respond_to?(:headers) && reply.respond_to?(:body) # core names what is wrong

      headers = reply.headers.flat_map { |name, values| Array(values).flat_map { |value| [Arguments.header(name), Arguments.header(value)] } }
      { status: reply.status, headers: headers, body_base64: [reply.body.to_s].pack("m0") }
    rescue NotConnected, Errno::ECONNREFUSED
      { failure: "not_connected" }
    end

    def signed(signature)
      raise TypeError, "the signer gave a #{signature.class}, not a String of bytes" unless signature.is_a?(String)

      [signature].pack("m0")
    end
  end
  private_constant :HostCallbacks
end
