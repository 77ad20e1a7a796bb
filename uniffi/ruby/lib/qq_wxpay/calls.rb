# frozen_string_literal: true

module QqWxPay
  # The border to the native half.
  #
  # @api private
  module Border
    # So many rows cross it at once.
    PORTION = 500

    # The result, or the error of this facade; what the host's own function raised is its cause.
    def self.told(thrown = nil)
      yield
    rescue QqWxpayNative::NativeFailure::Failed => failure
      raise Error.read(JSON.parse(failure.error, symbolize_names: true)), cause: thrown&.take(failure.question)
    end
  end
  private_constant :Border

  # How calls are made. After a fork each process gets connections, threads and an access token of its own.
  #
  # @api private
  class Calls
    include Unshown

    Own = Struct.new(:process, :native, :thrown, :host) { include Unshown }
    private_constant :Own

    # Whether the method of this name collects keywords.
    KEYWORDS = Hash.new do |known, name|
      known[name] = Operations.method_defined?(name) && Operations.instance_method(name).parameters.include?(%i[keyrest request])
    end
    private_constant :KEYWORDS

    # Natives of a parent process: what ends them waits for threads that are not here.
    INHERITED = []
    private_constant :INHERITED

    def initialize(parts, **given)
      # Not a variable that a dump shows: they are secret.
      @make = -> { make(parts, given) }
      @signs = !parts.signer.nil?
      @closed = false
      @lock = Mutex.new
      @own = @make.call
    end

    def call(operation, request, timeout, reader)
      own = outside
      read(own, reader) do
        begun = own.native.begin_call(operation, Arguments.json(request), Arguments.milliseconds(timeout))
        Waiting.for(begun, &:text)
      end
    ensure
      forget(operation, request)
    end

    def now(operation, request, reader)
      own = process
      read(own, reader) { own.native.call_sync(operation, Arguments.json(request)) }
    ensure
      forget(operation, request)
    end

    def bill(operation, request, timeout, row, finish)
      own = outside
      native = Border.told(own.thrown) do
        Waiting.for(own.native.begin_bill(operation, Arguments.json(request), Arguments.milliseconds(timeout)), &:bill)
      end
      BillRows.new(native, row, finish)
    ensure
      forget(operation, request)
    end

    def prepare(operation, request, access_token, reader)
      Prepared.new(signed(:prepare, :prepared, operation, request, access_token), reader)
    end

    def prepare_bill(operation, request, readers)
      PreparedBill.new(signed(:prepare_bill, :prepared_bill, operation, request), *readers)
    end

    def handle_notification(headers, raw_body)
      body = Arguments.raw_bytes(raw_body)
      own = process
      Border.told(own.thrown) { own.native.handle_notification(Arguments.headers_json(headers), body) }
    end

    def await_notification(confirm, headers, raw_body, timeout)
      body = Arguments.raw_bytes(raw_body)
      own = outside
      Border.told(own.thrown) do
        arguments = [confirm, Arguments.headers_json(headers), body, Arguments.milliseconds(timeout)]
        Waiting.for(own.native.begin_notification(*arguments), &:notification)
      end
    end

    def close
      @closed = true
      process.native.shut_down
    end

    attr_reader :closed
    alias closed? closed

    private

    # What a method of {Operations} has collected from its keywords is its own: nobody is to find a payer in it afterwards, as the
    # pages do that show the variables of every frame of an error.
    def forget(operation, request)
      request.clear if KEYWORDS[operation]
    end

    def read(own, reader)
      reader.call(JSON.parse(Border.told(own.thrown) { yield }, symbolize_names: true))
    end

    # A signer of the host's own is waited for.
    def signed(kind, answer, operation, request, *token)
      own = process
      Border.told(own.thrown) do
        arguments = [operation.to_s, Arguments.json(request), *token]
        next own.native.public_send(kind, *arguments) unless @signs

        Waiting.for(outside.native.public_send(:"begin_#{kind}", *arguments), &answer)
      end
    end

    # For what goes over the network.
    def outside
      Inside.refuse(self)
      process
    end

    def process
      Mailroom.here
      own = @own
      return own if own.process == Process.pid

      @lock.synchronize { @own.process == Process.pid ? @own : renew }
    end

    def renew
      ObjectSpace.undefine_finalizer(@own.native)
      INHERITED << @own
      @own = @make.call
      @own.native.shut_down if @closed
      @own
    end

    def make(parts, given)
      thrown = Thrown.new
      host = Host.new(parts, thrown, self)
      number = Mailroom.number
      native_parts = QqWxpayNative::NativeParts.new(**native_parts(parts, given))
      native = Border.told { QqWxpayNative::NativeClient.with_mailbox(native_parts, Mailroom.here.mailbox, number, @signs) }
      host.belongs_to(native)
      Mailroom.here.deliver_to(number, host)
      Own.new(Process.pid, native, thrown, host)
    end

    def native_parts(parts, given)
      {
        camel: false,
        settings: nil,
        variables: nil,
        token_source: parts.token_source,
        sends: !parts.transport.nil?,
        observes: !parts.observer.nil?,
        now: nil,
        nonce: nil
      }.merge(given.transform_values { |value| value.is_a?(Hidden) ? value.value : value })
    end
  end
  private_constant :Calls
end
