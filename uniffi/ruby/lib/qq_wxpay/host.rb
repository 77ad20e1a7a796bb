# frozen_string_literal: true

require "weakref"

module QqWxPay
  # QQ's access token as a token store keeps it. Times are Unix seconds; from `refresh_at` on it should be replaced.
  class StoredToken < Record
    # @return [String]
    attr_reader :access_token

    # @return [Integer]
    attr_reader :fetched_at, :refresh_at, :expires_at

    fields %i[access_token fetched_at refresh_at expires_at]
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

          raise Error.own("FIELD_MISSING", "#{part}.#{function}", "expected a method")
        end
        instance_variable_set(:"@#{part}", given)
      end
      raise Error.own("TOKEN_SOURCE_GIVEN_TWICE", "token_provider", "") if token_provider && token_store
    end

    def token_source
      return "provider" if token_provider

      "store" if token_store
    end

    def asked?
      [token_provider, token_store, transport, observer].any?
    end
  end
  private_constant :Parts

  # What the host's own functions raised, by the number of the question, for the calls that fail because of it.
  #
  # @api private
  class Thrown
    # So many are kept.
    KEPT = 100

    # Questions to the host count up from 0; to these, for what nobody asked by number, they do not come.
    FIRST = 1 << 31

    def initialize
      @errors = {}
      @last = FIRST
      @lock = Mutex.new
    end

    # @return [Integer] the number by which it is found
    def keep(error, number = nil)
      @lock.synchronize do
        number ||= (@last += 1)
        @errors.shift if @errors.size >= KEPT
        @errors[number] = error
        number
      end
    end

    def take(number)
      number && @lock.synchronize { @errors.delete(number) }
    end
  end
  private_constant :Thrown

  # Answers the questions of one client in one process, each on a thread of its own.
  #
  # @api private
  class Host
    def initialize(parts, thrown)
      @parts = parts
      @thrown = thrown
    end

    # The client is held weakly: it holds this host, in a way that the garbage collector does not see.
    def belongs_to(client)
      @client = WeakRef.new(client)
    end

    # Never raises: what a function raises is kept, and given to the call that fails because of it.
    def ask(number, question, arguments)
      Thread.new { reply(number, question, arguments) }.report_on_exception = false
    end

    # What an observer raises is dropped and harms no call.
    def observe(event)
      @parts.observer&.call(ClientEvent.read(JSON.parse(event, symbolize_names: true)))
    rescue StandardError
      nil
    end

    private

    def reply(number, question, arguments)
      given = nil
      given = JSON.generate(answer(question, JSON.parse(arguments, symbolize_names: true)))
    rescue Exception => error # rubocop:disable Lint/RescueException -- it belongs to the thread that made the call
      @thrown.keep(error, number)
    ensure
      say(number, given) # a thread that was killed, too
    end

    def say(number, answer)
      @client.answer(number, answer)
    rescue WeakRef::RefError
      nil # the client has ended meanwhile
    end

    def answer(question, given)
      case question
      when "access_token" then @parts.token_provider.access_token(*given)
      when "load" then @parts.token_store.load(*given)&.to_h
      when "acquire_lease", "release_lease" then @parts.token_store.public_send(question, *given)
      when "save" then @parts.token_store.save(given[0], given[1], StoredToken.new(**given[2]))
      when "send" then sent(PreparedRequest.read(given[0]), given[1])
      else raise "facade and library are of different versions: #{question}"
      end
    end

    def sent(request, milliseconds)
      reply = @parts.transport.call(request, milliseconds / 1000.0)
      headers = reply.headers.flat_map { |name, values| Array(values).flat_map { |value| [Arguments.header(name), Arguments.header(value)] } }
      { status: reply.status, headers: headers, body_base64: [reply.body.to_s].pack("m0") }
    rescue NotConnected, Errno::ECONNREFUSED
      { failure: "not_connected" }
    end
  end
  private_constant :Host

  # Signs in the place of a private key.
  #
  # @api private
  class BorderSigner
    def initialize(signer, thrown)
      @signer = signer
      @thrown = thrown
    end

    def sign(message)
      signature = @signer.call(message)
      raise TypeError, "the signer gave a #{signature.class}, not a String of bytes" unless signature.is_a?(String)

      signature.b
    rescue Exception => error # rubocop:disable Lint/RescueException -- it belongs to the thread that made the call
      raise QqWxpayNative::NativeFailure::Failed.new(error: "", question: @thrown.keep(error))
    end
  end
  private_constant :BorderSigner
end
