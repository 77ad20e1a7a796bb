# frozen_string_literal: true

module QqWxPay
  # The merchant that a notification is for.
  class Owner
    # @return [String]
    attr_reader :name

    # @return [Client]
    attr_reader :pay

    # @return [Array<String>] others of the same merchant number that it may be for just as well: see {Merchants}
    attr_reader :others

    # @api private
    def initialize(name, pay, others)
      @name = name
      @pay = pay
      @others = others
    end

    def inspect
      "#<#{self.class} name: #{name.inspect}, others: #{others.inspect}>"
    end
    alias to_s inspect
  end

  # The clients of several merchants in one process, each by a name of your own; notifications of all of them may come to one address.
  # They share connections, and where they take payments for the same mini program, QQ's access token. {Notifications} takes it in the
  # place of a client. After a fork each process makes the clients anew when it first needs them: add many after the fork.
  #
  # One merchant number may take payments for several mini programs, each with a client of its own here: which one a notification is for
  # is said by the WeChat AppID in it. Where nothing in it tells them apart (a refund names no AppID, and two QQ mini programs may
  # share a WeChat AppID), it goes to the one that was added first, and `other_merchants` names the others: look for its number in the
  # orders of each.
  class Merchants
    # The native merchants of one process.
    Own = Struct.new(:pid, :native, :filled) { include Redacted }
    private_constant :Own

    # Those of a parent process: what ends them waits for threads that are not here.
    INHERITED = []
    private_constant :INHERITED

    def initialize
      @clients = {}
      @lock = Monitor.new
      @own = Own.new(Process.pid, QqWxpayNative::NativeMerchants.create(false), true)
    end

    # Adds a merchant: a client, which is yours no longer, or the settings and parts of one, as {Client#initialize} takes them.
    #
    # @param name [String] the name of the merchant in your shop
    # @return [Client]
    # @raise [ConfigError] `MERCHANT_GIVEN_TWICE` when the name is taken, or another one has the same merchant number, WeChat AppID and
    #   QQ AppID
    # @raise [ConfigError, KeyMaterialError, InvalidInputError] naming the setting
    def add(name, client = nil, **given)
      made = made(name, client, given)
      take(made, client) { |own| own.add(name, made.native) }
      @lock.synchronize { @clients[name] = made }
    ensure
      given.clear # crash reporters show variables
    end

    # Puts another client in the place of the one with this name, for instance with new keys. Calls that are under way go on; the
    # client before is closed.
    #
    # @return [Client]
    # @raise [ConfigError] as {#add}; `MERCHANT_UNKNOWN`. Then nothing has changed
    def replace(name, client = nil, **given)
      made = made(name, client, given)
      take(made, client) { |own| own.replace(name, made.native) }
      before = @clients[name]
      @lock.synchronize { @clients[name] = made }
      before.close unless before.nil? || before.equal?(made)
      made
    ensure
      given.clear # crash reporters show variables
    end

    # Forgets a merchant and closes its client.
    #
    # @return [Boolean] whether there was one
    def remove(name)
      client = @lock.synchronize { @clients.delete(name) } or return false
      native.remove(name)
      client.close
      true
    end

    # @return [Client, nil] the client of this name
    def get(name)
      @clients[name]
    end

    # @return [Array<String>] the names, in the order in which they were added
    def names
      @clients.keys
    end

    # @return [Integer] how many there are
    def size
      @clients.size
    end

    # Whose notification it is, as far as it says so itself: nothing is believed, and no signature is verified.
    #
    # @return [Owner]
    # @raise [MismatchError] `MERCHANT_NOT_REGISTERED`
    # @raise [Error] why it is no genuine one
    def owner(headers, raw_body)
      body = Arguments.raw_bytes(raw_body)
      name, others = named(Boundary.translate_errors { native.owner(Arguments.headers_json(headers), body) })
      Owner.new(name, @clients.fetch(name), others)
    end

    # {Client#handle_notification} of the merchant that it is for, which is its `merchant`. What is for none is refused, answered so
    # that it comes again.
    #
    # @return [HandledNotification]
    def handle_notification(headers, raw_body)
      handled(headers, raw_body) { |client| client.handle_notification(headers, raw_body) }
    end

    # {Client#receive_notification} of the merchant that it is for.
    #
    # @return [HandledNotification]
    def receive_notification(headers, raw_body, timeout: nil)
      handled(headers, raw_body) { |client| client.receive_notification(headers, raw_body, timeout: timeout) }
    end

    # {Client#confirm_notification} of the merchant that it is for.
    #
    # @return [HandledNotification]
    def confirm_notification(headers, raw_body, timeout: nil)
      handled(headers, raw_body) { |client| client.confirm_notification(headers, raw_body, timeout: timeout) }
    end

    # Closes all clients.
    #
    # @return [nil]
    def close
      names.each { |name| remove(name) }
      nil
    end

    def inspect
      "#<#{self.class} of #{size}>"
    end
    alias to_s inspect

    private

    def made(name, client, given)
      raise Error.facade("WRONG_TYPE", "name", "a #{name.class}: give a String") unless name.is_a?(String)
      return Client.sharing(-> { current.native }, **given) if client.nil?
      raise Error.facade("WRONG_TYPE", "client", "a #{client.class}: give a Client") unless client.is_a?(Client)
      raise ArgumentError, "a client or settings, not both: #{given.keys.join(", ")}" unless given.empty?

      client
    end

    # One that the core refuses is let go, if it was made here.
    def take(made, given)
      Boundary.translate_errors { yield native }
    rescue Error
      made.close if given.nil?
      raise
    end

    def handled(headers, raw_body)
      body = Arguments.raw_bytes(raw_body)
      found = native.addressee(Arguments.headers_json(headers), body)
      return HandledNotification.new(found.refused) if found.owner.nil?

      name, others = named(found.owner)
      yield(@clients.fetch(name)).tap { |of| of.addressed(name, others) }
    end

    def named(owner)
      JSON.parse(owner, symbolize_names: true).values_at(:name, :others)
    end

    # That of this process; after a fork there is nobody in it yet.
    def current
      own = @own
      return own if own.pid == Process.pid

      ObjectSpace.undefine_finalizer(own.native)
      INHERITED << own
      @lock = Monitor.new
      @own = Own.new(Process.pid, QqWxpayNative::NativeMerchants.create(false), false)
    end

    def native
      own = current
      fill(own) unless own.filled
      own.native
    end

    def fill(own)
      @lock.synchronize do
        next if own.filled

        @clients.each { |name, client| Boundary.translate_errors { own.native.add(name, client.native) } }
        own.filled = true
      end
    end
  end
end
